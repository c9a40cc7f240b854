"""What the artist changed is told from what is as it was written, and where it was."""

import numpy as np
import pytest
from celtint_blender.grease_pencil import kept
from celtint_blender.grease_pencil.kept import Written
from hypothesis import given
from hypothesis import strategies as st

PLACE = (0.0, 0.0, 0.0)


def ring(hole: bool) -> np.ndarray:
    """A square around the origin's left, with or without a hole that is cut open to the left; x and z."""
    outer = [(-2.0, -1.0), (2, -1), (2, 1), (-2, 1)]
    cut = [(-2.0, 0.0), (-1, 0), (-1, 0.5), (1, 0.5), (1, -0.5), (-1, -0.5), (-1, 0), (-2, 0)]
    return np.array([[x, 0, z] for x, z in [*outer, *(cut if hole else [])]])


@given(st.floats(-3, 3), st.floats(-3, 3), st.booleans())
def test_a_place_inside_an_outline_is_inside_on_any_plane(a: float, b: float, hole: bool) -> None:
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    turn = turn @ np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    points = ring(hole) @ turn.T
    x, _, z = np.array(kept.inside(points)) @ turn
    assert abs(x) <= 2 and abs(z) <= 1
    assert not (hole and abs(x) < 1 and abs(z) < 0.5)
    assert kept.covers(points, kept.inside(points))
    out_x, out_y, out_z = (turn @ (0.0 if hole else 3.0, 0.0, 0.1)).tolist()
    assert not kept.covers(points, (out_x, out_y, out_z))


def test_strokes_are_split_into_what_is_the_same_and_what_is_gone() -> None:
    written = [Written("a", PLACE), Written("b", PLACE), Written("b", PLACE), Written("c", PLACE)]
    same, gone = kept.split(["b", "x", "a"], written)
    assert same == [0, 2]
    assert sorted(each.digest for each in gone) == ["b", "c"]


def test_marks_are_kept_in_a_few_figures_and_what_is_none_is_nothing() -> None:
    marks = {3: [Written("ab", (1.23456789, 0.0, -1e-9))], 7: []}
    again = kept.loaded(kept.saved(marks))
    assert again[7] == [] and again[3][0].digest == "ab"
    assert again[3][0].place == pytest.approx((1.23457, 0, -1e-9))
    assert kept.loaded("") == kept.loaded('{"1": "ab"}') == kept.loaded("[") == {}
