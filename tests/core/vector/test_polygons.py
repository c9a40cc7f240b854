"""Polygons of regions: exact, shared, simple, and still so when simplified."""

import io
from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import resvg_py
from celtint import (
    BadRequest,
    Palette,
    PaletteEntry,
    Picture,
    RegionInfo,
    RegionPolygons,
    Result,
    Settings,
    polygons,
    prepare,
    to_svg,
)
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

Labels = npt.NDArray[np.int32]
RINGED = np.array([[1, 1, 1, 1], [1, 2, 2, 1], [1, 2, 1, 2], [1, 1, 2, 2]], np.int32)


def small_maps() -> st.SearchStrategy[Labels]:
    sides = hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=9)
    return hnp.arrays(np.int32, sides, elements=st.integers(0, 4))


def signed_area(ring: npt.NDArray[np.float32]) -> float:
    """Positive when counter-clockwise as seen, y growing downwards."""
    following = np.roll(ring, -1, axis=0)
    return float((ring[:, 1] * following[:, 0] - ring[:, 0] * following[:, 1]).sum()) / 2


def fill(regions: tuple[RegionPolygons, ...], shape: tuple[int, ...]) -> Labels:
    """Even-odd filling at pixel centres, written plainly."""
    filled = np.zeros(shape, np.int32)
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    for region in regions:
        inside = np.zeros(shape, bool)
        for ring in region.rings:
            for (x0, y0), (x1, y1) in pairwise([*ring.tolist(), ring[0].tolist()]):
                if y0 != y1:
                    crossing = ((y0 > y) != (y1 > y)) & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
                    inside ^= crossing
        assert not filled[inside].any()
        filled[inside] = region.id
    return filled


def blobs(size: int, count: int, seed: int) -> Labels:
    """Regions with wavy boundaries, and islands in some of them."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:size, :size]
    wave = 3 * np.sin(x / 4 + seed) + 3 * np.cos(y / 5)
    seeds = rng.integers(0, size, (count, 2))
    distance = (y[..., None] + wave[..., None] - seeds[:, 0]) ** 2 + (x[..., None] - seeds[:, 1]) ** 2
    labels = (distance.argmin(axis=2) + 1).astype(np.int32)
    for k, (row, column) in enumerate(seeds[::3]):
        labels[(y - row) ** 2 + (x - column) ** 2 < 16] = count + 1 + k
    return labels


@given(small_maps())
@example(RINGED)
@example(np.ones((1, 1), np.int32))
def test_filling_gives_the_label_map_back(labels: Labels) -> None:
    assert np.array_equal(fill(polygons(labels), labels.shape), labels)


@given(small_maps())
@example(RINGED)
def test_areas_winding_and_simple_rings(labels: Labels) -> None:
    for region in polygons(labels):
        total = 0.0
        for polygon in region.polygons:
            assert signed_area(polygon.outer) > 0
            assert all(signed_area(hole) < 0 for hole in polygon.holes)
            total += signed_area(polygon.outer) + sum(signed_area(hole) for hole in polygon.holes)
        assert total == (labels == region.id).sum()
        for ring in region.rings:
            assert len(np.unique(ring, axis=0)) == len(ring) >= 4


@given(small_maps(), st.sampled_from([0.0, 0.3, 0.5, 1.5, 4.0]))
@example(RINGED, 4.0)
def test_every_edge_is_shared_with_the_neighbour(labels: Labels, tolerance: float) -> None:
    """Cracks cannot open: an edge that is not on the frame or on label 0 has its reverse in another ring."""
    labels = labels + 1
    edges = set()
    for region in polygons(labels, tolerance):
        for ring in region.rings:
            for a, b in pairwise([*map(tuple, ring.tolist()), tuple(ring[0].tolist())]):
                assert (a, b) not in edges
                edges.add((a, b))
    height, width = labels.shape
    for (x0, y0), (x1, y1) in edges:
        on_frame = x0 == x1 in (0, width) or y0 == y1 in (0, height)
        assert on_frame != (((x1, y1), (x0, y0)) in edges)


@given(small_maps(), st.sampled_from([0.3, 0.5, 1.5, 4.0]))
def test_simplifying_keeps_every_ring_and_all_area(labels: Labels, tolerance: float) -> None:
    labels = labels + 1
    exact, simple = polygons(labels), polygons(labels, tolerance)
    assert [[len(p.holes) for p in r.polygons] for r in exact] == [[len(p.holes) for p in r.polygons] for r in simple]
    assert all(signed_area(p.outer) > 0 for r in simple for p in r.polygons)
    assert all(signed_area(h) < 0 for r in simple for p in r.polygons for h in p.holes)
    assert sum(signed_area(ring) for r in simple for ring in r.rings) == labels.size


@pytest.mark.parametrize("seed", range(3))
def test_simplified_boundaries_stay_near_and_do_not_overlap(seed: int) -> None:
    labels = blobs(96, 12, seed)
    exact, simple = polygons(labels), polygons(labels, 1.0)
    filled = fill(simple, labels.shape)  # which also asserts that no two regions overlap
    assert (filled > 0).all()
    assert (filled != labels).mean() < 0.05
    corners = [sum(len(ring) for r in regions for ring in r.rings) for regions in (exact, simple)]
    assert corners[1] < corners[0] / 2


def away(points: npt.NDArray[np.float64], rings: list[npt.NDArray[np.float32]]) -> npt.NDArray[np.float64]:
    """How far each point is from the nearest of the rings' edges."""
    starts = np.concatenate(rings).astype(float)
    ways = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]) - starts
    offset = points[:, None] - starts
    share = np.clip((offset * ways).sum(axis=2) / (ways**2).sum(axis=1), 0, 1)
    nearest: npt.NDArray[np.float64] = np.linalg.norm(offset - share[:, :, None] * ways, axis=2).min(axis=1)
    return nearest


