"""How staged pictures look: eyes, colours, several of a kind, where the ground is, and light."""

import numpy as np
import pytest
from celtint import ObjectSet, RegionInfo, StageBox, Staged, StageLayout, stage
from celtint.colours.lab import srgb_to_lab
from celtint.stage.staging import laid_over

from .sets import DOG, OBJECTS, Shape, ellipse, no_words, packed, rectangle, small_set

OBJECT_SET = small_set()
WORDS = no_words()
MAN: list[Shape] = [
    ("second", (70, 90, 160), rectangle(0.3, 0.6, 0.4, 0.4)),
    ("cloth", (200, 60, 60), rectangle(0.15, 0.3, 0.7, 0.32)),
    ("skin", (238, 191, 170), ellipse(0.5, 0.17, 0.2, 0.17)),
    ("dark", (20, 20, 20), ellipse(0.42, 0.16, 0.02, 0.025)),
    ("dark", (20, 20, 20), ellipse(0.58, 0.16, 0.02, 0.025)),
]
PEOPLE = ObjectSet.read(
    packed(
        [
            *OBJECTS,
            ({"name": "man", "tags": ["man"], "group": "person", "poses": ["standing"]}, MAN),
            ({"name": "sitting man", "tags": ["man"], "group": "person", "poses": ["sitting"]}, MAN[:3]),
        ]
    )
)


def part(made: Staged, entry: str) -> RegionInfo:
    return next(region for region in made.regions if region.entry == entry)


@pytest.mark.parametrize("height", [150, 260, 420])
def test_eyes_are_seen_however_small(height: int) -> None:
    made = stage(StageLayout(512, 512, (StageBox(60, 40, 400, height, "man"),)), PEOPLE, WORDS)
    x, y, width, h = made.objects[0].bounds
    face = made.lines[y + int(0.1 * h) : y + int(0.22 * h), x : x + width, 3]
    for side in (0.42, 0.58):
        column = int(width * (0.15 + side) / 1.3) if width < 0.6 * h else int(width * (side - 0.15) / 0.7)
        eye = face[:, max(0, column - 4) : column + 5]
        assert eye.max() > 200, "an eye is ink or a region of its own"


def test_a_colour_goes_to_clothes_and_not_to_skin() -> None:
    box = StageBox(60, 40, 400, 440, "man", colour=(0, 150, 150))
    made = stage(StageLayout(512, 512, (box,)), PEOPLE, WORDS)
    assert part(made, "man: cloth").colour == (0, 150, 150)
    skin = part(made, "man: skin").colour
    assert skin is not None and skin[0] > skin[2] > 120


def test_a_pose_is_taken_where_it_is_known() -> None:
    boxes = (StageBox(10, 10, 200, 400, "man"), StageBox(220, 10, 200, 400, "man", pose="sitting"))
    made = stage(StageLayout(440, 440, boxes), PEOPLE, WORDS)
    assert [one.name for one in made.objects] == ["man", "sitting man"]


def test_a_wide_box_of_dogs_gives_several_and_of_a_dog_one() -> None:
    boxes = (StageBox(0, 20, 500, 100, "dogs"), StageBox(0, 200, 500, 100, "dog"))
    made = stage(StageLayout(512, 320, boxes), OBJECT_SET, WORDS)
    assert made.objects[0].copies >= 3 and made.objects[1].copies == 1


@pytest.mark.parametrize("background", ["meadow", "street", "room", "sea", "night sky"])
def test_the_ground_begins_behind_the_highest_foot(background: str) -> None:
    boxes = (StageBox(100, 180, 120, 100, "dog"), StageBox(300, 300, 140, 140, "dog"))
    made = stage(StageLayout(512, 512, boxes, background), OBJECT_SET, WORDS)  # type: ignore[arg-type]
    ground = {"meadow": "grass", "street": "pavement", "room": "floor", "sea": "sea", "night sky": "ground"}[background]
    rows = np.flatnonzero(
        np.isin(made.labels, [r.id for r in made.regions if r.entry == f"background: {ground}"]).any(axis=1)
    )
    assert 200 < rows[0] < 278


