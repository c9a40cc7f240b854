"""What a classifier that somebody else trained says of pictures: the ground that recognition and likeness stand on.

EfficientNet-lite0 (Tan and Le 2019) from packages, for measuring only and shipped nowhere (docs/adr/0004).
"""

import hashlib
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
from celtint.types.arrays import F32, U8
from celtint_models.writing import write_whole

from celtint_train.data.cache import cache_root

SEEN_AT = 128
WIDE = 1280
_BATCH = 32


def squared(picture: U8, side: int = SEEN_AT) -> U8:
    """(h, w, 3) uint8 to (side, side, 3): fitted with its proportions kept, the rest in its border's median colour."""
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    rim = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    page = np.empty((side, side, 3), np.uint8)
    page[:] = np.median(rim, axis=0)
    y, x = (side - size[1]) // 2, (side - size[0]) // 2
    page[y : y + size[1], x : x + size[0]] = small
    return page


def features(pictures: Iterable[U8]) -> F32:
    """(n, 1280) float32, pooled over the picture, of pictures (`SEEN_AT`, `SEEN_AT`, 3) uint8.

    Raises ValueError where the classifier's packages are not installed.
    """
    made: list[F32] = []
    batch: list[U8] = []
    for picture in pictures:
        batch.append(picture)
        if len(batch) == _BATCH:
            made.append(_forward(batch))
            batch = []
    if batch:
        made.append(_forward(batch))
    return np.concatenate(made) if made else np.zeros((0, WIDE), np.float32)


def kept(name: str, pictures: Iterable[U8], told: Sequence[object]) -> F32:
    """`features`, from the cache where they are there for all that ``told`` says of how the pictures are made."""
    key = hashlib.blake2b(repr((SEEN_AT, *told)).encode(), digest_size=8).hexdigest()
    path = cache_root() / "stage" / f"{name}-{key}.npy"
    if path.exists():
        return np.asarray(np.load(path), np.float32)
    made = features(pictures)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = io.BytesIO()
    np.save(data, made.astype(np.float16))
    write_whole(path, data.getvalue())
    return np.asarray(made.astype(np.float16), np.float32)


def _forward(batch: Sequence[U8]) -> F32:
    import torch

    network, mean, deviation = _network()
    with torch.no_grad():
        seen = torch.from_numpy(np.stack(batch)).permute(0, 3, 1, 2).float() / 255
        pooled = network.extract_features((seen - mean) / deviation).mean(dim=(2, 3))
    return np.asarray(pooled.numpy(), np.float32)


@cache
def _network() -> tuple[Any, Any, Any]:
    from celtint_train.networks.classifier import Classifier

    whole = Classifier()
    return whole.network, whole.mean, whole.deviation
