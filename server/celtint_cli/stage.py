"""`celtint stage`: boxes with names on a blank canvas in, a picture and all its layers out."""

import argparse
import functools
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import celtint
from celtint import BadRequest, Staged, StageLayout
from celtint.types import choices
from tqdm import tqdm

from celtint_cli import accounts, files
from celtint_cli.accounts import Maker
from celtint_cli.changing import changing, settle
from celtint_cli.choosing import told
from celtint_cli.connecting import add_options, connect
from celtint_cli.layouts import parse_layout
from celtint_cli.remote_stage import stage_there
from celtint_cli.scenes import left_behind, told_of, written
from celtint_cli.stock import stock

MOST_VARIANTS = 1000

_ABOUT = """Make a picture of boxes with names.

LAYOUT.json says how large the canvas is and what stands where:

  {"width": 1024, "height": 768, "background": "meadow",
   "boxes": [{"x": 600, "y": 120, "width": 360, "height": 520, "tag": "tree"}]}

-o is a folder, new or empty: picture.png, lines.png, grey.png, flats.png, shade.png, hints.png, palette.gpl, scene.svg,
scene.ora, report.json, and layers with a PNG for each object. With --variants N it has a folder for each, 1 to N, whose
seeds follow each other. All of it is written, or nothing.

celtint colour lines.png --hints hints.png gives the flats again; change a dot, and that part alone is another."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "stage",
        help="make a picture of boxes with names",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("layout", type=Path, metavar="LAYOUT.json", help="the canvas and its boxes (docs/stage.md)")
    add("-o", "--output", required=True, type=Path, metavar="DIR", help="where the picture goes")
    add("--variants", type=int, default=1, metavar="N", help="so many different ones, each in a folder of its own")
    add("--seed", type=int, metavar="N", help="another number, another picture; the same, the same bytes")
    add("--background", choices=choices.BACKGROUND, help=told("what lies behind", choices.BACKGROUND_MEANINGS))
    add("--light", choices=choices.LIGHT, help=told("where the light comes from", choices.LIGHT_MEANINGS))
    add("--style", choices=choices.STYLE, help=told("what you get", choices.STYLE_MEANINGS))
    add("--line", type=float, metavar="PX", help="how wide lines are, 1 to 64 (0: 0.3 %% of the longer side)")
    add("--engine", choices=choices.ENGINE, help=told("who draws", choices.ENGINE_MEANINGS))
    add_options(add)
    accounts.add_option(add)
    add("--force", action="store_true", help="replace the picture that is there already")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make all variants, then write them together."""
    if not 1 <= options.variants <= MOST_VARIANTS:
        raise BadRequest(f"--variants is 1 to {MOST_VARIANTS}, not {options.variants}.")
    names = ("seed", "background", "light", "style", "line", "engine")
    said = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    layout = parse_layout(files.read_text(options.layout), str(options.layout), said)
    layouts = [replace(layout, seed=layout.seed + number) for number in range(options.variants)]
    folder: Path = options.output
    _check(folder, options.layout, options.force)
    begun = time.perf_counter()
    with _stager(options) as (stager, maker):
        made_there = not folder.exists()
        files.make_folder(folder)
        try:
            notes = write(folder, layouts, stager, maker)
        except BaseException:
            if made_there:
                folder.rmdir()
            raise
    for note in dict.fromkeys(notes):
        print(f"{options.layout}: {note}", file=sys.stderr)
    print(f"{folder}: {len(layouts)} {'picture' if len(layouts) == 1 else 'pictures'} of {len(layout.boxes)} boxes, "
          f"{time.perf_counter() - begun:.2f} s")  # fmt: skip
    return 0


def write(
    folder: Path, layouts: list[StageLayout], stager: Callable[[StageLayout], Staged], maker: Maker | None = None
) -> list[str]:
    """Make the pictures and write them as one; what is to be told of them. maker: for the pictures' XMP."""
    notes: list[str] = []
    kept: set[str] = set()
    with changing(folder) as change:
        for number, layout in enumerate(tqdm(layouts, unit="picture", disable=_quiet(layouts)), start=1):
            prefix = "" if len(layouts) == 1 else f"{number}/"
            made = stager(layout)
            notes += made.notes
            contents = {f"{prefix}{name}": data for name, data in written(layout, made, maker).items()}
            kept |= contents.keys()
            change.put(contents)
        for name in _ours(folder):
            if name not in kept:
                change.remove(name)
    return notes


def _quiet(layouts: list[StageLayout]) -> bool | None:
    return True if len(layouts) == 1 else None


def _ours(folder: Path) -> Iterator[str]:
    """Names of the files that earlier pictures have left in the folder."""
    for place in (folder, *folder.glob("[0-9]*")):
        for name in left_behind(place):
            yield (place / name).relative_to(folder).as_posix()


def _check(folder: Path, layout: Path, force: bool) -> None:
    """Raises BadRequest for a folder that may not be written into."""
    if folder.exists() and not folder.is_dir():
        raise BadRequest(f"{folder} is a file; name a folder for the picture.")
    if not folder.exists():
        return
    settle(folder)
    there = [path for path in folder.iterdir() if not path.name.startswith(".")]
    if not there:
        return
    if not any(told_of(place) is not None for place in (folder, folder / "1")):
        raise BadRequest(f"{folder} holds something else; name a new or an empty folder for the picture.")
    if not force:
        raise BadRequest(f"{folder} holds a picture already; name another folder, or replace it with --force.")
    if layout.resolve().is_relative_to(folder.resolve()):
        raise BadRequest(f"{layout} lies in the folder that is to be replaced; copy it elsewhere, or name another.")


@contextmanager
def _stager(options: argparse.Namespace) -> Iterator[tuple[Callable[[StageLayout], Staged], Maker | None]]:
    """Whoever makes the pictures, a server or this process, and what the pictures say of that."""
    if options.server is not None:
        with connect(options.server, options.token_file, options.tls_ca, "celtint stage") as client:
            yield functools.partial(stage_there, client), Maker.of(options, "", client)
        return
    has = stock()
    yield (
        functools.partial(celtint.stage, objects=has.objects, words=has.words, drawing=has.drawing),
        Maker.of(options, ""),
    )
