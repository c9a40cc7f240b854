"""A network's small picture becomes clean shapes: which, where, in which colours, and what is left out."""

import dataclasses
from typing import Any

import cv2
import numpy as np
import pytest
from celtint.stage import tracing, tuning
from celtint.stage.objects import Part
from celtint.types.arrays import F32, U8
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.stage.drawers import BODY, DOG, HEAD, LEAVES, TREE, TRUNK, WALL, page

SIDE = 320


def painted(parts: tuple[Part, ...]) -> U8:
    """(320, 320, 3), 255 where nothing is: the shapes in their order."""
    made = np.full((SIDE, SIDE, 3), 255, np.uint8)
    for part in parts:
        rings = [np.round(ring * SIDE * 16 - 8).astype(np.int32).reshape(-1, 1, 2) for ring in part.rings]
        cv2.fillPoly(made, rings, part.colour, cv2.LINE_8, 4)
    return made


def share(parts: tuple[Part, ...], colour: tuple[int, int, int], near: int = 12) -> float:
    return float((np.abs(painted(parts).astype(int) - colour).max(axis=2) <= near).mean())


def colours(parts: tuple[Part, ...]) -> set[tuple[int, int, int]]:
    return {part.colour for part in parts}


def with_tuning(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    monkeypatch.setattr(tuning, "TRACING", dataclasses.replace(tuning.TRACING, **changed))


def noisy(picture: F32, much: float = 0.06) -> F32:
    return picture + np.random.default_rng(3).normal(0, much, picture.shape).astype(np.float32)


def test_shapes_are_found_where_they_are_in_their_colours() -> None:
    made = tracing.traced(TREE)
    assert len(colours(made.parts)) == 2
    assert share(made.parts, LEAVES) == pytest.approx(0.6, abs=0.03)
    assert share(made.parts, TRUNK) == pytest.approx(0.08, abs=0.02)
    assert made.share == pytest.approx(0.68, abs=0.03)
    seen = painted(made.parts)
    assert (
        np.abs(seen[40, 160].astype(int) - LEAVES).max() < 12 and np.abs(seen[300, 160].astype(int) - TRUNK).max() < 12
    )
    assert tuple(seen[300, 20]) == (255, 255, 255)


def test_what_is_there_fills_its_bounds() -> None:
    made = tracing.traced(page(((0.25, 0.5, 0.5, 0.25), WALL)))
    every = np.concatenate([ring for part in made.parts for ring in part.rings])
    assert np.allclose(every.min(axis=0), 0) and np.allclose(every.max(axis=0), 1)


def test_a_hole_stays_open() -> None:
    ring = page(((0, 0, 1, 1), WALL))
    ring[10:22, 10:22] = 0
    made = tracing.traced(ring)
    assert [len(part.rings) for part in made.parts] == [2]
    assert tuple(painted(made.parts)[160, 160]) == (255, 255, 255)


def test_noise_makes_no_shapes() -> None:
    made = tracing.traced(noisy(DOG))
    assert len(colours(made.parts)) == 2 and len(made.parts) <= 4
    assert share(made.parts, HEAD, 20) + share(made.parts, BODY, 20) == pytest.approx(made.share, abs=0.06)


def test_no_crack_opens_between_neighbours() -> None:
    rows = page(*(((0, k / 4, 1, 1 / 4), colour) for k, colour in enumerate((BODY, HEAD, LEAVES, WALL))))
    assert not (painted(tracing.traced(noisy(rows, 0.03)).parts)[4:-4, 4:-4] == 255).all(axis=2).any()


@pytest.mark.parametrize("level", [0.0, 0.3])
def test_what_is_hardly_there_gives_nothing(level: float) -> None:
    assert tracing.traced(np.full((32, 32, 4), level, np.float32)) == tracing.Traced((), 0.0)


def test_specks_are_left_out_and_what_is_larger_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    spotted = page(((0, 0, 1, 1), WALL), ((0.45, 0.45, 0.25, 0.25), HEAD))
    assert len(colours(tracing.traced(spotted).parts)) == 2
    with_tuning(monkeypatch, island=0.08)
    assert len(colours(tracing.traced(spotted).parts)) == 1


def test_a_rare_colour_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    spotted = page(((0, 0, 1, 1), WALL), ((0.45, 0.45, 0.25, 0.25), HEAD))
    with_tuning(monkeypatch, rare=0.12)
    assert len(colours(tracing.traced(spotted).parts)) == 1


def test_colours_that_are_alike_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    shaded = page(((0, 0, 1, 0.5), (200, 60, 50)), ((0, 0.5, 1, 0.5), (170, 60, 50)))
    assert len(colours(tracing.traced(shaded).parts)) == 1
    with_tuning(monkeypatch, apart=5.0)
    assert len(colours(tracing.traced(shaded).parts)) == 2


def test_there_are_never_more_colours_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    hues = [(250, 40, 40), (40, 200, 40), (40, 40, 240), (240, 220, 40), (20, 20, 20), (240, 240, 240), (160, 40, 200),
            (40, 220, 220), (250, 150, 40)]  # fmt: skip
    flag = page(*(((0, k / 9, 1, 1 / 9), hue) for k, hue in enumerate(hues)), side=64)
    assert len(colours(tracing.traced(flag).parts)) == tuning.TRACING.colours
    with_tuning(monkeypatch, colours=3)
    assert len(colours(tracing.traced(flag).parts)) == 3


def test_slanted_outlines_are_smooth(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disc of 64 pixels: no point lies further from the circle than a third of a pixel, and few points say so."""
    fine = np.zeros((512, 512, 4), np.uint8)
    cv2.circle(fine, (256, 256), 224, (*WALL, 255), -1)
    disc = np.asarray(cv2.resize(fine, (64, 64), interpolation=cv2.INTER_AREA) / np.float32(255), np.float32)

    def off() -> tuple[float, int]:
        (ring,) = tracing.traced(disc).parts[0].rings
        return float(np.abs(np.linalg.norm(ring - 0.5, axis=1) - 0.5).max() * 56), len(ring)

    worst, points = off()
    assert worst < 0.35 and points < 120
    with_tuning(monkeypatch, finer=1)
    assert off()[0] > worst
    with_tuning(monkeypatch, loose=3.0)
    assert off()[1] < points / 2


def test_corners_are_rounded_only_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    square = page(((0.1, 0.1, 0.8, 0.8), WALL), ((0.3, 0.3, 0.4, 0.4), HEAD), side=64)
    kept = share(tracing.traced(square).parts, HEAD)
    assert kept == pytest.approx(0.25, abs=0.025)
    with_tuning(monkeypatch, smooth=3.0)
    assert share(tracing.traced(square).parts, HEAD) < kept


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31 - 1), st.sampled_from([8, 32, 64]), st.floats(0, 4))
def test_anything_is_traced(seed: int, side: int, much: float) -> None:
    rng = np.random.default_rng(seed)
    rough = rng.normal(0.4, much, (side, side, 4)).astype(np.float32)
    picture = np.asarray(cv2.GaussianBlur(rough, (0, 0), 1.5), np.float32)
    made = tracing.traced(picture)
    assert 0 <= made.share <= 1 and len(colours(made.parts)) <= tuning.TRACING.colours
    for part in made.parts:
        assert all(len(ring) >= 3 and ring.min() >= 0 and ring.max() <= 1 for ring in part.rings)
    again = tracing.traced(picture)
    assert [part.colour for part in again.parts] == [part.colour for part in made.parts]
