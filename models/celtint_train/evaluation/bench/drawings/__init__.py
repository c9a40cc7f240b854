"""Drawings made by code as artists make them, each with what must come out of it."""
