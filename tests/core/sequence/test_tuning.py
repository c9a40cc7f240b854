"""Constants of sequences: set wrongly, as a slip of the hand would, each fails what it is there for."""

from collections.abc import Callable

import numpy as np
import pytest
from celtint.sequence import tuning
from celtint.sequence.tones import Toned, learned

from tests.core.breaking import Broken, noticed_by
from tests.core.sequence import test_closing as closing
from tests.core.sequence import test_grey as grey
from tests.core.sequence import test_keys as keys
from tests.core.sequence import test_rules as rules
from tests.core.sequence import test_tones as tones

GREY = np.tile(np.linspace(20, 80, 500, dtype=np.float32), 2)


def key(grey: np.ndarray, light: np.ndarray) -> Toned:
    nothing = np.zeros(len(grey), np.float32)
    return Toned(grey.astype(np.float32), light.astype(np.float32), nothing, nothing)


def test_a_key_that_differs_in_a_twentieth_says_nothing() -> None:
    light = GREY.copy()
    light[::20] += 30
    assert learned([key(GREY, light)]) is None


def test_a_key_that_differs_in_a_third_is_learned_from() -> None:
    light = GREY.copy()
    light[::3] += 30
    assert learned([key(GREY, light)]) is not None


def test_a_few_pixels_bend_no_curve() -> None:
    """Four stray pixels at a level that nothing else has: it lies as far away as the nearest that are known."""
    grey, light = np.append(GREY, [6.25] * 4), np.append(GREY + 10, [60.0] * 4)
    found = learned([key(grey, light)])
    assert found is not None
    assert float(found.lightness(np.full((1, 1), 6.25, np.float32))[0, 0]) == pytest.approx(16.25, abs=2)


Test = Callable[[], None]
LEAK: Test = closing.test_a_line_that_is_open_on_some_drawings_is_closed_as_it_was
MOUTH: Test = rules.test_a_mouth_takes_no_colour_of_what_stands_elsewhere


def paint_that_a_gap_joins_to_the_page_stays() -> None:
    keys.test_paint_that_a_gap_joins_to_the_page_stays(4)


BY_COLOUR: Test = tones.test_colours_are_lighter_or_darker_than_the_curve_each_by_itself

BROKEN: list[Broken] = [
    ("TONES", "least", 10_000, BY_COLOUR),
    ("TONES", "few", 1, test_a_few_pixels_bend_no_curve),
    ("TONES", "share", 1.0, test_a_key_that_differs_in_a_twentieth_says_nothing),
    ("TONES", "share", 0.5, test_a_key_that_differs_in_a_third_is_learned_from),
    ("TONES", "same", 0.1, tones.test_a_key_as_light_as_its_frame_says_nothing),
    ("TONES", "same", 10.0, BY_COLOUR),
    ("TONES", "heavy", 1000.0, BY_COLOUR),
    ("TONES", "line", 1000.0, tones.test_lines_of_the_frame_stay_over_a_key_without_them),
    ("KEYS", "part", 0.1, paint_that_a_gap_joins_to_the_page_stays),
    ("KEYS", "open", 0.0, paint_that_a_gap_joins_to_the_page_stays),
    ("KEYS", "open", 1.0, keys.test_a_slip_onto_the_page_is_no_part),
    ("KEYS", "rim", 0.0, paint_that_a_gap_joins_to_the_page_stays),
    ("KEYS", "lost", 1.0, keys.test_a_key_beside_its_lines_is_refused_though_lines_are_everywhere),
    ("KEYS", "lost", 0.3, keys.test_a_true_key_with_a_third_of_its_rooms_open_is_taken),
    ("GREY", "lit", 0.0, grey.test_what_comes_into_shade_loses_chroma_with_its_light),
    ("GREY", "lit", 1.5, grey.test_what_comes_into_shade_loses_chroma_with_its_light),
    ("RULES", "known", 0.95, MOUTH),
    ("RULES", "little", 0.0, MOUTH),
    ("RULES", "little", 1.0, rules.test_what_much_speaks_for_stays_in_strange_company),
    ("RULES", "stranger", 100.0, MOUTH),
    ("RULES", "inked", 255, LEAK),
    ("CLOSING", "inside", 1.01, LEAK),
    ("CLOSING", "elsewhere", 0.0, LEAK),
    ("CLOSING", "known", 1.01, LEAK),
    ("CLOSING", "part", 0.9, LEAK),
    ("CLOSING", "whole", 1.01, LEAK),
    ("CLOSING", "inked", 1.01, LEAK),
    ("CLOSING", "inked", 0.0, closing.test_a_part_whose_line_is_gone_is_not_drawn_again),
]


test_constants_matter = noticed_by(tuning, BROKEN)
