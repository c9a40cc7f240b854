"""Boxes, the bucket, the selection, and a reference laid aside."""

from pathlib import Path

import pytest
from PIL import Image

from tests.web.page.conftest import Canvas, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, BLUE, WHITE = (200, 30, 40), (40, 90, 210), (255, 255, 255)
BOXES = "celtint.project.current.boxes.map(({x, y, width, height, tag, colour}) => [x, y, width, height, tag, colour])"


def opened(canvas: Canvas, rooms: Path) -> None:
    """With what has no hint left empty, so that it is seen who is coloured."""
    canvas.open(rooms)
    canvas.value("celtint.project.setSettings({undecided: 'transparent'})")
    canvas.coloured()


def hints(canvas: Canvas) -> int:
    """How many pixels of hints there are."""
    return int(canvas.value("new Uint32Array(celtint.project.current.hints.bytes().buffer).filter(Boolean).length"))


def test_a_box_colours_what_is_in_it_and_is_moved_resized_named_and_deleted(canvas: Canvas, rooms: Path) -> None:
    opened(canvas, rooms)
    page = canvas.page
    canvas.paint("#c81e28")
    page.keyboard.press("t")
    canvas.draw((20, 30), (200, 250))
    canvas.coloured()
    assert canvas.value(BOXES) == [[20, 30, 180, 220, "", list(RED)]]
    assert canvas.seen(60, 220) == RED and canvas.seen(300, 220) == WHITE
    page.keyboard.type("Hair")
    page.keyboard.press("Enter")
    assert canvas.value(BOXES)[0][4] == "Hair"
    canvas.draw((100, 100), (285, 100))
    canvas.coloured()
    assert canvas.value(BOXES) == [[205, 30, 180, 220, "Hair", list(RED)]]
    assert canvas.seen(60, 220) == WHITE and canvas.seen(300, 220) == RED
    canvas.draw((205, 140), (15, 140))
    canvas.coloured()
    assert canvas.value(BOXES)[0][:4] == [15, 30, 370, 220]
    assert canvas.seen(60, 220) == canvas.seen(300, 220) == RED
    page.get_by_label("What the box does, Hair").select_option(label="Stays paper")
    canvas.coloured()
    assert canvas.value(BOXES)[0][5] == "none"
    assert canvas.seen(60, 220) == WHITE
    page.get_by_label("Delete the box, Hair").click()
    assert canvas.value(BOXES) == []
    for _ in range(2):
        page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.value(BOXES) == [[15, 30, 370, 220, "Hair", list(RED)]]
    assert canvas.seen(60, 220) == RED


