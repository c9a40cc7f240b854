"""Cases of `celtint.line`: what becomes of ground that no hint lies on."""

import numpy as np

from .case import BLUE, CLEAR, GREEN, RED, Bytes, Case, Mask, arc, dabs, disc, flat, line, page, share


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


def _pillar() -> Bytes:
    """A tall shape that parts the page into left and right, but for a narrow strip above it."""
    paper = page(240, 300)
    line(paper, (90, 250), (100, 60), (120, 8), (180, 8), (200, 60), (210, 250), (90, 250))
    return paper


def slips() -> float:
    """A dab in the pillar's colour just over its outline, in the page or in a passage beside it, gets next to
    nothing; one well away from the line, or a long stroke beside it, was meant."""
    worst = 1.0
    beside = _pillar()
    line(beside, (252, 240), (252, 208), (250, 196), (252, 188), (262, 120))
    for paper, x, y, wanted in (
        (_pillar(), 150, 3, GREEN),
        (_pillar(), 207, 90, GREEN),
        (beside, 213, 212, GREEN),
        (_pillar(), 232, 120, RED),
    ):
        hints = dabs(paper.shape, (40, 120, 3, GREEN), (150, 130, 3, RED), (x, y, 3, RED))
        worst = min(worst, share(flat(paper, hints), [(_box(paper.shape, 225, 20, 70, 80), wanted)]))
    shade = ((207 + 0.05 * y, y + 70, 2, RED) for y in range(130))
    hints = dabs(page(240, 300).shape, (40, 120, 3, GREEN), (150, 130, 3, RED), *shade)
    return min(worst, share(flat(_pillar(), hints), [(_box((240, 300), 225, 20, 70, 80), RED)]))


def _flat_with_doors(rooms: int, chambers: int, bare: int, low: int, hall: int) -> float:
    """What of ``bare`` chambers took a colour. Above, rooms that lines close in; one of ``hall`` pixels beside them, if
    any, has no dab. Below, chambers ``low`` pixels high that narrow places join; the last ones have no dab."""
    across = 100 * max(rooms, chambers) + 10
    wide = across + hall + 30
    paper = page(max(230, hall + 20, -(-wide // 2)), wide)  # no strip, which would be read by its short side
    for x in range(10, 100 * rooms, 100):
        line(paper, (x, 10), (x + 100, 10), (x + 100, 110), (x, 110), (x, 10))
    if hall:
        line(paper, *((across + dx, y) for dx, y in ((10, 10), (hall, 10), (hall, hall), (10, hall), (10, 10))))
    right, floor, middle = 100 * chambers + 10, 120 + low, 120 + low / 2
    line(paper, (10, 120), (right, 120), (right, floor), (10, floor), (10, 120))
    for x in range(110, right, 100):
        line(paper, (x - 12, 120), (x, middle - low / 10), (x + 12, 120))
        line(paper, (x - 12, floor), (x, middle + low / 10), (x + 12, floor))
    spots: list[tuple[float, float, float, tuple[int, int, int]]] = [(60 + 100 * k, 60, 3, BLUE) for k in range(rooms)]
    spots += [(60 + 100 * k, middle, 3, RED) for k in range(chambers - bare)]
    result = flat(paper, dabs(paper.shape, *spots))
    places = [_box(paper.shape, 100 * k + 40, round(middle) - 15, 40, 30) for k in range(chambers - bare, chambers)]
    return float(np.mean([share(result, [(place, RED)]) for place in places]))


def left_out() -> float:
    """Who hints every room meant to leave no chamber out, though one room was forgotten, or many chambers have no dab:
    then a colour runs on. Who forgot a hall and has few rooms may have meant to."""
    took = min(_flat_with_doors(5, 10, 9, 100, 0), _flat_with_doors(8, 2, 1, 100, 170))
    return min(took, 1 - _flat_with_doors(5, 4, 1, 100, 170))


def _box(shape: tuple[int, ...], x: int, y: int, width: int, height: int) -> Mask:
    area = np.zeros(shape[:2], np.bool_)
    area[y : y + height, x : x + width] = True
    return area


CASES = (
    Case("a fold in a dress", "line", fold, 0.99),
    Case("the room next door", "line", room_next_door, 0.99),
    Case("what no hint decides", "line", undecided, 0.99),
    Case("dabs over the line", "line", slips, 0.99),
    Case("left out or forgotten", "line", left_out, 0.99),
    Case("a ball's shadow", "line", shadow, 0.5),
)
