"""The bench's layouts: the hundred that are measured, and as many others by the same rules as somebody wants to see."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from celtint import StageBox, StageLayout

from celtint_train.evaluation.stage import art, rules

SHOWN_SEED = 23
"""Of layouts that may be looked at, shown, and learned from: none of them is measured."""


@dataclass(frozen=True)
class Case:
    """A layout and what each box's tag means to the classifier: the place of its class in `art.classes`."""

    name: str
    layout: StageLayout
    kinds: tuple[int, ...]


@cache
def held(limit: int | None = None) -> tuple[Case, ...]:
    """The layouts that are measured, or the first ``limit`` of them."""
    told = json.loads(Path(__file__).with_name("layouts.json").read_text(encoding="utf-8"))
    return tuple(case_of(entry) for entry in told["layouts"][:limit])


@cache
def others(count: int, seed: int = SHOWN_SEED) -> tuple[Case, ...]:
    """Layouts by the same rules from another seed."""
    return tuple(case_of(entry) for entry in rules.generated(seed, count))


def case_of(told: dict[str, Any], seed: int | None = None) -> Case:
    """A layout from its entry in layouts.json; ``seed`` in place of its own. Raises ValueError for an unknown tag."""
    boxes = tuple(_box(box) for box in told["boxes"])
    layout = StageLayout(
        told["width"],
        told["height"],
        boxes,
        background=told["background"],
        light=told["light"],
        style=told["style"],
        line=told["line"],
        seed=told["seed"] if seed is None else seed,
    )
    kinds = [art.class_of(box.tag) for box in boxes]
    places = art.classes()
    return Case(told["name"], layout, tuple(places.index(kind) for kind in kinds if kind is not None))


def _box(told: dict[str, Any]) -> StageBox:
    colour = told.get("colour")
    return StageBox(
        told["x"],
        told["y"],
        told["width"],
        told["height"],
        told["tag"],
        order=told.get("order"),
        facing=told.get("facing"),
        colour=None if colour is None else (colour[0], colour[1], colour[2]),
        pose=told.get("pose"),
    )
