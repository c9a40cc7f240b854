"""What taking chroma up along the picture's edges is worth, beside taking it up smoothly."""

import copy
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from celtint import Network
from celtint.colours.chroma import AlongEdges
from celtint.colours.gamut import to_srgb8
from celtint.colours.lab import srgb_to_lab
from celtint.networks.proposal import propose
from celtint.types.arrays import F32

from celtint_train.evaluation.bench.real import SIDE, Case, cases, simulated_hints
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.models.results import scored
from celtint_train.evaluation.report import Section, table

HINTS = 10
SMALLER = (2, 4, 8)
"""The picture's side over that at which its chroma is known."""
Up = Callable[[F32, F32, F32], F32]
"""Takes the small (h, w) L and (h, w, 2) chroma and the full (H, W) L; gives (H, W, 2)."""


def edges_section(network: Network, limit: int) -> Section:
    """PSNR of the scored pictures when the chroma, the truth's own or the network's with `HINTS` hints, is known at a
    smaller size and taken up smoothly or along the picture's edges."""
    ups: dict[str, Up] = {"bilinear": _smoothly, "along the edges": _along}
    found: dict[tuple[str, int, str], list[float]] = {}
    counted = 0
    for number, case in enumerate(cases("grey", limit)):
        counted += 1
        lab = srgb_to_lab(case.truth)
        for times in SMALLER:
            size = (max(1, round(lab.shape[1] / times)), max(1, round(lab.shape[0] / times)))
            known = {
                "the truth's own": np.asarray(cv2.resize(lab, size, interpolation=cv2.INTER_AREA), np.float32),
                network.descriptor.name: _proposed(network, case, number, max(size)),
            }
            for whose, small in known.items():
                for name, up in ups.items():
                    chroma = up(np.ascontiguousarray(small[..., 0]), small[..., 1:], lab[..., 0])
                    made = to_srgb8(*(np.ascontiguousarray(x) for x in (lab[..., 0], chroma[..., 0], chroma[..., 1])))
                    found.setdefault((whose, times, name), []).append(psnr(made, case.truth))
    rows = [
        [f"{whose}, at 1/{times} ({SIDE // times} pixels)", *(f"{np.mean(found[whose, times, up]):.2f}" for up in ups)]
        for whose in dict.fromkeys(key[0] for key in found)
        for times in SMALLER
    ]
    text = (
        f"{counted} {scored()}, longest side {SIDE} pixels. Their chroma, known at a smaller size only, is put under "
        "the picture's own lightness: the truth's own, which shows what is lost by the way alone, and what "
        f"{network.descriptor.name} answers with {HINTS} hints when it sees the picture that small. PSNR in dB.\n\n"
        + table(["chroma", *ups], rows)
    )
    return Section("edges", "Chroma taken up along the picture's edges", text)


def _proposed(network: Network, case: Case, number: int, side: int) -> F32:
    """(h, w, 3): the small picture's L, and the a and b the network answers when it sees ``side`` pixels."""
    narrow = copy.copy(network)
    narrow.descriptor = replace(network.descriptor, side=side)
    lab = propose(narrow, case.given, "grey", simulated_hints(case, HINTS, number)).lab.copy()
    light = srgb_to_lab(case.truth)[..., 0]
    lab[..., 0] = cv2.resize(light, lab.shape[1::-1], interpolation=cv2.INTER_AREA)
    return lab


def _smoothly(_small: F32, chroma: F32, light: F32) -> F32:
    return np.asarray(cv2.resize(chroma, light.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _along(small: F32, chroma: F32, light: F32) -> F32:
    a, b = (np.ascontiguousarray(chroma[..., k]) for k in (0, 1))
    height, width = light.shape
    return np.stack(AlongEdges(small, a, b, (height, width)).rows(light, 0), axis=-1)
