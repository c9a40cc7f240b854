"""The section on the engine that has learned, beside the assembled one: what is recognised, and how new it is."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from celtint import BadRequest, DrawerNetwork, ObjectSet, Staged, StagedObject, WordTable, stage
from celtint.stage.learned import drawn_anew, look_of
from celtint.stage.placing import set_out
from celtint.stage.tracing import traced
from celtint.types.arrays import F32, U8
from celtint.types.choices import Engine

from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.sheets import over_white
from celtint_train.evaluation.stage.altered import plain
from celtint_train.evaluation.stage.classifier import head_without
from celtint_train.evaluation.stage.cutouts import cut_out
from celtint_train.evaluation.stage.features import features, kept
from celtint_train.evaluation.stage.layouts import Case
from celtint_train.evaluation.stage.likeness import among, kid, nearest
from celtint_train.evaluation.stage.pasting import drawn
from celtint_train.evaluation.stage.recognition import real_of
from celtint_train.evaluation.stage.sections import six_boxes

TOP5, SECONDS = 0.6, 5.0
ENGINES: tuple[Engine, ...] = ("assembled", "learned")
EVERY = 4
"""Of the layouts, one in so many is measured: each is staged by both engines."""
VARIANTS, VARIED = 4, 10
OUT_EVERY = 4
"""Of the pictures that were kept out of training, one in so many is compared."""
RUNS = 3
_SIDE = 160
_SEEN_BY = ("fluent", "twemoji", "noto")
"""Sets of the classifier's that the network has learned from, and the other engine places."""


@dataclass
class _Boxes:
    """Of one engine: each box cut out of its picture and alone on white, and whether anything stands in it."""

    seen: list[U8] = field(default_factory=list)
    alone: list[U8] = field(default_factory=list)
    filled: list[bool] = field(default_factory=list)


def section(
    cases: Sequence[Case], objects: ObjectSet, words: WordTable, drawer: DrawerNetwork, say: Callable[[str], None]
) -> Section:
    """Both engines on the same boxes, by one classifier that saw no set that either has pictures from."""
    some = cases[::EVERY]
    kinds = np.array([kind for case in some for kind in case.kinds])
    head, every = head_without(*_SEEN_BY), np.concatenate([one.plain for one in real_of(set(kinds.tolist()), _seen())])
    rows, got = [], {}
    for engine in ENGINES:
        found = _boxes(some, objects, words, drawer, engine, say)
        full = np.array(found.filled)
        told = {}
        for way, pictures in (("seen", found.seen), ("alone", found.alone)):
            ranks = np.where(full, head.ranks(features(pictures), kinds), 10**6)
            told[way] = [float(np.mean(ranks < 1)), float(np.mean(ranks < 5))]
        likeness = kid(features([p for p, there in zip(found.alone, full, strict=True) if there]), every)
        got[engine] = told["seen"][1]
        rows.append([engine, *(f"{share:.1%}" for way in ("seen", "alone") for share in told[way]), f"{likeness:.2f}"])
    took = seconds(objects, words, drawer)
    bars = (
        Bar("top-5 per box, learned engine", f"≥ {TOP5:.0%}", f"{got['learned']:.1%}", got["learned"] >= TOP5,
            f"the assembled engine, asked the same of the same boxes: {got['assembled']:.1%}."),
        Bar("1024², six boxes, learned engine, seconds", f"≤ {SECONDS:g} s", f"{took:.2f} s", took <= SECONDS),
    )  # fmt: skip
    names = ["engine", "box, top-1", "box, top-5", "alone, top-1", "alone, top-5", "KID × 1000"]
    text = (
        f"{len(kinds)} boxes of {len(some)} of the layouts, staged by both engines. One classifier for both, as above "
        f"but learned without all of {', '.join(_SEEN_BY)}: from those the network has learned too. *box*: the "
        "picture, cut out by the box; *alone*: the thing's layer on white. KID is of those layers.\n\n"
        + table(names, rows)
        + f"\n{_newness(some, objects, words, drawer)}\n{_variants(some, objects, words, drawer)}"
    )
    return Section("learned", "The engine that has learned", text, bars)


def _seen() -> set[str]:
    return set(_SEEN_BY)


def _boxes(
    cases: Sequence[Case],
    objects: ObjectSet,
    words: WordTable,
    drawer: DrawerNetwork,
    engine: Engine,
    say: Callable[[str], None],
) -> _Boxes:
    found = _Boxes()
    for number, case in enumerate(cases, start=1):
        made = _staged(case, objects, words, drawer, engine)
        picture, placed = over_white(made.picture), {one.box: one for one in made.objects}
        for place in range(len(case.kinds)):
            box, one = case.layout.boxes[place], placed.get(place)
            there = one is not None and 0 not in one.layer.shape
            found.seen.append(cut_out(picture, (box.x, box.y, box.width, box.height)))
            found.alone.append(_alone(one if there else None))
            found.filled.append(there)
        if number % 10 == 0:
            say(f"{engine}: {number} of {len(cases)}")
    return found


def _alone(one: StagedObject | None) -> U8:
    return plain(np.zeros((8, 8, 4), np.uint8) if one is None else one.layer)


