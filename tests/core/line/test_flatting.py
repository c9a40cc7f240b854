"""What flatters get: dummy colours, and regions merged to objects."""

from collections.abc import Callable
from itertools import combinations

import cv2
import numpy as np
import pytest
from celtint import Marks, Picture, Result, Settings, colour, prepare
from celtint.colours.lab import srgb_to_lab
from celtint.line import tuning
from celtint.line.objects import objects
from celtint.regions.adjacency import contacts

from tests.core.breaking import Broken, noticed_by

from ..drawings import dabs

Plane = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def tiles(count: int = 6, side: int = 240) -> Plane:
    """A framed square of count × count tiles on a page, with a circle in the first."""
    page = np.full((side, side), 255, np.uint8)
    edges = np.linspace(20, side - 20, count + 1).round().astype(int).tolist()
    for edge in edges:
        cv2.line(page, (edge, 20), (edge, side - 20), 0, 2)
        cv2.line(page, (20, edge), (side - 20, edge), 0, 2)
    cv2.circle(page, ((edges[0] + edges[1]) // 2,) * 2, 8, 0, 2)
    return page


def flats(page: Plane, merge: float = 0.0, marks: Plane | None = None) -> Result:
    settings = Settings(mode="line", undecided="distinct", merge=merge)
    return colour(Picture(page), settings=settings, marks=None if marks is None else Marks(marks))


def test_every_region_has_a_colour_of_its_own_and_neighbours_are_far_apart() -> None:
    result = flats(tiles())
    assert len(result.regions) == 38 and (result.colour[:, :, 3] == 255).all()  # the outside too, and under the lines
    colours = {region.id: region.colour for region in result.regions}
    assert len(set(colours.values())) == 38
    lab = {k: srgb_to_lab(np.array(c, np.uint8)[None, None])[0, 0] for k, c in colours.items()}
    for one, other in contacts(result.labels).pairs.tolist():
        assert np.linalg.norm(lab[one] - lab[other]) >= 35
    assert min(float(np.linalg.norm(lab[a] - lab[b])) for a, b in combinations(lab, 2)) >= 7.5


def test_a_line_more_changes_the_colours_of_few() -> None:
    before = flats(tiles())
    page = tiles()
    cv2.line(page, (190, 187), (190, 218), 0, 2)  # parts one of the last tiles
    after = flats(page)
    same = (before.colour == after.colour).all(axis=2)
    assert same[:180].all() and 0.9 < same.mean() < 1.0


def test_thousands_of_regions_have_as_many_colours() -> None:
    result = flats(tiles(45, 800))
    assert len(result.regions) > 2000
    assert len({region.colour for region in result.regions}) == len(result.regions)


def test_merging_goes_from_not_at_all_to_few_and_never_into_the_outside() -> None:
    page = tiles()
    counts = [len(flats(page, merge).regions) for merge in (0.0, 0.5, 0.8, 0.9, 0.95, 1.0)]
    assert counts == sorted(counts, reverse=True) and counts[0] == 38 and counts[-1] == 2
    assert flats(page, 1.0).labels[3, 3] != flats(page, 1.0).labels[120, 120]


def test_what_hints_and_marks_decide_is_not_merged() -> None:
    page = tiles()
    hint = dabs(page.shape, (137, 137, (200, 30, 40)))
    whole = colour(Picture(page), hint, settings=Settings(mode="line", undecided="distinct", merge=1.0))
    assert len(whole.regions) == 3 and (whole.colour[:, :, :3] == (200, 30, 40)).all(axis=2).sum() < 1500
    same = np.zeros_like(page)
    same[137, 110:130] = 3
    told = flats(page, 1.0, same)
    assert len(told.regions) == 4 and list(told.colour[137, 112]) == list(told.colour[137, 128])


def joined(page: Plane, merge: float, *places: tuple[int, int]) -> bool:
    """Whether the regions at two places become one."""
    labels = flats(page, merge).labels
    return len({int(labels[y, x]) for x, y in places}) == 1


def discs(neck: int) -> Plane:
    """Two discs side by side, and a neck of so many pixels between them."""
    page = np.full((200, 300), 255, np.uint8)
    for x in (90, 209):
        cv2.circle(page, (x, 100), 60, 0, 3)
    page[100 - neck // 2 : 100 + neck // 2, 146:154] = 255
    return page


def what_is_closed_is_one_sooner_than_what_lines_part() -> None:
    closed, parted = (
        next(m for m in np.arange(0.3, 1.0, 0.02) if joined(discs(neck), float(m), (90, 100), (209, 100)))
        for neck in (10, 0)
    )
    assert 0.3 < closed < parted - 0.05


def an_eye_is_a_thing_of_its_own_longer_than_a_piece_beside() -> None:
    page = np.full((200, 200), 255, np.uint8)
    cv2.circle(page, (100, 100), 80, 0, 2)
    cv2.circle(page, (100, 100), 12, 0, 2)
    cv2.ellipse(page, (100, 20), (12, 12), 0, 0, 360, 0, 2)
    art = prepare(Picture(page), Settings(mode="line")).line
    assert art is not None
    labels, free = art.regions.labels, np.ones(art.regions.count + 1, np.bool_)
    free[labels[2, 2]] = False
    eye, piece = int(labels[100, 100]), int(labels[24, 100])
    for merge in np.arange(0.5, 1.0, 0.01):
        groups = [set(group.tolist()) for group in objects(art.regions, art.area, free, float(merge))]
        if groups:
            assert piece in groups[0] and eye not in groups[0]
            return
    raise AssertionError("nothing was ever joined")


def most_pairs_are_two_things() -> None:
    assert len(flats(tiles(), 0.6).regions) >= 36


def small_ones_are_joined_sooner() -> None:
    fine, coarse = tiles(12, 480), tiles(3, 480)
    assert len(flats(fine, 0.9).regions) < 0.5 * len(flats(fine).regions)
    assert len(flats(coarse, 0.9).regions) > 0.5 * len(flats(coarse).regions)


def alike_ones_are_joined_sooner() -> None:
    page = np.full((120, 300), 255, np.uint8)
    for x0, x1 in ((10, 110), (110, 210), (210, 225)):
        cv2.rectangle(page, (x0, 40), (x1, 80), 0, 2)
    art = prepare(Picture(page), Settings(mode="line")).line
    assert art is not None
    free = np.ones(art.regions.count + 1, np.bool_)
    free[art.regions.labels[2, 2]] = False
    found = [objects(art.regions, art.area, free, float(m)) for m in np.arange(0.5, 1.0, 0.01)]
    first = next(group for group in found if group)[0].tolist()
    assert int(art.regions.labels[60, 218]) in first


def the_ground_at_the_edge_is_joined_later() -> None:
    page = np.full((200, 200), 255, np.uint8)
    cv2.line(page, (0, 100), (200, 100), 0, 2)
    cv2.rectangle(page, (60, 60), (140, 140), 0, 2)
    art = prepare(Picture(page), Settings(mode="line")).line
    assert art is not None
    labels, free = art.regions.labels, np.ones(art.regions.count + 1, np.bool_)
    found = [objects(art.regions, art.area, free, float(m)) for m in np.arange(0.3, 1.0, 0.01)]
    first = next(group for group in found if group)[0].tolist()
    assert set(first) == {int(labels[80, 100]), int(labels[120, 100])}


def neighbours_are_far_apart() -> None:
    test_every_region_has_a_colour_of_its_own_and_neighbours_are_far_apart()


CASES: tuple[Callable[[], None], ...] = (
    what_is_closed_is_one_sooner_than_what_lines_part,
    an_eye_is_a_thing_of_its_own_longer_than_a_piece_beside,
    most_pairs_are_two_things,
    small_ones_are_joined_sooner,
    the_ground_at_the_edge_is_joined_later,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_objects(case: Callable[[], None]) -> None:
    case()


BROKEN: list[Broken] = [
    ("OBJECTS", "base", 2.0, most_pairs_are_two_things),
    ("OBJECTS", "within", 5.0, an_eye_is_a_thing_of_its_own_longer_than_a_piece_beside),
    ("OBJECTS", "bare", 0.0, what_is_closed_is_one_sooner_than_what_lines_part),
    ("OBJECTS", "small", 0.3, small_ones_are_joined_sooner),
    ("OBJECTS", "edge", 5.0, the_ground_at_the_edge_is_joined_later),
    ("DUMMIES", "apart", 5.0, neighbours_are_far_apart),
    ("DUMMIES", "alike", 0.0, neighbours_are_far_apart),
    ("DUMMIES", "few", 0, neighbours_are_far_apart),
    ("DUMMIES", "tries", 1, neighbours_are_far_apart),
]


test_constants_matter = noticed_by(tuning, BROKEN)
