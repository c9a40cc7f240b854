"""What a network is worth on pictures it has never seen, beside what spreading the hints alone gives.

Grey: chroma put on the true lightness, PSNR over sRGB in dB. Line art: regions of the true picture, each
coloured by the mode of the proposal, and by the hint that reaches most of it; the share within CIEDE2000 of
10.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from celtint.colourspace import ciede2000, lab_to_srgb8_in_gamut, luminance, srgb_to_lab
from celtint.heads import settled
from celtint.network import Network
from celtint.proposal import propose, region_colours
from celtint.spread import spread
from skimage.measure import label
from tqdm import tqdm

from celtint_train.comparing.measures import psnr
from celtint_train.data import validation
from celtint_train.data.lines import draw_lines

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]

COUNTS = (0, 1, 3, 10, 30, 100)
SIDE = 256


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, with how many hints, and the mean of each contender."""

    measure: str
    hints: int
    network: float
    smooth: float
    sharp: float
    nearest: float


def dots(rgb: U8, count: int, rng: np.random.Generator) -> U8:
    """(h, w, 4) hints: ``count`` single pixels with the picture's own colours, anywhere in it."""
    hints = np.zeros((*rgb.shape[:2], 4), np.uint8)
    rows, columns = rng.integers(0, rgb.shape[0], count), rng.integers(0, rgb.shape[1], count)
    hints[rows, columns, :3] = rgb[rows, columns]
    hints[rows, columns, 3] = 255
    return hints


def nearest(hints: U8) -> F32:
    """(h, w, 3) Lab of the hint nearest to each pixel; grey where there is none at all."""
    held = hints[:, :, 3] > 0
    if not held.any():
        return np.zeros((*held.shape, 3), np.float32)
    _, places = cv2.distanceTransformWithLabels(
        (~held).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colour = np.zeros((int(places.max()) + 1, 3), np.uint8)
    colour[places[held]] = hints[held][:, :3]
    return srgb_to_lab(colour[places])


def _grey(network: Network, rgb: U8, count: int, rng: np.random.Generator) -> tuple[float, ...]:
    lab, hints = srgb_to_lab(rgb), dots(rgb, count, rng)
    spreaded = spread(lab[..., 0] / np.float32(100), "grey", srgb_to_lab(hints[:, :, :3]), hints[:, :, 3] > 0)
    proposed = settled(propose(network, luminance(rgb), "grey", hints)).lab
    chromas = (proposed, spreaded.smooth, spreaded.sharp, nearest(hints))
    return tuple(psnr(lab_to_srgb8_in_gamut(lab[..., 0], c[..., 1], c[..., 2]), rgb) for c in chromas)


def true_regions(rgb: U8) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Areas of one colour (posterised to 5 bits after calming) of at least 24 pixels: labels and their
    ids."""
    calm = np.asarray(cv2.bilateralFilter(rgb, 5, 30, 3), np.uint8)
    code = (calm >> 5).astype(np.int32)
    flat = code[..., 0] * 64 + code[..., 1] * 8 + code[..., 2]
    labels = np.asarray(label(flat + 1, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    sizes = np.bincount(labels.ravel())
    return labels, np.flatnonzero(sizes >= 24)[1:] if sizes[0] >= 24 else np.flatnonzero(sizes >= 24)


def _line(network: Network, rgb: U8, count: int, rng: np.random.Generator) -> tuple[float, ...]:
    labels, ids = true_regions(rgb)
    lab, hints = srgb_to_lab(rgb), dots(rgb, count, rng)
    sums = np.stack([np.bincount(labels.ravel(), lab[..., c].ravel())[ids] for c in range(3)], -1)
    truth = sums / np.bincount(labels.ravel())[ids][:, None]
    ink = draw_lines(rgb.astype(np.float32) / np.float32(255), lab[..., 0] / np.float32(100), None, rng)
    drawn = np.asarray((1 - ink) * 255, np.uint8)
    spreaded = spread(1 - ink, "line", srgb_to_lab(hints[:, :, :3]), hints[:, :, 3] > 0)
    rgb_of, _ = region_colours(propose(network, drawn, "line", hints), labels, ids)
    guesses = [srgb_to_lab(rgb_of)]
    guesses += [_middle(x, labels, ids) for x in (spreaded.smooth, spreaded.sharp, nearest(hints))]
    return tuple(100 * float(np.mean(ciede2000(g, truth) < 10)) if len(ids) else 0.0 for g in guesses)


def _middle(lab: F32, labels: npt.NDArray[np.int32], ids: npt.NDArray[np.int64]) -> F32:
    """(n, 3) the median of each region."""
    return (
        np.stack([np.median(lab[labels == i], axis=0) for i in ids])
        if len(ids)
        else np.zeros((0, 3), np.float32)
    )


def evaluate(
    network: Network, pictures: Iterable[tuple[str, U8]], counts: Sequence[int] = COUNTS
) -> list[Row]:
    """Measure a network on (name, (h, w, 3) uint8) pictures; hints are the same for every network."""
    sums: dict[tuple[str, int], list[tuple[float, ...]]] = {}
    for place, (_, whole) in enumerate(tqdm(list(pictures), desc="evaluate", unit="picture")):
        scale = min(1.0, SIDE / max(whole.shape[:2]))
        rgb = np.asarray(cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        for count in counts:
            for measure, judge in (("grey, PSNR dB", _grey), ("line, regions within dE 10, %", _line)):
                found = judge(network, rgb, count, np.random.default_rng([place, count]))
                sums.setdefault((measure, count), []).append(found)
    means = {key: np.mean(np.array(values), axis=0) for key, values in sums.items()}
    return [Row(m, n, *(float(v) for v in means[m, n])) for m, n in sorted(means)]


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| measure | hints | network | smooth spread | watershed | nearest |",
        "|---|---|---|---|---|---|",
    ]
    for r in rows:
        figures = " | ".join(f"{v:.2f}" for v in (r.network, r.smooth, r.sharp, r.nearest))
        lines.append(f"| {r.measure} | {r.hints} | {figures} |")
    return "\n".join(lines)


def validation_rows(network: Network, limit: int, sources: Sequence[str] = ()) -> list[Row]:
    """`evaluate` on the first ``limit`` pictures of the validation split, of some sources or of all."""
    return evaluate(network, validation(limit, sources))
