"""Small dabs on large pages: they miss the grid, and must still speak for their own ground and no other."""

from pathlib import Path

import celtint
import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour
from celtint.regions.flooding import filled, flooded
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from ..drawings import Bytes

CASE = Path(__file__).parents[1] / "cases" / "small_dab_at_a_line_large_page"
CLEAR = Settings(undecided="transparent")
SKY, SKIN, DARK = (200, 225, 245), (250, 220, 200), (150, 80, 40)
COLOURS = ((200, 30, 40), (30, 60, 220), (20, 160, 70), (240, 200, 20), (150, 40, 180), (20, 180, 190))


def figure(side: int) -> Bytes:
    """A round head with an opening at its neck, an arm, and open sky around them."""
    page = np.full((side, side), 255, np.uint8)
    c, line = side // 2, max(2, side // 320)
    cv2.ellipse(page, (c, c), (3 * side // 16, 3 * side // 16), 0, 100, 440, 0, line, cv2.LINE_AA)
    cv2.line(page, (11 * side // 16, 5 * side // 16), (14 * side // 16, 3 * side // 16), 0, line, cv2.LINE_AA)
    return page


def layer_of(side: int) -> Bytes:
    """Dabs for the figure: sky along the bottom, skin in its middle."""
    layer = np.zeros((side, side, 4), np.uint8)
    for x in (side // 16, side // 2, 13 * side // 16):
        cv2.circle(layer, (x, 7 * side // 8), max(3, side // 200), (*SKY, 255), -1)
    cv2.circle(layer, (side // 2, side // 2), max(3, side // 200), (*SKIN, 255), -1)
    return layer


def coloured(page: Bytes, layer: Bytes) -> celtint.Result:
    return colour(Picture(page), Hints(layer), settings=CLEAR)


def share(result: celtint.Result, of: tuple[int, int, int]) -> float:
    return float((result.colour[:, :, :3] == of).all(axis=2).mean())


def test_an_artists_page_with_a_small_dab_that_hugs_the_outline() -> None:
    page = np.asarray(Image.open(CASE / "line.png").convert("RGB"))
    layer = np.asarray(Image.open(CASE / "hints.png").convert("RGBA"))
    result = colour(Picture(page), Hints(layer))
    painted = np.unique(layer[layer[:, :, 3] > 0][:, :3], axis=0, return_counts=True)
    dark = tuple(int(v) for v in painted[0][painted[0].astype(int).sum(axis=1).argmin()])
    assert share(result, (dark[0], dark[1], dark[2])) < 0.005
    assert max(share(result, (int(r), int(g), int(b))) for r, g, b in painted[0]) > 0.88


@pytest.mark.parametrize("side", [1000, 1600])
@pytest.mark.parametrize("outside", [True, False])
def test_a_small_dab_that_hugs_an_outline_colours_next_to_nothing(side: int, outside: bool) -> None:
    page, layer = figure(side), layer_of(side)
    before = coloured(page, layer)
    # One column of pixels right beside the line: the grid's pixels there hold ink.
    row = page[side // 2]
    ink = np.flatnonzero(row[: side // 2] < 200)
    x = int(ink[0]) - 1 if outside else int(ink[-1]) + 1
    layer[side // 2 - 4 : side // 2 + 4, x] = (*DARK, 255)
    after = coloured(page, layer)
    assert (after.colour[side // 2 - 4 : side // 2 + 4, x, :3] == DARK).all()
    assert share(after, DARK) < 0.03
    for other in (SKY, SKIN):
        assert abs(share(after, other) - share(before, other)) < 0.03


DISC = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))


def closed_shapes(rng: np.random.Generator, height: int, width: int) -> Bytes:
    """Circles, ovals and frames, wherever they come to lie; nothing has an end."""
    page = np.full((height, width), 255, np.uint8)
    for _ in range(rng.integers(1, 9)):
        at = (int(rng.integers(width)), int(rng.integers(height)))
        size = (int(rng.integers(3, width // 3)), int(rng.integers(3, height // 3)))
        line = int(rng.integers(2, 8))
        if rng.random() < 0.5:
            cv2.ellipse(page, at, size, float(rng.integers(90)), 0, 360, 0, line, cv2.LINE_AA)
        else:
            cv2.rectangle(page, at, (at[0] + size[0], at[1] + size[1]), 0, line)
    return page


def areas_of(page: Bytes) -> tuple[np.ndarray, np.ndarray]:
    """What lines close in: numbered, 0 on lines and their rims; and which are twelve pixels wide at least."""
    paper = (page > 250).astype(np.uint8)
    count, area = cv2.connectedComponents(paper, connectivity=4, ltype=cv2.CV_32S)
    width = np.zeros(count)
    depth = np.asarray(cv2.distanceTransform(paper, cv2.DIST_L2, 5), np.float32)
    np.maximum.at(width, np.asarray(area, np.int32).ravel(), depth.ravel())
    return area, (width >= 6) & (np.bincount(area.ravel()) >= 1000)


def dab_somewhere(rng: np.random.Generator, layer: Bytes, area: np.ndarray) -> int:
    """Put a dab of one to six pixels a side on paper, mostly beside a line; returns its area."""
    spots = np.flatnonzero(area > 0)
    if rng.random() < 0.7:
        rim = (cv2.erode((area > 0).astype(np.uint8), np.ones((3, 3), np.uint8)) == 0) & (area > 0)
        spots = np.flatnonzero(rim) if rim.any() else spots
    y, x = (int(v) for v in np.divmod(spots[rng.integers(len(spots))], area.shape[1]))
    of, size = int(area[y, x]), int(rng.integers(1, 7))
    if layer[max(0, y - 1) : y + size + 1, max(0, x - 1) : x + size + 1, 3].any():
        return of  # what touches other paint may be the blend between the two
    window = (slice(y, y + size), slice(x, x + size))
    patch = layer[window]
    patch[(area[window] == of) & (patch[:, :, 3] == 0)] = (*COLOURS[rng.integers(len(COLOURS))], 255)
    return of


@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32))
@example(seed=947)  # tips of areas that the grid parts from the rest
@example(seed=35)
@example(seed=108)
def test_on_a_large_page_every_closed_area_is_its_own_dabs_alone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    height, width = int(rng.integers(300, 1200)), int(rng.integers(1100, 2600))
    page = closed_shapes(rng, height, width)
    area, large = areas_of(page)
    layer = np.zeros((height, width, 4), np.uint8)
    for _ in range(rng.integers(1, 13)):
        of = dab_somewhere(rng, layer, area)
    packed = layer.view(np.uint32)[:, :, 0]
    before = coloured(page, layer).colour
    got = before.view(np.uint32)[:, :, 0]
    for each in np.flatnonzero(large):
        inside = area == each
        dabs = set(np.unique(packed[inside]).tolist()) - {0}
        # One colour fills the area, several share it, none leaves it clear: nothing comes over a line. The narrow end
        # of a sliver may be taken for another area, and stay clear; where a disc of twelve pixels goes it is filled.
        assert set(np.unique(got[inside]).tolist()) - {0} == dabs
        wide = cv2.morphologyEx(inside.astype(np.uint8), cv2.MORPH_OPEN, DISC) > 0
        assert not dabs or (got[wide] > 0).all()
        assert np.array_equal(got[inside & (packed > 0)], packed[inside & (packed > 0)])
    # A further dab changes its own area alone.
    of = dab_somewhere(rng, layer, area)
    changed = (coloured(page, layer).colour != before).any(axis=2)
    assert not (changed & (area != of) & (area > 0) & large[area]).any()


def test_two_small_dabs_in_a_corridor_finer_than_the_grid_share_it_along_its_way() -> None:
    side = 2400
    page = np.full((side, side), 255, np.uint8)
    page[95:115, 95:1510] = 0
    # A hairpin: two lanes of two pixels with two of ink between them, joined at one end.
    page[101:103, 101:1501] = page[105:107, 101:1501] = 255
    page[101:107, 1499:1501] = 255
    layer = np.zeros((side, side, 4), np.uint8)
    layer[101:103, 101:103] = (*COLOURS[0], 255)
    layer[105:107, 101:103] = (*COLOURS[1], 255)
    got = coloured(page, layer).colour[:, :, :3]
    assert (got[101:103, 101:1490] == COLOURS[0]).all()
    assert (got[105:107, 101:1490] == COLOURS[1]).all()


def test_a_region_cut_in_two_keeps_each_colour_on_its_side_of_a_thin_line() -> None:
    side = 2100
    for at in range(900, 904):
        page = np.full((side, side), 255, np.uint8)
        cv2.rectangle(page, (200, 200), (1800, 1800), 0, 3)
        page[200:1500, at] = 0
        layer = np.zeros((side, side, 4), np.uint8)
        layer[600:640, 500:540] = (*COLOURS[0], 255)
        layer[600:640, 1400:1440] = (*COLOURS[1], 255)
        got = coloured(page, layer).colour[:, :, :3]
        assert (got[300:1300, at - 8 : at] == COLOURS[0]).all()
        assert (got[300:1300, at + 1 : at + 9] == COLOURS[1]).all()


def test_ground_is_shared_round_a_line_and_not_across_it() -> None:
    ground = np.ones((60, 61), bool)
    ground[:50, 30] = False
    markers = np.zeros(ground.shape, np.int32)
    # Behind the line the second is nearer as the crow flies, and the first on foot.
    markers[5, 2], markers[5, 32] = 1, 2
    cut = flooded(markers, ground)
    assert (cut[:40, :30] == 1).all()
    assert (cut[:40, 31:] == 2).all()
    assert (cut[~ground] == 0).all()


def test_what_no_label_reaches_is_filled_piece_by_piece() -> None:
    paper = np.ones((40, 40), bool)
    paper[:, 20] = False
    labels = np.zeros(paper.shape, np.int32)
    labels[0, 19], labels[39, 19] = 1, 2
    labels[:, :19] = 3
    full = filled(labels, paper)
    assert len(np.unique(full[:, 21:])) == 1
    assert (full > 0).all()
