"""Strokes and colours as arrays."""

import numpy as np


def strokes(lengths: list[int]):  # its type is the add-on's, imported when tests run
    from celtint_blender.grease_pencil.drawing import Strokes

    n, k = sum(lengths), len(lengths)
    flags, colours = np.zeros(k, bool), np.zeros((k, 4), np.float32)
    points = np.arange(3 * n, dtype=np.float32).reshape(n, 3)
    return Strokes(
        points, np.arange(n, dtype=np.float32), np.array(lengths, np.int32), flags, ~flags, flags, colours, colours
    )


def test_every_8_bit_colour_comes_back() -> None:
    from celtint_blender.grease_pencil.drawing import linear_of_bytes, srgb_bytes

    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    there = linear_of_bytes(ramp)
    assert np.all(there[:, 3] == 1)
    assert np.all(np.diff(there[:, 0]) > 0)
    assert np.array_equal(srgb_bytes(there)[:, :3], ramp)


def test_colours_out_of_range_become_the_nearest_there_are() -> None:
    from celtint_blender.grease_pencil.drawing import srgb_bytes

    given = np.array([[-1, 2, np.nan, 0.5]], np.float32)
    assert srgb_bytes(given).tolist() == [[0, 255, 0, 128]]


def test_only_some_strokes() -> None:
    all_of_them = strokes([2, 0, 3])
    some = all_of_them.only(np.array([False, True, True]))
    assert some.lengths.tolist() == [0, 3]
    assert np.array_equal(some.points, all_of_them.points[2:])
    assert np.array_equal(some.radii, all_of_them.radii[2:])
    assert len(all_of_them.only(np.zeros(3, bool))) == 0


def test_means_of_strokes_even_of_those_without_points() -> None:
    from celtint_blender.grease_pencil.drawing import means

    values = np.array([1, 3, 10, 20, 30], np.float32)
    assert means(values, np.array([0, 2, 0, 3, 0], np.int32)).tolist() == [0, 2, 0, 20, 0]
    assert means(np.zeros((0, 4), np.float32), np.zeros(2, np.int32)).tolist() == [[0] * 4] * 2


def test_vertex_colour_lies_over_the_materials() -> None:
    from celtint_blender.grease_pencil.drawing import mixed

    under = np.array([[1, 0, 0, 1]] * 3, np.float32)
    over = np.array([[0, 1, 0, 0], [0, 1, 0, 0.5], [0, 1, 0, 1]], np.float32)
    found = mixed(under, over, np.array([1, 1, 0.5], np.float32))
    assert found.tolist() == [[1, 0, 0, 1], [0.5, 0.5, 0, 1], [0, 1, 0, 0.5]]


def test_bezier_curves_are_drawn_out_and_go_through_their_points() -> None:
    from celtint_blender.grease_pencil.drawing import STEPS, rounded

    given = strokes([3, 2])
    straight = np.roll(given.points, -1, axis=0) - given.points
    left, right = given.points - np.roll(straight, 1, axis=0) / 3, given.points + straight / 3
    found = rounded(given, np.array([True, False]), left, right)
    assert found.lengths.tolist() == [2 * STEPS + 1, 2]
    assert np.allclose(found.points[[0, STEPS, 2 * STEPS]], given.points[:3])
    assert np.array_equal(found.points[-2:], given.points[3:])
    # with handles on the way, a curve is the straight line, evenly gone along
    assert np.allclose(found.points[STEPS // 2], (given.points[0] + given.points[1]) / 2, atol=1e-5)
    assert np.allclose(found.radii[: STEPS + 1], np.linspace(0, 1, STEPS + 1), atol=1e-6)