@pytest.mark.parametrize("tolerance", [0.25, 0.5])
def test_outlines_pass_near_the_middle_of_every_edge_with_few_points(tolerance: float) -> None:
    page = np.full((240, 320), 255, np.uint8)
    for middle, r in (((80, 90), 60), ((180, 130), 85), ((260, 60), 40)):
        cv2.circle(page, middle, r, 0, 2, cv2.LINE_AA)
    cv2.line(page, (0, 200), (319, 170), 0, 2, cv2.LINE_AA)
    line = prepare(Picture(page), Settings("line", gap=0)).line
    assert line is not None
    labels = line.regions.labels
    y, x = np.nonzero(labels[:, 1:] != labels[:, :-1])
    v, u = np.nonzero(labels[1:] != labels[:-1])
    middles = np.concatenate([np.stack([x + 1.0, y + 0.5], axis=1), np.stack([u + 0.5, v + 1.0], axis=1)])
    rings = [ring for region in polygons(labels, tolerance) for ring in region.rings]
    assert away(middles, rings).max() <= tolerance + 1e-5
    outline = sum(np.linalg.norm(np.roll(ring, -1, axis=0) - ring, axis=1).sum() for ring in rings)
    most = 1.5 if tolerance == 0.5 else 4.0
    assert sum(map(len, rings)) <= most * outline / 10


def test_narrow_regions_keep_their_pixels() -> None:
    """A strip one pixel wide, whichever way it runs, is neither left nor crossed by the outlines on its sides."""
    labels = np.full((40, 60), 1, np.int32)
    labels[20:] = 2
    cv2.line(labels, (3, 33), (55, 8), 3, 1, cv2.LINE_4)
    cv2.circle(labels, (20, 14), 9, 4, 1, cv2.LINE_4)
    filled = fill(polygons(labels, 0.5), labels.shape)
    narrow = labels >= 3
    assert np.array_equal(filled[narrow], labels[narrow])


