"""Looks: a thing as one drawing has it, or by itself; what the learned engine is asked for, and expects of each."""

from dataclasses import dataclass

import numpy as np
from celtint import ObjectSet
from celtint.stage.learned import hand_of, look_of
from celtint.types.arrays import F32, I64, Bool


@dataclass(frozen=True)
class Looks:
    """names: of all looks, as `celtint.stage.learned.look_of` calls them; after them each thing by itself, in no hand.
    of_object, thing_of_object: (objects,) places of each object's look, and of its thing by itself. things, hands: how
    many. of_look: (looks, 2) each look's thing and hand, the last of each for "not said"."""

    names: tuple[str, ...]
    of_object: I64
    thing_of_object: I64
    things: int
    hands: int
    of_look: I64


def looks_of(objects: ObjectSet, held: Bool) -> Looks:
    """The looks of a set, less those that only objects have that are kept out of training."""
    things = tuple(dict.fromkeys(one.name for one in objects.objects))
    hands = tuple(dict.fromkeys(hand_of(one) for one in objects.objects))
    seen = {look_of(one): one for one, out in zip(objects.objects, held, strict=True) if not out}
    names = (*seen, *things)
    place = {name: k for k, name in enumerate(names)}
    own = [(things.index(one.name), hands.index(hand_of(one))) for one in seen.values()]
    alone = [(k, len(hands)) for k in range(len(things))]
    thing_of = np.array([place[one.name] for one in objects.objects])
    of = [place.get(look_of(one), place[one.name]) for one in objects.objects]
    return Looks(names, np.array(of), thing_of, len(things), len(hands), np.array(own + alone))


@dataclass(frozen=True)
class Expected:
    """mean: (looks, coordinates) of what was seen of each. unsure: (looks,) how far things are off that, 1 as commonly.
    spread: (coordinates,) how far they commonly are, one deviation."""

    mean: F32
    unsure: F32
    spread: F32


def expected(looks: Looks, clean: F32, held: Bool) -> Expected:
    """What a look is expected to be. clean: (objects, variants, coordinates), an object's own proportions first."""
    size = clean.shape[2]
    mean, off = np.zeros((len(looks.names), size), np.float32), np.zeros((len(looks.names), size), np.float32)
    count = np.zeros(len(looks.names), np.float32)
    both = [places[~held] for places in (looks.of_object, looks.thing_of_object)]
    for places in both:
        np.add.at(mean, places, clean[~held, 0])
        np.add.at(count, places, 1)
    mean /= np.maximum(count, 1)[:, None]
    for places in both:
        np.add.at(off, places, ((clean[~held] - mean[places][:, None]) ** 2).mean(axis=1))
    off /= np.maximum(count, 1)[:, None]
    # A thing by itself stands for a picture that isn't among those its mean is of, and is as much farther off.
    alone = np.arange(len(mean)) >= len(mean) - looks.things
    several = np.maximum(count - 1, 1)
    off[alone] *= ((several + 1) / several)[alone, None] ** 2
    usual = np.sqrt(off[both[0]].mean(axis=0)) + 1e-3
    unsure = np.sqrt((off / usual**2).mean(axis=1))
    spread = np.sqrt((off[both[0]] / np.maximum(unsure[both[0]], 0.05)[:, None] ** 2).mean(axis=0)) + 1e-3
    return Expected(mean, np.asarray(np.maximum(unsure, 0.05), np.float32), np.asarray(spread, np.float32))
