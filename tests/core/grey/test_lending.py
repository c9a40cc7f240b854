"""What a key lends to another grey picture, and that each constant of it matters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from celtint.grey import tuning
from celtint.grey.lending import lent


def test_rough_ground_lends_no_smooth_place_its_colour() -> None:
    """Two halves, the left rough and green, the right smooth, red and a little lighter. In the frame they have changed
    sides, and which of them is lighter."""
    grain = np.random.default_rng(4).normal(0, 6, (64, 64)).astype(np.float32)
    key, frame = np.full((64, 128), 52, np.float32), np.full((64, 128), 50, np.float32)
    key[:, :64], frame[:, 64:] = 50 + grain, 52 + grain
    chroma = np.where(np.arange(128)[None, :, None] < 64, [-30.0, 30.0], [50.0, 20.0]) * np.ones((64, 1, 1))
    found = lent(frame, key, chroma.astype(np.float32), np.ones(key.shape, np.bool_))
    assert found[:, 12:52, 0].mean() > 25 and found[:, 76:116, 0].mean() < -10


def test_what_is_unlike_all_of_a_key_is_lent_nothing() -> None:
    chroma = np.full((64, 64, 2), 40, np.float32)
    dark, bright = np.full((64, 64), 20, np.float32), np.full((64, 64), 80, np.float32)
    whole = np.ones(dark.shape, np.bool_)
    assert np.abs(lent(bright, dark, chroma, whole)).max() < 1
    assert np.abs(lent(dark, dark, chroma, ~whole)).max() == 0
    np.testing.assert_allclose(lent(dark, dark, chroma, whole), chroma, atol=1)


def test_stripes_keep_their_colours_apart() -> None:
    """Eight pixels wide: what is around them is the same everywhere."""
    dark = np.indices((64, 128))[1] // 8 % 2 == 0
    light = np.where(dark, 35, 65).astype(np.float32)
    chroma = np.where(dark[..., None], [-30.0, 30.0], [40.0, 20.0]).astype(np.float32)
    found = lent(light[:, ::-1].copy(), light, chroma, np.ones(light.shape, np.bool_))[:, ::-1]
    assert found[dark][:, 0].mean() < -20 and found[~dark][:, 0].mean() > 25


def test_what_is_around_tells_two_of_one_light_apart() -> None:
    """Dots of one light on dark green and on bright red take the colour of their ground's dots."""
    light = np.repeat(np.where(np.arange(256) < 128, 20.0, 80.0)[None], 96, axis=0).astype(np.float32)
    chroma = np.zeros((96, 256, 2), np.float32)
    for x, colour in ((64, 40.0), (192, -40.0)):
        cv2.circle(light, (x, 48), 6, 50.0, -1)
        cv2.circle(chroma, (x, 48), 6, (colour, 0.0), -1)
    found = lent(light[:, ::-1].copy(), light, chroma, np.ones(light.shape, np.bool_))[:, ::-1]
    assert found[48, 64, 0] > 15 and found[48, 192, 0] < -15


def test_what_is_high_lends_nothing_to_what_is_low() -> None:
    """A sky and a floor of nearly one light, and in the frame it is the other of them that is a little lighter."""
    high = np.arange(128)[:, None] < 64
    key, frame = (np.repeat(np.where(high, *two), 128, axis=1).astype(np.float32) for two in ((60, 61), (61, 60)))
    chroma = np.where(high[..., None], [-5.0, -40.0], [5.0, 40.0]) * np.ones((1, 128, 1))
    found = lent(frame, key, chroma.astype(np.float32), np.ones(key.shape, np.bool_))
    assert found[:30, :, 1].mean() < -25 and found[98:, :, 1].mean() > 25


@pytest.mark.parametrize(
    ("field", "wrong", "noticed"),
    [
        ("light", 1000.0, test_what_is_around_tells_two_of_one_light_apart),
        ("wide", 1000.0, test_what_is_around_tells_two_of_one_light_apart),
        ("around", 1000.0, test_what_is_around_tells_two_of_one_light_apart),
        ("rough", 1000.0, test_rough_ground_lends_no_smooth_place_its_colour),
        ("height", 1000.0, test_what_is_high_lends_nothing_to_what_is_low),
        ("soft", 10000.0, test_stripes_keep_their_colours_apart),
    ],
    ids=lambda v: v if isinstance(v, str) else getattr(v, "__name__", "wrong"),
)
def test_constants_matter(
    field: str, wrong: float, noticed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: dict[str, Any] = {field: wrong}
    monkeypatch.setattr(tuning, "LENDING", replace(tuning.LENDING, **changed))
    with pytest.raises(AssertionError):
        noticed()
