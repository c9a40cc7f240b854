"""Cases of `celtint.line`: what becomes of ground that no hint lies on."""

import numpy as np

from .case import BLUE, CLEAR, RED, Case, Mask, arc, dabs, disc, flat, line, page, share


def fold() -> float:
    """A fold drawn up into a dress doesn't cut it in two: one dab colours both sides."""
    paper = page(260, 200)
    line(paper, (50, 30), (150, 30), (150, 230), (50, 230), (50, 30))
    line(paper, (100, 230), (100, 54))
    result = flat(paper, dabs(paper.shape, (75, 180, 4, RED)), gap=30)
    return share(result, [(_box(paper.shape, 55, 40, 40, 180), RED), (_box(paper.shape, 105, 40, 40, 180), RED)])


def room_next_door() -> float:
    """Through a break in a wall nothing runs on."""
    paper = page(200, 300)
    line(paper, (10, 10), (290, 10), (290, 190), (10, 190), (10, 10))
    line(paper, (150, 10), (150, 97))
    line(paper, (150, 103), (150, 190))
    result = flat(paper, dabs(paper.shape, (70, 100, 4, RED)), gap=12)
    return share(result, [(_box(paper.shape, 20, 20, 120, 160), RED), (_box(paper.shape, 160, 20, 120, 160), CLEAR)])


def undecided() -> float:
    """With "auto" a shape takes what reaches it first, and the outside stays empty."""
    paper = page(200, 300)
    arc(paper, (90, 100), 70)
    arc(paper, (90, 100), 30)
    arc(paper, (230, 100), 50)
    result = flat(paper, dabs(paper.shape, (40, 100, 4, RED), (230, 100, 4, BLUE)), undecided="auto")
    inner, corner = disc(paper.shape, (90, 100), 26), _box(paper.shape, 0, 0, 12, 12)
    return share(result, [(inner, RED), (disc(paper.shape, (230, 100), 46), BLUE), (corner, CLEAR)])


def shadow() -> float:
    """Style "soft": a ball's shade is dark below on the right, and none where the light is."""
    paper = page(200, 200)
    arc(paper, (100, 100), 70)
    shade = flat(paper, dabs(paper.shape, (100, 100, 4, RED)), style="soft").shade
    assert shade is not None
    alpha = shade[..., 3].astype(float)
    dark, bright = alpha[disc(paper.shape, (140, 142), 8)].mean(), alpha[disc(paper.shape, (70, 68), 8)].mean()
    return float(np.clip((dark - bright) / 90, 0, 1))


def _box(shape: tuple[int, ...], x: int, y: int, width: int, height: int) -> Mask:
    area = np.zeros(shape[:2], np.bool_)
    area[y : y + height, x : x + width] = True
    return area


CASES = (
    Case("a fold in a dress", "line", fold, 0.99),
    Case("the room next door", "line", room_next_door, 0.99),
    Case("what no hint decides", "line", undecided, 0.99),
    Case("a ball's shadow", "line", shadow, 0.5),
)
