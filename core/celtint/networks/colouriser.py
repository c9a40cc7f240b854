"""Networks that colour a picture by themselves, run by what their descriptor says of them.

DDColor, Zhang's of 2016 and 2017, manga-colorization-v2, the networks of the recipes: they differ in what they take,
how it is scaled and what they answer with, and in nothing else that matters here.
"""

import cv2
import numpy as np

from celtint.colours.lab import l_to_grey, srgb_to_lab
from celtint.networks import tuning
from celtint.networks.descriptor import ColouriserDescriptor, Descriptor, Input, Output
from celtint.networks.session import Network
from celtint.networks.views import View
from celtint.types.arrays import F32, Lab
from celtint.types.errors import BadRequest

CHANNELS = {"ab": 2, "lab": 3, "rgb": 3}
"""Of an answer, by its space; "bins" has one for each bin."""
_CELL = 4


def colourise(network: Network, descriptor: ColouriserDescriptor, seen: View, size: tuple[int, int]) -> F32:
    """(h, w, 3) Lab of ``size`` that a network of this kind proposes.

    seen: the picture as large as the network should see it, before it is padded to a multiple. Networks that answer
    with a and b leave L as it is. Raises BadRequest when the network is not what its descriptor says.
    """
    output = descriptor.output
    seen = _blotted(seen, descriptor.blot)
    height, width = seen.light.shape
    tall, wide = (-(-side // descriptor.multiple) * descriptor.multiple for side in (height, width))
    around = ((0, 0), (0, 0), (0, tall - height), (0, wide - width))
    given = {one.name: np.pad(input_of(one, seen)[None], around, mode="edge") for one in descriptor.inputs}
    colour = _colour_of(network.answer(given, output.name), output, descriptor)
    if colour.shape[:2] != (tall, wide):
        colour = np.asarray(cv2.resize(colour, (wide, tall), interpolation=cv2.INTER_LINEAR), np.float32)
    colour = colour[:height, :width]
    if output.space == "rgb":
        lab = srgb_to_lab(np.clip(colour, 0.0, 1.0))
    elif output.space == "lab":
        lab = colour
    else:
        lab = np.concatenate([seen.light[..., None] * np.float32(100.0), colour], axis=2)
    if lab.shape[:2] != size:
        lab = np.asarray(cv2.resize(lab, size[::-1], interpolation=cv2.INTER_LINEAR), np.float32)
    return np.clip(lab, (0.0, -128.0, -128.0), (100.0, 128.0, 128.0)).astype(np.float32)


def _blotted(seen: View, radius: int) -> View:
    """Hints widened to discs; where they meet, the nearest counts."""
    if radius == 0 or not seen.mask.any():
        return seen
    distance, places = cv2.distanceTransformWithLabels(
        (~seen.mask).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colour = np.zeros((int(places.max()) + 1, 3), np.uint8)
    colour[places[seen.mask]] = seen.colours[seen.mask]
    return View(seen.light, colour[places], np.asarray(distance <= radius))


def input_of(wanted: Input, seen: View) -> F32:
    """(planes, h, w) of an `Input`, scaled and shifted."""
    lab = srgb_to_lab(seen.colours)
    planes = np.empty((len(wanted.planes), *seen.light.shape), np.float32)
    scale = wanted.scale or (1.0,) * len(wanted.planes)
    shift = wanted.shift or (0.0,) * len(wanted.planes)
    for place, name in enumerate(wanted.planes):
        plane = _plane(name, seen, lab) * np.float32(scale[place]) + np.float32(shift[place])
        planes[place] = np.where(seen.mask, plane, np.float32(0.0)) if name.startswith("hint_") else plane
    return planes


def _plane(name: str, seen: View, hint_lab: Lab) -> F32:
    if name == "l":
        return seen.light * np.float32(100.0)
    if name in ("red", "green", "blue"):
        return l_to_grey(seen.light * np.float32(100.0)).astype(np.float32) / np.float32(255.0)
    if name == "mask":
        return seen.mask.astype(np.float32)
    if name in ("hint_l", "hint_a", "hint_b"):
        return hint_lab[..., "lab".index(name[-1])]
    if name in ("hint_red", "hint_green", "hint_blue"):
        channel = ("hint_red", "hint_green", "hint_blue").index(name)
        return seen.colours[..., channel].astype(np.float32) / np.float32(255.0)
    return np.zeros_like(seen.light)


def _colour_of(answer: F32, output: Output, descriptor: Descriptor) -> F32:
    """(h, w, 2 or 3) in the units of the output's space."""
    channels = len(output.bins) or CHANNELS[output.space]
    if answer.ndim != 4 or answer.shape[:2] != (1, channels):
        raise BadRequest(
            f"{descriptor.name} answers with an array of {'×'.join(map(str, answer.shape))}, and its descriptor says "
            f"1×{channels}×height×width; correct it."
        )
    if not np.isfinite(answer).all():
        raise BadRequest(f"{descriptor.name} answers with numbers that are no colours; correct its descriptor.")
    if output.space == "bins":
        raised = answer[0] / np.float32(output.temperature)
        sharp = np.exp(raised - raised.max(axis=0))
        mean = np.einsum("khw,kc->hwc", sharp, np.array(output.bins, np.float32)) / sharp.sum(axis=0)[..., None]
        return np.asarray(mean, np.float32)
    scale = np.array(output.scale or (1.0,) * channels, np.float32)
    shift = np.array(output.shift or (0.0,) * channels, np.float32)
    return np.ascontiguousarray(answer[0].transpose(1, 2, 0) * scale + shift)


def sure_of(lab: Lab) -> tuple[F32, F32]:
    """A distribution that is all but sure of (h, w, 3) Lab: (K, h/4, w/4) log-probabilities, rounded up, and the (K, 3)
    Lab of the bins. The pixel in the middle of each 4 × 4 stands for it; like colours share a bin."""
    rows = np.minimum(np.arange(0, lab.shape[0], _CELL) + 1, lab.shape[0] - 1)
    columns = np.minimum(np.arange(0, lab.shape[1], _CELL) + 1, lab.shape[1] - 1)
    middle = lab[rows[:, None], columns[None]].reshape(-1, 3)
    width = 4.0
    while True:
        _, which = np.unique(np.rint(middle / width).astype(np.int32), axis=0, return_inverse=True)
        count = int(which.max()) + 1
        if count <= tuning.BINS.most:
            break
        width *= 1.5
    sums = np.stack([np.bincount(which.ravel(), middle[:, k], count) for k in range(3)], axis=1)
    bins = (sums / np.bincount(which.ravel(), minlength=count)[:, None]).astype(np.float32)
    log_probs = np.full((count, len(middle)), np.log(tuning.BINS.unlikely / count), np.float32)
    log_probs[which.ravel(), np.arange(len(middle))] = np.log(1.0 - tuning.BINS.unlikely)
    return log_probs.reshape(count, len(rows), len(columns)), bins
