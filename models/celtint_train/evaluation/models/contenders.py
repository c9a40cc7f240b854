"""Who is compared: networks, and what spreads hints without one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import celtint
import cv2
import numpy as np
from celtint import HintProposalDescriptor, Hints, Picture, Settings
from celtint.colours.lab import srgb_to_lab
from celtint.grey.colouring import colour_grey
from celtint.networks.proposal import propose
from celtint.types.arrays import F32, U8

from celtint_train.evaluation.bench.real import Tool, spread_tool
from celtint_train.evaluation.models import stamps
from celtint_train.evaluation.rivals import levin

if TYPE_CHECKING:
    from celtint import Network

PLAIN = "plain grey"
ASKING = Settings(mode="grey", undecided="network")
ALONE = Settings(mode="grey", undecided="transparent")


@dataclass(frozen=True)
class Contender:
    """name, title: shown. hints: whether it hears them. paint: colours. raw: what a network answers without hints,
    (h, w, 3) Lab, before its L is replaced; None for what is no network. decides: what it is besides its name and the
    sources, of JSON's kinds; it is measured again when that changes."""

    name: str
    title: str
    hints: bool
    paint: Tool
    raw: Callable[[U8], F32] | None = None
    parameters: int = 0
    decides: Mapping[str, object] = field(default_factory=dict)


def _silent(_stage: str, _share: float) -> None:
    pass


def of_network(network: "Network") -> Contender:
    """A network: celtint's own as artists get it, with hints as law; others by what they themselves propose, put on the
    picture's lightness and taken up along its edges, so that nothing of celtint's spreading is counted as theirs."""
    told = network.descriptor

    def whole(grey: U8, hints: U8) -> U8:
        return celtint.colour(Picture(grey), Hints(hints), settings=ASKING, network=network).colour[..., :3].copy()

    def alone(grey: U8, hints: U8) -> U8:
        proposal = propose(network, grey, "grey", hints)
        return colour_grey(_light(grey), None, (), proposal, 1.0, "network", None, _silent)

    own = isinstance(told, HintProposalDescriptor)
    return Contender(
        told.name, told.title, told.takes_hints, whole if own else alone, lambda grey: answer_of(network, grey),
        told.parameters, stamps.of_network(network, [ASKING] if own else []),
    )  # fmt: skip


def answer_of(network: "Network", grey: U8, hints: U8 | None = None) -> F32:
    """(h, w, 3) Lab, what a network answers of a grey picture by itself, taken up smoothly to the picture's size."""
    lab = propose(network, grey, "grey", hints).lab
    if lab.shape[:2] == grey.shape:
        return lab
    return np.asarray(cv2.resize(lab, grey.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def without_network() -> list[Contender]:
    """Plain grey, and who spreads hints: Levin 2004, the watershed, the nearest hint, celtint without a network."""
    spreading = {
        "nearest hint": levin.nearest,
        "watershed": levin.flood,
        "Levin 2004": levin.levin,
    }
    found = [Contender(PLAIN, "No colour at all", False, lambda grey, _: np.stack([grey] * 3, axis=-1), _no_colour)]
    found += [Contender(name, f"Hints, by {name}", True, spread_tool(how)) for name, how in spreading.items()]
    ours = {"settings": repr(ALONE)}
    return [*found, Contender("celtint, no network", "Hints, as celtint spreads them", True, _ours, decides=ours)]


def _ours(grey: U8, hints: U8) -> U8:
    return celtint.colour(Picture(grey), Hints(hints), settings=ALONE).colour[..., :3].copy()


def _no_colour(grey: U8) -> F32:
    return np.asarray(srgb_to_lab(np.stack([grey] * 3, axis=-1)), np.float32)


def _light(grey: U8) -> F32:
    return np.ascontiguousarray(srgb_to_lab(np.repeat(grey[..., None], 3, axis=2))[..., 0])
