"""Tagged boxes in Krita's real window become a picture, which is then coloured as any drawing is."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from .artist import RESULT, Artist
from .harness import NEEDS, PICTURES, Home, held_server
from .pictures import RED, save

pytestmark = pytest.mark.needs(*NEEDS)
GROUP, HINTS = "celtint stage", "celtint hints"
WIDTH, HEIGHT = 640, 480
SCENE = {"tree": [390, 60, 220, 330], "dog": [110, 270, 150, 140]}


def lay_out(artist: Artist, boxes: dict[str, list[int]], background: str = "meadow", width: int = WIDTH) -> list[str]:
    """A page with boxes on it, picked in the docker; its layers."""
    artist.krita.call("drawing.create", width, HEIGHT)
    artist.krita.call("drawing.fit")
    for tag, box in boxes.items():
        artist.krita.call("drawing.add_box", "boxes", tag, box)
    if boxes:
        artist.pick("celtint_boxes", "boxes")
    artist.krita.call("window.choose_data", "celtint_background", background)
    return artist.layers()


def make(artist: Artist, group: str = GROUP, button: str = "celtint_stage") -> list[str]:
    """Press the button and wait for the picture; the names of its layers, from below."""
    artist.press(button)
    artist.krita.until("drawing.exists", group)
    artist.krita.until("window.usable", "celtint_stage")
    return [str(name) for name in next(each for each in artist.krita.call("drawing.tree") if each[0] == group)[1:]]


def test_boxes_become_a_picture_in_one_undo_step(artist: Artist) -> None:
    before = lay_out(artist, SCENE)
    steps = artist.krita.call("window.history")
    assert make(artist) == ["background", "flats", "lines", HINTS]
    assert artist.layers() == [*before, GROUP]
    assert artist.krita.call("window.history") == [*steps, "Add Layer"]
    assert "Drawn after" in artist.message()
    flats, seen = artist.pixels("flats"), artist.seen()
    assert (flats[..., 3] == 255).all()
    for x, y, width, height in SCENE.values():
        assert len(np.unique(flats[y : y + height, x : x + width, :3].reshape(-1, 3), axis=0)) > 2
    open_ = artist.pixels("lines")[..., 3] == 0
    assert (seen[open_] == flats[open_][:, :3]).all(axis=1).mean() > 0.97, "the boxes' outlines alone are above it"
    artist.undo()
    assert artist.layers() == before
    artist.krita.call("drawing.redo")
    assert (artist.pixels("flats") == flats).all()


def test_colour_gives_its_flats_again_and_a_dab_changes_one_part(artist: Artist) -> None:
    lay_out(artist, SCENE)
    make(artist)
    assert artist.krita.call("window.state", "celtint_hints")["currentText"].strip() == HINTS
    flats = artist.pixels("flats")
    dots, bare = artist.pixels(HINTS).copy(), artist.pixels("lines")[..., 3] < 255
    # the dot of the largest part in the dog's box becomes red
    x, y, width, height = SCENE["dog"]
    own = dots[y : y + height, x : x + width]
    colours, counts = np.unique(flats[y : y + height, x : x + width, :3].reshape(-1, 3), axis=0, return_counts=True)
    sky = {tuple(flats[5, 5, :3]), tuple(flats[HEIGHT - 5, 5, :3])}
    fur = next(c for c in colours[np.argsort(-counts)] if tuple(c) not in sky)
    dotted = (own[..., :3] == fur).all(axis=2) & (own[..., 3] == 255)
    assert dotted.any()
    artist.colour()
    assert (artist.pixels(RESULT) == flats)[bare].all()
    count, parts = cv2.connectedComponents(dotted.astype(np.uint8))
    assert count > 1
    own[parts == 1] = (*RED, 255)
    artist.krita.call("drawing.put_pixels", HINTS, save(dots, artist.folder / "dots.png"))
    row, column = (int(at[0]) for at in np.nonzero(parts == 1))
    artist.press("celtint_update")
    artist.krita.until("drawing.has_pixel", RESULT, x + column, y + row, [*RED[::-1], 255])
    changed = (artist.pixels(RESULT) != flats).any(axis=2) & bare
    assert (flats[changed][:, :3] == fur).all()
    assert (artist.pixels(RESULT)[changed] == (*RED, 255)).all()


def test_another_picture_is_a_group_of_its_own_with_every_object_apart(artist: Artist) -> None:
    lay_out(artist, SCENE)
    make(artist)
    first = artist.pixels("flats")
    artist.krita.call("window.enter", "celtint_apart", True)
    found = make(artist, f"{GROUP} 2", "celtint_another")
    artist.krita.call("window.enter", "celtint_apart", False)
    assert artist.krita.call("window.state", "celtint_seed")["value"] == 1
    assert found[0] == "background"
    assert sorted(name.split()[0] for name in found[1:3]) == ["1", "2"]
    assert found[3:] == ["flats", "lines 2", f"{HINTS} 2"]
    for name in found[1:3]:
        x, y, width, height = list(SCENE.values())[int(name.split()[0]) - 1]
        ys, xs = np.nonzero(artist.pixels(name)[..., 3])
        assert x - 4 <= xs.min() and xs.max() < x + width + 4
        assert y - 4 <= ys.min() and ys.max() < y + height + 4
    artist.krita.call("drawing.remove", f"{GROUP} 2")
    assert (artist.pixels("flats") == first).all()


def test_a_word_that_nobody_knows_is_said_and_the_rest_is_drawn(artist: Artist) -> None:
    lay_out(artist, {**SCENE, "xyzzyq": [10, 10, 80, 80]}, "none")
    make(artist)
    assert "xyzzyq" in artist.message()


@pytest.mark.parametrize(
    ("boxes", "word"), [({}, "no box"), ({"xyzzyq": [10, 10, 80, 80]}, "xyzzyq")], ids=["no box", "no known word"]
)
def test_without_a_thing_to_draw_it_says_so_and_leaves_the_page_alone(
    artist: Artist, boxes: dict[str, list[int]], word: str
) -> None:
    lay_out(artist, boxes, "none")
    before = artist.krita.call("drawing.fingerprint")
    artist.press("celtint_stage")
    assert "Press Colour" not in artist.told(word)
    artist.krita.until("window.usable", "celtint_stage")
    assert artist.krita.call("drawing.fingerprint") == before


def test_cancel_leaves_the_page_as_it_was(artist: Artist, home: Home) -> None:
    lay_out(artist, SCENE)
    make(artist)
    artist.undo()
    before = artist.krita.call("drawing.fingerprint")
    with held_server(home):
        artist.krita.call("window.trigger", "celtint_stage_action")
        artist.told("making")
        artist.press("celtint_cancel")
    artist.told("cancelled")
    assert artist.krita.call("drawing.fingerprint") == before


def test_the_guide_s_picture(artist: Artist, tmp_path: Path) -> None:
    boxes = {"tree": [270, 60, 190, 330], "cloud": [30, 40, 210, 70], "dog": [30, 300, 150, 140]}
    lay_out(artist, {**boxes, "woman, waving": [190, 210, 100, 240]}, width=HEIGHT)
    make(artist)
    artist.krita.call("drawing.fit")
    whole = tmp_path / "screen.png"
    assert artist.krita.call("window.picture", str(whole))
    screen = np.asarray(cv2.imread(str(whole)))[50:970, 200:]
    target = Path(PICTURES or tmp_path) / "krita-stage.png"
    target.write_bytes(cv2.imencode(".png", screen)[1].tobytes())
    assert np.ptp(screen) > 100
