"""Grease Pencil: drawings read, sent, and filled."""
