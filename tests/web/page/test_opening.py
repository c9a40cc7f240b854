"""What is opened, dropped and pasted, and what is said of what can't be."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.web.page.conftest import Canvas, soon, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.needs("chromium", "playwright")

EVIL = "<img src=x onerror=alert(1)>"


def saved(folder: Path, name: str, size: tuple[int, int] = (60, 40), mode: str = "L") -> Path:
    file = folder / name
    Image.new(mode, size, "white").save(file)
    return file


def dropped(page: "Page", file: Path, *, by: str = "drop") -> None:
    """Drop a file on the page, or paste it."""
    page.evaluate(
        "([name, data, by]) => { const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));"
        "const handed = new DataTransfer(); handed.items.add(new File([bytes], name));"
        "const event = by === 'drop' ? new DragEvent('drop', {dataTransfer: handed, bubbles: true})"
        ": new ClipboardEvent('paste', {clipboardData: handed, bubbles: true}); document.body.dispatchEvent(event); }",
        [file.name, base64.b64encode(file.read_bytes()).decode(), by],
    )


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif"])
def test_pictures_that_are_dropped(canvas: Canvas, tmp_path: Path, name: str) -> None:
    dropped(canvas.page, saved(tmp_path, name))
    canvas.until("celtint.project?.name === 'a'")
    assert canvas.value("celtint.project.size") == {"width": 60, "height": 40}
    assert canvas.value("celtint.project.current.picture.encoding") == "l8"
    canvas.coloured()


def test_a_picture_that_is_pasted(canvas: Canvas, tmp_path: Path) -> None:
    dropped(canvas.page, saved(tmp_path, "b.png", mode="RGBA"), by="paste")
    canvas.until("celtint.project?.name === 'b'")


def test_junk_is_told_and_what_was_open_stays(canvas: Canvas, tmp_path: Path) -> None:
    canvas.open(saved(tmp_path, "good.png"))
    junk = tmp_path / f"{EVIL.replace('/', '')}.png"
    junk.write_bytes(b"\x89PNG\r\n\x1a\n" + b"junk" * 50)
    dropped(canvas.page, junk)
    told = canvas.page.locator(".notice span").first
    told.wait_for()
    assert told.text_content() == (
        f"“{junk.stem}” isn’t a picture that this page can open. It takes PNG, JPEG, WebP, AVIF, GIF and ORA."
    )
    assert canvas.value("celtint.project.name") == "good"
    canvas.page.get_by_role("button", name="Close").click()
    assert canvas.page.locator(".notice").count() == 0


def test_a_picture_that_is_too_large_is_told(page: "Page", tmp_path: Path) -> None:
    page.locator("#files").set_input_files(saved(tmp_path, "wide.png", (8193, 2)))
    until(page, "document.querySelector('.notice')?.textContent.includes('up to 8192 a side')")


def test_a_name_is_text(canvas: Canvas, tmp_path: Path) -> None:
    dropped(canvas.page, saved(tmp_path, f"{EVIL}.png"))
    canvas.until("celtint.project")
    canvas.coloured()
    soon(lambda: canvas.page.locator("#name").input_value() == EVIL)
    assert canvas.page.title() == f"{EVIL} – celtint"
    canvas.page.locator("#name").fill(f"{EVIL}2")
    canvas.page.locator("#name").press("Enter")
    assert canvas.value("celtint.project.name") == f"{EVIL}2"
    assert canvas.page.locator("img[src='x']").count() == 0


def test_an_example_is_coloured_by_its_dabs(canvas: Canvas) -> None:
    canvas.page.get_by_role("button", name="Tiger, with dabs").click()
    canvas.until("celtint.project?.name === 'Tiger, with dabs'")
    canvas.coloured()
    assert canvas.seen(220, 400) == (233, 138, 43)
    assert canvas.seen(700, 1000) == (191, 224, 230)


def test_the_first_colours_take_two_actions(canvas: Canvas) -> None:
    canvas.page.get_by_role("button", name="Two dancers").click()
    canvas.until("celtint.project?.name === 'Two dancers'")
    canvas.until("celtint.images.picture(celtint.project.current.picture)")
    canvas.draw((100, 100), (130, 100))
    canvas.coloured()
    assert canvas.seen(150, 90) == tuple(canvas.value("celtint.paint.colour"))
    assert canvas.seen(240, 250) == (255, 255, 255), "a first dab colours its own area and no other"


def test_the_page_speaks_german_and_is_dark(canvas: Canvas, tmp_path: Path) -> None:
    canvas.page.get_by_role("combobox", name="Language").select_option("de")
    canvas.until("document.documentElement.lang === 'de'")
    soon(lambda: canvas.page.get_by_role("heading", name="Eine Zeichnung kolorieren").is_visible())
    canvas.page.get_by_role("button", name="Hell oder dunkel").click()
    assert canvas.value("document.documentElement.dataset.theme") == "dark"
    canvas.page.reload()
    canvas.until("document.documentElement.dataset.ready && celtint.link.state === 'connected'")
    assert canvas.value("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["de", "dark"]
    canvas.open(saved(tmp_path, "gut.png"))
    soon(lambda: canvas.page.get_by_role("button", name="Radierer").is_visible())
