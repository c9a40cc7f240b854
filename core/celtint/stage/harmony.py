"""Colours of objects: a box's own, with its shades."""

import numpy as np

from celtint.colours.gamut import to_srgb8_exactly
from celtint.colours.lab import srgb_to_lab
from celtint.stage.objects import LINE, Part
from celtint.types.arrays import F32
from celtint.types.picture import RGB


def colours_of(parts: tuple[Part, ...], asked: RGB | None) -> tuple[RGB, ...]:
    """Each part's colour; with one asked for, the main colour becomes it, and its shades go along."""
    own = tuple(part.colour for part in parts)
    if asked is None or not parts:
        return own
    lab = srgb_to_lab(np.array(own, np.uint8))
    main = lab[_main(parts)]
    wanted = srgb_to_lab(np.array([asked], np.uint8))[0]
    akin = _akin(lab, main)
    moved = np.where(akin[:, None], lab + (wanted - main), lab)
    moved[:, 0] = np.clip(moved[:, 0], 4.0, 98.0)
    rgb = to_srgb8_exactly(moved[:, 0], moved[:, 1], moved[:, 2])
    result = [tuple(int(v) for v in row) for row in rgb.tolist()]
    exact = np.abs(lab - main).max(axis=1) < 0.5
    return tuple(
        asked if same else (new[0], new[1], new[2]) if changed else old
        for old, new, changed, same in zip(own, result, akin.tolist(), exact.tolist(), strict=True)
    )


def _main(parts: tuple[Part, ...]) -> int:
    """The part whose colour covers most."""
    covered: dict[RGB, float] = {}
    first: dict[RGB, int] = {}
    for place, part in enumerate(parts):
        if part.kind != LINE:
            covered[part.colour] = covered.get(part.colour, 0.0) + sum(_area(ring) for ring in part.rings)
            first.setdefault(part.colour, place)
    return first[max(covered, key=lambda c: covered[c])] if covered else 0


def _area(ring: F32) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _akin(lab: F32, main: F32) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which colours are shades of the main one: near it in hue, or nearly grey as it is."""
    chroma, of_main = np.hypot(lab[:, 1], lab[:, 2]), float(np.hypot(main[1], main[2]))
    if of_main < 8:
        return np.asarray((chroma < 12) & (np.abs(lab[:, 0] - main[0]) < 40))
    turn = np.arctan2(lab[:, 2], lab[:, 1]) - np.arctan2(main[2], main[1])
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi)
    return np.asarray((turn < 0.45) & (chroma > 8))
