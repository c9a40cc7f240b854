"""`celtint sequence`: frames in, one colour layer a frame out; a run that was stopped goes on where it was."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, cast

from celtint import (
    BadRequest,
    Box,
    FrameResult,
    MatcherDescriptor,
    Networks,
    Palette,
    Scene,
    SequenceSettings,
    colour_sequence,
)
from celtint.matching.geometry import Matcher
from celtint.types import choices
from celtint_client.client import Client
from celtint_files.profiles import Profile
from celtint_models import registry
from tqdm import tqdm

from celtint_cli import (
    accounts,
    casting,
    cutting,
    files,
    levels,
    models,
    numbering,
    palette_files,
    reporting,
    timesheets,
)
from celtint_cli.accounts import Maker, xmp_of
from celtint_cli.adapting import adapted_matcher
from celtint_cli.boxes import parse_boxes
from celtint_cli.choosing import INK, TRACE, gap, told
from celtint_cli.connecting import add_options, connect
from celtint_cli.frames import Source, by_stem, find
from celtint_cli.journal import Journal, Stamps, about_file, digest
from celtint_cli.layer_files import Layers
from celtint_cli.remote import sequence_there
from celtint_cli.results import KeptFrames
from celtint_cli.spaces import boxes_in, palette_in
from celtint_cli.telling import Bar

LOOK = 0.01
"""Share of a frame that is unsure from which on it is named."""

_ABOUT = """Colour the frames of an animation.

