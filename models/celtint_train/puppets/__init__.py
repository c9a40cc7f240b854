"""Drawings that are made up, with exact truth: scenes, and clips of characters in motion."""
