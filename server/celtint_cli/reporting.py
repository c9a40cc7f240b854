"""What `celtint sequence --report` writes: the report, ranked, and the contact sheet beside it."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from celtint import RGB, BadRequest, RegionInfo, parse_colour
from celtint.sequence.doubts import Doubt, Seen, ranked
from celtint.sequence.vanishing import Shown, Vanished, vanished
from celtint.types import choices

from celtint_cli import contact, files
from celtint_cli.frames import Source

SHEETS = (".png", ".html")
"""Endings of the two contact sheets, in place of the report's own."""


def outputs(report: Path) -> list[Path]:
    """The report and what is written beside it. Raises BadRequest for a report that is named like a sheet."""
    if report.suffix.lower() in SHEETS:
        raise BadRequest(f"{report} is what the contact sheet is named; name the report {report.with_suffix('.json')}.")
    return [report, *(report.with_suffix(ending) for ending in SHEETS)]


def write(
    report: Path, rows: Sequence[dict[str, Any]], source: Source, targets: Sequence[Path], inputs: Sequence[Path]
) -> None:
    """Write the report and its sheets, and say so where parts vanish.

    rows: of all frames in order, as the journal keeps them. targets: the colour layers, which are there. Raises
    BadRequest where something can't be written, and what reading a frame does.
    """
    first = np.asarray(files.read_picture(targets[0]))
    found = ranked(_seen(k, row, first.shape[0] * first.shape[1]) for k, row in enumerate(rows))
    lost = vanished(_shown_on(k, row, first.shape[0], first.shape[1]) for k, row in enumerate(rows))
    told = {
        "vanished": [_vanished(one, source.stems) for one in lost],
        "doubts": [_doubt(one, rows, source.stems) for one in found],
        "frames": [{name: value for name, value in row.items() if name != "outlines"} for row in rows],
    }

    def shown(one: Doubt) -> contact.Crop:
        row = rows[one.frame]
        colour = np.asarray(files.read_picture(targets[one.frame]))
        rings = row.get("outlines", {}).get(str(one.region), [])
        return contact.crop(one, row, source.stems, source.picture(one.frame), colour, rings)

    picture, page = contact.sheet(found, shown, report.stem, len(rows))
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    files.write_whole(dict(zip(outputs(report), (text.encode(), picture, page), strict=True)), inputs)
    if lost:
        what = "1 part vanishes" if len(lost) == 1 else f"{len(lost)} parts vanish"
        print(f"{what} on the way; {report} says where.", file=sys.stderr)


def _shown_on(index: int, row: dict[str, Any], height: int, width: int) -> Shown:
    """What a frame shows of what is known; guesses come and go."""
    areas: dict[RGB, int] = {}
    leaving = set()
    for region in row["regions"]:
        if region["colour"] is None or region["decided_by"] in choices.GUESSED_BY:
            continue
        colour = parse_colour(region["colour"])
        areas[colour] = areas.get(colour, 0) + region["area"]
        x, y, wide, high = region["box"]
        if x == 0 or y == 0 or x + wide == width or y + high == height:
            leaving.add(colour)
    return Shown(index, areas, frozenset(leaving), height * width, row["cut"])


def _vanished(one: Vanished, stems: Sequence[str]) -> dict[str, Any]:
    """A part that frames lack, with the names of the first and the last of them."""
    colour = "#{:02x}{:02x}{:02x}".format(*one.colour)
    return {"colour": colour, "first": stems[one.first], "last": stems[one.last], "area": one.area, "back": one.back}


def _seen(index: int, row: dict[str, Any], pixels: int) -> Seen:
    unsure = [r for r in row["regions"] if r["unsure"]]
    regions = tuple(
        RegionInfo(
            r["id"],
            None if r["colour"] is None else parse_colour(r["colour"]),
            None,
            r["decided_by"],
            r["confidence"],
            r["area"],
            (r["box"][0], r["box"][1], r["box"][2], r["box"][3]),
            unsure=True,
        )
        for r in unsure
    )
    return Seen(index, regions, pixels, row["cut"], row["doubt"])


def _doubt(one: Doubt, rows: Sequence[dict[str, Any]], stems: Sequence[str]) -> dict[str, Any]:
    """A doubt with the names of its frames and what its region was given."""
    names = {"frame": stems[one.frame], "first": stems[one.first], "last": stems[one.last]}
    region: dict[str, Any] = next((r for r in rows[one.frame]["regions"] if r["id"] == one.region), {})
    kept: dict[str, Any] = {
        name: region[name] for name in ("colour", "decided_by", "confidence", "area", "box") if name in region
    }
    return {**names, "region": one.region, "weight": round(one.weight, 5), **kept}
