"""Grey scenes that have no key of their own take the colours of another scene's, and say so."""

import cv2
import numpy as np
from celtint import Key, Picture, SequenceSettings, colour_sequence
from celtint.colours.lab import srgb_to_lab

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
