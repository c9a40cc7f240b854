"""Whole people and animals: heads and busts of Fluent Emoji on bodies drawn here, in poses.

The sets have most people and many animals only as faces. A picture's name is ``HEAD.POSE`` (``boy-light.waving``), with
the name of Fluent's picture, skin tone and all; clothes follow from the name.
"""

import hashlib
import re
from collections.abc import Callable

from celtint_train.stage.costumes import CLOTHES, HATS, side_by_side, unicorn

SKINS = {
    "medium-light": ("#eebfaa", "#e4b29a"), "medium-dark": ("#8b5c56", "#75443e"), "light": ("#f4c6ad", "#e5af93"),
    "medium": ("#c68d7b", "#bb806e"), "dark": ("#573739", "#4e3233"),
}  # fmt: skip
FAIR_HAIR = "#fff9ba"
HAIRS = ("#fff9ba", "#a5673f", "#5f3d2c", "#e2a03f", "#7a4a86")
SHIRTS = ("#f8312f", "#00a6ed", "#fcd53f", "#8d65c5", "#44911b", "#ff822d", "#f9c23c", "#3f5fff", "#f70a8d", "#00d26a")
TROUSERS = ("#4d6aa8", "#7d5a46", "#6d7a86", "#5a8f6a", "#8a6bb0", "#b06a5a")
SHOES = ("#e0413f", "#f4f4f4", "#f9b21c", "#433b6b")

CHILD = {"scale": 0.62, "chin": 17.4, "hip": 29.0, "foot": 42.0, "shoulder": 5.6, "waist": 5.0, "limb": 3.1}
ADULT = {"scale": 0.5, "chin": 14.2, "hip": 30.0, "foot": 49.0, "shoulder": 6.6, "waist": 5.2, "limb": 3.3}
CHILDREN = ("boy", "girl", "child")
SKIRTS = ("girl", "woman", "old-woman")
GOWNS = {
    "princess": "#6d4ba0", "person-with-veil": "#d9d9d9", "woman-mage": "#0084ce", "man-mage": "#0084ce",
    "judge": "#2b2b33", "woman-with-headscarf": "#6d4ba0", "student": "#2b2b33", "person-elf": "#44911b",
}  # fmt: skip
"""Busts that end in a gown, and its colour; the others have trousers."""
BUST_TROUSERS = {
    "cook": "#7a8694", "farmer": "#0074ba", "firefighter": "#ca0b4a", "police-officer": "#1b7fc4", "guard": "#4a4a66",
    "detective": "#433b6b", "construction-worker": "#4d6aa8", "astronaut": "#d3d3d3", "prince": "#f4f4f4",
    "person-with-crown": "#ff822d", "person-vampire": "#433b6b", "person-superhero": "#0074ba",
    "woman-superhero": "#0074ba", "health-worker": "#00a6ed", "pilot": "#433b6b", "artist": "#6d7a86",
    "ninja": "#433b6b", "man-zombie": "#5a6b4a", "mechanic": "#0074ba", "scientist": "#6d7a86",
    "office-worker": "#636393", "factory-worker": "#0074ba", "person-in-tuxedo": "#433b6b", "singer": "#433b6b",
    "man-supervillain": "#533566", "person-with-skullcap": "#990838",
}  # fmt: skip
BEASTS = {
    "bear": ("#a56953", "#f3ad61", "#8c5543"), "polar-bear": ("#f4f4f4", "#ffffff", "#d3d3d3"),
    "panda": ("#433b6b", "#f4f4f4", "#433b6b"), "koala": ("#9b9b9b", "#d3d3d3", "#636363"),
    "fox": ("#ff822d", "#ffdea7", "#ff6723"), "wolf": ("#9b9b9b", "#d3d3d3", "#7b7b7b"),
    "lion": ("#ffb02e", "#ffdea7", "#d3883e"), "frog": ("#00d26a", "#fcd53f", "#00b35a"),
    "hamster": ("#f3ad61", "#ffdea7", "#d3883e"), "raccoon": ("#9b9b9b", "#d3d3d3", "#636363"),
    "robot": ("#b9b3c6", "#00a6ed", "#8a8398"), "alien": ("#86d72f", "#c3ef9c", "#5fa51c"),
    "ogre": ("#ca0b4a", "#f8606a", "#990838"), "baby-angel": ("#f4f4f4", "#ffffff", "#e1d8ec"),
}  # fmt: skip
"""Fur, belly and paws of the animals whose faces alone are there."""
TAILS = {"fox": "#ffdea7", "wolf": "#d3d3d3", "lion": "#6d4534", "raccoon": "#636363"}

