"""The folder of model sheets in Krita's real window: a page, and an animation, take their colours from it."""

import numpy as np
import pytest

from ..cast import ON_PAGE, ON_SHOT, PAGE, SHEETS, SHOT, wrong
from .artist import RESULT, Artist
from .harness import NEEDS

pytestmark = pytest.mark.needs(*NEEDS)


def test_a_page_takes_its_colours_from_the_sheets(artist: Artist) -> None:
    artist.krita.call("documents.open_file", str(PAGE))
    artist.krita.until("window.seen", "celtint_convert")
    artist.krita.call("window.enter", "celtint_cast", str(SHEETS))
    artist.colour()
    assert wrong(artist.srgb(RESULT), ON_PAGE) == []


def test_an_animation_takes_its_colours_from_the_sheets(artist: Artist) -> None:
    artist.krita.call("animation.create", [str(path) for path in SHOT], [0, 2, 4], 6)
    artist.pick("celtint_lines", "lines")
    artist.krita.call("window.enter", "celtint_cast", str(SHEETS))
    artist.krita.call("window.enter", "celtint_range_from", 0)
    artist.krita.call("window.enter", "celtint_range_to", 5)
    artist.press("celtint_animate")
    artist.krita.until("drawing.exists", RESULT)
    artist.krita.until("window.usable", "celtint_animate")
    assert artist.krita.call("animation.keys", RESULT) == [0, 2, 4]
    page = np.zeros((400, 440, 4), np.uint8)
    for x, y in ON_SHOT:
        bgra = artist.krita.call("animation.key_pixels", RESULT, x, y)["0"]
        page[y, x] = [*bgra[2::-1], bgra[3]]
    assert wrong(page, ON_SHOT) == []


@pytest.mark.parametrize("press", ["celtint_colour", "celtint_animate"])
def test_a_folder_that_is_none_is_said_and_all_can_be_pressed_again(artist: Artist, press: str) -> None:
    artist.krita.call("animation.create", [str(SHOT[0])], [0], 2)
    artist.pick("celtint_lines", "lines")
    artist.krita.call("window.enter", "celtint_range_to", 1)
    artist.krita.call("window.enter", "celtint_cast", f"/nowhere/{press}")
    before = artist.krita.call("drawing.fingerprint")
    artist.press(press)
    artist.told(f"The cast /nowhere/{press} is not a folder")
    artist.krita.until("window.usable", press)
    assert artist.krita.call("drawing.fingerprint") == before
