"""One answer out of what a proposal network says of a grey picture.

It answers twice. Its regression hedges between the colours a thing may have, which comes out dull; the sharpened mean
of its distribution (Zhang, Isola and Efros 2016) chooses among them. Without hints, halfway between is nearer to the
truth. Near hints the regression knows better: it works pixel by pixel, the distribution in cells of 4 × 4.

And it answers pixel by pixel: over one flat its tints drift into blotches. What is one patch of nearly one grey is
mostly one thing of one colour, so patches take their mean, the more so the farther from hints.
"""

from dataclasses import replace

import cv2
import numpy as np
from skimage.measure import label

from celtint.networks import tuning
from celtint.networks.proposal import Proposal
from celtint.types.arrays import F32, U8

OFFSETS = (0, 2, 4, 6)
"""Greys are cut into shades at each of these: the mean of all four leaves no bands where light changes gently."""
_CELL = 4


def settled(proposal: Proposal, grey: U8) -> Proposal:
    """The proposal with a and b taken from both heads and evened out over patches; one of a network that has no
    distribution of its own as it is.

    grey: (H, W) uint8, the picture that was asked about.
    """
    if not proposal.corrects:
        return proposal
    far = (1 - np.sqrt(proposal.spread.nearness))[..., None]
    chroma = proposal.lab[..., 1:]
    chroma = chroma + np.float32(tuning.HEADS.share) * far * (_chosen(proposal) - chroma)
    height, width = chroma.shape[:2]
    small = np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    chroma += far * (even(chroma, small) - chroma)
    return replace(proposal, lab=np.concatenate([proposal.lab[..., :1], chroma], axis=2))


def _chosen(proposal: Proposal) -> F32:
    """(h, w, 2) a and b that the distribution chooses."""
    height, width = proposal.lab.shape[:2]
    down, across = proposal.log_probs.shape[1:]
    sharp = proposal.log_probs.reshape(len(proposal.bins), -1) * np.float32(1 / tuning.HEADS.temperature)
    share = np.exp(sharp - sharp.max(axis=0))
    share /= share.sum(axis=0)
    mean = (share.T @ proposal.bins[:, 1:]).reshape(down, across, 2)
    whole = cv2.resize(mean, (across * _CELL, down * _CELL), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[:height, :width], np.float32)


def even(chroma: F32, grey: U8) -> F32:
    """(h, w, 2) chroma with each patch of nearly one grey at its mean. grey: (h, w) uint8."""
    calm = cv2.medianBlur(grey, 3).astype(np.int32)
    total = np.zeros_like(chroma)
    for offset in OFFSETS:
        patch = np.asarray(label((calm + offset) // tuning.HEADS.shades + 1, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
        size = np.bincount(patch.ravel())
        means = [np.bincount(patch.ravel(), chroma[..., k].ravel()) / np.maximum(size, 1) for k in (0, 1)]
        total += np.where(
            (size >= tuning.HEADS.least)[patch][..., None], np.stack(means, axis=-1).astype(np.float32)[patch], chroma
        )
    return total / np.float32(len(OFFSETS))
