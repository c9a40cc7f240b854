"""From a clip whose identities are known to what the matcher learns from.

Of each clip some drawings are described once, with the regions that the core itself finds in the lines, so that the
network sees the mistakes it will see. Each sample then asks about one drawing with references chosen anew: keys near
and far, neighbours that hold a few wrong colours, or both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from celtint.ink.paper import ink_threshold
from celtint.matching.features import RegionFeatures, describe
from celtint.matching.network import UNDECIDED, Question, Reference, question
from celtint.matching.relations import relations
from celtint.regions.flooding import nearest_label
from celtint.regions.segment import segment
from celtint.types.arrays import F32, I32, U8, Bool
from skimage.measure import label

from celtint_train.puppets.scene_shapes import Random

SMALLEST = 6
"""Parts of an identity smaller than so many pixels belong to what is around them."""
CLEAR = 0.6
"""A region that is less of one identity than this has no right colour."""
MISTAKES = (0.0, 0.03, 0.08, 0.16, 0.3)
"""Shares of a neighbour's regions that hold a wrong colour."""
UNKNOWN = 0.03
"""Share of them that hold none."""
FROM_LINES = 0.8
"""Share of clips whose regions are those the core finds; the others' are the parts themselves."""
ROW = 4
"""Drawings of a clip that are asked about."""


class KnownDrawing(Protocol):
    """A drawing: ink (h, w) uint8 luminance, identity (h, w) int32."""

    @property
    def ink(self) -> U8: ...

    @property
    def identity(self) -> I32: ...


class KnownClip(Protocol):
    """A clip: any of its drawings at any time, and the colour of each identity."""

    @property
    def length(self) -> int: ...

    @property
    def palette(self) -> Mapping[int, tuple[int, int, int]]: ...

    def drawing(self, index: int) -> KnownDrawing: ...


@dataclass(frozen=True)
class KnownFrame:
    """A described drawing and, for each of its regions, identity and colour (-1: not clear)."""

    index: int
    described: RegionFeatures
    identity: I32
    colour: I32


@dataclass(frozen=True)
class Case:
    """A drawing to ask about and the drawings that can be its references, with how they relate."""

    frame: KnownFrame
    others: tuple[KnownFrame, ...]
    kinds: tuple[str, ...]
    pairs: tuple[npt.NDArray[np.float16], ...]


@dataclass(frozen=True)
class Sample:
    """What is asked and what is right.

    right, same: (n, m) bool, reference regions of the right colour, and of the right identity; none: (n,) bool,
    nothing is right; weight: (n,) float32; colour: (n,), held: (m,) indices of colours.
    """

    asked: Question
    right: Bool
    same: Bool
    none: Bool
    weight: F32
    colour: I32
    held: I32


def known(clip: KnownClip, index: int, from_lines: bool) -> KnownFrame:
    """Describe a drawing of a clip, its regions found in the lines or given by its identities."""
    drawn = clip.drawing(index)
    labels = regions_of(drawn.ink) if from_lines else parts_of(drawn.identity)
    described = describe(drawn.ink, labels)
    identity = majority(labels, drawn, described.ids)
    colours = {rgb: i for i, rgb in enumerate(sorted(set(clip.palette.values())))}
    colour = np.array([colours[clip.palette[int(i)]] if i >= 0 else -1 for i in identity], np.int32)
    return KnownFrame(index, described, identity, colour)


def regions_of(ink: U8) -> I32:
    """The regions the core finds in a line drawing, ((h, w) uint8 luminance)."""
    coverage = 255 - ink
    return segment(coverage, ink_threshold(coverage)).labels


