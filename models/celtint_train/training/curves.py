"""A run's losses as curves: every column of its log.csv, training and validation of one term in one panel."""

import csv
import math
from pathlib import Path

from celtint_train.charts import Line, Panel, chart
from celtint_train.pictures import write_png

WIDE, HIGH = 480, 220
_INKS = {"train": "#1e5ac8", "validation": "#c82828"}
_NAMES = {"train": "train (blue)", "validation": "validation (red)"}


def write_curves(log: Path, target: Path) -> None:
    """Draw ``log``, a log.csv, as PNG: a panel for each term, its loss against the steps.

    What is no finite number is left out: a picture must not end a training whose loss ran away, or that goes on in the
    log of an older one with other columns.
    """
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines()))
    terms = dict.fromkeys(name.partition(" ")[2] for name in rows[0] if name.partition(" ")[0] in _INKS)
    drawn = chart([_panel(rows, term) for term in terms], WIDE, HIGH)
    write_png(target, drawn)


def _panel(rows: list[dict[str, str]], term: str) -> Panel:
    lines = [Line(_NAMES[part], _points(rows, f"{part} {term}"), ink) for part, ink in _INKS.items()]
    lines = [line for line in lines if line.points]
    values = [value for line in lines for _, value in line.points] or [0.0]
    names = ", ".join(line.name for line in lines)
    return Panel(f"{term}: {names}; {min(values):.4g} to {max(values):.4g}", lines, across="steps")


def _points(rows: list[dict[str, str]], column: str) -> list[tuple[float, float]]:
    """Steps and values of a column."""
    found = []
    for row in rows:
        try:
            found.append((float(row["step"]), float(row[column] or "nan")))
        except (KeyError, ValueError):
            continue
    return [point for point in found if math.isfinite(point[0]) and math.isfinite(point[1])]
