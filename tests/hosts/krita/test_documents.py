"""Documents of every kind in Krita's real window: copies, grey ones, those nobody looks at; and what is unsure."""

import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest

from .artist import DOCKER, RESULT, Artist
from .harness import NEEDS, ROOT, Krita
from .pictures import BLUE, GREEN, RED, dabs, lines_only

pytestmark = pytest.mark.needs(*NEEDS)
UNSURE = "celtint unsure"


def three_rooms() -> np.ndarray:
    """(200, 450) uint8: three closed rooms side by side."""
    page = np.full((200, 450), 255, np.uint8)
    cv2.rectangle(page, (1, 1), (448, 198), 0, 3)
    for x in (150, 300):
        cv2.line(page, (x, 0), (x, 199), 0, 3)
    return page


def test_unsure_marks_the_room_that_the_network_decided(artist: Artist) -> None:
    page = three_rooms()
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(75, 100, RED), (225, 100, BLUE)]))
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    artist.krita.call("window.choose", "celtint_undecided", "network")
    artist.krita.call("window.enter", "celtint_unsure", True)
    artist.krita.until("drawing.exists", UNSURE)
    marked = artist.pixels(UNSURE)[..., 3] > 0
    assert not marked[:, :298].any()
    room = marked[8:192, 308:442]
    assert 0.1 < room.mean() < 0.9
    # hatched all over: every square of eight pixels has some of it
    squares = room[:184, :128].reshape(23, 8, 16, 8).any(axis=(1, 3))
    assert squares.all()
    assert "unsure of 1" in artist.message()
    artist.krita.call("window.enter", "celtint_unsure", False)
    artist.krita.until("drawing.gone", UNSURE)


def test_next_unsure_rings_one_after_the_other_the_largest_first(artist: Artist) -> None:
    page = np.full((200, 450), 255, np.uint8)
    cv2.rectangle(page, (1, 1), (448, 198), 0, 3)
    for x in (100, 200):
        cv2.line(page, (x, 0), (x, 199), 0, 3)
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(50, 100, RED)]))
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    artist.krita.call("window.choose", "celtint_undecided", "auto")
    artist.press("celtint_next_unsure")
    artist.told("press Colour")
    artist.colour()
    for said, (left, right) in (("1 of 2", (200, 449)), ("2 of 2", (100, 200))):
        artist.press("celtint_next_unsure")
        artist.told(said)
        ringed = artist.pixels(UNSURE)[..., 3] > 0
        columns = np.flatnonzero(ringed.any(axis=0))
        assert abs(columns[0] - left) < 14 and abs(columns[-1] - right) < 14
        assert not ringed[60:140, left + 30 : right - 30].any()
    artist.press("celtint_next_unsure")
    artist.told("That was all")
    artist.krita.until("drawing.gone", UNSURE)


def test_a_doubt_is_right_or_takes_the_foreground_colour_and_both_stay(artist: Artist) -> None:
    page = np.full((200, 450), 255, np.uint8)
    cv2.rectangle(page, (1, 1), (448, 198), 0, 3)
    for x in (100, 200):
        cv2.line(page, (x, 0), (x, 199), 0, 3)
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(50, 100, RED)]))
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    artist.krita.call("window.choose", "celtint_undecided", "network")
    artist.colour()
    listed = artist.krita.call("window.rows", "celtint_doubts")
    assert len(listed) == 2 and "at 2" in listed[0] and "at 1" in listed[1]
    guessed = artist.pixels(RESULT)[100, 150].tolist()
    artist.krita.call("drawing.zoom", 12.0)
    artist.krita.call("window.pick_row", "celtint_doubts", 1)
    artist.told("2 of 2")
    assert artist.krita.call("drawing.in_view", 150, 100) and not artist.krita.call("drawing.in_view", 324, 100)
    steps = artist.krita.call("window.history")
    artist.krita.call("window.pick_row", "celtint_doubts", 0)
    artist.told("1 of 2")
    assert artist.krita.call("drawing.in_view", 324, 100) and not artist.krita.call("drawing.in_view", 150, 100)
    artist.krita.call("drawing.fit")
    assert artist.krita.call("window.history") == steps, "another ring is no step"
    assert artist.pixels(UNSURE)[:, 210:, 3].any() and not artist.pixels(UNSURE)[:, :190, 3].any()
    artist.krita.call("drawing.brush", "b) Basic-1", 12, [part / 255 for part in GREEN])
    artist.press("celtint_doubt_take")
    artist.krita.until("drawing.has_pixel", RESULT, 300, 100, [*GREEN[::-1], 255])
    artist.krita.until("window.usable", "celtint_colour")
    assert len(artist.krita.call("window.rows", "celtint_doubts")) == 1
    artist.krita.call("window.pick_row", "celtint_doubts", 0)
    artist.told("1 of 1")
    artist.press("celtint_doubt_keep")
    artist.told("That was all")
    assert artist.krita.call("window.rows", "celtint_doubts") == []

    artist.krita.call("window.choose", "celtint_undecided", "transparent")
    artist.krita.call("drawing.save_and_reopen", str(artist.folder / "said.kra"))
    artist.press("celtint_update")
    artist.told("3 regions")
    artist.krita.until("window.usable", "celtint_colour")
    colours = artist.pixels(RESULT)[100]
    assert [colours[x].tolist() for x in (50, 150, 300)] == [[*RED, 255], guessed, [*GREEN, 255]]
    artist.add("more", dabs(page.shape, [(300, 100, BLUE)]))  # a hint wins over what was said
    artist.pick("celtint_hints", "more")
    artist.press("celtint_update")
    artist.krita.until("drawing.has_pixel", RESULT, 300, 100, [*BLUE[::-1], 255])
    artist.krita.until("window.usable", "celtint_doubt_forget")
    artist.press("celtint_doubt_forget")
    artist.press("celtint_update")
    artist.krita.until("drawing.has_pixel", RESULT, 150, 100, [0, 0, 0, 0])


