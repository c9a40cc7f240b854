"""The solver reaches what a dense solution of the same system is, and is the only one there is."""

from pathlib import Path

import celtint
import numpy as np
from celtint.hints.solving import solved

F32 = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def inner(one: F32, two: F32) -> F32:
    return np.asarray((one * two).sum(axis=(1, 2), keepdims=True), np.float32)


def test_it_reaches_the_solution_of_each_plane() -> None:
    rng = np.random.default_rng(3)
    h, w = 4, 5
    root = rng.normal(size=(h * w, h * w)) * 0.2
    matrix = root @ root.T + np.diag(rng.uniform(1, 6, h * w))
    wanted = rng.normal(size=(3, h, w)).astype(np.float32)

    def operator(x: F32) -> F32:
        return np.asarray((x.reshape(len(x), -1) @ matrix).reshape(x.shape), np.float32)

    start = rng.normal(size=wanted.shape).astype(np.float32)
    kept = start.copy()
    diagonal = np.diag(matrix).reshape(h, w).astype(np.float32)
    got = solved(start, wanted - operator(start), operator, diagonal, inner, 40)
    exact = np.linalg.solve(matrix, wanted.reshape(3, -1).T).T.reshape(wanted.shape)
    assert np.abs(got - exact).max() < 1e-3
    assert np.array_equal(start, kept)
    assert np.array_equal(solved(start, wanted - operator(start), operator, diagonal, inner, 0), start)


def test_no_other_module_solves_by_itself() -> None:
    """A step of conjugate gradients, energy over curvature, is written once."""
    core = Path(celtint.__file__).parent
    solvers = [p.name for p in core.rglob("*.py") if "energy = newer" in p.read_text("utf-8")]
    assert solvers == ["solving.py"]
