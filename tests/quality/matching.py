"""Cases of `celtint.matching`: which region of a drawing is which of the key, by place and shape alone."""

from .case import Case
from .clips import LINE, coloured, drawings, right


def acted(seed: int) -> float:
    """A figure acts for six drawings after one key."""
    film = drawings(seed, 6, 2, (120, 200))
    return right(film, coloured(film, (0,), LINE))


CASES = (Case("a figure acts", "matching", lambda: acted(9103), 0.94),)
