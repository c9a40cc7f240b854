"""What celtint sees: ink, areas, guesses, and what lies under the pointer."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.web.page.conftest import Canvas, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

SERVER = Path(__file__).parents[3] / "server"
RED, WHITE = (200, 30, 40), (255, 255, 255)


def test_who_decided_is_said_in_the_contracts_words() -> None:
    contract = json.loads((SERVER / "celtint_client" / "contract.json").read_text(encoding="utf-8"))
    page = SERVER / "celtint_web" / "page" / "words"
    english, german = (json.loads((page / f"{tag}.json").read_text(encoding="utf-8")) for tag in ("en", "de"))
    for row in contract["choices"]["decided_by"]["words"]:
        assert english[f"decided.{row['word']}"] == row["label"]
        assert german[f"decided.{row['word']}"] != row["label"]


def test_ink_and_areas_are_laid_over_the_picture(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    assert canvas.seen(31, 140) == (0, 0, 0)
    page.get_by_label("What counts as ink").check()
    canvas.coloured()
    red, green, blue = canvas.seen(31, 140)
    assert red > 180 and green < 60 and blue < 60
    assert canvas.seen(100, 140) == WHITE
    page.get_by_label("What counts as ink").uncheck()
    page.get_by_label("The areas").check()
    canvas.coloured()
    one, other = canvas.seen(100, 140), canvas.seen(300, 140)
    assert one != other and WHITE not in (one, other)
    assert canvas.seen(31, 140) == (0, 0, 0)
    page.get_by_label("The areas").uncheck()
    canvas.painted()
    assert canvas.seen(100, 140) == WHITE


def test_guesses_are_marked_and_looked_at_one_after_the_other(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    canvas.value("celtint.project.setSettings({ undecided: 'mean' })")
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    guessed = canvas.value("celtint.colouring.of(celtint.project.current).regions.filter((one) => one.unsure).length")
    assert guessed > 0
    page.get_by_label("What is guessed").check()
    marks = page.locator("#marks button")
    marks.first.wait_for()
    soon(lambda: marks.count() == guessed)
    stripes = {canvas.seen(x, 200) for x in range(240, 330)}
    assert len(stripes) >= 3 and {canvas.seen(x, 200) for x in range(60, 150)} == {RED}
    marks.first.click()
    assert canvas.seen(300, 140) and canvas.value("celtint.view.scale") > 1
    at = canvas.place(300, 140)
    box = page.locator("#above").bounding_box()
    assert box is not None
    assert abs(at[0] - box["x"] - box["width"] / 2) < 60 and abs(at[1] - box["y"] - box["height"] / 2) < 160
    page.keyboard.press("0")
    before = canvas.value("celtint.view.x")
    page.keyboard.press("n")
    canvas.until(f"celtint.view.x !== {before}")
    canvas.page.keyboard.press("0")
    canvas.draw((290, 80), (300, 160))
    canvas.coloured()
    canvas.until("document.querySelectorAll('#marks button').length === 0")
    page.keyboard.press("n")
    page.get_by_text("Nothing is guessed").wait_for()


def test_what_lies_under_the_pointer_is_told(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    canvas.value("celtint.project.setSettings({ undecided: 'mean' })")
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    canvas.value("celtint.project.setPalette([{id: 'skin', name: '<i>Skin</i>', colour: [200, 30, 40]}])")
    page.mouse.move(*canvas.place(60, 220))
    page.get_by_text("#c81e28 · <i>Skin</i> · hinted").wait_for()
    page.mouse.move(*canvas.place(300, 220))
    page.get_by_text("by rule · guessed").wait_for()
    page.locator("#top-looks select").select_option("de")
    page.mouse.move(*canvas.place(70, 210))
    page.get_by_text("#c81e28 · <i>Skin</i> · von dir getupft").wait_for()


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """A drawing of 1600 × 1200: a large room, and beside it a grid of 5 × 5 small ones."""
    picture = Image.new("L", (1600, 1200), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 800, 1100), outline=0, width=6)
    for row in range(5):
        for column in range(5):
            left, top = 1000 + 40 * column, 500 + 40 * row
            pen.rectangle((left, top, left + 42, top + 42), outline=0, width=4)
    file = tmp_path / "cells.png"
    picture.save(file)
    return file


MARKS = "[...document.querySelectorAll('#marks button')]"
NEAR = """
(() => {
  const { regions } = celtint.colouring.of(celtint.project.current);
  const boxes = looked.map((id) => regions.find((one) => one.id === id).box);
  return boxes.filter(([x, y]) => Math.hypot(x - boxes[0][0], y - boxes[0][1]) < 90).length;
})()
"""


def test_guesses_that_lie_together_have_one_mark_that_leads_through_them(canvas: Canvas, cells: Path) -> None:
    canvas.open(cells)
    page = canvas.page
    for colour, x in (("#c81e28", 300), ("#285ad2", 500)):
        canvas.paint(colour, size=30)
        canvas.draw((x, 300), (x + 60, 320))
        canvas.coloured()
    page.get_by_label("What is guessed").check()
    canvas.until(f"{MARKS}.length > 0")
    guessed = canvas.value("celtint.colouring.of(celtint.project.current).regions.filter((one) => one.unsure).length")
    said = canvas.value(f"{MARKS}.map((mark) => mark.textContent)")
    assert guessed >= 25 and len(said) < 16
    assert sum(1 if one == "?" else int(one) for one in said) == guessed
    boxes = [mark.bounding_box() for mark in page.locator("#marks button").all()]
    places = [(box["x"] + 13, box["y"] + 13) for box in boxes if box]
    for at, (left, top) in enumerate(places):
        assert all(abs(left - across) + abs(top - down) >= 28 for across, down in places[at + 1 :])
    many = page.locator("#marks .many").first
    count = int(many.inner_text())
    assert count > 2 and many.get_attribute("aria-label") == (
        f"{count} guesses that lie together: look at one after the other"
    )
    canvas.value("void (window.looked = [], celtint.player.on('doubt', ({region}) => looked.push(region.id)))")
    many.click()
    for number in range(1, count + 1):
        canvas.until(f"looked.length === {number}")
        assert canvas.value("document.activeElement.className").startswith("guess"), "the keyboard stays on the marks"
        if number < count:
            page.keyboard.press("Enter")
    assert canvas.value("new Set(looked).size") == count
    assert canvas.value(NEAR) == count, "they lie together"
    assert canvas.value(f"{MARKS}.every((mark) => mark.textContent === '?')"), "nearer, each has its own"
