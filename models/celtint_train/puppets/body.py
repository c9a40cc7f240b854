"""Characters: a body of its own build and clothes on the skeleton, with a head from `celtint_train.puppets.head`."""

from dataclasses import dataclass

from celtint_train.puppets.clothes import cape, trunk
from celtint_train.puppets.head import head
from celtint_train.puppets.limbs import arms, legs
from celtint_train.puppets.palettes import Colours
from celtint_train.puppets.pieces import Figure, Random
from celtint_train.puppets.skeleton import Build
from celtint_train.puppets.tailor import Tailor


@dataclass(frozen=True)
class Character:
    """A design: its build and its pieces from back to front."""

    figure: Figure
    build: Build


def character(name: str, rng: Random) -> Character:
    """A character of its own design: every random number is drawn from ``rng``, so the same seed is the same one."""
    tall = float(rng.uniform(0, 1))
    slim = float(rng.uniform(0.85, 1.15))
    build = Build(
        leg=(0.5 + 0.55 * tall, 0.5 + 0.55 * tall), arm=(0.42 + 0.26 * tall, 0.42 + 0.24 * tall),
        torso=0.75 + 0.5 * tall, shoulder=(0.3 + 0.1 * tall) * slim, hip=0.15 + 0.05 * tall, neck=0.1 + 0.06 * tall,
    )  # fmt: skip
    colours = Colours.any(rng)
    shaded = bool(rng.random() < 0.75)
    top = head(rng, colours, shaded)
    dress = Tailor(rng, build, colours, shaded, (0.1 + 0.02 * tall) * slim)
    pieces = [*cape(dress), *top.behind, *legs(dress), *trunk(dress), *arms(dress), *top.front]
    return Character(Figure(name, tuple(pieces)), build)
