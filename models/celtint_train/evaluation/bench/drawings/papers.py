"""One figure on all kinds of paper: photographs and scans, and pencil, ruled and graph paper under the ink."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np
from celtint import Settings
from celtint.types.arrays import F32, F64, U8

from celtint_train.evaluation.bench.drawings.drawing import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    Area,
    Drawing,
    Pen,
    arc,
    blank,
    dab,
    disc,
    off,
    polygon,
    somewhere,
)
from celtint_train.puppets.scene_shapes import Random

SIDE = 384
RIGHT = 0.97
FOUND = Settings(undecided="transparent")
"""What kind of picture it is has to be found."""


def papers(first: int = 0, every: int = 1) -> Iterator[Drawing]:
    """Every ``every``-th of the kinds of paper. first: a seed, of the figure and of places."""
    for number, (kind, name, paper) in enumerate(_kinds()):
        if number % every == 0:
            yield on_paper(kind, name, paper, first + number)


def on_paper(kind: str, name: str, paper: "Paper", seed: int) -> Drawing:
    """The figure in ink with what ``paper`` adds, a dab in each of its five areas."""
    rng = np.random.default_rng([seed, 9])
    pen = Pen(SIDE, SIDE)
    middle, radius = rng.uniform(-8, 8, 2) + np.array([SIDE / 2, 130]), rng.uniform(90, 104)
    box = np.array([(60, 300), (324, 300), (324, 366), (60, 366)]) + rng.uniform(-6, 6, 2)
    eyes = [(float(middle[0] + s * 40), float(middle[1] - 18)) for s in (-1, 1)]
    width = rng.uniform(2, 3.2)
    pen.line(arc(middle, (radius, radius), 0, 360), width, closed=True)
    for eye in eyes:
        pen.line(arc(eye, (18, 18), 0, 360), width, closed=True)
    pen.line(arc((middle[0], middle[1] + 36), (44, 24), 10, 170), width)
    pen.line(box, width, closed=True)
    plain = pen.picture(scaled=seed % 2 == 1)
    face = polygon(pen.shape, arc(middle, (radius, radius), 0, 360))
    pair = [disc(pen.shape, eye, 18) for eye in eyes]
    body = polygon(pen.shape, box)
    parts = [("left eye", pair[0], BLUE), ("right eye", pair[1], BLUE), ("body", body, RED)]
    parts += [("face", face & ~pair[0] & ~pair[1], YELLOW), ("outside", ~face & ~body, GREEN)]
    layer = blank(pen.shape)
    areas = []
    for what, where, colour in parts:
        asked = off(where, plain, 1)
        dab(layer, somewhere(rng, asked, 9), 5, colour)
        areas.append(Area(what, asked, colour, RIGHT))
    page = np.repeat(plain[..., None].astype(np.float32), 3, axis=2)
    picture = np.clip(np.rint(paper(rng, page)), 0, 255).astype(np.uint8)
    return Drawing(kind, name, picture, layer, tuple(areas), FOUND, plain=plain)


Paper = Callable[[Random, F32], F32]
"""What becomes of a page, (h, w, 3) float32, 0 to 255."""


def _light(light: F32) -> Paper:
    """The page under a light of (h, w), 0 to 1, and the noise of a camera."""
    return lambda rng, page: np.asarray(page * light[..., None] + rng.normal(0, 2, page.shape), np.float32)


def vignette(least: float) -> F32:
    """(h, w): light that falls off from 1 in the middle to ``least`` in the corners."""
    y, x = np.indices((SIDE, SIDE)) / (SIDE - 1) * 2 - 1
    return np.asarray(1 - (1 - least) * (x * x + y * y) / 2, np.float32)


def shadow(least: float, soft: float, angle: float) -> F32:
    """(h, w): light of ``least`` on one side of a line through the page, ``soft`` pixels to its full."""
    y, x = np.indices((SIDE, SIDE)) - SIDE / 2
    away = x * np.cos(np.deg2rad(angle)) + y * np.sin(np.deg2rad(angle))
    return np.asarray(least + (1 - least) * np.clip(away / soft + 0.5, 0, 1), np.float32)


def _tinted(tint: tuple[int, int, int], light: F32) -> Paper:
    return lambda rng, page: np.asarray(page * (np.array(tint) / 255) * light[..., None], np.float32)


def _grainy(spread: float, size: float) -> Paper:
    """Paper whose grain is ``size`` pixels and varies by ``spread`` levels."""

    def paper(rng: Random, page: F32) -> F32:
        grain = (
            cv2.GaussianBlur(rng.normal(0, 1, page.shape[:2]), (0, 0), size)
            if size
            else rng.normal(0, 1, page.shape[:2])
        )
        return np.asarray(page - 12 + spread * (grain / grain.std())[..., None], np.float32)

    return paper


def _dusty(count: int, dark: float) -> Paper:
    """Specks and short hairs, ``dark`` of ink's darkness."""

    def paper(rng: Random, page: F32) -> F32:
        pen = Pen(SIDE, SIDE)
        for x, y in rng.uniform(0, SIDE, (count, 2)):
            pen.line(
                np.array([(x, y), (x + rng.uniform(-3, 3), y + rng.uniform(-3, 3))]), rng.uniform(0.8, 1.8), dark=dark
            )
        return _under(page, pen.picture(), (0, 0, 0))

    return paper


