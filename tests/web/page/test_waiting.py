"""What has no dab stays empty until enough of a drawing has its colours; then the rest follows, and it is told."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.web.page.conftest import Canvas, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, BLUE, GREEN, WHITE = (200, 30, 40), (40, 90, 210), (30, 150, 50), (255, 255, 255)
TOLD = "What is left takes the nearest dab’s colour, until you dab it."
WANTED = (
    "(() => { const { link } = celtint; const ask = link.ask.bind(link); window.wanted = []; "
    "link.ask = (kind, data, how) => { if (kind === 'colour') wanted.push(data.settings.undecided); "
    "return ask(kind, data, how); }; })()"
)


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """A drawing of 800 × 300: five closed rooms of one size in a row."""
    picture = Image.new("L", (800, 300), 255)
    for at in range(5):
        ImageDraw.Draw(picture).rectangle((20 + 150 * at, 40, 160 + 150 * at, 260), outline=0, width=4)
    file = tmp_path / "five.png"
    picture.save(file)
    return file


def dab(canvas: Canvas, colour: str, room: int) -> None:
    canvas.paint(colour)
    canvas.draw((70 + 150 * room, 80), (110 + 150 * room, 100))
    canvas.coloured()


def rooms(canvas: Canvas) -> list[tuple[int, int, int]]:
    canvas.painted()
    return [canvas.seen(60 + 150 * at, 230) for at in range(5)]


def test_the_rest_follows_once_a_third_has_its_colours(canvas: Canvas, five: Path) -> None:
    canvas.open(five)
    doing = canvas.page.locator("#status-doing")
    dab(canvas, "#c81e28", 0)
    assert rooms(canvas) == [RED, WHITE, WHITE, WHITE, WHITE]
    soon(lambda: doing.inner_text().startswith("Dab the next area."))
    dab(canvas, "#c81e28", 1)
    assert rooms(canvas) == [RED, RED, WHITE, WHITE, WHITE], "one colour alone is nothing to choose from"
    dab(canvas, "#285ad2", 4)
    assert rooms(canvas) == [RED, RED, RED, BLUE, BLUE]
    assert canvas.page.locator(".notice span").first.inner_text() == TOLD
    canvas.page.keyboard.press("Control+z")
    canvas.coloured()
    assert rooms(canvas) == [RED, RED, WHITE, WHITE, WHITE]
    canvas.page.keyboard.press("Control+y")
    canvas.coloured()
    canvas.page.get_by_role("button", name="Leave it empty", exact=True).click()
    canvas.coloured()
    assert rooms(canvas) == [RED, RED, WHITE, WHITE, BLUE]
    assert canvas.page.locator(".notice").count() == 0
    canvas.value("celtint.project.setSettings({ undecided: 'auto' })")
    canvas.coloured()
    assert rooms(canvas) == [RED, RED, RED, BLUE, BLUE]
    assert canvas.page.locator(".notice").count() == 0, "it is told once"


def test_what_is_chosen_by_hand_counts_at_once(canvas: Canvas, five: Path) -> None:
    canvas.open(five)
    canvas.page.locator("label.pick", has_text="The mean of your dabs").click()
    dab(canvas, "#c81e28", 0)
    assert rooms(canvas) == [RED] * 5


def test_a_grey_picture_is_asked_for_as_it_is_set(canvas: Canvas, tmp_path: Path) -> None:
    ramp = np.linspace(40, 220, 240 * 180).reshape(180, 240)
    Image.fromarray(ramp.astype(np.uint8)).save(tmp_path / "ramp.png")
    canvas.value(WANTED)
    canvas.open(tmp_path / "ramp.png")
    assert canvas.value("celtint.colouring.of(celtint.project.current).mode") == "grey"
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    assert set(canvas.value("wanted")) == {"auto"}
