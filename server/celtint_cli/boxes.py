"""Boxes from JSON."""

import json
from typing import Any

from celtint import BadRequest, Box, parse_colour

_WHERE = ("x", "y", "width", "height")
_FAR = 1 << 31


def parse_boxes(text: str, source: str) -> tuple[Box, ...]:
    """``[{"x": 0, "y": 0, "width": 9, "height": 9, "tag": "hair", "colour": "#402010"}, …]``.

    tag and colour may be missing; colour "none" keeps regions empty. source: the name errors give the text.
    Raises BadRequest for anything else.
    """
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRequest(f"{source} is not valid JSON.") from None
    if not isinstance(rows, list):
        raise BadRequest(f"{source} is not a list of boxes.")
    return tuple(_box(row, f"Box {number} in {source}") for number, row in enumerate(rows, start=1))


def _box(row: Any, name: str) -> Box:
    if not isinstance(row, dict) or not set(_WHERE) <= row.keys() <= {*_WHERE, "tag", "colour"}:
        raise BadRequest(f"{name} needs x, y, width and height, may have tag and colour, and nothing else.")
    if any(type(row[key]) is not int or abs(row[key]) > _FAR for key in _WHERE):
        raise BadRequest(f"{name} has a place or size that is not a whole number of pixels.")
    if row["width"] <= 0 or row["height"] <= 0:
        raise BadRequest(f"{name} is {row['width']}×{row['height']}; a box is at least 1×1.")
    tag = row.get("tag", "")
    if not isinstance(tag, str):
        raise BadRequest(f"{name} has a tag that is not a text.")
    colour = row.get("colour")
    if colour is not None and colour != "none":
        colour = parse_colour(colour)
    return Box(row["x"], row["y"], row["width"], row["height"], tag, colour)