def test_a_hole_belongs_to_the_piece_around_it() -> None:
    labels = np.full((9, 20), 3, np.int32)
    labels[1:8, 1:8] = labels[1:8, 11:18] = 1
    labels[3:5, 13:15] = 2
    left, right = next(r for r in polygons(labels) if r.id == 1).polygons
    assert left.holes == () and left.outer[:, 0].max() == 8
    assert len(right.holes) == 1 and right.outer[:, 0].min() == 11


def test_regions_as_large_as_a_picture_and_empty_maps() -> None:
    (region,) = polygons(np.full((16, 30), 7, np.int32), tolerance=50.0)
    assert region.id == 7
    assert sorted(region.rings[0].tolist()) == [[0, 0], [0, 16], [30, 0], [30, 16]]
    assert polygons(np.zeros((16, 16), np.int32)) == ()


@pytest.mark.parametrize(
    ("labels", "tolerance"),
    [(np.ones((4, 4)), 0.0), (np.ones(4, np.int32), 0.0), (np.ones((4, 4), np.int32), -1.0)],
)
def test_bad_requests(labels: Labels, tolerance: float) -> None:
    with pytest.raises(BadRequest):
        polygons(labels, tolerance)


def coloured(labels: Labels) -> Result:
    """A result whose regions take colours in turn; region 1 stays empty."""
    skin, sky = (
        PaletteEntry("skin", "Skin & <more>", (250, 220, 200)),
        PaletteEntry("sky", "Sky", (0, 90, 255)),
    )
    palette = Palette((skin, sky))
    layer = np.zeros((*labels.shape, 4), np.uint8)
    infos = []
    for k in np.unique(labels).tolist():
        entry = None if k == 1 else palette.entries[k % 2]
        if entry is not None:
            layer[labels == k] = (*entry.colour, 255)
        where = (0, 0, labels.shape[1], labels.shape[0])
        colour, name = (None, None) if entry is None else (entry.colour, entry.id)
        infos.append(RegionInfo(k, colour, name, "hint", 1.0, int((labels == k).sum()), where))
    return Result(layer, labels, tuple(infos), palette, "line", 0)


def rendered(svg: str) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA"))


def test_svg_shows_exactly_the_flats() -> None:
    result = coloured(blobs(64, 7, 1))
    svg = to_svg(result)
    assert np.array_equal(rendered(svg), result.colour)
    assert svg.count("<g ") == 2 and "Skin &amp; &lt;more&gt;" in svg


def test_svg_of_a_grey_picture_is_refused() -> None:
    grey = Result(np.zeros((16, 16, 4), np.uint8), np.zeros((16, 16), np.int32), (), Palette(), "grey", 0)
    with pytest.raises(BadRequest, match="no regions"):
        to_svg(grey)


class Stop(Exception):
    """What a pause raises."""


@pytest.mark.parametrize("tolerance", [0.0, 0.5, 2.0])
def test_outlines_can_be_stopped_all_the_while(tolerance: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is a pause the work can end, and looking at corners in batches changes nothing."""
    labels = blobs(96, 40, 5)
    whole = polygons(labels, tolerance)
    monkeypatch.setattr("celtint.vector.polygons.EACH", 16)
    monkeypatch.setattr("celtint.vector.simplifying.BATCH", 64)
    pauses = []
    batched = polygons(labels, tolerance, lambda: pauses.append(1))
    assert [r.id for r in batched] == [r.id for r in whole]
    for one, other in zip(batched, whole, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one.rings, other.rings, strict=True))
    assert len(pauses) > (10 if tolerance == 0.0 else 50)
    for last in (1, 2, 5, len(pauses) // 2, len(pauses)):
        left = iter(range(last))

        def pause(left: Iterator[int] = left, last: int = last) -> None:
            if next(left) == last - 1:
                raise Stop

        with pytest.raises(Stop):
            polygons(labels, tolerance, pause)
