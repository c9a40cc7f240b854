"""Through the camera and back: what is projected and laid out again is where it was."""

import numpy as np
import pytest
from celtint_blender.grease_pencil.drawing import Strokes, linear_of_bytes, srgb_bytes
from celtint_blender.grease_pencil.view import WHOLLY, Layer, View, canvas, finite, flattened, fronting, part, sight
from celtint_client.strokes import CLOSED, FILLED
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def turned(x: float, y: float, z: float) -> Matrix:
    """4×4, turned about the three axes."""
    made = np.eye(4)
    for axis, angle in enumerate((x, y, z)):
        i, j = ((1, 2), (2, 0), (0, 1))[axis]
        step = np.eye(4)
        step[i, i] = step[j, j] = np.cos(angle)
        step[i, j], step[j, i] = -np.sin(angle), np.sin(angle)
        made = step @ made
    return made


def perspective(distance: float = 8.0) -> View:
    """A camera at -y that looks along +y, as Blender's matrices have it."""
    focal, near, far = 2.0, 0.1, 100.0
    project = np.zeros((4, 4))
    project[0, 0], project[1, 1] = focal, focal * 16 / 9
    project[2, 2:] = -(far + near) / (far - near), -2 * far * near / (far - near)
    project[3, 2] = -1
    eye = turned(np.pi / 2, 0, 0)
    eye[1, 3] = -distance
    return View(project @ np.linalg.inv(eye), 1920, 1080)


def strokes(points: Matrix, closed: bool = False, filled: bool = False, radius: float = 0.1) -> Strokes:
    n, colour = len(points), np.array([[0.5, 0.1, 0.9, 1.0]], np.float32)
    cyclic, stroked, fill = (np.array([flag]) for flag in (closed, True, filled))
    radii, lengths = np.full(n, radius, np.float32), np.array([n], np.int32)
    return Strokes(points.astype(np.float32), radii, lengths, cyclic, stroked, fill, colour, colour)


ANGLES = st.floats(-0.6, 0.6)


