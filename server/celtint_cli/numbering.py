"""What the names of numbered frames say: frames that are missing, drawings with holds, several levels in one folder."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

from celtint import BadRequest

NUMBER = re.compile(r"(\d+)(?!.*\d)")
_LEVEL = re.compile(r"(?P<cut>|.*\d[ _.-])(?P<level>[^\W\d_]+)(?P<between>[ _.-]?)(?P<number>[0-9]+)")
"""A frame of a level: A0001, A_0001, or behind a cut's number, C012_A0001."""


def missing(numbers: Sequence[int]) -> tuple[int, int] | None:
    """The number that is missing and the one before it, where numbers are even but for one place.

    numbers: sorted. Where they are uneven in more places, they are an artist's: the frames on which drawings begin.
    """
    steps = [b - a for a, b in pairwise(numbers)]
    step = min(steps, default=1)
    odd = [k for k, wide in enumerate(steps) if wide != step]
    return (numbers[odd[0]] + step, numbers[odd[0]]) if len(odd) == 1 and step >= 1 else None


def told_holds(stems: Sequence[str]) -> str | None:
    """One line on drawings that are numbered unevenly; their names are the artist's, and stay."""
    found = [(stem[: m.start()], int(m[1])) for stem, m in zip(stems, map(NUMBER.search, stems), strict=True) if m]
    if len(found) < len(stems) or len({before for before, _ in found}) > 1:
        return None
    steps = {b - a for (_, a), (_, b) in pairwise(found)}
    if len(steps) < 2 or min(steps) < 1:
        return None
    first = ", ".join(stems[:4]) + (", …" if len(stems) > 4 else "")
    return f"{len(stems)} drawings, numbered unevenly ({first}): each is held until the next"


def check_one_level(paths: Sequence[Path]) -> None:
    """Raises BadRequest, with how to give them, where files of one folder are two levels or more: letters before a
    frame number, at least two of them, with at least two frames each, and numbers that they share."""
    found: dict[tuple[str, str], dict[int, Path]] = {}
    for path in paths:
        named = _LEVEL.fullmatch(path.stem)
        if named:
            found.setdefault((named["cut"], named["level"]), {})[int(named["number"])] = path
    levels = {name: numbers for name, numbers in found.items() if len(numbers) > 1}
    meeting = {
        name
        for one, other in combinations(levels, 2)
        if one[0] == other[0] and len(levels[one].keys() & levels[other].keys()) > 0
        for name in (one, other)
    }
    if not meeting:
        return
    names = sorted(cut + level for cut, level in meeting)
    first = min(levels[next(name for name in meeting if "".join(name) == names[0])].values())
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    folders = ", ".join(sorted({level for _, level in meeting}))
    raise BadRequest(
        f"{first.parent} holds the frames of several levels, {listed}; give one at a time ({_pattern(first)}), or put "
        f"each into a folder of its own ({folders}) and give the folder that holds these."
    )


def _pattern(path: Path) -> str:
    """The pattern of a frame's level, which no shell takes apart."""
    named = _LEVEL.fullmatch(path.stem)
    digits = f"%0{len(named['number'])}d" if named and len(named["number"]) > 1 else "%d"
    return f"{path.parent / NUMBER.sub(digits, path.stem)}{path.suffix}"
