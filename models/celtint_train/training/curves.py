"""A run's losses as curves: every column of its log.csv, training and validation of one term in one panel."""

import csv
import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH, EDGE = 320, 160, 30
_INKS = {"train": (30, 90, 200), "validation": (200, 40, 40)}


def write_curves(log: Path, target: Path) -> None:
    """Draw ``log``, a log.csv, as PNG: a panel for each term, its loss against the steps.

    What is no finite number is left out: a picture must not end a training whose loss ran away, or that goes on in the
    log of an older one with other columns.
    """
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines()))
    terms = list(dict.fromkeys(name.partition(" ")[2] for name in rows[0] if name.partition(" ")[0] in _INKS))
    page = Image.new("RGB", (WIDE, HIGH * len(terms)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(11)
    last = max(float(rows[-1]["step"]), 1.0)
    for place, term in enumerate(terms):
        found = {part: _points(rows, f"{part} {term}") for part in _INKS}
        lines = {part: line for part, line in found.items() if line}
        values = [value for line in lines.values() for _, value in line] or [0.0]
        low, most = min(values), max(values)
        top = HIGH * place
        pen.text((EDGE, top + 4), f"{term}: {', '.join(lines)}; {low:.4g} to {most:.4g}", fill="black", font=font)
        pen.line([(EDGE, top + 22), (EDGE, top + HIGH - 8), (WIDE - 6, top + HIGH - 8)], fill=(170, 170, 170))
        for part, line in lines.items():
            spot = [
                (
                    EDGE + (WIDE - 6 - EDGE) * step / last,
                    top + HIGH - 8 - (HIGH - 30) * (value - low) / max(most - low, 1e-9),
                )
                for step, value in line
            ]
            pen.line(spot, fill=_INKS[part], width=2)
            for x, y in spot:
                pen.ellipse([x - 2, y - 2, x + 2, y + 2], fill=_INKS[part])
    fresh = target.with_suffix(".part")
    page.save(fresh, format="PNG")
    fresh.replace(target)


def _points(rows: list[dict[str, str]], column: str) -> list[tuple[float, float]]:
    """Steps and values of a column."""
    found = []
    for row in rows:
        try:
            found.append((float(row["step"]), float(row[column] or "nan")))
        except (KeyError, ValueError):
            continue
    return [point for point in found if math.isfinite(point[0]) and math.isfinite(point[1])]
