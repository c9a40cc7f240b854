"""The JSON report of a colouring: what was decided for every region, and by what; written, and read again."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from celtint import Palette, PaletteEntry, Pen, RegionInfo, Result, format_colour, parse_colour
from celtint.line.panels import Panel
from celtint_files.profiles import Profile


def report(
    result: Result,
    frame: Mapping[str, Any] | None = None,
    space: Profile | None = None,
    panels: Sequence[Panel] = (),
) -> str:
    """mode, gap, size, palette, seconds by stage, notes, line colours, and for each region its id, colour, palette
    entry, who decided, how sure, area in pixels, box (x, y, width, height) and tag. frame: what else is said of a
    sequence's frame. space: of what profile the colours are, as those of the layer, which is said; None is sRGB.
    panels: of a comic page, as they are read: each with its box and the ids of its regions."""
    height, width = result.colour.shape[:2]
    about = {
        "mode": result.mode,
        "gap": result.gap,
        "width": width,
        "height": height,
        **({} if space is None else {"profile": space.name}),
        "timings": {stage: round(seconds, 4) for stage, seconds in result.timings.items()},
        "notes": list(result.notes),
        "inks": [_pen(pen) for pen in result.inks],
        "palette": [{"id": e.id, "name": e.name, "colour": format_colour(e.colour)} for e in result.palette.entries],
        **({} if frame is None else {"frame": dict(frame)}),
        **({"panels": [{"box": list(p.box), "regions": list(p.regions)} for p in panels]} if panels else {}),
        "regions": [_region(region) for region in result.regions],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def parse_palette_of(about: Any) -> Palette:
    """The palette of a report that was read as JSON. Raises KeyError, TypeError or ValueError for what is none."""
    return Palette(tuple(PaletteEntry(e["id"], e["name"], parse_colour(e["colour"])) for e in about["palette"]))


def parse_inks(about: Any) -> tuple[Pen, ...]:
    """The line colours of a report that was read as JSON, none of an older one. Raises as `parse_palette_of`."""
    rows = about.get("inks", ())
    return tuple(
        Pen(parse_colour(pen["colour"]), float(pen["share"]), bool(pen["counts"]), bool(pen.get("trace")))
        for pen in rows
    )


def parse_regions(about: Any) -> tuple[RegionInfo, ...]:
    """The regions of a report that was read as JSON. Raises KeyError, TypeError or ValueError for what is none."""
    return tuple(
        RegionInfo(
            id=int(row["id"]),
            colour=None if row["colour"] is None else parse_colour(row["colour"]),
            entry=row["entry"],
            decided_by=row["decided_by"],
            confidence=float(row["confidence"]),
            area=int(row["area"]),
            box=tuple(int(number) for number in row["box"]),  # type: ignore[arg-type]
            tag=row["tag"],
            unsure=row["unsure"],
        )
        for row in about["regions"]
    )


def _pen(pen: Pen) -> dict[str, Any]:
    colour = format_colour(pen.colour)
    return {"colour": colour, "share": round(pen.share, 4), "counts": pen.counts, "trace": pen.trace}


def _region(region: RegionInfo) -> dict[str, Any]:
    return {
        "id": region.id,
        "colour": None if region.colour is None else format_colour(region.colour),
        "entry": region.entry,
        "decided_by": region.decided_by,
        "confidence": round(float(region.confidence), 4),
        "area": region.area,
        "box": list(region.box),
        "tag": region.tag,
        "unsure": region.unsure,
    }
