"""The one solver of linear systems: conjugate gradients (Hestenes and Stiefel 1952), for a few planes at once."""

from collections.abc import Callable

import numpy as np

from celtint.types.arrays import F32


def solved(
    start: F32,
    residual: F32,
    operator: Callable[[F32], F32],
    preconditioner: F32,
    inner: Callable[[F32, F32], F32],
    steps: int,
) -> F32:
    """So many steps from `start` towards the x that `operator` takes to what is wanted.

    A fixed number, so the cost is known and the result the same everywhere; what so few steps do not reach keeps the
    start. start: (n, h, w), n systems with one operator. residual: like it, what is wanted less what the operator makes
    of the start; written over. operator: linear, symmetric and positive, of (n, h, w). preconditioner: (h, w) the
    operator's diagonal (Jacobi). inner: (n, 1, 1) inner products plane by plane, in an order of summation that threads
    don't change.
    """
    x = start.copy()
    scaled = residual / preconditioner
    direction = scaled.copy()
    energy = inner(residual, scaled)
    for _ in range(steps):
        pushed = operator(direction)
        step = energy / np.maximum(inner(direction, pushed), 1e-12)
        x += step * direction
        residual -= step * pushed
        scaled = residual / preconditioner
        newer = inner(residual, scaled)
        direction = scaled + (newer / np.maximum(energy, 1e-12)) * direction
        energy = newer
    return x
