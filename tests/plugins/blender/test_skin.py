"""What fills take over from the lines around them."""

import numpy as np
import pytest
from celtint_blender.grease_pencil.drawing import Strokes
from celtint_blender.grease_pencil.skin import Skin, dense, skin


def line(points: list[tuple[float, float, float]], closed: bool = False) -> Strokes:
    """One stroke."""
    count = len(points)
    yes, colours, lengths = np.ones(1, np.bool_), np.zeros((1, 4), np.float32), np.array([count], np.int32)
    rows, radii = np.array(points, np.float32), np.ones(count, np.float32)
    return Strokes(rows, radii, lengths, yes & closed, yes, ~yes, colours, colours)


def test_a_point_takes_the_weights_of_the_nearest_place_on_a_line_between_its_points() -> None:
    weights = np.array([[0, 1], [1, 0]], np.float32)
    found = skin(line([(0, 0, 0), (10, 0, 0)]), ("a", "b"), weights, np.eye(4))
    got = found.at(np.array([[-3, 0, 0], [2.5, 0, 1], [7, 0, -0.2], [99, 0, 0]]))
    assert got == pytest.approx(np.array([[0, 1], [0.25, 0.75], [0.7, 0.3], [1, 0]]), abs=0.01)


def test_a_closed_line_is_looked_up_on_its_last_side_as_well_and_where_the_fills_are() -> None:
    weights = np.array([[0], [0], [1]], np.float32)
    moved = np.eye(4)
    moved[0, 3] = 100
    shape = [(0.0, 0.0, 0.0), (4.0, 0.0, 0.0), (4.0, 0.0, 4.0)]
    at = np.array([[102.0, 0, 2.0]])
    assert skin(line(shape, True), ("a",), weights, moved).at(at) == pytest.approx(np.array([[0.5]]), abs=0.01)
    assert skin(line(shape), ("a",), weights, moved).at(at) != pytest.approx(np.array([[0.5]]), abs=0.1)


def test_points_that_are_no_numbers_have_no_say() -> None:
    weights = np.array([[1], [0.5], [1]], np.float32)
    found = skin(line([(0, 0, 0), (1, 0, 0), (float("nan"), 0, 0)]), ("a",), weights, np.eye(4))
    assert found.at(np.array([[1.0, 0, 0]])) == pytest.approx(np.array([[0.5]]))
    assert not Skin(np.zeros((0, 3)), ("a",), np.zeros((0, 1), np.float32)).at(np.zeros((2, 3))).any()


def test_an_outline_gets_points_on_an_edge_at_the_same_places_from_both_sides() -> None:
    ring = np.array([[0.0, 0], [10, 0], [10, 3]])
    found = dense(ring, 4)
    assert found[:4] == pytest.approx(np.array([[0, 0], [10 / 3, 0], [20 / 3, 0], [10, 0]]))
    assert np.linalg.norm(np.roll(found, -1, axis=0) - found, axis=1).max() <= 4
    back = dense(ring[::-1], 4)
    assert np.linalg.norm(found[:, None] - back[None], axis=2).min(axis=1) == pytest.approx(np.zeros(len(found)))
    assert len(found) == len(back)
