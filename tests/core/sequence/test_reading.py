"""A drawing read once: what is read in the quick way is the same drawing."""

import cv2
import numpy as np
from celtint import Picture
from celtint.hints.dabs import Claim
from celtint.sequence.states import FrameInput, digest_of, read_drawing


def rooms() -> np.ndarray:
    """(120, 260) uint8: three rooms, the last two joined by a gap so wide that nothing closes it."""
    page = np.full((120, 260), 255, np.uint8)
    cv2.rectangle(page, (10, 10), (249, 109), 0, 3)
    cv2.line(page, (90, 10), (90, 109), 0, 3)
    cv2.line(page, (170, 10), (170, 35), 0, 3)
    cv2.line(page, (170, 85), (170, 109), 0, 3)
    return page


def test_a_region_that_is_closed_again_is_divided_whatever_number_it_has_then() -> None:
    given = FrameInput(Picture(rooms()), None, None)
    digest = digest_of(given)
    plain = read_drawing(0, digest, given, (), "auto")
    labels = plain.labels.unpack()
    name = int(labels[60, 130])
    assert name == labels[60, 210] != labels[60, 50]
    y, x = (part.astype(np.int32) for part in np.mgrid[40:80, 100:150].reshape(2, -1))
    claims = [Claim((0, 0, 0), y, x), Claim((25, 0, 0), y, (x + 90).astype(np.int32))]
    closed = read_drawing(0, digest, given, (), "auto", closed={name: claims}).labels.unpack()
    assert len({int(closed[60, at]) for at in (50, 130, 210)}) == 3
    share = (closed[12:108, 93:167] == closed[60, 130]).mean()
    assert share > 0.98 and (closed[12:108, 174:247] == closed[60, 210]).mean() > 0.98
