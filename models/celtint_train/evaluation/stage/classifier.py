"""Names what is in a cut-out: a linear head on frozen features, learned from art of every set but the object's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from celtint.types.arrays import F32, I64, U8

from celtint_train.evaluation.stage import art
from celtint_train.evaluation.stage.altered import altered, plain
from celtint_train.evaluation.stage.features import kept

TIMES = 6
"""Altered renderings of each drawing."""
SIDE = 160
_VERSION = 2
"""Of how the renderings are made: another number makes the cache's anew."""
_ROUNDS, _STEP, _DECAY = 20, 0.05, 3e-3


@dataclass(frozen=True)
class Known:
    """The drawings of a set. altered: (n × TIMES, 1280) features, those of a drawing together. plain: (n, 1280), alone
    on white. kinds: (n,) each drawing's class by its place in `art.classes`."""

    source: str
    altered: F32
    plain: F32
    kinds: I64


@dataclass(frozen=True)
class Head:
    """Scores of all classes, weights @ (root of features - mean) / deviation + offset, learned from ``sources``."""

    sources: tuple[str, ...]
    mean: F32
    deviation: F32
    weights: F32
    offset: F32

    def scores(self, seen: F32) -> F32:
        """(n, classes) of features (n, 1280)."""
        return np.asarray((_rooted(seen) - self.mean) / self.deviation @ self.weights.T + self.offset, np.float32)

    def ranks(self, seen: F32, kinds: Sequence[int] | I64) -> I64:
        """(n,) how many classes score higher than the right one, of features (n, 1280) and classes (n,)."""
        scores = self.scores(seen)
        own = scores[np.arange(len(scores)), np.asarray(kinds, np.int64)]
        return np.asarray((scores > own[:, None]).sum(axis=1), np.int64)


@cache
def known(source: str) -> Known:
    """A set's features, made once and kept in the cache. Raises DataError where its package can't be had."""
    drawings = [d for d in art.drawings(source) if art.rendered(d.svg, SIDE) is not None]
    told = (_VERSION, source, TIMES, SIDE, tuple((d.kind, d.name) for d in drawings))
    places = {kind: place for place, kind in enumerate(art.classes())}
    return Known(
        source,
        kept(f"altered-{source}", _altered(drawings), told),
        kept(f"plain-{source}", (plain(_drawn(d)) for d in drawings), told),
        np.array([places[d.kind] for d in drawings], np.int64),
    )


def _drawn(drawing: art.Drawing) -> U8:
    made = art.rendered(drawing.svg, SIDE)
    assert made is not None, drawing.name
    return made


def _altered(drawings: Sequence[art.Drawing]) -> Iterator[U8]:
    pictures = [_drawn(d) for d in drawings]
    for number, picture in enumerate(pictures):
        rng = np.random.default_rng((7, number))
        for _ in range(TIMES):
            yield altered(picture, pictures, rng)


@cache
def head_without(*left_out: str | None) -> Head:
    """The head learned from every set but some; None is none of them."""
    sets = [known(name) for name in art.SOURCES if name not in left_out]
    seen = np.concatenate([s.altered for s in sets] + [s.plain for s in sets])
    kinds = np.concatenate([np.repeat(s.kinds, TIMES) for s in sets] + [s.kinds for s in sets])
    return learned(tuple(s.source for s in sets), seen, kinds, len(art.classes()))


def learned(sources: tuple[str, ...], seen: F32, kinds: I64, count: int) -> Head:
    """Multinomial logistic regression with weight decay, every class weighing the same; always the same result.

    seen: (n, 1280). kinds: (n,) 0 to ``count`` - 1.
    """
    import torch
    from torch.nn import functional

    rooted = _rooted(seen)
    mean, deviation = rooted.mean(axis=0), rooted.std(axis=0) + np.float32(1e-3)
    inputs, right = torch.from_numpy((rooted - mean) / deviation), torch.from_numpy(kinds)
    often = torch.bincount(right, minlength=count).clamp(min=1).float()
    each = (1 / often)[right]
    each = each / each.sum()
    weights = torch.zeros(count, seen.shape[1], requires_grad=True)
    offset = torch.zeros(count, requires_grad=True)
    steps = torch.optim.Adam([weights, offset], lr=_STEP)
    for _ in range(_ROUNDS):
        steps.zero_grad()
        loss = (functional.cross_entropy(inputs @ weights.T + offset, right, reduction="none") * each).sum()
        (loss + _DECAY * weights.square().sum() / 2).backward()  # type: ignore[no-untyped-call]
        steps.step()
    return Head(sources, mean, deviation, weights.detach().numpy(), offset.detach().numpy())


def _rooted(seen: F32) -> F32:
    """Roots, signs kept: strong features say less, and a set that was never seen is recognised more often."""
    return np.asarray(np.sign(seen) * np.sqrt(np.abs(seen)), np.float32)
