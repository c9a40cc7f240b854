"""Grey pictures keep their light, and hints are law."""

from types import SimpleNamespace
from typing import Any

import celtint
import numpy as np
import pytest
from celtint import Box, Hints, Picture, Settings
from celtint.colouring import lightness_of
from celtint.colours.chroma import AlongEdges
from celtint.colours.gamut import to_srgb8
from celtint.colours.lab import srgb_to_lab
from celtint.grey.colouring import colour_grey
from hypothesis import given, settings
from hypothesis import strategies as st

ONE_CODE = 100.0 / 255.0


def _quiet(_stage: str, _share: float) -> None:
    pass


def _coloured(lightness: Any, hints: Any = None, boxes: Any = (), **over: Any) -> Any:
    how = {"proposal": None, "strength": 1.0, "undecided": "network", "colours": None, **over}
    return colour_grey(lightness, hints, boxes, progress=_quiet, **how)


def _painting(height: int, width: int, seed: int = 0) -> Any:
    """A picture with texture and two halves of different lightness, (h, w) float32 L."""
    rng = np.random.default_rng(seed)
    light = np.full((height, width), 35.0, np.float32)
    light[:, width // 2 :] = 75.0
    return np.clip(light + rng.normal(0, 3, light.shape), 0, 100).astype(np.float32)


def _dots(height: int, width: int, *dots: tuple[int, int, tuple[int, int, int]]) -> Any:
    layer = np.zeros((height, width, 4), np.uint8)
    for y, x, colour in dots:
        layer[y - 1 : y + 2, x - 1 : x + 2] = (*colour, 255)
    return layer


def _off(rgb: Any, lightness: Any) -> float:
    return float(np.abs(srgb_to_lab(rgb)[..., 0] - lightness).max())


def _some_proposal(height: int, width: int, seed: int) -> Any:
    lab = np.random.default_rng(seed).uniform(-90, 90, (height, width, 3)).astype(np.float32)
    return SimpleNamespace(lab=lab, corrects=bool(seed % 2))


@settings(max_examples=25, deadline=None)
@given(
    height=st.integers(16, 70),
    width=st.integers(16, 70),
    kind=st.sampled_from([np.uint8, np.uint16, np.float32]),
    colour=st.tuples(*[st.integers(0, 255)] * 3),
    seed=st.integers(0, 2**16),
    proposed=st.booleans(),
)
def test_lightness_is_kept(height: int, width: int, kind: Any, colour: Any, seed: int, proposed: bool) -> None:
    rng = np.random.default_rng(seed)
    noise = rng.random((height, width))
    pixels = noise.astype(kind) if kind == np.float32 else (noise * np.iinfo(kind).max).astype(kind)
    lightness = lightness_of(Picture(pixels))
    hints = _dots(height, width, (height // 2, width // 2, colour))
    proposal = _some_proposal(height, width, seed) if proposed else None
    assert _off(_coloured(lightness, hints, proposal=proposal), lightness) <= ONE_CODE


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**16), vivid=st.booleans())
def test_a_hint_of_the_pictures_own_colour_comes_back_exactly(seed: int, vivid: bool) -> None:
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 256, (20, 24, 3)).astype(np.uint8)
    if vivid:
        truth[..., 2] = np.where(rng.random((20, 24)) < 0.5, 0, 255)
    lab = srgb_to_lab(truth)
    hints = np.dstack([truth, np.where(rng.random((20, 24)) < 0.2, 255, 0)]).astype(np.uint8)
    hints[3, 3, 3] = 255
    out = _coloured(np.ascontiguousarray(lab[..., 0]), hints)
    painted = hints[..., 3] == 255
    assert np.array_equal(out[painted], truth[painted])


def test_colours_in_the_gamut_survive_the_way_through_lab() -> None:
    rng = np.random.default_rng(4)
    truth = rng.integers(0, 256, (200, 200, 3)).astype(np.uint8)
    lab = srgb_to_lab(truth)
    assert np.array_equal(to_srgb8(*(np.ascontiguousarray(lab[..., k]) for k in range(3))), truth)


