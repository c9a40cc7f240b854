"""Pages wider than the camera's frame: the same places on them, all of the drawing, and no larger than they may be."""

import numpy as np
import pytest
from celtint_blender.grease_pencil import wide
from celtint_blender.grease_pencil.view import Layer, canvas
from celtint_blender.grease_pencil.wide import Span

from .test_view import perspective, strokes


def test_a_widened_page_shows_the_same_places_where_its_span_begins() -> None:
    seen, points = perspective(), np.array([[-9.0, 0, 0.5], [3, 1, -2], [0, 0, 0]])
    page = wide.widened(seen, Span(np.array([-1500.0, -20.5]), np.array([2000.0, 1080.0])))
    assert (page.width, page.height) == (3500, 1101)
    moved = page.page(points, np.eye(4)) - seen.page(points, np.eye(4))
    assert moved == pytest.approx(np.tile([1500, 21, 0], (3, 1)), abs=1e-6)


def test_a_page_that_would_be_too_large_is_looked_at_from_further_away() -> None:
    seen = perspective()
    page = wide.widened(seen, Span(np.array([-19200.0, -1080.0]), np.array([19200.0, 1080.0])))
    assert page.width * page.height == pytest.approx(wide.MOST_PIXELS, rel=0.01)
    assert page.page(np.array([[0.0, 0, 0]]), np.eye(4))[0, 0] == pytest.approx(page.width * 20160 / 38400, rel=1e-6)


def test_a_span_holds_lines_with_their_width_and_not_what_got_lost() -> None:
    line = strokes(np.array([[-9.0, 0, 0], [1, 0, 0], [900, 0, 0], [-9, -7.9, 0]]))
    span = wide.drawn(perspective(), [Layer(line, np.eye(4))])
    assert span.low[0] == pytest.approx(960 - 9 * 240 - 0.1 * 240 - wide.ROUND)
    assert span.high.tolist() == [1920, 1080]


def test_lines_that_end_below_the_frame_go_on_to_the_pages_border_and_others_do_not() -> None:
    seen = perspective()
    line = strokes(np.array([[1.0, 0, -3], [0, 0, 0]]), radius=0.02)
    page = wide.widened(seen, Span(np.zeros(2), np.array([1920.0, 2000.0])))
    laid = canvas(page, np.array([[0.0, 0, 0], [1, 0, 0], [0, 0, 1]]), np.eye(4))
    more = wide.onward(page, laid, [Layer(line, np.eye(4))], wide.frame(seen), np.eye(4))
    assert more is not None
    found = page.page(more.strokes.points, np.eye(4))[:, :2]
    assert found == pytest.approx(np.array([[1200.0, 540 + 720], [1200, 2000]]), abs=0.1)
