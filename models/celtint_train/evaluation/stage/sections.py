"""The sections on placing, style, flats and speed."""

import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np
from celtint import ObjectSet, StageLayout, WordTable, stage

from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.stage.flats import RIGHT, Flats
from celtint_train.evaluation.stage.layouts import others
from celtint_train.evaluation.stage.pasting import pasted
from celtint_train.evaluation.stage.placing import SAME_ASPECT, Placing
from celtint_train.evaluation.stage.style import ALLOWED, Style

Say = Callable[[str], None]
FILLS, ORDER, SECONDS = 0.85, 0.98, 0.7
RUNS = 5


def placing(found: Placing, layouts: int, say: Say) -> Section:
    """Where things stand, whether they are whole, and who covers whom."""
    _say_all(found.wrong, say)
    fills = float(np.median(found.iou)) if found.iou else 0.0
    order = _share(found.order)
    stand = [touch and same for touch, same in zip(found.touches, found.aspect, strict=True)]
    bars = (
        Bar("IoU of bounds and box, what may repeat or widen, median", f"≥ {FILLS}", f"{fills:.2f}", fills >= FILLS),
        Bar("the others touch two opposite sides, aspect within 10 %", "all", _told(stand), all(stand)),
        Bar("overlap order right", f"≥ {ORDER:.0%}", _told(found.order), order >= ORDER),
    )
    rows = [
        ["boxes filled", f"{found.filled} of {found.asked}"],
        ["touch two opposite sides", _told(found.touches)],
        [f"aspect within {SAME_ASPECT:.0%}", _told(found.aspect)],
        ["whole things", _told(found.whole)],
        ["IoU, what may repeat or widen: median; lowest tenth below", f"{fills:.2f}; {_tenth(found.iou):.2f}"],
    ]
    text = (
        f"{layouts} layouts. Boxes that reach over the canvas are left out. *Whole*: the silhouette alone in its "
        "layer is that of the object. *Order* is read off the flats: of what overlaps, whose colours are seen. "
        "Nearer is the larger `order`; where no box has one, of things that stand the one whose "
        "foot is further down.\n\n"
    )
    return Section("placing", "Where things stand", text + table(["what", "measured"], rows), bars)


def style(found: Style, layouts: int, say: Say) -> Section:
    """Line widths and the spread of colours."""
    _say_all(found.wrong, say)
    good = [abs(ratio - 1) <= ALLOWED for ratio in found.widths]
    bars = (Bar("lines of all objects within ±15 % of the asked width", "all", _told(good), all(good)),)
    low, middle, high = np.percentile(found.widths or [0.0], [5, 50, 95])
    ours, paste = (np.mean(rows, axis=0) if rows else (0.0, 0.0) for rows in (found.ours, found.paste))
    rows = [
        [
            "lines: width over the asked width, median (5 %, 95 % of the things)",
            f"{middle:.2f} ({low:.2f}, {high:.2f})",
            "",
        ],
        ["deviation of the things' mean lightness L, in a picture", f"{ours[0]:.1f}", f"{paste[0]:.1f}"],
        ["deviation of the things' mean chroma", f"{ours[1]:.1f}", f"{paste[1]:.1f}"],
    ]
    text = (
        "Line widths are measured on the line art, four times as fine, where the distance transform has its ridge; a "
        "thing's is the median along the middle of all lines that are seen of it. Colours are in Lab.\n\n"
    )
    return Section("style", "One hand", text + table(["what", "staged", "naive paste"], rows), bars)


def flats(found: Flats, layouts: int, say: Say) -> Section:
    """`colour` on the stage's own lines and hints."""
    _say_all(found.wrong, say)
    good = [share >= RIGHT for share in found.beside]
    bars = (Bar("flats given again through `colour`, regions", "100 %", _told(good), all(good)),)
    every = [share >= RIGHT for share in found.every]
    rows = [
        ["regions, pixels beside the lines", _told(good)],
        ["regions, all their pixels, those under lines too", _told(every)],
        ["pictures with every region right", _told(found.whole_pictures)],
    ]
    text = (
        f"{len(good)} regions of {layouts} pictures, coloured in mode `line` from dots of 1 % of the side, one a "
        "region, cut off at the lines of regions that are smaller. "
        f"A region is right when {RIGHT:.0%} of its pixels have its colour, byte for byte.\n\n"
    )
    return Section("given", "Flats through `colour`", text + table(["what", "right"], rows), bars)


def speed(objects: ObjectSet, words: WordTable) -> Section:
    """Seconds for 1024² and six boxes; the layouts are not the measured ones."""
    layouts = six_boxes()
    took: dict[str, list[float]] = {"stage": [], "naive paste": [], "work": []}
    for layout in layouts:
        made = stage(layout, objects, words)
        for _ in range(RUNS):
            start, worked = time.perf_counter(), time.process_time()
            made = stage(layout, objects, words)
            took["work"].append(time.process_time() - worked)
            middle = time.perf_counter()
            pasted(layout, made, objects)
            took["stage"].append(middle - start)
            took["naive paste"].append(time.perf_counter() - middle)
    got = statistics.median(took["stage"])
    work = statistics.median(took.pop("work"))
    rows = [[name, f"{statistics.median(t):.2f} s", f"{max(t):.2f} s"] for name, t in took.items()]
    text = (
        f"1024 × 1024, six boxes, {len(layouts)} layouts, {RUNS} runs of each after a first one. A stage takes "
        f"{work:.2f} s of the processors' time, in the median: where the clock shows much more, the machine had "
        "other work to do.\n\n"
    )
    why = f"{work:.2f} s of it were worked, on all cores together."
    bars = (Bar("1024², six boxes, seconds", f"≤ {SECONDS} s", f"{got:.2f} s", got <= SECONDS, why),)
    return Section("seconds", "Time", text + table(["what", "median", "longest"], rows), bars)


def six_boxes(count: int = 4) -> list[StageLayout]:
    """Square layouts of six boxes, of those that may be looked at."""
    found = [
        case.layout for case in others(200) if case.layout.width == case.layout.height and len(case.layout.boxes) == 6
    ]
    return found[:count]


def _share(good: Sequence[bool]) -> float:
    return float(np.mean(good)) if good else 1.0


def _told(good: Sequence[bool]) -> str:
    return f"{sum(good)} of {len(good)} ({_share(good):.1%})"


def _tenth(values: Sequence[float]) -> float:
    return float(np.percentile(values, 10)) if values else 0.0


def _say_all(wrong: Sequence[str], say: Say) -> None:
    for line in wrong[:40]:
        say(f"  {line}")
    if len(wrong) > 40:
        say(f"  … and {len(wrong) - 40} more")
