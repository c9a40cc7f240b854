"""Constants of trace lines: set wrongly, as a slip of the hand would, each fails what it is there for."""

import io

import cv2
import numpy as np
from celtint.trace import tuning
from celtint.trace.layer import held
from celtint.trace.telling import evenness
from PIL import Image

from tests.core.breaking import Broken, noticed_by
from tests.core.trace import test_layer as layer
from tests.core.trace import test_telling as telling
from tests.core.trace.drawn import BLACK, BLUE, RED, SIDE, dark, stroke, traced
from tests.core.trace.test_telling import traces


def test_a_crayon_that_skips_is_uneven() -> None:
    """Three fifths of its length are laid down with a third of the weight."""
    weight = np.where(np.arange(200) % 10 < 4, 240, 80).astype(np.uint8)
    stands, ridge = np.zeros((9, 200), np.uint8), np.zeros((9, 200), np.uint8)
    stands[3:6], ridge[4] = weight, 255
    assert evenness(stands, ridge) < tuning.TRACES.even


def test_an_outline_may_have_a_gap() -> None:
    on = traced()
    on[27:34, 106:115] = 255
    on[206:214, 116:124] = 255
    assert traces(on) == [BLUE, RED]


def test_trace_lines_may_end_a_little_before_the_dark_ones() -> None:
    on = dark()
    for x, first, last in ((90, 39, 115), (150, 125, 201), (120, 36, 115)):
        stroke(on, (x, first), (x, last), RED)
    assert traces(on) == [RED]


def test_paper_s_grain_is_nothing() -> None:
    grainy = np.clip(dark() - np.random.default_rng(3).integers(0, 8, (SIDE, SIDE, 1)), 0, 255).astype(np.uint8)
    lines = layer.made("keep", grainy).lines
    assert lines is not None and lines[5:20, 5:20, 3].max() == 0


def test_a_thin_dark_line_beside_a_trace_line_stays() -> None:
    on = traced()
    stroke(on, (93, 60), (93, 100), BLACK, 1)
    alone = dark()
    stroke(alone, (93, 60), (93, 100), BLACK, 1)
    lines = layer.made("untraced", on).lines
    assert lines is not None
    assert np.abs(layer.over(lines).astype(int) - alone)[65:95, 80:100].max() <= 60


def test_nothing_is_left_of_what_jpeg_has_smeared() -> None:
    """Half the quality, and a quarter of the colours."""
    packed = cv2.imencode(".jpg", traced()[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 75])[1]
    smeared = np.array(Image.open(io.BytesIO(packed.tobytes())))
    lines = layer.made("untraced", smeared).lines
    assert lines is not None and lines[60:110, 80:101, 3].max() == 0


def test_a_line_between_two_paints_takes_the_darker_all_across() -> None:
    lines, paint = np.zeros((20, 40, 4), np.uint8), np.full((20, 40, 4), 255, np.uint8)
    lines[:, 18:22] = (0, 0, 0, 255)
    paint[:, 20:, :3] = (100, 80, 60)
    assert (held(lines, paint)[:, 18:22, :3] == (45, 36, 27)).all()


BROKEN: list[Broken] = [
    ("TRACES", "along", 1, test_a_crayon_that_skips_is_uneven),
    ("TRACES", "side", 48, telling.test_shadow_and_light_are_trace_lines),
    ("TRACES", "ball", 1, test_an_outline_may_have_a_gap),
    ("TRACES", "gap", 0, test_trace_lines_may_end_a_little_before_the_dark_ones),
    ("TRACES", "around", 0.0, telling.test_shadow_and_light_are_trace_lines),
    ("TRACES", "turns", 2, telling.test_shadow_and_light_are_trace_lines),
    ("LAYER", "faintest", 200, layer.test_as_they_are_they_give_the_drawing_again),
    ("LAYER", "faintest", 1, test_paper_s_grain_is_nothing),
    ("LAYER", "fringe", 0, test_nothing_is_left_of_what_jpeg_has_smeared),
    ("LAYER", "solid", 0.01, test_nothing_is_left_of_what_jpeg_has_smeared),
    ("LAYER", "solid", 0.99, test_a_thin_dark_line_beside_a_trace_line_stays),
    ("LAYER", "rest", 0.4, layer.test_without_trace_lines_the_dark_ones_are_left_as_they_were),
    ("LAYER", "beside", 0, test_a_line_between_two_paints_takes_the_darker_all_across),
    ("LAYER", "beside", 60, layer.test_held_lines_take_a_darker_tone_of_the_darker_paint),
    ("LAYER", "tone", 0.9, layer.test_held_lines_take_a_darker_tone_of_the_darker_paint),
]

test_constants_matter = noticed_by(tuning, BROKEN)