Point = tuple[float, float]


def figure(name: str, read: Callable[[str], str]) -> str:
    """The SVG of a figure; ``read`` gives a picture of Fluent Emoji. Raises ValueError for a pose nobody has."""
    if "+" in name:
        return side_by_side([figure(one, read) for one in name.split("+")], [_share(one) for one in name.split("+")])
    if name == "unicorn":
        return unicorn(read("horse"))
    costume, _, whole = name.rpartition("@")
    head, _, pose = whole.partition(".")
    svg = read(head)
    kind, skin, shade = _kind_of(head)
    if kind in BEASTS:
        return _beast(kind, svg)
    if kind in GOWNS or kind in BUST_TROUSERS:
        return _bust(kind, svg)
    if pose not in POSES:
        raise ValueError(f"There is no pose {pose!r}; there are {', '.join(POSES)}.")
    if FAIR_HAIR in svg and "woman-white" not in kind:
        svg = svg.replace(FAIR_HAIR, _chosen(HAIRS, kind, skin))
    return _person(kind, svg, (skin or "#f4f4f4", shade or "#d3d3d3"), pose, costume)


def _share(name: str) -> float:
    """Of a man's height."""
    return 0.72 if name.startswith(CHILDREN) else 0.4 if name.startswith("baby") else 1.0


def _kind_of(head: str) -> tuple[str, str, str]:
    for tone, (skin, shade) in SKINS.items():
        if head.endswith(f"-{tone}"):
            return head.removesuffix(f"-{tone}"), skin, shade
    return head, "", ""


def _chosen(among: tuple[str, ...], *by: str) -> str:
    digest = hashlib.blake2b(" ".join(by).encode(), digest_size=4).digest()
    return among[int.from_bytes(digest, "big") % len(among)]


def _page(width: float, height: float, *parts: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'


def _placed(svg: str, scale: float, x: float, y: float) -> str:
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.S)
    return f'<g fill="none" transform="translate({x:.2f},{y:.2f}) scale({scale})">{inside}</g>'


