"""Formats of files that pictures, layers and palettes travel in: arrays in, bytes out, and back. It opens no files."""
