"""``celtint bench stage``: measures pictures made from boxes with names and writes docs/benchmarks-stage.md."""

import argparse
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

from celtint import ObjectSet, WordTable

from celtint_train.evaluation.report import Section, write

HEAD = """# Benchmarks: stage

Written by `celtint bench stage`; do not edit. Each section is replaced when it is measured again and says what it
was measured on. A hundred layouts, drawn once from rules (rooms, streets, meadows, seas, nights; one to nine boxes of
plausible and implausible sizes and orders), are kept for these figures alone: nothing in the engine was chosen on them,
and none of them is shown. Beside it stands *naive paste*: each object's own picture stretched into its box, on white.
"""
QUICK = 6
PARTS = ("boxes", "placing", "style", "flats", "likeness", "speed", "pictures")


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
    for part in PARTS if options.only is None else (options.only,):
        _say(f"— {part}")
        measured.append(_measure(part, QUICK if options.quick else None))
        write(options.output, measured[-1:], HEAD)
    for bar in (bar for section in measured for bar in section.bars):
        print(f"{'met    ' if bar.met else 'NOT MET'}  {bar.what}: {bar.got} ({bar.bar})")
    print(f"{options.output}, {time.perf_counter() - start:.0f} s")
    return 0


def _measure(part: str, limit: int | None) -> Section:
    from celtint_train.evaluation.stage import alike, layouts, recognition, sections, sheet
    from celtint_train.evaluation.stage.cutouts import cut

    cases, (objects, words) = layouts.held(limit), _given()
    if part == "boxes":
        return recognition.section(cut(cases, objects, words))
    if part == "likeness":
        return alike.section(cases, cut(cases, objects, words), objects, words)
    if part == "speed":
        return sections.speed(objects, words)
    if part == "pictures":
        return sheet.section(objects, words)
    measure = {"placing": sections.placing, "style": sections.style, "flats": sections.flats}[part]
    return measure(cases, objects, words, _say)


@cache
def _given() -> tuple[ObjectSet, WordTable]:
    from celtint_models.staging import stage_objects, stage_words

    return ObjectSet.read(stage_objects()), WordTable.read(stage_words())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
