"""`celtint colour`: drawings in, colour layers out, in this process or by a server."""

import argparse
import functools
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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
    parse_palette,
    preview_regions,
    to_svg,
)
from celtint import colour as colour_here
from celtint.types import choices
from tqdm import tqdm

from celtint_cli import files, models, results
from celtint_cli.boxes import parse_boxes
from celtint_cli.changing import changing
from celtint_cli.choosing import INK, gap, told
from celtint_cli.connecting import add_options, connect
from celtint_cli.jobs import Job, plan
from celtint_cli.remote import colour_there
from celtint_cli.report import report

Colourer = Callable[..., Result]
"""Takes a picture and, by name, hints, boxes, palette and settings, as `celtint.colour` does."""

_ABOUT = """Colour one drawing, or several into a folder.

-o is the colour layer: a PNG of the picture's size, opaque wherever a colour was decided, the lines not in
it. Lay it under the lines, or multiply the lines over it. With --style soft it stays the exact flats, and
OUT.shade.png beside it is the shade to lay over them.

With --result DIR everything is kept that celtint palette needs to give a palette entry another colour later.

With several pictures, -o and the other outputs are folders, and so may be --hints and --boxes: files belong
together that have the same name before the dot."""


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
        help="line art or grey: PNG, WebP, JPEG, TIFF or BMP",
    )
    add("-o", "--output", required=True, type=Path, metavar="OUT.png", help="the colour layer")
    add("--hints", type=Path, metavar="PNG", help="opaque paint on a clear layer of the picture's size")
    add(
        "--boxes",
        type=Path,
        metavar="JSON",
        help='[{"x", "y", "width", "height", "tag", "colour"}, ...], colour "#rrggbb", or "none" to keep it empty',
    )
    add("--palette", type=Path, metavar="FILE", help="GIMP .gpl or JSON: the colours to choose from")
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
    add("--model", metavar="NAME", help="the network (see celtint models list)")
    add_options(add)
    add("--svg", type=Path, metavar="OUT.svg", help="the flats as polygons")
    add("--tolerance", type=float, default=0.0, metavar="PX", help="how far polygons may stray (0: exact)")
    add("--regions", type=Path, metavar="PNG", help="a preview of the regions")
    add("--preview-ink", type=Path, metavar="PNG", help="a preview of what counts as ink, dark on white")
    add("--report", type=Path, metavar="JSON", help="what was decided for every region")
    add("--result", type=Path, metavar="DIR", help="keep the result for celtint palette, in a folder of its own")
    add("--force", action="store_true", help="replace a kept result, although it was recoloured or painted in by hand")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Colour everything; of several pictures those that cannot be coloured are named and left out."""
    undecided = models.undecided(options)
    settings = Settings(
        options.mode, options.style, undecided, options.gap, options.colours, options.strength, options.ink
    )
    palette = None if options.palette is None else _named(options.palette, parse_palette)
    jobs = plan(options)
    inputs = [path for job in jobs for path in job.inputs()]
    if options.palette is not None:
        inputs.append(options.palette)
    for job in jobs:
        if job.result is not None:
            results.make_room(job.result, results.PICTURE, options.force)
    files.check_outputs([path for job in jobs for path in job.outputs(settings.style)], inputs)
    failed = 0
    with _colourer(options, settings) as colourer, tqdm(jobs, unit="picture", disable=_quiet(jobs)) as bar:
        for job in bar:
            start = time.perf_counter()
            try:
                result = _colour(
                    job, colourer, palette=palette, settings=settings, tolerance=options.tolerance, inputs=inputs
                )
            except CeltintError as error:
                if len(jobs) == 1:
                    raise
                failed += 1
                bar.write(f"{job.picture} is left out: {error}", file=sys.stderr)
            else:
                bar.write(_summary(job, result, time.perf_counter() - start))
                for note in (*result.notes, *_other_lines(result)):
                    bar.write(f"{job.picture}: {note}", file=sys.stderr)
    return 2 if failed else 0


def _quiet(jobs: list[Job]) -> bool | None:
    """No bar for one picture; None lets tqdm leave it out where standard error is not a terminal."""
    return True if len(jobs) == 1 else None


def _named(path: Path, parse: Callable[[str], Palette]) -> Palette:
    """Parse a file, its name in front of whatever is wrong with it."""
    try:
        return parse(files.read_text(path))
    except BadRequest as error:
        sentence = str(error)
        raise BadRequest(sentence if str(path) in sentence else f"{path}: {sentence}") from None


@contextmanager
def _colourer(options: argparse.Namespace, settings: Settings) -> Iterator[Colourer]:
    """Whoever does the colouring: a server, or this process with the network loaded once."""
    if options.server is not None:
        with connect(options.server, options.token_file, options.tls_ca) as client:
            yield functools.partial(colour_there, client, model=options.model)
        return
    yield functools.partial(colour_here, network=models.proposing(settings.undecided, options.model))


def _colour(
    job: Job,
    colourer: Colourer,
    *,
    palette: Palette | None,
    settings: Settings,
    tolerance: float,
    inputs: list[Path],
) -> Result:
    """Read, colour and write one picture. Nothing is written unless all of it worked."""
    picture = _picture(job.picture)
    hints = None if job.hints is None else Hints(files.read_hints(job.hints))
    boxes = () if job.boxes is None else parse_boxes(files.read_text(job.boxes), str(job.boxes))
    if hints is not None and hints.pixels.shape[:2] != (picture.height, picture.width):
        height, width = hints.pixels.shape[:2]
        raise BadRequest(
            f"{job.hints} is {width}×{height} and {job.picture} is {picture.width}×{picture.height}; "
            "hints are as large as the picture."
        )
    result = colourer(picture, hints=hints, boxes=boxes, palette=palette, settings=settings)
    outputs = {job.colour: files.png(result.colour)}
    if settings.style == "soft" and result.shade is not None:
        outputs[job.shade] = files.png(result.shade)
    if result.mode != "line" and (job.svg is not None or job.regions is not None):
        raise BadRequest(
            f"{job.picture} was coloured as grey and has no regions; use --mode line, or neither --svg nor --regions."
        )
    if job.svg is not None:
        outputs[job.svg] = to_svg(result, tolerance).encode()
    if job.regions is not None:
        outputs[job.regions] = files.png(preview_regions(result.labels))
    if job.ink is not None and result.ink is not None:
        outputs[job.ink] = files.png(result.ink)
    if job.report is not None:
        outputs[job.report] = report(result).encode()
    files.write_whole(outputs, inputs)
    if job.result is not None:
        with changing(job.result) as change:
            results.stage(change, job.result, result)
    return result


def _picture(path: Path) -> Picture:
    try:
        return Picture(files.read_picture(path))
    except BadPicture as error:
        sentence = str(error)
        raise BadPicture(sentence if str(path) in sentence else f"{path}: {sentence}") from None


def _other_lines(result: Result) -> Iterator[str]:
    """Which line colours don't count, if there are any."""
    others = ", ".join(f"{format_colour(pen.colour)} ({pen.share:.0%})" for pen in result.inks if not pen.counts)
    if others:
        yield f"not counted as ink: {others}; --ink all counts them."


def _summary(job: Job, result: Result, seconds: float) -> str:
    """One line: where the layer is, how many regions there were and who decided them."""
    by = Counter(region.decided_by for region in result.regions)
    shares = ", ".join(f"{count} {choices.DECIDED_BY_LABELS[who]}" for who, count in by.most_common())
    what = f"{len(result.regions)} regions ({shares})" if result.mode == "line" else "grey"
    return f"{job.colour}: {what}, {seconds:.2f} s"
