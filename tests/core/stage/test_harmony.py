"""`celtint.stage.harmony`: which of a thing's parts follow the colour it is given."""

import numpy as np
from celtint.stage.harmony import colours_of
from celtint.stage.objects import FILL, Part

SKIN, SHIRT, FOLD, NOSE = (240, 195, 172), (255, 130, 45), (230, 110, 60), (214, 120, 80)
GREEN = (1, 177, 135)


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def test_a_nose_is_no_fold_of_the_shirt_whose_shade_it_looks_like() -> None:
    person = (
        Part("skin", SKIN, FILL, False, (box(0.3, 0.0, 0.7, 0.4),)),
        Part("cloth", SHIRT, FILL, False, (box(0.2, 0.4, 0.8, 1.0),)),
        Part("cloth shade", FOLD, FILL, False, (box(0.3, 0.6, 0.5, 0.9),)),
        Part("cloth shade", NOSE, FILL, False, (box(0.45, 0.15, 0.55, 0.25),)),
    )
    skin, shirt, fold, nose = colours_of(person, "person", GREEN, None, None)
    assert shirt == GREEN
    assert fold[1] > fold[0] and nose[0] > nose[1], "the fold is green, the nose is not"
    assert max(abs(a - b) for a, b in zip(skin, SKIN, strict=True)) < 12
