"""Matching regions by place, size, form and motion alone: what can be said without a trained matcher."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from celtint.matching import tuning
from celtint.matching.features import RegionFeatures
from celtint.matching.network import Reference, Votes, neighbourhood
from celtint.matching.relations import Relation, relations
from celtint.types.arrays import F32, Bool


class Matcher(Protocol):
    """Matches regions by what the drawings show, as `celtint.MatcherNetwork` does. Deterministic."""

    def match(
        self,
        frame: RegionFeatures,
        references: Sequence[Reference],
        entries: int | None = None,
        pairs: Sequence[F32] | None = None,
    ) -> Votes:
        """Ask the references which entry each region of `frame` takes."""
        ...


class GeometryMatcher:
    """Overlap after motion, place, area, form, and one round in which neighbours support each other."""

    def match(
        self,
        frame: RegionFeatures,
        references: Sequence[Reference],
        entries: int | None = None,
        pairs: Sequence[F32] | None = None,
    ) -> Votes:
        """As `celtint.MatcherNetwork.match`; the nearer reference counts for more."""
        top = max((int(r.entries.max(initial=-1)) for r in references), default=-1) + 1
        votes = np.zeros((len(frame.ids), top if entries is None else entries), np.float32)
        total = 0.0
        for k, reference in enumerate(references):
            known = reference.entries >= 0
            if not known.any() or len(frame.ids) == 0:
                continue
            planes = relations(frame, reference.described) if pairs is None else pairs[k]
            share = _shares(frame, reference, known, planes) * (0.5 + 0.5 * reference.sure)
            for j in np.flatnonzero(known):
                votes[:, reference.entries[j]] += share[:, j] / reference.distance
            total += 1.0 / reference.distance
        votes /= np.float32(max(total, 1.0 if total == 0 else total))
        return Votes(votes, np.maximum(1.0 - votes.sum(axis=1), 0).astype(np.float32))


def _shares(frame: RegionFeatures, reference: Reference, known: Bool, planes: F32) -> F32:
    """(n, m) how likely each region is each of the reference's; the rest to 1 is none of them."""
    apart, larger = np.exp(2 * planes[..., Relation.DISTANCE]) - 0.01, 2 * planes[..., Relation.SIZE_APART]
    score = (
        sum(weight * planes[..., k] for k, weight in _weights().items())
        - tuning.GEOMETRY.far * apart
        - tuning.GEOMETRY.larger * larger
    )
    share = _softmax(np.asarray(score, np.float32), known)
    one, two = (
        m / np.maximum(m.sum(axis=1, keepdims=True), 1) for m in map(neighbourhood, (frame, reference.described))
    )
    return _softmax(np.asarray(score + tuning.GEOMETRY.support * (one @ share @ two.T), np.float32), known)


def _weights() -> dict[Relation, float]:
    """What relations speak for a pair: overlap after motion, likeness of patches."""
    told = tuning.GEOMETRY
    return {
        Relation.LED_HERE: told.led_here,
        Relation.LED_THERE: told.led_there,
        Relation.BACK_HERE: told.back_here,
        Relation.BACK_THERE: told.back_there,
        Relation.SHAPE: told.shape,
        Relation.AROUND: told.surroundings,
        Relation.NEAR: told.surroundings,
        Relation.FAR: told.surroundings,
    }


def _softmax(score: F32, known: Bool) -> F32:
    full = np.concatenate([np.where(known, score, -30.0), np.full((len(score), 1), tuning.GEOMETRY.nothing)], axis=1)
    full = np.exp(full - full.max(axis=1, keepdims=True))
    return np.asarray((full / full.sum(axis=1, keepdims=True))[:, :-1], np.float32)
