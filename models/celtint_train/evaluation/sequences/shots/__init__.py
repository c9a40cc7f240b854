"""Shots of painted pictures that are moved by their parts: what celtint is measured on beside its own puppets."""
