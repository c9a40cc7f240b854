"""What the parts of an object are called, by their colours: a palette's entries are named by them ("dog: main")."""

import colorsys

import numpy as np
import shapely
from skimage.color import rgb2lab

from celtint_train.stage.painted import RGB, Area
from celtint_train.stage.vectors import Piece

FIRST = {
    "animal": "fur", "person": "cloth", "vehicle": "paint", "building": "wall", "plant": "petals", "furniture": "body",
    "food": "body", "sky": "body", "thing": "body",
}  # fmt: skip
"""What the colour that covers most is called; a box's colour is for this one."""
FAMILIES = ("second", "third", "fourth")
"""Colours that are shades of one another are a family; the largest has the group's own name."""
SHADED = (*dict.fromkeys(FIRST.values()), *FAMILIES, "skin", "hair", "leaves", "wood")
COLOURED = (*dict.fromkeys(FIRST.values()), "leaves")
"""Roles that a box's colour may go to, with their shades."""
ROLES = (
    *SHADED,
    *(f"{family} {shade}" for family in SHADED for shade in ("shade", "light")),
    "dark", "white", "grey", "glass", "metal", "line", "other",
)  # fmt: skip
HUE, GREY, DARK, WHITE, FLESH = 22.0, 12.0, 30.0, 88.0, 18.0
"""Degrees of hue within a family; chroma under which a colour has none; lightness of what is dark or white; how far in
a and b of Lab the shades of skin may lie apart."""
TOP, HAIRY = 0.14, 0.3
"""Of a person's height from the top, where hair or a hat is; of the whole, what hair covers at most."""


def roles_of(pieces: list[Piece], group: str) -> list[int]:
    """A role a piece, as indices of `ROLES`."""
    seen = _seen(pieces)
    weights: dict[RGB, float] = {}
    for piece, area in zip(pieces, seen, strict=True):
        if not piece.line:
            weights[piece.colour] = weights.get(piece.colour, 0.0) + area.area
    order = sorted(weights, key=lambda c: (-weights[c], c))
    names = _named(order, group, _hair(pieces, seen, weights) if group == "person" else None)
    return [ROLES.index("line" if piece.line else names[piece.colour]) for piece in pieces]


def _hair(pieces: list[Piece], seen: list[Area], weights: dict[RGB, float]) -> RGB | None:
    """The colour that covers most of the top of a person and little else."""
    left, top, right, bottom = shapely.union_all([piece.area for piece in pieces]).bounds
    crown = shapely.box(left, top, right, top + TOP * (bottom - top))
    there: dict[RGB, float] = {}
    for piece, area in zip(pieces, seen, strict=True):
        if not piece.line and not _is_skin(piece.colour):
            there[piece.colour] = there.get(piece.colour, 0.0) + shapely.intersection(area, crown).area
    best = max(there, key=lambda c: there[c], default=None)
    small = best is not None and weights[best] < HAIRY * sum(weights.values())
    return best if best is not None and there[best] > 0 and small else None


def _seen(pieces: list[Piece]) -> list[Area]:
    covered: Area = shapely.Polygon()
    found = []
    for piece in reversed(pieces):
        found.append(piece.area if piece.line else shapely.difference(piece.area, covered))
        if not piece.line:
            covered = shapely.union(covered, piece.area)
    return found[::-1]


def _named(order: list[RGB], group: str, hair: RGB | None) -> dict[RGB, str]:
    """Names of colours, the most seen first."""
    lab = {c: rgb2lab(np.array(c, np.float64)[None, None] / 255)[0, 0] for c in order}
    heads: list[RGB] = []
    kinds: list[str] = []
    names: dict[RGB, str] = {}
    if hair is not None:
        names[hair] = "hair"
        order = [colour for colour in order if colour != hair]
    for colour in order:
        skin = group == "person" and _is_skin(colour)
        plain = "" if skin else _plain(lab[colour], group, first=not heads)
        if plain:
            names[colour] = plain
            continue
        near = [k for k, head in enumerate(heads) if _akin(lab[head], lab[colour], kinds[k])]
        if not near or (skin and "skin" not in kinds):
            heads.append(colour)
            kinds.append(_kind(colour, group, kinds))
            names[colour] = kinds[-1]
            continue
        lighter = lab[colour][0] > lab[heads[near[0]]][0]
        name = f"{kinds[near[0]]} {'light' if lighter else 'shade'}"
        names[colour] = name if name in ROLES else kinds[near[0]]
    return names


def _plain(lab: np.ndarray, group: str, first: bool) -> str:
    """The name of a colour that is no family: dark, white, grey, and the glass and metal of what is built."""
    light, chroma = float(lab[0]), float(np.hypot(lab[1], lab[2]))
    if first:
        return ""
    if light < DARK and chroma < 2 * GREY:
        return "dark"
    built = group in ("vehicle", "building", "furniture")
    if built and light > 60 and lab[2] < -10 and lab[1] < 0:
        return "glass"
    if chroma < GREY:
        return "white" if light > WHITE else "metal" if built else "grey"
    return ""


def _akin(one: np.ndarray, other: np.ndarray, kind: str) -> bool:
    """Whether two colours are shades of one another: of one hue, and beside skin no stronger than skin is."""
    if kind == "skin" and np.hypot(*(one[1:] - other[1:])) > FLESH:
        return False
    turn = np.degrees(np.arctan2(one[2], one[1]) - np.arctan2(other[2], other[1]))
    return bool(abs((turn + 180) % 360 - 180) < HUE)


def _kind(colour: RGB, group: str, taken: list[str]) -> str:
    hue, light, full = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    if group == "plant" and 0.18 < hue < 0.5 and "leaves" not in taken:
        return "leaves"
    if group == "plant" and 0.0 <= hue < 0.12 and light < 0.45 and full < 0.7 and "wood" not in taken:
        return "wood"
    if group == "person" and "skin" not in taken and _is_skin(colour):
        return "skin"
    return next((family for family in (FIRST[group], *FAMILIES) if family not in taken), "other")


def _is_skin(colour: RGB) -> bool:
    return any(_near(colour, skin) for skin in SKINS)


def _near(one: RGB, other: RGB) -> bool:
    return all(abs(a - b) < 10 for a, b in zip(one, other, strict=True))


SKINS: tuple[RGB, ...] = (
    (244, 198, 173), (238, 191, 170), (198, 141, 123), (139, 92, 86), (87, 55, 57),
    (255, 215, 194),  # Fluent
    (247, 222, 206), (243, 210, 162), (213, 171, 136), (175, 126, 87), (124, 83, 62),  # Twemoji
    (250, 220, 188), (224, 187, 149), (191, 143, 104), (155, 100, 61), (112, 83, 74),  # Noto
)  # fmt: skip
"""Skin colours of the sets' people."""
