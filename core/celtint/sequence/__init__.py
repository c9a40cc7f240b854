"""Frames that keep what was decided on one: keys, shots, flats and grey, tracks."""
