"""Settings, networks, the looks of lines and paper, and the sheet of keys."""

import json
import re
from pathlib import Path

import pytest
from celtint_models import registry

from tests.web.page.conftest import Canvas, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

PAGE = Path(__file__).parents[3] / "server" / "celtint_web" / "page"
RED, WHITE = (200, 30, 40), (255, 255, 255)
AS_SETTINGS = "import('/client/index.js').then(({SETTINGS}) => Object.keys(SETTINGS))"


def test_every_setting_of_the_wire_is_there_and_heard(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    page.get_by_text("More settings").click()
    page.get_by_label("Leave it empty").check()
    page.get_by_label("Flat, with a soft shade layer").check()
    page.get_by_label("A line drawing", exact=True).check()
    page.get_by_label("Found out by itself").last.uncheck()
    page.get_by_label("Widest gap in pixels").fill("9")
    page.get_by_label("As many as there are").uncheck()
    page.get_by_label("At most so many colours").fill("5")
    page.get_by_label("Strength").press("Home")
    page.get_by_label("Merge").press("End")
    page.get_by_label("Lines that count").select_option(label="Those of these colours")
    page.get_by_label("Colours of lines").fill("#000, 223344")
    page.keyboard.press("Enter")
    page.get_by_label("Trace lines", exact=True).select_option(label="None")
    canvas.coloured()
    expected = {
        "mode": "line",
        "style": "soft",
        "undecided": "transparent",
        "gap": 9,
        "colours": 5,
        "strength": 0,
        "merge": 1,
        "trace": "none",
    }
    assert canvas.value("celtint.project.settings") == {**expected, "ink": "#000000,#223344"}
    # The page shows the artist's own lines and asks for no layer of lines.
    assert set(canvas.value(AS_SETTINGS)) - {"line_colours"} == {*expected, "ink"}
    result = canvas.value("(({mode, gap}) => [mode, gap])(celtint.colouring.of(celtint.project.current))")
    assert result == ["line", 9]


def test_without_trace_lines_in_the_drawing_red_ones_are_proposed_never_its_ink(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.page.get_by_text("More settings").click()
    canvas.page.get_by_label("Trace lines", exact=True).select_option(label="Those of these colours")
    assert canvas.value("celtint.project.settings.trace") == "#ff0000"
    canvas.page.get_by_label("Lines that count").select_option(label="Those of these colours")
    assert "#ff0000" not in canvas.value("celtint.project.settings.ink")


def test_every_picture_of_a_setting_is_there_and_small() -> None:
    words = json.loads((PAGE / "words" / "en.json").read_text(encoding="utf-8"))
    for name in ("undecided", "style", "mode"):
        for key in words:
            if key.startswith(f"setting.{name}."):
                assert (PAGE / "pictures" / f"{name}-{key.rsplit('.', 1)[1]}.svg").is_file()
    for file in (PAGE / "pictures").iterdir():
        assert file.stat().st_size < 2000


def test_a_network_is_chosen_and_has_its_card(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    page.get_by_text("More settings").click()
    network = page.get_by_label("Network", exact=True)
    canvas.until("document.querySelectorAll('select[data-title=model] option').length > 2")
    assert "celtint’s choice" in network.inner_text()
    network.select_option("zhang-class")
    card = page.locator("dl.model")
    assert "zhang-class" in card.inner_text() and "grey pictures" in card.inner_text()
    assert canvas.value("celtint.project.model") == "zhang-class"


def test_every_network_s_card_is_read_licence_first(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    page.get_by_text("More settings").click()
    canvas.until("document.querySelectorAll('select[data-title=model] option').length > 2")
    asked = "performance.getEntriesByType('resource').some(({name}) => name.endsWith('/ui/card.js'))"
    assert not canvas.value(asked)
    page.get_by_role("button", name="Read its card").click()
    dialog = page.get_by_role("dialog", name="The network’s card")
    heads = dialog.locator("h3")
    heads.first.wait_for()
    assert canvas.value(asked)
    first = ["Licence", "What it learned from", "What it is", "What it is worth", "Limits"]
    assert heads.all_inner_texts() == first
    which = dialog.get_by_label("Network to read about")
    names = which.locator("option").evaluate_all("(all) => all.map(({value}) => value)")
    assert set(names) == set(registry.names())
    for name in names:
        which.select_option(name)
        (learned,) = re.findall(r"learned by the recipe ([\w-]+) for [\d,]+ steps", registry.card(name))
        dialog.get_by_text(f"recipe {learned} for").wait_for()
        assert heads.all_inner_texts() == first
    which.select_option("zhang-class")
    dialog.get_by_role("button", name="Use this network").click()
    assert canvas.value("celtint.project.model") == "zhang-class"
    soon(lambda: dialog.count() == 0)


CARD = (
    "# mine: Mine\n\n<img src=x onerror=ran.push(1)>\n\n[go](javascript:ran.push(2)) ![x](https://example.org/a.png)\n"
)


def test_a_card_is_text_and_one_that_is_not_there_is_told(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    canvas.value(
        "(card) => { window.ran = []; const { link } = celtint; const ask = link.ask.bind(link);"
        "link.ask = (kind, data, how) => data.method !== 'models.card' ? ask(kind, data, how)"
        ": data.params.name === 'zhang-class' ? Promise.resolve({ result: { card }, parts: {} })"
        ": ask(kind, { ...data, params: { name: 'nobody' } }, how); }",
        CARD,
    )
    page.get_by_text("More settings").click()
    canvas.until("document.querySelectorAll('select[data-title=model] option').length > 2")
    page.get_by_label("Network", exact=True).select_option("zhang-class")
    page.get_by_role("button", name="Read its card").click()
    dialog = page.get_by_role("dialog", name="The network’s card")
    dialog.get_by_text("<img src=x onerror=ran.push(1)>").wait_for()
    assert dialog.locator("img, a, script").count() == 0 and canvas.value("ran") == []
    dialog.get_by_label("Network to read about").select_option("unet-mse")
    dialog.get_by_text("Nobody has written a card").wait_for()


def test_lines_are_recoloured_and_paper_is_white_coloured_or_clear(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    assert canvas.seen(31, 140) == (0, 0, 0) and canvas.seen(10, 10) == WHITE
    page.get_by_label("Colour of the lines").fill("#c81e28")
    canvas.until("celtint.images.lines(celtint.project.current.picture, [200, 30, 40])")
    canvas.painted()
    assert canvas.seen(31, 140) == RED
    page.get_by_label("What the paper is").select_option(label="A colour")
    page.get_by_label("Colour of the paper").fill("#f4ead5")
    canvas.painted()
    assert canvas.seen(10, 10) == (0xF4, 0xEA, 0xD5)
    page.get_by_label("What the paper is").select_option(label="None, see through")
    canvas.painted()
    assert {canvas.seen(x, 10) for x in range(5, 25)} == {WHITE, (0xDD, 0xDD, 0xDD)}
    page.get_by_label("What the paper is").select_option(label="White")
    page.get_by_label("Lines in this colour").uncheck()
    canvas.painted()
    assert canvas.seen(31, 140) == (0, 0, 0) and canvas.seen(10, 10) == WHITE


def test_the_sheet_of_keys_names_every_tools_key(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    sheet.wait_for()
    keys = {text.strip() for text in sheet.locator("kbd").all_inner_texts()}
    assert {tool.upper() for tool in canvas.value("celtint.tools.all.map(({key}) => key)")} <= keys
    page.keyboard.press("Escape")
    soon(lambda: sheet.count() == 0)
