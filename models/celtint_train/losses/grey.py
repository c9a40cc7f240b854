"""Losses of networks that colour grey pictures."""

import torch
from torch import Tensor
from torch.nn import functional

from celtint_train.data.grey import A_B_RANGE
from celtint_train.losses.registry import Answered, GreyTruth, grey_loss

NEAREST = 5
ENCODING_WIDTH = 5.0
"""Five nearest bins, Gaussian of 5 Lab units (Zhang, Isola and Efros 2016)."""
_USE_WIDTH = 6.0


@grey_loss("mae")
def mae(answer: Tensor, lab: Tensor, task: GreyTruth) -> Answered:
    """Mean absolute error of the channels that are answered."""
    error = functional.l1_loss(answer, task.wanted(lab))
    return error, {"mae": float(error.detach())}


@grey_loss("mse")
def mse(answer: Tensor, lab: Tensor, task: GreyTruth) -> Answered:
    """Mean squared error of the channels that are answered."""
    error = functional.mse_loss(answer, task.wanted(lab))
    return error, {"mse": float(error.detach())}


@grey_loss("mae-and-colours")
def mae_and_colours(answer: Tensor, lab: Tensor, task: GreyTruth) -> Answered:
    """Mean absolute error + weights["colours"] × the number of colours used.

    recolourise names the idea, not the formula. Here the number is the perplexity of the picture's softly
    binned a and b, as a share of all bins: a smooth count that is 1 for one colour and n for n equal ones.
    """
    error = functional.l1_loss(answer, task.wanted(lab))
    used = colours_used(answer[:, -2:] * A_B_RANGE, task.bins.to(lab.device))
    share = used.mean() / len(task.bins)
    total = error + task.recipe.weights["colours"] * share
    return total, {"mae": float(error.detach()), "colours": float(used.mean().detach())}


def colours_used(ab: Tensor, bins: Tensor) -> Tensor:
    """(n,) how many of the bins (K, 2) the a and b (n, 2, h, w) of each picture use: exp of the entropy of the
    mean soft assignment, seen at a quarter of the size."""
    small = functional.avg_pool2d(ab, 4).permute(0, 2, 3, 1).reshape(len(ab), -1, 2)
    share = torch.softmax(-((torch.cdist(small, bins[None]) / _USE_WIDTH) ** 2) / 2, dim=2).mean(dim=1)
    return torch.exp(-(share * torch.log(share + 1e-9)).sum(dim=1))


@grey_loss("classes")
def classes(answer: Tensor, lab: Tensor, task: GreyTruth) -> Answered:
    """Cross-entropy against softly encoded bins, rare ones weighing more (Zhang, Isola and Efros 2016)."""
    ab = functional.avg_pool2d(lab[:, 1:] * A_B_RANGE, lab.shape[-1] // answer.shape[-1])
    n, _, h, w = ab.shape
    apart = torch.cdist(ab.permute(0, 2, 3, 1).reshape(-1, 2), task.bins.to(lab.device))
    near, which = apart.topk(NEAREST, dim=1, largest=False)
    share = torch.softmax(-(near**2) / (2 * ENCODING_WIDTH**2), dim=1)
    said = answer.permute(0, 2, 3, 1).reshape(n * h * w, -1).gather(1, which)
    weight = task.rarity.to(lab.device)[which[:, 0]]
    total = -((said * share).sum(1) * weight).sum() / weight.sum()
    return total, {"entropy": float(total.detach())}