def test_a_box_without_a_pointer(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    page.keyboard.press("t")
    page.get_by_role("button", name="Add a box").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("<b>x</b>")
    page.keyboard.press("Enter")
    [[x, y, *_, tag, _colour]] = canvas.value(BOXES)
    assert tag == "<b>x</b>"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert canvas.value(BOXES)[0][:2] == [x + 1, y + 10]
    page.keyboard.press("Delete")
    assert canvas.value(BOXES) == []


def test_the_bucket_gives_a_region_another_colour(canvas: Canvas, rooms: Path) -> None:
    opened(canvas, rooms)
    canvas.page.keyboard.press("g")
    canvas.paint("#c81e28")
    canvas.draw((100, 200))
    canvas.until("celtint.history.length === 1")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED and canvas.seen(300, 220) == WHITE
    dab = hints(canvas)
    canvas.paint("#285ad2")
    canvas.draw((60, 60))
    canvas.until("celtint.history.length === 2")
    canvas.coloured()
    assert canvas.seen(60, 220) == BLUE
    assert hints(canvas) == dab
    canvas.page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED


def test_the_bucket_with_shift_recolours_all_of_a_colour(canvas: Canvas, rooms: Path) -> None:
    opened(canvas, rooms)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.draw((290, 80), (300, 160))
    canvas.coloured()
    canvas.page.keyboard.press("g")
    canvas.paint("#285ad2")
    canvas.page.keyboard.down("Shift")
    canvas.draw((60, 220))
    canvas.page.keyboard.up("Shift")
    canvas.until("celtint.history.length === 3")
    canvas.coloured()
    assert canvas.seen(60, 220) == canvas.seen(350, 220) == BLUE
    assert canvas.seen(200, 280) == WHITE


def test_hints_that_are_selected_are_moved_and_deleted(canvas: Canvas, rooms: Path) -> None:
    opened(canvas, rooms)
    canvas.paint("#c81e28")
    canvas.draw((80, 80), (110, 90))
    canvas.coloured()
    painted = hints(canvas)
    canvas.page.keyboard.press("m")
    canvas.draw((60, 60), (140, 120))
    canvas.draw((100, 90), (280, 110))
    canvas.coloured()
    assert hints(canvas) == painted
    assert canvas.seen(60, 220) == WHITE and canvas.seen(300, 220) == RED
    assert canvas.value("celtint.history.length") == 2
    canvas.page.keyboard.press("Shift+ArrowLeft")
    canvas.page.keyboard.press("ArrowRight")
    assert hints(canvas) == painted
    canvas.page.keyboard.press("Delete")
    canvas.coloured()
    assert hints(canvas) == 0 and canvas.seen(300, 220) == WHITE
    for _ in range(4):
        canvas.page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED and canvas.seen(300, 220) == WHITE


def test_moving_selected_hints_over_others_hides_them_only_where_they_end(canvas: Canvas, rooms: Path) -> None:
    opened(canvas, rooms)
    canvas.paint("#285ad2", size=16)
    canvas.draw((180, 140), (184, 140))
    blue = hints(canvas)
    canvas.paint("#c81e28", size=16)
    canvas.draw((80, 140), (84, 140))
    both = hints(canvas)
    canvas.page.keyboard.press("m")
    canvas.draw((66, 126), (98, 154))
    canvas.draw((80, 140), (180, 140), (180, 190), steps=8)
    assert hints(canvas) == both > blue
    canvas.coloured()


def test_a_reference_is_zoomed_and_gives_its_colours(canvas: Canvas, rooms: Path, tmp_path: Path) -> None:
    sheet = Image.new("RGB", (60, 40), RED)
    sheet.paste(BLUE, (30, 0, 60, 40))
    sheet.save(tmp_path / "sheet.png")
    canvas.open(rooms)
    page = canvas.page
    page.locator(".reference-file").set_input_files(tmp_path / "sheet.png")
    shown = page.get_by_role("img", name="Reference:")
    shown.scroll_into_view_if_needed()
    box = shown.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(middle[0] - 15, middle[1])
    assert canvas.value("celtint.paint.colour") == list(RED)
    page.mouse.click(middle[0] + 15, middle[1])
    assert canvas.value("celtint.paint.colour") == list(BLUE)
    page.mouse.move(middle[0] + 15, middle[1])
    page.mouse.wheel(0, -1200)
    page.mouse.click(middle[0] - 40, middle[1])
    assert canvas.value("celtint.paint.colour") == list(BLUE)
    shown.focus()
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        if canvas.value("celtint.paint.colour") == list(RED):
            break
    assert canvas.value("celtint.paint.colour") == list(RED)
    (tmp_path / "junk.png").write_bytes(b"no picture")
    page.locator(".reference-file").set_input_files(tmp_path / "junk.png")
    page.get_by_text("“junk.png” isn’t a picture").wait_for()
    assert canvas.value("celtint.project.name") == "rooms"


def test_what_keys_do_is_done_without_keys_too(canvas: Canvas, rooms: Path) -> None:
    opened(canvas, rooms)
    page = canvas.page
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.draw((290, 80), (300, 160))
    canvas.coloured()
    page.keyboard.press("g")
    page.get_by_role("button", name="All areas of the same colour").click()
    canvas.paint("#285ad2")
    canvas.draw((60, 220))
    canvas.until("celtint.history.length === 3")
    canvas.coloured()
    assert canvas.seen(60, 220) == canvas.seen(350, 220) == BLUE
    page.keyboard.press("m")
    canvas.draw((40, 60), (180, 200))
    page.get_by_role("button", name="Delete dabs").click()
    canvas.coloured()
    assert canvas.seen(60, 220) == WHITE and canvas.seen(350, 220) == BLUE
    page.get_by_role("button", name="Select nothing").click()
    soon(lambda: page.get_by_role("button", name="Delete dabs").count() == 0)
