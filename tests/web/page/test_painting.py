"""From a stroke of the mouse to the colours on the screen."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.web.page.conftest import Canvas, Complaints, Server

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, BLUE = (200, 30, 40), (40, 90, 210)


def test_a_stroke_colours_its_room_and_no_other(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    assert canvas.seen(60, 220) == (255, 255, 255)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    assert canvas.seen(60, 220) == RED
    assert canvas.seen(180, 60) == RED
    assert canvas.seen(200, 280) == (255, 255, 255)
    canvas.paint("#285ad2")
    canvas.draw((290, 80), (300, 160))
    canvas.coloured()
    assert canvas.seen(350, 220) == BLUE
    assert canvas.seen(60, 220) == RED


def test_the_stroke_is_on_the_screen_before_it_ends(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.paint("#c81e28", size=20)
    canvas.page.mouse.move(*canvas.place(90, 80))
    canvas.page.mouse.down()
    canvas.page.mouse.move(*canvas.place(130, 120))
    canvas.painted()
    assert canvas.seen(110, 100) == RED
    assert canvas.value("celtint.history.length") == 0
    canvas.page.mouse.up()
    assert canvas.value("celtint.history.length") == 1


def test_undo_and_redo_are_followed_by_the_colours(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    canvas.page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.seen(60, 220) == canvas.seen(100, 90) == (255, 255, 255)
    canvas.page.keyboard.press("Control+Shift+Z")
    canvas.coloured()
    assert canvas.seen(60, 220) == canvas.seen(100, 90) == RED


def test_the_eraser_takes_a_dab_and_its_colour_away(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    canvas.page.keyboard.press("e")
    canvas.paint("#c81e28", size=60)
    canvas.draw((80, 70), (140, 130))
    canvas.coloured()
    assert canvas.value("celtint.project.current.hints.empty")
    assert canvas.seen(60, 220) == (255, 255, 255)


def test_keys_that_painters_know(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    press = canvas.page.keyboard.press
    for key, tool in {"e": "eraser", "d": "dot", "i": "picker", "h": "pan", "b": "brush"}.items():
        press(key)
        assert canvas.value("celtint.tools.active.id") == tool
    canvas.paint("#c81e28", size=20)
    press("]")
    assert canvas.value("celtint.paint.size") == 24
    press("[")
    assert canvas.value("celtint.paint.size") == 20
    other = canvas.value("celtint.paint.other")
    press("x")
    assert canvas.value("celtint.paint.colour") == other
    assert canvas.value("celtint.paint.other") == list(RED)
    canvas.page.keyboard.down(" ")
    assert canvas.value("celtint.tools.active.id") == "pan"
    before = canvas.value("celtint.view.x")
    canvas.draw((100, 100), (150, 100))
    assert canvas.value("celtint.view.x") > before + 20
    canvas.page.keyboard.up(" ")
    assert canvas.value("celtint.tools.active.id") == "brush"
    assert canvas.value("celtint.project.current.hints.empty")


def test_letters_typed_into_a_field_choose_no_tool(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.page.locator("#name").fill("eel")
    canvas.page.locator("#name").press("e")
    assert canvas.value("celtint.tools.active.id") == "brush"


def test_the_picker_takes_a_rooms_colour(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    canvas.paint("#000000")
    canvas.page.keyboard.press("i")
    canvas.draw((60, 220))
    assert canvas.value("celtint.paint.colour") == list(RED)


def test_painting_is_exact_in_a_turned_and_zoomed_view(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.value("celtint.view.set({ scale: 1.3, angle: 0.6 })")
    canvas.paint("#c81e28", size=9)
    canvas.page.keyboard.press("d")
    canvas.draw((110.5, 140.5))
    canvas.coloured()
    painted = np.array(canvas.value("[...celtint.project.current.hints.bytes()]"), np.uint8).reshape(300, 400, 4)
    rows, columns = np.nonzero(painted[..., 3])
    assert abs(rows.mean() - 140) < 0.6 and abs(columns.mean() - 110) < 0.6
    assert abs(len(rows) - np.pi * 4.5**2) < 6
    assert {tuple(pixel) for pixel in painted[rows, columns]} == {(*RED, 255)}
    assert canvas.seen(60, 220) == RED


def test_what_is_drawn_while_the_server_is_away_is_coloured_when_it_is_back(
    canvas: Canvas, rooms: Path, server: Server, complaints: Complaints
) -> None:
    canvas.open(rooms)
    server.stop()
    canvas.until("celtint.link.state !== 'connected'")
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    assert canvas.seen(110, 100) == RED
    assert canvas.value("celtint.colouring.state") == "waiting"
    server.start()
    canvas.until("celtint.link.state === 'connected'")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED
    complaints.expect("ERR_CONNECTION_REFUSED")


def test_a_stroke_that_the_line_breaks_under_is_coloured_when_it_is_back(
    canvas: Canvas, rooms: Path, server: Server, complaints: Complaints
) -> None:
    """What the page has told its worker isn't told again, so the worker has to have heard it without a server too."""
    canvas.open(rooms)
    server.stop()
    canvas.until("celtint.link.state !== 'connected'")
    canvas.value("void (celtint.link.state = 'connected')")  # as if it hadn't been told yet
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.until("celtint.colouring.state === 'waiting'")
    server.start()
    canvas.until("celtint.link.welcome && celtint.link.state === 'connected' && celtint.colouring.state !== 'waiting'")
    canvas.coloured()
    assert canvas.seen(60, 220) == RED
    complaints.expect("ERR_CONNECTION_REFUSED")


