"""The pictures of docs/canvas.md and README, from a real session: ``python -m tests.web.page.filming`` saves them into
docs/pictures/.

The example with two dancers is opened, its palette loaded, dabbed, and a swatch recoloured; then what the guide shows
beside that. The mouse is drawn in, since a browser without a window has none.
"""

import io
import math
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from tests.web.page.conftest import SIZE, Canvas, Server, chromium, until

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
WIDTH, HEIGHT = 960, 600
COLOURS = 160
"""A still has at most so many: its file stays small."""
ARROW = [(0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12)]
PALETTE = """GIMP Palette
Name: Dancers
#
251 217 191 Skin
 60 158 166 Hair, left
160 104 190 Hair, right
214  62  78 Bows
 92 132 212 Clothes
246 236 214 Ground
"""
GROUND, SKIN, TEAL, PLUM, RED, BLUE = "#f6ecd6", "#fbd9bf", "#3c9ea6", "#a068be", "#d63e4e", "#5c84d4"
GOLD, GREEN, DARK = "#e2a33b", "#9fc46a", "#2d2a33"
Stroke = tuple[tuple[float, float], ...]
DABS: tuple[tuple[str, tuple[Stroke, ...]], ...] = (
    (
        GROUND,
        (((280, 40), (330, 90), (310, 170)), ((30, 175), (40, 195)), ((20, 300), (40, 312)), ((560, 285), (560, 305))),
    ),
    (TEAL, (((66, 104), (110, 98), (160, 106)), ((215, 190), (240, 240)))),
    (PLUM, (((410, 46), (440, 40), (455, 42)), ((540, 160), (548, 210)))),
    (
        SKIN,
        (
            ((80, 212), (100, 222)),
            ((430, 195), (440, 203)),
            ((10, 145), (12, 156)),
            ((12, 190), (26, 218)),
            ((535, 242), (562, 248)),
            ((415, 258), (396, 285)),
        ),
    ),
    (RED, (((484, 30), (487, 44)), ((536, 28), (540, 42)), ((102, 284), (104, 293)), ((144, 285), (146, 293)))),
    (
        BLUE,
        (
            ((88, 256), (102, 258)),
            ((150, 258), (160, 270)),
            ((180, 285), (186, 305)),
            ((445, 237), (450, 245)),
            ((440, 278), (490, 278)),
        ),
    ),
)


