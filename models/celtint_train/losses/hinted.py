"""Losses of networks that hear hints: the network's two outputs and the truth to a number and its parts."""

import torch
from torch import Tensor

from celtint_train.losses.registry import Answered, Target, loss

SOFT_SIGMA = 6.0
NEIGHBOURS = 5
LINE_REGRESSION = 0.15
GREY_DISTRIBUTION = 0.5


def soft_encode(lab: Tensor, bins: Tensor) -> tuple[Tensor, Tensor]:
    """(n, 3, h, w) Lab to its five nearest bins (n, 5, h, w) and their shares (Zhang, Isola and Efros
    2016)."""
    n, _, h, w = lab.shape
    apart = torch.cdist(lab.permute(0, 2, 3, 1).reshape(-1, 3), bins)
    near, which = apart.topk(NEIGHBOURS, dim=1, largest=False)
    share = torch.softmax(-(near**2) / (2 * SOFT_SIGMA**2), dim=1)

    def back(x: Tensor) -> Tensor:
        return x.reshape(n, h, w, NEIGHBOURS).permute(0, 3, 1, 2)

    return back(which), back(share)


@loss("psnr-and-distribution")
def psnr_and_distribution(lab: Tensor, log_probs: Tensor, target: Target) -> Answered:
    """The logarithm of each sample's squared error in Lab, and rebalanced cross-entropy on the distribution.

    The logarithm is what a mean PSNR counts: spread hints are all but right on many pictures, and an absolute error
    there would be too small to be worth learning not to make. Grey pictures are coloured by the regression (their L is
    known and not learned), line art by the distribution, so each counts most where it is used.
    """
    truth, weight = target.lab, target.weight[:, None]
    line = target.line[:, None, None]
    channels = torch.stack([target.line, torch.ones_like(target.line), torch.ones_like(target.line)], dim=1)
    counted = channels[:, :, None, None] * weight
    squared = ((lab - truth) ** 2 * counted).sum((1, 2, 3)) / counted.sum((1, 2, 3))
    use = 1 - (1 - LINE_REGRESSION) * target.line
    regression = (torch.log1p(squared) * use).sum() / use.sum()
    # The pixel in the middle of each 4 × 4 cell stands for it: a mean would invent colours along edges.
    middle, cell_weight = truth[:, :, 1::4, 1::4], target.weight[:, 1::4, 1::4]
    which, share = soft_encode(middle, target.bins)
    rare = target.rarity[which[:, 0]] * cell_weight * (1 - (1 - GREY_DISTRIBUTION) * (1 - line))
    entropy = -(log_probs.gather(1, which) * share).sum(1)
    distribution = (entropy * rare).sum() / rare.sum()
    total = regression + 0.25 * distribution
    return total, {"regression": float(regression.detach()), "distribution": float(distribution.detach())}
