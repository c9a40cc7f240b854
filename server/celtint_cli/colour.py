"""`celtint colour`: drawings in, colour layers out, in this process or by a server."""

import argparse
import functools
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
from celtint import (
    BadPicture,
    BadRequest,
    CeltintError,
    Hints,
    Palette,
    Picture,
    Result,
    Settings,
    format_colour,
    preview_regions,
    to_svg,
)
from celtint import colour as colour_here
from celtint.colours.depth import to_eight_bit
from celtint.line.panels import panels_of
from celtint.types import choices
from celtint.types.picture import MARK_NUMBERS
from celtint_files.layering import check_size, layers_of, written
from celtint_files.opening import ENDINGS, TOLD
from celtint_files.pictures import Decoded
from celtint_files.profiles import SRGB, Profile
from tqdm import tqdm

from celtint_cli import accounts, casting, files, models, pages, palette_files, results
from celtint_cli.accounts import Maker, xmp_of
from celtint_cli.boxes import parse_boxes
from celtint_cli.changing import changing
from celtint_cli.choosing import INK, TRACE, gap, told
from celtint_cli.connecting import add_options, connect
from celtint_cli.jobs import Job, plan
from celtint_cli.remote import colour_there
from celtint_cli.report import report
from celtint_cli.spaces import as_srgb, boxes_in, deepened, palette_in

Colourer = Callable[..., Result]
"""Takes a picture and, by name, hints, boxes, palette, settings and marks, as `celtint.colour` does."""

_ABOUT = """Colour one drawing, or several into a folder.

-o is the colour layer: a PNG of the picture's size, opaque wherever a colour was decided, the lines not in
it. Lay it under the lines, or multiply the lines over it. With --style soft it stays the exact flats, and
OUT.shade.png beside it is the shade to lay over them.

With --result DIR everything is kept that celtint palette needs to give a palette entry another colour later.

With several pictures, or a folder of pages, -o and the other outputs are folders, and so may be --hints, --boxes and
--marks: files belong together that have the same name before the dot. A folder's pages are taken in natural order."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "colour",
        help="colour drawings",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "pictures",
        nargs="+",
        type=Path,
        metavar="PICTURE",
        help=f"line art or grey: {TOLD}",
    )
    add("-o", "--output", required=True, type=Path, metavar="OUT.png", help="the colour layer")
    add("--hints", type=Path, metavar="PNG", help="opaque paint on a clear layer of the picture's size")
    add("--lines-layer", metavar="NAME", help="of a picture with layers, the one with the lines")
    add(
        "--hints-layer",
        metavar="NAME",
        help="of a file with layers, the one with the hints; the picture's own, or --hints'",
    )
    add(
        "--boxes",
        type=Path,
        metavar="JSON",
        help='[{"x", "y", "width", "height", "tag", "colour"}, ...], colour "#rrggbb", or "none" to keep it empty',
    )
    add("--palette", type=Path, metavar="FILE", help=f"the colours to choose from {palette_files.GIVEN}")
    add("--palette-out", type=Path, metavar="FILE", help=f"the result's palette: {palette_files.OUT}")
    add(
        "--marks",
        type=Path,
        metavar="PNG",
        help=told(
            "strokes as numbers, grey or indexed: "
            + ", ".join(f"{number} {word}" for word, number in MARK_NUMBERS.items()),
            choices.MARK_MEANINGS,
        ),
    )
    casting.add_option(add)
    add(
        "--mode",
        default="auto",
        choices=choices.MODE,
        help=told("what the picture is", choices.MODE_MEANINGS),
    )
    add("--style", default="flat", choices=choices.STYLE, help=told("what you get", choices.STYLE_MEANINGS))
    add(
        "--undecided",
        choices=choices.UNDECIDED,
        help=told(
            "what becomes of regions without a hint; auto, unless --model asks for a network",
            choices.UNDECIDED_MEANINGS,
        ),
    )
    add(
        "--merge",
        type=float,
        default=0.0,
        metavar="M",
        help="0 to 1: how far areas without a hint are merged to objects, from not at all to few",
    )
    add("--colours", type=int, metavar="N", help="at most so many colours among regions without a hint")
    add(
        "--strength",
        type=float,
        default=1.0,
        metavar="S",
        help="0 to 1: how far the network departs from the hints",
    )
    add("--gap", type=gap, default="auto", metavar="PX|auto", help="the widest gap in a line that is closed")
    add("--ink", default="auto", metavar="auto|all|dark|COLOURS", help=INK)
    add("--trace", default="auto", metavar="auto|none|COLOURS", help=TRACE)
    add("--model", metavar="NAME", help="the network (see celtint models list)")
    add_options(add)
    add(
        "--depth",
        type=int,
        default=8,
        choices=(8, 16),
        help="bits a channel of the layers; 16 keeps those of the hints",
    )
    add("--layers", type=Path, metavar="OUT.ora|OUT.psd", help="lines, shade, colours and unsure marks as layers")
    add("--each-colour", action="store_true", help="with --layers, a layer for each colour")
    add("--svg", type=Path, metavar="OUT.svg", help="the flats as polygons")
    add("--tolerance", type=float, default=0.0, metavar="PX", help="how far polygons may stray (0: exact)")
    add("--regions", type=Path, metavar="PNG", help="a preview of the regions")
    add("--lines-out", type=Path, metavar="PNG", help="the lines on nothing, to lay over the colours")
    add(
        "--line-colours",
        choices=[word for word in choices.LINE_COLOURS if word != "none"],
        help=told("what becomes of them there; untraced", choices.LINE_COLOURS_MEANINGS),
    )
    add("--preview-ink", type=Path, metavar="PNG", help="a preview of what counts as ink, dark on white")
    add("--report", type=Path, metavar="JSON", help="what was decided for every region")
    add(
        "--reading",
        choices=choices.READING,
        help="which way a comic is read (rtl: as manga are): list its panels in the report so; ltr for a folder",
    )
    add("--resume", action="store_true", help="of several pages, colour those alone that aren't there yet")
    add("--result", type=Path, metavar="DIR", help="keep the result for celtint palette, in a folder of its own")
    accounts.add_option(add)
    add("--force", action="store_true", help="replace a kept result, although it was recoloured or painted in by hand")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Colour everything; of several pictures those that cannot be coloured are named and left out."""
    undecided = models.undecided(options)
    settings = Settings(
        options.mode,
        options.style,
        undecided,
        options.gap,
        options.colours,
        options.strength,
        options.ink,
        options.merge,
        options.trace,
        _line_colours(options),
    )
    palette = palette_files.given(options.palette)
    jobs, ledger = _planned(options, settings)
    inputs = [path for job in jobs for path in job.inputs()]
    if options.palette is not None:
        inputs.append(options.palette)
    for job in jobs:
        if job.result is not None:
            results.make_room(job.result, results.PICTURE, options.force)
    files.check_outputs([path for job in jobs for path in job.outputs(settings.style)], inputs)
    failed = 0
    # No bar for one picture; None lets tqdm leave it out where standard error is not a terminal.
    quiet = True if ledger is None else None
    with _colourer(options, settings) as (colourer, maker), tqdm(jobs, unit="picture", disable=quiet) as bar:
        for job in bar:
            start = time.perf_counter()
            try:
                result = _colour(job, colourer, maker, options, palette=palette, settings=settings, inputs=inputs)
            except CeltintError as error:
                if ledger is None:
                    raise
                failed += 1
                bar.write(f"{job.picture} is left out: {error}", file=sys.stderr)
            else:
                if ledger is not None:
                    ledger.note(job)
                bar.write(_summary(job, result, time.perf_counter() - start))
                for note in (*result.notes, *_other_lines(result)):
                    bar.write(f"{job.picture}: {note}", file=sys.stderr)
    return 2 if failed else 0


