"""Trace lines: which pens draw them, and the line layer without them."""
