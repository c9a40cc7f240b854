"""A cast's folder as one part: what a host sends along with a drawing, with no picture library of its own.

The part is a zip file of the pictures and palettes, as they are, by ``character/file``; a character's folder without
any is ``character/``, so that it can be said.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from celtint_client.errors import BadRequest, TooLarge
from celtint_client.parts import Part

PALETTES = (".gpl", ".kpl", ".ase", ".aco", ".hex")
ENDINGS = (".png", ".webp", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", *PALETTES)
MOST_FILES = 256
"""Files of one cast."""
MOST_BYTES = 64 << 20
"""Bytes of them all."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that every member bears, so that the same files give the same bytes."""


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a cast by ``character/file``: pictures and palettes in the folders inside ``folder``, or, where
    there is none with any, in itself, which then is one character. Beside folders with files, one without is
    ``character/``, of no bytes.

    Raises BadRequest for what is no folder, holds no picture or cannot be read, TooLarge for more than `MOST_FILES`
    files or `MOST_BYTES`.
    """
    if not folder.is_dir():
        raise BadRequest(f"The cast {folder} is not a folder.")
    try:
        named = _inside(folder)
        size = sum(path.stat().st_size for path in named.values())
        if len(named) > MOST_FILES or size > MOST_BYTES:
            raise TooLarge(
                f"The cast {folder} has {len(named)} files of {size >> 20} MiB; "
                f"at most {MOST_FILES} of {MOST_BYTES >> 20} MiB are taken."
            )
        if all(path.suffix.lower() in PALETTES for path in named.values()):
            raise BadRequest(
                f"The cast {folder} has no picture; put a folder with finished drawings in it for each character."
            )
        return {name: path.read_bytes() for name, path in named.items()} | dict.fromkeys(_bare(folder, named), b"")
    except OSError as error:
        raise BadRequest(f"The cast {folder} cannot be read: {error.strerror or error}.") from None


def packed(files: dict[str, bytes]) -> Part:
    """The files as a part of encoding ``file``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _BEGINNING), files[name])
    return Part("file", 0, 0, buffer.getvalue())


def chosen(folder: str) -> Part | None:
    """A folder that was chosen in a host, as it is sent; None where none was. Raises as `read_folder`."""
    return packed(read_folder(Path(folder))) if folder.strip() else None


def _inside(folder: Path) -> dict[str, Path]:
    """Paths by names as a cast has them."""
    several = {f"{one.name}/{path.name}": path for one in _folders(folder) for path in _files(one)}
    own = "" if several else f"{folder.resolve().name}/"
    return {**several, **{f"{own}{path.name}": path for path in _files(folder)}}


def _bare(folder: Path, named: dict[str, Path]) -> list[str]:
    """The folders of characters without files, where others have some."""
    full = {path.parent for path in named.values()} - {folder}
    return [f"{one.name}/" for one in _folders(folder) if full and one not in full]


def _folders(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))


def _files(folder: Path) -> list[Path]:
    return sorted(
        one
        for one in folder.iterdir()
        if one.is_file() and not one.name.startswith(".") and one.suffix.lower() in ENDINGS
    )
