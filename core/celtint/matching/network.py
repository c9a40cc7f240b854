"""Which entry of a sequence's palette each region of a drawing takes, asked of drawings that have theirs already.

A small network compares every region of the drawing with every region of the references: keys, which an artist
coloured, and neighbours, which were decided before. Its answer is a probability for every reference region and for
"none of these"; what an entry gets is the sum over the regions that hold it, so one part that splits in two, or two
that meet, still take one colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from celtint.matching.features import PATCH, PLANES, TRAITS, RegionFeatures
from celtint.matching.relations import RELATIONS, relations
from celtint.matching.views import Look, look
from celtint.networks.descriptor import Descriptor, MatcherDescriptor
from celtint.networks.session import open_session
from celtint.types.arrays import F32, I32, I64, U8
from celtint.types.errors import BadRequest

MARKS = 4
"""Numbers that say what a reference is: key or neighbour, how far away, how sure of each region."""
UNDECIDED = -1


@dataclass(frozen=True)
class Reference:
    """A drawing that has its colours.

    entries: (n,) int32, for each of its regions the index of the palette's entry (paper that stays empty is an entry
    like any other), or `UNDECIDED`: such a region is looked at but never copied. distance: frames away, at least 1.
    sure: (n,) float32, 0 to 1; 1 throughout for a key.
    """

    described: RegionFeatures
    entries: I32
    distance: int
    kind: Literal["key", "neighbour"]
    sure: F32


@dataclass(frozen=True)
class Votes:
    """entries: (n, E) float32, what speaks for each entry: the probability that a region is one of those that hold it,
    each as sure as it is itself. none: (n,) probability that nothing in the references is this region.

    The rows of both together sum to 1 or, as far as the references are not sure, to less. So doubt adds up along a
    chain of drawings, and an entry that a key speaks for wins over what a neighbour only guessed.
    """

    entries: F32
    none: F32


@dataclass(frozen=True)
class Question:
    """What the network is asked, as arrays; see `question`."""

    traits: F32
    patches: F32
    beside: F32
    ref_traits: F32
    ref_patches: F32
    ref_beside: F32
    pairs: F32
    silent: F32
    look: Look
    ref_look: Look

    def named(self) -> dict[str, F32]:
        """The arrays by the names of the network's inputs."""
        return {name: getattr(self, name) for name in INPUTS}

    def looked(self) -> dict[str, U8 | I64]:
        """Those that only some networks ask for, by their names: the drawings themselves."""
        looks = (self.look.views, self.look.places, self.ref_look.views, self.ref_look.places)
        return dict(zip(LOOKS, looks, strict=True))


LOOKS = ("views", "places", "ref_views", "ref_places")
INPUTS = ("traits", "patches", "beside", "ref_traits", "ref_patches", "ref_beside", "pairs", "silent")


def marks(reference: Reference) -> F32:
    """(n, `MARKS`) float32 of a reference's regions."""
    n = len(reference.entries)
    found = np.zeros((n, MARKS), np.float32)
    found[:, 0] = reference.kind == "key"
    found[:, 1] = reference.kind == "neighbour"
    found[:, 2] = np.log1p(max(reference.distance, 0)) / 3
    found[:, 3] = reference.sure
    return found


def neighbourhood(described: RegionFeatures) -> F32:
    """(n, n) float32: 1 where two regions touch."""
    n = len(described.ids)
    near = np.zeros((n, n), np.float32)
    one, two = described.beside.T
    near[one, two] = near[two, one] = 1
    return near


def question(frame: RegionFeatures, references: Sequence[Reference], pairs: Sequence[F32] | None = None) -> Question:
    """The network's inputs for n regions and the m regions of all references in turn.

    traits (n, `TRAITS`), patches (n, `PLANES`, `PATCH`, `PATCH`) 0 to 1, beside (n, n); ref_traits (m, `TRAITS` +
    `MARKS`), ref_patches, ref_beside (m, m): 1 where regions touch, -1 where they are in different drawings; pairs (n,
    m, `RELATIONS`); silent (m,): 1 for regions that are not to be copied; look, ref_look: at
    the drawings. ``pairs``: `relations` of the frame with
    each reference, when they are known already.
    """
    if pairs is None:
        pairs = [relations(frame, r.described) for r in references]
    counts = [len(r.entries) for r in references]
    touching = np.full((sum(counts), sum(counts)), -1, np.float32)
    start = 0
    for reference, count in zip(references, counts, strict=True):
        touching[start : start + count, start : start + count] = neighbourhood(reference.described)
        start += count
    traits = [np.concatenate([r.described.traits, marks(r)], axis=1) for r in references]
    return Question(
        traits=frame.traits,
        patches=frame.shown,
        beside=neighbourhood(frame),
        ref_traits=np.concatenate(traits),
        ref_patches=np.concatenate([r.described.shown for r in references]),
        ref_beside=touching,
        pairs=np.concatenate(pairs, axis=1),
        silent=np.concatenate([r.entries == UNDECIDED for r in references]).astype(np.float32),
        look=look([frame.view]),
        ref_look=look([r.described.view for r in references]),
    )


class MatcherNetwork:
    """A loaded matcher. The same input gives the same bytes on one machine with one number of threads."""

    def __init__(self, descriptor: Descriptor, weights: bytes, threads: int | None = None) -> None:
        """weights: an ONNX file's bytes. threads: None for as many as there are physical cores.

        Raises BadRequest when the bytes are no network, or one that was trained on other numbers.
        """
        if not isinstance(descriptor, MatcherDescriptor) or descriptor.planes != PLANES:
            raise BadRequest(f"{descriptor.name} does not match regions; choose another network.")
        self._session = open_session(descriptor.name, weights, threads)
        asked = {i.name: i.shape for i in self._session.get_inputs()}
        self._looks = [name for name in LOOKS if name in asked]
        widths = [asked[name][-1] for name in ("traits", "ref_traits", "pairs", "patches") if name in asked]
        if widths != [TRAITS, TRAITS + MARKS, RELATIONS, PATCH]:
            raise BadRequest(f"{descriptor.name} was made for another version of celtint; install celtint again.")
        self.descriptor = descriptor

    def match(
        self,
        frame: RegionFeatures,
        references: Sequence[Reference],
        entries: int | None = None,
        pairs: Sequence[F32] | None = None,
    ) -> Votes:
        """Ask the references which entry each region of `frame` takes.

        entries: how many the palette has; None for one more than the highest index the references hold. pairs:
        `relations` of the frame with each reference, when they are known already. With nothing to compare, everything
        is "none".
        """
        known_pairs = None if pairs is None else [p for p, r in zip(pairs, references, strict=True) if len(r.entries)]
        given = [r for r in references if len(r.entries)]
        highest = max((int(r.entries.max()) for r in given), default=-1)
        width = highest + 1 if entries is None else entries
        n = len(frame.ids)
        held = np.concatenate([r.entries for r in given]) if given else np.zeros(0, np.int32)
        sure = np.concatenate([r.sure for r in given]) if given else np.zeros(0, np.float32)
        if n == 0 or not (held >= 0).any():
            return Votes(np.zeros((n, width), np.float32), np.ones(n, np.float32))
        asked = question(frame, given, known_pairs)
        looked = asked.looked()
        (share,) = self._session.run(["shares"], asked.named() | {name: looked[name] for name in self._looks})
        votes = np.zeros((width, n), np.float32)
        known = held >= 0
        np.add.at(votes, held[known], (share[:, :-1] * sure).T[known])
        return Votes(np.ascontiguousarray(votes.T), share[:, -1])
