"""What the network proposes for a picture, and which colour each region takes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from celtint.colours.gamut import to_srgb8_exactly
from celtint.colours.lab import srgb_to_lab
from celtint.hints.spreading import Spread, spread
from celtint.networks import tuning
from celtint.networks.colouriser import colourise, sure_of
from celtint.networks.descriptor import ColouriserDescriptor, Descriptor, HintProposalDescriptor
from celtint.networks.session import Network
from celtint.networks.views import size_within, view_of
from celtint.types.arrays import F32, I64, U8, Lab, Labels
from celtint.types.choices import FoundMode
from celtint.types.errors import BadRequest
from celtint.types.picture import Box

PLANES = 10
_CELL = 4
_TAG_CELL = 8
_BLACK, _WHITE = (np.array(lab, np.float32) for lab in ((0, 0, 0), (100, 0, 0)))


@dataclass(frozen=True)
class Proposal:
    """A network's answer for one picture.

    lab: (h, w, 3) float32, the regression at the network's resolution. log_probs: (K, h/4, w/4) float32,
    rounded up. bins: (K, 3) Lab. shape: (H, W) of the picture itself. paper: (h, w) float32, 1 where no ink
    lies and 0 under it: regions listen to what is proposed on paper. spread: what the hints said. corrects: whether the
    network was shown that and has corrected it.
    """

    lab: Lab
    log_probs: F32
    bins: F32
    shape: tuple[int, int]
    paper: F32
    spread: Spread
    corrects: bool = False


def planes_of(light: F32, mode: FoundMode, spreaded: Spread) -> F32:
    """The network's input (10, h, w) float32: light, mode, the smooth and the sharp spread, nearness, reach.

    light: (h, w) L of the picture, 0 to 1. Lab is centred and scaled to about ±1 and is zero everywhere
    without hints.
    """
    planes = np.empty((PLANES, *light.shape), np.float32)
    planes[0] = light * 2.0 - 1.0
    planes[1] = 1.0 if mode == "line" else 0.0
    hinted = len(spreaded.colours) > 0
    for first, lab in ((2, spreaded.smooth), (5, spreaded.sharp)):
        planes[first] = (lab[..., 0] - 50.0) / 50.0 if hinted else 0.0
        planes[first + 1] = lab[..., 1] / 64.0
        planes[first + 2] = lab[..., 2] / 64.0
    planes[8] = spreaded.nearness
    planes[9] = spreaded.reach
    return planes


def propose(
    network: Network, grey: U8, mode: FoundMode, hints: U8 | None = None, boxes: Sequence[Box] = ()
) -> Proposal:
    """Ask a network about a picture.

    grey: (H, W) uint8 luminance (for line art, ink dark on white). hints: (H, W, 4) uint8 RGBA, alpha of 128
    or more is paint. boxes: their tags are told to the network where it knows a word of them.

    Raises BadRequest for a mode that the network does not colour, for a network of a kind that proposes no colours, and
    when it is not what its descriptor says.
    """
    descriptor = network.descriptor
    _check_mode(descriptor, mode)
    size = size_within(grey.shape[:2], descriptor.side)
    seen = view_of(grey, mode, hints, size)
    spreaded = spread(seen.light, mode, srgb_to_lab(seen.colours), seen.mask)
    if isinstance(descriptor, ColouriserDescriptor):
        given = view_of(grey, mode, hints, (descriptor.side,) * 2) if descriptor.fixed else seen
        lab = colourise(network, descriptor, given, size)
        log_probs, bins = sure_of(lab)
    elif isinstance(descriptor, HintProposalDescriptor):
        planes = planes_of(seen.light, mode, spreaded)
        tags = _tag_map(descriptor, boxes, grey.shape[:2], size)
        lab, log_probs = _asked(network, planes, tags)
        bins = np.array(descriptor.bins, np.float32)
    else:
        raise BadRequest(f"{descriptor.name} proposes no colours; choose another model.")
    paper = seen.light if mode == "line" else np.ones(size, np.float32)
    corrects = isinstance(descriptor, HintProposalDescriptor)
    return Proposal(lab, log_probs, bins, (int(grey.shape[0]), int(grey.shape[1])), paper, spreaded, corrects)


def _check_mode(descriptor: Descriptor, mode: FoundMode) -> None:
    if mode not in descriptor.modes:
        what = "line art" if mode == "line" else "grey pictures"
        raise BadRequest(f"{descriptor.name} does not colour {what}; choose another model or mode.")


def _asked(network: Network, planes: F32, tags: I64) -> tuple[F32, F32]:
    """Lab (h, w, 3) and log-probabilities (K, h/4, w/4), rounded up, for planes (10, h, w) and padded tags."""
    height, width = planes.shape[1:]
    tall, wide = (side * _TAG_CELL for side in tags.shape)
    padded = np.pad(planes, ((0, 0), (0, tall - height), (0, wide - width)), mode="edge")
    lab, log_probs = network.run(padded, tags)
    cells = (-(-height // _CELL), -(-width // _CELL))
    return (
        np.ascontiguousarray(lab[:, :height, :width].transpose(1, 2, 0)),
        np.ascontiguousarray(log_probs[:, : cells[0], : cells[1]]),
    )


def _tag_map(
    descriptor: HintProposalDescriptor, boxes: Sequence[Box], shape: tuple[int, ...], size: tuple[int, int]
) -> I64:
    """Tag ids at an eighth of the size, rounded up to the descriptor's multiple; where boxes overlap the smaller
    one, which says more, is kept."""
    padded = (-(-side // descriptor.multiple) * descriptor.multiple for side in size)
    ids = np.zeros([side // _TAG_CELL for side in padded], np.int64)
    down, across = size[0] / shape[0] / _TAG_CELL, size[1] / shape[1] / _TAG_CELL
    for box in sorted(boxes, key=lambda b: -b.width * b.height):
        known = descriptor.tag_id(box.tag)
        if known:
            top, left = max(0, int(box.y * down)), max(0, int(box.x * across))
            bottom = max(top + 1, round((box.y + box.height) * down))
            right = max(left + 1, round((box.x + box.width) * across))
            ids[top:bottom, left:right] = known
    return ids


def region_colours(
    proposal: Proposal, labels: Labels, ids: Sequence[int] | npt.NDArray[np.signedinteger[Any]]
) -> tuple[U8, F32]:
    """The colour of each region: the mode of the distribution summed over it, never a mean of unlike colours.

    The hints' own colours have a voice beside the network's, the louder the nearer they are.

    labels: (H, W) int32 region ids; ids: the n regions asked about. Returns (n, 3) uint8 sRGB and (n,)
    confidence, the share (0 to 1) of the region's distribution that lies round the chosen colour. A region
    too small to be met at the network's resolution is looked up at one of its own pixels; one that is not in
    ``labels`` is grey with confidence 0.
    """
    wanted = np.asarray(ids, np.int64)
    if len(wanted) == 0:
        return np.zeros((0, 3), np.uint8), np.zeros(0, np.float32)
    met = _meetings(proposal, labels, wanted)
    probs = np.exp(proposal.log_probs).reshape(len(proposal.bins), -1)
    mass = np.asarray(_cells(proposal, met, len(wanted)) @ probs.T, np.float32)
    mass *= _what_is_left(proposal, labels, wanted)
    mass /= np.maximum(mass.sum(1, keepdims=True), 1e-9)
    votes, colours = _hint_votes(proposal.spread, met, len(wanted))
    mass = np.concatenate([mass * (1.0 - votes.sum(1, keepdims=True)), votes], axis=1)
    candidates = np.concatenate([proposal.bins, colours])
    apart = ((candidates[:, None] - candidates[None]) ** 2).sum(2)
    peak = (mass @ _bell(apart, tuning.PROPOSAL.peak_width)).argmax(1)
    near = mass * _bell(apart, tuning.PROPOSAL.agreement)[peak]
    confidence = near.sum(1)
    # From coarse to fine, or colours at the edge of the gamut, white among them, would lose to duller ones
    # that have neighbours on all sides.
    peak = (near @ _bell(apart, tuning.PROPOSAL.fine_width)).argmax(1)
    close = mass * _bell(apart, tuning.PROPOSAL.fine_width)[peak]
    lab = (close @ candidates) / np.maximum(close.sum(1), 1e-9)[:, None]
    # A region that answers with a hint's colour answers with that colour, so a drawing keeps to its palette.
    lab = np.where((peak >= len(proposal.bins))[:, None], candidates[peak], lab)
    lab[confidence == 0] = (50.0, 0.0, 0.0)
    rgb = to_srgb8_exactly(lab[:, 0], lab[:, 1], lab[:, 2])
    return rgb, np.clip(confidence, 0, 1).astype(np.float32)


def _what_is_left(proposal: Proposal, labels: Labels, wanted: I64) -> F32:
    """(n, K) factors for what the network, which sees lines and paper only, cannot know of an artist.

    What is black in a drawing was inked and needs no colour; and who gives hints wants what is drawn
    coloured, so a region that does not touch the picture's border is less likely to stay paper.
    """
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    hinted = len(proposal.spread.colours) > 0
    inner = (~np.isin(wanted, rim) & hinted).astype(np.float32)[:, None]
    black = _bell(((proposal.bins - _BLACK) ** 2).sum(1), tuning.PROPOSAL.ink_width)
    white = _bell(((proposal.bins - _WHITE) ** 2).sum(1), tuning.PROPOSAL.paper_width)
    return np.asarray(
        (1.0 - tuning.PROPOSAL.doubt * black)[None] * (1.0 - tuning.PROPOSAL.doubt * inner * white[None]), np.float32
    )


def _bell(squared: F32, width: float) -> F32:
    return np.asarray(np.exp(-squared / (2 * width**2)), np.float32)


@dataclass(frozen=True)
class _Meetings:
    """Where regions meet the network's pixels: the region's place among those asked about, the pixel's index,
    and the share of the region that it stands for. Three arrays of one length."""

    region: I64
    pixel: I64
    share: F32


def _meetings(proposal: Proposal, labels: Labels, wanted: I64) -> _Meetings:
    """All meetings of the wanted regions; pixels under ink hardly count."""
    height, width = labels.shape
    down, across = proposal.paper.shape
    place = np.full(int(max(labels.max(), wanted.max())) + 1, -1, np.int64)
    place[wanted] = np.arange(len(wanted))
    rows = (np.arange(down) * 2 + 1) * height // (2 * down)
    columns = (np.arange(across) * 2 + 1) * width // (2 * across)
    region = place[labels[rows[:, None], columns[None]]].ravel()
    pixel = np.flatnonzero(region >= 0)
    region = region[pixel]
    missed = np.setdiff1d(np.arange(len(wanted)), region)
    if len(missed):
        extra_region, extra_pixel = _pixels_of(labels, wanted, missed, (down, across))
        region, pixel = np.concatenate([region, extra_region]), np.concatenate([pixel, extra_pixel])
    weight = np.maximum(proposal.paper.ravel()[pixel], tuning.PROPOSAL.under_ink)
    total = np.bincount(region, weight, len(wanted))
    share = weight / total[region] if len(region) else weight
    return _Meetings(region, pixel, share.astype(np.float32))


def _cells(proposal: Proposal, met: _Meetings, count: int) -> sparse.csr_array:
    """(count, cells) share of each region in each cell of the quarter grid."""
    down, across = proposal.log_probs.shape[1:]
    row, column = np.divmod(met.pixel, proposal.paper.shape[1])
    cell = (row // _CELL) * across + column // _CELL
    # Entries of one region and cell add up.
    return sparse.csr_array((met.share, (met.region, cell)), shape=(count, down * across))


def _hint_votes(spreaded: Spread, met: _Meetings, count: int) -> tuple[F32, F32]:
    """(count, m) votes of the hints' own colours in each region, and the (m, 3) colours.

    A hint speaks with most of the voices where it stands, and ever more quietly with the distance and over
    lines; of very
    many colours only the most widespread are heard.
    """
    heard = np.bincount(spreaded.owner.ravel(), minlength=len(spreaded.colours))[: len(spreaded.colours)]
    loudest = np.argsort(-heard, kind="stable")[: tuning.PROPOSAL.most_voices]
    if len(loudest) == 0:
        return np.zeros((count, 0), np.float32), np.zeros((0, 3), np.float32)
    voice = np.full(len(heard), -1, np.int64)
    voice[loudest] = np.arange(len(loudest))
    owner = voice[spreaded.owner.ravel()[met.pixel]]
    reach = tuning.PROPOSAL.over_lines + (1.0 - tuning.PROPOSAL.over_lines) * spreaded.reach
    near = (np.square(spreaded.nearness) * reach).ravel()[met.pixel]
    loud = tuning.PROPOSAL.hint_voice * near * met.share
    known = owner >= 0
    votes = np.bincount((met.region * len(loudest) + owner)[known], loud[known], count * len(loudest))
    return votes.reshape(count, -1).astype(np.float32), spreaded.colours[loudest]


def _pixels_of(labels: Labels, wanted: I64, missed: I64, grid: tuple[int, int]) -> tuple[I64, I64]:
    """One pixel of each missed region that exists: its place among the wanted, and the pixel of the grid it
    lies in."""
    sought = np.full(int(max(labels.max(), wanted.max())) + 1, -1, np.int64)
    sought[wanted[missed]] = missed
    pixel = np.flatnonzero(np.take(sought >= 0, labels))
    found, first = np.unique(sought[labels.ravel()[pixel]], return_index=True)
    pixel = pixel[first]
    row, column = np.divmod(pixel, labels.shape[1])
    return found, (row * grid[0] // labels.shape[0]) * grid[1] + column * grid[1] // labels.shape[1]
