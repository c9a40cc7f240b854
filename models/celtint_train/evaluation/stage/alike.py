"""The section on likeness: KID with the floor, how near things are to their sources, how far variants go apart."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from celtint import ObjectSet, WordTable, stage
from celtint.types.arrays import F32

from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.stage.altered import plain
from celtint_train.evaluation.stage.classifier import Known
from celtint_train.evaluation.stage.cutouts import Cutouts, source_of
from celtint_train.evaluation.stage.features import features
from celtint_train.evaluation.stage.layouts import Case
from celtint_train.evaluation.stage.likeness import among, floor, kid, nearest
from celtint_train.evaluation.stage.pasting import drawn, place_of
from celtint_train.evaluation.stage.recognition import real_of

VARIANTS = 4


def section(cases: Sequence[Case], cutouts: Cutouts, objects: ObjectSet, words: WordTable) -> Section:
    """Measure on a fifth of the layouts what seeds change, and on all of them how like real art things look."""
    rows = np.flatnonzero(cutouts.filled)
    ours, paste = cutouts.seen["whole"][rows], _pasted_alone(cutouts, objects)
    kinds = {cutouts.kinds[row] for row in rows}
    real = real_of(kinds, {source_of(one) for one in cutouts.objects if one is not None})
    every = np.concatenate([one.plain for one in real])
    figures = {"staged": kid(ours, every), "naive paste": kid(paste, every), "floor": floor([s.plain for s in real])}
    better = figures["staged"] < figures["naive paste"]
    why = "On white, one by one, things that are redrawn in one line lie further from flat emoji than the emoji do."
    bars = (Bar("KID, default engine and naive paste", "below naive paste", _both(figures), better, why),)
    text = (
        f"{len(rows)} things of {len(kinds)} classes, alone on white (naive paste: stretched to the same form), "
        f"against {len(every)} pictures of the same classes from {', '.join(s.source for s in real)}: sets that none "
        "of the things is from. KID × 1000 on the features of the section on recognition; the floor is each of those "
        "sets against the others, in the median.\n\n"
        + table(["", "KID × 1000"], [[name, f"{value:.2f}"] for name, value in figures.items()])
        + f"\n{_sources(ours, paste, real)}\n{_variants(cases[:: max(1, len(cases) // 20)], objects, words, real)}"
    )
    return Section("likeness", "Likeness, sources and variants", text, bars)


def _both(figures: dict[str, float]) -> str:
    return f"{figures['staged']:.2f}, {figures['naive paste']:.2f} (floor {figures['floor']:.2f})"


def _pasted_alone(cutouts: Cutouts, objects: ObjectSet) -> F32:
    """Features of each thing's object as it comes, stretched to the form of what was placed."""
    pictures = []
    for one in cutouts.objects:
        if one is not None:
            scale = 160 / max(one.bounds[2:])
            size = (max(8, round(one.bounds[2] * scale)), max(8, round(one.bounds[3] * scale)))
            pictures.append(plain(drawn(objects, place_of(objects, one.object), *size)))
    return features(pictures)


def _sources(ours: F32, own: F32, real: Sequence[Known]) -> str:
    """The assembled engine draws what is in its set, and this says how much of that is left to be seen."""
    apart = [nearest(one.plain, np.concatenate([other.plain for other in real if other is not one])) for one in real]
    return (
        "### Distance to the nearest picture that it is made of\n\nThe assembled engine redraws objects of its set: a "
        "thing is *meant* to be near one. 1 − cosine of the features, medians: "
        f"{np.median(nearest(ours, own)):.3f} from a thing to the nearest object as it comes; "
        f"{np.median(np.concatenate(apart)):.3f} from a picture of one of the other sets to the nearest of another.\n"
    )


def _variants(cases: Sequence[Case], objects: ObjectSet, words: WordTable, real: Sequence[Known]) -> str:
    """Other seeds: whether other objects come, or the same ones changed, and how far apart they look."""
    apart, others, changed, boxes = [], 0, 0, 0
    for case in cases:
        made = [stage(replace(case.layout, seed=1000 + k), objects, words) for k in range(VARIANTS)]
        for place in range(len(case.layout.boxes)):
            things = [one for variant in made for one in variant.objects if one.box == place]
            if len(things) < VARIANTS:
                continue
            boxes += 1
            others += len({one.object for one in things}) > 1
            changed += len({(one.bounds, one.layer.tobytes()) for one in things}) > 1
            apart.append(among(features([plain(one.layer) for one in things])))
    if not boxes:
        return "No box is filled in all variants.\n"
    every = np.concatenate([one.plain for one in real])
    kinds = np.concatenate([one.kinds for one in real])
    within = [among(every[kinds == kind]) for kind in sorted(set(kinds.tolist()))]
    return (
        f"### Variants\n\n{VARIANTS} seeds of {len(cases)} layouts, {boxes} boxes: in {changed / boxes:.0%} of them "
        f"something changes, in {others / boxes:.0%} another object comes. How unlike variants of a box are (1 − "
        f"cosine, mean over pairs): {np.mean(apart):.3f}; pictures of one class from different sets: "
        f"{np.mean(within):.3f}.\n"
    )
