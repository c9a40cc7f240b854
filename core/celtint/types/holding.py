"""How much memory a record holds on to."""

from collections.abc import Iterator
from dataclasses import is_dataclass

import numpy as np


def held_bytes(record: object) -> int:
    """Bytes of all arrays in a record and in what it holds, however deep: dataclasses, tuples, lists, dictionaries.

    A view keeps the whole of what it looks at, which counts once for all that look at it.
    """
    return sum(_buffers(record, {}).values())


def _buffers(thing: object, found: dict[int, int]) -> dict[int, int]:
    """The size of each buffer by its identity, added to `found`."""
    if isinstance(thing, np.ndarray):
        owner: object = thing
        size = thing.nbytes
        while isinstance(owner, np.ndarray) and owner.base is not None:
            owner = owner.base
            size = owner.nbytes if isinstance(owner, np.ndarray) else max(size, _length(owner))
        found[id(owner)] = max(size, found.get(id(owner), 0))
        return found
    for part in _parts(thing):
        _buffers(part, found)
    return found


def _length(owner: object) -> int:
    """Bytes of what an array was made over, where it says."""
    return memoryview(owner).nbytes if isinstance(owner, bytes | bytearray | memoryview) else 0


def _parts(thing: object) -> Iterator[object]:
    if is_dataclass(thing):
        yield from vars(thing).values()
    elif isinstance(thing, dict):
        yield from thing.values()
    elif isinstance(thing, tuple | list):
        yield from thing
