"""Outlines and label maps as the client gives them, whatever lies behind."""

import array
import sys
import time
from collections.abc import Sequence

import pytest
from celtint_client import choices, words
from celtint_client.answers import Colouring
from celtint_client.errors import BadRequest
from celtint_client.parts import Part
from celtint_client.typed import Polygons


def numbers(kind: str, width: int, values: Sequence[float]) -> Part:
    """Numbers as a server sends them, little-endian on any machine."""
    made = array.array(kind, values)
    if sys.byteorder == "big":
        made.byteswap()
    return Part("f32" if kind == "f" else "u32", width, len(values) // width, made.tobytes())


SQUARE: list[float] = [0, 0, 0, 9, 9, 9, 9, 0]
HOLE: list[float] = [3, 3, 6, 3, 4.5, 6]
OTHER: list[float] = [20, 0, 20, 5, 25, 0]


def outlines() -> Polygons:
    return Polygons(numbers("f", 2, SQUARE + HOLE + OTHER), numbers("I", 3, [7, 4, 0, 7, 3, 1, 9, 3, 0]))


def test_rings_come_with_their_region_and_their_points() -> None:
    rings = list(outlines().rings())
    assert [(ring.region, ring.hole, ring.points.tolist()) for ring in rings] == [
        (7, False, SQUARE),
        (7, True, HOLE),
        (9, False, OTHER),
    ]


def test_no_rings_are_no_error() -> None:
    assert list(Polygons(Part("f32", 2, 0, b""), Part("u32", 3, 0, b"")).rings()) == []


@pytest.mark.parametrize(
    ("points", "rings"),
    [
        (numbers("f", 2, SQUARE), numbers("I", 3, [7, 5, 0])),
        (numbers("f", 2, SQUARE), numbers("I", 3, [7, 3, 0])),
        (numbers("f", 2, SQUARE), numbers("I", 1, [7, 4])),
        (numbers("I", 2, [0, 0]), numbers("I", 3, [7, 1, 0])),
        (Part("f32", 2, 4, b"\0" * 31), numbers("I", 3, [7, 4, 0])),
    ],
    ids=["too few points", "too many", "a row cut short", "whole numbers", "bytes missing"],
)
def test_outlines_that_do_not_fit_are_refused(points: Part, rings: Part) -> None:
    with pytest.raises(BadRequest):
        list(Polygons(points, rings).rings())


def test_a_big_endian_machine_turns_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are turned already are right again after it."""
    turned = array.array("I", [1, 2, 3])
    turned.byteswap()
    monkeypatch.setattr(sys, "byteorder", "big")
    found = Colouring("job", "line", 0, labels=Part("u32", 3, 1, turned.tobytes())).label_map
    assert found is not None and found.ids.tolist() == [1, 2, 3]


def test_the_label_map_is_asked_by_pixel() -> None:
    found = Colouring("job", "line", 0, labels=numbers("I", 3, [1, 2, 3, 4, 5, 6])).label_map
    assert found is not None and (found.width, found.height) == (3, 2)
    assert (found.at(0, 0), found.at(2, 0), found.at(0, 1)) == (1, 3, 4)
    for x, y in ((-1, 0), (3, 0), (0, 2)):
        with pytest.raises(IndexError):
            found.at(x, y)
    assert Colouring("job", "grey", 0).label_map is None


def test_many_rings_are_read_without_copying_their_points() -> None:
    """Processor time grows with the rings: a hundred times as many points in each cost next to nothing more."""

    def spent(points: int) -> float:
        count = 3000
        many = Polygons(
            Part("f32", 2, points * count, bytes(8 * points * count)), numbers("I", 3, [1, points, 0] * count)
        )
        times = []
        for _ in range(5):
            begun = time.thread_time()
            assert sum(1 for _ in many.rings()) == count
            times.append(time.thread_time() - begun)
        return min(times)

    assert spent(400) < 10 * spent(4) + 0.05


def test_a_word_for_one_drawing_becomes_auto_among_frames() -> None:
    assert [words.in_sequence(word) for word in choices.UNDECIDED] == ["auto", "transparent", "mean", "network", "auto"]
