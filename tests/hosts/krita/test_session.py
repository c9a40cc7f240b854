"""One session in Krita's real window: what the guide says an artist does, done with the mouse and the docker."""

import numpy as np
import pytest

from .artist import DOCKER, RESULT, Artist
from .harness import NEEDS, Home, Krita
from .pictures import BLUE, GREEN, RED, rooms

pytestmark = pytest.mark.needs(*NEEDS)
LEFT, RIGHT, WALL_LEFT = (100, 150), (300, 150), (20, 20)
"""Pixels of `rooms`: inside the circles, and beside the left one."""


def rgba(colour: tuple[int, int, int]) -> list[int]:
    return [*colour, 255]


def test_krita_s_own_importer_installs_the_zip_and_switches_it_on(session: Krita, home: Home) -> None:
    assert (home.pykrita / "celtint_krita.desktop").is_file()
    assert (home.pykrita / "celtint_krita" / "_vendor").is_dir()
    assert "enable_celtint_krita=true" in home.kritarc.read_text()
    assert session.call("window.show_docker", DOCKER)
    assert session.call("window.actions", "celtint_")


def test_a_stroke_colours_the_drawing_below_its_lines_in_one_undo_step(artist: Artist) -> None:
    page = rooms()
    artist.open(page)
    lines = artist.pixels("lines")
    hints = artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], RED)
    before, steps = artist.layers(), artist.krita.call("window.history")
    painted = artist.pixels(hints)

    artist.colour()

    colours = artist.pixels(RESULT)
    inside = np.hypot(*(np.indices(page.shape) - np.reshape(LEFT[::-1], (2, 1, 1)))) < 60
    assert (colours[inside] == rgba(RED)).all()
    assert artist.layers() == [before[0], RESULT, *before[1:]]
    assert (artist.pixels("lines") == lines).all()
    assert (artist.pixels(hints) == painted).all()
    assert artist.krita.call("window.history") == [*steps, "Add Layer"]
    artist.undo()
    assert artist.layers() == before
    artist.krita.call("drawing.redo")
    assert (artist.pixels(RESULT) == colours).all()


def test_update_replaces_its_own_layer_and_nothing_else(artist: Artist) -> None:
    artist.open(rooms())
    hints = artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], RED)
    artist.colour()
    artist.krita.call("drawing.select", hints)
    artist.stroke([(280, 150), (320, 150)], BLUE)
    layers = artist.layers()
    artist.press("celtint_update")
    artist.krita.until("drawing.has_pixel", RESULT, *RIGHT, [*BLUE[::-1], 255])
    assert artist.layers() == layers
    assert artist.pixels(RESULT)[LEFT[::-1]].tolist() == rgba(RED)


def test_a_box_names_what_is_in_it_and_colours_it(artist: Artist) -> None:
    artist.open(rooms())
    artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], RED)
    artist.krita.call("drawing.add_box", "boxes", "rect1", [230, 80, 140, 140])
    artist.krita.call("drawing.select", "boxes")
    artist.pick("celtint_boxes", "boxes")
    artist.krita.call("drawing.pick_shapes", "boxes")
    artist.krita.call("window.enter", "celtint_tag_name", "lamp")
    artist.choose_colour("celtint_tag_colour", GREEN)
    artist.press("celtint_tag")
    artist.krita.until("drawing.has_shape", "boxes", "lamp")
    artist.colour()
    colours = artist.pixels(RESULT)
    assert colours[RIGHT[::-1]].tolist() == rgba(GREEN)
    assert colours[LEFT[::-1]].tolist() == rgba(RED)


@pytest.mark.parametrize("dpi", [72, 150, 300, 600])
def test_boxes_are_in_pixels_at_every_resolution(artist: Artist, dpi: int) -> None:
    found = artist.krita.call("pixels.boxes", dpi)
    assert found == [["far", 510, 420, 30, 40], ["hair", 100, 200, 300, 150]]


def test_live_follows_each_stroke(artist: Artist) -> None:
    artist.open(rooms())
    hints = artist.new_hints()
    artist.krita.call("window.enter", "celtint_live", True)
    artist.krita.call("drawing.select", hints)
    artist.stroke([(80, 150), (120, 150)], RED)
    artist.krita.until("drawing.has_pixel", RESULT, 100, 120, [*RED[::-1], 255])
    artist.stroke([(280, 150), (320, 150)], BLUE)
    artist.krita.until("drawing.has_pixel", RESULT, 300, 120, [*BLUE[::-1], 255])
    assert artist.layers().count(RESULT) == 1
    assert artist.krita.call("drawing.active") == hints
    artist.krita.call("window.enter", "celtint_live", False)


def test_only_the_selection_is_coloured(artist: Artist) -> None:
    artist.open(rooms())
    artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], RED)
    artist.krita.call("drawing.select_rectangle", [60, 110, 50, 60])
    artist.colour()
    opaque = artist.pixels(RESULT)[..., 3] > 0
    ys, xs = np.nonzero(opaque)
    assert (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1) == (60, 110, 110, 170)


def test_what_it_made_survives_saving_and_is_still_its_own(artist: Artist) -> None:
    artist.open(rooms())
    hints = artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], RED)
    artist.colour()
    artist.krita.call("drawing.save_and_reopen", str(artist.folder / "drawing.kra"))
    layers = artist.layers()
    artist.krita.call("drawing.select", hints)
    artist.stroke([(280, 150), (320, 150)], BLUE)
    artist.press("celtint_update")
    artist.krita.until("drawing.has_pixel", RESULT, *RIGHT, [*BLUE[::-1], 255])
    assert artist.layers() == layers
