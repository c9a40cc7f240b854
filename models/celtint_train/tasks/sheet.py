"""Sample sheets: input, hints, spread, regression, most likely colours and truth, side by side."""

from pathlib import Path

import numpy as np
import torch
from celtint.colours.lab import lab_to_srgb8
from celtint.types.arrays import F32, U8
from torch import Tensor, nn

from celtint_train.pictures import write_png


def _picture(lab: F32) -> U8:
    return lab_to_srgb8(lab.transpose(1, 2, 0))


def write_sheet(path: Path, network: nn.Module, batch: tuple[Tensor, ...], bins: Tensor) -> None:
    """One row a sample: input with hints, spread, regression, mode of the distribution, truth."""
    planes, tags, truth, _ = batch
    network.eval()
    with torch.no_grad():
        lab, log_probs = network(planes, tags)
    mode = bins[log_probs.argmax(1)].permute(0, 3, 1, 2).numpy()
    rows = []
    for i in range(len(planes)):
        p = planes[i].numpy()
        light = (p[0] + 1) * 50
        spread = np.stack([p[2] * 50 + 50, p[3] * 64, p[4] * 64])
        hinted = np.where(p[8] == 1, spread, np.stack([light, light * 0, light * 0]))
        out = lab[i].numpy()
        big = np.repeat(np.repeat(mode[i], 4, axis=1), 4, axis=2)
        if p[1].max() < 0.5:
            out, big, spread = (np.concatenate([light[None], x[1:]]) for x in (out, big, spread))
        rows.append(
            np.concatenate([_picture(x.astype(np.float32)) for x in (hinted, spread, out, big, truth[i].numpy())], 1)
        )
    write_png(path, np.concatenate(rows, 0))
