"""A cut of several levels, each a sequence of its own: the folders A, B … that hold its numbered drawings."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from celtint import BadRequest, CeltintError

from celtint_cli import numbering
from celtint_cli.frames import PICTURES, PictureFiles, Source, find, pictures_in

_NAME = re.compile(r"[A-Za-z]{1,2}\d{0,2}'*|[A-Z][A-Z0-9_-]{0,15}")
"""What a level's folder is called: A, b, AA, A2, or a word in capitals (BOOK1). Other folders are not taken for one."""
FAILED = 2
"""The exit code where a level could not be coloured, as that of any bad input."""


@dataclass(frozen=True)
class Level:
    """A level's name, the folder of its drawings, and which of these count (None: all of them)."""

    name: str
    folder: Path
    drawings: tuple[Path, ...] | None = None

    def source(self) -> Source:
        """Its frames. Raises as `frames.find`."""
        return find(str(self.folder)) if self.drawings is None else PictureFiles(list(self.drawings))


def cut_folder(given: str) -> list[Level]:
    """The levels of a folder that holds no pictures itself, but folders of numbered ones; none for anything else."""
    folder = Path(given)
    if not folder.is_dir() or any(path.suffix.lower() in PICTURES for path in pictures_in(folder)):
        return []
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and _NAME.fullmatch(path.name))
    return [
        Level(p.name, p) for p in folders if any(numbering.NUMBER.search(picture.stem) for picture in pictures_in(p))
    ]


def colour(
    options: argparse.Namespace, levels: Sequence[Level], run: Callable[[argparse.Namespace, Source], int]
) -> int:
    """Colour each level by `run`, into a folder of its name; what one of them lacks is told and the others go on.

    Returns the exit code. Raises BadRequest, before anything is coloured, for keys, hints, marks and cuts that are not
    said level by level.
    """
    names = [level.name for level in levels]
    if options.cuts not in ("auto", "none"):
        raise BadRequest("--cuts names frames of one level; give the levels one at a time, or say auto or none.")
    keys = [_by_level(Path(word), names, "--keys") for word in options.keys]
    hints = {} if options.hints is None else _by_level(options.hints, names, "--hints")
    marks = {} if options.marks is None else _by_level(options.marks, names, "--marks")
    code = 0
    for level in levels:
        own = argparse.Namespace(**vars(options))
        own.frames, own.output = str(level.folder), options.output / level.name
        own.keys = [str(found[level.name]) for found in keys if level.name in found]
        own.hints, own.marks = hints.get(level.name), marks.get(level.name)
        if options.report is not None:
            own.report = options.report.with_name(f"{options.report.stem}-{level.name}{options.report.suffix}")
        if options.result is not None:
            own.result = options.result / level.name
        try:
            code = max(code, run(own, level.source()))
        except CeltintError as error:
            print(f"celtint: {level.name}: {' '.join(str(error).split())}", file=sys.stderr)
            code = FAILED
    return code


def _by_level(folder: Path, names: Sequence[str], option: str) -> dict[str, Path]:
    """The folders named like levels in a folder."""
    listed = ", ".join(names)
    if not folder.is_dir():
        raise BadRequest(
            f"{option} {folder} is no folder; for levels give one that holds a folder for each ({listed})."
        )
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    wrong = next((path for path in inside if path.name not in names and pictures_in(path)), None)
    if wrong is not None:
        raise BadRequest(f"{wrong} belongs to no level; {option} holds folders named like the levels ({listed}).")
    found = {path.name: path for path in inside if path.name in names and pictures_in(path)}
    if not found:
        raise BadRequest(f"{folder} holds nothing for a level; {option} holds folders named like them ({listed}).")
    return found
