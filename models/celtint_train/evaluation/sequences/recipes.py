"""The twenty joined clips of the bench of cuts, ten of them of styles that nobody learned from."""

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
from celtint.types.arrays import U8

from celtint_train.evaluation.sequences.joined import (
    CLOSE,
    LENGTH,
    SIZE,
    Joined,
    Material,
    Scene,
    come_in,
    cutouts,
    exposed,
    filling,
    filmed_over,
    fitted,
    flashed,
    joined,
    lines,
    painted,
    placed,
)

LARGE = (SIZE[0] * CLOSE, SIZE[1] * CLOSE)
WHOLE = (0.5, 0.5, 0.98)


def _line(pictures: list[U8]) -> Scene:
    return "line", pictures


def _grey(pictures: list[U8]) -> Scene:
    return "grey", pictures


def _on_ones(m: Material) -> Joined:
    return joined("drawings on ones", *(_line(lines(m.drawn(k))) for k in (0, 1, 2)))


def _two_framings(m: Material) -> Joined:
    large = lines(m.drawn(3, size=LARGE), 2 * LENGTH)
    near = [np.ascontiguousarray(picture[: SIZE[0], LARGE[1] // 4 :][:, : SIZE[1]]) for picture in large[LENGTH:]]
    return joined("one figure in two framings", _line([fitted(p) for p in large[:LENGTH]]), _line(near))


def _on_threes(m: Material) -> Joined:
    return joined("drawings on threes", *(_line(lines(m.drawn(k, 3))) for k in (4, 5, 6)))


def _walk_in(m: Material) -> Joined:
    ground, walker = m.drawn(7), m.drawn(8)
    way = lambda t: (round(SIZE[1] * (0.9 - 0.8 * t)), 0)  # noqa: E731
    scene = come_in(lines(ground), list(cutouts(walker, LENGTH)), way)
    return joined("a figure walks in", _line(scene), _line(lines(m.drawn(9))))


def _head_rises(m: Material) -> Joined:
    empty = [np.full(SIZE, 255, np.uint8)] * LENGTH
    way = lambda t: (0, round(SIZE[0] * (0.95 - 0.9 * t)))  # noqa: E731
    risen = come_in(empty, list(cutouts(m.drawn(10), LENGTH)), way)
    return joined("a head rises on an empty page", _line(lines(m.drawn(11))), _line(risen))


def _zoomed(m: Material) -> Joined:
    large = lines(m.drawn(12, size=LARGE))
    return joined("a zoom", _line(filmed_over(large, WHOLE, (0.5, 0.45, 0.45))), _line(lines(m.drawn(13))))


def _panned(m: Material) -> Joined:
    large = lines(m.drawn(14, size=LARGE))
    wide = filmed_over(large, (0.28, 0.4, 0.5), (0.75, 0.5, 0.5))
    return joined("a fast pan", _line(lines(m.drawn(15))), _line(wide))


def _blanks(m: Material) -> Joined:
    blank = [np.full(SIZE, 255, np.uint8)]
    first, second = lines(m.drawn(16)), lines(m.drawn(17))
    return joined("blank frames", _line([*blank, *first[:4], *blank * 2, *first[4:]]), _line(second[:5] + second[5:]))


def _lightning(m: Material) -> Joined:
    one, two = painted(m.drawn(18)), painted(m.drawn(19))
    return joined("painted, lightning and dusk", _grey(flashed(one, 4)), _grey(exposed(two, 0.4)))


def _both_kinds(m: Material) -> Joined:
    return joined("drawings, painted, drawings", _line(lines(m.drawn(20))), _grey(painted(m.drawn(21))),
                  _line(lines(m.drawn(22))))  # fmt: skip


def _two_acts(m: Material) -> Joined:
    one, two = ([fitted(p) for p in m.acted(k)] for k in (0, 4))
    return joined("drawn by another hand, one figure acts twice", _line(one), _line(two))


def _acts_zoomed(m: Material) -> Joined:
    near = filmed_over([fitted(p) for p in m.acted(1)], WHOLE, (0.5, 0.4, 0.55))
    return joined("drawn by another hand, a zoom", _line(near), _line([fitted(p) for p in m.acted(2)]))


def _heads(m: Material) -> Joined:
    talks = [[filling(p) for p in m.acted(k)] for k in (2, 3, 5)]
    return joined("close-ups by another hand", *(_line([p for p in one for _ in (0, 1)]) for one in talks))


def _over_page(m: Material) -> Joined:
    pages = [filling(m.page(k)) for k in (0, 1)]
    scenes = []
    for k, page in enumerate(pages):
        ground = filmed_over([page] * LENGTH, (0.45, 0.5, 0.8), (0.55, 0.5, 0.8))
        scenes.append(_grey(come_in(ground, placed(m.figure(k), LENGTH), lambda _: (0, 0))))
    return joined("figures over painted pages, a pan", *scenes)


def _film_then_page(m: Material) -> Joined:
    page = [filling(m.page(2))] * LENGTH
    return joined("a film, then a page under the camera", _grey(m.filmed()[:20]),
                  _grey(filmed_over(page, (0.4, 0.3, 0.7), (0.6, 0.7, 0.7))))  # fmt: skip


def _pages_zoomed(m: Material) -> Joined:
    one, two = [filling(m.page(3))] * LENGTH, [filling(m.page(4))] * LENGTH
    return joined("pages, a zoom with lightning", _grey(flashed(filmed_over(one, WHOLE, (0.6, 0.4, 0.5)), 5)),
                  _grey(filmed_over(two, (0.5, 0.5, 0.6), WHOLE)))  # fmt: skip


def _walks_over_page(m: Material) -> Joined:
    page = [filling(m.page(6))] * LENGTH
    way = lambda t: (round(SIZE[1] * (0.6 - 0.6 * t)), 0)  # noqa: E731
    return joined("a figure walks in over a page", _grey(come_in(page, placed(m.figure(2), LENGTH), way)),
                  _grey([filling(m.page(5))] * 4))  # fmt: skip


def _kinds_by_another(m: Material) -> Joined:
    talk = [fitted(p) for p in m.acted(3)]
    return joined("drawings by another hand, a page, drawings", _line(talk), _grey([filling(m.page(7))] * 5),
                  _line([fitted(p) for p in m.acted(1)]))  # fmt: skip


def _dusk(m: Material) -> Joined:
    one, two = [filling(m.page(9))] * LENGTH, [filling(m.page(8))] * LENGTH
    return joined("pages, dusk under a pan", _grey(exposed(filmed_over(one, (0.4, 0.5, 0.7), (0.62, 0.5, 0.7)), 0.35)),
                  _grey(filmed_over(two, (0.5, 0.6, 0.7), (0.5, 0.35, 0.7))))  # fmt: skip


def _film_two_framings(m: Material) -> Joined:
    film = m.filmed()
    near = filmed_over(film[24:36], (0.28, 0.5, 0.4), (0.28, 0.5, 0.4))
    return joined("a film in two framings, lightning", _grey(flashed(film[12:24], 6)), _grey(near))


Recipe = Callable[[Material], Joined]
GENERATED: tuple[Recipe, ...] = (
    _on_ones, _two_framings, _on_threes, _walk_in, _head_rises, _zoomed, _panned, _blanks, _lightning, _both_kinds,
)  # fmt: skip
UNSEEN: tuple[Recipe, ...] = (
    _two_acts, _acts_zoomed, _heads, _over_page, _film_then_page, _pages_zoomed, _walks_over_page, _kinds_by_another,
    _dusk, _film_two_framings,
)  # fmt: skip


def clips(material: Material, most: int | None = None) -> Iterator[Joined]:
    """The joined clips, those of generated characters first."""
    for recipe in islice((*GENERATED, *UNSEEN), most):
        yield recipe(material)
