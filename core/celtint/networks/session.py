"""A network as the core sees it: what its descriptor says of it, and ONNX Runtime to run it."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from celtint.networks.descriptor import Descriptor
from celtint.networks.runtime import onnxruntime
from celtint.types.arrays import F32, I64
from celtint.types.errors import BadRequest


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
    # Threads that wait turn round and round otherwise, and take the time of those that find regions meanwhile.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
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
    """A loaded network. The same input gives the same bytes on one machine with one number of threads.

    digest: the hex SHA-256 of the weights it runs. threads: as it was opened with.
    """

    def __init__(self, descriptor: Descriptor, weights: bytes, threads: int | None = None) -> None:
        """weights: an ONNX file's bytes. threads: None for as many as there are physical cores.

        Raises BadRequest when the bytes are not a network that ONNX Runtime can run.
        """
        self._session = open_session(descriptor.name, weights, threads)
        self.descriptor, self.threads = descriptor, threads
        self.digest = hashlib.sha256(weights).hexdigest()

    def run(self, planes: F32, tags: I64) -> tuple[F32, F32]:
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
