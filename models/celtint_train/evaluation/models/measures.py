"""Figures of merit, each by a stated definition; and the measures of the systems that came before, by their own."""

import numpy as np
from celtint.colours.lab import ciede2000, srgb_to_lab
from celtint.types.arrays import F32, U8
from skimage.metrics import structural_similarity

LIKE_NOTHING = 7500.0
"""ColourMePy calls a squared error of this, on the 0–255 scale, an accuracy of 0."""
_CELL = 10.0


MOST_DB = 60.0
"""The PSNR of equal pictures: without a cap one picture that comes back exactly would outweigh all others."""


def psnr(one: U8, two: U8) -> float:
    """Of two uint8 pictures of one shape, in dB, `MOST_DB` at most."""
    return _decibels(float(np.mean(np.square((one.astype(np.float64) - two) / 255.0))))


def _decibels(squared: float) -> float:
    return min(MOST_DB, -10.0 * float(np.log10(max(squared, 1e-9))))


def of_picture(made: U8, truth: U8) -> dict[str, float]:
    """Of two (h, w, 3) uint8 sRGB pictures: MSE and MAE over sRGB from 0 to 1, PSNR in dB, SSIM (Wang et
    al. 2004, windows of 7 pixels), the mean CIEDE2000, and the colourfulness of ``made``."""
    error = (made.astype(np.float64) - truth) / 255.0
    squared = float(np.mean(error**2))
    return {
        "mse": squared,
        "mae": float(np.abs(error).mean()),
        "psnr": _decibels(squared),
        "ssim": float(structural_similarity(made, truth, channel_axis=2)),  # type: ignore[no-untyped-call]
        "delta e": float(ciede2000(srgb_to_lab(made), srgb_to_lab(truth)).mean()),
        "colourfulness": colourfulness(made),
    }


def colourfulness(rgb: U8) -> float:
    """Hasler and Süsstrunk (2003), M(3), of (h, w, 3) uint8: 0 is grey, 59 "quite", 109 "extremely" colourful."""
    red, green, blue = (rgb[..., k].astype(np.float64) for k in range(3))
    warm, cold = red - green, (red + green) / 2 - blue
    return float(np.hypot(warm.std(), cold.std()) + 0.3 * np.hypot(warm.mean(), cold.mean()))


def of_answer(lab: F32, truth: F32) -> dict[str, float]:
    """Of a network's raw answer, (h, w, 3) Lab, before its L is replaced; ``truth`` the same of the picture.

    - "ab mse", "ab mae", "ab psnr": over a and b, brought from -128…127 to 0…1 (zhang-class's own measures);
    - "accuracy": 1 - MSE / 7500, MSE over L, a and b as OpenCV's 8-bit Lab, 0…255 (ColourMePy's);
    - "lab mae": mean absolute error over L, a and b, each from 0 to 1 (recolourise's loss);
    - "chroma mse": over a and b divided by 128 (BentoColor's and the abstract autoencoders' loss);
    - "colours": how many cells of a and b, 10 wide, hold a hundredth of the picture or more (recolourise counts them).
    """
    chroma = (lab[..., 1:].astype(np.float64) - truth[..., 1:]) / 255.0
    squared = float(np.mean(chroma**2))
    scale = np.array([255.0 / 100.0, 1.0, 1.0])
    eight_bit = (lab.astype(np.float64) - truth) * scale
    cells, count = np.unique(np.rint(lab[..., 1:] / _CELL).reshape(-1, 2), axis=0, return_counts=True)
    return {
        "ab mse": squared,
        "ab mae": float(np.abs(chroma).mean()),
        "ab psnr": _decibels(squared),
        "accuracy": 1.0 - float(np.mean(eight_bit**2)) / LIKE_NOTHING,
        "lab mae": float(np.abs(eight_bit).mean()) / 255.0,
        "chroma mse": float(np.mean(((lab[..., 1:].astype(np.float64) - truth[..., 1:]) / 128.0) ** 2)),
        "colours": float((count >= lab[..., 0].size / 100).sum()) if len(cells) else 0.0,
    }
