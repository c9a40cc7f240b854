"""Stroke after stroke on one prepared drawing: only regions whose paint has changed are divided again."""

import pickle

import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour, prepare
from celtint.hints.dabs import claim_regions, read_strokes
from celtint.line import lineart
from celtint.line.splits import EACH_PIXEL, Splits
from celtint.regions import splitting

from ..drawings import dabs, two_rooms

CLEAR = Settings(mode="line", undecided="transparent")
RED, BLUE, GREEN = (214, 44, 40), (40, 60, 200), (30, 140, 60)
STROKES = (
    [(25, 30, RED), (40, 90, BLUE)],
    [(25, 30, RED), (40, 90, BLUE), (80, 30, GREEN), (95, 90, RED)],
    [(25, 30, RED), (40, 90, BLUE), (80, 30, GREEN), (95, 90, BLUE)],
    [(25, 30, RED), (44, 90, BLUE), (80, 30, GREEN), (95, 90, BLUE)],
    [(25, 30, RED), (40, 90, BLUE)],
    [(25, 30, RED), (40, 90, BLUE), (30, 60, GREEN), (95, 90, BLUE)],
)


@pytest.fixture
def divided(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The regions that are divided, in their order."""
    seen: list[int] = []
    split = splitting.split_region

    def noted(regions: object, region: int, *rest: object) -> object:
        seen.append(region)
        return split(regions, region, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(lineart, "split_region", noted)
    return seen


def test_strokes_give_what_a_drawing_seen_for_the_first_time_gives(divided: list[int]) -> None:
    page = two_rooms()
    prepared = prepare(Picture(page), CLEAR)
    for spots in STROKES:
        hints = dabs(page.shape, *spots)
        again, fresh = colour(prepared, hints, settings=CLEAR), colour(Picture(page), hints, settings=CLEAR)
        assert np.array_equal(again.colour, fresh.colour)
        assert np.array_equal(again.labels, fresh.labels)
        assert again.regions == fresh.regions


def test_only_the_region_that_was_painted_in_is_divided(divided: list[int]) -> None:
    page = two_rooms()
    prepared = prepare(Picture(page), CLEAR)
    for spots in STROKES[:4]:
        colour(prepared, dabs(page.shape, *spots), settings=CLEAR)
    left, right = divided[:2]
    assert left != right
    assert divided == [left, right, left]  # another colour of the same dabs divides nothing


def test_what_is_kept_stays_below_what_is_counted_for_it() -> None:
    page = two_rooms()
    prepared = prepare(Picture(page), CLEAR)
    counted = prepared.nbytes
    for spots in STROKES:
        colour(prepared, dabs(page.shape, *spots), settings=CLEAR)
    assert prepared.nbytes == counted
    assert prepared.line is not None
    kept = sum(one.part.nbytes for one in prepared.line.splits._kept.values())
    assert 0 < kept <= EACH_PIXEL * page.size


def test_a_copy_begins_anew() -> None:
    splits, claims = Splits(), claim_regions(read_strokes(Hints(LAYER)), LABELS, INK)[1]
    splits.keep(1, claims, np.ones(4, np.int32), np.ones(1, np.float32))
    assert splits.find(1, claims) is not None
    assert pickle.loads(pickle.dumps(splits)).find(1, claims) is None


LAYER = dabs((9, 9), (4, 4, RED)).pixels
LABELS = np.ones((9, 9), np.int32)
INK = np.zeros((9, 9), np.uint8)
