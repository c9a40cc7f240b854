"""Cases of `celtint.hints`: slips of the hand, near colours, light that hints run through."""

import celtint
import numpy as np

from .case import CLEAR, RED, SKIN, Bytes, Case, Mask, flat, line, page, psnr, share
from .clips import grey_of, painted
from .scenes import drawn

LEFT, RIGHT = np.s_[20:140, 20:95], np.s_[20:140, 105:185]


def _rooms() -> Bytes:
    paper = page(160, 200)
    line(paper, (10, 10), (190, 10), (190, 150), (10, 150), (10, 10))
    line(paper, (100, 10), (100, 150))
    return paper


def _area(place: tuple[slice, slice]) -> Mask:
    area = np.zeros((160, 200), np.bool_)
    area[place] = True
    return area


def _layer(*strokes: tuple[tuple[slice, slice], tuple[int, int, int]]) -> celtint.Hints:
    layer = np.zeros((160, 200, 4), np.uint8)
    for place, colour in strokes:
        layer[place] = (*colour, 255)
    return celtint.Hints(layer)


def across() -> float:
    """A stroke with a fifth of it over the line means both rooms."""
    result = flat(_rooms(), _layer((np.s_[70:80, 60:110], RED)))
    return share(result, [(_area(LEFT), RED), (_area(RIGHT), RED)])


def slip() -> float:
    """A stroke with its tip over the line means one."""
    result = flat(_rooms(), _layer((np.s_[70:80, 40:106], RED)))
    return share(result, [(_area(LEFT), RED), (_area(RIGHT), CLEAR)])


def near_colours() -> float:
    """Skin and skin in shadow, painted in one go over the line between them, are two colours."""
    shadow = (225, 180, 150)
    result = flat(_rooms(), _layer((np.s_[70:90, 60:98], SKIN), (np.s_[70:90, 98:140], shadow)))
    return share(result, [(_area(LEFT), SKIN), (_area(RIGHT), shadow)])


def blended() -> float:
    """A soft brush rounds its colour here and there: that is still one colour."""
    rng = np.random.default_rng(4)
    layer = np.zeros((160, 200, 4), np.uint8)
    layer[60:90, 30:80] = (*SKIN, 255)
    off = rng.integers(-2, 3, (30, 50, 3)) * (rng.random((30, 50, 1)) < 0.3)
    layer[60:90, 30:80, :3] = np.clip(layer[60:90, 30:80, :3] + off, 0, 255)
    return share(flat(_rooms(), celtint.Hints(layer)), [(_area(LEFT), SKIN), (_area(RIGHT), CLEAR)])


def grainy() -> float:
    """A stroke of a grainy brush, ten levels either way, is one colour beside a flat one."""
    rng = np.random.default_rng(4)
    layer = np.zeros((160, 200, 4), np.uint8)
    layer[60:90, 30:80] = (*SKIN, 255)
    layer[60:90, 30:80, :3] = np.clip(layer[60:90, 30:80, :3] + rng.integers(-10, 11, (30, 50, 1)), 0, 255)
    layer[60:80, 130:150] = (*RED, 255)
    result = flat(_rooms(), celtint.Hints(layer))
    left = result.colour[LEFT].reshape(-1, 4).astype(int)
    near = (np.abs(left[:, :3] - SKIN).max(axis=1) <= 5) & (left[:, 3] == 255)
    one = (left == left[0]).all(axis=1)
    return min(share(result, [(_area(RIGHT), RED)]), float((near & one).mean()))


def light(seed: int) -> float:
    """A painted picture with a few dabs, without a network: how near its colours come."""
    truth, hints = painted(seed)
    result = celtint.colour(
        celtint.Picture(grey_of(truth)), hints, settings=celtint.Settings(mode="grey", undecided="transparent")
    )
    return psnr(result.colour, truth)


def flat_greys() -> float:
    """Flat art without its colours, a dab in every region: nothing seeps over an edge that is soft in grey."""
    scene, hints, _ = drawn(1, "no", "dots", 1.0, 256)
    inked = scene.ink & (scene.picture < 128)
    truth = np.where(inked[..., None], np.uint8(0), scene.flats)
    result = celtint.colour(
        celtint.Picture(grey_of(truth)),
        celtint.Hints(hints),
        settings=celtint.Settings(mode="grey", undecided="transparent"),
    )
    return psnr(result.colour, truth)


CASES = (
    Case("a stroke across a line", "hints", across, 0.99),
    Case("a slip over a line", "hints", slip, 0.99),
    Case("skin and its shadow", "hints", near_colours, 0.99),
    Case("a soft brush", "hints", blended, 0.99),
    Case("a grainy brush", "hints", grainy, 0.99),
    Case("flat greys", "hints", flat_greys, 0.583),
    Case("light that colour runs through", "hints", lambda: light(9005), 0.50),
)