def _pencil(colour: tuple[int, int, int], width: float, more: int) -> Paper:
    """Construction lines in pencil, found under the ink: axes, circles that miss it, loose strokes."""

    def paper(rng: Random, page: F32) -> F32:
        pen = Pen(SIDE, SIDE)
        middle = np.array([SIDE / 2, 130])
        for _ in range(more):
            pen.line(
                arc(middle + rng.normal(0, 4, 2), rng.uniform(88, 112, 2), *np.sort(rng.uniform(0, 420, 2))), width
            )
            start = rng.uniform(20, SIDE - 20, 2)
            pen.line(np.stack([start, start + rng.normal(0, 90, 2)]), width)
        pen.line(np.array([(SIDE / 2, 6), (SIDE / 2 + 5, SIDE - 6)]), width)
        pen.line(np.array([(30, 120), (SIDE - 30, 112)]), width)
        return _under(page, pen.picture(), colour)

    return paper


def _ruled(colour: tuple[int, int, int], pitch: float, width: float, *, squares: bool, margin: bool = False) -> Paper:
    """Paper with printed lines, ``pitch`` pixels apart: lines, or squares; and by choice a red margin."""

    def paper(rng: Random, page: F32) -> F32:
        pen = Pen(SIDE, SIDE)
        for k in np.arange(rng.uniform(0, pitch), SIDE, pitch):
            pen.line(_across(k), width)
            if squares:
                pen.line(_across(k)[:, ::-1], width)
        page = _under(page, pen.picture(), colour)
        if margin:
            line = Pen(SIDE, SIDE)
            line.line(_across(40.0)[:, ::-1], width)
            page = _under(page, line.picture(), (235, 150, 150))
        return page

    return paper


def _across(y: float) -> F64:
    return np.array([(-2.0, y), (SIDE + 2.0, y)])


def _under(page: F32, lines: U8, colour: tuple[int, int, int]) -> F32:
    """``lines`` in a colour under the ink of the page."""
    cover = (255 - lines.astype(np.float32))[..., None] / 255
    return np.minimum(page, 255 * (1 - cover) + np.array(colour, np.float32) * cover)


def _kinds() -> Iterator[tuple[str, str, Paper]]:
    """Kind, name and what becomes of the page."""
    for least in (0.9, 0.8, 0.7, 0.6):
        yield "vignette", f"vignette to {least}", _light(vignette(least))
    for least, soft, angle in ((0.85, 60, 20), (0.75, 24, 70), (0.7, 120, 110), (0.65, 40, 160)):
        yield "shadow", f"shadow to {least}, {soft} px soft", _light(shadow(least, soft, angle))
    for tint in ((246, 234, 190), (230, 210, 160), (215, 215, 210)):
        yield "coloured paper", f"paper {tint}", _tinted(tint, np.ones((SIDE, SIDE), np.float32))
        yield "coloured paper", f"paper {tint}, vignette to 0.75", _tinted(tint, vignette(0.75))
    for spread, size in ((4, 0), (8, 0), (12, 0), (6, 1.0), (8, 2.0)):
        yield "grain and dust", f"grain of {size} px, {spread} levels", _grainy(spread, size)
    for count, dark in ((60, 0.5), (200, 0.3), (120, 0.9)):
        yield "grain and dust", f"{count} specks, {dark} dark", _dusty(count, dark)
    for colour, name in (((191, 191, 191), "pale grey"), ((150, 190, 235), "blue"), ((240, 160, 150), "red")):
        for width, more in ((1.2, 3), (2.0, 8)):
            yield "construction lines", f"{name} pencil, {width} px, {more} more", _pencil(colour, width, more)
    for pitch in (14, 24):
        yield "ruled paper", f"lines every {pitch} px", _ruled((150, 190, 225), pitch, 1.0, squares=False, margin=True)
        yield "ruled paper", f"grey lines every {pitch} px", _ruled((190, 190, 190), pitch, 1.3, squares=False)
        yield "graph paper", f"squares of {pitch} px", _ruled((185, 215, 230), pitch, 1.0, squares=True)
        yield "graph paper", f"squares of {pitch} px, green", _ruled((165, 205, 165), pitch, 1.5, squares=True)