@given(ANGLES, ANGLES, ANGLES, st.floats(0.3, 3))
def test_what_is_laid_out_on_the_drawings_plane_is_where_it_was(x: float, y: float, z: float, scale: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    flat = np.stack([np.cos(turn), 0 * turn, np.sin(turn)], axis=1)
    place = turned(x, y, z)
    place[:3, :3] *= scale
    view = perspective()
    page = view.page(flat, place)
    world = flat @ place[:3, :3].T + place[:3, 3]
    assert canvas(view, world, place).points(page[:, :2]) == pytest.approx(flat, abs=2e-4)


def test_a_line_seen_edge_on_gets_a_plane_that_faces_the_page() -> None:
    view = perspective()
    for line in (np.array([[-1.0, 0, 0], [1, 0, 0]]), np.array([[0.0, -1, 0], [0, 1, 0]]), np.array([[0.0, 0, 0]])):
        laid = canvas(view, line, np.eye(4)).points(np.array([[0.0, 0], [1920, 0], [960, 1080]]))
        again = view.page(laid, np.eye(4))[:, :2]
        assert again == pytest.approx(np.array([[0.0, 0], [1920, 0], [960, 1080]]), abs=0.05)


def test_a_page_in_front_of_the_drawing_holds_all_of_it() -> None:
    points = np.random.default_rng(3).normal(size=(200, 3)) * (3, 0, 1) @ turned(0, 0, 0.7)[:3, :3].T
    view = fronting(points, 1000, np.eye(4))
    page = view.page(points, np.eye(4))[:, :2]
    assert max(view.width, view.height) in (1000, 1001)
    assert page.min() > 0 and np.all(page < (view.width, view.height))
    wide = np.ptp(page, axis=0)
    assert wide.max() == pytest.approx(1000 / 1.1, rel=0.01)


def test_strokes_are_sent_with_their_width_in_pixels() -> None:
    line = strokes(np.array([[-1.0, 0, 0], [1, 0, 0]]), closed=True)
    sent = part(perspective(), [Layer(line, np.eye(4))]).data
    assert np.frombuffer(sent[:4], "<u4")[0] == 1
    assert np.frombuffer(sent[4:8], "<u4")[0] == 2
    assert list(sent[8:11]) == srgb_bytes(line.ink)[0, :3].tolist()
    rows = np.frombuffer(sent[12:36], "<f4").reshape(2, 3)
    # 2.0 × 16/9 × 1080/2 pixels at 1, 0.1 wide, seen from 8
    assert rows[:, 2] == pytest.approx([0.1 * 1920 / 8, 0.1 * 1920 / 8])
    assert rows[:, 0].tolist() == pytest.approx([960 - 240, 960 + 240])
    assert sent[36] == CLOSED


def test_paint_is_sent_opaque_its_inside_before_its_line() -> None:
    shape = strokes(np.array([[-1.0, 0, 0], [1, 0, 0], [0, 0, 1]]), filled=True)
    shape.fill[:, 3] = 0.2
    sent = part(perspective(), [Layer(shape, np.eye(4))], paint=True).data
    assert np.frombuffer(sent[:4], "<u4")[0] == 2
    assert list(sent[-2:]) == [CLOSED | FILLED, 0]
    assert sent[12 + 3] == 255
    assert np.frombuffer(part(perspective(), [Layer(shape, np.eye(4))]).data[:4], "<u4")[0] == 1


def test_nothing_drawn_is_an_empty_part_and_what_is_no_number_is_passed_over() -> None:
    view = perspective()
    assert np.frombuffer(part(view, [Layer(Strokes.none(), np.eye(4))]).data, "<u4").tolist() == [0]
    odd = strokes(np.array([[np.nan, 0, 0], [1, 0, 0], [0, np.inf, 0]]))
    assert finite([Layer(odd, np.eye(4))]).tolist() == [[1, 0, 0]]


def test_what_is_behind_the_camera_is_nowhere_on_the_page() -> None:
    assert np.isnan(perspective().page(np.array([[0.0, -20, 0]]), np.eye(4))[0, :2]).all()


def test_an_outline_of_the_whole_page_ends_before_the_floors_horizon() -> None:
    view = perspective()
    floor = np.array([[-3.0, -4, -1], [3, -4, -1], [3, 20, -1], [-3, 20, -1]])
    made = canvas(view, floor, np.eye(4))
    ring = made.clipped(np.array([[0.0, 0], [0, 1080], [1920, 1080], [1920, 0]]))
    laid = made.points(ring).astype(np.float64)
    assert len(ring) == 4
    assert laid[:, 2] == pytest.approx(np.full(4, -1), abs=1e-3)
    depths = laid[:, 1] + 8
    assert depths.max() == pytest.approx(100 / 1.05, rel=0.01)  # near the camera's far end
    assert depths.min() > 0.1
    assert np.abs(view.page(laid, np.eye(4))[:, :2] - ring).max() < 0.1
    # above the horizon there is nothing to lay
    assert not len(made.clipped(np.array([[100.0, 100], [100, 300], [300, 300], [300, 100]])))


def test_outlines_go_over_the_pages_border_and_not_beyond_it_elsewhere() -> None:
    made = canvas(perspective(), np.array([[-1.0, 0, 0], [1, 0, 0], [0, 0, 1]]), np.eye(4), over=2.0)
    ring = np.array([[0.0, 0], [0, 500], [1000, 1080], [1919.5, 1]])
    assert made.clipped(ring).tolist() == [[-2, -2], [-2, 500], [1000, 1082], [1919.5, 1]]


def test_lines_are_cut_where_they_go_behind_the_camera() -> None:
    line = strokes(np.array([[0.5, 0, 0], [0.5, -20, 0], [0.5, -4, 0]]))
    sent = part(perspective(), [Layer(line, np.eye(4))]).data
    assert np.frombuffer(sent[4:8], "<u4")[0] == 5  # one more on each way
    rows = np.frombuffer(sent[12 : 12 + 60], "<f4").reshape(5, 3)
    assert np.isfinite(rows[[0, 1, 3, 4]]).all()
    assert np.isnan(rows[2, :2]).all()
    assert (rows[[1, 3], 0] > 1920).all()  # out at the side of the page, as far as the line can be seen


@pytest.mark.parametrize(
    ("x", "y", "seen"), [(0, 0, WHOLLY), (40, 0, 0), (0, -20, 0), (0, 200, 0), (0, 7, WHOLLY), (0, -7.95, 0)]
)
def test_what_is_in_sight(x: float, y: float, seen: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    circle = strokes(np.stack([x + np.cos(turn), y + 0 * turn, np.sin(turn)], axis=1), True)
    assert sight(perspective(), [Layer(circle, np.eye(4))])[0] == seen


def test_a_drawing_around_the_page_and_one_across_its_border_are_in_sight() -> None:
    square = np.array([[-1.0, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]])
    assert sight(perspective(), [Layer(strokes(100 * square, True), np.eye(4))])[0] == 1
    assert 1 < sight(perspective(), [Layer(strokes(square + np.array([4, 0, 0]), True), np.eye(4))])[0] < WHOLLY


@given(ANGLES, ANGLES, ANGLES, st.floats(1e-3, 1e3))
def test_flat_scales_are_known_however_turned(x: float, y: float, z: float, scale: float) -> None:
    place = turned(x, y, z).astype(np.float32).astype(np.float64)
    assert not flattened(place * scale)
    assert flattened(place @ np.diag([scale, 0, 1, 1]))
    assert flattened(np.full((4, 4), np.nan))


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1))
def test_colours_come_back_to_the_byte(colours: list[tuple[int, int, int]]) -> None:
    plain = np.array(colours, np.uint8)
    assert np.array_equal(srgb_bytes(linear_of_bytes(plain))[:, :3], plain)
