"""Cases of `celtint.sequence`: keys, frames without colour, frames that are empty."""

import numpy as np

from .case import BLUE, RED, Case, arc, disc, page, psnr
from .clips import GREY, LINE, Film, coloured, paintings


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


CASES = (
    Case("a key painted by hand", "sequence", freehand, 0.99),
    Case("painted frames after a key", "sequence", lambda: painted(9202), 0.72),
)