def _line_colours(options: argparse.Namespace) -> choices.LineColours:
    """Raises BadRequest where they are said and not where to."""
    if options.lines_out is None and options.layers is None and options.line_colours is not None:
        raise BadRequest("--line-colours is about --lines-out PNG and --layers; say where the lines go.")
    return cast(choices.LineColours, options.line_colours or ("none" if options.lines_out is None else "untraced"))


def _planned(options: argparse.Namespace, settings: Settings) -> tuple[list[Job], pages.Ledger | None]:
    """What is to be coloured; and, of several pictures, what keeps account of them."""
    folder = any(path.is_dir() for path in options.pictures)
    options.pictures = pages.expanded(options.pictures)
    many = folder or len(options.pictures) > 1
    if folder and not options.output.exists() and options.output.suffix.lower() in ENDINGS:
        raise BadRequest(f"{options.output} looks like a picture; give a folder for the pages' layers with -o.")
    if folder and options.reading is None:
        options.reading = "ltr"
    jobs = plan(options, many)
    if not many:
        if options.resume:
            raise BadRequest("--resume is about several pages; leave it out for one picture.")
        return jobs, None
    ledger = pages.Ledger(options.output, options, settings)
    if options.resume:
        jobs, said = pages.left(jobs, ledger)
        for line in said:
            print(line, file=sys.stderr)
    return jobs, ledger


@contextmanager
def _colourer(options: argparse.Namespace, settings: Settings) -> Iterator[tuple[Colourer, Maker | None]]:
    """Whoever colours, a server or this process with the network loaded once, and what pictures say of it."""
    if options.server is not None:
        with connect(options.server, options.token_file, options.tls_ca) as client:
            cast = casting.part_of(casting.files_of(options))
            there = functools.partial(colour_there, client, model=options.model, cast=cast)
            yield there, Maker.of(options, settings.undecided, client)
        return
    cast_here = casting.casting_of(casting.files_of(options))
    network = models.proposing(settings.undecided, options.model)
    yield functools.partial(colour_here, network=network, cast=cast_here), Maker.of(options, settings.undecided)


