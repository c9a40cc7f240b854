"""Charts of lines, as arrays: matplotlib, its fonts and its cache kept inside celtint's own folder.

The one module that imports matplotlib. Whatever a user has set up for it is left out, so that the same figures give the
same pixels; there is no window and no state but in the figure itself.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from celtint.types.arrays import U8

from celtint_train.data.cache import cache_root

DPI = 100
INKS = ("#c82828", "#1e5ac8", "#1e8c3c", "#963caa", "#dc8214", "#5a5a5a", "#0096a0")


@dataclass(frozen=True)
class Line:
    """points: (x, y), finite, in the order in which they are joined. ink: a colour of matplotlib's. width: points."""

    name: str
    points: Sequence[tuple[float, float]]
    ink: str
    width: float = 1.5


@dataclass(frozen=True)
class Panel:
    """One pair of axes. ticks: words at x = 0, 1, 2 and so on, in place of numbers. legend: names beside the axes,
    where there are many of them; without it the title has to say what the lines are."""

    title: str
    lines: Sequence[Line]
    ticks: Sequence[str] = ()
    across: str = ""
    up: str = ""
    legend: bool = False


def chart(panels: Sequence[Panel], width: int, height: int) -> U8:
    """(height · panels, width, 3) sRGB: the panels below each other, ``height`` pixels each."""
    matplotlib = _matplotlib()
    with matplotlib.style.context("default"):
        figure = matplotlib.figure.Figure((width / DPI, height * len(panels) / DPI), DPI, layout="constrained")
        canvas = matplotlib.backends.backend_agg.FigureCanvasAgg(figure)
        for axes, panel in zip(figure.subplots(len(panels), squeeze=False)[:, 0], panels, strict=True):
            for line in panel.lines:
                x, y = zip(*line.points, strict=True) if line.points else ((), ())
                axes.plot(x, y, color=line.ink, linewidth=line.width, marker="o", markersize=3, label=line.name)
            axes.set_title(panel.title, fontsize=9, loc="left")
            axes.set_xlabel(panel.across, fontsize=9)
            axes.set_ylabel(panel.up, fontsize=9)
            axes.tick_params(labelsize=8)
            axes.grid(True, color="#e1e1e1")
            if panel.ticks:
                axes.set_xticks(range(len(panel.ticks)), panel.ticks)
            if panel.legend:
                axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), fontsize=8, frameon=False)
        canvas.draw()
        return np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[..., :3])


def _matplotlib() -> ModuleType:
    """matplotlib, imported when the first chart is drawn.

    It asks for its folder and lists the machine's fonts as it is imported. The folder is ours; and the program that it
    would run for the fonts, which writes a cache of its own somewhere else, is not found meanwhile.
    """
    path = os.environ.get("PATH")
    os.environ["MPLCONFIGDIR"] = str(cache_root() / "matplotlib")
    os.environ["PATH"] = os.devnull
    try:
        import matplotlib.backends.backend_agg
        import matplotlib.figure
        import matplotlib.style
    finally:
        if path is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = path
    return matplotlib