class Film:
    """Frames of a session. mouse: where it is in the window."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.page = canvas, canvas.page
        self.frames: list[Image.Image] = []
        self.times: list[int] = []
        self.mouse = (640.0, 700.0)

    def take(self, milliseconds: int) -> None:
        """The screen as it is now, for so long."""
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        x, y = self.mouse
        ImageDraw.Draw(picture).polygon([(x + dx, y + dy) for dx, dy in ARROW], "black", "white")
        self.frames.append(picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
        self.times.append(milliseconds)

    def move(self, x: float, y: float, steps: int = 3) -> None:
        left, top = self.mouse
        for step in range(1, steps + 1):
            share = step / steps
            self.mouse = (left + share * (x - left), top + share * (y - top))
            self.page.mouse.move(*self.mouse)
            self.take(50)

    def click(self, selector: str, count: int = 1) -> None:
        box = self.page.locator(selector).first.bounding_box()
        assert box is not None, selector
        self.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.click(*self.mouse, click_count=count)
        self.canvas.painted()
        self.take(350)

    def stroke(self, points: Stroke) -> None:
        """A dab, and the colours that follow it."""
        first, *others = (self.canvas.place(*point) for point in points)
        self.move(*first, steps=2)
        self.page.mouse.down()
        for point in others:
            self.move(*point, steps=2)
        self.page.mouse.up()
        self.canvas.coloured()
        self.take(450)

    def save(self, file: Path) -> None:
        first, *others = self.frames
        first.save(file, save_all=True, append_images=others, duration=self.times, loop=0, quality=62, method=4)


def swatch(colour: str) -> str:
    return f".swatches button[title*='{colour}']"


def still(canvas: Canvas, name: str) -> None:
    """The window as a picture of the guide."""
    canvas.painted()
    canvas.page.wait_for_timeout(300)  # what fades has faded
    picture = Image.open(io.BytesIO(canvas.page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"canvas-{name}.png", optimize=True)


def filmed(canvas: Canvas, palette: Path) -> None:
    film = Film(canvas)
    film.take(1500)
    still(canvas, "start")
    film.click("#start .examples button:nth-of-type(2)")
    canvas.until("celtint.project")
    canvas.coloured()
    film.take(900)
    canvas.page.locator(".palette-file").set_input_files(palette)
    canvas.page.locator(swatch(TEAL)).first.wait_for()
    film.take(700)
    for colour, strokes in DABS:
        film.click(swatch(colour))
        for points in strokes:
            film.stroke(points)
    film.take(1200)
    for notice in canvas.page.locator(".notice").get_by_role("button", name="Close").all():
        notice.click()
    still(canvas, "coloured")
    film.click(swatch(TEAL), count=2)
    canvas.page.get_by_label("New colour as #rrggbb").fill(GOLD)
    film.take(900)
    film.click("dialog button.main")
    canvas.coloured()
    film.take(2500)
    film.save(FOLDER / "canvas.webp")


def stills(canvas: Canvas) -> None:
    """What the guide shows beside the film: what celtint sees, a box, the dark look."""
    page = canvas.page
    for word in ("What counts as ink", "What is guessed"):
        page.get_by_label(word).check()
    canvas.coloured()
    still(canvas, "sees")
    for word in ("What counts as ink", "What is guessed"):
        page.get_by_label(word).uncheck()
    page.locator(swatch(GOLD)).first.click()
    page.keyboard.press("t")
    canvas.draw((366, 12), (556, 96))
    page.get_by_placeholder("Name, such as hair").fill("hair and bow")
    page.get_by_placeholder("Name, such as hair").press("Enter")
    page.get_by_role("button", name="Light or dark").click()
    canvas.coloured()
    still(canvas, "box")
    page.get_by_role("button", name="Light or dark").click()


def oval(x: float, y: float, across: float, down: float, share: float = 1.0) -> Stroke:
    """A line around a point, or a share of it from the right downwards."""
    turns = [math.tau * share * at / 48 for at in range(49)]
    return tuple((x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns)


CAT: tuple[Stroke, ...] = (
    oval(800, 620, 330, 290),
    ((525, 455), (480, 210), (700, 345)),
    ((1075, 455), (1120, 210), (900, 345)),
    oval(680, 560, 62, 78),
    oval(920, 560, 62, 78),
    oval(680, 575, 22, 46),
    oval(920, 575, 22, 46),
    ((755, 680), (845, 680), (800, 730), (755, 680)),
    oval(735, 732, 65, 45, 0.5),
    oval(865, 732, 65, 45, 0.5),
)


def drawn(canvas: Canvas) -> None:
    """A cat on an empty page, by the pen, and four colours."""
    page = canvas.page
    page.get_by_role("button", name="Begin", exact=True).click()
    canvas.until("celtint.project")
    canvas.coloured()
    canvas.value("celtint.paint.setSize(9)")
    for line in CAT:
        canvas.draw(*line, steps=2)
    page.keyboard.press("b")
    for colour, points in ((GOLD, (600, 700)), (GOLD, (530, 330)), (GOLD, (1070, 330)), (GREEN, (640, 540))):
        canvas.paint(colour, size=24)
        canvas.draw(points, (points[0] + 12, points[1] + 8))
    for colour, points in (
        ("#9fc46a", (880, 540)),
        ("#2d2a33", (680, 575)),
        ("#2d2a33", (920, 575)),
        (RED, (800, 695)),
    ):
        canvas.paint(colour, size=20)
        canvas.draw(points, (points[0] + 4, points[1] + 4))
    canvas.coloured()
    page.keyboard.press("l")
    still(canvas, "pen")


def shot(canvas: Canvas) -> None:
    """The example shot, coloured after its key."""
    canvas.page.locator("#start .examples button:nth-of-type(3)").click()
    canvas.until("celtint.project?.frames.length === 12")
    canvas.page.get_by_role("button", name="Colour the shot").click()
    canvas.until("celtint.shots.busy")
    canvas.until("!celtint.shots.busy", 240)
    canvas.page.keyboard.press("ArrowRight")
    canvas.page.keyboard.press("ArrowRight")
    canvas.coloured()
    still(canvas, "shot")


def main() -> None:
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        palette = folder / "dancers.gpl"
        palette.write_text(PALETTE, "utf-8")
        server = Server(folder / "server")
        server.folder.mkdir()
        server.start()
        try:
            for make in (lambda canvas: (filmed(canvas, palette), stills(canvas)), drawn, shot):
                page = browser.new_context(viewport=SIZE, locale="en-GB").new_page()
                page.goto(server.invited())
                until(page, "document.documentElement.dataset.ready && celtint.link.state === 'connected'")
                until(page, "document.querySelectorAll('#start .examples img').length > 2")
                page.wait_for_timeout(500)
                make(Canvas(page))
                page.context.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
