"""``celtint bench colour``: measures celtint beside other tools and writes the report."""

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from celtint import BadRequest

from celtint_train.evaluation.report import Section, write
from celtint_train.evaluation.sequences import command as sequence_command
from celtint_train.evaluation.stage import command as stage_command

if TYPE_CHECKING:
    from celtint import Network

Say = Callable[[str], None]
ART = ("undecided", "art-pairs")
"""The sections that need the art set."""

Measure = Callable[[argparse.Namespace, Say], Section]
"""Measures one section of the report; what it says goes to standard error while it runs."""


def register(commands: Any, extra: Mapping[str, Measure] | None = None) -> None:
    """Add ``bench`` to argparse's ``commands``.

    extra: sections that the caller can measure and this package can't (what the server adds, say), by the
    name that ``--only`` takes.
    """
    sections = {"flats": _flats, "drawings": _drawings, "pairs": _pairs, "art-pairs": _art_pairs, "dabs-to-good": _dabs}
    sections |= {"flatting": _flatting, "traces": _traces, "speed": _speed, "pages": _pages, **(extra or {})}
    sections |= {"real": _real, "undecided": _art}
    bench = commands.add_parser("bench", help="measure celtint beside other tools")
    subjects = bench.add_subparsers(required=True, metavar="SUBJECT")
    colour = subjects.add_parser("colour", help="colouring a drawing: flats, time and memory, real art")
    colour.add_argument("--quick", action="store_true", help="few and small pictures: a check, not a measurement")
    colour.add_argument("--only", choices=sorted(sections), help="measure this section, keep the others")
    colour.add_argument("--scenes", type=_count, metavar="N", help="generated scenes of the smallest size")
    colour.add_argument("--model", metavar="NAME", help="the network that proposes colours")
    colour.add_argument(
        "--art", type=Path, metavar="FOLDER", help="the art set; without it, its sections stay as they were"
    )
    colour.add_argument("-o", "--output", type=Path, default=Path("docs/benchmarks.md"), metavar="REPORT.md")
    colour.set_defaults(run=run, sections=sections)
    sequence_command.register(subjects)
    stage_command.register(subjects)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of scenes; give 1 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Measure what was asked for and write the report; 0 when done, whether or not the bars are met."""
    if importlib.util.find_spec("gmic") is None:
        raise BadRequest("The bench runs beside G'MIC; in celtint's source: pip install '.[bench]'")
    start = time.perf_counter()
    measured = []
    if options.only in ART and options.art is None:
        raise BadRequest("This section is measured on the art set; give its folder with --art.")
    for name, measure in options.sections.items():
        if options.only in (None, name) and (name not in ART or options.art is not None):
            _say(f"— {name}")
            measured.append(measure(options, _say))
            write(options.output, measured[-1:], summary=True)
    for bar in (bar for section in measured for bar in section.bars):
        print(f"{'met    ' if bar.met else 'NOT MET'}  {bar.what}: {bar.got} ({bar.bar})")
    print(f"{options.output}, {time.perf_counter() - start:.0f} s")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _flats(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench import flats

    scenes = {512: 2} if options.quick else dict(flats.SCENES)
    if options.scenes:
        smallest = min(scenes)
        scenes = {size: max(1, round(options.scenes * n / scenes[smallest])) for size, n in scenes.items()}
    return flats.run(scenes, say=say)


def _drawings(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench.drawings import section

    return section.run(quick=options.quick, say=say)


def _pairs(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench.pairs import section

    return section.run(options.quick, say)


def _art_pairs(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench.pairs import true_pairs

    return true_pairs.run(options.art, options.quick, say)


def _dabs(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench.pairs import dabs

    return dabs.run(options.quick, say)


def _flatting(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench.pairs import flatting

    return flatting.run(options.quick, say)


def _traces(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench.traces import section

    return section.run(options.art, options.quick, say)


def _speed(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench import speed

    network = _network(options.model)
    if options.quick:
        return speed.run(network, size=1024, sizes=(512, 1024), scenes=1, say=say)
    return speed.run(network, say=say)


def _pages(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench import pages

    if options.quick:
        return pages.run((pages.Format(512, 512, 2, 2), pages.Format(1024, 512, 2, 2)), 256, say)
    return pages.run(say=say)


def _network(name: str | None) -> "Network | None":
    from celtint_models import registry

    if name is None and not registry.names():
        return None
    return registry.load(name or registry.DEFAULT)


def _real(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench import real

    return real.run(4 if options.quick else None, _network(options.model), say=say)


def _art(options: argparse.Namespace, say: Say) -> Section:
    from celtint_train.evaluation.bench import undecided

    return undecided.run(options.art, _network(options.model), 1 if options.quick else None, say)
