"""`celtint palette`: one entry of a kept result in another colour, on every frame, without colouring anew."""

import argparse
import contextlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from celtint import RGB, BadRequest, Palette, PaletteEntry, Result, format_colour, parse_colour, recolour
from celtint_files.profiles import Profile

from celtint_cli import files, palette_files, results
from celtint_cli.accounts import xmp_of
from celtint_cli.changing import changing, settle
from celtint_cli.spaces import moved

_ABOUT = """Give an entry of a result's palette another colour.

DIR is a folder that celtint colour or celtint sequence made with --result. ENTRY is the entry's id, its name, or
the colour it has; without ENTRY the entries are listed. All regions of that entry change, on every frame of a
sequence, and no other pixel does; no network and no matching is run again.

The folder is rewritten as a whole or, whatever goes wrong, not at all. -o writes the colour layer as well: a PNG,
or, of a sequence, a folder with a PNG for every frame. What was painted into the folder's files by hand is left
alone: then nothing is done, unless you say --force."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "palette",
        help="give a palette entry of a result another colour",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("result", type=Path, metavar="DIR", help="a result, kept with --result")
    add("entry", nargs="?", metavar="ENTRY", help='an id ("skin"), a name ("Skin") or a colour ("#ffe0c8")')
    add("colour", nargs="?", metavar="COLOUR", help="the new one, #rrggbb")
    add("-o", "--output", type=Path, metavar="OUT", help="write the colour layer there too: a PNG, or a folder")
    add("--palette-out", type=Path, metavar="FILE", help=f"write the entries there: {palette_files.OUT}")
    add("--force", action="store_true", help="recolour files that were painted in by hand")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the entries, or recolour."""
    folder: Path = options.result
    if folder.is_dir():
        settle(folder)
    whole = results.manifest(folder)
    places = [place for place, _ in results.parts(folder, whole)]
    if len(places) < len(whole.frames):
        raise BadRequest(f"{folder} is not finished; run celtint sequence again, which does what is missing.")
    entries = _entries(places)
    if options.palette_out is not None:
        palette_files.check(options.palette_out)
        _check_not_inside(options.palette_out, folder)
        files.check_outputs([options.palette_out])
    if options.entry is None:
        _write_palette(options.palette_out, entries)
        for entry in entries.values():
            print(f"{entry.id}\t{format_colour(entry.colour)}\t{entry.name}")
        return 0
    if options.colour is None:
        raise BadRequest("Say the entry and its new colour: celtint palette DIR ENTRY '#rrggbb'.")
    colour = parse_colour(options.colour)
    entry = find(options.entry, entries.values())
    if not options.force:
        for place, about in results.parts(folder, whole):
            results.check_untouched(place, about)
    changed, regions = _recolour(folder, whole, entry, colour, options.output)
    _write_palette(options.palette_out, entries | {entry.id: replace(entry, colour=colour)})
    frames = "" if whole.kind == results.PICTURE else f" on {changed} of {len(places)} frames"
    print(f"{folder}: {entry.id} is {format_colour(colour)}, {regions} regions{frames}")
    return 0


def _write_palette(path: Path | None, entries: dict[str, PaletteEntry]) -> None:
    if path is not None:
        files.write_whole({path: palette_files.as_file(Palette(tuple(entries.values())), path)})


def find(word: str, entries: Iterable[PaletteEntry]) -> PaletteEntry:
    """The entry that a word means: by its id, else by its name or its colour. Raises BadRequest for none or several."""
    known, wanted = list(entries), None
    with contextlib.suppress(BadRequest):
        wanted = parse_colour(word)
    named = [e for e in known if e.colour == wanted or e.name.casefold() == word.casefold()]
    found = [e for e in known if e.id == word] or named
    if len(found) > 1:
        ids = ", ".join(e.id for e in found)
        raise BadRequest(f"{word} is the name or the colour of several entries; say which by its id: {ids}.")
    if not found:
        ids = ", ".join(e.id for e in known) or "none; a grey picture has no regions"
        raise BadRequest(f"There is no entry {word!r}; the result's entries are {ids}.")
    return found[0]


def _entries(places: Iterable[Path]) -> dict[str, PaletteEntry]:
    """All entries that any frame knows, by id, in sRGB."""
    found: dict[str, PaletteEntry] = {}
    for place in places:
        new = [entry for entry in results.palette_of(place).entries if entry.id not in found]
        space = results.space_of(place) if new else None
        found |= {entry.id: replace(entry, colour=moved(entry.colour, space, None)) for entry in new}
    return found


def _recolour(
    folder: Path, whole: results.Manifest, entry: PaletteEntry, colour: RGB, output: Path | None
) -> tuple[int, int]:
    """Rewrite the folder, one frame in memory at a time; how many frames and regions have the entry."""
    changed = regions = 0
    single = whole.kind == results.PICTURE
    with contextlib.ExitStack() as ending:
        # The layers outside are put in their places first: if they cannot be, the result stays as it was.
        change = ending.enter_context(changing(folder))
        if output is not None:
            _check_outside(output, folder, single)
        layers = None if output is None or single else ending.enter_context(changing(output))
        for place, _ in results.parts(folder, whole):
            kept = results.read(place)
            history = kept.manifest.recoloured
            result, had = kept.result, sum(r.entry == entry.id for r in kept.result.regions)
            if any(e.id == entry.id for e in result.palette.entries):
                result = recolour(result, entry.id, moved(colour, None, kept.space))
                history = {**history, entry.id: format_colour(colour)}
                results.stage(
                    change, place, result, kept.frame, kept.manifest.of, history, kept.space, kept.manifest.maker
                )
            changed, regions = changed + bool(had), regions + had
            xmp = xmp_of(result, kept.manifest.maker, history)
            if layers is not None:
                layers.put({f"{place.name}.png": files.png(result.colour, kept.space, xmp)})
            elif output is not None:
                files.write_whole(_layers(output, result, kept.space, xmp))
    return changed, regions


def _layers(output: Path, result: Result, space: Profile | None, xmp: bytes | None) -> dict[Path, bytes]:
    outputs = {output: files.png(result.colour, space, xmp)}
    if result.shade is not None:
        outputs[output.with_suffix(".shade.png")] = files.png(result.shade, space, xmp)
    return outputs


def _check_outside(output: Path, folder: Path, single: bool) -> None:
    """Raises BadRequest for a place where -o cannot write; of a sequence it is a folder, made here."""
    _check_not_inside(output, folder)
    if not single:
        files.make_folder(output)
        return
    if output.suffix.lower() != ".png":
        raise BadRequest(f"{output} does not end in .png, which is what would be written.")
    files.check_outputs([output])


def _check_not_inside(output: Path, folder: Path) -> None:
    if output.resolve().is_relative_to(folder.resolve()):
        raise BadRequest(f"{output} is in the result's own folder; name another place.")
