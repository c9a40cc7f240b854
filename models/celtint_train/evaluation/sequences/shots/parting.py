"""Vector drawings taken apart into what moves on its own: an arm, hair, a head and what lies on it.

Shapes are drawn one by one; each joins the part below it or becomes a part that hangs from it. Drawings of one
character share the parts they have in common, so a face can change while the rest stays.
"""

import copy
from dataclasses import dataclass, field
from xml.etree import ElementTree

import cv2
import numpy as np
from celtint.types.arrays import U8, Bool

from celtint_train.evaluation.bench.pairs.flats import rendered

SHAPES = ("path", "ellipse", "circle", "rect", "polygon", "polyline", "line")
UNSEEN = ("defs", "mask", "clipPath", "metadata", "symbol", "pattern")
SMALL = 240
"""Width at which shapes are looked at."""
LEAST, TINY = 0.02, 6
"""Share of the figure that a part has at least; a shape of no more pixels goes with the one before it."""
WITHIN, ON = 0.97, 0.5
"""Share of a shape that lies on a part: all of it, and enough to hang from it."""
SPANS = 0.15
"""A line of which more than this share lies on each of several parts holds them together."""
BLOB, PEN, PAINTED = 0.3, 7, 0.3
"""A dark shape so much of which is left when a pen of so many pixels is taken off is no line; and the share of it that
is painted over before what follows lies on it."""
DARK, CLEAR, SOLID = 80, 40, 250
"""What is darker is line; what is less opaque isn't there; what is less opaque is a shade."""
MOST = 7
"""Parts of a figure."""
NAMESPACE = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", NAMESPACE)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


@dataclass
class Part:
    """Shapes that move together, by their keys. mask: (h, w) where they lie, `SMALL` wide. below: the part it hangs
    from, -1 for none. on: whether it lies wholly on that part, as a face on a head. bare: whether it is dark all over
    so far, as what is painted first and shows as a line round what is painted on it."""

    keys: list[str]
    mask: Bool
    below: int
    on: bool = False
    bare: bool = False


@dataclass
class Leaf:
    """One shape of a drawing. key: what it is, with what it is drawn in."""

    key: str
    element: ElementTree.Element
    mask: Bool = field(default_factory=lambda: np.zeros((0, 0), np.bool_))
    dark: bool = False
    shade: bool = False


