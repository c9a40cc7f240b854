"""Rules for what little speaks for: colours are chosen among those that keys show beside the same neighbours."""

import cv2
import numpy as np
from celtint import Picture
from celtint.sequence.keys import codes_of
from celtint.sequence.rules import in_company
from celtint.sequence.states import FrameInput, FrameState, read_drawing

SKIN, RED, BLUE, PAPER = (240, 200, 170), (150, 30, 40), (40, 70, 200), (250, 250, 240)


def face(key: bool) -> FrameState:
    """A face with a mouth, and a sofa beside it; a key has their colours."""
    ink = np.full((120, 160), 255, np.uint8)
    colour = np.full((120, 160, 3), PAPER, np.uint8)
    for shape, paint in (((10, 20, 70, 80), SKIN), ((30, 60, 28, 16), RED), ((95, 30, 50, 70), BLUE)):
        x, y, w, h = shape
        cv2.rectangle(colour, (x, y), (x + w, y + h), paint, -1)
        cv2.rectangle(ink, (x, y), (x + w, y + h), [0], 2)
    picture = Picture(np.repeat(ink[..., None], 3, axis=2))
    return read_drawing(0, b"", FrameInput(picture, None, colour if key else None), (), "auto")


def test_a_mouth_takes_no_colour_of_what_stands_elsewhere() -> None:
    key, drawn = face(True), face(False)
    assert len(key.code) == len(drawn.code) == 4
    entries = {int(code): k for k, code in enumerate(np.unique(key.code))}
    red, blue = (entries[int(codes_of(np.array([c], np.uint8))[0])] for c in (RED, BLUE))
    mouth = int(np.flatnonzero(key.code == codes_of(np.array([RED], np.uint8))[0])[0])
    drawn.shares = np.zeros((4, len(entries)), np.float32)
    for k, code in enumerate(key.code.tolist()):
        drawn.shares[k, entries[code]] = 0.9
    drawn.shares[mouth] = 0
    drawn.shares[mouth, [red, blue]] = 0.25, 0.3
    before = drawn.shares.copy()
    in_company(drawn, [key], entries)
    assert drawn.shares[mouth].argmax() == red
    assert np.isclose(drawn.shares[mouth].sum(), before[mouth].sum())
    others = np.arange(4) != mouth
    assert np.array_equal(drawn.shares[others], before[others])


def test_what_much_speaks_for_stays_in_strange_company() -> None:
    key, drawn = face(True), face(False)
    entries = {int(code): k for k, code in enumerate(np.unique(key.code))}
    drawn.shares = np.full((4, len(entries)), 0.02, np.float32)
    drawn.shares[:, 0] = 0.9
    before = drawn.shares.copy()
    in_company(drawn, [key], entries)
    assert np.array_equal(drawn.shares, before)


def test_without_keys_or_colours_nothing_is_weighed() -> None:
    drawn = face(False)
    drawn.shares = np.zeros((4, 0), np.float32)
    in_company(drawn, [], {})
    assert drawn.shares.shape == (4, 0)
