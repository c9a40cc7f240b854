"""Holes are cut open: the area stays, and no edge crosses another."""

import cv2
import numpy as np
import pytest
from celtint_blender.grease_pencil.outlines import joined
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

Ring = NDArray[np.float64]


def area(ring: Ring) -> float:
    x, y = ring.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def crossings(rings: list[Ring]) -> int:
    """Pairs of edges that truly cross."""
    a, b = np.concatenate(rings), np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])

    def side(p: Ring, q: Ring, r: Ring) -> Ring:
        turn = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        return np.sign(np.round(turn, 6))

    p, q, r, s = a[:, None], b[:, None], a[None], b[None]
    return int(((side(p, q, r) * side(p, q, s) < 0) & (side(r, s, p) * side(r, s, q) < 0)).sum() // 2)


def shapes(spots: list[tuple[int, int, int, int]]) -> list[tuple[Ring, list[Ring]]]:
    """A sheet with ellipses cut out, as rings: each outer one with its holes, turning as the server's do."""
    sheet = np.zeros((120, 120), np.uint8)
    cv2.rectangle(sheet, (5, 5), (114, 114), 1, -1)
    for x, y, wide, high in spots:
        cv2.ellipse(sheet, (x, y), (wide, high), 0, 0, 360, 0, -1)
    found, tree = cv2.findContours(sheet, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    rings = [each.reshape(-1, 2).astype(np.float64) for each in found]
    parents = tree[0][:, 3]
    outer = [n for n in range(len(rings)) if parents[n] < 0 and len(rings[n]) > 2]
    turned = [ring if (area(ring) < 0) == (parents[n] < 0) else ring[::-1] for n, ring in enumerate(rings)]
    return [(turned[n], [turned[m] for m in range(len(rings)) if parents[m] == n and len(rings[m]) > 2]) for n in outer]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(15, 105), st.integers(15, 105), st.integers(1, 12), st.integers(1, 12)), max_size=25)
)
def test_a_cut_ring_has_the_same_area_and_crosses_nothing(spots: list[tuple[int, int, int, int]]) -> None:
    for outer, holes in shapes(spots):
        ring = joined(outer, holes)
        assert area(ring) == pytest.approx(area(outer) + sum(map(area, holes)))
        assert crossings([ring]) <= crossings([outer, *holes])


def test_an_outline_without_holes_stays_as_it_is() -> None:
    square = np.array([(0, 0), (0, 9), (9, 9), (9, 0)], np.float64)
    assert joined(square, []) is square


def test_a_hole_that_sticks_out_is_joined_all_the_same() -> None:
    outer = np.array([(5, 0), (5, 4), (9, 4), (9, 0)], np.float64)
    hole = np.array([(1, 1), (3, 1), (3, 2)], np.float64)
    assert len(joined(outer, [hole])) == 9


def test_many_holes_at_the_same_height_are_joined_one_to_the_next() -> None:
    outer = np.array([(0, 0), (0, 20), (500, 20), (500, 0)], np.float64)
    holes = [np.array([(x, 5), (x + 4, 5), (x + 4, 9), (x, 9)], np.float64) for x in range(10, 490, 8)]
    ring = joined(outer, holes)
    assert area(ring) == pytest.approx(area(outer) + 16 * len(holes))
    assert crossings([ring]) == 0
