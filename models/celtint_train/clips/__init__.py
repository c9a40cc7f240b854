"""Clips of drawn characters in motion whose lines, flats, identities and flow are known: `make_clip`."""

from celtint_train.clips.clip import Clip, Drawing, make_clip

__all__ = ["Clip", "Drawing", "make_clip"]
