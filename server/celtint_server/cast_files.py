"""A cast as files: a folder a character, with pictures, their lines beside them, and a palette.

The one reader of it, whether the files lie on a disk or came over the wire. ``ada/front.png`` is a sheet of Ada,
``ada/front.lines.png`` its lines, ``ada/colours.gpl`` her palette; a picture in no folder is of a character of its own
name.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import (
    BadRequest,
    Cast,
    CeltintError,
    Character,
    ModelSheet,
    Palette,
    PaletteEntry,
    Picture,
)
from celtint.colours.depth import to_eight_bit
from celtint_client import casting
from celtint_files import palettes
from celtint_files.pictures import decode

PICTURES = (".png", ".webp", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
PALETTES = casting.PALETTES
LINES = ".lines"
"""What the name of a sheet's line picture ends with, before the dot."""


def read_files(files: Mapping[str, bytes]) -> tuple[Cast, list[str]]:
    """The cast in files by their names, ``folder/file``; and a plain sentence for each file that cannot be used, and
    for each ``folder/`` in which there is none.

    Raises BadRequest where there is no picture and no palette at all, and for two characters of one name.
    """
    notes: list[str] = []
    folders: dict[str, dict[str, bytes]] = {}
    for name in sorted(files):
        path = PurePosixPath(name)
        if path.suffix.lower() in (*PICTURES, *PALETTES):
            who = path.parent.name or _sheet_of(path.stem)
            folders.setdefault(who, {})[name] = files[name]
    used = [name for own in folders.values() for name in own]
    bare = [name for name in sorted(files) if name.endswith("/") and not any(one.startswith(name) for one in used)]
    notes += [f"{name} is left out: there is no picture in it; put finished drawings there." for name in bare]
    characters = [_character(who, own, notes) for who, own in folders.items()]
    if not any(c.sheets or c.palette.entries for c in characters):
        raise BadRequest("The cast has no picture: put a folder with finished drawings in it for each character.")
    return Cast(tuple(characters)), notes


def _sheet_of(stem: str) -> str:
    return stem.removesuffix(LINES)


def _character(name: str, files: dict[str, bytes], notes: list[str]) -> Character:
    pictures = {n: d for n, d in files.items() if PurePosixPath(n).suffix.lower() in PICTURES}
    lines = {_key(n): (n, d) for n, d in pictures.items() if PurePosixPath(n).stem.endswith(LINES)}
    sheets, palette = [], Palette()
    for path, data in pictures.items():
        if PurePosixPath(path).stem.endswith(LINES):
            continue
        try:
            sheets.append(_sheet(path, data, lines.get(_key(path)), notes))
        except CeltintError as error:
            notes.append(f"{path} is left out: {error}")
    for path, data in files.items():
        if PurePosixPath(path).suffix.lower() in PALETTES:
            palette = _palette(path, data, palette, notes)
    return Character(name, tuple(sheets), palette)


def _key(name: str) -> str:
    path = PurePosixPath(name)
    return f"{path.parent}/{_sheet_of(path.stem)}"


def _sheet(path: str, data: bytes, beside: tuple[str, bytes] | None, notes: list[str]) -> ModelSheet:
    pixels = _colours(decode(data, path).pixels)
    if beside is not None:
        try:
            return ModelSheet(pixels, Picture(decode(beside[1], beside[0]).pixels), path)
        except CeltintError as error:
            notes.append(f"{beside[0]} is left out, lines are found in {path}: {error}")
    return ModelSheet(pixels, None, path)


def _colours(pixels: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """(H, W, 3 or 4) uint8 of any picture."""
    eight = to_eight_bit(pixels)
    if eight.ndim == 2:
        return np.repeat(eight[:, :, None], 3, axis=2)
    return np.ascontiguousarray(eight[:, :, [0, 0, 0, 1]] if eight.shape[2] == 2 else eight)


def _palette(path: str, data: bytes, before: Palette, notes: list[str]) -> Palette:
    """The palette with those of another file added; what is none is said and left out."""
    try:
        found, told = palettes.read(data, path)
    except CeltintError as error:
        notes.append(f"{path} is left out: {error}")
        return before
    notes += told
    every = [*before.entries, *found.entries]
    return Palette(tuple(PaletteEntry(f"{k}", e.name or e.id, e.colour) for k, e in enumerate(every)))
