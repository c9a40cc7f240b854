"""Strokes become lines and paint where they are, as wide as they are."""

import numpy as np
import numpy.typing as npt
import pytest
from celtint import Settings, colour
from celtint.errors import BadPicture
from celtint.strokes import CLOSED, FILLED, JOINED, Strokes, draw_lines, draw_paint
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

BLACK = (0, 0, 0, 255)
Points = npt.NDArray[np.float32]


def strokes(
    *lines: list[tuple[float, float, float]] | Points,
    colours: list[tuple[int, int, int, int]] | None = None,
    flags: list[int] | None = None,
    size: tuple[int, int] = (96, 80),
) -> Strokes:
    points = [np.asarray(line, np.float32).reshape(-1, 3) for line in lines]
    return Strokes(
        *size,
        np.concatenate([np.zeros((0, 3), np.float32), *points]),
        np.array([len(p) for p in points], np.int64),
        np.array(colours or [BLACK] * len(lines), np.uint8).reshape(-1, 4),
        np.array(flags or [0] * len(lines), np.uint8),
    )


def ink(drawing: Strokes) -> npt.NDArray[np.float64]:
    """(H, W), 0 on paper to 1 on line."""
    return 1.0 - draw_lines(drawing).pixels / 255.0


@pytest.mark.parametrize("angle", [0.0, 0.2, np.pi / 4, 1.3])
@pytest.mark.parametrize("radius", [0.5, 1.3, 4.0, 9.0])
def test_a_line_is_where_it_is_and_as_wide_as_it_is(angle: float, radius: float) -> None:
    middle, way = np.array([48.3, 40.6]), 28 * np.array([np.cos(angle), np.sin(angle)])
    covered = ink(strokes([(*(middle - way), radius), (*(middle + way), radius)]))
    y, x = np.mgrid[:80, :96] + 0.5
    along = ((x - middle[0]) * way[0] + (y - middle[1]) * way[1]) / 28
    across = ((y - middle[1]) * way[0] - (x - middle[0]) * way[1]) / 28
    near = np.abs(along) < 18
    assert covered[near].sum() / 36 == pytest.approx(2 * radius, abs=0.4)
    assert (covered * across)[near].sum() / covered[near].sum() == pytest.approx(0.0, abs=0.13)
    exact = np.clip(radius + 0.5 - np.abs(across), 0, 1)
    assert np.abs(covered - exact)[near].max() < 0.5
    assert covered.sum() == pytest.approx(2 * radius * 56 + np.pi * radius**2, rel=0.03, abs=24)


def test_a_line_that_widens_is_the_hull_of_its_discs() -> None:
    covered = ink(strokes([(10, 40, 1), (86, 40, 12)]))
    widths = covered.sum(axis=0)[14:74]
    expected = 2 * (1 + 11 * (np.arange(14, 74) + 0.5 - 10) / 76)
    assert np.abs(widths - expected).max() < 1.0
    assert (np.diff(widths) > -0.3).all()


def test_dots_closed_lines_and_the_darkest_where_lines_cross() -> None:
    assert ink(strokes([(20, 20, 6)])).sum() == pytest.approx(np.pi * 36, rel=0.06)
    assert ink(strokes([(20, 20, 6), (20, 20, 6)])).sum() == pytest.approx(np.pi * 36, rel=0.06)
    square = [(20, 20, 1), (60, 20, 1), (60, 60, 1), (20, 60, 1)]
    opened, closed = ink(strokes(square)), ink(strokes(square, flags=[CLOSED]))
    assert opened[30:50, 15:25].sum() == 0.0
    assert closed[30:50, 15:25].sum() == pytest.approx(40, rel=0.15)
    faint = [(5, 30, 3), (90, 30, 3)]
    pale = strokes([(50, 5, 3), (50, 75, 3)], faint, colours=[BLACK, (0, 0, 0, 102)])
    assert ink(pale)[30, 50] == 1.0
    assert ink(pale)[30, 20] == pytest.approx(0.4, abs=0.01)


