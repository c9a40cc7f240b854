"""Figures of merit against pictures whose figures are known."""

import numpy as np
import pytest
from celtint.colours.lab import srgb_to_lab
from celtint_train.evaluation.models.measures import colourfulness, of_answer, of_picture


def picture(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (32, 40, 3)).astype(np.uint8)


def test_a_picture_equals_itself() -> None:
    found = of_picture(picture(), picture())
    assert (found["mse"], found["mae"], found["psnr"], found["delta e"]) == (0, 0, 60, 0)
    assert found["ssim"] == pytest.approx(1.0)


def test_an_error_of_a_tenth() -> None:
    one = np.full((32, 40, 3), 100, np.uint8)
    found = of_picture(one + np.uint8(25), one)
    share = 25 / 255
    assert found["mse"] == pytest.approx(share**2) and found["mae"] == pytest.approx(share)
    assert found["psnr"] == pytest.approx(-20 * np.log10(share))


def test_grey_has_no_colourfulness_and_two_colours_have_some() -> None:
    assert colourfulness(np.full((8, 8, 3), 90, np.uint8)) == 0
    both = np.zeros((8, 8, 3), np.uint8)
    both[:, :4] = (255, 0, 0)
    both[:, 4:] = (0, 255, 0)
    # Red less green is ±255, yellow less blue 127.5 everywhere.
    assert colourfulness(both) == pytest.approx(255 + 0.3 * 127.5)


def test_the_seeds_own_measures() -> None:
    truth = srgb_to_lab(picture())
    lab = truth + np.array([10.0, 12.75, -12.75], np.float32)
    found = of_answer(lab, truth)
    assert found["ab mse"] == pytest.approx(0.05**2, rel=1e-4) and found["ab mae"] == pytest.approx(0.05, rel=1e-4)
    assert found["ab psnr"] == pytest.approx(-20 * np.log10(0.05), abs=1e-3)
    assert found["accuracy"] == pytest.approx(1 - (25.5**2 + 2 * 12.75**2) / 3 / 7500, rel=1e-4)
    assert found["lab mae"] == pytest.approx((0.1 + 0.05 + 0.05) / 3, rel=1e-3)
    assert found["chroma mse"] == pytest.approx((12.75 / 128) ** 2, rel=1e-4)


def test_colours_are_counted() -> None:
    lab = np.full((20, 20, 3), 50, np.float32)
    lab[:10, :, 1:] = (60, 0)
    lab[0, 0, 1:] = (-60, -60)  # a single pixel is no colour of the picture
    assert of_answer(lab, lab)["colours"] == 2
