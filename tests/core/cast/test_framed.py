"""Figures that the page or a panel cuts off, and what is ground behind them."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from celtint import Casting, Picture, colour
from celtint.cast.figures import Figure, figures
from celtint.ink.paper import ink_coverage, ink_threshold
from celtint.matching.features import RegionFeatures
from celtint.matching.geometry import GeometryMatcher
from celtint.matching.network import Reference, Votes
from celtint.regions.segment import segment
from celtint.types.arrays import F32, I32, U8
from celtint_train.evaluation.sequences import cast_folder

from tests.core.cast.figures_drawn import HAIR, SHIRT, SKIN, drawn
from tests.core.cast.test_colouring import SPOTS, casting

SHOULDERS = np.s_[20:176, 124:176]
"""A window of the first pose whose lower corners are in the shirt."""


def in_panel(picture: U8, gutter: int = 20) -> U8:
    framed = np.pad(picture, ((gutter, gutter), (gutter, gutter), (0, 0)), constant_values=255)
    high, wide = framed.shape[:2]
    cv2.rectangle(framed, (gutter - 3, gutter - 3), (wide - gutter + 2, high - gutter + 2), (0, 0, 0), 4)
    return framed


def found(picture: U8, cut_off: bool) -> tuple[list[Figure], I32]:
    coverage = ink_coverage(Picture(picture))
    regions = segment(coverage, ink_threshold(coverage))
    return figures(np.asarray(~coverage, np.uint8), regions.labels, regions.ink, cut_off), regions.labels


def is_in(figure: Figure, labels: I32, part: tuple[int, int, int], dx: int, dy: int) -> bool:
    x, y = SPOTS[part]
    return int(labels[y + dy, x + dx]) in figure.ids


@pytest.mark.parametrize(("panel", "shift"), [(False, 0), (True, 20)])
def test_shoulders_in_the_lower_corners_are_of_the_figure_or_of_the_ground(panel: bool, shift: int) -> None:
    picture = np.ascontiguousarray(drawn(lines=True)[SHOULDERS])
    picture = in_panel(picture) if panel else picture
    dx, dy = shift - SHOULDERS[1].start, shift - SHOULDERS[0].start
    (whole,), labels = found(picture, True)
    (without,), _ = found(picture, False)
    for part in (HAIR, SKIN):
        assert is_in(whole, labels, part, dx, dy) and is_in(without, labels, part, dx, dy)
    assert is_in(whole, labels, SHIRT, dx, dy) and not is_in(without, labels, SHIRT, dx, dy)
    top = int(labels[shift + 4, shift + 3])
    assert top not in whole.ids and top not in without.ids, "what holds an upper corner is ground"


def test_a_panel_cuts_a_figure_off_as_the_page_does() -> None:
    page = np.ascontiguousarray(drawn(lines=True)[SHOULDERS])
    (on_page,), _ = found(page, True)
    (in_it,), _ = found(in_panel(page), True)
    assert len(on_page.ids) == len(in_it.ids)
    # Places and sizes are told alike where the panel's own line isn't taken for the figure's.
    ours, theirs = (np.sort(f.described.spots[:-1], axis=0) for f in (on_page, in_it))
    assert np.abs(ours - theirs).max() < 0.1


def test_a_panel_that_is_no_rectangle_is_ground_all_the_same() -> None:
    picture = np.full((420, 360, 3), 255, np.uint8)
    picture[20:320, 30:330] = drawn(lines=True)
    cv2.polylines(picture, [np.array([(15, 10), (345, 10), (345, 335), (15, 410)])], True, (0, 0, 0), 3)
    (figure,), _ = found(drawn(lines=True), False)
    every, labels = found(picture, False)
    assert int(labels[30, 330]) not in {k for f in every for k in f.ids.tolist()}
    assert len(every[0].ids) == len(figure.ids)


def test_what_fills_its_box_without_anything_in_it_is_a_figure() -> None:
    picture = np.full((200, 200, 3), 255, np.uint8)
    cv2.rectangle(picture, (40, 40), (160, 160), (0, 0, 0), 3)
    cv2.line(picture, (100, 40), (100, 160), (0, 0, 0), 3)
    for cut_off in (False, True):
        (figure,), _ = found(picture, cut_off)
        assert len(figure.ids) == 2


def test_a_figure_that_fills_the_page_has_something_around_it() -> None:
    picture = np.full((60, 60, 3), 255, np.uint8)
    cv2.line(picture, (0, 30), (59, 30), (0, 0, 0), 3)
    every, _ = found(in_panel(picture), True)
    assert all(len(f.described.ids) == len(f.ids) + 1 for f in every)


class Sure(GeometryMatcher):
    """Knows the parts of a figure that has so many regions and is at a loss with any other."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def match(
        self,
        frame: RegionFeatures,
        references: Sequence[Reference],
        entries: int | None = None,
        pairs: Sequence[F32] | None = None,
    ) -> Votes:
        n, width = len(frame.ids), entries or 0
        votes = np.full((n, width), 0.3 / width, np.float32)
        if n == self.count + 1:  # and what is around it
            votes[:, 0] = 0.9
        return Votes(votes, np.zeros(n, np.float32))


@pytest.mark.parametrize("panel", [False, True])
@pytest.mark.parametrize("shoulders", [False, True])
def test_of_the_two_the_one_stands_that_the_sheets_show_better(panel: bool, shoulders: bool) -> None:
    picture = np.ascontiguousarray(drawn(lines=True)[SHOULDERS])
    picture = in_panel(picture) if panel else picture
    (figure,), labels = found(picture, shoulders)
    result = colour(Picture(picture), cast=Casting(casting().known, Sure(len(figure.ids))))
    coloured = {r.id for r in result.regions if r.colour is not None and not r.unsure}
    x, y = SPOTS[SHIRT]
    shift = 20 if panel else 0
    shirt = int(labels[y + shift - SHOULDERS[0].start, x + shift - SHOULDERS[1].start])
    assert coloured == set(figure.ids.tolist()) and (shirt in coloured) == shoulders


@pytest.mark.parametrize("panel", [False, True])
def test_a_floor_stays_empty_and_the_figure_on_it_is_found(panel: bool) -> None:
    picture = drawn(lines=True)
    behind = found(picture, False)[1]
    picture[270:273][behind[270:273] == behind[2, 2]] = 0
    shift = 20 if panel else 0
    cast = Casting(casting().known, cast_folder.matcher())
    result = colour(Picture(in_panel(picture) if panel else picture), cast=cast)
    for part, (x, y) in SPOTS.items():
        assert tuple(result.colour[y + shift, x + shift].tolist()) == (*part, 255)
    assert result.colour[285 + shift, 20 + shift, 3] == 0 and result.colour[20 + shift, 20 + shift, 3] == 0