def test_points_that_are_none_part_the_line() -> None:
    gap = strokes([(10, 40, 2), (30, 40, 2), (np.nan, 40, 2), (60, 40, 2), (80, 40, 2), (np.inf, 0, 2), (1e30, 5, 2)])
    covered = ink(gap)
    assert covered[40, 20] == covered[40, 70] == 1.0
    assert covered[:, 36:54].sum() == 0.0
    assert ink(strokes([(10, 40, np.nan), (30, 40, np.nan)])).sum() == 0.0
    assert ink(strokes([(10, 40, np.inf), (11, 40, 2)])).min() == 1.0


def test_lines_are_never_too_thin_to_part_regions() -> None:
    square = strokes([(20, 20, 0), (60, 20, 0.01), (60, 60, -3), (20, 60, 0)], flags=[CLOSED])
    result = colour(draw_lines(square), settings=Settings("line", undecided="distinct"))
    assert len(result.regions) == 2
    assert result.labels[40, 40] != result.labels[5, 5]


def test_paint_has_exact_colours_in_the_order_of_the_strokes() -> None:
    red, green = (200, 30, 40, 255), (10, 200, 60, 255)
    layer = draw_paint(strokes([(10, 40, 5), (80, 40, 5)], [(40, 10, 5), (40, 70, 5)], colours=[red, green])).pixels
    assert set(map(tuple, layer.reshape(-1, 4).tolist())) == {(0, 0, 0, 0), red, green}
    assert tuple(layer[40, 40]) == green
    assert (layer[:, 20] == red).all(axis=1).sum() == 11


def test_fills_with_holes_and_without_outlines() -> None:
    def ring(low: int, high: int) -> list[tuple[float, float, float]]:
        return [(low, low, 0), (high, low, 0), (high, high, 0), (low, high, 0)]

    kinds = [CLOSED | FILLED, CLOSED | FILLED | JOINED, CLOSED | FILLED]
    drawing = strokes(ring(10, 70), ring(30, 50), ring(2, 6), colours=[(9, 8, 7, 255)] * 3, flags=kinds)
    painted = draw_paint(drawing).pixels[:, :, 3] > 0
    assert not painted[40, 40]
    assert painted[4, 4]
    assert painted.sum() == pytest.approx(60 * 60 - 20 * 20 + 4 * 4, rel=0.1)
    assert ink(drawing).sum() == 0.0


def test_what_lies_outside_is_cut_off() -> None:
    far = strokes([(-900_000, 40, 2), (900_000, 40, 2)], [(48, -50, 3), (48, 900, 3)], [(5000, 5000, 90)])
    covered = ink(far)
    assert covered[40].min() == 1.0
    assert covered[:, 48].min() == 1.0
    assert covered.sum() == pytest.approx(4 * 96 + 6 * 80 - 24, rel=0.1)


@settings(max_examples=30, deadline=None)
@given(
    hnp.arrays(np.float32, st.tuples(st.integers(0, 9), st.just(3)), elements=st.floats(width=32)),
    st.integers(0, 7),
)
def test_any_numbers_are_drawn_or_left_out(points: Points, flag: int) -> None:
    drawing = strokes(points, points[::-1], flags=[flag, flag])
    assert np.array_equal(draw_lines(drawing).pixels, draw_lines(drawing).pixels)
    assert draw_paint(drawing).pixels.shape == (80, 96, 4)


def test_a_large_drawing_is_drawn_in_bands_without_seams() -> None:
    lines = [[(10 + 40 * k, 5, 2), (200 + 40 * k, 4090, 2)] for k in range(5)]
    tall = ink(strokes(*lines, size=(4096, 4096)))
    assert tall[10:4080].sum(axis=1) == pytest.approx(np.full(4070, 5 * 4.0), abs=2.0)


@pytest.mark.parametrize("size", [(15, 80), (80, 9000)])
def test_sizes_that_no_picture_has(size: tuple[int, int]) -> None:
    with pytest.raises(BadPicture, match="pixels a side"):
        strokes(size=size)


def test_arrays_that_dont_belong_together() -> None:
    with pytest.raises(BadPicture, match="belong together"):
        Strokes(
            96,
            80,
            np.zeros((3, 3), np.float32),
            np.array([2], np.int64),
            np.zeros((1, 4), np.uint8),
            np.zeros(1, np.uint8),
        )
