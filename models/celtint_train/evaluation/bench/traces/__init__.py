"""Drawings with trace lines, made with the truth about them, and drawings whose outlines are merely coloured."""
