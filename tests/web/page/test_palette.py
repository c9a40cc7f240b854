"""Swatches with names, palettes in files, recolouring everywhere, and variants."""

from pathlib import Path

import pytest

from tests.web.page.conftest import Canvas, soon, until

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, BLUE, WHITE = (200, 30, 40), (40, 90, 210), (255, 255, 255)


def coloured(canvas: Canvas, rooms: Path) -> None:
    """The left room red, of a swatch that is called Coat."""
    canvas.open(rooms)
    canvas.paint("#c81e28")
    canvas.page.get_by_label("Keep this colour in the palette").click()
    canvas.page.get_by_label("Name of the swatch").fill("Coat")
    canvas.page.keyboard.press("Enter")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    assert canvas.seen(60, 220) == RED


def test_palettes_are_saved_and_loaded_and_names_are_text(canvas: Canvas, rooms: Path, tmp_path: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    given = "GIMP Palette\nName: x\n#\n200 30 40\t<img src=x onerror=alert(1)>\n 40 90 210\tSky\n"
    (tmp_path / "given.gpl").write_text(given)
    page.locator(".palette-file").set_input_files(tmp_path / "given.gpl")
    swatch = page.get_by_label("Paint with <img src=x onerror=alert(1)> #c81e28")
    swatch.wait_for()
    assert page.locator("img[src=x]").count() == 0
    for kind, expected in ((".gpl", "GIMP Palette\nName: rooms\n"), (".hex", "c81e28\n285ad2\n")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save as {kind}").click()
        assert download.value.suggested_filename == f"rooms{kind}"
        assert Path(download.value.path()).read_text().startswith(expected)
    (tmp_path / "junk.gpl").write_bytes(bytes(range(256)) * 50)
    page.locator(".palette-file").set_input_files(tmp_path / "junk.gpl")
    page.get_by_text("“junk.gpl” isn’t a palette that this page can read.").wait_for()
    (tmp_path / "many.hex").write_text("102030\n" * 10_001)
    page.locator(".palette-file").set_input_files(tmp_path / "many.hex")
    page.get_by_text("“many.hex” has more than 10000 colours.").wait_for()
    soon(lambda: swatch.count() == 1)
    (tmp_path / "large.hex").write_text("".join(f"{at:06x}\n" for at in range(10_000)))
    page.locator(".palette-file").set_input_files(tmp_path / "large.hex")
    until(page, "celtint.project.palette.length === 10000")
    assert page.locator(".swatches button").count() < 300


def test_a_swatch_is_recoloured_everywhere_in_one_step(canvas: Canvas, rooms: Path) -> None:
    coloured(canvas, rooms)
    page = canvas.page
    page.get_by_role("button", name="Recolour everywhere").click()
    page.get_by_label("New colour as #rrggbb").fill("#285ad2")
    page.get_by_role("dialog").get_by_role("button", name="Recolour everywhere").click()
    canvas.coloured()
    assert canvas.seen(60, 220) == BLUE
    assert canvas.value("celtint.project.palette.map(({name, colour}) => [name, colour])") == [["Coat", list(BLUE)]]
    page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED


def test_lightness_chroma_and_hue_change_the_colour_in_the_hand(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.paint("#c81e28")
    page = canvas.page
    page.get_by_text("Lightness, chroma, hue").click()
    page.get_by_label("Lightness").press("Home")
    assert canvas.value("celtint.paint.colour") == [0, 0, 0]
    page.get_by_label("Lightness").press("End")
    assert canvas.value("celtint.paint.colour") == [255, 255, 255]
    canvas.paint("#808080")
    page.get_by_label("Chroma").press("Home")
    assert canvas.value("celtint.paint.colour") == [128, 128, 128]


def test_day_and_night_are_switched_in_one_click(canvas: Canvas, rooms: Path) -> None:
    coloured(canvas, rooms)
    page = canvas.page
    page.get_by_label("Add a variant").click()
    page.get_by_role("dialog").get_by_role("button", name="Add a variant").click()
    night, day = page.get_by_role("button", name="Night"), page.get_by_role("button", name="Day")
    assert night.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Recolour everywhere").click()
    page.get_by_label("New colour as #rrggbb").fill("#285ad2")
    page.get_by_role("dialog").get_by_role("button", name="Recolour everywhere").click()
    canvas.coloured()
    assert canvas.seen(60, 220) == BLUE
    day.click()
    canvas.coloured()
    assert canvas.seen(60, 220) == RED
    night.click()
    canvas.coloured()
    assert canvas.seen(60, 220) == BLUE
    page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED
    assert day.get_attribute("aria-pressed") == "true"


def test_a_first_page_has_colours_at_hand(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    swatches = canvas.page.locator(".swatches button[aria-label*='#']")
    soon(lambda: swatches.count() >= 8)
    canvas.page.get_by_title("#4e9a51").click()
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    assert canvas.seen(60, 220) == (0x4E, 0x9A, 0x51)