@pytest.mark.parametrize("background", ["meadow", "street", "room", "sea", "night sky"])
def test_things_stand_out_of_pale_backgrounds(background: str) -> None:
    made = stage(StageLayout(400, 400, (StageBox(50, 200, 180, 150, "house"),), background), OBJECT_SET, WORDS)  # type: ignore[arg-type]
    own = [region.colour for region in made.regions if (region.entry or "").startswith("background: ")]
    glowing = [
        r.colour for r in made.regions if (r.entry or "").removeprefix("background: ") in ("moon", "star", "stars")
    ]
    lab = srgb_to_lab(np.array([paint for paint in own if paint not in glowing], np.uint8))
    assert np.hypot(lab[:, 1], lab[:, 2]).max() < 34 and lab[:, 0].min() > 36, lab
    assert (background == "night sky") == bool(glowing)
    assert all(paint is not None and min(paint) > 150 for paint in glowing), "moon and stars are not dimmed"


def test_the_ground_begins_below_what_is_in_the_sky() -> None:
    cloud, bird, house = (0, 30, 300, 200), (350, 80, 100, 90), (100, 300, 300, 190)
    boxes = (StageBox(*cloud, "cloud"), StageBox(*bird, "dog"), StageBox(*house, "house"))
    made = stage(StageLayout(512, 512, boxes, background="meadow"), OBJECT_SET, WORDS)
    grass = part(made, "background: grass")
    clouds = made.objects[0].bounds
    assert grass.box[1] >= clouds[1] + clouds[3] - 2, "whose foot is up there is in the air too"


@pytest.mark.parametrize(("light", "bright"), [("left", 0), ("right", 1)])
def test_one_light_shades_everything_from_its_side(light: str, bright: int) -> None:
    boxes = (StageBox(60, 60, 160, 160, "cloud"), StageBox(280, 60, 160, 300, "tree"))
    layout = StageLayout(512, 400, boxes, "meadow", light, "soft")  # type: ignore[arg-type]
    made = stage(layout, OBJECT_SET, WORDS)
    flat = stage(StageLayout(512, 400, boxes, "meadow"), OBJECT_SET, WORDS)
    assert (made.flats == flat.flats).all() and not flat.shade.any()
    for tag in ("cloud", "tree"):
        region = max((r for r in made.regions if r.tag == tag), key=lambda r: r.area)
        x, y, width, height = region.box
        mine = (made.labels == region.id)[y : y + height, x : x + width]
        seen = made.picture[y : y + height, x : x + width, :3].astype(np.float64).sum(axis=2)
        third = width // 3
        sides = [seen[:, :third][mine[:, :third]].mean(), seen[:, -third:][mine[:, -third:]].mean()]
        assert sides[bright] > sides[1 - bright] + 10
    foot = made.shade[356:366, 330:420]
    assert (foot[..., 3] > 40).any(), "a shadow where the tree stands"


def test_layers_add_up_to_the_picture() -> None:
    boxes = (StageBox(20, 100, 160, 140, "dog"), StageBox(220, 60, 200, 200, "house"))
    made = stage(StageLayout(440, 300, boxes, "meadow"), OBJECT_SET, WORDS)
    page = made.background[..., :3].astype(np.float64)
    for one in sorted(made.objects, key=lambda each: each.order):
        x, y, width, height = one.bounds
        share = one.layer[..., 3:] / 255.0
        place = page[y : y + height, x : x + width]
        place[:] = one.layer[..., :3] * share + place * (1 - share)
    assert np.abs(page - made.picture[..., :3]).mean() < 1.0


def test_three_hundred_boxes_and_covered_ones_lose_nothing() -> None:
    luck = np.random.default_rng(1)
    places = luck.random((300, 2)) * 400
    boxes = tuple(StageBox(float(x), float(y), 60, 50, "dog") for x, y in places)
    made = stage(StageLayout(480, 480, (*boxes, StageBox(0, 0, 480, 480, "house")), "meadow"), OBJECT_SET, WORDS)
    assert len(made.objects) == 301 and len(DOG) == 6


def test_shade_over_opaque_flats_is_mixed_as_over_any_others() -> None:
    luck = np.random.default_rng(3)
    shade, flats = (luck.integers(0, 256, (40, 40, 4), np.uint8) for _ in range(2))
    flats[..., 3] = 255
    mixed = laid_over(shade, flats)
    flats[0, 0, 3] = 254  # not all of it is opaque now
    difference = np.abs(laid_over(shade, flats)[1:].astype(int) - mixed[1:].astype(int))
    assert difference.max() <= 1 and (mixed[..., 3] == 255).all()
