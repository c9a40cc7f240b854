"""The objects that a stage is set with: shapes with parts, packed in a few arrays."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from celtint.stage.packed import unpacked, unreadable
from celtint.types.arrays import F32, I16, I32
from celtint.types.picture import RGB

SPAN = 8192
"""Points count from 0 to this over an object's longer side."""

FILL, LINE = 0, 1
"""Kinds of part: a filled shape, or a stroke that is drawn in the line width asked for."""


@dataclass(frozen=True)
class StageObject:
    """What is known of one object.

    tags: its names, the best first. kind: stands, floats, hangs, lies or flies. repeats: a wide box takes several.
    widens: may be stretched. facing: left, right or front. aspect: width / height. first_part, parts: which rows of
    `ObjectSet.parts` are it.
    """

    id: str
    name: str
    tags: tuple[str, ...]
    kind: str = "stands"
    repeats: bool = False
    widens: bool = False
    facing: str = "front"
    group: str = "thing"
    poses: tuple[str, ...] = ()
    character: str = ""
    aspect: float = 1.0
    source: str = ""
    licence: str = ""
    attribution: str = ""
    first_part: int = 0
    parts: int = 0


_KNOWN = {f.name for f in fields(StageObject)}


@dataclass(frozen=True)
class Part:
    """One part of an object.

    rings: each (n, 2) float32, x and y in 0 to 1 across and down the object's bounds; filled even-odd where `kind` is
    FILL, stroked where it is LINE. role: what it is, "fur". detail: may become ink where it is small.
    """

    role: str
    colour: RGB
    kind: int
    detail: bool
    rings: tuple[F32, ...]


@dataclass(frozen=True)
class ObjectSet:
    """All objects. parts: (P, 8) int32: role, r, g, b, first ring, rings, kind, flags (1: detail). rings: (R, 2) int32:
    first point, points. points: (N, 2) int16, 0 to 8192 over the object's longer side."""

    objects: tuple[StageObject, ...]
    roles: tuple[str, ...]
    parts: I32
    rings: I32
    points: I16
    by_tag: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[int]] = {}
        for index, one in enumerate(self.objects):
            for tag in dict.fromkeys(one.tags):
                found.setdefault(tag.casefold(), []).append(index)
        # Those whose first name it is come first: a "tree house" is a tree last of all.
        ranked = {tag: tuple(sorted(which, key=self._place_of(tag))) for tag, which in found.items()}
        object.__setattr__(self, "by_tag", ranked)

    def _place_of(self, tag: str) -> Callable[[int], int]:
        return lambda index: [own.casefold() for own in self.objects[index].tags].index(tag)

    @staticmethod
    def read(data: bytes) -> "ObjectSet":
        """From the bytes of an `objects.npz`. Raises BadRequest where they are none."""
        held = unpacked(data, ("about", "parts", "rings", "points"), "set of objects")
        try:
            about = json.loads(held["about"].tobytes())
            objects = tuple(_object(entry) for entry in about["objects"])
            roles = tuple(str(role) for role in about["roles"])
        except (ValueError, KeyError, TypeError) as error:
            raise unreadable("set of objects") from error
        parts, rings = np.asarray(held["parts"], np.int32), np.asarray(held["rings"], np.int32)
        points = np.asarray(held["points"], np.int16)
        return ObjectSet(objects, roles, parts, rings, points)

    def extended(self, more: Sequence[tuple[StageObject, tuple[Part, ...]]]) -> "ObjectSet":
        """This set with other objects at its end, their parts in 0 to 1 as `parts_of` gives them."""
        roles = {role: place for place, role in enumerate(self.roles)}
        parts, rings, points = [self.parts], [self.rings], [self.points]
        objects, rows, count, at = list(self.objects), len(self.parts), len(self.rings), len(self.points)
        for one, own in more:
            objects.append(replace(one, first_part=rows, parts=len(own)))
            extent = _extent(one)
            for part in own:
                role = roles.setdefault(part.role, len(roles))
                row = [role, *part.colour, count, len(part.rings), part.kind, int(part.detail)]
                parts.append(np.array([row], np.int32))
                for ring in part.rings:
                    rings.append(np.array([[at, len(ring)]], np.int32))
                    points.append(np.round(ring * extent).astype(np.int16))
                    at += len(ring)
                count += len(part.rings)
            rows += len(own)
        return ObjectSet(
            tuple(objects), tuple(roles), np.concatenate(parts), np.concatenate(rings), np.concatenate(points)
        )

    def parts_of(self, index: int) -> tuple[Part, ...]:
        """The parts of an object in painter's order."""
        one = self.objects[index]
        rows = self.parts[one.first_part : one.first_part + one.parts].tolist()
        extent = _extent(one)
        return tuple(self._part(row, extent) for row in rows)

    def _part(self, row: list[int], extent: F32) -> Part:
        role, r, g, b, first, count, kind, flags = row
        rings = tuple(
            self.points[start : start + size].astype(np.float32) / extent
            for start, size in self.rings[first : first + count].tolist()
        )
        return Part(self.roles[role], (r, g, b), kind, bool(flags & 1), rings)


def _extent(one: StageObject) -> F32:
    """How far an object's points count, across and down."""
    return np.array([min(1.0, one.aspect), min(1.0, 1 / one.aspect)], np.float32) * np.float32(SPAN)


def _object(entry: dict[str, Any]) -> StageObject:
    known = {name: value for name, value in entry.items() if name in _KNOWN}
    return StageObject(**known | {"tags": tuple(entry["tags"]), "poses": tuple(entry.get("poses", ()))})
