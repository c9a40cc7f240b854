"""Teaching the matcher a shot's own drawings: it goes on learning for some seconds from the keys alone.

Each key is bent, turned and shifted, as its in-between drawings may be, and matched with itself; two keys are matched
with each other by their colours.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import torch
from celtint.matching.features import describe
from celtint.matching.relations import relations
from celtint.types.arrays import I32, U8
from torch import nn

from celtint_train.matcher.export import load_into, to_onnx
from celtint_train.matcher.samples import Case, KnownFrame, cases, sample
from celtint_train.networks.registry import make_network
from celtint_train.puppets.scene_shapes import Random
from celtint_train.recipe import Recipe
from celtint_train.tasks.matching import losses, padded

RATE, BATCH, SIDE = 5e-5, 4, 480
BEND, TURN, SHIFT, GROW = 0.05, 0.35, 0.12, 0.15
"""How far drawings are bent (of their longer side), turned (radians), shifted (of the side) and scaled, at the most."""
FRESH = 3
"""Steps between one bent clip and the next."""


@dataclass(frozen=True)
class KeyDrawing:
    """A key: ink (h, w) uint8 luminance; labels (h, w) int32 of its regions from 1 on; codes: each label's colour, any
    number that tells it from others."""

    ink: U8
    labels: I32
    codes: Mapping[int, int]


@dataclass(frozen=True)
class _Drawing:
    ink: U8
    identity: I32


class _BentClip:
    """A clip made of one key, bent more from drawing to drawing."""

    length = 8

    def __init__(self, key: KeyDrawing, rng: Random) -> None:
        self._key = key
        h, w = key.ink.shape
        waves = [rng.normal(0, 1, (2, 3, 4)) for _ in range(2)]
        self._fields = [
            np.stack([cv2.resize(p, (w, h), interpolation=cv2.INTER_CUBIC) for p in wave]).astype(np.float32)
            for wave in waves
        ]
        self._turn, self._grow = float(rng.uniform(-TURN, TURN)), float(rng.uniform(-GROW, GROW))
        self._shift = rng.uniform(-SHIFT, SHIFT, 2) * max(h, w)

    @cached_property
    def palette(self) -> dict[int, tuple[int, int, int]]:
        return {0: (-1, -1, -1)} | {k: (code, 0, 0) for k, code in self._key.codes.items()}

    def drawing(self, index: int) -> _Drawing:
        h, w = self._key.ink.shape
        share = index / (self.length - 1)
        angle, size = self._turn * share, 1 + self._grow * share
        bent = self._fields[0] * share + self._fields[1] * share * (1 - share)
        y, x = np.indices((h, w), np.float32)
        dx, dy = x - w / 2, y - h / 2
        c, s = np.cos(angle) / size, np.sin(angle) / size
        away = bent * np.float32(0.5 * BEND * max(h, w))
        at_x = (c * dx - s * dy + w / 2 + self._shift[0] * share + away[0]).astype(np.float32)
        at_y = (s * dx + c * dy + h / 2 + self._shift[1] * share + away[1]).astype(np.float32)
        ink = cv2.remap(self._key.ink, at_x, at_y, cv2.INTER_AREA, borderValue=[255])
        labels = self._key.labels.astype(np.float32)
        identity = cv2.remap(labels, at_x, at_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
        return _Drawing(np.asarray(ink, np.uint8), identity.astype(np.int32))


def adapted(recipe: Recipe, weights: bytes, keys: Sequence[KeyDrawing], seconds: float, seed: int = 0) -> bytes:
    """An exported matcher's weights after so many seconds of learning from keys, of one step at the least; as they
    were, without keys.

    How many steps that is depends on the machine: keep what comes out where the same bytes are wanted again.
    Raises ValueError when the weights are not of the recipe's architecture.
    """
    network = make_network(recipe.network, {}, **recipe.options)
    load_into(network, weights)
    rng = np.random.default_rng(seed)
    small = [_smaller(key) for key in keys]
    pairs = _between(small)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE)
    pool: list[Case] = []
    step = 0
    network.train()
    end = time.monotonic() + seconds
    while keys and (step == 0 or time.monotonic() < end):
        if step % FRESH == 0:
            pool = [*pool, *cases(_BentClip(small[int(rng.integers(len(small)))], rng), rng)][-40:]
        drawn = [pool[i] for i in rng.choice(len(pool), BATCH)]
        samples = [sample(case, rng) for case in drawn]
        samples += [sample(pairs[int(rng.integers(len(pairs)))], rng, (0,))] if pairs else []
        total, _ = losses(network, padded(samples))
        optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
    return to_onnx(network.eval())


def _smaller(key: KeyDrawing) -> KeyDrawing:
    """The key at the size the matcher looks at."""
    shrink = SIDE / max(key.ink.shape)
    if shrink >= 1:
        return key
    size = round(key.ink.shape[1] * shrink), round(key.ink.shape[0] * shrink)
    ink = cv2.resize(key.ink, size, interpolation=cv2.INTER_AREA)
    labels = cv2.resize(key.labels.astype(np.float32), size, interpolation=cv2.INTER_NEAREST)
    return KeyDrawing(np.asarray(ink, np.uint8), labels.astype(np.int32), key.codes)


def _between(keys: Sequence[KeyDrawing]) -> list[Case]:
    """Each key asked about with each other one as its reference; of their regions the colours alone are known."""
    codes = sorted({code for key in keys for code in key.codes.values()})
    seen = []
    for number, key in enumerate(keys):
        described = describe(key.ink, key.labels)
        colour = np.array([codes.index(key.codes[int(k)]) for k in described.ids], np.int32)
        # No region of one key is known to be the very part of another's.
        own = described.ids + 1_000_000 * (number + 1)
        seen.append(KnownFrame(number * 24, described, own, colour))
    return [
        Case(one, (two,), ("key",), (relations(one.described, two.described).astype(np.float16),))
        for one in seen
        for two in seen
        if one is not two
    ]
