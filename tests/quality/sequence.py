"""Cases of `celtint.sequence`: keys, frames without colour, frames that are empty."""

import celtint
import cv2
import numpy as np
from celtint_models.registry import load_matcher

from .case import BLUE, GREEN, RED, Case, arc, disc, page, psnr
from .clips import GREY, LINE, Film, coloured, drawings, grey_of, paintings, regions_right, right


def freehand() -> float:
    """A key that was painted by hand, four pixels off its lines, is that frame's key."""
    paper = page(300, 500)
    arc(paper, (150, 150), 100)
    arc(paper, (370, 150), 80)
    key = np.zeros((300, 500, 4), np.uint8)
    key[disc(paper.shape, (150, 150), 96)] = (*RED, 255)
    key[disc(paper.shape, (370, 150), 84)] = (*BLUE, 255)
    (result,) = coloured(Film([paper, paper], [key, key]), (0,), LINE).values()
    areas = [(disc(paper.shape, (150, 150), 80), RED), (disc(paper.shape, (370, 150), 60), BLUE)]
    return min(float((result.colour[area] == (*colour, 255)).all(axis=1).mean()) for area, colour in areas)


def painted(seed: int) -> float:
    """Painted frames after one key."""
    film = paintings(seed, 6, 2, (96, 160))
    return float(np.mean([psnr(r.colour, film.truth[k]) for k, r in coloured(film, (0,), GREY).items()]))


def _arms() -> Film:
    """Two arms of one light, a brown and a green one, that turn like a clock's hands: the green one comes to where the
    brown one was."""
    grain = np.random.default_rng(1).integers(0, 25, (14, 80)).astype(np.float32)
    sleeve = (2 * cv2.GaussianBlur(grain, (0, 0), 1.2))[:, :26]
    truth = []
    for turned in np.arange(8) * 12.0:
        shown = np.full((96, 160, 3), (205, 210, 215), np.float32) + np.indices((96, 160))[1][..., None] * 0.15
        for angle, colour in ((turned, (150, 70, 40)), (turned - 90, (44, 120, 70))):
            matrix = cv2.getRotationMatrix2D((0, 7), -angle, 1.0)
            matrix[:, 2] += (50, 41)
            light = cv2.warpAffine(sleeve, matrix, (160, 96))
            where = cv2.GaussianBlur(cv2.warpAffine(np.ones_like(sleeve), matrix, (160, 96)), (0, 0), 0.7)[..., None]
            shown = shown * (1 - where) + (np.array(colour, np.float32) + light[..., None]) * where
        truth.append(np.clip(shown, 0, 255).astype(np.uint8))
    return Film([grey_of(one) for one in truth], truth)


def alike_in_light() -> float:
    """The share of two arms that has its own hue, though each looks like the other."""
    film, shares = _arms(), []
    for index, result in coloured(film, (0,), GREY).items():
        warm, shown = (np.subtract(p[..., 0], p[..., 1], dtype=np.int16) for p in (film.truth[index], result.colour))
        arm = np.abs(warm) > 50
        shares.append(float((np.sign(shown) == np.sign(warm))[arm].mean()))
    return float(np.mean(shares))


def an_empty_frame() -> float:
    """A frame without lines takes the ground, and what comes after it is coloured as what was before."""
    frames, truth = [], []
    for index in range(5):
        paper, flats = page(110, 180), np.full((110, 180, 4), (*GREEN, 255), np.uint8)
        if index != 2:
            arc(paper, (50 + 8 * index, 55), 26)
            flats[disc(paper.shape, (50 + 8 * index, 55), 26)] = (*RED, 255)
        frames.append(paper)
        truth.append(flats)
    film = Film(frames, truth)
    return min(right(film, {index: result}) for index, result in coloured(film, (0,), LINE).items())


def one_odd_drawing() -> float:
    """Figures in motion, matched by the trained network, at a drawing where parts are half hidden: by itself it errs
    there, and what the drawings before and after say of the same parts puts some of it right. Paper of the first and
    regions of the others."""
    matched = celtint.Networks(matcher=load_matcher())
    one = drawings(9712, 6, 5, (120, 200))
    paper = right(one, {4: coloured(one, (0,), LINE, networks=matched)[4]})
    others = [drawings(seed, 7, 5, (120, 200)) for seed in (9600, 9603)]
    parts = [regions_right(film, {5: coloured(film, (0,), LINE, networks=matched)[5]}, 12) for film in others]
    return float(np.mean([paper, *parts]))


def a_cut() -> float:
    """Two shots in one: the cut is found, and there alone. The share of frames of which it is said rightly."""
    one, two = paintings(9202, 3, 2, (96, 160)), paintings(9204, 3, 2, (96, 160))
    film = Film([*one.frames, *two.frames], [*one.truth, *two.truth])
    results = coloured(film, (0,), GREY)
    return float(np.mean([result.cut == (index == 3) for index, result in results.items()]))


CASES = (
    Case("a key painted by hand", "sequence", freehand, 0.99),
    Case("two arms of one light", "sequence", alike_in_light, 0.865),
    Case("an empty frame", "sequence", an_empty_frame, 0.97),
    Case("a cut", "sequence", a_cut, 1.0),
    Case("one odd drawing", "sequence", one_odd_drawing, 0.844),
    Case("painted frames after a key", "sequence", lambda: painted(9202), 0.72),
)
