"""Grey scenes that have no key of their own take the colours of another scene's, and say so."""

import cv2
import numpy as np
from celtint import Key, Picture, SequenceSettings, colour_sequence
from celtint.colours.lab import srgb_to_lab
from celtint.sequence.lending import lent

SKY, GRASS, COAT = (120, 170, 235), (90, 130, 50), (190, 60, 50)
GREY = SequenceSettings(mode="grey", cuts="4")
CUT = 3


class Film:
    """A coat on grass under a sky, in two views: three frames of the first, three of the second, in grey."""

    def __init__(self) -> None:
        self.truth = [view(60, 1.0, k) for k in range(3)] + [view(90, 1.7, k) for k in range(3)]

    def __len__(self) -> int:
        return len(self.truth)

    def picture(self, index: int) -> Picture:
        return Picture(cv2.cvtColor(self.truth[index], cv2.COLOR_RGB2GRAY))


def view(horizon: int, scale: float, moved: int) -> np.ndarray:
    """(128, 192, 3) uint8: smooth sky and coat, rough grass."""
    grain = np.random.default_rng(3).normal(0, 14, (128, 192))
    shown = np.full((128, 192, 3), SKY, np.float32)
    shown[horizon:] = np.array(GRASS, np.float32) + grain[horizon:, :, None]
    middle = (60 + 4 * moved, 78)
    coat = np.zeros((128, 192), np.uint8)
    cv2.ellipse(coat, middle, (round(18 * scale), round(26 * scale)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    share = coat[..., None] / np.float32(255)
    return np.clip(shown * (1 - share) + np.array(COAT, np.float32) * share, 0, 255).astype(np.uint8)


def apart(result: np.ndarray, truth: np.ndarray) -> float:
    """The mean distance in a and b."""
    return float(np.linalg.norm((srgb_to_lab(result[..., :3]) - srgb_to_lab(truth))[..., 1:], axis=2).mean())


def coloured(keys: dict[int, Key]):
    film = Film()
    return film, list(colour_sequence(film, keys, settings=GREY))


def test_a_grey_scene_without_a_key_takes_anothers_colours_and_says_so() -> None:
    film, results = coloured({0: Key(Film().truth[0])})
    for result, truth in zip(results[CUT:], film.truth[CUT:], strict=True):
        grey = np.repeat(film.picture(result.index).pixels[..., None], 3, axis=2)
        assert apart(result.colour, truth) < 0.35 * apart(grey, truth)
        assert result.doubt == 1.0
    assert max(result.doubt for result in results[:CUT]) < 0.5


def test_a_scene_before_any_key_asks_the_one_after() -> None:
    film, results = coloured({CUT: Key(Film().truth[CUT])})
    grey = np.repeat(film.picture(0).pixels[..., None], 3, axis=2)
    assert apart(results[0].colour, film.truth[0]) < 0.5 * apart(grey, film.truth[0])
    assert results[0].doubt == 1.0


def test_a_scene_with_a_key_of_its_own_asks_no_other() -> None:
    film = Film()
    both = coloured({0: Key(film.truth[0]), CUT: Key(film.truth[CUT])})[1]
    alone = coloured({CUT: Key(film.truth[CUT])})[1]
    for one, other in zip(both[CUT:], alone[CUT:], strict=True):
        np.testing.assert_array_equal(one.colour, other.colour)


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
