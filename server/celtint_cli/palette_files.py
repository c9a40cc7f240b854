"""Palettes on the command line: read with what is to be said of them, and the files that they are written to."""

import sys
from pathlib import Path

from celtint import BadRequest, Palette
from celtint_files.palettes import ENDINGS, TOLD, read, written

from celtint_cli import files

GIVEN, OUT = f"({TOLD})", ", ".join(ENDINGS)
"""For the help of options."""


def given(path: Path | None) -> Palette | None:
    """The palette that somebody gives, in sRGB; what is to be said of its file goes to standard error.

    Raises as `celtint_files.palettes.read` and `files.read_bytes`.
    """
    if path is None:
        return None
    palette, notes = read(files.read_bytes(path), str(path))
    for note in notes:
        print(f"celtint: {note}", file=sys.stderr)
    return palette


def check(path: Path | None) -> None:
    """Raises BadRequest for a name that no palette is written to."""
    if path is not None and path.suffix.lower() not in ENDINGS:
        raise BadRequest(f"{path} ends in none of {OUT}, which palettes are written to.")


def as_file(palette: Palette, path: Path) -> bytes:
    """A palette, in sRGB, as the file's name says."""
    return written(palette, path.suffix, path.stem)
