"""Formats of files that layers, colours and palettes travel in: arrays in, bytes out. It opens no files."""
