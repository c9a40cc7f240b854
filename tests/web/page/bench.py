"""How long the page takes, with the browser and the server on the same machine: `python -m tests.web.page.bench`.

From the end of a stroke until its colours are on the screen, the main thread's longest task while strokes are drawn,
and how long a stroke's points wait for the screen. The tiger of examples/ at 2.07 million pixels, as many as 1080p has,
and on a page of 2048 × 2800.
"""

import statistics
import tempfile
from pathlib import Path

from PIL import Image

from tests.web.page.conftest import SIZE, Canvas, Server, chromium, until

EXAMPLE = Path(__file__).parents[3] / "examples" / "drawing.png"
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


def measured(canvas: Canvas, file: Path, dabs: int) -> str:
    canvas.open(file)
    canvas.page.evaluate(WATCH)
    width, height = Image.open(file).size
    for dab in range(dabs):
        canvas.paint(COLOURS[dab % len(COLOURS)], size=max(8, width // 90))
        x, y = width * (0.3 + 0.4 * (dab * 0.618 % 1)), height * (0.1 + 0.8 * (dab * 0.382 % 1))
        canvas.draw((x, y), (x + width / 60, y + height / 50), (x + width / 30, y), steps=6)
        canvas.coloured()
    seen = canvas.value("seen")
    colours = sorted(seen["colours"])
    return (
        f"{width}×{height}, {dabs} dabs: stroke to colours median {statistics.median(colours):.0f} ms, "
        f"worst {colours[-1]:.0f} ms; the last {seen['colours'][-1]:.0f} ms; a point to the screen median "
        f"{statistics.median(seen['shown']):.0f} ms, worst {max(seen['shown']):.0f} ms; "
        f"tasks over 50 ms: {sorted(seen['tasks'])}"
    )


def main() -> None:
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
                print(measured(Canvas(page), drawing(folder, *size), dabs), flush=True)
                page.context.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
