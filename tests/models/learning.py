"""Whether a tiny network learns, asked so that every machine answers the same.

Rounding differs between processors and numbers of threads, and after some dozen steps so do losses: in the first
digit, early in a warm-up. What does not differ is that a network which learns gets there, some steps sooner or later.
So a test says how far, and leaves far more steps than are needed.
"""

import typing

if typing.TYPE_CHECKING:
    from celtint_train.training.train import Trainer

STEPS = 200
"""More than twice what any of the tiny networks needed, on any kind of processor, from any of three seeds."""
EVERY = 10


def learns(trainer: "Trainer", measure: str = "loss", share: float = 0.9) -> list[dict[str, float]]:
    """Train until a measure of the validation samples has fallen to a share of what it was; each step's sums.

    Raises AssertionError when it has not after `STEPS`.
    """
    before = trainer.check()[measure]
    sums: list[dict[str, float]] = []
    found = [before]
    while len(sums) < STEPS:
        sums += [trainer.step() for _ in range(EVERY)]
        found.append(trainer.check()[measure])
        if found[-1] < share * before:
            return sums
    raise AssertionError(f"{measure} by every {EVERY} steps: {', '.join(f'{value:.4f}' for value in found)}")
