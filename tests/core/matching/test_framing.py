"""A figure as a bust against one from head to foot, both drawn here."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint.matching import tuning
from celtint.matching.features import RegionFeatures, describe
from celtint.matching.framing import match_framed, runs_off
from celtint.matching.geometry import GeometryMatcher
from celtint.matching.network import UNDECIDED, Reference, Votes
from celtint.regions.segment import segment
from celtint.types.arrays import F32
from hypothesis import given, settings
from hypothesis import strategies as st

HAIR, FACE, COAT, LEGS, SHOES, PAGE = range(6)
PLACES = {HAIR: (150, 35), FACE: (150, 85), COAT: (150, 180), LEGS: (150, 290), SHOES: (150, 375)}
"""x, y of each part from head to foot."""


def _figure(cut: int | None = None, shift: int = 0) -> tuple[RegionFeatures, np.ndarray]:
    """From head to foot, or cut off at a row of the page and drawn twice as large; its parts, one a region."""
    light = np.full((420, 300), 255, np.uint8)
    for x, y, w, h in ((110, 20, 80, 40), (110, 60, 80, 60), (90, 120, 120, 130), (100, 250, 100, 100),
                       (80, 350, 140, 45)):  # fmt: skip
        cv2.rectangle(light, (x + shift, y), (x + shift + w, y + h), 0, 2)
    if cut is not None:
        light = np.asarray(cv2.resize(light[:cut], None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR), np.uint8)
    labels = segment(255 - light, 100).labels
    described = describe(light, labels)
    zoom = 1 if cut is None else 2
    parts = np.full(len(described.ids), PAGE, np.int32)
    for part, (x, y) in PLACES.items():
        if cut is None or y < cut:
            parts[described.ids == labels[y * zoom, (x + shift) * zoom]] = part
    return described, parts


def _reference(described: RegionFeatures, entries: np.ndarray) -> Reference:
    return Reference(described, entries, 100, "key", np.ones(len(entries), np.float32))


def _right(frame: tuple[RegionFeatures, np.ndarray], sheet: tuple[RegionFeatures, np.ndarray], framed: bool) -> float:
    matcher, reference = GeometryMatcher(), _reference(*sheet)
    votes = match_framed(matcher, frame[0], [reference]) if framed else matcher.match(frame[0], [reference])
    figure = frame[1] != PAGE
    return float((votes.entries.argmax(axis=1) == frame[1])[figure].mean())


def test_a_figure_that_is_cut_off_is_known_from_one_that_is_whole() -> None:
    bust, whole = _figure(cut=215), _figure()
    assert set(bust[1]) == {HAIR, FACE, COAT, PAGE}
    assert _right(bust, whole, framed=True) == 1
    assert _right(bust, whole, framed=False) < 1


def test_what_a_cut_off_figure_shows_is_known_on_a_whole_one() -> None:
    bust, whole = _figure(cut=215), _figure(shift=20)
    upper = np.isin(whole[1], (HAIR, FACE))
    votes = match_framed(GeometryMatcher(), whole[0], [_reference(*bust)])
    assert (votes.entries.argmax(axis=1) == whole[1])[upper].all()


def test_drawings_framed_alike_stay_as_they_are_matched() -> None:
    assert _right(_figure(shift=12), _figure(), framed=True) == 1


@pytest.mark.parametrize("cut", [None, 215])
def test_what_the_page_cuts_off_is_seen(cut: int | None) -> None:
    assert runs_off(_figure(cut)[0]) == (cut is not None)


class _Always:
    """Says the same of everything, as sure as it is told to be."""

    def __init__(self, sure: float) -> None:
        self.sure = sure

    def match(
        self, frame: RegionFeatures, references: Sequence[Reference], entries: int | None = None,
        pairs: Sequence[F32] | None = None,
    ) -> Votes:  # fmt: skip
        n = len(frame.ids)
        votes = np.full((n, entries or 1), (self.sure if n else 0) / (entries or 1), np.float32)
        return Votes(votes, np.full(n, 1 - self.sure, np.float32))


@settings(max_examples=15, deadline=None)
@given(sure=st.floats(0, 1), cut=st.sampled_from([None, 215]), sheets=st.integers(1, 3))
def test_what_is_said_together_is_never_more_than_one(sure: float, cut: int | None, sheets: int) -> None:
    frame, sheet = _figure(cut), _figure()
    votes = match_framed(_Always(sure), frame[0], [_reference(*sheet)] * sheets, 7)
    assert votes.entries.shape == (len(frame[0].ids), 7)
    np.testing.assert_allclose(votes.entries.sum(axis=1) + votes.none, 1, atol=1e-5)


def test_nothing_to_compare_is_answered_as_the_matcher_does() -> None:
    frame, sheet = _figure(), _figure()
    assert match_framed(GeometryMatcher(), frame[0], [], 3).entries.shape == (len(frame[0].ids), 3)
    silent = _reference(sheet[0], np.full(len(sheet[1]), UNDECIDED, np.int32))
    assert not match_framed(GeometryMatcher(), frame[0], [silent]).entries.any()


def test_a_clear_page_has_no_upper_half() -> None:
    clear = describe(np.full((60, 80), 255, np.uint8), np.ones((60, 80), np.int32))
    votes = match_framed(GeometryMatcher(), clear, [_reference(clear, np.zeros(1, np.int32))])
    assert votes.entries.shape == (1, 1)


@pytest.mark.parametrize("name, broken", [("upper", 0.95), ("trust", 0.0), ("cut_alike", -3.0), ("whole", 9.0)])
def test_each_constant_is_needed(name: str, broken: float, monkeypatch: pytest.MonkeyPatch) -> None:
    bust, whole = _figure(cut=215), _figure()
    monkeypatch.setattr(tuning, "FRAMING", replace(tuning.FRAMING, **{name: broken}))
    assert _right(bust, whole, framed=True) < 1
