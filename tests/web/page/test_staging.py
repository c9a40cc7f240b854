"""A picture of named boxes on an empty page."""

from typing import Any

import numpy as np
import pytest

from tests.web.page.conftest import Canvas, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

FRAME = "celtint.project.current"


@pytest.fixture
def boxed(canvas: Canvas) -> Canvas:
    """An empty page of 400 × 300 with a dog and a tree."""
    page = canvas.page
    page.get_by_label("Width in pixels").fill("400")
    page.get_by_label("Height in pixels").fill("300")
    page.get_by_role("button", name="Begin", exact=True).click()
    canvas.until("celtint.project")
    canvas.coloured()
    for tag, start, end in (("dog", (20, 150), (180, 280)), ("tree", (210, 20), (390, 280))):
        page.keyboard.press("t")
        canvas.draw(start, end)
        page.wait_for_function("document.activeElement?.dataset.field === 'tag'")
        page.keyboard.type(tag)
        page.keyboard.press("Enter")
    return canvas


def button(canvas: Canvas) -> Any:
    return canvas.page.get_by_role("button", name="Make a picture of the boxes")


def test_boxes_on_an_empty_page_become_a_picture_with_lines_and_dabs(boxed: Canvas) -> None:
    page = boxed.page
    page.get_by_label("What lies behind").select_option("sea")
    button(boxed).click()
    boxed.until("celtint.project.frames.length === 2")
    assert boxed.value(f"celtint.project.frames.indexOf({FRAME})") == 1
    boxed.coloured()
    lines = np.array(boxed.value(f"[...{FRAME}.picture.bytes]"), np.uint8).reshape(300, 400)
    assert lines[20:280, 20:180].min() < 60 and lines[20:280, 210:390].min() < 60
    assert boxed.value(f"{FRAME}.boxes.map(({{ tag, colour }}) => [tag, colour])") == [["dog", None], ["tree", None]]
    assert boxed.value(f"{FRAME}.hints.empty") is False and boxed.value("celtint.project.palette.length") > 3
    assert boxed.seen(200, 20)[2] > boxed.seen(200, 20)[0]  # the sky
    soon(lambda: not button(boxed).is_visible())  # a drawing isn't an empty page


def test_it_is_undone_as_one(boxed: Canvas) -> None:
    button(boxed).click()
    boxed.until("celtint.project.frames.length === 2")
    boxed.page.keyboard.press("Control+z")
    boxed.until("celtint.project.frames.length === 1")
    assert button(boxed).is_visible()
    boxed.page.keyboard.press("Control+y")
    boxed.until("celtint.project.frames.length === 2")


def test_a_name_that_isn_t_known_is_told_of(boxed: Canvas) -> None:
    page = boxed.page
    field = page.get_by_placeholder("Name, such as hair").first
    field.fill("xyzzy")
    field.press("Enter")
    button(boxed).click()
    boxed.until("celtint.project.frames.length === 2")
    soon(lambda: "xyzzy" in page.locator("#notices").inner_text())


def test_only_an_empty_page_with_names_offers_it(canvas: Canvas) -> None:
    page = canvas.page
    page.get_by_role("button", name="Begin", exact=True).click()
    canvas.until("celtint.project")
    assert not button(canvas).is_visible()