def _shape(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _round(x: float, y: float, rx: float, ry: float, colour: str, turn: float = 0) -> str:
    turned = f' transform="rotate({turn},{x:.2f},{y:.2f})"' if turn else ""
    return f'<ellipse cx="{x:.2f}" cy="{y:.2f}" rx="{rx:.2f}" ry="{ry:.2f}" fill="{colour}"{turned}/>'


def _limb(points: list[Point], width: float, colour: str) -> str:
    path = "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points)
    line = f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{path}" fill="none" {line}/>'


def _beast(kind: str, svg: str) -> str:
    """An animal that sits, seen from the front."""
    fur, belly, paw = BEASTS[kind]
    tail = ""
    if kind in TAILS:
        tail = _limb([(25, 34), (31, 33), (33.5, 27)], 4.5, fur) + _round(33.6, 25.6, 2.6, 3.4, TAILS[kind], 10)
    body = _round(20, 31.5, 9.6, 10.5, fur) + _round(20, 33.5, 6, 7.2, belly)
    arms = _round(11.6, 29.5, 2.7, 6.2, paw, 22) + _round(28.4, 29.5, 2.7, 6.2, paw, -22)
    feet = _round(12.6, 40.2, 4.6, 2.9, paw) + _round(27.4, 40.2, 4.6, 2.9, paw)
    return _page(40, 44, tail, body, arms, feet, _placed(svg, 0.8, 7.2, -1))


def _bust(kind: str, svg: str) -> str:
    """A bust with a gown, or legs, under it."""
    top = _placed(svg, 0.8, 7.2, 0)
    if kind in GOWNS:
        gown = _shape("M12.5 22H27.5C28.5 29 31 35 34 40.5C26 43 14 43 6 40.5C9 35 11.5 29 12.5 22Z", GOWNS[kind])
        shoes = _round(16, 42.2, 2.6, 1.5, "#a56953") + _round(24, 42.2, 2.6, 1.5, "#a56953")
        return _page(40, 45, shoes, gown, top)
    colour = BUST_TROUSERS[kind]
    legs = _shape("M11.5 23H28.5L27.6 40H21.4L20.4 31H19.6L18.6 40H12.4Z", colour)
    shoes = _round(14.9, 41, 3.6, 2, "#6b5048") + _round(25.1, 41, 3.6, 2, "#6b5048")
    return _page(40, 44, shoes, legs, top)


def _person(kind: str, svg: str, skin: tuple[str, str], pose: str, costume: str) -> str:
    """A head on a body of its age's proportions. costume: one of `CLOTHES`, or "" for clothes by chance."""
    of = CHILD if kind in CHILDREN else ADULT
    arms, legs = POSES[pose]
    shirt, trousers, shoe = (
        _chosen(SHIRTS, kind, skin[0]), _chosen(TROUSERS, kind, skin[0], "t"), _chosen(SHOES, kind, skin[0], "s"),
    )  # fmt: skip
    shirt, trousers = CLOTHES.get(costume, (shirt, trousers))
    side, middle = of["limb"], 24.0
    top, hip = of["chin"] + 1.0, of["hip"]
    torso = (
        f"M{middle - of['shoulder'] + 1} {top}Q{middle} {top - 1} {middle + of['shoulder'] - 1} {top}"
        f"Q{middle + of['shoulder'] + 0.6} {top + 0.4} {middle + of['shoulder'] + 0.4} {top + 3}"
        f"L{middle + of['waist'] + 0.4} {hip + 1}H{middle - of['waist'] - 0.4}"
        f"L{middle - of['shoulder'] - 0.4} {top + 3}Q{middle - of['shoulder'] - 0.6} {top + 0.4} "
        f"{middle - of['shoulder'] + 1} {top}Z"
    )
    skirt = any(kind.startswith(one) for one in SKIRTS) and not costume
    below = _legs(of, LEGS[legs], middle, trousers, shoe, skin[0] if skirt or kind == "boy" else "")
    if skirt:
        below += _skirt(of, legs, middle, trousers)
    behind, before = _arms(of, ARMS[arms], middle, top, shirt, skin[0], side)
    neck = _limb([(middle, of["chin"] - 1.5), (middle, top + 0.6)], side + 0.6, skin[1])
    head = _placed(svg, of["scale"], middle - 16 * of["scale"], of["chin"] - 30 * of["scale"] + 0.6)
    hat = _placed(
        f"<svg>{HATS.get(costume, '')}</svg>",
        of["scale"],
        middle - 16 * of["scale"],
        of["chin"] - 30 * of["scale"] + 0.6,
    )
    if costume in HATS:  # its top is above the page that a bare head needs
        inside = f'<g transform="translate(0,4)">{behind}{below}{neck}{_shape(torso, shirt)}{before}{head}{hat}</g>'
        return _page(48, of["foot"] + 5, inside)
    return _page(48, of["foot"] + 1, behind, below, neck, _shape(torso, shirt), before, head)


def _legs(of: dict[str, float], bent: tuple[list[Point], list[Point]], middle: float, trousers: str, shoe: str,
          bare: str) -> str:  # fmt: skip
    """Two legs. bent: of each, hip, knee and ankle, x from the middle and y from the hip as a share of a leg."""
    long = of["foot"] - of["hip"] - 1.2
    made = ""
    for leg in bent:
        at = [(middle + x * of["waist"], of["hip"] + y * long) for x, y in leg]
        if bare:
            made += _limb(at, of["limb"], bare)
            half = ((at[0][0] + at[1][0]) / 2, (at[0][1] + at[1][1]) / 2)
            made += _limb([at[0], half], of["limb"] + 1.2, trousers)
        else:
            made += _limb(at, of["limb"] + 0.9, trousers)
        toe = 0.8 if at[2][0] > middle else -0.8
        made += _round(at[2][0] + toe, at[2][1] + 0.4, of["limb"] * 0.85, of["limb"] * 0.5, shoe)
    return made


def _skirt(of: dict[str, float], legs: str, middle: float, colour: str) -> str:
    if legs in ("floor", "run"):
        return ""
    hem = of["hip"] + (of["foot"] - of["hip"]) * 0.42
    wide = of["waist"] + (3.4 if legs != "jump" else 5)
    return _shape(
        f"M{middle - of['waist']} {of['hip'] - 2}H{middle + of['waist']}L{middle + wide} {hem}"
        f"Q{middle} {hem + 1.8} {middle - wide} {hem}Z",
        colour,
    )


def _arms(of: dict[str, float], bent: tuple[list[Point], list[Point]], middle: float, top: float, shirt: str, skin: str,
          wide: float) -> tuple[str, str]:  # fmt: skip
    """Arms with sleeves, those behind the body and those before it. bent: elbow and hand, x from the shoulder outward
    and y from it downward, in lengths of the trunk."""
    trunk = of["hip"] - top
    behind, before = "", ""
    for side, (elbow, hand) in zip((-1, 1), bent, strict=True):
        start = (middle + side * (of["shoulder"] - 0.6), top + 1.9)
        at = [(start[0] + side * x * trunk, start[1] + y * trunk) for x, y in (elbow, hand)]
        half = ((start[0] + 2 * at[0][0]) / 3, (start[1] + 2 * at[0][1]) / 3)
        arm = _limb([start, *at], wide * 0.82, skin) + _round(*at[1], wide * 0.62, wide * 0.62, skin)
        arm += _limb([start, half], wide, shirt)
        inward = hand[0] < elbow[0] - 0.1
        behind, before = (behind, before + arm) if inward else (behind + arm, before)
    return behind, before


DOWN: tuple[Point, Point] = ((0.1, 0.42), (0.08, 0.86))
ARMS: dict[str, tuple[list[Point], list[Point]]] = {
    "down": ([*DOWN], [*DOWN]),
    "wave": ([*DOWN], [(0.42, 0.1), (0.55, -0.55)]),
    "up": ([(0.36, -0.12), (0.46, -0.75)], [(0.36, -0.12), (0.46, -0.75)]),
    "hips": ([(0.42, 0.38), (0.02, 0.72)], [(0.42, 0.38), (0.02, 0.72)]),
    "point": ([*DOWN], [(0.45, 0.06), (0.95, -0.02)]),
    "open": ([(0.3, 0.34), (0.66, 0.2)], [(0.3, 0.34), (0.66, 0.2)]),
    "swing": ([(0.24, 0.38), (0.5, 0.62)], [(0.2, 0.36), (-0.1, 0.66)]),
    "pump": ([(0.34, 0.34), (0.62, 0.02)], [(0.3, 0.4), (-0.06, 0.42)]),
    "lap": ([(0.16, 0.46), (-0.16, 0.9)], [(0.16, 0.46), (-0.16, 0.9)]),
}
LEGS: dict[str, tuple[list[Point], list[Point]]] = {
    "straight": ([(-0.52, 0), (-0.56, 0.5), (-0.58, 1)], [(0.52, 0), (0.56, 0.5), (0.58, 1)]),
    "apart": ([(-0.5, 0), (-0.9, 0.5), (-1.2, 1)], [(0.5, 0), (0.9, 0.5), (1.2, 1)]),
    "step": ([(-0.4, 0), (-0.75, 0.5), (-1.25, 0.97)], [(0.4, 0), (0.72, 0.48), (0.95, 1)]),
    "run": ([(-0.4, 0), (-1.35, 0.34), (-1.75, 0.86)], [(0.4, 0), (1.2, 0.42), (2.05, 0.5)]),
    "jump": ([(-0.5, 0), (-1.2, 0.36), (-0.85, 0.78)], [(0.5, 0), (1.2, 0.36), (0.85, 0.78)]),
    "floor": ([(-0.6, 0.02), (-1.7, 0.1), (-0.5, 0.3)], [(0.6, 0.02), (1.7, 0.1), (0.5, 0.3)]),
}
POSES = {
    "standing": ("down", "straight"), "waving": ("wave", "straight"), "cheering": ("up", "straight"),
    "hands-on-hips": ("hips", "apart"), "pointing": ("point", "straight"), "shrugging": ("open", "straight"),
    "walking": ("swing", "step"), "running": ("pump", "run"), "jumping": ("up", "jump"), "sitting": ("lap", "floor"),
}  # fmt: skip
"""Arms and legs of each pose."""
