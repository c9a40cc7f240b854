"""The section on recognition: whether a classifier that saw other art finds in each box its thing."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from celtint.types.arrays import I64, Bool

from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.stage import art
from celtint_train.evaluation.stage.classifier import Known, head_without, known
from celtint_train.evaluation.stage.cutouts import WAYS, Cutouts, source_of

TOP5 = 0.85
_NOWHERE = len(art.classes())
_CALLED = {
    "object": "the object as it is packed, on white, without lines of ours",
    "lines": "placed, with lines, in its own colours",
    "colours": "in the picture's colours",
    "whole": "small parts joined: its layer",
    "ground": "before the background, cut out by its bounds",
    "placed": "the picture, cut out by its bounds: others may cover it",
    "seen": "**the picture, cut out by its box**",
    "paste": "naive paste on white, cut out by its box",
    "pasted there": "**naive paste on the same background, cut out by its box**",
}


def ranks(cutouts: Cutouts, way: str) -> I64:
    """(n,) the place of each box's right class, 0 the best, by the head that never saw the set its thing is from; the
    last place where nothing stands in the box."""
    found = np.full(len(cutouts.boxes), _NOWHERE, np.int64)
    sources = [None if one is None else source_of(one) for one in cutouts.objects]
    for source in sorted({s for s in sources if s is not None}):
        rows = np.flatnonzero([s == source for s in sources])
        head = head_without(source if source in art.SOURCES else None)
        found[rows] = head.ranks(cutouts.seen[way][rows], np.array(cutouts.kinds)[rows])
    return found


def section(cutouts: Cutouts) -> Section:
    """What is recognised, beside naive paste and beside the ceiling."""
    by_way = {way: ranks(cutouts, way) for way in WAYS}
    fair = _fair(cutouts)
    shown = [[_CALLED[way], *_top(found[fair])] for way, found in by_way.items()]
    shown += [
        [f"{_CALLED[way]}, with the boxes left out above", *_top(by_way[way])] for way in ("seen", "pasted there")
    ]
    sources = Counter(source_of(one) for one in cutouts.objects if one is not None)
    ceiling = [_ceiling(name, set(cutouts.kinds)) for name, _ in sources.most_common() if name in art.SOURCES]
    got = float(np.mean(by_way["seen"][fair] < 5))
    bar = Bar("top-5 per box, default engine", f"≥ {TOP5:.0%}", f"{got:.1%}", got >= TOP5, _why(by_way, cutouts))
    return Section("boxes", "What is recognised in the boxes", _text(cutouts, shown, ceiling, by_way, sources), (bar,))


def _fair(cutouts: Cutouts) -> Bool:
    """(n,) less the whole figures of people of whom all that a classifier can learn from is heads."""
    names = art.classes()
    told = [
        one is not None and source_of(one) == "figure" and names[kind] in art.HEADS
        for one, kind in zip(cutouts.objects, cutouts.kinds, strict=True)
    ]
    return ~np.array(told, bool)


def _top(found: I64) -> list[str]:
    return [f"{np.mean(found < 1):.1%}", f"{np.mean(found < 5):.1%}"]


def _ceiling(source: str, kinds: set[int]) -> list[str]:
    """Real art of a set that the head never saw, of the layouts' classes."""
    real = known(source)
    rows = np.isin(real.kinds, sorted(kinds))
    return [
        f"real art of {source}, alone on white",
        *_top(head_without(source).ranks(real.plain[rows], real.kinds[rows])),
    ]


def _text(
    cutouts: Cutouts,
    shown: Sequence[Sequence[str]],
    ceiling: Sequence[Sequence[str]],
    by_way: dict[str, I64],
    sources: Counter[str],
) -> str:
    count, filled = len(cutouts.boxes), sum(cutouts.filled)
    told = ", ".join(f"{name} {n}" for name, n in sources.most_common())
    rows = table(["what the classifier sees", "top-1", "top-5"], [*shown, *ceiling])
    left = count - int(_fair(cutouts).sum())
    sets = ", ".join(art.SOURCES)
    return (
        f"{count} boxes of {len({case for case, _ in cutouts.boxes})} layouts that nothing was chosen on; {filled} of "
        f"them filled (things from {told}). {len(art.classes())} classes; a linear head on EfficientNet-lite0's frozen "
        f"features, learned from six altered renderings (in boxes of other forms before the engine's empty "
        "backgrounds or plain grounds, outlined, in other colours, toned, without their smallest parts, half covered) "
        f"of the art of {sets}, **less the set that the thing itself is from**. An empty box counts as wrong. The "
        f"ceiling is what the same heads say of real art of the set that they never saw. {left} boxes are left out of "
        f"all rows but those that say so: whole figures of people of whom the sets have heads alone "
        f"({', '.join(art.HEADS)}), so that nobody could have learned them. A box whose form isn't its thing's is cut "
        f"out with what is round the thing. Each row of the upper half does one thing more than the row above it."
        f"\n\n{rows}\n{_missed(cutouts, by_way['seen'])}"
    )


def _missed(cutouts: Cutouts, found: I64) -> str:
    """The classes that are missed most."""
    names, fair = art.classes(), np.flatnonzero(_fair(cutouts))
    missed = Counter(names[cutouts.kinds[row]] for row in fair if found[row] >= 5)
    asked = Counter(names[cutouts.kinds[row]] for row in fair)
    told = ", ".join(f"{name} {n} of {asked[name]}" for name, n in missed.most_common(16))
    return f"Not among the first five: {told}.\n" if told else ""


def _why(by_way: dict[str, I64], cutouts: Cutouts) -> str:
    empty = 1 - sum(cutouts.filled) / len(cutouts.boxes)
    whole, paste = (float(np.mean(by_way[way][_fair(cutouts)] < 5)) for way in ("whole", "pasted there"))
    return (
        f"{empty:.1%} of the boxes are empty; of the things alone on white {whole:.1%} are recognised, of naive paste "
        f"on the same backgrounds {paste:.1%}."
    )


def real_of(kinds: set[int], without: set[str]) -> list[Known]:
    """Real art of some classes, of every set but some."""
    made = []
    for name in art.SOURCES:
        if name not in without:
            whole = known(name)
            rows = np.isin(whole.kinds, sorted(kinds))
            made.append(Known(name, whole.altered[:0], whole.plain[rows], whole.kinds[rows]))
    return made
