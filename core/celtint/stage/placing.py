"""Which object stands in which box, how often, how large, looking which way, and what is in front of what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from celtint.stage import tuning
from celtint.stage.layout import StageBox, StageLayout
from celtint.stage.objects import ObjectSet, StageObject
from celtint.stage.words import Found, WordTable


@dataclass(frozen=True)
class Place:
    """One object drawn once: left, top, width and height in pixels of the canvas, its own bounds tightly. index: which
    object of the set; None: the group's own."""

    left: float
    top: float
    width: float
    height: float
    mirrored: bool
    index: int | None = None


@dataclass(frozen=True)
class Group:
    """All that stands in one box: copies of one object, the farthest first. depth: larger is nearer."""

    box: int
    asked: StageBox
    index: int
    object: StageObject
    found: Found
    places: tuple[Place, ...]
    depth: tuple[float, float] = (0.0, 0.0)

    @property
    def kind(self) -> str:
        """How the object keeps its place: stands, floats, hangs, lies or flies."""
        return self.object.kind

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in pixels."""
        return (
            min(p.left for p in self.places),
            min(p.top for p in self.places),
            max(p.left + p.width for p in self.places),
            max(p.top + p.height for p in self.places),
        )


@dataclass(frozen=True)
class Setting:
    """groups: the farthest first. notes: plain sentences about boxes without an object."""

    groups: tuple[Group, ...]
    notes: tuple[str, ...]


def set_out(layout: StageLayout, objects: ObjectSet, words: WordTable) -> Setting:
    """Every box's object and where it stands."""
    groups, notes = [], []
    for number, box in enumerate(layout.boxes):
        inside = _clipped(box, layout)
        if inside is None:
            notes.append(
                f"Box {number + 1} ({shortened(box.tag)}) lies outside the canvas or is under "
                f"{tuning.PLACING.least:g} pixels a side, so nothing stands in it; move it or make it larger."
            )
            continue
        found = words.find(box.tag, objects)
        if found is None:
            notes.append(_unknown(number, box.tag, words.suggestions(box.tag, objects)))
            continue
        luck = np.random.default_rng([layout.seed, number])
        index = _chosen(found, inside, objects, layout.seed, luck)
        one = objects.objects[index]
        one = replace(one, repeats=one.repeats or found.several)
        places = _places(inside, one, layout.seed, luck)
        if found.several:
            places = _mixed(places, index, objects, found, luck)
        groups.append(Group(number, inside, index, one, found, places))
    return Setting(tuple(_in_order(groups)), tuple(notes))


def shortened(tag: str) -> str:
    """A tag as a note quotes it: what prints, and not more than a few words of it."""
    text = "".join(c if c.isprintable() else " " for c in tag[:41]).strip()
    return repr(text[:40] + "…" if len(tag) > 40 else text) if text else "without a name"


def _unknown(number: int, tag: str, suggestions: Sequence[str]) -> str:
    if not tag.strip():
        return f"Box {number + 1} has no name, so nothing stands in it; write what it is, such as tree or dog."
    nearest = f" nearest are {', '.join(suggestions)}." if suggestions else " try a plain word, such as tree or dog."
    return f"Nothing like {shortened(tag)} (box {number + 1}) is known;{nearest}"


def _clipped(box: StageBox, layout: StageLayout) -> StageBox | None:
    """The part of a box on the canvas; None where it is too small for anything."""
    x0, y0 = max(0.0, box.x), max(0.0, box.y)
    x1, y1 = min(float(layout.width), box.x + box.width), min(float(layout.height), box.y + box.height)
    if min(x1 - x0, y1 - y0) < tuning.PLACING.least:
        return None
    return StageBox(x0, y0, x1 - x0, y1 - y0, box.tag, box.order, box.facing, box.colour, box.pose)


def _chosen(found: Found, box: StageBox, objects: ObjectSet, seed: int, luck: np.random.Generator) -> int:
    """One of the objects of that name: the first names first, of a shape that suits the box, in the pose asked for."""
    which = objects.by_tag[found.tag]
    if box.pose:
        asked = box.pose.casefold().strip()
        posed = tuple(i for i in which if any(asked == pose.casefold() for pose in objects.objects[i].poses))
        which = posed or which
    cost = [_unsuited(objects.objects[i], box, rank) for rank, i in enumerate(which)]
    if seed == 0:
        return which[int(np.argmin(cost))]
    weight = np.exp(-(np.array(cost) - min(cost)) / tuning.PLACING.spread)
    return which[int(luck.choice(len(which), p=weight / weight.sum()))]


def _unsuited(one: StageObject, box: StageBox, rank: int) -> float:
    stretch = abs(np.log(box.width / box.height / one.aspect))
    standing = not one.poses or one.poses[0] == "standing" or bool(box.pose)
    cost = tuning.PLACING.rank * rank + (0.0 if standing else tuning.PLACING.posed)
    return float(cost + (0.0 if one.repeats or one.widens else stretch))


def _places(box: StageBox, one: StageObject, seed: int, luck: np.random.Generator) -> tuple[Place, ...]:
    mirrored = one.facing in ("left", "right") and box.facing is not None and box.facing != one.facing
    if box.facing is None and seed:
        mirrored = bool(luck.random() < 0.5)
    ratio = box.width / box.height / one.aspect
    if one.repeats and ratio > tuning.PLACING.several:
        return _row(box, one, ratio, mirrored, luck)
    if one.repeats and one.kind in ("floats", "flies") and ratio < 1 / tuning.PLACING.several:
        return _column(box, one, ratio, mirrored, luck)
    wider = tuning.PLACING.widest if one.widens else 1.0
    taller = tuning.PLACING.widest if one.widens or (one.repeats and one.group == "plant") else 1.0
    aspect = one.aspect * min(max(ratio, 1 / taller), wider)
    width = min(box.width, box.height * aspect)
    return (_aligned(box, one.kind, width, width / aspect, mirrored),)


