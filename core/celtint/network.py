"""A network as the core sees it: what its descriptor says of it, and ONNX Runtime to run it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from celtint.errors import BadRequest
from celtint.runtime import onnxruntime

F32 = npt.NDArray[np.float32]

_NOT_TAGS = frozenset(["an", "and", "at", "by", "for", "in", "of", "off", "on", "or", "the", "to", "up", "with"])


def words(*texts: str) -> tuple[str, ...]:
    """The words of names and tags: lower case, singular by the simplest rule, in order, each once."""
    found = re.findall(r"[a-z]{2,}", " ".join(texts).lower())
    singular = (w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found)
    return tuple(dict.fromkeys(w for w in singular if w not in _NOT_TAGS))


_LAB_AND_RGB = ("l", "a", "b", "red", "green", "blue")
PLANE_NAMES = frozenset(("l", "red", "green", "blue", *(f"hint_{c}" for c in _LAB_AND_RGB), "mask", "zero"))
"""What an input of a "colouriser" may be made of; see `Input`."""


@dataclass(frozen=True)
class Input:
    """One input of a "colouriser", (1, planes, h, w).

    name: in the ONNX file. planes: of `PLANE_NAMES`: "l" is CIE L, 0 to 100; "red", "green", "blue" the grey picture
    as sRGB, 0 to 1; "hint_…" the hints in the same units (a and b as in CIE Lab); "mask" 1 where there is a hint and 0
    elsewhere; "zero" nothing. scale, shift: one number a plane, which is given as plane × scale + shift; hints are zero
    outside hints even so. Left out they are 1 and 0.
    """

    name: str
    planes: tuple[str, ...]
    scale: tuple[float, ...] = ()
    shift: tuple[float, ...] = ()


@dataclass(frozen=True)
class Output:
    """What a "colouriser" answers with, (1, channels, h, w) of its input's size or a share of it.

    space: "ab" (CIE a and b), "lab", "rgb" (sRGB, 0 to 1), or "bins": a distribution (its logarithm, or logits) over
    ``bins``, a and b of each, whose annealed mean is taken: softmax(answer / temperature), Zhang, Isola and Efros 2016.
    name: in the ONNX file, "" for its first. scale, shift: one number a channel; answer × scale + shift is in these
    units.
    """

    space: str
    name: str = ""
    scale: tuple[float, ...] = ()
    shift: tuple[float, ...] = ()
    bins: tuple[tuple[float, float], ...] = ()
    temperature: float = 0.38


@dataclass(frozen=True)
class Descriptor:
    """All that is known of a network without opening it.

    kind: "hint-proposal" takes the planes of `celtint.proposal.planes_of` and gives Lab and a distribution
    over ``bins``; "colouriser" takes ``inputs`` and gives ``output``; "region-matcher" takes the arrays of
    `celtint.matching.question` and gives shares. modes: "line", "grey". side: longest side, in pixels, at which it
    sees a picture. multiple: its input's sides are multiples of this. fixed: they are always ``side``, whatever the
    picture's shape. blot: radius, in its pixels, to which smaller hints are widened for it. planes: of its input. bins:
    (L, a, b) centres of the distribution. tags: known words; a word's id is its place, from 1. metrics: measured on
    validation pictures, by name. sha256: of the weights' file. unsure_below: an answer less probable than this is to
    be shown to the artist as unsure.
    """

    name: str
    title: str
    kind: str
    modes: tuple[str, ...]
    side: int
    multiple: int
    planes: int
    bins: tuple[tuple[float, float, float], ...]
    tags: tuple[str, ...]
    licence: str
    trained_on: tuple[str, ...]
    parameters: int
    sha256: str
    metrics: Mapping[str, float] = field(default_factory=dict)
    unsure_below: float = 0.5
    fixed: bool = False
    blot: int = 0
    inputs: tuple[Input, ...] = ()
    output: Output | None = None

    @property
    def takes_hints(self) -> bool:
        """Whether hints change what it proposes."""
        told = {plane for given in self.inputs for plane in given.planes}
        return self.kind == "hint-proposal" or any(name.startswith("hint_") for name in told)

    def tag_id(self, tag: str) -> int:
        """The id of the last word of a tag that the network knows ("red hair" is hair), or 0."""
        known = {word: place + 1 for place, word in enumerate(self.tags)}
        ids = [known[word] for word in words(tag) if word in known]
        return ids[-1] if ids else 0


def open_session(name: str, weights: bytes, threads: int | None) -> onnxruntime.InferenceSession:
    """ONNX Runtime on the processor, set so that the same input gives the same bytes.

    weights: an ONNX file's bytes. threads: None for as many as there are physical cores. Raises BadRequest when the
    bytes are not a network that ONNX Runtime can run.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except (
        onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf,
        onnxruntime.capi.onnxruntime_pybind11_state.InvalidGraph,
        onnxruntime.capi.onnxruntime_pybind11_state.Fail,
        onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented,
    ) as error:
        raise BadRequest(f"The weights of {name} are no ONNX network; install them again.") from error


class Network:
    """A loaded network. The same input gives the same bytes on one machine with one number of threads."""

    def __init__(self, descriptor: Descriptor, weights: bytes, threads: int | None = None) -> None:
        """weights: an ONNX file's bytes. threads: None for as many as there are physical cores.

        Raises BadRequest when the bytes are not a network that ONNX Runtime can run.
        """
        self._session = open_session(descriptor.name, weights, threads)
        self.descriptor = descriptor
        self.bins = np.array(descriptor.bins, np.float32)

    def run(self, planes: F32, tags: npt.NDArray[np.int64]) -> tuple[F32, F32]:
        """planes (10, h, w) and tag ids (h/8, w/8), h and w multiples of the descriptor's ``multiple``, to
        Lab (3, h, w) and log-probabilities of the bins (K, h/4, w/4)."""
        lab, log_probs = self._session.run(None, {"planes": planes[None], "tags": tags[None]})
        return lab[0], log_probs[0]

    def answer(self, given: Mapping[str, F32], output: str = "") -> F32:
        """One output of a network with any inputs, by their names; ``output``: its name, "" for the first.

        Raises BadRequest when the network has no such inputs or output, or cannot take arrays of these shapes.
        """
        wanted = {i.name: i.type for i in self._session.get_inputs()}
        offered = [o.name for o in self._session.get_outputs()]
        if set(wanted) != set(given) or output not in ("", *offered):
            raise BadRequest(
                f"{self.descriptor.name} takes {', '.join(wanted)} and gives {', '.join(offered)}; "
                "its descriptor says otherwise, correct it."
            )
        typed = {name: _as_type(array, wanted[name]) for name, array in given.items()}
        try:
            return np.asarray(self._session.run([output or offered[0]], typed)[0], np.float32)
        except (
            onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument,
            onnxruntime.capi.onnxruntime_pybind11_state.RuntimeException,
            onnxruntime.capi.onnxruntime_pybind11_state.Fail,
        ) as error:
            shapes = ", ".join("×".join(map(str, array.shape)) for array in given.values())
            raise BadRequest(
                f"{self.descriptor.name} cannot take an input of {shapes}; correct side, multiple or planes in its "
                "descriptor."
            ) from error


def _as_type(array: F32, name: str) -> npt.NDArray[np.floating[Any]]:
    return array.astype(np.float16) if name == "tensor(float16)" else array


Proposing = Network | Callable[[], Network | None] | None
"""A network that proposes colours, or what loads it once it is needed (None where there is none)."""


def loaded(proposing: Proposing) -> Network | None:
    """The network itself."""
    return proposing if proposing is None or isinstance(proposing, Network) else proposing()
