"""A layout becomes a picture: what stands where, its lines, its flats, and the hints that give them again."""

import numpy as np
import pytest
from celtint import (
    BadRequest,
    Hints,
    ObjectSet,
    Picture,
    StageBox,
    Staged,
    StageLayout,
    TooLarge,
    WordTable,
    colour,
    stage,
)

from .sets import HOUSE, no_words, packed, small_set
from .sets import OBJECTS as ENTRIES

OBJECTS = small_set()
WORDS = no_words()
SCENE = StageLayout(
    512,
    512,
    (
        StageBox(20, 240, 150, 130, "dog"),
        StageBox(180, 170, 120, 220, "tree"),
        StageBox(310, 210, 175, 160, "house"),
        StageBox(40, 30, 200, 80, "cloud", colour=(250, 220, 220)),
        StageBox(0, 400, 500, 100, "trees"),
    ),
    "meadow",
)


def given_back(made: Staged) -> list[float]:
    """The share of each region's pixels that `colour` gives its colour from the lines and hints alone."""
    result = colour(Picture(made.lines), Hints(made.hints))
    shares = []
    for region in made.regions:
        pixels = result.colour[made.labels == region.id]
        shares.append(float(((pixels[:, :3] == region.colour).all(axis=1) & (pixels[:, 3] == 255)).mean()))
    return shares


def test_a_scene_has_what_was_asked_for_where_it_was_asked_for() -> None:
    made = stage(SCENE, OBJECTS, WORDS)
    assert [one.name for one in made.objects] == ["dog", "tree", "house", "cloud", "tree"]
    assert made.picture.shape == (512, 512, 4) and (made.picture[..., 3] == 255).all()
    row = made.objects[4]
    assert row.copies > 3 and row.bounds[0] <= 3 and row.bounds[0] + row.bounds[2] >= 497
    for one, box in zip(made.objects, SCENE.boxes, strict=True):
        x, y, width, height = one.bounds
        assert one.layer.shape == (height, width, 4) and (one.layer[..., 3] == 255).mean() > 0.2
        assert x >= box.x - 4 and y >= box.y - 4
        assert x + width <= box.x + box.width + 5 and y + height <= box.y + box.height + 5


def test_the_same_seed_gives_the_same_bytes_and_another_another_picture() -> None:
    one, two = stage(SCENE, OBJECTS, WORDS), stage(SCENE, OBJECTS, WORDS)
    assert one.picture.tobytes() == two.picture.tobytes() and one.hints.tobytes() == two.hints.tobytes()
    other = stage(StageLayout(512, 512, SCENE.boxes, "meadow", seed=7), OBJECTS, WORDS)
    assert other.picture.tobytes() != one.picture.tobytes()


def test_flats_are_exact_and_come_back_from_the_hints() -> None:
    made = stage(SCENE, OBJECTS, WORDS)
    for region in made.regions:
        assert (made.flats[made.labels == region.id] == (*(region.colour or ()), 255)).all()
        assert region.entry in {entry.id for entry in made.palette.entries}
    assert min(given_back(made)) >= 0.9


def test_a_box_s_colour_is_the_main_colour_of_what_stands_in_it() -> None:
    made = stage(SCENE, OBJECTS, WORDS)
    assert [r.colour for r in made.regions if r.tag == "cloud"] == [(250, 220, 220)]


def test_what_is_nearer_hides_what_is_farther() -> None:
    boxes = (StageBox(40, 40, 100, 100, "house"), StageBox(60, 60, 100, 100, "house", colour=(10, 200, 10)))
    near = stage(StageLayout(200, 200, boxes), OBJECTS, WORDS)
    first = StageBox(40, 40, 100, 100, "house", order=5)
    turned = stage(StageLayout(200, 200, (first, boxes[1])), OBJECTS, WORDS)
    assert [one.order for one in near.objects] == [0, 1] and [one.order for one in turned.objects] == [1, 0]
    assert near.flats[110, 125].tolist() == [10, 200, 10, 255] and turned.flats[110, 125].tolist() != [10, 200, 10, 255]


def test_what_is_asked_for_goes_before_sky_and_size_and_a_mountain_stands_where_its_foot_is() -> None:
    mountain = ({"name": "mountain", "tags": ["mountain"], "group": "sky"}, HOUSE)
    objects = ObjectSet.read(packed([*ENTRIES, mountain]))

    def farthest_first(*boxes: StageBox) -> list[str]:
        made = stage(StageLayout(300, 300, boxes), objects, WORDS)
        return [one.name for one in sorted(made.objects, key=lambda one: one.order)]

    house, inside = StageBox(20, 20, 260, 260, "house"), (100.0, 100.0, 60.0, 60.0)
    assert farthest_first(house, StageBox(*inside, "dog")) == ["house", "dog"]
    assert farthest_first(StageBox(*inside, "dog", order=-1), house) == ["dog", "house"]
    assert farthest_first(StageBox(20, 100, 260, 180, "cloud"), house) == ["cloud", "house"]
    assert farthest_first(StageBox(20, 20, 260, 60, "cloud", order=1), house) == ["house", "cloud"]
    far, near = StageBox(20, 40, 200, 160, "dog"), StageBox(100, 100, 180, 180, "mountain")
    assert farthest_first(near, far) == ["dog", "mountain"]


def test_facing_turns_an_object_round() -> None:
    def nose(facing: str) -> float:
        box = StageBox(10, 10, 380, 380, "dog", facing=facing)  # type: ignore[arg-type]
        made = stage(StageLayout(400, 400, (box,)), OBJECTS, WORDS)
        return float(np.mean([r.box[0] for r in made.regions if r.entry == "dog: nose"]))

    assert nose("right") > 300 and nose("left") < 100


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (StageBox(10, 10, 50, 50, "xyzzy"), "Nothing like 'xyzzy' (box 2) is known"),
        (StageBox(10, 10, 50, 50, "  "), "Box 2 has no name"),
        (StageBox(900, 10, 50, 50, "dog"), "Box 2 ('dog') lies outside"),
        (StageBox(10, 10, 0, 50, "dog"), "Box 2 ('dog') lies outside"),
        (StageBox(10, 10, 50, 50, "a" * 10_000), "Nothing like 'aaaa"),
        (StageBox(10, 10, 50, 50, "dgo"), "nearest are dog"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_the_rest_is_drawn(box: StageBox, said: str) -> None:
    made = stage(StageLayout(128, 128, (StageBox(20, 20, 80, 80, "house"), box)), OBJECTS, WORDS)
    assert len(made.objects) == 1 and len(made.notes) == 1 and said in made.notes[0] and len(made.notes[0]) < 200
    with pytest.raises(BadRequest, match="ox 1"):
        stage(StageLayout(128, 128, (box,)), OBJECTS, WORDS)


def test_bad_layouts_are_refused() -> None:
    with pytest.raises(TooLarge, match="8192"):
        StageLayout(30_000, 30_000)
    with pytest.raises(BadRequest, match="16 to 8192"):
        StageLayout(4, 100)
    with pytest.raises(BadRequest, match="number of pixels"):
        StageBox(float("nan"), 0, 10, 10, "dog")
    with pytest.raises(BadRequest, match="meadow"):
        StageLayout(64, 64, background="moon")  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match="can't be read"):
        ObjectSet.read(b"nonsense")
    with pytest.raises(BadRequest, match="can't be read"):
        WordTable.read(b"")
