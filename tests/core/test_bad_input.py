"""What nobody should give and somebody will: defined, quick, and no hint lost that could be kept.

Times are compared with an ordinary colouring of a page of the same size, many times over: only what would take minutes
is noticed.
"""

import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Result, Settings, colour
from celtint.hints.dabs import read_strokes

from .drawings import Bytes

SIDE = 512
CLEAR = Settings(undecided="transparent", mode="line")
RED = (200, 40, 30)


def rooms(side: int, pitch: int, width: int = 1) -> Bytes:
    """A page ruled into square rooms."""
    page = np.full((side, side), 255, np.uint8)
    for at in range(0, side, pitch):
        page[at : at + width] = 0
        page[:, at : at + width] = 0
    return page


def hatched(side: int, pitch: int = 6) -> Bytes:
    page = np.full((side, side), 255, np.uint8)
    for at in range(-side, side, pitch):
        cv2.line(page, (at, 0), (at + side, side), 0, 1, cv2.LINE_AA)
    return page


PAGES: dict[str, Callable[[], Bytes]] = {
    "all ink": lambda: np.zeros((SIDE, SIDE), np.uint8),
    "all paper": lambda: np.full((SIDE, SIDE), 255, np.uint8),
    "hatching": lambda: hatched(SIDE),
    "rooms": lambda: rooms(SIDE, 64, 2),
}


def painted(page: Bytes, where: Bytes | None = None, rgb: tuple[int, int, int] = RED) -> Hints:
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[slice(None) if where is None else where] = (*rgb, 255)
    return Hints(layer)


def timed(page: Bytes, hints: Hints | None, settings: Settings = CLEAR) -> tuple[Result, float]:
    start = time.process_time()
    result = colour(Picture(page), hints, settings=settings)
    return result, time.process_time() - start


def usual(side: int) -> float:
    """Seconds that an ordinary page of this size takes; a tenth at least."""
    page = rooms(side, side // 8, 2)
    return max(0.1, timed(page, painted(page, np.indices(page.shape)[0] < side // 16))[1])


def check(result: Result, page: Bytes) -> None:
    """A result holds together: every pixel in a region, one colour each, the report of what is shown."""
    assert result.colour.shape == (*page.shape, 4)
    assert set(np.unique(result.labels)) - {0} == {region.id for region in result.regions}
    for region in result.regions[:50]:
        shown = result.colour[result.labels == region.id]
        wanted = (0, 0, 0, 0) if region.colour is None else (*region.colour, 255)
        assert (shown == wanted).all()


@pytest.mark.parametrize("paper", PAGES)
def test_one_dab_over_everything(paper: str) -> None:
    page = PAGES[paper]()
    result, took = timed(page, painted(page))
    check(result, page)
    assert took < 20 * usual(SIDE)
    assert (result.colour[page > 250] == (*RED, 255)).mean() > 0.9 if (page > 250).any() else True


@pytest.mark.parametrize("paper", PAGES)
@pytest.mark.parametrize("undecided", ["auto", "mean", "distinct", "transparent"])
def test_no_hint_at_all(paper: str, undecided: str) -> None:
    page = PAGES[paper]()
    settings = Settings(undecided=undecided, mode="line")  # type: ignore[arg-type]
    result, took = timed(page, None, settings)
    check(result, page)
    assert took < 20 * usual(SIDE)


@pytest.mark.parametrize("paper", PAGES)
def test_a_thousand_dabs_of_a_thousand_colours(paper: str) -> None:
    page = PAGES[paper]()
    rng = np.random.default_rng(6)
    layer = np.zeros((SIDE, SIDE, 4), np.uint8)
    colours = set()
    for k in range(1024):
        y, x = 16 * (k // 32) + int(rng.integers(5, 9)), 16 * (k % 32) + int(rng.integers(5, 9))
        rgb = (37 * k % 256, 255 - k // 4, k % 256)
        layer[y - 2 : y + 3, x - 2 : x + 3] = (*rgb, 255)
        colours.add(rgb)
    assert len(read_strokes(Hints(layer)).colour) == 1024
    result, took = timed(page, Hints(layer))
    check(result, page)
    assert took < 200 * usual(SIDE)
    at_dabs = result.colour[(layer[..., 3] > 0) & (page > 250)]
    if len(at_dabs):  # hints are law where they lie
        assert (at_dabs[:, 3] == 255).mean() > 0.99
        assert {tuple(c) for c in np.unique(at_dabs[:, :3], axis=0).tolist()} <= colours


def test_dabs_only_on_ink_speak_for_what_the_ink_was_handed_to() -> None:
    page = rooms(SIDE, 64, 6)
    result, _ = timed(page, painted(page, np.asarray(page == 0)))
    check(result, page)
    assert any(region.colour == RED for region in result.regions)
    one = np.zeros(page.shape, bool)
    one[128:134, 140:180] = True
    result, _ = timed(page, painted(page, one))
    check(result, page)
    assert any(region.colour == RED for region in result.regions)


def test_dabs_only_outside_leave_the_figure_empty() -> None:
    page = np.full((SIDE, SIDE), 255, np.uint8)
    cv2.circle(page, (256, 256), 150, 0, 3, cv2.LINE_AA)
    outside = np.zeros(page.shape, bool)
    outside[:30] = outside[-30:] = True
    result, _ = timed(page, painted(page, outside))
    check(result, page)
    assert result.colour[256, 256, 3] == 0
    assert result.colour[5, 5].tolist() == [*RED, 255]


def test_dabs_outside_a_page_without_lines_are_paint_on_paper() -> None:
    page = PAGES["all paper"]()
    layer = np.zeros((SIDE, SIDE, 4), np.uint8)
    layer[:10, :10], layer[-10:, -10:] = (*RED, 255), (10, 20, 200, 255)
    result, _ = timed(page, Hints(layer))
    check(result, page)
    assert result.colour[5, 5].tolist() == [*RED, 255]
    assert result.colour[-5, -5].tolist() == [10, 20, 200, 255]


@pytest.mark.parametrize("hinted", [False, True])
def test_twenty_thousand_regions(hinted: bool) -> None:
    side, pitch = 1152, 8
    page = rooms(side, pitch)
    layer = np.zeros((side, side, 4), np.uint8)
    if hinted:
        rows = np.arange(4, side, pitch)
        index = np.arange(len(rows) ** 2).reshape(len(rows), -1)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                at = np.ix_(rows + dy, rows + dx)
                layer[at] = np.dstack([index % 251, index // 251, index % 83, np.full_like(index, 255)])
    result, took = timed(page, Hints(layer) if hinted else None, Settings(undecided="distinct", mode="line", gap=0))
    assert len(result.regions) == (side // pitch) ** 2 > 20000
    assert took < 60 * usual(side)
    check(result, page)
    if hinted:
        assert all(region.decided_by == "hint" for region in result.regions)
        dab = layer[..., 3] > 0
        assert (result.colour[dab] == layer[dab]).all()
