"""One answer out of the two that a proposal network gives of a grey picture.

Its regression hedges between the colours a thing may have, which comes out dull; the sharpened mean of its
distribution (Zhang, Isola and Efros 2016) chooses among them. Without hints, halfway between is nearer to the truth.
Near hints the regression knows better: it works pixel by pixel, the distribution in cells of 4 × 4.
"""

from dataclasses import replace

import cv2
import numpy as np

from celtint.proposal import Proposal

TEMPERATURE = 0.25
SHARE = 0.5
"""Of the distribution's answer where no hint is near. Both were chosen on validation pictures that are not scored."""
_CELL = 4


def settled(proposal: Proposal) -> Proposal:
    """The proposal with a and b taken from both heads; one of a network that has no distribution of its own as it
    is."""
    if not proposal.corrects:
        return proposal
    height, width = proposal.lab.shape[:2]
    down, across = proposal.log_probs.shape[1:]
    sharp = proposal.log_probs.reshape(len(proposal.bins), -1) * np.float32(1 / TEMPERATURE)
    share = np.exp(sharp - sharp.max(axis=0))
    share /= share.sum(axis=0)
    mean = (share.T @ proposal.bins[:, 1:]).reshape(down, across, 2)
    chosen = cv2.resize(mean, (across * _CELL, down * _CELL), interpolation=cv2.INTER_LINEAR)[:height, :width]
    heard = np.float32(SHARE) * (1 - np.sqrt(proposal.spread.nearness))[..., None]
    lab = proposal.lab.copy()
    lab[..., 1:] += heard * (chosen - lab[..., 1:])
    return replace(proposal, lab=lab)
