"""Lightness learned from keys: a curve, what colours add, and frames that keep both."""

import numpy as np
import pytest
from celtint import Key, Picture, SequenceSettings, colour_sequence
from celtint.colours.lab import srgb_to_lab
from celtint.sequence.tones import Toned, learned
from celtint_train.puppets.clip import make_clip
from hypothesis import given
from hypothesis import strategies as st

SIZE = (120, 200)
LUMA = np.array([0.299, 0.587, 0.114])


class Grey:
    """Painted frames as a program makes them grey: luma of what the artist painted, a little deepened."""

    def __init__(self, length: int) -> None:
        clip = make_clip(3, "train", length, 1, SIZE)
        self.truth = [clip.shaded(k) for k in range(length)]

    def __len__(self) -> int:
        return len(self.truth)

    def picture(self, index: int) -> Picture:
        luma = (self.truth[index] @ LUMA / 255) ** 1.3 * 255
        return Picture(np.repeat(np.rint(luma).astype(np.uint8)[..., None], 3, axis=2))


def away(one: np.ndarray, two: np.ndarray) -> float:
    """Mean difference of lightness."""
    return float(np.abs(srgb_to_lab(one)[..., 0] - srgb_to_lab(two)[..., 0]).mean())


@pytest.fixture(scope="module")
def coloured() -> tuple[Grey, list[np.ndarray]]:
    frames = Grey(3)
    results = colour_sequence(frames, {0: Key(frames.truth[0])}, settings=SequenceSettings(mode="grey"))
    return frames, [np.ascontiguousarray(r.colour[..., :3]) for r in results]


def test_a_key_comes_out_as_it_was_painted(coloured) -> None:
    frames, made = coloured
    assert np.abs(made[0].astype(int) - frames.truth[0]).max() <= 1


def test_other_frames_are_as_light_as_the_key_was_painted(coloured) -> None:
    frames, made = coloured
    plain = [frames.picture(k).pixels for k in range(3)]
    for k in (1, 2):
        assert away(made[k], frames.truth[k]) < 0.35 * away(plain[k], frames.truth[k])


def test_lines_of_the_frame_stay_over_a_key_without_them() -> None:
    grey = np.full((40, 60), 180, np.uint8)
    grey[:, 29:31] = 10
    key = np.zeros((40, 60, 3), np.uint8)
    key[:] = (190, 175, 160)

    class Frames:
        def __len__(self) -> int:
            return 1

        def picture(self, index: int) -> Picture:
            return Picture(np.repeat(grey[..., None], 3, axis=2))

    (result,) = colour_sequence(Frames(), {0: Key(key)}, settings=SequenceSettings(mode="grey"))
    assert result.colour[:, 29:31, :3].max() < 60
    assert np.abs(result.colour[:, :28, :3].astype(int) - key[:, :28]).max() <= 1


def test_a_key_as_light_as_its_frame_says_nothing() -> None:
    grey = np.linspace(5, 95, 500, dtype=np.float32)
    nothing = np.zeros(500, np.float32)
    assert learned([Toned(grey, grey + np.float32(0.4), nothing, nothing)]) is None
    assert learned([]) is None


def test_colours_are_lighter_or_darker_than_the_curve_each_by_itself() -> None:
    grey = np.tile(np.linspace(20, 80, 300, dtype=np.float32), 2)
    a = np.repeat(np.array([60, -60], np.float32), 300)
    light = grey + np.where(a > 0, 6, -6).astype(np.float32)
    tones = learned([Toned(grey, light, a, np.zeros(600, np.float32))])
    assert tones is not None
    at = np.full((1, 2), 50, np.float32)
    got = tones.lightness(at) + tones.added(at, np.array([[60, -60]], np.float32), np.zeros((1, 2), np.float32))
    assert got == pytest.approx(np.array([[56, 44]]), abs=1.0)


@given(st.integers(0, 10_000))
def test_what_is_lighter_is_never_made_darker(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grey, light = rng.uniform(0, 100, (2, 150)).astype(np.float32)
    a = rng.uniform(-100, 100, 150).astype(np.float32)
    tones = learned([Toned(grey, light, a, a)])
    if tones is None:
        return
    up = np.linspace(0, 100, 120, dtype=np.float32)[None]
    chroma = np.full_like(up, float(a[0]))
    got = tones.lightness(up) + tones.added(up, chroma, chroma)
    assert (np.diff(got) >= -1e-2).all()


def test_held_frames_are_the_very_same() -> None:
    frames = Grey(2)
    pictures = [frames.picture(0), frames.picture(1), frames.picture(1)]

    class Held:
        def __len__(self) -> int:
            return 3

        def picture(self, index: int) -> Picture:
            return pictures[index]

    settings = SequenceSettings(mode="grey")
    _, one, two = colour_sequence(Held(), {0: Key(frames.truth[0])}, settings=settings)
    assert two.held and two.index == 2 and np.array_equal(one.colour, two.colour)
