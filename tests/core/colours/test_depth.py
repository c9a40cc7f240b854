"""From 16 bits and floating point to eight: one way, rounded, its ends kept."""

import numpy as np
from celtint.colours.depth import to_eight_bit


def test_every_16_bit_value_takes_the_nearest_of_8_bits() -> None:
    deep = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    assert np.array_equal(to_eight_bit(deep), np.floor(deep / 257 + 0.5))
    assert np.array_equal(to_eight_bit(np.arange(256, dtype=np.uint16) * 257), np.arange(256))


def test_floating_point_is_clipped_and_rounded() -> None:
    wide = np.array([-3.0, 0.0, 0.5 / 255 + 1e-4, 0.999, 1.0, 7.0], np.float32)
    assert to_eight_bit(wide).tolist() == [0, 0, 1, 255, 255, 255]


def test_eight_bits_stay_as_they_are() -> None:
    page = np.zeros((4, 4), np.uint8)
    assert to_eight_bit(page) is page
