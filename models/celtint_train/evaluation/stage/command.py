"""``celtint bench stage``: measures pictures made from boxes with names and writes docs/benchmarks-stage.md."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from celtint import ObjectSet, Staged, WordTable

from celtint_train.evaluation.report import Section, write

if TYPE_CHECKING:
    from celtint_train.evaluation.stage.layouts import Case

HEAD = """# Benchmarks: stage

Written by `celtint bench stage`; do not edit. Each section is replaced when it is measured again and says what it
was measured on. A hundred layouts, drawn once from rules (rooms, streets, meadows, seas, nights; one to nine boxes of
plausible and implausible sizes and orders), are kept for these figures alone: nothing in the engine was chosen on them,
and none of them is shown. Beside it stands *naive paste*: each object's own picture stretched into its box, on white.
"""
QUICK = 6
PARTS = ("boxes", "placing", "style", "flats", "likeness", "speed", "pictures", "learned")


def register(subjects: Any) -> None:
    """Add ``stage`` to the subjects of ``bench``."""
    parser = subjects.add_parser("stage", help="pictures from boxes with names: recognition, placing, style, flats")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} layouts: a check, not a measurement")
    parser.add_argument("--only", choices=PARTS, help="measure this section, keep the others")
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/benchmarks-stage.md"), metavar="REPORT.md")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure what was asked for and write the report; 0 when done, whether or not the bars are met."""
    start, measured = time.perf_counter(), []
    parts = PARTS if options.only is None else (options.only,)
    for section in _measured(parts, QUICK if options.quick else None):
        _say(f"— {section.key}")
        write(options.output, [section], HEAD)
        measured.append(section)
    for bar in (bar for section in measured for bar in section.bars):
        print(f"{'met    ' if bar.met else 'NOT MET'}  {bar.what}: {bar.got} ({bar.bar})")
    print(f"{options.output}, {time.perf_counter() - start:.0f} s")
    return 0


def _measured(parts: Sequence[str], limit: int | None) -> Iterator[Section]:
    """The sections asked for. Each layout is staged once, and all that measure it are shown it in turn."""
    from celtint_train.evaluation.stage import alike, layouts, learned, recognition, sections, sheet
    from celtint_train.evaluation.stage.cutouts import Cutter, staged
    from celtint_train.evaluation.stage.flats import Flats
    from celtint_train.evaluation.stage.placing import Placing
    from celtint_train.evaluation.stage.style import Style

    cases, (objects, words) = layouts.held(limit), _given()
    if "speed" in parts:
        yield sections.speed(objects, words)
    placing, style, flats, cutter = Placing(), Style(), Flats(), Cutter(words)
    users: dict[str, _User] = {"placing": placing, "style": style, "flats": flats, "boxes": cutter, "likeness": cutter}
    asked = {id(user): user for part, user in users.items() if part in parts}
    for number, (case, made) in enumerate(staged(cases if asked else (), objects, words), start=1):
        for user in asked.values():
            user.add(case, made, objects)
        if number % 10 == 0:
            _say(f"{number} of {len(cases)}")
    if "placing" in parts:
        yield sections.placing(placing, len(cases), _say)
    if "style" in parts:
        yield sections.style(style, len(cases), _say)
    if "flats" in parts:
        yield sections.flats(flats, len(cases), _say)
    if "pictures" in parts:
        yield sheet.section(objects, words)
    if "learned" in parts:
        from celtint_models.registry import load_drawer

        yield learned.section(cases, objects, words, load_drawer(), _say)
    if id(cutter) in asked:
        cutouts = cutter.cut()
        if "boxes" in parts:
            yield recognition.section(cutouts)
        if "likeness" in parts:
            yield alike.section(cases, cutouts, objects, words)


class _User(Protocol):
    """What measures layouts one after another."""

    def add(self, case: "Case", staged: Staged, objects: ObjectSet, /) -> None: ...


@cache
def _given() -> tuple[ObjectSet, WordTable]:
    from celtint_models.staging import stage_objects, stage_words

    return ObjectSet.read(stage_objects()), WordTable.read(stage_words())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
