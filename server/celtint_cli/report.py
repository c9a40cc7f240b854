"""The JSON report of a colouring: what was decided for every region, and by what."""

import json
from typing import Any

from celtint import RegionInfo, Result
from celtint.palettes import format_colour


def report(result: Result) -> str:
    """mode, gap, size, palette, seconds by stage, and for each region its id, colour, palette entry, who
    decided, how sure, area in pixels, box (x, y, width, height) and tag."""
    height, width = result.colour.shape[:2]
    about = {
        "mode": result.mode,
        "gap": result.gap,
        "width": width,
        "height": height,
        "timings": {stage: round(seconds, 4) for stage, seconds in result.timings.items()},
        "palette": [{"id": e.id, "name": e.name, "colour": format_colour(e.colour)} for e in result.palette.entries],
        "regions": [_region(region) for region in result.regions],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


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
