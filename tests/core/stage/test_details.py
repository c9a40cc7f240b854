"""What is small in staged things: parts that stay areas of their own, and what becomes ink."""

from dataclasses import replace

import numpy as np
import pytest
from celtint import Hints, ObjectSet, Picture, StageBox, Staged, StageLayout, colour, stage
from celtint.types.arrays import U8

from .sets import Shape, ellipse, no_words, packed, rectangle

FACE: Shape = ("skin", (238, 191, 170), rectangle(0, 0, 1, 1))
DARK, RED = (20, 20, 20), (210, 70, 60)


def things(*shapes: Shape) -> ObjectSet:
    return ObjectSet.read(packed([({"name": "thing", "tags": ["thing"]}, [FACE, *shapes])]))


def spot(paint: tuple[int, int, int], pixels: float, of: float = 200, x: float = 0.5) -> Shape:
    """A disc of a radius in pixels, where the thing is so many pixels large."""
    return "spot", paint, ellipse(x, 0.5, pixels / of, pixels / of)


def alone(objects: ObjectSet, side: int = 1600, line: float = 3) -> Staged:
    return stage(StageLayout(side, 240, (StageBox(20, 20, 200, 200, "thing"),), line=line), objects, no_words())


def ink_at(made: Staged, x: float, y: float) -> U8:
    """How much of the pixels around a place in the thing, 0 to 1 across and down, is line."""
    column, row = round(20 + 200 * x), round(20 + 200 * y)
    return np.asarray(made.lines[row - 1 : row + 2, column - 1 : column + 2, 3])


def test_a_small_light_part_is_an_area_and_its_dot_ends_at_its_lines() -> None:
    made = alone(things(spot(RED, 6.5)))
    assert [region.entry for region in made.regions] == ["thing: skin", "thing: spot"]
    dot = (made.hints[..., 3] > 0) & (made.labels == made.regions[1].id)
    assert 40 < dot.sum() < np.pi * 8**2 * 0.7, "cut off at the lines: a whole dot has a radius of 8 pixels"
    assert (made.lines[..., 3][dot] < 128).all()
    given = colour(Picture(made.lines), Hints(made.hints)).colour
    assert (given == made.flats).all(axis=2)[made.labels > 0].mean() > 0.999


def test_what_has_no_room_for_that_joins_what_it_is_on() -> None:
    made = alone(things(spot(RED, 5)))
    assert [region.entry for region in made.regions] == ["thing: skin"]
    assert not ink_at(made, 0.5, 0.5).any()


@pytest.mark.parametrize("radius", [2.0, 3.5, 5.0])
def test_small_dark_parts_are_ink_of_their_own_size(radius: float) -> None:
    made = alone(things(spot(DARK, radius)))
    assert [region.entry for region in made.regions] == ["thing: skin"]
    assert ink_at(made, 0.5, 0.5).min() > 180
    around = made.lines[100:140, 100:140, 3].astype(float).sum() / 255
    assert around == pytest.approx(np.pi * radius**2, rel=0.35), "no line round it makes it larger"


def test_each_of_a_part_s_pieces_is_looked_at_alone() -> None:
    """A pair of eyes and a hat, one black shape as the packed sets have it."""
    objects = things(spot(DARK, 3.5, x=0.3), spot(DARK, 3.5, x=0.7), ("hat", DARK, rectangle(0, 0, 1, 0.3)))
    rows = np.array([*objects.parts[:1], [*objects.parts[1][:4], objects.parts[1][4], 3, *objects.parts[1][6:]]])
    one = replace(objects, objects=(replace(objects.objects[0], parts=2),), parts=np.asarray(rows, np.int32))
    made = alone(one)
    hat = next(region for region in made.regions if region.entry == "thing: spot")
    assert len(made.regions) == 2 and hat.box[3] < 70, "the hat alone"
    assert min(ink_at(made, x, 0.5).min() for x in (0.3, 0.7)) > 180


def test_large_dark_parts_are_areas() -> None:
    assert [region.entry for region in alone(things(spot(DARK, 20))).regions] == ["thing: skin", "thing: spot"]


def test_a_light_in_an_eye_too_small_to_be_one_leaves_no_hole() -> None:
    made = alone(things(spot(DARK, 5.5), spot((250, 250, 250), 1.5)))
    assert [region.entry for region in made.regions] == ["thing: skin"]
    assert ink_at(made, 0.5, 0.5).min() > 180


def test_dark_on_dark_is_no_ink() -> None:
    objects = things(("fur", (40, 40, 44), rectangle(0.2, 0.2, 0.6, 0.6)), spot(DARK, 3.5))
    assert not ink_at(alone(objects), 0.5, 0.5).any()


def test_what_covers_ink_leaves_none_of_it() -> None:
    made = alone(things(spot(DARK, 4), ("cap", RED, rectangle(0.2, 0.2, 0.6, 0.6))))
    assert not ink_at(made, 0.5, 0.5).any()


def test_a_disc_is_as_thick_as_it_is_wide() -> None:
    """A pale one four pixels across is left out, and one of nine is no line."""
    made = alone(things(spot(RED, 6.2, x=0.3), ("stripe", RED, rectangle(0.6, 0.2, 0.018, 0.6))))
    assert [region.entry for region in made.regions] == ["thing: skin", "thing: spot"]
    assert not ink_at(made, 0.609, 0.5).any(), "a thin pale stripe on its own thing is left out"
