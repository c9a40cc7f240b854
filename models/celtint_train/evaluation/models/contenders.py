"""Who is compared: networks, and what spreads hints without one."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import celtint
import cv2
import numpy as np
import numpy.typing as npt
from celtint import Hints, Picture, Settings
from celtint.colours.lab import srgb_to_lab
from celtint.grey.colouring import colour_grey
from celtint.networks import heads
from celtint.networks.proposal import propose

from celtint_train.evaluation.bench.real import Tool, spread_tool
from celtint_train.evaluation.rivals import levin
from celtint_train.puppets.scenes import Bytes

if TYPE_CHECKING:
    from celtint import Network

F32 = npt.NDArray[np.float32]
PLAIN = "plain grey"


@dataclass(frozen=True)
class Contender:
    """name, title: shown. stamp: changes when it does. hints: whether it hears them. paint: colours. raw: what a
    network answers without hints, (h, w, 3) Lab, before its L is replaced; None for what is no network."""

    name: str
    title: str
    stamp: str
    hints: bool
    paint: Tool
    raw: Callable[[Bytes], F32] | None = None
    parameters: int = 0


def _silent(_stage: str, _share: float) -> None:
    pass


def of_network(network: "Network") -> Contender:
    """A network: celtint's own as artists get it, with hints as law; others by what they themselves propose, put on the
    picture's lightness and taken up along its edges, so that nothing of celtint's spreading is counted as theirs."""
    told = network.descriptor

    def whole(grey: Bytes, hints: Bytes) -> Bytes:
        settings = Settings(mode="grey", undecided="network")
        return celtint.colour(Picture(grey), Hints(hints), settings=settings, network=network).colour[..., :3].copy()

    def alone(grey: Bytes, hints: Bytes) -> Bytes:
        proposal = propose(network, grey, "grey", hints)
        return colour_grey(_light(grey), None, (), proposal, 1.0, "network", None, _silent)

    own = told.kind == "hint-proposal"
    known = repr(replace(told, metrics={}, sha256=told.sha256 or secrets.token_hex())).encode()
    decides = known + _source() + (Path(heads.__file__).read_bytes() if own else b"")
    return Contender(
        told.name, told.title, hashlib.sha256(decides).hexdigest(), told.takes_hints, whole if own else alone,
        lambda grey: answer_of(network, grey), told.parameters,
    )  # fmt: skip


def answer_of(network: "Network", grey: Bytes, hints: Bytes | None = None) -> F32:
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
    found = [
        Contender(PLAIN, "No colour at all", "1", False, lambda grey, _: np.stack([grey] * 3, axis=-1), _no_colour)
    ]
    found += [Contender(name, f"Hints, by {name}", "1", True, spread_tool(how)) for name, how in spreading.items()]
    ours = "".join(celtint.__all__) + hashlib.sha256(_source()).hexdigest()
    return [*found, Contender("celtint, no network", "Hints, as celtint spreads them", ours, True, _ours)]


def _source() -> bytes:
    """What decides how celtint spreads hints, asks networks and takes their answers."""
    from celtint.grey import colouring as grey
    from celtint.hints import diffusion
    from celtint.hints import spreading as spread
    from celtint.networks import colouriser, proposal, seeing

    modules = (spread, diffusion, grey, proposal, colouriser, seeing)
    return b"".join(Path(str(module.__file__)).read_bytes() for module in modules)


def _ours(grey: Bytes, hints: Bytes) -> Bytes:
    settings = Settings(mode="grey", undecided="transparent")
    return celtint.colour(Picture(grey), Hints(hints), settings=settings).colour[..., :3].copy()


def _no_colour(grey: Bytes) -> F32:
    return np.asarray(srgb_to_lab(np.stack([grey] * 3, axis=-1)), np.float32)


def _light(grey: Bytes) -> F32:
    return np.ascontiguousarray(srgb_to_lab(np.repeat(grey[..., None], 3, axis=2))[..., 0])
