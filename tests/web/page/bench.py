"""How long the page takes, with the browser and the server on the same machine: `python -m tests.web.page.bench`.

From the end of a stroke until its colours are on the screen, the main thread's longest task while strokes are drawn,
and how long a stroke's points wait for the screen; beside it how long the same strokes' jobs took in the server alone.
The tiger of examples/ at 2.07 million pixels, as many as 1080p has, and on a page of 2048 × 2800. `--write` puts the
table into docs/canvas.md.
"""

import argparse
import os
import re
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.web.page.conftest import SIZE, Canvas, Server, chromium, until

EXAMPLE = Path(__file__).parents[3] / "examples" / "drawing.png"
PAGE = Path(__file__).parents[3] / "docs" / "canvas.md"
BEGIN, END = "<!-- bench: page -->", "<!-- end -->"
COLOURS = ["#e98a2b", "#fff3df", "#c0e0e6", "#e69a96", "#5a8f3d", "#7a4fb0"]
WATCH = """
window.seen = {tasks: [], stroke: 0, colours: [], shown: []};
new PerformanceObserver((list) => list.getEntries().forEach((one) => seen.tasks.push(Math.round(one.duration))))
  .observe({type: "longtask"});
celtint.on("stroke", (on) => { if (!on) seen.stroke = performance.now(); });
celtint.colouring.on("result", () => requestAnimationFrame(() => setTimeout(() =>
  seen.colours.push(performance.now() - seen.stroke))));
document.getElementById("above").addEventListener("pointermove", ({buttons, timeStamp}) => buttons &&
  requestAnimationFrame(() => setTimeout(() => seen.shown.push(performance.now() - timeStamp))));
true
"""


def drawing(folder: Path, width: int, height: int) -> Path:
    """The tiger, as large as it fits, on a white page."""
    tiger = Image.open(EXAMPLE).convert("L")
    scale = min(width / tiger.width, height / tiger.height)
    tiger = tiger.resize((round(tiger.width * scale), round(tiger.height * scale)), Image.Resampling.LANCZOS)
    page = Image.new("L", (width, height), 255)
    page.paste(tiger, ((width - tiger.width) // 2, (height - tiger.height) // 2))
    file = folder / f"tiger-{width}x{height}.png"
    page.save(file)
    return file


@dataclass(frozen=True)
class Measured:
    """Of one picture, in milliseconds. colours: from the end of each stroke to its colours on the screen; server: of
    which the jobs took in the server; shown: from a point to the screen; tasks: those of the main thread over 50 ms."""

    size: tuple[int, int]
    colours: list[float]
    server: list[float]
    shown: list[float]
    tasks: list[float]

    def row(self) -> str:
        middle, tasks = statistics.median, self.tasks
        return (
            f"| {self.size[0]} × {self.size[1]}, {len(self.colours)} dabs "
            f"| {middle(self.colours):.0f} ms, at worst {max(self.colours):.0f} ms | {middle(self.server):.0f} ms "
            f"| {middle(self.shown):.0f} ms, at worst {max(self.shown):.0f} ms "
            f"| {f'{len(tasks)}, the longest {max(tasks):.0f} ms' if tasks else 'none'} |"
        )


def measured(canvas: Canvas, file: Path, dabs: int, log: Path) -> Measured:
    canvas.open(file)
    canvas.page.evaluate(WATCH)
    width, height = Image.open(file).size
    before = len(jobs(log))
    for dab in range(dabs):
        canvas.paint(COLOURS[dab % len(COLOURS)], size=max(8, width // 90))
        x, y = width * (0.3 + 0.4 * (dab * 0.618 % 1)), height * (0.1 + 0.8 * (dab * 0.382 % 1))
        canvas.draw((x, y), (x + width / 60, y + height / 50), (x + width / 30, y), steps=6)
        canvas.coloured()
    seen = canvas.value("seen")
    return Measured((width, height), seen["colours"], jobs(log)[before:], seen["shown"], seen["tasks"])


def jobs(log: Path) -> list[float]:
    """Milliseconds that each job took in the server, as its log says."""
    return [1000 * float(took) for took in re.findall(r"done after ([0-9.]+) s", log.read_text(encoding="utf-8"))]


def told(rows: list[Measured]) -> str:
    """The table, with how busy the machine is."""
    head = ("drawing", "stroke to colours, median", "in the server alone", "a point to the screen", "tasks over 50 ms")
    load = f"{os.cpu_count()} cores, which others keep busy: load {os.getloadavg()[1]:.0f}"
    lines = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *(one.row() for one in rows)]
    return "\n".join(lines) + f"\n\nBrowser and server on the same {load}. `python -m tests.web.page.bench --write`.\n"


def write(table: str) -> None:
    """Into docs/canvas.md, where the last table is."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    PAGE.write_text(f"{text[:start]}\n\n{table}\n{text[end:]}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the page.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/canvas.md")
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        server = Server(folder / "server")
        server.folder.mkdir()
        server.start()
        try:
            for size, dabs in (((1127, 1840), 20), ((2048, 2800), 30)):
                page = browser.new_context(viewport=SIZE, locale="en-GB").new_page()
                page.goto(server.invited())
                until(page, "document.documentElement.dataset.ready && celtint.link.state === 'connected'")
                rows.append(measured(Canvas(page), drawing(folder, *size), dabs, server.log))
                print(rows[-1].row(), flush=True)
                page.context.close()
        finally:
            server.stop()
    table = told(rows)
    print(table)
    if given.write:
        write(table)


if __name__ == "__main__":
    main()