def test_a_drawing_alone_sends_no_worker_its_pixels_for_a_strip_that_nobody_sees(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.value(
        "(() => { const files = celtint.files; const ask = files.ask.bind(files); window.asked = [];"
        "files.ask = (kind, ...rest) => { asked.push(kind); return ask(kind, ...rest); }; })()"
    )
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    canvas.draw((290, 80), (300, 160))
    canvas.coloured()
    assert canvas.value("asked") == []


SAME_AS_WHOLE = """
(async () => {
  const { levelsOf } = await import("/src/draw/levels.js");
  const { colouring, project } = celtint;
  const { images, bytes } = colouring.of(project.current);
  const { width, height } = project.current;
  const pixels = (level) => {
    const context = new OffscreenCanvas(level.width, level.height).getContext("2d");
    context.drawImage(level, 0, 0);
    return context.getImageData(0, 0, level.width, level.height).data;
  };
  const whole = levelsOf(await createImageBitmap(new ImageData(new Uint8ClampedArray(bytes), width, height)));
  return whole.map((level, at) => {
    const seen = pixels(images.colour[at]);
    return pixels(level).reduce((most, value, place) => Math.max(most, Math.abs(value - seen[place])), 0);
  });
})()
"""


def test_rectangles_laid_over_colours_are_the_colours(canvas: Canvas, tmp_path: Path) -> None:
    picture = Image.new("L", (1501, 1003), 255)
    pen = ImageDraw.Draw(picture)
    for column in range(5):
        for row in range(3):
            pen.rectangle((30 + 290 * column, 30 + 320 * row, 290 + 290 * column, 310 + 320 * row), outline=0, width=5)
    picture.save(tmp_path / "many.png")
    canvas.open(tmp_path / "many.png")
    canvas.value("window.rects = []; celtint.colouring.on('result', ({rect}) => rects.push(rect)); 0")
    for colour, x, y in (("#c81e28", 120, 120), ("#285ad2", 1340, 880), ("#1e9632", 700, 500), ("#ffc800", 125, 200)):
        canvas.paint(colour, size=20)
        canvas.draw((x, y), (x + 40, y + 30))
        canvas.coloured()
        assert canvas.value(SAME_AS_WHOLE) == [0, 0, 0]
    canvas.page.keyboard.press("Control+z")
    canvas.coloured()
    assert canvas.value(SAME_AS_WHOLE) == [0, 0, 0]
    assert canvas.seen(150, 230) == RED and canvas.seen(1300, 940) == BLUE
    sent = [rect["width"] * rect["height"] for rect in canvas.value("rects") if rect]
    assert len(sent) == 5
    assert max(sent[2:]) < 1501 * 1003 / 4
