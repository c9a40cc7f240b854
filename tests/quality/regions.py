"""Cases of `celtint.regions`: broken lines, doors, small things."""

import numpy as np
from celtint_train.evaluation.bench.drawings.faces import faces

from .case import BLUE, CLEAR, RED, SKIN, Case, Mask, arc, dabs, disc, flat, line, page, share
from .scenes import right


def buttons() -> float:
    """Small rings in a face, each with a dab of its own, keep it: of a hole of twenty pixels an artist sees both."""
    paper = page(160, 160)
    arc(paper, (80, 80), 60)
    places = [(60, 60), (100, 60), (60, 100), (100, 100)]
    for place in places:
        arc(paper, place, 4.4)
    hints = dabs(paper.shape, (80, 80, 3, SKIN), *((x, y, 1, RED) for x, y in places))
    return share(flat(paper, hints), [(disc(paper.shape, place, 1.2), RED) for place in places])


def shade() -> float:
    """A dab of shade beside a wall keeps its strip of the room, two dabs in the open half of it each."""
    paper = page(100, 240)
    line(paper, (10, 10), (230, 10), (230, 90), (10, 90), (10, 10))
    x = np.indices(paper.shape)[1]
    room = np.zeros(paper.shape, np.bool_)
    room[14:87, 14:227] = True
    worst = 1.0
    for blue, red, ends, begins in ((18, 130, 22, 48), (80, 160, 118, 123)):
        inside = room.copy()
        inside[:35] &= blue > 40
        inside[65:] &= blue > 40
        result = flat(paper, dabs(paper.shape, (blue, 50, 2, BLUE), (red, 50, 2, RED)))
        worst = min(worst, share(result, [(inside & (x < ends), BLUE), (room & (x >= begins), RED)]))
    return worst


def doorway() -> float:
    """Breaks of nine pixels in an outline are closed, a doorway of twenty is a way through."""
    paper = page(300, 400)
    line(paper, (20, 20), (380, 20), (380, 280), (20, 280), (20, 20), width=3)
    for x in (70, 130, 190, 250, 310, 350):
        paper[17:24, x : x + 9] = paper[277:284, x : x + 9] = 255
    line(paper, (200, 20), (200, 139.5), width=3)
    line(paper, (200, 160.5), (200, 280), width=3)
    result = flat(paper, dabs(paper.shape, (100, 150, 6, RED)))
    outside = np.zeros(paper.shape, np.bool_)
    outside[:12] = True
    return share(result, [(_box(30, 30, 160, 240), RED), (_box(210, 30, 160, 240), RED), (outside, CLEAR)])


def _box(x: int, y: int, width: int, height: int) -> Mask:
    area = np.zeros((300, 400), np.bool_)
    area[y : y + height, x : x + width] = True
    return area


def eyes() -> float:
    """Faces with white in open eyes and one dab of skin: how many come out right."""
    drawn = list(faces(40, first=0))[::2]
    return sum(not face.wrong(face.coloured().colour) for face in drawn) / len(drawn)


CASES = (
    Case("small rings keep their dabs", "regions", buttons, 0.99),
    Case("shade beside a wall", "regions", shade, 0.97),
    Case("a doorway among broken lines", "regions", doorway, 0.99),
    Case("white in open eyes and one dab of skin", "regions", eyes, 0.90),
    Case("many gaps, a dab in every region", "regions", lambda: right(3, "many"), 0.97),
    Case("many gaps, half of the regions in strokes", "regions", lambda: right(13, "many", "strokes", 0.5), 0.88),
    Case("many gaps, a third of the regions in dabs", "regions", lambda: right(38, "many", "dots", 0.3), 0.90),
    Case("no gaps, a stroke in every region", "regions", lambda: right(41, "no", "strokes"), 0.95),
)
