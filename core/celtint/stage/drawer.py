"""The network that draws named things, out of noise: a flow (Lipman et al. 2023) that a few steps go along."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from celtint.networks.descriptor import Descriptor, DrawerDescriptor
from celtint.networks.session import open_session
from celtint.stage import tuning
from celtint.types.arrays import F32, I64
from celtint.types.errors import BadRequest, ModelNotFound

INPUTS = ("noisy", "time", "look", "aspect")
OUTPUTS = ("clean", "picture")
CHANNELS = 4

Guess: TypeAlias = Callable[[F32, float], F32]
"""Noisy coordinates (n, c) and a moment, from 0 all noise to 1, to clean ones."""


class DrawerNetwork:
    """A loaded network. The same input gives the same bytes on one machine with one number of threads."""

    def __init__(self, descriptor: Descriptor, weights: bytes, threads: int | None = None) -> None:
        """weights: an ONNX file's bytes. threads: None for as many as there are physical cores.

        Raises BadRequest when the bytes are no network, or one that doesn't draw.
        """
        if not isinstance(descriptor, DrawerDescriptor):
            raise BadRequest(f"{descriptor.name} draws nothing; choose another network.")
        self._session = open_session(descriptor.name, weights, threads)
        asked = {one.name: one.shape for one in self._session.get_inputs()}
        given = {one.name: one.shape for one in self._session.get_outputs()}
        sides = [descriptor.side, descriptor.side, CHANNELS]
        if (
            tuple(asked) != INPUTS
            or tuple(given) != OUTPUTS
            or asked["noisy"][1:] != [descriptor.coordinates]
            or given["picture"][1:] != sides
        ):
            raise BadRequest(f"{descriptor.name} was made for another version of celtint; install celtint again.")
        self.descriptor = descriptor
        self._places = {name: place for place, name in enumerate(descriptor.looks)}

    def knows(self, look: str) -> bool:
        """Whether it has learned that look."""
        return look in self._places

    def pictures(self, looks: Sequence[str], aspects: Sequence[float], luck: Sequence[np.random.Generator]) -> F32:
        """(n, side, side, 4) premultiplied sRGB RGBA, about 0 to 1, of things that fill the square.

        looks: names, those that it `knows`. aspects: width / height that each will have. luck: what each is drawn from.
        Equal arguments give equal pictures.
        """
        side, size = self.descriptor.side, self.descriptor.coordinates
        if not looks:
            return np.zeros((0, side, side, CHANNELS), np.float32)
        look = np.array([self._places[name] for name in looks], np.int64)
        aspect = np.log(np.array(aspects)).astype(np.float32)
        noise = np.stack([one.standard_normal(size, np.float32) for one in luck])
        clean = along(lambda noisy, time: self._run(noisy, time, look, aspect)[0], noise)
        return self._run(clean, 1.0, look, aspect)[1]

    def _run(self, noisy: F32, time: float, look: I64, aspect: F32) -> tuple[F32, F32]:
        given = (noisy, np.full(len(noisy), time, np.float32), look, aspect)
        clean, picture = self._session.run(list(OUTPUTS), dict(zip(INPUTS, given, strict=True)))
        return clean, picture


def along(guess: Guess, noise: F32) -> F32:
    """Follow the flow from noise (n, c), of deviation 1, to clean coordinates, in Euler's steps."""
    state, steps = noise * np.float32(tuning.FLOW.noise), tuning.FLOW.steps
    for step in range(steps):
        now, then = step / steps, (step + 1) / steps
        state = state + (guess(state, now) - state) * np.float32((then - now) / (1 - now))
    return np.asarray(state, np.float32)


Drawing: TypeAlias = DrawerNetwork | Callable[[], DrawerNetwork] | None
"""A network that draws, or what loads it once it is needed."""


def loaded(drawing: Drawing) -> DrawerNetwork:
    """The network itself. Raises ModelNotFound where there is none."""
    if drawing is None:
        raise ModelNotFound('There is no network that draws; choose the engine "assembled".')
    return drawing if isinstance(drawing, DrawerNetwork) else drawing()
