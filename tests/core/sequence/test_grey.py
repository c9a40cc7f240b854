"""Grey frames: chroma goes with the light that falls on a surface."""

import numpy as np
from celtint import Key, Picture, SequenceSettings, colour_sequence
from celtint.colours.gamut import to_srgb8
from celtint.colours.lab import srgb_to_lab

GREY = SequenceSettings(mode="grey", undecided="transparent", cuts="none")


class Dusk:
    """A red wall of rough plaster over which it grows dark; in grey by its own lightness."""

    def __init__(self) -> None:
        y, x = np.indices((64, 96))
        plaster = 0.3 + 0.08 * np.sin(x / 3 + y / 9) + 0.05 * np.random.default_rng(5).random((64, 96))
        linear = plaster[..., None] * np.array([1.0, 0.35, 0.25])
        self.truth = [np.rint(255 * np.power(linear * 0.93**k, 1 / 2.2)).astype(np.uint8) for k in range(9)]

    def __len__(self) -> int:
        return len(self.truth)

    def picture(self, index: int) -> Picture:
        light = srgb_to_lab(self.truth[index])[..., 0].copy()
        nothing = np.zeros_like(light)
        return Picture(to_srgb8(light, nothing, nothing))


def test_what_comes_into_shade_loses_chroma_with_its_light() -> None:
    film = Dusk()
    results = list(colour_sequence(film, {0: Key(film.truth[0])}, settings=GREY))
    shown, truth, key = (
        np.linalg.norm(srgb_to_lab(p[..., :3])[..., 1:], axis=2).mean()
        for p in (results[-1].colour, film.truth[-1], film.truth[0])
    )
    assert key - truth > 4
    assert 0 <= shown - truth < 0.5 * (key - truth)
