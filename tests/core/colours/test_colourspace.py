"""sRGB and Lab against scikit-image, and the promise that grey pictures keep their light."""

import numpy as np
from celtint.colours import gamut
from celtint.colours import lab as colourspace
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import lab2rgb, rgb2lab


def _every_seventeenth() -> np.ndarray:
    levels = np.arange(0, 256, 17, dtype=np.uint8)
    return np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(16, 256, 3)


def test_lab_is_that_of_scikit_image() -> None:
    rgb = _every_seventeenth()
    assert np.abs(colourspace.srgb_to_lab(rgb) - rgb2lab(rgb)).max() < 5e-3
    assert np.abs(colourspace.srgb_to_lab(rgb / 255.0) - rgb2lab(rgb)).max() < 5e-3


def test_srgb_is_that_of_scikit_image() -> None:
    lab = rgb2lab(_every_seventeenth())
    assert np.abs(colourspace.lab_to_srgb(lab) - lab2rgb(lab)).max() < 1e-3


def test_eight_bits_survive_the_round_trip() -> None:
    rgb = _every_seventeenth()
    assert np.array_equal(colourspace.lab_to_srgb8(colourspace.srgb_to_lab(rgb)), rgb)


def test_greys_survive_the_round_trip() -> None:
    codes = np.arange(256, dtype=np.uint8)
    assert np.array_equal(colourspace.l_to_grey(colourspace.grey_to_l(codes)), codes)
    assert np.array_equal(colourspace.luminance(np.repeat(codes[:, None], 3, axis=1)), codes)


@given(
    st.floats(0, 100),
    st.floats(-120, 120),
    st.floats(-120, 120),
)
def test_bringing_into_gamut_keeps_the_light_and_the_hue(lightness: float, a: float, b: float) -> None:
    rgb = gamut.to_srgb8_exactly(np.array([lightness]), np.array([a]), np.array([b]))
    wanted = int(colourspace.l_to_grey(np.array([lightness]))[0])
    assert abs(int(colourspace.luminance(rgb)[0]) - wanted) <= 1
    got = colourspace.srgb_to_lab(rgb)[0]
    if np.hypot(got[1], got[2]) > 12:
        turn = np.angle(np.exp(1j * (np.arctan2(got[2], got[1]) - np.arctan2(b, a))))
        assert abs(turn) < 0.15


def test_colours_inside_the_gamut_are_left_alone() -> None:
    rgb = _every_seventeenth()
    lab = colourspace.srgb_to_lab(rgb)
    assert np.array_equal(gamut.to_srgb8_exactly(lab[..., 0], lab[..., 1], lab[..., 2]), rgb)


def test_ciede2000_knows_the_published_pairs() -> None:
    # The first and the 25th pair of Sharma, Wu and Dalal (2005), table 1.
    one = np.array([[50.0, 2.6772, -79.7751], [60.2574, -34.0099, 36.2677]])
    two = np.array([[50.0, 0.0, -82.7485], [60.4626, -34.1751, 39.4387]])
    assert np.allclose(colourspace.ciede2000(one, two), [2.0425, 1.2644], atol=1e-4)