def test_colours_out_of_gamut_keep_light_and_hue() -> None:
    light, angle = np.meshgrid(np.linspace(5, 95, 40), np.linspace(-3.1, 3.1, 60), indexing="ij")
    a, b = 130 * np.cos(angle), 130 * np.sin(angle)
    lab = srgb_to_lab(to_srgb8(*(plane.astype(np.float32) for plane in (light, a, b))))
    assert np.abs(lab[..., 0] - light).max() <= ONE_CODE
    turned = np.abs(np.angle(np.exp(1j * (np.arctan2(lab[..., 2], lab[..., 1]) - angle))))
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    assert (turned * chroma).max() < 3.0


@pytest.mark.parametrize("size", [(16, 16), (17, 333), (2400, 16), (601, 40), (520, 771)])
def test_sizes_and_repeatability(size: tuple[int, int]) -> None:
    lightness = _painting(*size)
    hints = _dots(*size, (4, 4, (200, 30, 40)), (size[0] - 5, size[1] - 5, (30, 60, 200)))
    first = _coloured(lightness, hints)
    assert first.shape == (*size, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, _coloured(lightness, hints))
    assert _off(first, lightness) <= ONE_CODE


def test_nothing_said_stays_grey() -> None:
    lab = srgb_to_lab(_coloured(_painting(40, 60)))
    assert np.abs(lab[..., 1:]).max() < 2.0


def test_hints_stop_at_an_edge() -> None:
    lightness = _painting(120, 160)
    hints = _dots(120, 160, (60, 20, (140, 40, 40)), (60, 140, (120, 190, 240)))
    lab = srgb_to_lab(_coloured(lightness, hints))
    assert lab[:, :76, 1].min() > 10.0
    assert lab[:, 84:, 2].max() < -5.0


def test_a_picture_larger_than_the_working_size_changes_colour_where_it_changes_light() -> None:
    lightness = _painting(1040, 1300)
    hints = _dots(1040, 1300, (500, 200, (140, 40, 40)), (500, 1100, (120, 190, 240)))
    a = srgb_to_lab(_coloured(lightness, hints))[..., 1]
    assert np.median(a[:, 648]) > 15.0
    assert np.median(a[:, 652]) < 5.0


@pytest.mark.parametrize("corrects", [True, False])
def test_strength_moves_between_hints_alone_and_the_network(corrects: bool) -> None:
    lightness = np.full((256, 256), 60.0, np.float32)
    hints = _dots(256, 256, (20, 20, (200, 100, 100)))
    proposal = SimpleNamespace(lab=np.full((256, 256, 3), 30.0, np.float32), corrects=corrects)

    def at(strength: float) -> Any:
        return srgb_to_lab(_coloured(lightness, hints, proposal=proposal, strength=strength))

    none, half, full = at(0.0), at(0.5), at(1.0)
    assert np.abs(none[240, 240, 1:]).max() < 1.0
    assert none[24, 24, 1] > 20.0
    assert none[240, 240, 2] < half[240, 240, 2] - 3 < full[240, 240, 2] - 6
    assert np.array_equal(none[20, 20], full[20, 20])


def test_beside_a_hint_the_hint_is_believed_unless_the_network_has_heard_it() -> None:
    lightness = np.full((256, 256), 60.0, np.float32)
    hints = _dots(256, 256, (128, 128, (200, 100, 100)))
    told = srgb_to_lab(np.array([[[200, 100, 100]]], np.uint8))[0, 0, 1:]

    def beside(corrects: bool) -> Any:
        proposal = SimpleNamespace(lab=np.full((256, 256, 3), -20.0, np.float32), corrects=corrects)
        return srgb_to_lab(_coloured(lightness, hints, proposal=proposal))[128, 132, 1:]

    assert np.abs(beside(False) - told).max() < 8
    assert np.abs(beside(True) + 20.0).max() < 2


