"""Cases of `celtint.ink`: what is line, what is tone, what is paper."""

import celtint
import cv2
import numpy as np

from .case import BLUE, CLEAR, RED, Bytes, Case, arc, dabs, disc, flat, line, page, share


def _toned(level: int = 128) -> Bytes:
    """A frame filled with grey dots, as printed tone is, and a face beside it."""
    paper = page(600, 600)
    for row, y in enumerate(range(40, 300, 9)):
        for x in range(40 + row % 2 * 4, 300, 9):
            cv2.circle(paper, (x * 16, y * 16), 48, level, -1, cv2.LINE_AA, 4)
    line(paper, (30, 30), (310, 30), (310, 310), (30, 310), (30, 30), width=3)
    arc(paper, (430, 430), 120)
    return paper


def _mode(paper: Bytes, wanted: str) -> float:
    return float(celtint.prepare(celtint.Picture(paper)).mode == wanted)


def tone() -> float:
    """A drawing with grey screentone is line art all the same."""
    return _mode(_toned(), "line")


def painting() -> float:
    """A soft ball in the light is none."""
    y, x = np.indices((200, 200))
    light = np.clip(230 - 1.2 * np.hypot(x - 90, y - 80), 0, 255).astype(np.uint8)
    return _mode(light, "grey")


def few_lines() -> float:
    """One small ring on a large sheet, in pencil: the lines are found and the ring is filled."""
    paper = page(900, 900)
    arc(paper, (600, 300), 20)
    paper = np.asarray(255 - (255 - paper) // 2, np.uint8)
    result = flat(paper, dabs(paper.shape, (600, 300, 3, RED)))
    around = ~disc(paper.shape, (600, 300), 26)
    return share(result, [(disc(paper.shape, (600, 300), 16), RED), (around, CLEAR)])


def grain() -> float:
    """A scan with grain, light lines on dark paper."""
    paper = page(240, 240)
    arc(paper, (120, 120), 70)
    line(paper, (50, 120), (190, 120))
    noise = np.random.default_rng(3).normal(0, 6, paper.shape)
    dark = np.clip(40 + (255 - paper) * 0.7 + noise, 0, 255).astype(np.uint8)
    result = flat(dark, dabs(paper.shape, (120, 90, 4, RED), (120, 160, 4, BLUE)))
    y = np.indices(paper.shape)[0]
    inner = disc(paper.shape, (120, 120), 64)
    return share(result, [(inner & (y < 114), RED), (inner & (y > 126), BLUE)])


def _shot(paper: Bytes, corner: float) -> Bytes:
    """A photograph: corners darker, a soft shadow over a side, the camera's grain."""
    y, x = np.mgrid[-1 : 1 : paper.shape[0] * 1j, -1 : 1 : paper.shape[1] * 1j]
    light = (1 - corner * (x * x + y * y) / 2) * (1 - 0.3 / (1 + np.exp(-(x + 0.3 * y - 0.4) * 20)))
    noise = np.random.default_rng(2).normal(0, 3, paper.shape)
    return np.clip(paper * light * 0.95 + noise, 0, 255).astype(np.uint8)


def photograph() -> float:
    """A ring and a cross in uneven light: line art, coloured as it would be on a scanner."""
    paper = page(500, 400)
    arc(paper, (200, 200), 120)
    line(paper, (200, 80), (200, 320))
    shot = _shot(paper, 0.5)
    if _mode(shot, "line") == 0:
        return 0.0
    result = flat(shot, dabs(paper.shape, (140, 200, 4, RED), (260, 200, 4, BLUE)))
    x = np.indices(paper.shape)[1]
    inner = disc(paper.shape, (200, 200), 114)
    outer = ~disc(paper.shape, (200, 200), 126)
    return share(result, [(inner & (x < 194), RED), (inner & (x > 206), BLUE), (outer, CLEAR)])


def washes() -> float:
    """A figure with flat and soft greys in it, on paper that is darker below: none of that is light."""
    paper = page(400, 400)
    y, x = np.indices(paper.shape)
    paper[y > 260] = 190
    inside = disc(paper.shape, (200, 200), 120)
    paper[inside] = np.clip(235 - 0.5 * np.hypot(x - 160, y - 150), 0, 255).astype(np.uint8)[inside]
    arc(paper, (200, 200), 120)
    line(paper, (0, 260), (96, 260))
    line(paper, (304, 260), (400, 260))
    return _mode(paper, "grey")


def cut_out() -> float:
    """A shaded figure on a clear layer is a painting."""
    y, x = np.indices((300, 300))
    grey = np.clip(230 - 0.8 * np.hypot(x - 120, y - 110), 0, 255).astype(np.uint8)
    alpha = disc((300, 300), (150, 150), 110).astype(np.uint8) * np.uint8(255)
    return _mode(np.dstack([grey, grey, grey, alpha]), "grey")


CASES = (
    Case("grey screentone is line art", "ink", tone, 1.0),
    Case("a painting is none", "ink", painting, 1.0),
    Case("a photograph in uneven light", "ink", photograph, 0.98),
    Case("greys in a figure are no light", "ink", washes, 1.0),
    Case("a painted figure cut out", "ink", cut_out, 1.0),
    Case("one ring on a large sheet", "ink", few_lines, 0.98),
    Case("grain and dark paper", "ink", grain, 0.98),
)
