"""A brush whose colour varies is one colour, its mean; two flat paints are two, however near."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour
from celtint.hints.dabs import read_strokes
from hypothesis import given, settings
from hypothesis import strategies as st

from ..drawings import Bytes, two_rooms

ORANGE, SKIN, GREEN = (200, 100, 60), (245, 205, 175), (30, 140, 60)


def varied(mask: Bytes, paint: tuple[int, int, int], brush: str, most: int, seed: int = 1) -> Bytes:
    """(h, w, 3) paint in a brush's variation of up to `most` levels either way."""
    rng = np.random.default_rng(seed)
    h, w = mask.shape
    if brush == "grain":  # every channel for itself
        off = rng.integers(-most, most + 1, (h, w, 3))
    elif brush == "light grain":
        off = np.repeat(rng.integers(-most, most + 1, (h, w, 1)), 3, axis=2)
    elif brush == "soft grain":
        soft = cv2.GaussianBlur(rng.normal(0, 1, (h, w)).astype(np.float32), (0, 0), 0.8)
        off = np.repeat(np.clip(soft / np.abs(soft).max() * most, -most, most)[..., None], 3, axis=2)
    elif brush == "bristles":
        off = np.repeat(np.repeat(rng.integers(-most, most + 1, (h, 1, 1)), w, axis=1), 3, axis=2)
    else:  # paint that runs out along the stroke
        off = np.repeat(np.repeat(np.linspace(-most, most, w)[None, :, None], h, axis=0), 3, axis=2)
    return np.clip(np.rint(paint + off), 0, 255).astype(np.uint8)


def colours_of(layer: Bytes) -> Bytes:
    return read_strokes(Hints(layer)).colour


BRUSHES = ("grain", "light grain", "soft grain", "bristles", "fading")


@pytest.mark.parametrize("shape", ["dab", "stroke", "curve"])
@pytest.mark.parametrize("most", [4, 7, 10, 12])
@pytest.mark.parametrize("brush", BRUSHES)
def test_a_varying_brush_is_one_colour(brush: str, most: int, shape: str) -> None:
    mask = np.zeros((120, 120), np.uint8)
    if shape == "dab":
        cv2.circle(mask, (34, 60), 8, 1, -1)
    elif shape == "stroke":
        mask[50:62, 18:52] = 1
    else:
        cv2.ellipse(mask, (34, 60), (14, 30), 0, 0, 200, 1, 7)
    layer = np.zeros((120, 120, 4), np.uint8)
    layer[..., :3] = varied(mask, ORANGE, brush, most)
    layer[..., 3] = mask * 255
    (found,) = colours_of(layer)
    mean = layer[mask > 0][:, :3].mean(axis=0)
    assert np.abs(found - mean).max() <= 1.01
    result = colour(Picture(two_rooms()), Hints(layer), settings=Settings(undecided="transparent"))
    assert (result.colour[20:100, 20:50] == (*found, 255)).all()
    assert [r.decided_by for r in result.regions if r.colour] == ["hint"]


@settings(max_examples=40, deadline=None)
@given(
    apart=st.tuples(*[st.integers(-30, 30)] * 3).filter(lambda a: max(map(abs, a)) >= 8),
    radius=st.integers(3, 12),
    side=st.booleans(),
)
def test_two_flat_dabs_that_touch_stay_two(apart: tuple[int, int, int], radius: int, side: bool) -> None:
    layer = np.zeros((80, 100, 4), np.uint8)
    other = tuple(int(v) for v in np.add((120, 130, 110), apart))
    cv2.circle(layer, (40, 40), radius, (120, 130, 110, 255), -1)
    at = (40 + 2 * radius - 1, 40) if side else (40, 40 + 2 * radius - 1)
    cv2.circle(layer, at, radius, (*other, 255), -1)
    assert {tuple(c) for c in colours_of(layer).tolist()} == {(120, 130, 110), other}


@pytest.mark.parametrize("apart", [12, 25, 60])
@pytest.mark.parametrize("brush", ["grain", "bristles"])
def test_grain_beside_flat_paint_leaves_that_as_it_is(brush: str, apart: int) -> None:
    layer = np.zeros((60, 90, 4), np.uint8)
    mask = np.zeros((60, 90), np.uint8)
    mask[20:40, 10:45] = 1
    layer[..., :3] = varied(mask, ORANGE, brush, 8)
    layer[..., 3] = mask * 255
    flat = (ORANGE[0] - apart, ORANGE[1] + apart, ORANGE[2])
    layer[20:40, 45:80] = (*flat, 255)
    found = [tuple(c) for c in colours_of(layer).tolist()]
    assert flat in found
    grained = [c for c in found if c != flat]
    assert len(grained) == 1
    assert np.abs(np.subtract(grained[0], ORANGE)).max() <= 4


def test_two_grainy_strokes_that_touch_are_two_colours() -> None:
    layer = np.zeros((60, 90, 4), np.uint8)
    whole = np.ones((60, 90), np.uint8)
    layer[20:40, 10:45, :3] = varied(whole, ORANGE, "grain", 9)[20:40, 10:45]
    layer[20:40, 45:80, :3] = varied(whole, GREEN, "grain", 9, 2)[20:40, 45:80]
    layer[20:40, 10:80, 3] = 255
    found = colours_of(layer).astype(int)
    assert len(found) == 2
    for paint in (ORANGE, GREEN):
        assert np.abs(found - paint).max(axis=1).min() <= 6


@pytest.mark.parametrize("width", [4, 10, 30])
def test_a_blend_between_two_paints_takes_neither_from_the_other(width: int) -> None:
    layer = np.zeros((40, 120, 4), np.uint8)
    share = np.clip((np.arange(120) - 60) / width + 0.5, 0, 1)[None, :, None]
    layer[10:30, 10:110, :3] = np.rint(np.array(SKIN) * (1 - share) + np.array(GREEN) * share)[:, 10:110]
    layer[10:30, 10:110, 3] = 255
    found = {tuple(c) for c in colours_of(layer).tolist()}
    assert {SKIN, GREEN} <= found


def test_grain_on_a_flat_colour_takes_the_grain_away() -> None:
    rng = np.random.default_rng(8)
    layer = np.zeros((60, 60, 4), np.uint8)
    layer[10:50, 10:50] = (*SKIN, 255)
    speckled = rng.random((60, 60)) < 0.3
    layer[..., :3][speckled] = np.clip(layer[..., :3][speckled] + rng.integers(-10, 11, (speckled.sum(), 3)), 0, 255)
    (found,) = colours_of(layer)
    assert np.abs(found.astype(int) - SKIN).max() <= 2


def test_paint_far_away_changes_nothing_of_what_a_brush_is() -> None:
    near, layer = np.zeros((90, 400), np.uint8), np.zeros((90, 400, 4), np.uint8)
    cv2.circle(near, (40, 45), 12, 1, -1)
    cv2.circle(near, (58, 45), 12, 1, -1)
    layer[..., :3] = varied(near, ORANGE, "grain", 10)
    layer[..., 3] = 255 * near
    alone = read_strokes(Hints(layer[:, :120]))
    layer[:, 200:300] = layer[:, 20:120]
    both = read_strokes(Hints(layer))
    assert len(alone.colour) == 1
    assert np.array_equal(np.unique(both.colour, axis=0), alone.colour)
    assert len(both.y) == 2 * len(alone.y)
