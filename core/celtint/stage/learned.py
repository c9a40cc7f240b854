"""The engine that has learned: each thing of a setting drawn anew by a network, traced, and put into the set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from celtint.stage import tuning
from celtint.stage.drawer import DrawerNetwork
from celtint.stage.objects import ObjectSet, Part, StageObject
from celtint.stage.placing import Group, Setting
from celtint.stage.tracing import traced


@dataclass(frozen=True)
class _Asked:
    """A drawing to be made: for which group, in place of which object of the set."""

    group: int
    index: int


def drawn_anew(setting: Setting, seed: int, objects: ObjectSet, drawer: DrawerNetwork) -> tuple[Setting, ObjectSet]:
    """The same setting with the network's drawings in place of the set's, and the set with those at its end.

    Where each thing stands, how wide it is and in whose hand it is drawn are the setting's. What the network has never
    seen, or fails to draw, stays the set's, and a note says so.
    """
    asked = [_Asked(n, i) for n, group in enumerate(setting.groups) for i in _indices(group)]
    looks = {one: _known(objects.objects[one.index], objects, drawer) for one in asked}
    known = [one for one in asked if looks[one]]
    pictures = drawer.pictures(
        [looks[one] for one in known],
        [objects.objects[one.index].aspect for one in known],
        [np.random.default_rng([seed, 7, setting.groups[one.group].box, one.index]) for one in known],
    )
    made: list[tuple[StageObject, tuple[Part, ...]]] = []
    new: dict[_Asked, int] = {}
    for one, picture in zip(known, pictures, strict=True):
        shapes = traced(picture)
        if shapes.share >= tuning.FLOW.least:
            new[one] = len(objects.objects) + len(made)
            made.append((_told(objects, one.index, drawer), shapes.parts))
    lacking = dict.fromkeys(objects.objects[one.index].name for one in asked if one not in new)
    notes = tuple(f"{drawer.descriptor.name} can't draw {name}; it is the assembled one." for name in lacking)
    whole = objects.extended(made)
    groups = tuple(_moved(group, n, new, whole) for n, group in enumerate(setting.groups))
    return replace(setting, groups=groups, notes=(*setting.notes, *notes)), whole


def _indices(group: Group) -> Sequence[int]:
    """The objects of the set that stand in a group."""
    return list(dict.fromkeys([group.index, *(place.index for place in group.places if place.index is not None)]))


def _moved(group: Group, number: int, new: dict[_Asked, int], objects: ObjectSet) -> Group:
    """A group with the drawings that were made for it, which all look to the left."""
    places = []
    for place in group.places:
        index = group.index if place.index is None else place.index
        drawn = _Asked(number, index) in new
        turned = drawn and objects.objects[index].facing == "right"
        other = None if place.index is None else new.get(_Asked(number, index), index)
        places.append(replace(place, index=other, mirrored=place.mirrored ^ turned))
    index = new.get(_Asked(number, group.index), group.index)
    one = replace(objects.objects[index], repeats=group.object.repeats)
    return replace(group, index=index, object=one, places=tuple(places))


def look_of(one: StageObject) -> str:
    """What the network calls the look of an object: the thing, and which drawing of it, "dog, fluent:dog"."""
    return f"{one.name}, {one.id}"


def _known(one: StageObject, objects: ObjectSet, drawer: DrawerNetwork) -> str:
    """The look of an object if the network knows it, else that of another drawing of the thing, else the thing's own
    name, else nothing."""
    others = (objects.objects[k] for k in objects.by_tag.get(one.name.casefold(), ()))
    looks = (look_of(one), *(look_of(other) for other in others if other.name == one.name), one.name)
    return next((look for look in looks if drawer.knows(look)), "")


def hand_of(one: StageObject) -> str:
    """Whose hand an object is from, by its id: "fluent:dog" is Fluent's."""
    return one.id.partition(":")[0]


def _told(objects: ObjectSet, index: int, drawer: DrawerNetwork) -> StageObject:
    """What is known of a drawing: whose it is, under which licence, and whose pictures the network has learned from."""
    one, told = objects.objects[index], drawer.descriptor
    return replace(
        one,
        id=f"{told.name}:{one.id}",
        tags=(),
        facing="left" if one.facing == "right" else one.facing,
        poses=(),
        source=f"{told.name}, a network's drawing of {one.name}",
        licence=told.licence,
        attribution=f"learned from {_owners(objects)}",
    )


def _owners(objects: ObjectSet) -> str:
    """Everybody whose drawings the network has seen, as their licences ask for it."""
    return "; ".join(dict.fromkeys(one.attribution for one in objects.objects if one.attribution))
