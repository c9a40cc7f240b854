"""`make quality`: drawings and clips against floors; `make mutants`: constants set wrongly, which is noticed."""

import argparse
import sys
import time
from collections.abc import Iterator

from celtint import CeltintError

from . import grey, hints, ink, line, matching, networks, regions, sequence, stage, vector
from .case import Case
from .mutated import mutated
from .mutations import MUTATIONS, Mutation

CASES: tuple[Case, ...] = tuple(
    case
    for room in (ink, regions, hints, line, vector, grey, matching, sequence, networks, stage)
    for case in room.CASES
)


def scored(case: Case) -> float:
    """A case's score; 0 where it is refused."""
    try:
        return case.score()
    except CeltintError:
        return 0.0


def noticed_by(mutation: Mutation) -> Case | None:
    """The first case of its stage that falls below its floor under a mutation."""
    with mutated(mutation):
        return next((case for case in CASES if case.stage == mutation.stage and scored(case) < case.floor), None)


def _measured() -> Iterator[bool]:
    for case in CASES:
        start = time.perf_counter()
        score = scored(case)
        took = time.perf_counter() - start
        mark = "" if score >= case.floor else "  MISSED"
        print(f"{case.stage:9} {case.name:45} {score:.3f} of {case.floor:.3f}  {took:5.1f} s{mark}", flush=True)
        yield score >= case.floor


def _noticed() -> Iterator[bool]:
    for mutation in MUTATIONS:
        start = time.perf_counter()
        case = noticed_by(mutation)
        by = f"by: {case.name}" if case else "by nothing  MISSED"
        print(f"{mutation.name:30} noticed {by}  {time.perf_counter() - start:5.1f} s", flush=True)
        yield case is not None


def main() -> int:
    """0: all is as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--mutants", action="store_true", help="set constants wrongly and see that it is noticed")
    options = parser.parse_args()
    start = time.perf_counter()
    good = list(_noticed() if options.mutants else _measured())
    print(f"{sum(good)} of {len(good)} in {time.perf_counter() - start:.0f} s")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
