"""Digital timesheets (XDTS): which drawings of which level a cut shows, and where they lie beside the sheet.

The form is Toei Animation's and Celsys's "XDTS file format": a line that says what the file is, then JSON. Field 0 of
each table has the levels, one a track, named in the table's headers; a track lists the frames on which another drawing
begins, which holds until the next.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celtint import BadRequest

from celtint_cli import files
from celtint_cli.frames import pictures_in
from celtint_cli.levels import Level

ENDINGS = frozenset([".xdts", ".tdts"])
"""TDTS, the form that is not described in public, is told from XDTS by its first line and refused."""
_FIRST = "exchangeDigitalTimeSheet Save Data"
_CELLS = 0
_EMPTY, _SYMBOL = "SYMBOL_NULL_CELL", "SYMBOL_"
"""What stands in place of a drawing: nothing is shown, or (every other symbol) the drawing before is held."""
_NAME = re.compile(r"(?!\.)[^/\\:\0]{1,100}")
"""A level's name that names a folder beside the sheet, and none elsewhere."""


@dataclass(frozen=True)
class Sheet:
    """The levels of a timesheet, one line on them, and a sentence on each thing that is lacking."""

    levels: tuple[Level, ...]
    told: str
    lacking: tuple[str, ...]


def exposures(path: Path) -> dict[str, dict[str, int]]:
    """Of every level its drawings in the order in which they appear, and on how many frames each is shown.

    Levels without a drawing are left out. Raises BadRequest for a file that cannot be read or is no such timesheet.
    """
    text = files.read_text(path).removeprefix("\ufeff").lstrip()
    if not text.startswith(_FIRST):
        raise BadRequest(f"{path} is not an XDTS timesheet; save the timesheet as XDTS.")
    found: dict[str, dict[str, int]] = {}
    try:
        for table in json.loads(text.removeprefix(_FIRST))["timeTables"]:
            names: list[Any] = next((h["names"] for h in table["timeTableHeaders"] if h["fieldId"] == _CELLS), [])
            tracks = [t for field in table.get("fields", []) if field["fieldId"] == _CELLS for t in field["tracks"]]
            for track in tracks:
                shown = _shown(track["frames"], int(table["duration"]))
                if shown:
                    level = found.setdefault(str(names[track["trackNo"]]).strip(), {})
                    level |= {name: count + level.get(name, 0) for name, count in shown.items()}
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        raise BadRequest(f"{path} is damaged; save the timesheet again.") from None
    if not found:
        raise BadRequest(f"{path} names no drawings.")
    return found


def read(path: Path) -> Sheet:
    """A timesheet and the drawings beside it, in folders named like its levels.

    Raises BadRequest for a file that cannot be read, is no such timesheet or names no drawings, and where none of them
    is there. What is lacking of some is in the sheet, and so is a level of two drawings of one name.
    """
    levels, told, lacking = [], [], []
    for name, shown in exposures(path).items():
        folder = path.parent / name
        if not _NAME.fullmatch(name) or not folder.is_dir():
            lacking.append(f"{path}: there is no folder {name!r} beside it with the drawings of that level.")
            continue
        try:
            drawn = _drawings(folder, name)
        except BadRequest as error:
            lacking.append(str(error))
            continue
        gone = [one for one in shown if _plain(one, name) not in drawn]
        if gone:
            lacking.append(f"{path}: these drawings of level {name} are not in {folder}: {', '.join(gone)}.")
        there = tuple(dict.fromkeys(drawn[_plain(one, name)] for one in shown if one not in gone))
        if there:
            frames = sum(count for one, count in shown.items() if one not in gone)
            levels.append(Level(name, folder, there))
            told.append(f"{name} {len(there)} drawing{'s' * (len(there) > 1)} on {frames} frames")
    if not levels:
        raise BadRequest(" ".join(lacking))
    return Sheet(tuple(levels), f"{path}: {', '.join(told)}", tuple(lacking))


def _shown(frames: Any, duration: int) -> dict[str, int]:
    """A track's drawings in order of appearance, and on how many frames each is shown."""
    begins = {int(f["frame"]): str(f["data"][0]["values"][0]) for f in frames if f["data"] and f["data"][0]["values"]}
    changes = [(at, begins[at]) for at in sorted(begins) if begins[at] == _EMPTY or not begins[at].startswith(_SYMBOL)]
    ends = [*(at for at, _ in changes), duration][1:]
    found: dict[str, int] = {}
    for (at, name), end in zip(changes, ends, strict=True):
        count = min(end, duration) - max(at, 0)
        if name != _EMPTY and count > 0:
            found[name] = found.get(name, 0) + count
    return found


def _drawings(folder: Path, level: str) -> dict[str, Path]:
    """The pictures of a level's folder by their plain names. Raises BadRequest for two of one name."""
    found: dict[str, Path] = {}
    for path in pictures_in(folder):
        plain = _plain(path.stem, level)
        if plain in found:
            raise BadRequest(f"{found[plain]} and {path} are the same drawing by name; keep one of them in the folder.")
        found[plain] = path
    return found


def _plain(name: str, level: str) -> str:
    """A drawing's name without its level and leading noughts: 1, 0001 and A_0001 are one drawing of level A."""
    name = name.strip().casefold()
    behind = name.removeprefix(level.casefold()).lstrip(" _.-")
    return re.sub(r"^0+(?=\d)", "", behind if behind[:1].isdigit() else name)
