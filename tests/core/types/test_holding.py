"""What a prepared picture says it holds on to is what it holds on to."""

import gc
import types
from dataclasses import dataclass
from typing import Literal

import celtint
import numpy as np
import pytest
from celtint import Picture, Settings
from celtint.line.splits import EACH_PIXEL
from celtint.types.holding import held_bytes

from ..drawings import two_rooms

Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]


def reachable(thing: object) -> dict[int, Array]:
    """Every array that the interpreter can reach from here, whatever holds it, by its buffer's owner."""
    found: dict[int, Array] = {}
    seen: set[int] = set()
    ahead = [thing]
    while ahead:
        one = ahead.pop()
        if id(one) in seen or isinstance(one, type | types.ModuleType | types.FunctionType):
            continue
        seen.add(id(one))
        if isinstance(one, np.ndarray):
            while isinstance(one.base, np.ndarray):
                one = one.base
            found[id(one)] = one
        else:
            ahead += gc.get_referents(one)
    return found


def drawn(side: int, step: int) -> Picture:
    page = np.repeat(np.repeat(two_rooms(8, side), step, 0), step, 1)
    return Picture(page)


@pytest.mark.parametrize(
    ("picture", "mode"),
    [
        (drawn(120, 1), "line"),
        (drawn(300, 4), "line"),  # the grid is coarser than the picture
        (Picture(np.full((64, 64), 255, np.uint8)), "line"),
        (Picture(np.linspace(0, 1, 64 * 64, dtype=np.float32).reshape(64, 64)), "grey"),
        (Picture(np.zeros((64, 64, 4), np.uint16)), "grey"),
    ],
)
def test_a_prepared_picture_counts_every_array_it_reaches_once(picture: Picture, mode: Literal["line", "grey"]) -> None:
    prepared = celtint.prepare(picture, Settings(mode=mode))
    arrays = reachable(prepared)
    assert len(arrays) >= (14 if mode == "line" else 1)
    to_come = EACH_PIXEL * prepared.grey.size if mode == "line" else 0
    assert prepared.nbytes == sum(a.nbytes for a in arrays.values()) + to_come


def test_a_view_counts_as_the_whole_it_keeps_and_two_views_of_one_whole_once() -> None:
    @dataclass(frozen=True)
    class Record:
        views: tuple[object, ...]
        more: dict[str, object]

    whole = np.zeros(1000, np.float64)
    read = bytes(5000)
    record = Record(
        (whole[:3], whole[5:9], [np.frombuffer(read, np.uint8, 10)]), {"one": np.zeros(7, np.uint8), "n": 1}
    )
    assert held_bytes(record) == 8000 + 5000 + 7