def parts_of(identity: I32) -> I32:
    """The connected parts of identities, numbered from 1, splinters given to what is near."""
    parts = np.asarray(label(identity, background=-1, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    parts[np.take(np.bincount(parts.ravel()) < SMALLEST, parts)] = 0
    return nearest_label(parts)


def majority(labels: I32, drawn: KnownDrawing, ids: I32) -> I32:
    """The commonest identity of each region off the lines; -1 where none is clear."""
    found = np.full(len(ids), -1, np.int32)
    top = int(drawn.identity.max()) + 1
    position = np.zeros(int(labels.max()) + 1, np.int64)
    position[ids] = np.arange(len(ids))
    for off_lines in (False, True):
        use = drawn.ink > 150 if off_lines else np.ones(labels.shape, bool)
        counts = np.bincount(position[labels[use]] * top + drawn.identity[use], minlength=len(ids) * top)
        counts = counts.reshape(len(ids), top)
        total = counts.sum(axis=1)
        clear = (counts.max(axis=1) >= CLEAR * total) & (total > 0)
        found = np.where(total > 0, np.where(clear, counts.argmax(axis=1), -1), found).astype(np.int32)
    return found


def cases(clip: KnownClip, rng: Random) -> list[Case]:
    """A few drawings in a row to ask about, each with a key before, one after, and its neighbours.

    The row stands anywhere; keys are the clip's first and last drawing as often as any others.
    """
    from_lines = bool(rng.random() < FROM_LINES)
    last = clip.length - 1
    start = int(rng.integers(1, last - ROW + 1))
    behind = 0 if rng.random() < 0.5 else int(rng.integers(0, start))
    ahead = last if rng.random() < 0.5 else int(rng.integers(start + ROW, last + 1))
    of = {i: known(clip, i, from_lines) for i in sorted({behind, *range(start - 1, start + ROW + 1), ahead})}
    made = []
    for i in range(start, start + ROW):
        others = (of[behind], of[ahead], of[i - 1], of[i + 1])
        pairs = tuple(relations(of[i].described, o.described).astype(np.float16) for o in others)
        made.append(Case(of[i], others, ("key", "key", "neighbour", "neighbour"), pairs))
    return made


CHOICES = (
    (0,), (0,), (1,), (0, 1), (2,), (3,), (0, 2), (0, 2), (0, 2), (1, 3), (1, 3), (0, 1, 2), (0, 1, 2), (0, 1, 3)
)  # fmt: skip
"""Which references of a case are used together; keys alone and keys with neighbours most."""


def sample(case: Case, rng: Random, choice: tuple[int, ...] | None = None, spoilt: bool = True) -> Sample:
    """Ask about a case's drawing with some of its references; ``spoilt``: neighbours hold mistakes."""
    chosen = CHOICES[int(rng.integers(len(CHOICES)))] if choice is None else choice
    references = []
    for k in chosen:
        other, kind = case.others[k], case.kinds[k]
        entries, sure = other.colour, np.ones(len(other.colour), np.float32)
        if spoilt and kind == "neighbour":
            entries, sure = _with_mistakes(other, rng)
        distance = abs(other.index - case.frame.index)
        references.append(Reference(other.described, entries, distance, "key" if kind == "key" else "neighbour", sure))
    held = np.concatenate([r.entries for r in references])
    identity = np.concatenate([case.others[k].identity for k in chosen])
    pairs = [case.pairs[k].astype(np.float32) for k in chosen]
    frame = case.frame
    right = (frame.colour[:, None] == held[None]) & (held >= 0)
    same = right & (frame.identity[:, None] == identity[None])
    weight = np.where(frame.described.areas > 10, 1.0, 0.3) * (frame.colour >= 0)
    return Sample(
        question(frame.described, references, pairs), right, same, ~right.any(axis=1),
        weight.astype(np.float32), frame.colour, held,
    )  # fmt: skip


def _with_mistakes(known_: KnownFrame, rng: Random) -> tuple[I32, F32]:
    """Entries as a decided neighbour has them: a few are wrong, mostly where it was not sure.

    A wrong region holds what one that touches it holds, or any other; mistakes come in very different numbers, because
    they stay on all drawings once they are made.
    """
    n, entries = len(known_.colour), known_.colour.copy()
    rate = float(rng.choice(MISTAKES))
    wrong = np.flatnonzero(rng.random(n) < rate)
    taken = rng.permutation(known_.colour)[wrong]
    for place, k in enumerate(wrong):
        touching = known_.described.beside[(known_.described.beside == k).any(axis=1)].ravel()
        touching = touching[touching != k]
        if len(touching) and rng.random() < 0.6:
            taken[place] = known_.colour[rng.choice(touching)]
    entries[wrong] = taken
    sure = 1 - 0.6 * rng.uniform(0, 1, n) ** 3
    # Some drawings are sure of nothing, and some mistakes are made with confidence.
    sure[wrong] = np.where(rng.random(len(wrong)) < 0.2, sure[wrong], rng.uniform(0, 0.9, len(wrong)))
    entries[rng.random(n) < UNKNOWN] = UNDECIDED
    return entries, (sure * rng.choice([1.0, 1.0, 0.8])).astype(np.float32)