def _aligned(box: StageBox, kind: str, width: float, height: float, mirrored: bool) -> Place:
    """In the middle of a box; what stands or lies, on its lower side; what hangs, from its upper one."""
    spare = box.height - height
    down = spare if kind in ("stands", "lies") else 0.0 if kind == "hangs" else spare / 2
    return Place(box.x + (box.width - width) / 2, box.y + down, width, height, mirrored)


def _row(box: StageBox, one: StageObject, ratio: float, mirrored: bool, luck: np.random.Generator) -> tuple[Place, ...]:
    """Several beside each other, from one end of the box to the other, one of them as high as the box."""
    count = int(np.clip(round(ratio), 2, tuning.PLACING.most))
    aloft = one.kind in ("floats", "flies")
    sizes = 1.0 - (tuning.PLACING.uneven_aloft if aloft else tuning.PLACING.uneven) * luck.random(count)
    tallest = int(luck.integers(count))
    sizes[tallest] = 1.0
    widths = sizes * box.height * one.aspect
    places = []
    for k, (size, width) in enumerate(zip(sizes.tolist(), widths.tolist(), strict=True)):
        middle = box.x + widths[0] / 2 + k / (count - 1) * (box.width - widths[0] / 2 - widths[-1] / 2)
        row = StageBox(middle - width / 2, box.y, width, box.height, box.tag)
        turned = mirrored ^ bool(box.facing is None and luck.random() < 0.5)
        place = _aligned(row, one.kind, width, size * box.height, turned)
        up = (box.height - place.height) * (float(luck.random()) - 0.5) if aloft else 0.0
        places.append(replace(place, top=place.top + up))
    return tuple(sorted(places, key=lambda p: (p.top + p.height, p.height)))


def _mixed(
    places: tuple[Place, ...], index: int, objects: ObjectSet, found: Found, luck: np.random.Generator
) -> tuple[Place, ...]:
    """Where several are meant, others of the name from the same source, alike in shape: people aren't all one person.

    Each keeps its height and its middle.
    """
    first = objects.objects[index]
    akin = [i for i in objects.by_tag[found.tag] if _is_alike(objects.objects[i], first)]
    mixed = []
    for place in places:
        other = akin[int(luck.integers(len(akin)))]
        width = min(place.width, place.height * objects.objects[other].aspect)
        height = width / objects.objects[other].aspect
        left, top = place.left + (place.width - width) / 2, place.top + place.height - height
        mixed.append(Place(left, top, width, height, place.mirrored, other))
    return (*mixed[:-1], replace(places[-1], index=index)) if mixed else places


def _is_alike(one: StageObject, other: StageObject) -> bool:
    """Whether they are of one set, kind and pose, and about as wide."""
    own, its = ((x.source.split(",")[0], x.licence, x.kind, x.poses[:1]) for x in (one, other))
    return own == its and abs(np.log(one.aspect / other.aspect)) < tuning.PLACING.alike


def _column(
    box: StageBox, one: StageObject, ratio: float, mirrored: bool, luck: np.random.Generator
) -> tuple[Place, ...]:
    """Several above each other, those farther up behind, from the upper end of the box to the lower."""
    count = int(np.clip(round(1 / ratio), 2, tuning.PLACING.most))
    height = box.width / one.aspect
    places = []
    for k in range(count):
        size = 1.0 if k in (0, count - 1) else 1.0 - tuning.PLACING.uneven * float(luck.random())
        top = box.y + k / (count - 1) * (box.height - height) + (1 - size) * height
        left = box.x + (1 - size) * box.width * float(luck.random())
        turned = mirrored ^ bool(box.facing is None and luck.random() < 0.5)
        places.append(Place(left, top, size * box.width, size * height, turned))
    return tuple(places)


def _in_order(groups: list[Group]) -> list[Group]:
    """The farthest first: by the order asked for, then by the foot; what lies wholly in a larger box is in front of it,
    as it would be hidden otherwise."""
    depths: dict[int, tuple[float, float]] = {}
    larger_first = sorted(groups, key=lambda g: -g.asked.width * g.asked.height)
    for place, group in enumerate(larger_first):
        box = group.asked
        foot = box.y + box.height
        if group.object.group == "sky" and group.kind not in ("stands", "lies"):  # a mountain stands somewhere
            foot -= tuning.PLACING.sky * 1e6
        if box.order is None:
            around = [g for g in larger_first[:place] if g.asked.order is None and _within(box, g.asked)]
            foot = max([foot, *(depths[g.box][1] + 0.01 for g in around)])
        depths[group.box] = (float(box.order or 0), foot)
    ranked = sorted(groups, key=lambda g: (*depths[g.box], g.box))
    return [replace(g, depth=depths[g.box]) for g in ranked]


def _within(box: StageBox, other: StageBox) -> bool:
    """Whether nearly all of a box lies in another that is clearly larger."""
    wide = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
    high = min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
    area = box.width * box.height
    return bool(
        wide > 0
        and high > 0
        and wide * high >= tuning.PLACING.within * area
        and area <= tuning.PLACING.smaller * other.width * other.height
    )