FRAMES is a folder of pictures, a pattern (shot/*.png, shot/%04d.png), an animated WebP, GIF or PNG, or a video.
--keys gives the frames that you have coloured: a folder of pictures named like their frames, or FRAME=PNG (the
frame's name, or its number counted from 1). What is clear in a key stays empty. --hints is a folder of hint layers
named like their frames. -o is a folder; every frame gets a PNG of its own name there, to lie under the lines.

A cut of several levels is a folder that holds no pictures, but folders A, B ... of numbered ones; --keys, --hints and
-o are then folders of the same form, and each level is coloured by itself. FRAMES may be a timesheet (XDTS) beside
such folders: the drawings that it names are coloured, in the order in which they appear.

With --result DIR everything is kept that celtint palette needs to give a palette entry another colour on all frames.

A run that was stopped goes on with what is missing when it is started again."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "sequence",
        help="colour the frames of an animation",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("frames", metavar="FRAMES", help="a folder, a pattern, an animated picture or a video")
    add("-o", "--output", required=True, type=Path, metavar="DIR", help="where the colour layers go")
    add("--keys", nargs="+", default=[], metavar="DIR|FRAME=PNG", help="frames coloured by the artist")
    add("--hints", type=Path, metavar="DIR", help="hint layers, named like their frames")
    add(
        "--marks",
        type=Path,
        metavar="DIR",
        help="marks, named like their frames: PNG whose values are numbers, as for celtint colour",
    )
    add("--boxes", type=Path, metavar="JSON", help="boxes, the same on every frame, as for celtint colour")
    add("--palette", type=Path, metavar="FILE", help=f"named colours {palette_files.GIVEN}")
    casting.add_option(add)
    add("--mode", default="auto", choices=choices.MODE, help=told("what the frames are", choices.MODE_MEANINGS))
    add(
        "--undecided",
        choices=choices.SEQUENCE_UNDECIDED,
        help=told(
            "what becomes of what no key, hint or neighbour knows; auto, unless --model asks for a network",
            choices.SEQUENCE_UNDECIDED_MEANINGS,
        ),
    )
    add(
        "--cuts",
        default="auto",
        metavar="auto|none|FRAMES",
        help="where another scene begins: auto finds out, none does, or frames by name or number, with commas between",
    )
    add("--keys-anywhere", action="store_true", help="take keys as they lie, though they seem to be of other drawings")
    add("--window", type=int, default=24, metavar="N", help="frames held in mind at once (2 to 240)")
    add("--strength", type=float, default=1.0, metavar="S", help="0 to 1, grey frames: how far the network departs")
    add("--gap", type=gap, default="auto", metavar="PX|auto", help="the widest gap in a line that is closed")
    add("--ink", default="auto", metavar="auto|all|dark|COLOURS", help=INK)
    add("--trace", default="auto", metavar="auto|none|COLOURS", help=TRACE)
    add("--model", metavar="NAME", help="the network that proposes colours (see celtint models list)")
    add("--adapt", type=_seconds, metavar="SECONDS", help="let the matcher learn from the keys first (needs training)")
    add(
        "--report",
        type=Path,
        metavar="JSON",
        help="what was decided, what to look at first, and a contact sheet of that",
    )
    add_options(add)
    add("--result", type=Path, metavar="DIR", help="keep the result for celtint palette, in a folder of its own")
    accounts.add_option(add)
    add("--force", action="store_true", help="replace a kept result, although it was recoloured or painted in by hand")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Colour what is not coloured yet, each level by itself."""
    if options.server is None:
        return _each(options, None)
    if options.adapt is not None:
        raise BadRequest("--adapt learns in this process, and the colouring would be elsewhere; leave out --server.")
    with connect(options.server, options.token_file, options.tls_ca, "celtint sequence") as client:
        return _each(options, client)


def _each(options: argparse.Namespace, client: Client | None) -> int:
    """Colour the levels of a cut one after the other, or the one sequence that there is."""
    found: Sequence[levels.Level] = levels.cut_folder(options.frames)
    path = Path(options.frames)
    if path.suffix.lower() in timesheets.ENDINGS and path.is_file():
        sheet = timesheets.read(path)
        found = sheet.levels
        print(sheet.told)
        for sentence in sheet.lacking:
            print(f"celtint: {sentence}", file=sys.stderr)
    if found:
        return levels.colour(options, found, lambda own, source: _run(own, client, source))
    return _run(options, client, find(options.frames))


def _run(options: argparse.Namespace, client: Client | None, source: Source) -> int:
    undecided = cast(choices.SequenceUndecided, models.undecided(options))
    holds = numbering.told_holds(source.stems)
    if holds is not None:
        print(holds)
    settings = SequenceSettings(
        options.mode, undecided, options.gap, options.window, options.strength, options.ink,
        options.trace, cutting.cuts(options.cuts, source.stems), options.keys_anywhere,
    )  # fmt: skip
    keys = Layers(_key_paths(options.keys, source), source, "key")
    hints = Layers({} if options.hints is None else by_stem(options.hints, source.stems, "hints"), source, "hints")
    marks = Layers({} if options.marks is None else by_stem(options.marks, source.stems, "marks"), source, "marks")
    source.space = _space(options, keys, hints)
    boxes, palette = _written(options, source.space)
    sheets, maker = casting.files_of(options), Maker.of(options, undecided, client)
    inputs = [*source.inputs, *keys.paths.values(), *hints.paths.values(), *marks.paths.values()]
    inputs += [path for path in (options.boxes, options.palette) if path is not None]
    kept = None
    if options.result is not None:
        kept = KeptFrames(options.result, source.stems, [*inputs, options.output], options.force)
    files.make_folder(options.output)
    targets = [options.output / f"{stem}.png" for stem in source.stems]
    files.check_outputs([*targets, *(reporting.outputs(options.report) if options.report is not None else [])], inputs)
    scenes = _scenes(options, settings, source, keys.paths)
    stamps = _stamps(options, settings, source, (keys.paths, hints.paths, marks.paths), client, scenes, sheets)
    journal = Journal(options.output, stamps)
    todo = journal.missing(targets, lambda stem: kept is None or kept.has(stem, stamps.of[stem]))
    for part in todo:
        for index in part:
            files.remove_drafts(targets[index])
    start, rows, doubt = time.perf_counter(), 0, _Doubt()
    given = (source, keys.as_keys(), hints.as_hints(), boxes, palette, settings)
    with Bar(todo, len(source)) as bar:

        def take(result: FrameResult) -> None:
            nonlocal rows
            if not any(result.index in part for part in todo):
                return  # a server does all shots
            stem = source.stems[result.index]
            if kept is not None:
                kept.keep(stem, result, stamps.of[stem], source.space, maker)
            _write(journal, targets[result.index], result, inputs, source.space, maker)
            rows += 1
            doubt.note(stem, result)
            bar.frame()

        if client is None:
            networks = _networks(options, settings, source, keys, boxes, stamps)
            known = casting.casting_of(sheets) if todo else None
            more: dict[str, Any] = {"scenes": scenes, "cast": known, "marks": marks.as_marks()}
            for result in chain.from_iterable(
                colour_sequence(*given, networks, bar.of(part), part, **more) for part in todo
            ):
                take(result)
        elif todo:
            sequence_there(
                client,
                *given,
                take,
                scenes,
                labels=kept is not None or options.report is not None,
                model=options.model,
                cast=casting.part_of(sheets),
                marks=marks.as_marks(),
                progress=lambda news: bar.tell(news.share),
            )
    if options.report is not None:
        reporting.write(options.report, journal.report(source.stems), source, targets, inputs)
    for note in source.notes | keys.notes | hints.notes:
        print(f"celtint: {note}", file=sys.stderr)
    there = len(source) - rows
    was = f", {there} were there already" if there else ""
    print(f"{options.output}: {rows} frames, {doubt}{was}, {time.perf_counter() - start:.1f} s")
    return 0


def _space(options: argparse.Namespace, keys: "Layers", hints: "Layers") -> Profile | None:
    """In what profile's numbers the frames are coloured: the keys', or the hints'; a cast's colours are sRGB."""
    return None if options.cast is not None else keys.space() or hints.space()


def _written(options: argparse.Namespace, space: Profile | None) -> tuple[tuple[Box, ...], Palette | None]:
    """The boxes and the palette, their colours in the numbers of a space."""
    boxes = () if options.boxes is None else parse_boxes(files.read_text(options.boxes), str(options.boxes))
    return boxes_in(boxes, space), palette_in(palette_files.given(options.palette), space)


def _networks(
    options: argparse.Namespace,
    settings: SequenceSettings,
    source: Source,
    keys: "Layers",
    boxes: Sequence[Box],
    stamps: Stamps,
) -> Networks:
    """What proposes and what matches in this process, learned from the run's keys where that is asked for."""
    if options.adapt is None:
        matcher = _matcher()
    else:
        about = (options.adapt, options.output, stamps.run)
        matcher = adapted_matcher(source, keys.as_keys(), boxes, settings, *about)
    return Networks(models.proposing(settings.undecided, options.model), matcher)


class _Doubt:
    """Where to look first: how many regions are unsure, and the frames on which they take most room."""

    def __init__(self) -> None:
        self._regions = self._unsure = 0
        self._shares: list[tuple[float, str]] = []

    def note(self, stem: str, result: FrameResult) -> None:
        """Count a frame."""
        unsure = set(result.unsure)
        self._regions += len(result.regions)
        self._unsure += len(unsure)
        share = result.doubt + sum(r.area for r in result.regions if r.id in unsure) / result.labels.size
        if share >= LOOK:
            self._shares.append((-share, stem))

    def __str__(self) -> str:
        worst = ", ".join(stem for _, stem in sorted(self._shares)[:3])
        regions = f"{self._unsure} of {self._regions} regions unsure, " if self._regions else ""
        return f"{regions}look first at {worst}" if worst else f"{regions}none of much size"


def _stamps(
    options: argparse.Namespace,
    settings: SequenceSettings,
    source: Source,
    layers: tuple[dict[int, Path], ...],
    client: Client | None,
    scenes: Sequence[Scene],
    sheets: dict[str, bytes] | None,
) -> Stamps:
    """What the colours come from: the files, the settings, the version and the networks, or the server's. layers: the
    keys, the hints and the marks."""
    networks: list[Any] = [
        registry.describe(name).sha256 for name in (*registry.names(), *registry.names(MatcherDescriptor))
    ]
    others = [path for path in (options.boxes, options.palette) if path is not None]
    if options.adapt is not None:
        others += [layers[0][k] for k in sorted(layers[0])]  # every shot is matched by what was learned from all keys
    if client is not None:
        networks = [client.welcome.version, *client.welcome.models]
    # What the scenes are is a matter of each shot.
    alike = replace(settings, mode="auto", cuts="auto")
    shared = [version("celtint"), repr(alike), options.model, options.adapt, networks]
    shared += [] if source.space is None else [digest(source.space.data)]
    shared += [digest(files.read_bytes(path)) for path in others]
    shared += [f"{name} {digest(data)}" for name, data in (sheets or {}).items()]
    return Stamps(shared, source.stems, source.inputs, layers, scenes)


def _scenes(
    options: argparse.Namespace, settings: SequenceSettings, source: Source, keys: dict[int, Path]
) -> tuple[Scene, ...]:
    """The scenes of the frames, told in a line."""
    with tqdm(total=len(source), unit="frame", desc="scenes", disable=None, leave=False) as bar:

        def tell(_stage: str, share: float) -> None:
            bar.update(round(share * len(source)) - bar.n)

        of = [about_file(path) for path in source.inputs]
        scenes = cutting.scenes_of(source, keys, settings, options.output, of, tell)
    line = cutting.told(scenes, source.stems, settings.mode)
    if line is not None:
        print(line)
    return scenes


def _seconds(text: str) -> float:
    try:
        return min(max(float(text), 1.0), 3600.0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a number of seconds, not {text!r}") from None


def _matcher() -> Matcher | None:
    """The trained matcher, where it is installed."""
    if registry.MATCHER not in registry.names(MatcherDescriptor):
        print(f"celtint: {registry.MATCHER} is not installed; matching by place, form and motion", file=sys.stderr)
        return None
    return registry.load_matcher()


def _key_paths(words: list[str], source: Source) -> dict[int, Path]:
    """Keys by frame number, from folders and FRAME=PNG."""
    found: dict[int, Path] = {}
    place = {stem: k for k, stem in enumerate(source.stems)}
    for word in words:
        name, equals, path = word.partition("=")
        if not equals:
            found |= by_stem(Path(word), source.stems, "keys")
        elif name in place:
            found[place[name]] = Path(path)
        elif name.isdigit() and 1 <= int(name) <= len(source):
            found[int(name) - 1] = Path(path)
        else:
            raise BadRequest(
                f"The key {word} matches no frame; name one like {source.stems[0]}, or 1 to {len(source)}."
            )
    for key in found.values():
        if not key.is_file():
            raise BadRequest(f"The key {key} cannot be read: there is no such file.")
    return found


def _write(
    journal: Journal,
    target: Path,
    result: FrameResult,
    inputs: list[Path],
    space: Profile | None,
    maker: Maker | None,
) -> None:
    """One frame, whole, and then the note that it is there."""
    data = files.png(result.colour, space, xmp_of(result, maker))
    files.write_whole({target: data}, inputs)
    journal.note(target, data, result)