class Drawing:
    """A vector drawing of which some shapes can be drawn without the others."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        self.leaves = [Leaf(key, element) for key, element in _leaves(self.root, "")]

    def alone(self, keys: set[str], width: int) -> U8 | None:
        """(h, w, 4) uint8: the shapes of these keys; None where nothing can be drawn."""
        root = copy.deepcopy(self.root)
        kept = [key in keys for key, _ in _leaves(root, "")]
        gone = {id(element) for (_, element), keep in zip(_leaves(root, ""), kept, strict=True) if not keep}
        for parent in list(root.iter()):
            for child in [c for c in parent if id(c) in gone]:
                parent.remove(child)
        return rendered(ElementTree.tostring(root, encoding="unicode"), width)

    def look(self) -> None:
        """Fill in what each shape covers."""
        for leaf in self.leaves:
            seen = self.alone({leaf.key}, SMALL)
            if seen is None:
                continue
            leaf.mask = seen[..., 3] > CLEAR
            if leaf.mask.any():
                leaf.dark = bool(np.median(seen[leaf.mask][:, :3].max(axis=1)) < DARK)
                leaf.shade = bool(np.median(seen[leaf.mask][:, 3]) < SOLID)


def _leaves(element: ElementTree.Element, around: str) -> list[tuple[str, ElementTree.Element]]:
    name = element.tag.rsplit("}", 1)[-1]
    if name in UNSEEN:
        return []
    told = f"{around} {name} {sorted(element.attrib.items())}"
    if name in SHAPES:
        return [(told, element)]
    return [leaf for child in element for leaf in _leaves(child, told)]


def parted(drawing: Drawing) -> list[Part]:
    """The parts of a drawing, from back to front; at most `MOST`."""
    drawing.look()
    parts: list[Part] = []
    leaves = [leaf for leaf in drawing.leaves if leaf.mask.any()]
    whole = float(np.any([leaf.mask for leaf in leaves], axis=0).sum()) if leaves else 0.0
    for leaf in leaves:
        _place(parts, leaf, whole)
    while len(parts) > MOST:
        _join(parts, min(range(len(parts)), key=lambda k: int(parts[k].mask.sum()) * (4 if parts[k].on else 1)))
    return parts


def _place(parts: list[Part], leaf: Leaf, whole: float) -> None:
    """Give a shape to a part, or make it one."""
    area = int(leaf.mask.sum())
    if not parts:
        parts.append(Part([leaf.key], leaf.mask, -1, bare=leaf.dark))
        return
    if area <= TINY:
        parts[-1].keys.append(leaf.key)
        return
    covered = [float((leaf.mask & part.mask).sum()) / area for part in parts]
    best = max(range(len(parts)), key=lambda k: (round(covered[k], 1), k))
    if leaf.dark and area >= LEAST * whole and _blob(leaf.mask):
        parts.append(Part([leaf.key], leaf.mask, best, bare=True))
        return
    if parts[best].bare and covered[best] >= ON:
        parts[best].bare = area < PAINTED * parts[best].mask.sum()
        _add(parts[best], leaf)
        return
    if leaf.dark:
        held = [k for k, share in enumerate(covered) if share > SPANS and not parts[k].on]
        for k in reversed(held[1:]):
            _join(parts, k, held[0])
        best = held[0] if held else best
    large = area >= LEAST * whole and not leaf.dark
    if leaf.shade or (leaf.dark and covered[best] < WITHIN):
        _add(parts[best], leaf)
    elif covered[best] >= WITHIN:
        _on(parts, best, leaf)
    elif large or covered[best] == 0:
        parts.append(Part([leaf.key], leaf.mask, best))
    else:
        _add(parts[best], leaf)


def _blob(mask: Bool) -> bool:
    core = cv2.erode(mask.astype(np.uint8), np.ones((PEN, PEN), np.uint8), borderValue=1)
    return bool(core.sum() >= BLOB * mask.sum())


def _on(parts: list[Part], best: int, leaf: Leaf) -> None:
    """Give a shape to what lies on a part."""
    if parts[best].on:
        _add(parts[best], leaf)
        return
    mine = next((k for k, part in enumerate(parts) if part.on and part.below == best), None)
    if mine is not None and all(not (p.mask & leaf.mask).any() or p.below == mine for p in parts[mine + 1 :]):
        _add(parts[mine], leaf)
    elif mine is None:
        parts.append(Part([leaf.key], leaf.mask, best, on=True))
    else:
        _add(parts[best], leaf)


def _add(part: Part, leaf: Leaf) -> None:
    part.keys.append(leaf.key)
    part.mask = part.mask | leaf.mask


def _join(parts: list[Part], gone: int, to: int | None = None) -> None:
    """Make a part one with another, by default what it hangs from, or what hangs from it."""
    hanging = next((k for k, part in enumerate(parts) if part.below == gone), (gone + 1) % len(parts))
    one, into = parts[gone], parts[hanging if parts[gone].below < 0 else parts[gone].below] if to is None else parts[to]
    into.keys += one.keys
    into.mask, into.bare = into.mask | one.mask, into.bare and one.bare
    if into.below == gone:
        into.below = one.below
    at = next(k for k, part in enumerate(parts) if part is into)
    for part in parts:
        if part.below == gone:
            part.below = at
    if into.below == at:
        into.below = -1
    del parts[gone]
    for part in parts:
        part.below -= part.below > gone


def also(parts: list[Part], other: Drawing) -> None:
    """Give the shapes that another drawing of the character has and this one hasn't to the parts below them."""
    known = {key for part in parts for key in part.keys}
    for leaf in other.leaves:
        if leaf.key in known:
            continue
        seen = other.alone({leaf.key}, SMALL)
        mask = seen[..., 3] > CLEAR if seen is not None else None
        if mask is None or not mask.any() or mask.shape != parts[0].mask.shape:
            continue
        covered = [int((mask & part.mask).sum()) for part in parts]
        best = max(range(len(parts)), key=lambda k: (covered[k], parts[k].on, k))
        face = next((k for k, part in enumerate(parts) if part.on and part.below == best), best)
        parts[face].keys.append(leaf.key)


def middle(mask: Bool) -> tuple[float, float]:
    """x, y of the middle of a mask, as shares of its width."""
    y, x = np.nonzero(mask)
    return (float(x.mean()) / mask.shape[1], float(y.mean()) / mask.shape[1]) if len(x) else (0.5, 0.5)


def joint(part: Part, parts: list[Part]) -> tuple[float, float]:
    """Where a part hangs from the one below it, as shares of the width: the middle of where they meet."""
    if part.below < 0:
        y, x = np.nonzero(part.mask)
        return float(np.median(x)) / part.mask.shape[1], float(y.max()) / part.mask.shape[1]
    wide = cv2.dilate(part.mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    met = wide & parts[part.below].mask
    return middle(part.mask if part.on or not met.any() else met)
