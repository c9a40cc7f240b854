"""Walking through Krita's layers: groups, masks, frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from celtint_krita.host.listing import children

if TYPE_CHECKING:
    from collections.abc import Iterator


class Listed(NamedTuple):
    """A layer of the document. depth: how many groups it is in."""

    id: str
    name: str
    kind: str
    depth: int


def animated(node: Any) -> bool:
    """Whether a layer, or anything in a group, has frames."""
    return any(each.animated() for each in (node, *inside(node)))


def inside(node: Any) -> list[Any]:
    return [each for child in children(node) for each in (child, *inside(child))]


def held(node: Any, time: int) -> int | None:
    """The last key at or before a frame, or None if there is none."""
    return next((t for t in range(time, -1, -1) if node.hasKeyframeAtTime(t)), None)


def pixel_bytes(node: Any) -> int:
    channels = {"RGBA": 4, "GRAYA": 2, "CMYKA": 5, "LABA": 4, "XYZA": 4, "YCbCrA": 4, "A": 1}
    return channels.get(node.colorModel(), 4) * {"U8": 1, "U16": 2, "F16": 2, "F32": 4}.get(node.colorDepth(), 1)


def id_of(node: Any) -> str:
    return str(node.uniqueId().toString())


def listed(parent: Any, depth: int) -> Iterator[Listed]:
    for node in reversed(children(parent)):
        if node.type().endswith("mask"):
            continue
        yield Listed(id_of(node), str(node.name()), str(node.type()), depth)
        if node.type() == "grouplayer":
            yield from listed(node, depth + 1)


def found(parent: Any, layer: str) -> Any:
    for node in children(parent):
        if id_of(node) == layer:
            return node
        inner = found(node, layer)
        if inner is not None:
            return inner
    return None