def test_a_proposal_is_heard_only_when_the_network_decides() -> None:
    lightness = np.full((64, 64), 60.0, np.float32)
    proposal = SimpleNamespace(lab=np.full((64, 64, 3), 30.0, np.float32), corrects=True)
    heard = srgb_to_lab(_coloured(lightness, proposal=proposal))
    unheard = srgb_to_lab(_coloured(lightness, proposal=proposal, undecided="transparent"))
    assert heard[..., 1].min() > 25.0
    assert np.abs(unheard[..., 1:]).max() < 1.0


def test_an_empty_box_stays_neutral_but_for_the_hint_in_it() -> None:
    lightness = _painting(600, 640)
    hints = _dots(600, 640, (40, 40, (200, 60, 60)), (300, 300, (60, 60, 200)))
    box = Box(200, 200, 220, 240, "paper", "none")
    lab = srgb_to_lab(_coloured(lightness, hints, [box]))
    inside = np.zeros((600, 640), bool)
    inside[200:440, 200:420] = True
    inside[299:302, 299:302] = False
    assert np.abs(lab[inside][:, 1:]).max() < 2.0
    assert lab[300, 300, 2] < -20.0


def test_a_coloured_box_colours_what_is_in_it_and_leaves_the_rest() -> None:
    lightness = np.full((200, 200), 80.0, np.float32)
    rows, columns = np.ogrid[:200, :200]
    disc = (rows - 100) ** 2 + (columns - 100) ** 2 < 40**2
    lightness[disc] = 40.0
    lab = srgb_to_lab(_coloured(lightness, None, [Box(50, 50, 100, 100, "ball", (200, 40, 40))]))
    inner = (rows - 100) ** 2 + (columns - 100) ** 2 < 36**2
    assert lab[inner][:, 1].min() > 30.0
    outer = (np.abs(rows - 100) > 52) | (np.abs(columns - 100) > 52)
    assert np.abs(lab[outer][:, 1:]).max() < 2.0


def test_a_limit_on_colours_leaves_few_chromas_and_the_hint() -> None:
    lightness = np.full((80, 80), 60.0, np.float32)
    lab = np.random.default_rng(1).uniform(-20, 20, (80, 80, 3)).astype(np.float32)
    proposal = SimpleNamespace(lab=lab, corrects=True)
    hints = _dots(80, 80, (40, 40, (200, 110, 90)))
    out = _coloured(lightness, hints, proposal=proposal, colours=3)
    free = np.ones((80, 80), bool)
    free[39:42, 39:42] = False
    assert len(np.unique(out[free].reshape(-1, 3), axis=0)) <= 3
    assert np.array_equal(out[40, 40], _coloured(lightness, hints)[40, 40])


def test_equal_size_is_not_resampled() -> None:
    rng = np.random.default_rng(2)
    light, a, b = (rng.uniform(0, 60, (30, 50)).astype(np.float32) for _ in range(3))
    up_a, up_b = AlongEdges(light, a, b, (30, 50)).rows(light, 0)
    assert np.allclose(up_a, a, atol=1e-3)
    assert np.allclose(up_b, b, atol=1e-3)


def test_the_verb_keeps_alpha_and_sixteen_bit_light() -> None:
    rng = np.random.default_rng(3)
    pixels = np.dstack([rng.integers(0, 65536, (48, 64)), rng.integers(0, 65536, (48, 64))]).astype(np.uint16)
    hints = Hints(_dots(48, 64, (20, 20, (90, 160, 40))))
    result = celtint.colour(Picture(pixels), hints, settings=Settings(mode="grey", undecided="transparent"))
    assert _off(result.colour[..., :3], lightness_of(Picture(pixels))) <= ONE_CODE
    assert np.abs(result.colour[..., 3].astype(int) - np.round(pixels[..., 1] / 257.0)).max() <= 1
