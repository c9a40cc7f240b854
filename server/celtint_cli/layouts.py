"""Layouts from JSON: a canvas and its boxes; whatever is wrong is named with its line."""

import json
import math
from collections.abc import Mapping
from json import scanner
from json.decoder import JSONObject  # type: ignore[attr-defined]
from typing import Any

from celtint import BadRequest, CeltintError, StageBox, StageLayout, parse_colour

CANVAS = ("width", "height", "boxes", "background", "light", "style", "line", "seed", "engine")
BOX = ("x", "y", "width", "height", "tag", "order", "facing", "colour", "pose")
_WHERE = BOX[:4]


class _Row(dict[str, Any]):
    """A JSON object that knows the line it begins in, from 1."""

    line = 1


class _Decoder(json.JSONDecoder):
    """Reads JSON as usual, objects as `_Row`."""

    def __init__(self) -> None:
        super().__init__(parse_constant=_no_number)
        self.parse_object = _row
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def _row(text_and_end: tuple[str, int], *how: Any) -> tuple[_Row, int]:
    members, end = JSONObject(text_and_end, *how)
    row = _Row(members)
    row.line = text_and_end[0].count("\n", 0, text_and_end[1]) + 1
    return row, end


def _no_number(word: str) -> float:
    raise ValueError(word)


def parse_layout(text: str, source: str, said: Mapping[str, Any]) -> StageLayout:
    """``{"width": 1024, "height": 768, "background": "meadow", "boxes": [{"x": …, "tag": "dog", …}, …]}``.

    source: what errors call the text. said: members that take the place of the layout's own. Raises BadRequest, or
    TooLarge for the canvas, for anything that doesn't fit, with its line and its box.
    """
    about = _read(text, source)
    _known(about, CANVAS, f"{source} line {about.line}", "a layout")
    for name in ("width", "height"):
        if name not in about:
            raise BadRequest(f'{source} line {about.line} has no {name}; say how large the canvas is, "{name}": 1024.')
    boxes = about.get("boxes", [])
    if not isinstance(boxes, list):
        raise BadRequest(f"{source}: boxes is a list of boxes.")
    placed = tuple(_box(row, number, source) for number, row in enumerate(boxes, start=1))
    try:
        return StageLayout(**{**about, **said, "boxes": placed})
    except CeltintError as error:
        raise type(error)(f"{source}: {error}") from None


def _read(text: str, source: str) -> _Row:
    try:
        about = _Decoder().decode(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise BadRequest(f"{source} line {error.lineno} is not valid JSON: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise BadRequest(f"{source} is not valid JSON.") from None
    if not isinstance(about, _Row):
        raise BadRequest(f'{source} is not a layout: {{"width": 1024, "height": 768, "boxes": […]}}.')
    return about


def _known(row: Mapping[str, Any], names: tuple[str, ...], where: str, what: str) -> None:
    for name in row:
        if name not in names:
            raise BadRequest(f"{where} has an unknown member {name[:40]!r}; {what} may have {', '.join(names)}.")


def _box(row: Any, number: int, source: str) -> StageBox:
    if not isinstance(row, _Row):
        raise BadRequest(f"{source}: box {number} is none; it has x, y, width, height and a tag.")
    where = f"{source} line {row.line}, box {number}"
    _known(row, BOX, where, "a box")
    missing = [name for name in (*_WHERE, "tag") if name not in row]
    if missing:
        raise BadRequest(f"{where} has no {missing[0]}; a box has x, y, width, height and a tag.")
    for name in _WHERE:
        if type(row[name]) not in (int, float) or not math.isfinite(row[name]) or abs(row[name]) > 1 << 20:
            raise BadRequest(f"{where} has a place or size that is not a number of pixels: {name}.")
    try:
        colour = None if row.get("colour") is None else parse_colour(row["colour"])
        return StageBox(**{**row, "colour": colour})
    except CeltintError as error:
        raise BadRequest(f"{where}: {error}") from None
