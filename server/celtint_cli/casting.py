"""`--cast FOLDER`: model sheets, read here or packed for a server."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from celtint import Casting, MatcherDescriptor, read_cast
from celtint_client import casting
from celtint_client.parts import Part
from celtint_models import registry
from celtint_server.cast_files import read_files

ABOUT = "model sheets: a folder a character, with finished drawings of it (docs/cast.md)"


def add_option(add: Callable[..., Any]) -> None:
    """`--cast`."""
    add("--cast", type=Path, metavar="FOLDER", help=ABOUT)


def files_of(options: argparse.Namespace) -> dict[str, bytes] | None:
    """The files of the folder that was named, or None. Raises BadRequest, TooLarge."""
    return None if options.cast is None else casting.read_folder(options.cast)


def casting_of(files: dict[str, bytes] | None) -> Casting | None:
    """The cast, read; what cannot be used of it is said. Raises BadRequest for what is no cast."""
    if files is None:
        return None
    cast, notes = read_files(files)
    known = read_cast(cast, said=tuple(notes))
    for note in known.notes:
        print(f"celtint: {note}", file=sys.stderr)
    # They are said once, not with every picture.
    matcher = registry.load_cast_matcher() if registry.CAST in registry.names(MatcherDescriptor) else None
    return Casting(replace(known, notes=()), matcher)


def part_of(files: dict[str, bytes] | None) -> Part | None:
    """The cast as it is sent."""
    return None if files is None else casting.packed(files)
