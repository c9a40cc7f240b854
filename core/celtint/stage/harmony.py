"""Colours of objects: drawn gently together, in the light of the place, and a box's own with its shades."""

import numpy as np

from celtint.colours.gamut import to_srgb8_exactly
from celtint.colours.lab import srgb_to_lab
from celtint.stage import tuning
from celtint.stage.objects import LINE, Part
from celtint.types.arrays import F32, Bool
from celtint.types.picture import RGB

Light = tuple[RGB, float]
"""The colour of a place's light, and how much of it lies on everything, 0 to 1."""

COLOURED = ("petals", "fur", "cloth", "paint", "wall", "leaves", "body", "main")
"""Roles that a box's colour goes to, in this order where an object has several: a flower's petals before its leaves."""

LIVELY = ("person", "vehicle", "furniture", "thing", "building")
"""Groups whose main colour other seeds change freely; a dog stays the colour of dogs."""


def colours_of(
    parts: tuple[Part, ...], group: str, asked: RGB | None, light: Light | None, luck: np.random.Generator | None
) -> tuple[RGB, ...]:
    """Each part's colour.

    asked: becomes the main colour exactly, and its shades go along; skin and hair of people never do. luck: changes
    the main colour as another seed does; None leaves it.
    """
    if not parts:
        return ()
    own = np.array([part.colour for part in parts], np.uint8)
    lab = srgb_to_lab(own)
    kept = _kept(parts, lab, group)
    which = _main(parts, kept)
    main, base = lab[which], _base(parts[which])
    akin = _akin(lab, main) & ~kept
    if base in COLOURED:  # its shades are named after it
        akin = np.array([_base(part) == base for part in parts]) & ~_on_skin(parts)
    exact = akin & (np.abs(lab - main).max(axis=1) < 0.5)
    if asked is not None:
        lab = np.where(akin[:, None], lab + (srgb_to_lab(np.array([asked], np.uint8))[0] - main), lab)
    elif luck is not None:
        lab = np.where(akin[:, None], _turned(lab, group, luck), lab)
    lab = _together(lab, light)
    lab[:, 0] = np.clip(lab[:, 0], 4.0, 98.0)
    rgb = to_srgb8_exactly(lab[:, 0], lab[:, 1], lab[:, 2]).tolist()
    return tuple(
        asked if asked is not None and same else (new[0], new[1], new[2])
        for new, same in zip(rgb, exact.tolist(), strict=True)
    )


def _together(lab: F32, light: Light | None) -> F32:
    """Colours that shout are calmed, and all have a little of the place's light."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    most = tuning.HARMONY.calm
    calmed = np.where(chroma > most, most + (chroma - most) * tuning.HARMONY.loud, chroma)
    result = lab.copy()
    result[:, 1:] *= (calmed / np.maximum(chroma, 1e-3))[:, None]
    if light is not None:
        result += (srgb_to_lab(np.array([light[0]], np.uint8))[0] - result) * np.float32(light[1])
    return result


def _turned(lab: F32, group: str, luck: np.random.Generator) -> F32:
    """Another hue for what may have any, and a shade lighter or darker."""
    freely = group in LIVELY
    turn = float(luck.normal(0.0, tuning.HARMONY.turn if freely else tuning.HARMONY.turn_of_living))
    lighter = float(luck.normal(0.0, 4.0))
    cos, sin = np.cos(turn), np.sin(turn)
    a, b = lab[:, 1] * cos - lab[:, 2] * sin, lab[:, 1] * sin + lab[:, 2] * cos
    return np.stack([lab[:, 0] + lighter, a, b], axis=1).astype(np.float32)


def _kept(parts: tuple[Part, ...], lab: F32, group: str) -> Bool:
    """Skin, hair and glass: no colour of a box and no luck changes them."""
    named = np.array([_base(part) in ("skin", "hair", "eye", "eyes", "glass", "dark", "line") for part in parts])
    if group != "person":
        return named
    chroma, hue = np.hypot(lab[:, 1], lab[:, 2]), np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    skin = (hue > 35) & (hue < 78) & (chroma > 10) & (chroma < 50) & (lab[:, 0] > 25)
    dark = (lab[:, 0] < 30) & (chroma < 25)
    found = named | dark if named.any() else skin | dark
    return found if not found.all() else np.zeros(len(parts), bool)


def _on_skin(parts: tuple[Part, ...]) -> Bool:
    """What lies within a piece of skin: noses and lips are named after the cloth whose shade they look like."""
    skin = [(ring.min(axis=0), ring.max(axis=0)) for part in parts if _base(part) == "skin" for ring in part.rings]
    spans = [(np.concatenate(part.rings).min(axis=0), np.concatenate(part.rings).max(axis=0)) for part in parts]
    return np.array([any((a <= low).all() and (high <= b).all() for a, b in skin) for low, high in spans], bool)


def _base(part: Part) -> str:
    """A role without "shade" and "light"."""
    return part.role.removesuffix(" shade").removesuffix(" light")


def _main(parts: tuple[Part, ...], kept: Bool) -> int:
    """The part whose colour covers most, of those that a colour goes to."""
    for role in COLOURED:
        plain = [place for place, part in enumerate(parts) if part.role == role and not kept[place]]
        if plain:
            areas = [sum(_area(ring) for ring in parts[place].rings) for place in plain]
            return plain[int(np.argmax(areas))]
    covered: dict[RGB, float] = {}
    first: dict[RGB, int] = {}
    for place, part in enumerate(parts):
        if part.kind != LINE and not kept[place]:
            covered[part.colour] = covered.get(part.colour, 0.0) + sum(_area(ring) for ring in part.rings)
            first.setdefault(part.colour, place)
    return first[max(covered, key=lambda c: covered[c])] if covered else 0


def _area(ring: F32) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _akin(lab: F32, main: F32) -> Bool:
    """Which colours are shades of the main one: near it in hue, or nearly grey as it is."""
    chroma, of_main = np.hypot(lab[:, 1], lab[:, 2]), float(np.hypot(main[1], main[2]))
    if of_main < 8:
        return np.asarray((chroma < 12) & (np.abs(lab[:, 0] - main[0]) < 40))
    turn = np.arctan2(lab[:, 2], lab[:, 1]) - np.arctan2(main[2], main[1])
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi)
    return np.asarray((turn < 0.45) & (chroma > 8))
