"""words.npz: common English words as short vectors, the objects' tags among them, and names in other languages."""

import io
import json
from typing import Any

import numpy as np
import torch

from celtint_train.data.cache import cache_root
from celtint_train.stage.foreign import LANGUAGES, foreign_names
from celtint_train.stage.minilm import MiniLM

VERSION = 1
DIMENSIONS = 80
SCALE = 127.0
LIMIT = 0.42
"""Farther from every tag than this, of 0 (the same) to 1, a word names nothing that is known."""


def words_file(objects: list[dict[str, Any]]) -> bytes:
    """The bytes of words.npz for objects as they are told of in objects.npz."""
    tags = list(dict.fromkeys(tag for one in objects for tag in one["tags"]))
    words, vectors, tag_vectors = _vectors(tags)
    pairs = [[tags.index(tag), k] for k, one in enumerate(objects) for tag in one["tags"]]
    about = {
        "version": VERSION,
        "dimensions": vectors.shape[1],
        "scale": SCALE,
        "limit": LIMIT,
        "languages": list(LANGUAGES),
    }
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        about=_blob(json.dumps(about)),
        words=_blob("\n".join(words)),
        vectors=_small(vectors),
        tags=_blob("\n".join(tags)),
        tag_vectors=_small(tag_vectors),
        tag_objects=np.array(pairs, np.int32),
        foreign=_blob("\n".join(f"{name}\t{tag}" for name, tag in foreign_names(objects))),
    )
    return stream.getvalue()


def _vectors(tags: list[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Words, and their vectors and those of the tags in as few dimensions as tell most of the words apart (PCA)."""
    model = MiniLM()
    words = model.words()
    full = _kept(model, words)
    torch.set_num_threads(1)
    own = model.vectors(tags)
    mean = full.mean(axis=0)
    _, turned = np.linalg.eigh(np.cov((full - mean).T.astype(np.float64)))
    axes = turned[:, ::-1][:, :DIMENSIONS]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return words, _unit((full - mean) @ axes), _unit((own - mean) @ axes)


def _kept(model: MiniLM, words: list[str]) -> np.ndarray:
    """The words' vectors, from the cache where they were computed before: it takes minutes."""
    path = cache_root() / "stage" / f"minilm-{len(words)}.npy"
    if path.exists():
        return np.asarray(np.load(path), np.float32)
    torch.set_num_threads(1)
    found = model.vectors(words)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, found)
    return found


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _small(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(np.clip(np.round(vectors * SCALE), -127, 127), np.int8)


def _blob(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)
