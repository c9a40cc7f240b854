"""Strokes become lines and paint where they are, as wide as they are."""

import tracemalloc
from collections.abc import Callable, Sequence
from itertools import count

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from celtint import BadPicture, Cancelled, Settings, TooLarge, colour
from celtint.ink.fills import fixed
from celtint.ink.runs import joined
from celtint.ink.strokes import CLOSED, FILLED, JOINED, Strokes, _seen, draw_lines, draw_paint
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

BLACK = (0, 0, 0, 255)
Points = npt.NDArray[np.float32]


def strokes(
    *lines: Sequence[tuple[float, float, float]] | Points | npt.NDArray[np.float64],
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


@pytest.mark.parametrize("size", [(15, 80), (80, 70000)])
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


def scattered(number: int, radius: float, side: int = 64, seed: int = 7) -> Points:
    places = np.random.default_rng(seed).random((number, 2)) * side
    return np.concatenate([places, np.full((number, 1), radius)], axis=1).astype(np.float32)


def swelling(number: int, far: float = 10.0) -> Points:
    """A line whose radius goes from 0.5 to 4000 and back at every step."""
    k = np.arange(number)
    return np.stack([20 + far * (-1.0) ** k, 10 + k % 40, np.where(k % 2, 0.5, 4000)], axis=1).astype(np.float32)


HOSTILE: dict[str, Callable[[], Strokes]] = {
    "613 bytes of a line that swells": lambda: strokes(swelling(50), size=(64, 64)),
    "5,000 such points": lambda: strokes(swelling(5000), size=(64, 64)),
    "swelling from end to end of the world": lambda: strokes(swelling(5000, 1e6), size=(64, 64)),
    "brushes wider than the picture": lambda: strokes(scattered(5000, 4000), size=(64, 64)),
    "brushes of any width": lambda: strokes(scattered(5000, np.inf, 8000), size=(64, 64)),
    "brushes whose edge runs through the picture": lambda: strokes(
        *(scattered(2000, 4000) - (4000, 0, 0))[:, None], size=(64, 64)
    ),
    "a line to and fro far outside": lambda: strokes(
        (np.resize([-1, 1, 1, -1], (20000, 2)) * (1e6, 9e5)).repeat([1, 2], axis=1), size=(64, 64)
    ),
    "numbers that are none": lambda: strokes(np.resize([1e30, np.nan, -np.inf, 5.0], (30000, 3)), size=(64, 64)),
    "20,000 strokes": lambda: strokes(*np.zeros((20_000, 1, 3)), size=(64, 64)),
    "a scribble of 40,000 points, filled": lambda: strokes(scattered(40_000, 0), flags=[FILLED], size=(64, 64)),
    "3,000 fills with one another's holes": lambda: strokes(
        *scattered(9_000, 0).reshape(-1, 3, 3), flags=[FILLED | JOINED] * 3_000, size=(64, 64)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_and_memory_are_bounded_by_the_picture_and_the_points(name: str) -> None:
    drawing = HOSTILE[name]()
    most = 200 + 2 * (len(drawing.points) + len(drawing.lengths))
    seen = _seen(drawing)
    pieces = joined(seen, np.zeros(len(seen.stroke)), 0.25)
    assert len(pieces.stroke) <= len(drawing.points) + 1
    assert np.abs(pieces.points).max(initial=0.0) < 64 + 4000 + 5
    for draw in (draw_lines, draw_paint):
        pauses = count()
        tracemalloc.start()
        draw(drawing, lambda pauses=pauses: next(pauses) and None)  # type: ignore[misc]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert next(pauses) <= most
        assert peak < (20 << 20) + 1000 * (len(drawing.points) + len(drawing.lengths))


@pytest.mark.parametrize("draw", [draw_lines, draw_paint])
def test_strokes_that_paint_over_everything_hundreds_of_times_are_refused(draw: Callable[..., object]) -> None:
    wide = (scattered(500_000, 4000) - (4000, 0, 0)).astype(np.float32)
    with pytest.raises(TooLarge, match="fewer, thinner or shorter"):
        draw(strokes(wide, size=(64, 64)))
    with pytest.raises(TooLarge, match="fewer, thinner or shorter"):
        draw_paint(strokes(scattered(300_000, 0, 4000), flags=[FILLED], size=(4096, 4096)))


@pytest.mark.parametrize("flag", [0, FILLED])
def test_drawing_can_be_stopped_all_along(flag: int) -> None:
    radius = 0.0 if flag else 3.0
    drawing = strokes(*scattered(6_000, radius, 2000).reshape(3, -1, 3), flags=[flag] * 3, size=(2000, 2000))
    for draw in (draw_paint,) if flag else (draw_paint, draw_lines):
        done = count(1)

        def pause(done: "count[int]" = done) -> None:
            if next(done) == 3:
                raise Cancelled("Enough.")

        with pytest.raises(Cancelled):
            draw(drawing, pause)


def test_a_line_that_swells_enormously_is_the_hull_of_its_discs() -> None:
    """Seen from close by, with both its ends far outside."""
    begin, end, few, many = np.array([-2500.0, 3040.0]), np.array([4000.0, 3040.0]), 3010.0, 2990.0
    drawn = draw_paint(strokes([(*begin, few), (*end, many)], size=(96, 80))).pixels[..., 3] > 0
    y, x = np.mgrid[:80, :96] + 0.5
    inside = np.zeros((80, 96), np.bool_)
    for t in np.linspace(0, 1, 3001):
        middle, radius = begin + t * (end - begin), few + t * (many - few)
        inside |= np.hypot(x - middle[0], y - middle[1]) < radius
    assert 0.1 < inside.mean() < 0.9
    assert (drawn != inside).mean() < 0.02


def test_fills_are_those_of_opencv() -> None:
    random = np.random.default_rng(3)
    for size in (3, 5, 20, 200):
        ring = np.zeros((size, 3), np.float32)
        ring[:, :2] = random.normal((48, 40), 25, (size, 2))
        painted = draw_paint(strokes(ring, flags=[FILLED])).pixels
        expected = np.zeros((80, 96, 4), np.uint8)
        outline = fixed(ring[:, :2].astype(np.float64))
        cv2.fillPoly(expected, [outline], BLACK, cv2.LINE_8, 6)
        differ = (painted != expected).any(axis=2)
        near = cv2.polylines(np.zeros((80, 96), np.uint8), [outline], True, 1, 3, cv2.LINE_8, 6) > 0
        assert not (differ & ~near).any()  # a pixel that the outline only grazes may be painted or not
        assert differ.sum() <= 0.025 * (expected[..., 3] > 0).sum()