def _colour(
    job: Job,
    colourer: Colourer,
    maker: Maker | None,
    options: argparse.Namespace,
    *,
    palette: Palette | None,
    settings: Settings,
    inputs: list[Path],
) -> Result:
    """Read, colour and write one picture. Nothing is written unless all of it worked."""
    # The result is in the space of the hints, so that their numbers stay theirs. A cast's colours are sRGB.
    into = None if options.cast is None else SRGB
    of = job.picture if job.hints is None and options.hints_layer is not None else job.hints
    layer = None if of is None else files.hint_layer(of, into, options.hints_layer)
    space = None if layer is None else layer.profile
    picture, said = _picture(job.picture, space, options.lines_layer)
    if job.layers is not None:
        check_size(job.layers.suffix, picture.width, picture.height)
    hints = None if layer is None else Hints(to_eight_bit(layer.pixels))
    boxes = () if job.boxes is None else boxes_in(parse_boxes(files.read_text(job.boxes), str(job.boxes)), space)
    if hints is not None and hints.pixels.shape[:2] != (picture.height, picture.width):
        raise BadRequest(_other_size(of, hints.pixels, "hints", job, picture))
    marks = None if job.marks is None else files.read_marks(job.marks)
    if marks is not None and marks.pixels.shape != (picture.height, picture.width):
        raise BadRequest(_other_size(job.marks, marks.pixels, "marks", job, picture))
    result = colourer(
        picture, hints=hints, boxes=boxes, palette=palette_in(palette, space), settings=settings, marks=marks
    )
    result = replace(result, notes=(*said, *(() if layer is None else layer.notes), *result.notes))
    xmp = xmp_of(result, maker)
    outputs = _outputs(job, result, layer, options, xmp)
    if job.layers is not None:
        sheets = layers_of(result, picture.pixels, options.each_colour)
        outputs[job.layers] = written(sheets, job.layers.suffix, space, xmp)
    files.write_whole(outputs, inputs)
    if job.result is not None:
        with changing(job.result) as change:
            results.stage(change, job.result, result, space=space, maker=maker)
    return result


def _other_size(path: Path | None, pixels: npt.NDArray[np.uint8], what: str, job: Job, picture: Picture) -> str:
    height, width = pixels.shape[:2]
    return (
        f"{path} is {width}×{height} and {job.picture} is {picture.width}×{picture.height}; "
        f"{what} are as large as the picture."
    )


def _outputs(
    job: Job, result: Result, hints: Decoded | None, options: argparse.Namespace, xmp: bytes | None
) -> dict[Path, bytes]:
    """The files that were asked for. Raises BadRequest for those that a grey picture has not."""
    space = None if hints is None else hints.profile

    def layer(pixels: npt.NDArray[np.uint8]) -> bytes:
        deep = options.depth == 16
        return files.png(deepened(pixels, None if hints is None else hints.pixels) if deep else pixels, space, xmp)

    outputs = {job.colour: layer(result.colour)}
    if options.style == "soft" and result.shade is not None:
        outputs[job.shade] = layer(result.shade)
    if result.mode != "line" and (job.svg is not None or job.regions is not None or job.lines is not None):
        raise BadRequest(
            f"{job.picture} was coloured as grey and has no regions and no lines; use --mode line, or none of --svg, "
            "--regions and --lines-out."
        )
    if job.svg is not None:
        outputs[job.svg] = to_svg(as_srgb(result, space), options.tolerance).encode()
    if job.regions is not None:
        outputs[job.regions] = files.png(preview_regions(result.labels))
    if job.palette is not None:
        outputs[job.palette] = palette_files.as_file(as_srgb(result, space).palette, job.palette)
    if job.ink is not None and result.ink is not None:
        outputs[job.ink] = files.png(result.ink)
    if job.lines is not None and result.lines is not None:
        outputs[job.lines] = layer(result.lines)
    if job.report is not None:
        panels = () if options.reading is None else panels_of(result, options.reading)
        outputs[job.report] = report(result, space=space, panels=panels).encode()
    return outputs


def _picture(path: Path, space: Profile | None, layer: str | None) -> tuple[Picture, tuple[str, ...]]:
    """The drawing in the numbers of a space, and what is to be said of its file."""
    try:
        found = files.read(path, space or SRGB, "lines", layer)
        return Picture(found.pixels), found.notes
    except BadPicture as error:
        sentence = str(error)
        raise BadPicture(sentence if str(path) in sentence else f"{path}: {sentence}") from None


def _other_lines(result: Result) -> Iterator[str]:
    """Which line colours don't count, if there are any."""
    others = ", ".join(f"{format_colour(pen.colour)} ({pen.share:.0%})" for pen in result.inks if not pen.counts)
    if others:
        yield f"not counted as ink: {others}; --ink all counts them."
    traces = ", ".join(f"{format_colour(pen.colour)} ({pen.share:.0%})" for pen in result.inks if pen.trace)
    if traces:
        yield f"trace lines, which the paint covers: {traces}; --trace none keeps them."


def _summary(job: Job, result: Result, seconds: float) -> str:
    """One line: where the layer is, how many regions there were and who decided them."""
    by = Counter(region.decided_by for region in result.regions)
    shares = ", ".join(f"{count} {choices.DECIDED_BY_LABELS[who]}" for who, count in by.most_common())
    what = f"{len(result.regions)} regions ({shares})" if result.mode == "line" else "grey"
    return f"{job.colour}: {what}, {seconds:.2f} s"
