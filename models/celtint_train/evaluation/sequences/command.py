"""``celtint bench sequence``: measures sequences beside simpler ways and writes docs/benchmarks-animation.md."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from celtint import MatcherDescriptor, Networks

from celtint_train.evaluation.report import Section, write

HEAD = """# Benchmarks: animation

Written by `celtint bench sequence`; do not edit. Each section is replaced when it is measured again and says what it
was measured on.
"""
CLIPS, QUICK = 6, 1
PARTS = ("flats", "shots", "shaded", "real", "speed", "cast", "cast-folder", "cuts")


def register(subjects: Any) -> None:
    """Add ``sequence`` to the subjects of ``bench``."""
    parser = subjects.add_parser(
        "sequence", help="colouring animation: flats, shots, shaded frames, a film, time and memory, cast"
    )
    parser.add_argument("--quick", action="store_true", help="one clip of each kind: a check, not a measurement")
    parser.add_argument("--only", choices=PARTS, help="measure this section, keep the others")
    parser.add_argument("--clips", type=int, metavar="N", help="generated clips of each kind")
    parser.add_argument("--geometry", action="store_true", help="match by place and form, not by the trained matcher")
    parser.add_argument("--art", type=Path, metavar="FOLDER", help="the art set, for shots, cast and cuts")
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/benchmarks-animation.md"), metavar="REPORT.md")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure what was asked for and write the report; 0 when done, whether or not the bars are met."""
    start, measured = time.perf_counter(), []
    networks = _networks(options.geometry)
    for part in PARTS if options.only is None else (options.only,):
        if part == "cuts" and options.art is None:
            _say("cuts: their clips are made of the art set; give its folder with --art. Its section stays as it was.")
            continue
        section = _measure(part, options, networks)
        write(options.output, [section], HEAD)
        measured.append(section)
    for bar in (bar for section in measured for bar in section.bars):
        print(f"{'met    ' if bar.met else 'NOT MET'}  {bar.what}: {bar.got} ({bar.bar})")
    print(f"{options.output}, {time.perf_counter() - start:.0f} s")
    return 0


def _measure(part: str, options: argparse.Namespace, networks: Networks) -> Section:
    from celtint_train.evaluation.sequences import cast, cast_folder, cuts
    from celtint_train.evaluation.sequences import flats as sequence
    from celtint_train.evaluation.sequences import real as sequence_real
    from celtint_train.evaluation.sequences import shaded as sequence_shaded
    from celtint_train.evaluation.sequences import speed as sequence_speed
    from celtint_train.evaluation.sequences.shots import section as shots

    clips = options.clips or (QUICK if options.quick else CLIPS)
    some = shots.QUICK if options.quick else options.clips or shots.HELD
    measures: dict[str, Callable[[], Section]] = {
        "flats": lambda: sequence.run(clips, networks, _say),
        "shots": lambda: shots.run(some, networks, _say, options.art),
        "shaded": lambda: sequence_shaded.run(clips, networks, _say),
        "real": lambda: sequence_real.run(networks, _say),
        "speed": lambda: sequence_speed.run(networks, _say, 100 if options.quick else sequence_speed.LONG),
        "cast": lambda: cast.run(options.art, options.quick, _say),
        "cast-folder": lambda: cast_folder.run(options.art, options.quick, _say),
        "cuts": lambda: cuts.run(options.art, _say, 4 if options.quick else None),
    }
    return measures[part]()


def _networks(geometry: bool) -> Networks:
    from celtint_models import registry

    trained = registry.MATCHER in registry.names(MatcherDescriptor) and not geometry
    return Networks(registry.load(), registry.load_matcher() if trained else None)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
