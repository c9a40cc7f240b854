"""words.npz: common English words as short vectors, the objects' tags among them, and names in other languages."""

import hashlib
import io
import json
from typing import Any

import numpy as np
import torch

from celtint_train.data.cache import cache_root
from celtint_train.stage.foreign import LANGUAGES, foreign_names
from celtint_train.stage.minilm import MiniLM
from celtint_train.stage.wordnet import WordNet

VERSION = 1
DIMENSIONS = 80
"""Of a vector; the last is how little a word names what can be drawn."""
SCALE = 127.0
LIMIT = 0.42
"""Farther from every tag than this, of 0 (the same) to 1, a word names nothing that is known."""
WORDS = 36_000
"""The network's own words that WordNet knows, then other things that can be drawn, those of the fewest pieces first."""
UP = 6
"""Steps from a kind to what it is a kind of."""
PULL = (0.9, 0.75, 0.68, 0.6, 0.5, 0.42, 0.35)
"""By steps: how far a word is drawn to the tag that it is a kind of."""
KIN = (0.42, 0.4, 0.36, 0.3)
"""By steps up: how far a word is drawn to the likest tag of its kin."""
DRAWN, UNDRAWN = 0.5, 1.6
"""Of a word's use that names things: from here on it counts in full; how far a word that names none is turned away."""


def words_file(
    objects: list[dict[str, Any]], tags: list[str], words: list[str], vectors: np.ndarray, tag_vectors: np.ndarray
) -> bytes:
    """The bytes of words.npz for objects as they are told of in objects.npz, and what `table` makes of their tags."""
    place = {tag: k for k, tag in enumerate(tags)}
    pairs = [[place[tag], k] for k, one in enumerate(objects) for tag in one["tags"]]
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


def table(tags: list[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Words, their vectors (W, D) and the tags' (T, D), of unit length.

    Likeness is of MiniLM's vectors in as few dimensions as tell most apart (PCA). A word is drawn to the tag that it
    is a kind of, by WordNet, and away from all of them where it names nothing that can be drawn.
    """
    model, net = MiniLM(), WordNet()
    tagged = net.tagged(tags)
    words = _words(model, net, tagged)
    full, own = _kept(model, words), _kept(model, tags)
    mean = full.mean(axis=0)
    _, turned = np.linalg.eigh(np.cov((full - mean).T.astype(np.float64)))
    axes = turned[:, ::-1][:, : DIMENSIONS - 1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    near, tag_near = _unit((full - mean) @ axes), _unit((own - mean) @ axes)
    place = {tag: k for k, tag in enumerate(tags)}
    away = np.zeros((len(words), 1), np.float32)
    of_tag = {tag: tag_near[k] for tag, k in place.items()}
    for k, word in enumerate(words):
        tag, pull = _drawn_to(word, near[k], net, tagged, of_tag)
        if tag:
            near[k] = (1 - pull) * near[k] + pull * tag_near[place[tag]]
        away[k] = UNDRAWN * max(0.0, 1 - net.drawable(word) / DRAWN)
    vectors = _unit(np.hstack([_unit(near), away]))
    return words, vectors, np.hstack([tag_near, np.zeros((len(tags), 1), np.float32)])


def _drawn_to(
    word: str, vector: np.ndarray, net: WordNet, tagged: dict[int, str], tags: dict[str, np.ndarray]
) -> tuple[str, float]:
    """The tag that a word is a kind of, or kin to, and how far it is drawn to it; of several, the likest."""
    kinds = [(PULL[steps], tag) for tag, steps in net.kinds_of(word, tagged, UP)]
    kin = [(KIN[steps], tag) for tag, steps in net.kin_of(word, tagged, len(KIN) - 1)]
    scored = [(pull + float(tags[tag] @ vector), pull, tag) for pull, tag in kinds + kin]
    _, pull, tag = max(scored, default=(0.0, 0.0, ""))
    return tag, pull


def _words(model: MiniLM, net: WordNet, tagged: dict[int, str]) -> list[str]:
    """The commonest words, as `WORDS` says."""
    own = [word for word in model.words() if net.knows(word)]
    known = set(own)
    near = {w: min((steps for _, steps in net.kinds_of(w, tagged, UP)), default=UP + 1) for w in net.words()}
    more = sorted((model.pieces(w), steps, w) for w, steps in near.items() if w not in known)
    return own + [word for _, _, word in more][: WORDS - len(own)]


def _kept(model: MiniLM, texts: list[str]) -> np.ndarray:
    """The texts' vectors, from the cache where they were computed before: it takes minutes."""
    digest = hashlib.blake2b("\n".join(texts).encode(), digest_size=8).hexdigest()
    path = cache_root() / "stage" / f"minilm-{digest}.npy"
    if path.exists():
        return np.asarray(np.load(path), np.float32)
    torch.set_num_threads(1)  # the same sums in the same order
    found = model.vectors(texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, found)
    return found


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _small(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(np.clip(np.round(vectors * SCALE), -127, 127), np.int8)


def _blob(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)
