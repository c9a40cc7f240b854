"""What the parts of an object are called, by their colours: a palette's entries are named by them ("dog: main")."""

import colorsys

import numpy as np
import shapely
from skimage.color import rgb2lab

from celtint_train.stage.painted import RGB
from celtint_train.stage.vectors import Piece

FAMILIES = ("main", "second", "third", "fourth")
"""Colours that are shades of one another are a family; the largest is the first."""
ROLES = (
    *FAMILIES,
    *(f"{family} {shade}" for family in FAMILIES for shade in ("shade", "light")),
    "dark", "white", "grey", "skin", "skin shade", "hair", "leaves", "leaves shade", "leaves light", "wood",
    "wood shade", "wood light", "line", "other",
)  # fmt: skip
HUE, GREY, DARK, WHITE = 22.0, 12.0, 30.0, 88.0
"""Degrees of hue within a family; chroma under which a colour has none; lightness of what is dark or white."""


def roles_of(pieces: list[Piece], group: str) -> list[int]:
    """A role a piece, as indices of `ROLES`."""
    seen = _seen(pieces)
    weights: dict[RGB, float] = {}
    for piece, area in zip(pieces, seen, strict=True):
        if not piece.line:
            weights[piece.colour] = weights.get(piece.colour, 0.0) + area
    order = sorted(weights, key=lambda c: (-weights[c], c))
    names = _named(order, group)
    return [ROLES.index("line" if piece.line else names[piece.colour]) for piece in pieces]


def _seen(pieces: list[Piece]) -> list[float]:
    covered: shapely.Geometry = shapely.Polygon()
    found = []
    for piece in reversed(pieces):
        found.append(0.0 if piece.line else shapely.difference(piece.area, covered).area)
        if not piece.line:
            covered = shapely.union(covered, piece.area)
    return found[::-1]


def _named(order: list[RGB], group: str) -> dict[RGB, str]:
    """Names of colours, the most seen first."""
    lab = {c: rgb2lab(np.array(c, np.float64)[None, None] / 255)[0, 0] for c in order}
    heads: list[RGB] = []
    kinds: list[str] = []
    names: dict[RGB, str] = {}
    for colour in order:
        plain = _plain(lab[colour], first=not heads)
        if plain:
            names[colour] = plain
            continue
        near = [k for k, head in enumerate(heads) if _apart(lab[head], lab[colour]) < HUE]
        if not near:
            heads.append(colour)
            kinds.append(_kind(colour, group, kinds))
            names[colour] = kinds[-1]
            continue
        lighter = lab[colour][0] > lab[heads[near[0]]][0]
        name = f"{kinds[near[0]]} {'light' if lighter else 'shade'}"
        names[colour] = name if name in ROLES else kinds[near[0]]
    return names


def _plain(lab: np.ndarray, first: bool) -> str:
    light, chroma = float(lab[0]), float(np.hypot(lab[1], lab[2]))
    if first:
        return ""
    if light < DARK and chroma < 2 * GREY:
        return "dark"
    if chroma < GREY:
        return "white" if light > WHITE else "grey"
    return ""


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """Degrees between two hues."""
    turn = np.degrees(np.arctan2(one[2], one[1]) - np.arctan2(other[2], other[1]))
    return float(abs((turn + 180) % 360 - 180))


def _kind(colour: RGB, group: str, taken: list[str]) -> str:
    hue, light, full = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    if group == "plant" and 0.18 < hue < 0.5 and "leaves" not in taken:
        return "leaves"
    if group == "plant" and 0.0 <= hue < 0.12 and light < 0.45 and full < 0.7 and "wood" not in taken:
        return "wood"
    if group == "person" and "skin" not in taken and any(_near(colour, skin) for skin in SKINS):
        return "skin"
    return next((family for family in FAMILIES if family not in taken), "other")


def _near(one: RGB, other: RGB) -> bool:
    return all(abs(a - b) < 10 for a, b in zip(one, other, strict=True))


SKINS: tuple[RGB, ...] = (
    (244, 198, 173), (238, 191, 170), (198, 141, 123), (139, 92, 86), (87, 55, 57),  # Fluent
    (247, 222, 206), (243, 210, 162), (213, 171, 136), (175, 126, 87), (124, 83, 62),  # Twemoji
    (250, 220, 188), (224, 187, 149), (191, 143, 104), (155, 100, 61), (112, 83, 74),  # Noto
)  # fmt: skip
"""Skin colours of the sets' people."""
