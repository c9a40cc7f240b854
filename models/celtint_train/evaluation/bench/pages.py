"""Pages of print size and webtoon strips: time and memory a pixel, and whether regions stay as fine as on others."""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import celtint
import numpy as np
from celtint import Hints, Picture
from celtint.types.arrays import U8

from celtint_train.evaluation.bench.metrics import Score, score
from celtint_train.evaluation.bench.panels import Page, Panel, page, panels, side_of_panels
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals.tools import ALONE

Say = Callable[[str], None]


@dataclass(frozen=True)
class Format:
    """height, width: pixels. columns: of panels. scenes: different ones among them."""

    height: int
    width: int
    columns: int
    scenes: int

    @property
    def name(self) -> str:
        return f"{self.width}×{self.height}"


FORMATS = (
    Format(4096, 4096, 3, 9),
    Format(9921, 7016, 5, 35),
    Format(8192, 16384, 12, 12),
    Format(60000, 800, 1, 24),
)
"""The first is what the others are measured by; the second is the one whose regions are compared."""
ALONE_AT = 1024
"""Side of a picture that holds one panel."""
ROUNDS = 3
"""Every page is coloured so often, the pages taking turns."""


_DENSER = (
    "A strip is read pixel by pixel, as pictures of its width are, where large pages are read in blocks of two, and it "
    "has three times the regions a megapixel."
)
_MEMORY = (
    "What grows is the kernel's part, which hands out memory: in one profiled run 0.086 s a megapixel against 0.066 at "
    "4096², while the program's own went down, 0.092 against 0.102."
)
_COARSER = "Panels of 1,351 pixels that are read in blocks of two are read at 676, which is coarser than 1024."


@dataclass(frozen=True)
class Cost:
    """Of a page coloured cold by a process of its own, nobody having coloured one so large in it. seconds, cpu: wall
    clock and processor's, the least of `ROUNDS`; peak: bytes beyond what it held before, inputs included, the most;
    None where only Linux would tell."""

    seconds: float
    cpu: float
    peak: float | None


@dataclass(frozen=True)
class Measured:
    """A format, what of it was drawn, and what that took."""

    form: Format
    drawn: Page
    cost: Cost

    @property
    def each(self) -> float:
        """Seconds of processor a megapixel."""
        return self.cost.cpu / self.drawn.megapixels

    @property
    def dense(self) -> bool:
        """Whether it has many more regions a megapixel than the other pages."""
        return self.drawn.regions / self.drawn.megapixels > 100

    @property
    def bytes(self) -> float | None:
        """Of memory a pixel."""
        return None if self.cost.peak is None else self.cost.peak / self.drawn.picture.size


@dataclass(frozen=True)
class Compared:
    """Scores of the panels on one page of a format, and of each alone at `side` pixels."""

    form: Format
    page: list[Score]
    alone: list[Score]
    side: int


def costs_of(pages: Sequence[Page]) -> list[Cost]:
    """Colour each page `ROUNDS` times, in turns, each time in a fresh process."""
    found: list[list[Cost]] = [[] for _ in pages]
    for _ in range(ROUNDS):
        for drawn, costs in zip(pages, found, strict=True):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
                costs.append(fresh.submit(_coloured, drawn.picture, drawn.hints).result())
    return [_best(costs) for costs in found]


def _best(costs: Sequence[Cost]) -> Cost:
    peaks = [c.peak for c in costs if c.peak is not None]
    return Cost(min(c.seconds for c in costs), min(c.cpu for c in costs), max(peaks, default=None))


def _coloured(picture: U8, hints: U8) -> Cost:
    small = np.full((64, 64), 255, np.uint8)
    small[:, 30:32] = 0
    celtint.colour(
        Picture(small), Hints(np.zeros((64, 64, 4), np.uint8)), settings=ALONE
    )  # loads what is imported late
    tells = sys.platform == "linux"
    before = _now("VmRSS") if tells else 0
    if tells:
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    wall, cpu = time.perf_counter(), time.process_time()
    celtint.colour(Picture(picture), Hints(hints), settings=ALONE)
    seconds, taken = time.perf_counter() - wall, time.process_time() - cpu
    return Cost(seconds, taken, _now("VmHWM") - before if tells else None)