def _staged(case: Case, objects: ObjectSet, words: WordTable, drawer: DrawerNetwork, engine: Engine) -> Staged:
    """Where nothing named is known and there is no background, a meadow without things stands for the picture."""
    asked = replace(case.layout, engine=engine)
    try:
        return stage(asked, objects, words, drawing=drawer)
    except BadRequest:
        return stage(replace(asked, background="meadow"), objects, words, drawing=drawer)


def seconds(objects: ObjectSet, words: WordTable, drawer: DrawerNetwork) -> float:
    """Of the learned engine on layouts that aren't the measured ones, in the median."""
    took = []
    for layout in six_boxes(2):
        asked = replace(layout, engine="learned")
        stage(asked, objects, words, drawing=drawer)
        for _ in range(RUNS):
            start = time.perf_counter()
            stage(asked, objects, words, drawing=drawer)
            took.append(time.perf_counter() - start)
    return statistics.median(took)


def _newness(cases: Sequence[Case], objects: ObjectSet, words: WordTable, drawer: DrawerNetwork) -> str:
    """How near drawings are to what the network has seen, beside how near one drawn picture is to another."""
    out = [k for k, one in enumerate(objects.objects) if not drawer.knows(look_of(one))][::OUT_EVERY]
    drawings = [one for case in cases for one in _drawings(case, objects, words, drawer, 0)]
    unseen = [(objects.objects[k].name, picture) for k, picture in _of_things(objects, out, drawer)]
    held = [(objects.objects[k].name, _flat(objects, k)) for k in out]
    names = {name for name, _ in (*drawings, *unseen, *held)}
    into = [k for k, one in enumerate(objects.objects) if one.name in names and drawer.knows(look_of(one))]
    known = kept("stage-learned", (_flat(objects, k) for k in into), (_SIDE, [objects.objects[k].id for k in into]))
    rows = [
        [what, f"{len(some)}", _middle(nearest(features(picture for _, picture in some), known))]
        for what, some in (
            ("drawings in the layouts' boxes", drawings),
            ("drawings of things by their name alone", unseen),
            ("pictures that were kept out of training", held),
        )
    ]
    return (
        "### Distance to the nearest picture that it has learned from\n\nAlone on white without lines, 1 − cosine of "
        f"the features, medians (lowest tenth), to the nearest of the {len(into)} that it has seen of those things. A "
        "drawing of a look that it has seen is meant to be near that; one of a thing by its name alone is near if it "
        "copies, and as far as the kept pictures are if it draws as somebody else would.\n\n"
        + table(["what", "pictures", "distance"], rows)
    )


def _middle(apart: F32) -> str:
    return f"{np.median(apart):.3f} ({np.percentile(apart, 10):.3f})" if len(apart) else "–"


def _flat(objects: ObjectSet, index: int) -> U8:
    aspect = objects.objects[index].aspect
    scale = _SIDE / max(1.0, aspect)
    return plain(drawn(objects, index, max(8, round(scale * aspect)), max(8, round(scale))))


def _drawings(
    case: Case, objects: ObjectSet, words: WordTable, drawer: DrawerNetwork, more: int, anew: bool = True
) -> Iterator[tuple[str, U8]]:
    """What stands in each box, drawn flat, with its name. more: added to the layout's seed. anew: by the network."""
    seed = case.layout.seed + more
    setting, whole = set_out(replace(case.layout, seed=seed), objects, words), objects
    if anew:
        setting, whole = drawn_anew(setting, seed, objects, drawer)
    for group in sorted(setting.groups, key=lambda each: each.box):
        yield group.object.name, _flat(whole, group.index)


def _of_things(objects: ObjectSet, which: Sequence[int], drawer: DrawerNetwork) -> Iterator[tuple[int, U8]]:
    """Things that the network is told by name, as wide as the pictures of them that were kept out, whose places in the
    set come with them."""
    known = [k for k in which if drawer.knows(objects.objects[k].name)]
    some = [objects.objects[k] for k in known]
    luck = [np.random.default_rng([16, k]) for k in known]
    pictures = drawer.pictures([one.name for one in some], [one.aspect for one in some], luck)
    for k, picture in zip(known, pictures, strict=True):
        whole = objects.extended([(objects.objects[k], traced(picture).parts)])
        yield k, _flat(whole, len(objects.objects))


def _variants(cases: Sequence[Case], objects: ObjectSet, words: WordTable, drawer: DrawerNetwork) -> str:
    """How far apart the drawings of four seeds are."""
    told = []
    for anew in (False, True):
        apart = []
        for case in cases[: max(1, VARIED)]:
            seeds = [list(_drawings(case, objects, words, drawer, 1000 + k, anew)) for k in range(VARIANTS)]
            apart += [among(features([picture for _, picture in of])) for of in zip(*seeds, strict=True)]
        told.append(float(np.mean(apart)))
    return (
        f"### Variants\n\nHow unlike what {VARIANTS} seeds put into a box is, flat, in its own colours (1 − cosine, "
        f"mean over pairs), {min(VARIED, len(cases))} layouts: assembled {told[0]:.3f}, learned {told[1]:.3f}.\n"
    )
