"""Lines drawn on the page: an empty page is no dead end, and an opened picture's own lines stay as they are."""

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.web.page.conftest import Canvas, soon

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, WHITE, BLACK = (200, 30, 40), (255, 255, 255), (0, 0, 0)
SQUARE = ((100, 80), (300, 80), (300, 220), (100, 220), (100, 80))
PICTURE = "celtint.project.current.picture"


@pytest.fixture
def blank(canvas: Canvas) -> Canvas:
    """An empty page of 400 × 300."""
    page = canvas.page
    page.get_by_label("Width in pixels").fill("400")
    page.get_by_label("Height in pixels").fill("300")
    page.get_by_role("button", name="Begin", exact=True).click()
    canvas.until("celtint.project")
    canvas.coloured()
    return canvas


def pixels(canvas: Canvas, of: str = PICTURE) -> np.ndarray:
    """An l8 picture's bytes, as they are sent."""
    flat = canvas.value(f"[...{of}.bytes]")
    return np.array(flat, np.uint8).reshape(300, 400)


def filled(canvas: Canvas) -> None:
    """A square drawn with the pen, and a dab in it."""
    canvas.draw(*SQUARE)
    canvas.coloured()
    canvas.page.keyboard.press("b")
    canvas.paint("#c81e28")
    canvas.draw((180, 140), (220, 150))
    canvas.coloured()


def test_an_empty_page_is_drawn_on_and_coloured(blank: Canvas) -> None:
    assert blank.value("celtint.tools.active.id") == "pen"
    soon(lambda: "with the pen" in blank.page.locator("#status-doing").inner_text())
    filled(blank)
    assert blank.seen(120, 200) == RED and blank.seen(50, 50) == WHITE
    assert blank.seen(200, 80) == BLACK, "the lines are seen over the colours"
    drawn = pixels(blank)
    assert (drawn[90:210, 110:290] == 255).all() and (drawn[:70] == 255).all()
    assert drawn[150, 99:101].max() < 40 and set(np.unique(drawn)) > {0, 255}, "soft edges"


def test_a_line_is_on_the_screen_before_it_ends(blank: Canvas) -> None:
    page = blank.page
    before = blank.value(f"void (window.before = {PICTURE}) || celtint.project.current.version")
    page.mouse.move(*blank.place(100, 100))
    page.mouse.down()
    page.mouse.move(*blank.place(200, 100), steps=3)
    blank.painted()
    assert blank.seen(150, 100)[0] < 60 and blank.seen(150, 120) == WHITE
    assert blank.value(f"{PICTURE} === before")
    page.mouse.up()
    assert blank.value(f"{PICTURE} !== before && celtint.history.length") == 1
    assert blank.value("celtint.project.current.version") == before + 1
    blank.coloured()
    assert blank.seen(150, 100)[0] < 60


def test_lines_are_undone_and_redone_and_colours_follow(blank: Canvas) -> None:
    filled(blank)
    page = blank.page
    lined = pixels(blank)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    blank.coloured()
    assert (pixels(blank) == 255).all() and blank.seen(200, 80) == WHITE
    assert blank.value(f"{PICTURE} === celtint.project.current.original")
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    blank.coloured()
    assert (pixels(blank) == lined).all()
    assert blank.seen(120, 200) == RED and blank.seen(200, 80) == BLACK


def test_the_eraser_takes_from_the_layer_that_was_drawn_on(blank: Canvas) -> None:
    filled(blank)
    page = blank.page
    page.keyboard.press("e")
    assert blank.value("celtint.paint.layer") == "hints"
    blank.draw((200, 60), (200, 100))
    blank.coloured()
    assert blank.seen(200, 80) == BLACK, "the eraser takes dabs after the brush"
    page.keyboard.press("l")
    page.keyboard.press("e")
    assert page.get_by_role("button", name="Erases lines drawn here").get_attribute("aria-pressed") == "true"
    blank.draw((200, 60), (200, 100))
    blank.coloured()
    assert blank.seen(200, 80) != BLACK and pixels(blank)[80, 200] == 255
    page.get_by_role("button", name="Erases dabs").click()
    blank.value("celtint.paint.setSize(80)")
    blank.draw((170, 140), (230, 150))
    blank.coloured()
    assert blank.value("celtint.project.current.hints.empty")
    assert not blank.value("celtint.project.current.pen.empty")


def test_pressure_makes_a_line_thicker_and_the_pen_has_a_size_of_its_own(blank: Canvas) -> None:
    page = blank.page
    assert blank.value("celtint.paint.size") == 4
    page.keyboard.press("b")
    assert blank.value("celtint.paint.size") == 16
    page.keyboard.press("l")
    blank.value("celtint.paint.setSize(20)")
    blank.value(
        "(() => { const above = document.getElementById('above'); const box = above.getBoundingClientRect();"
        "const send = (kind, x, y, pressure) => { const at = celtint.view.toScreen(x, y);"
        "above.setPointerCapture = () => {};"
        "above.dispatchEvent(new PointerEvent(kind, { pointerId: 7, pointerType: 'pen', pressure, isPrimary: true,"
        "buttons: 1, clientX: box.left + at.x, clientY: box.top + at.y, bubbles: true, cancelable: true })); };"
        "send('pointerdown', 50, 150, 0); send('pointermove', 350, 150, 1); send('pointerup', 350, 150, 0); })()"
    )
    dark = (pixels(blank) < 128).sum(axis=0)
    assert 4 <= dark[60] <= 7 and 11 <= dark[200] <= 14 and 18 <= dark[345] <= 20


