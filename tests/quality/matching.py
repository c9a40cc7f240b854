"""Cases of `celtint.matching`: which region of a drawing is which of the key, by place and shape alone."""

from .case import Case
from .clips import LINE, coloured, drawings, regions_right, right


def acted(seed: int) -> float:
    """A figure acts for six drawings after one key."""
    film = drawings(seed, 6, 2, (120, 200))
    return right(film, coloured(film, (0,), LINE))


def great_moves() -> float:
    """Figures whose drawings lie a third of a second apart: parts turn, grow and are half hidden, and few are lost."""
    films = [drawings(seed, 4, 8, (120, 200)) for seed in (9423, 9432)]
    return sum(regions_right(film, coloured(film, (0,), LINE)) for film in films) / len(films)


CASES = (
    Case("great moves", "matching", great_moves, 0.665),
    Case("a figure acts", "matching", lambda: acted(9103), 0.94),
)