def _now(what: str) -> int:
    """Bytes that Linux says of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * int(next(line for line in lines if line.startswith(what)).split()[1])


def scored(drawn: Page) -> list[Score]:
    """Each panel of a page, coloured as one picture."""
    layer = celtint.colour(Picture(drawn.picture), Hints(drawn.hints), settings=ALONE).colour
    found = []
    for (row, column), panel in zip(drawn.corners, drawn.panels, strict=True):
        side = panel.scene.picture.shape[0]
        found.append(
            score(panel.scene, panel.hints, np.ascontiguousarray(layer[row : row + side, column : column + side]))
        )
    return found


def scored_alone(drawn: list[Panel]) -> list[Score]:
    """Each panel as a picture of its own."""
    return [
        score(p.scene, p.hints, celtint.colour(Picture(p.scene.picture), Hints(p.hints), settings=ALONE).colour)
        for p in drawn
    ]


def run(formats: tuple[Format, ...] = FORMATS, alone_at: int = ALONE_AT, say: Say = print) -> Section:
    """Measure time and memory of every format, the first being the measure, and the regions of the second."""
    drawn = [_page(form) for form in formats]
    costs = costs_of(drawn)
    found = [Measured(*row) for row in zip(formats, drawn, costs, strict=True)]
    for one in found:
        say(f"{one.form.name}: {one.each:.4f} s of processor a megapixel, {_told(one.bytes)} a pixel")
    on_page = scored(drawn[1])
    compared = Compared(formats[1], on_page, scored_alone(panels(formats[1].scenes, alone_at)), alone_at)
    say(f"pixels right: {_mean(on_page, 'pixels'):.2%} on the page, {_mean(compared.alone, 'pixels'):.2%} alone")
    return Section("pages", "Pages of print size and strips", _text(found, compared), _bars(found, compared))


def _page(form: Format) -> Page:
    drawn = panels(form.scenes, side_of_panels(form.width, form.columns))
    return page(form.height, form.width, form.columns, drawn)


def _told(amount: float | None) -> str:
    """Of memory."""
    return "not measured" if amount is None else f"{amount:.1f} bytes"


def _mean(scores: list[Score], what: str) -> float:
    return float(np.mean([getattr(one, what) for one in scores]))


def _bars(found: list[Measured], compared: Compared) -> tuple[Bar, ...]:
    bars = []
    for one in found[1:]:
        factor, name = one.each / found[0].each, one.form.name
        what = f"{name}, cold, seconds a megapixel against {found[0].form.name}"
        bars.append(Bar(what, "≤ 1.3×", f"{factor:.2f}×", factor <= 1.3, _DENSER if one.dense else _MEMORY))
        fits = one.bytes is not None and one.bytes < 20
        bars.append(Bar(f"{name}, memory over the inputs, a pixel", "< 20 bytes", _told(one.bytes), fits))
    gained = 100 * (_mean(compared.page, "pixels") - _mean(compared.alone, "pixels"))
    what = (
        f"{len(compared.page)} panels on a page of {compared.form.name}, pixels right, against each at {compared.side}²"
    )
    return (*bars, Bar(what, "within 0.5 points", f"{gained:+.2f} points", gained >= -0.5, _COARSER))


def _text(found: list[Measured], compared: Compared) -> str:
    rows = [
        [
            one.form.name,
            f"{one.drawn.megapixels:.1f}",
            f"{one.drawn.regions}",
            f"{one.cost.seconds:.1f}",
            f"{one.cost.cpu:.1f}",
            f"{one.each:.3f}",
            _told(one.bytes).removesuffix(" bytes"),
        ]
        for one in found
    ]
    regions = next(one.drawn.regions for one in found if one.form is compared.form)
    right = [
        [where, f"{_mean(scores, 'pixels'):.2%}", f"{_mean(scores, 'regions'):.2%}", f"{_mean(scores, 'fringe'):.2%}"]
        for where, scores in (
            (f"on one page of {compared.form.name}", compared.page),
            (f"each alone at {compared.side}²", compared.alone),
        )
    ]
    parts = [
        "Pages of generated scenes as panels in frames, with some gaps and a dot in every region. A panel has about "
        "1,350 pixels a side, in the strip 770. Coloured in a fresh process, the best of three, the pages taking "
        "turns; seconds are the processor's. Memory is the peak beyond what the process held with the inputs read.\n",
        table(["page", "megapixels", "regions", "seconds", "of processor", "a megapixel", "bytes a pixel"], rows),
        f"The {regions} regions of the page of {compared.form.name}, beside the same scenes as pictures of their own; "
        f"means over the {len(compared.page)} panels, counted as in *Flats on generated scenes*.\n",
        table(["", "pixels right", "hinted regions right", "fringe"], right),
    ]
    return "\n".join(parts)
