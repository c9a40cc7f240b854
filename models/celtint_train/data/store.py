"""The packed sets, read back: pictures decoded once into memory, rows of the manifest beside them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from celtint_train.data.cache import DataError, cache_root
from celtint_train.data.sources import SOURCES

U8 = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Stored:
    """One picture of a set. rgba: (h, w, 4) uint8 straight alpha. ink: (h, w) uint8 exact lines, or None."""

    row: dict[str, Any]
    rgba: U8
    ink: U8 | None


def rows(split: str, sources: Sequence[str] = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Folder and manifest row of every picture of a split, by source and then by id; all built sources by
    default."""
    root = cache_root() / "sets"
    manifests = sorted(root.glob("*/manifest.jsonl"))
    for manifest in manifests:
        if sources and manifest.parent.name not in sources:
            continue
        found = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
        for row in sorted(found, key=lambda r: str(r["id"])):
            if row["split"] == split:
                yield manifest.parent, row


def load(folder: Path, row: dict[str, Any]) -> Stored:
    """Decode one picture."""
    bgra = cv2.imread(str(folder / f"{row['id']}.webp"), cv2.IMREAD_UNCHANGED)
    if bgra is None:
        raise DataError(f"{row['id']}.webp of {row['source']} is damaged; build the source again.")
    code = cv2.COLOR_BGRA2RGBA if bgra.shape[2] == 4 else cv2.COLOR_BGR2RGBA
    ink = cv2.imread(str(folder / f"{row['id']}.line.webp"), cv2.IMREAD_GRAYSCALE) if row["line"] else None
    return Stored(
        row,
        np.asarray(cv2.cvtColor(bgra, code), np.uint8),
        None if ink is None else np.asarray(ink, np.uint8),
    )


def load_split(split: str, sources: Sequence[str] = ()) -> list[Stored]:
    """Every picture of a split in memory (about 250 kB each)."""
    stored = [load(folder, row) for folder, row in rows(split, sources)]
    if not stored:
        raise DataError("No pictures are built yet; run celtint data build first.")
    return stored


def shares(stored: Sequence[Stored]) -> npt.NDArray[np.float64]:
    """(n,) probabilities that give every source its weight however many pictures it has."""
    names = [s.row["source"] for s in stored]
    counts = {n: names.count(n) for n in set(names)}
    weight = np.array([(SOURCES[n].weight if n in SOURCES else 0.25) / counts[n] for n in names])
    return np.asarray(weight / weight.sum())
