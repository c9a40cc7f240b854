"""The rules that the bench's layouts were drawn from, once: layouts.json is what they gave, and is what is measured.

Nothing of an engine may be chosen on these layouts. They are not shown in the guides.
"""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from celtint_models.writing import write_whole

LAYOUTS, SEED = 100, 16
CANVASES = ((1024, 1024), (1280, 720), (768, 1024), (960, 640))
LEAST = 48
"""Pixels of a box's shorter side at least."""

_ZONES = {
    # background: zone, and the shares of the height between which a box of it has its foot (sky things: its head)
    "meadow": {"ground": (0.62, 0.97), "large": (0.55, 0.85), "sky": (0.03, 0.3)},
    "street": {"road": (0.68, 0.97), "buildings": (0.6, 0.72), "sky": (0.03, 0.2)},
    "room": {"floor": (0.72, 0.97), "wall": (0.05, 0.3)},
    "sea": {"water": (0.55, 0.8), "under": (0.8, 0.97), "sky": (0.03, 0.25)},
    "night sky": {"night": (0.03, 0.5), "large": (0.75, 0.95), "ground": (0.8, 0.97)},
    "none": {"board": (0.45, 0.95), "ground": (0.5, 0.95), "sky": (0.03, 0.4), "floor": (0.6, 0.95)},
}
_HANGING = ("sky", "wall", "night")
_PEOPLE = ("man", "woman", "boy", "girl", "child", "farmer", "policeman")
_POSES = ("waving", "walking", "running", "standing", "sitting")


@dataclass(frozen=True)
class _Thing:
    tag: str
    tall: float
    wide: float


@cache
def _things(zone: str) -> tuple[_Thing, ...]:
    told = tomllib.loads(Path(__file__).with_name("things.toml").read_text(encoding="utf-8"))
    return tuple(_Thing(tag, *sizes) for tag, sizes in told[zone].items())


def generated(seed: int = SEED, count: int = LAYOUTS) -> list[dict[str, Any]]:
    """Layouts as layouts.json has them; always the same for a seed."""
    return [_layout(number, np.random.default_rng((seed, number))) for number in range(count)]


def _layout(number: int, rng: np.random.Generator) -> dict[str, Any]:
    background = str(rng.choice(list(_ZONES)))
    width, height = CANVASES[int(rng.integers(len(CANVASES)))]
    plausible, ordered = bool(rng.random() < 0.7), bool(rng.random() < 0.3)
    boxes: list[dict[str, Any]] = []
    wanted = int(rng.integers(1, 10))
    for _ in range(20 * wanted):
        box = _box(background, (width, height), plausible, rng)
        if len(boxes) < wanted and all(_apart(box, other, 0.45 if plausible else 0.7) for other in boxes):
            boxes.append(box)
    if ordered:
        for box, order in zip(boxes, rng.permutation(len(boxes)), strict=True):
            box["order"] = int(order)
    return {
        "name": f"{background} {number}",
        "width": width,
        "height": height,
        "background": background,
        "light": str(rng.choice(["left", "right", "above", "front"])),
        "style": str(rng.choice(["flat", "soft"])),
        "line": float(rng.choice([0, 3, 5])),
        "seed": number,
        "boxes": boxes,
    }


def _box(background: str, canvas: tuple[int, int], plausible: bool, rng: np.random.Generator) -> dict[str, Any]:
    zones = _ZONES[background]
    every = [(zone, thing) for zone in zones for thing in _things(zone)]
    zone, thing = every[int(rng.integers(len(every)))]
    low, high = zones[zone]
    place = float(rng.uniform(low, high))
    # a grown-up is a third of the picture at its foot and less further up
    near = 0.5 + 0.5 * (place if zone not in _HANGING else 0.6)
    tall = 0.36 * near * thing.tall * canvas[1] * float(np.exp(rng.normal(0, 0.15)))
    wide = tall * thing.wide * float(np.exp(rng.normal(0, 0.25)))
    if not plausible:
        tall, wide = (float(rng.uniform(0.08, 0.6)) * side for side in (canvas[1], canvas[0]))
    tall, wide = (float(np.clip(v, LEAST, 0.8 * side)) for v, side in ((tall, canvas[1]), (wide, canvas[0])))
    top = place * canvas[1] - (0 if zone in _HANGING else tall)
    left = float(rng.uniform(-0.1 if rng.random() < 0.05 else 0.01, 0.99)) * (canvas[0] - wide)
    box = {"x": round(left), "y": round(max(top, 0)), "width": round(wide), "height": round(tall), "tag": thing.tag}
    return box | _wishes(thing.tag, rng)


def _wishes(tag: str, rng: np.random.Generator) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if rng.random() < 0.2:
        made["facing"] = str(rng.choice(["left", "right"]))
    if rng.random() < 0.15:
        made["colour"] = [int(v) for v in rng.integers(40, 230, 3)]
    if tag in _PEOPLE and rng.random() < 0.4:
        made["pose"] = str(rng.choice(_POSES))
    return made


def _apart(one: dict[str, Any], other: dict[str, Any], most: float) -> bool:
    """Whether no more than so large a part of either lies in the other."""
    wide = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    tall = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    shared = max(wide, 0) * max(tall, 0)
    return bool(shared <= most * min(b["width"] * b["height"] for b in (one, other)))


def main() -> None:
    """Write layouts.json beside this file."""
    rows = ",\n".join(json.dumps(layout, separators=(",", ":")) for layout in generated())
    path = Path(__file__).with_name("layouts.json")
    write_whole(path, f'{{"version":1,"layouts":[\n{rows}\n]}}\n'.encode())


if __name__ == "__main__":
    main()
