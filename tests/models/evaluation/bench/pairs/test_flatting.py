"""What flatters have left to do, on a drawing small enough to count by hand."""

import cv2
import numpy as np
from celtint_train.evaluation.bench.pairs import flatting
from celtint_train.evaluation.bench.pairs.cases import Case
from celtint_train.evaluation.bench.pairs.flatting import Left, Repaired


def coat() -> Case:
    """A page; on it a coat of two halves, a seam between them, and a pocket of another colour on the right one."""
    picture = np.full((120, 160), 255, np.uint8)
    cv2.rectangle(picture, (20, 20), (140, 100), 0, 2)
    cv2.line(picture, (80, 20), (80, 100), 0, 2)
    cv2.rectangle(picture, (100, 50), (120, 70), 0, 2)
    _, found = cv2.connectedComponents((picture == 255).astype(np.uint8), connectivity=4)
    truth = np.asarray(found, np.int32)
    places = {(5, 5): (200, 220, 230), (50, 60): (40, 60, 160), (130, 60): (40, 60, 160), (110, 60): (200, 180, 40)}
    colours = np.zeros((4, 3), np.uint8)
    for (x, y), colour in places.items():
        colours[truth[y, x] - 1] = colour
    return Case("coat", picture, truth, colours)


def test_a_seam_is_a_hard_merge_that_one_stroke_does() -> None:
    drawing = flatting.drawing_of(coat())
    left, repaired = Left(), Repaired()
    flatting.count(left, drawing, drawing.base)
    assert (left.regions, left.objects, left.splits, left.easy, left.hard) == (4, 3, 0, 0, 1)
    assert (left.both, left.made, left.true, left.score) == (0, 0, 1, 0.0)
    flatting.repair(repaired, drawing, drawing.base, 0.0)
    assert (repaired.strokes, repaired.done, repaired.before, repaired.after) == (1, 1, 0, 0)


def test_all_in_one_is_a_split_for_each_thing_too_many() -> None:
    drawing, left = flatting.drawing_of(coat()), Left()
    labels = flatting.flats(drawing.prepared, 1.0).labels
    flatting.count(left, drawing, labels)
    assert (left.regions, left.splits, left.easy, left.hard) == (2, 1, 0, 0)
    assert (left.both, left.made, left.true) == (1, 3, 1) and left.score == 0.5


def test_an_open_border_is_an_easy_merge() -> None:
    case = coat()
    case.picture[50:60, 78:83] = 255
    drawing = flatting.drawing_of(case)
    half = np.where(np.arange(160) < 80, 1, 2)[None].repeat(120, axis=0).astype(np.int32)
    left = Left()
    flatting.count(left, drawing._replace(base=half), half)
    assert left.easy == 1
