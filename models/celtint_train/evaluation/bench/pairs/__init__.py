"""Pairs of line drawing and exact flats, made of packaged vector art."""
