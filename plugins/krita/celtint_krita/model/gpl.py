"""Palettes in files: as GIMP keeps them (.gpl), a name and a colour a line, and as Krita does (.kpl; `kpl`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_krita.host.qt import QIODevice, QSaveFile, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import kpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from celtint_client.messages import RGB

_HEAD = "GIMP Palette"
_ROW = re.compile(r"\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(?:\s+(.*?))?\s*$")
_MOST = 1 << 20


def write(path: Path, entries: Iterable[tuple[str, RGB]]) -> None:
    """Write a palette file, whole or not at all: .kpl by that suffix, else .gpl. entries: names and colours. Raises
    Refused."""
    data = kpl.written(path.stem, entries) if path.suffix.lower() == ".kpl" else _written(path.stem, entries)
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and file.write(data) == len(data) and file.commit()):
        told = tr("{0} can't be written ({1}); choose another folder.")
        raise Refused(told.format(path.name, file.errorString()))


def _written(title: str, entries: Iterable[tuple[str, RGB]]) -> bytes:
    rows = [_HEAD, f"Name: {title}", "Columns: 8", "#"]
    rows += [f"{red:3d} {green:3d} {blue:3d}\t{' '.join(name.split())}" for name, (red, green, blue) in entries]
    return ("\n".join(rows) + "\n").encode()


def read(path: Path) -> list[tuple[str, RGB]]:
    """The names and colours of a palette file. Raises Refused."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        raise Refused(tr("{0} can't be read ({1}); choose another file.").format(path.name, error)) from None
    if data.startswith(b"PK"):
        return kpl.read(path, data)
    head, *rows = data.decode("utf-8", "replace").splitlines() or [""]
    found = [
        (match[4] or "", (int(match[1]), int(match[2]), int(match[3]))) for match in map(_ROW.match, rows) if match
    ]
    if head.strip() != _HEAD or not found or any(max(colour) > 255 for _, colour in found):
        raise Refused(tr("{0} is no palette; choose a .gpl or .kpl file, as Krita writes them.").format(path.name))
    return found
