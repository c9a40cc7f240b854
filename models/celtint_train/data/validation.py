"""Pictures that no network here has seen."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from celtint.types.arrays import U8

from celtint_train.data.cache import DataError
from celtint_train.data.sources.registry import known_sources
from celtint_train.data.store import load, rows


def validation(limit: int | None = None, sources: Sequence[str] = ()) -> Iterator[tuple[str, U8]]:
    """Up to ``limit`` validation pictures: pairs of a stable name and (h, w, 3) uint8 sRGB, see-through ones laid on
    white, at most 288 pixels a side, sources in turn so that any limit is balanced.

    The order and the choice never change for the same sets. Without sources, celtint's own that are built: neither
    generated ones nor a user's folders, unless there is nothing else. Raises DataError when no sets are built.
    """
    for folder, row in chosen(limit, sources):
        rgba = load(folder, row).rgba
        alpha = rgba[:, :, 3:].astype(np.float32) / 255.0
        rgb = rgba[:, :, :3] * alpha + 255.0 * (1.0 - alpha)
        yield f"{row['source']}/{row['id']}", np.asarray(rgb + 0.5, np.uint8)


def chosen(limit: int | None = None, sources: Sequence[str] = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Folder and manifest row of each picture of `validation`."""
    shipped = {name for name, source in known_sources().items() if not source.generated}
    if not sources:
        sources = sorted({row["source"] for _, row in rows("validation")} & shipped)
    by_source: dict[str, list[tuple[Path, dict[str, Any]]]] = {}
    for folder, row in rows("validation", sources):
        by_source.setdefault(row["source"], []).append((folder, row))
    if not by_source:
        raise DataError("No pictures are built yet; run celtint data build first.")
    queues = [by_source[name] for name in sorted(by_source)]
    given = 0
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue) and (limit is None or given < limit):
                given += 1
                yield queue[turn]
