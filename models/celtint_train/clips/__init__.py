"""Clips of drawn characters in motion whose lines, flats, identities and flow are known: `clip.make_clip`."""