def test_the_picture_is_sent_only_when_lines_have_changed(blank: Canvas) -> None:
    blank.value(
        "(() => { const { link } = celtint; const ask = link.ask.bind(link); window.sent = [];"
        "link.ask = (kind, data, how) => { if (kind === 'colour') sent.push([Boolean(data.picture), data.fresh]);"
        "return ask(kind, data, how); }; })()"
    )
    blank.draw(*SQUARE)
    blank.coloured()
    assert blank.value("sent") == [[True, False]]
    blank.page.keyboard.press("b")
    blank.draw((180, 140), (220, 150))
    blank.coloured()
    assert blank.value("sent") == [[True, False], [False, False]]


def test_lines_and_dabs_are_there_after_a_reload(blank: Canvas) -> None:
    filled(blank)
    lined = pixels(blank)
    blank.page.evaluate("celtint.keeper.flush()")
    blank.page.reload()
    blank.until("document.documentElement.dataset.ready && celtint.project")
    assert (pixels(blank) == lined).all()
    assert (pixels(blank, "celtint.project.current.original") == 255).all()
    blank.coloured()
    assert blank.seen(120, 200) == RED and blank.seen(200, 80) == BLACK
    blank.page.keyboard.press("l")
    blank.page.keyboard.press("e")
    blank.draw((200, 60), (200, 100))
    blank.page.evaluate("celtint.keeper.flush()")
    blank.page.reload()
    blank.until("document.documentElement.dataset.ready && celtint.project")
    assert pixels(blank)[80, 200] == 255 and pixels(blank)[150, 100] < 40


def saved(page: "Page", row: str, button: str, to: Path) -> Path:
    page.get_by_role("button", name="Save", exact=True).click()
    with page.expect_download() as download:
        page.locator(".way", has_text=row).get_by_role("button", name=button, exact=True).click()
    download.value.save_as(to)
    return to


def test_lines_are_in_what_is_saved(blank: Canvas, tmp_path: Path) -> None:
    filled(blank)
    lined = pixels(blank)
    picture = np.array(Image.open(saved(blank.page, "Picture", "PNG", tmp_path / "out.png")).convert("RGB"))
    assert tuple(picture[80, 200]) == BLACK and tuple(picture[200, 120]) == RED and tuple(picture[20, 20]) == WHITE
    with zipfile.ZipFile(saved(blank.page, "Layers", "ORA", tmp_path / "out.ora")) as archive:
        lines = np.array(Image.open(archive.open("data/lines.png")).convert("L"))
    assert (lines == lined).all()
    project = saved(blank.page, "Project", "celtint", tmp_path / "drawn.celtint")
    with zipfile.ZipFile(project) as archive:
        record = json.loads(archive.read("project.json"))
        original = np.array(Image.open(archive.open("frames/0001/picture.png")))
    assert record["version"] == 2 and (original == 255).all()
    blank.page.locator("#files").set_input_files(project)
    blank.until("celtint.history.length === 0")
    assert (pixels(blank) == lined).all()
    blank.coloured()
    assert blank.seen(120, 200) == RED and blank.seen(200, 80) == BLACK


def test_a_gap_in_an_opened_picture_is_closed_by_a_line_above_it(canvas: Canvas, tmp_path: Path) -> None:
    """And its own lines can't be erased."""
    drawing = np.full((300, 400), 255, np.uint8)
    for x in (100, 298):
        drawing[80:220, x : x + 3] = 0
    for y in (80, 217):
        drawing[y : y + 3, 100:300] = 0
    drawing[80:83, 160:240] = 255
    Image.fromarray(drawing).save(tmp_path / "open.png")
    canvas.open(tmp_path / "open.png")
    canvas.value("celtint.project.setSettings({ undecided: 'transparent', gap: 0 })")
    canvas.paint("#c81e28")
    canvas.draw((180, 180), (220, 190))
    canvas.coloured()
    canvas.page.keyboard.press("l")
    canvas.draw((150, 81), (250, 81))
    canvas.coloured()
    assert canvas.seen(120, 200) == RED and canvas.seen(50, 50) == WHITE
    assert canvas.seen(200, 81) == BLACK
    assert (pixels(canvas, "celtint.project.current.original") == drawing).all()
    canvas.page.keyboard.press("e")
    canvas.value("celtint.paint.setSize(40)")
    canvas.draw((101, 150), (150, 81), (260, 81))
    canvas.coloured()
    assert (pixels(canvas) == drawing).all()
    assert canvas.value(f"{PICTURE} === celtint.project.current.original")


def test_lines_shown_in_a_colour_follow_the_pen(blank: Canvas) -> None:
    blank.value("celtint.project.setLook({ lineColour: [10, 20, 200] })")
    blank.until(f"celtint.images.lines({PICTURE}, [10, 20, 200])")
    blank.draw((100, 100), (200, 100))
    blank.painted()
    assert blank.seen(150, 100) == (10, 20, 200)
    blank.page.keyboard.press("Control+z")
    blank.painted()
    assert blank.seen(150, 100) == WHITE