def test_what_is_unsure_is_listed_again_once_the_drawing_is_reopened(artist: Artist) -> None:
    page = three_rooms()
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(75, 100, RED)]))
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    artist.krita.call("window.choose", "celtint_undecided", "network")
    artist.colour()
    listed = artist.krita.call("window.rows", "celtint_doubts")
    assert len(listed) == 2
    artist.krita.call("drawing.save_and_reopen", str(artist.folder / "doubts.kra"))
    artist.krita.until("window.holds", "celtint_swatches", list(RED))
    assert artist.krita.call("window.rows", "celtint_doubts") == listed
    artist.krita.call("window.pick_row", "celtint_doubts", 0)
    artist.told("1 of 2")
    artist.press("celtint_doubt_keep")
    artist.told("1 of 1")


def test_two_swatches_become_one_and_stay_so(artist: Artist) -> None:
    page = three_rooms()
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(75, 100, RED), (225, 100, BLUE), (375, 100, GREEN)]))
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    artist.colour()
    artist.krita.call("window.pick_data", "celtint_swatches", list(RED))
    artist.press("celtint_swatch_merge")
    artist.told("Pick two colours")
    artist.krita.call("window.pick_too", "celtint_swatches", list(BLUE))
    artist.press("celtint_swatch_merge")
    artist.told("2 colours became one")
    assert artist.pixels(RESULT)[100, [75, 225, 375], :3].tolist() == [list(BLUE), list(BLUE), list(GREEN)]
    artist.press("celtint_update")
    artist.told("3 regions")
    artist.krita.until("window.usable", "celtint_colour")
    assert artist.pixels(RESULT)[100, [75, 225, 375], :3].tolist() == [list(BLUE), list(BLUE), list(GREEN)]
    assert not artist.krita.call("window.holds", "celtint_swatches", list(RED))


def test_the_lines_come_back_alone_on_a_layer_of_their_own(artist: Artist) -> None:
    page = three_rooms()
    artist.krita.call("drawing.create", page.shape[1], page.shape[0])
    scan = np.dstack([page, page, page, np.full_like(page, 255)])  # a scan: opaque paper
    artist.add("scan", scan)
    artist.add("hints", dabs(page.shape, [(75, 100, RED), (225, 100, BLUE), (375, 100, GREEN)]))
    artist.pick("celtint_lines", "scan")
    artist.pick("celtint_hints", "hints")
    artist.krita.call("window.choose", "celtint_line_colours", "keep")
    artist.colour()
    artist.krita.until("drawing.exists", "celtint lines")
    lines = artist.pixels("celtint lines")
    assert (lines[page == 0] == [0, 0, 0, 255]).all()
    assert (lines[page == 255][:, 3] == 0).all()
    layers = artist.layers()
    assert layers.index("celtint lines") > layers.index("scan")
    artist.press("celtint_update")
    artist.krita.until("window.usable", "celtint_update")
    assert artist.layers() == layers
    artist.krita.call("window.choose", "celtint_line_colours", "none")


def test_a_copy_is_coloured_itself_and_its_original_is_left_alone(artist: Artist) -> None:
    page = three_rooms()
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(75, 100, RED), (225, 100, BLUE), (375, 100, GREEN)]))
    artist.pick("celtint_hints", "hints")
    before = artist.krita.call("drawing.fingerprint")
    artist.krita.call("window.trigger", "create_copy")
    artist.krita.until("documents.several")
    artist.colour()
    assert RESULT in artist.layers()
    artist.krita.until("documents.switch", 0)
    assert artist.krita.call("drawing.fingerprint") == before
    artist.colour()
    assert artist.layers().count(RESULT) == 1
    artist.krita.until("documents.switch", 1)
    assert artist.layers().count(RESULT) == 1


def test_a_drawing_saved_under_another_name_and_one_reopened_go_on_as_what_they_were(artist: Artist) -> None:
    page = three_rooms()
    artist.open(page)
    artist.add("hints", dabs(page.shape, [(75, 100, RED), (225, 100, BLUE), (375, 100, GREEN)]))
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    artist.krita.call("window.enter", "celtint_gap", 7)
    artist.colour()
    layers = artist.layers()
    artist.krita.call("documents.save_as", str(artist.folder / "other name.kra"))
    assert artist.krita.call("window.state", "celtint_gap")["value"] == 7
    artist.press("celtint_update")
    artist.krita.until("window.usable", "celtint_update")
    assert artist.layers() == layers
    artist.krita.call("drawing.save_and_reopen", str(artist.folder / "reopened.kra"))
    artist.krita.until("window.offers", "celtint_lines", "lines")
    artist.krita.until("window.holds", "celtint_swatches", list(RED))  # the last result's colours
    artist.press("celtint_update")
    artist.krita.until("window.usable", "celtint_update")
    assert artist.layers() == layers


@pytest.mark.parametrize("what", ["document", "live"])
def test_a_look_leaves_nothing_behind(artist: Artist, what: str) -> None:
    page = three_rooms()
    artist.open(page)
    artist.krita.call("drawing.into_group", "lines", "ink")
    for number in range(8):
        artist.krita.call("drawing.empty_layer", f"layer {number}")
    artist.krita.call("drawing.add_box", "boxes", "hair", [10, 10, 50, 50])
    artist.add("hints", dabs(page.shape, [(75, 100, RED)]))
    artist.pick("celtint_lines", "ink")
    artist.pick("celtint_hints", "hints")
    if what == "live":
        artist.krita.call("window.enter", "celtint_live", True)
        artist.krita.until("drawing.has_pixel", RESULT, 75, 50, [*RED[::-1], 255])
    malloced, blocks = artist.krita.call("meter.left_behind", DOCKER, what, timeout=300)
    assert malloced < 100, f"{malloced} bytes a look"
    assert blocks < 1, f"{blocks} Python blocks a look"
    if what == "live":
        artist.krita.call("window.enter", "celtint_live", False)


@pytest.fixture
def hide(session: Krita) -> Iterator[Callable[[], None]]:
    """Closes the docker, which comes back after the test. Krita 6 shows its dockers again with a first document."""
    yield lambda: session.call("window.hide_docker", DOCKER)
    session.call("window.show_docker", DOCKER)


def test_a_docker_that_nobody_sees_looks_at_nothing(artist: Artist, hide: Callable[[], None]) -> None:
    artist.krita.call("drawing.create", 60, 60)
    hide()
    artist.krita.call("drawing.empty_layer", "added")
    time.sleep(1.5)  # three looks' time
    assert not artist.krita.call("window.seen", "celtint_hints")
    assert not artist.krita.call("window.offers", "celtint_hints", "added")
    assert artist.krita.call("window.show_docker", DOCKER)
    artist.krita.until("window.offers", "celtint_hints", "added")


def test_its_actions_work_while_it_is_hidden(artist: Artist, hide: Callable[[], None]) -> None:
    artist.krita.call("drawing.create", 450, 200)
    hide()
    artist.add("lines", lines_only(three_rooms()))
    artist.krita.call("window.trigger", "celtint_colour_action")
    artist.krita.until("drawing.exists", RESULT)


def test_a_grey_document_is_said_and_becomes_rgb_with_all_that_is_in_it(artist: Artist) -> None:
    assert artist.krita.call("documents.open_file", str(ROOT / "examples" / "drawing.png"))[:2] == ["GRAYA", "U8"]
    artist.krita.until("window.seen", "celtint_convert")
    shown = artist.seen()
    hints = artist.new_hints()
    artist.stroke([(200, 200), (210, 210)], RED)
    artist.colour()
    assert "grey" in artist.told("Convert to RGB")
    layers = artist.layers()
    own, painted = artist.srgb(RESULT), artist.srgb(hints)
    assert (own == [*RED, 255]).all(axis=2).any()

    artist.press("celtint_convert")
    artist.told("RGB now")
    assert artist.krita.call("documents.space")[:2] == ["RGBA", "U8"]
    assert artist.layers() == layers
    assert (artist.pixels(RESULT) == own).all()
    assert (artist.pixels(hints) == painted).all()
    assert artist.krita.call("window.state", "celtint_grey")["visible"] is False
    assert (artist.seen() == RED).all(axis=2).any()

    artist.undo()
    assert artist.krita.call("documents.space")[:2] == ["GRAYA", "U8"]
    artist.krita.until("window.seen", "celtint_convert")
    assert artist.layers() == layers
    assert (artist.srgb(RESULT) == own).all()
    for name in (RESULT, hints):
        artist.krita.call("drawing.remove", name)
    assert (artist.seen() == shown).all()


@pytest.mark.parametrize("depth", ["U8", "U16", "F32"])
def test_the_picture_of_a_grey_document_stays_as_it_was(artist: Artist, depth: str) -> None:
    artist.krita.call("drawing.create", 256, 16, "GRAYA", depth)
    artist.krita.call("documents.ramp", "ramp")
    before = artist.srgb("ramp").astype(int)
    assert before[0, 0, 0] < 3 and before[0, -1, 0] > 252
    artist.press("celtint_convert")
    artist.krita.until("documents.is_of", "RGBA")  # the message may still be that of the drawing before
    artist.told("RGB now")
    assert artist.krita.call("documents.space")[:2] == ["RGBA", depth]
    assert abs(artist.srgb("ramp").astype(int) - before).max() <= 1
