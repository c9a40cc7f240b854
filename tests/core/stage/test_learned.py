"""The engine that has learned: drawings of a network where the set's objects would stand, and what it says of them."""

import dataclasses
from collections.abc import Sequence

import celtint
import numpy as np
import pytest
from celtint import BadRequest, DrawerNetwork, ModelNotFound, StageBox, StageLayout
from celtint.stage import drawer as drawing
from celtint.stage import tuning
from celtint.stage.layout import Facing
from celtint.stage.learned import drawn_anew, look_of
from celtint.stage.placing import set_out
from celtint.types.arrays import F32
from celtint.types.choices import Engine

from tests.core.stage.drawers import BODY, DOG, HOUSE, LOOKS, SIDE, TREE, descriptor, drawer, weights
from tests.core.stage.sets import no_words, small_set

BOXES = (StageBox(10, 60, 120, 90, "dog"), StageBox(150, 20, 100, 130, "house"))


def layout(boxes: Sequence[StageBox] = BOXES, seed: int = 0, engine: Engine = "learned") -> StageLayout:
    return StageLayout(320, 200, tuple(boxes), seed=seed, engine=engine)


def staged(asked: StageLayout) -> celtint.Staged:
    return celtint.stage(asked, small_set(), no_words(), drawing=drawer)


def test_the_network_s_drawings_stand_where_the_set_s_would() -> None:
    made, other = staged(layout()), staged(layout(engine="assembled"))
    assert [one.bounds for one in made.objects] == [one.bounds for one in other.objects]
    dog, house = made.objects
    assert dog.layer.shape == other.objects[0].layer.shape and not np.array_equal(dog.layer, other.objects[0].layer)
    assert (dog.name, dog.distance, house.name) == ("dog", 0.0, "house")
    assert {region.entry for region in made.regions} <= {entry.id for entry in made.palette.entries}


def test_each_says_what_drew_it_and_what_that_learned_from() -> None:
    (dog, _) = staged(layout()).objects
    assert dog.object == "test-drawer:test:dog" and dog.licence == "CC0-1.0"
    assert "test-drawer" in dog.source and "dog" in dog.source and dog.attribution.startswith("learned from")


def test_the_same_seed_gives_the_same_bytes_and_another_another_drawing() -> None:
    one, two, other = (staged(layout(seed=seed)) for seed in (3, 3, 4))
    assert one.picture.tobytes() == two.picture.tobytes() and one.lines.tobytes() == two.lines.tobytes()
    assert one.objects[1].layer.tobytes() != other.objects[1].layer.tobytes()


def test_colours_and_places_are_the_room_s_own_matter() -> None:
    box = StageBox(10, 60, 120, 90, "dog", colour=(30, 90, 200))
    made = staged(layout([box]))
    assert (30, 90, 200) in {entry.colour for entry in made.palette.entries}


@pytest.mark.parametrize("facing", ["left", "right"])
def test_what_is_drawn_looks_where_it_was_asked_to(facing: Facing) -> None:
    """The set's dog looks to the right, the network draws to the left."""
    (dog,) = staged(layout([StageBox(10, 40, 150, 120, "dog", facing=facing)])).objects
    dark = (dog.layer[..., 3] > 200) & (np.abs(dog.layer[..., :3].astype(int) - BODY).max(axis=2) > 60)
    dark &= dog.layer[..., :3].max(axis=2) > 34  # not the lines
    middle = np.nonzero(dark)[1].mean() / dog.layer.shape[1]
    assert middle < 0.4 if facing == "left" else middle > 0.6


def test_what_it_never_saw_is_the_set_s_and_a_note_says_so() -> None:
    made, other = (staged(layout([StageBox(10, 20, 200, 100, "cloud")], engine=e)) for e in ("learned", "assembled"))
    assert made.objects[0].object == "test:cloud" and made.picture.tobytes() == other.picture.tobytes()
    assert made.notes == ("test-drawer can't draw cloud; it is the assembled one.",)


def test_a_thing_that_is_known_only_by_itself_is_drawn() -> None:
    (tree,) = staged(layout([StageBox(10, 20, 100, 150, "tree")])).objects
    assert look_of(small_set().objects[1]) not in LOOKS and tree.object == "test-drawer:test:tree"


def test_a_picture_with_nothing_in_it_is_the_set_s(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = DrawerNetwork(descriptor(), weights((DOG, TREE, np.zeros_like(HOUSE))), 1)
    made = celtint.stage(layout(), small_set(), no_words(), drawing=blank)
    assert [one.object for one in made.objects] == ["test-drawer:test:dog", "test:house"]
    assert made.notes == ("test-drawer can't draw house; it is the assembled one.",)
    monkeypatch.setattr(tuning, "FLOW", dataclasses.replace(tuning.FLOW, least=0.9))  # the dog is half of its square
    assert [one.object for one in celtint.stage(layout(), small_set(), no_words(), drawing=drawer).objects] == [
        "test:dog", "test-drawer:test:house"
    ]  # fmt: skip


def test_several_in_a_row_are_drawn_and_other_boxes_are_other_drawings() -> None:
    boxes = (StageBox(0, 20, 320, 90, "trees"), StageBox(0, 110, 320, 90, "trees"))
    setting, whole = drawn_anew(set_out(layout(boxes), small_set(), no_words()), 0, small_set(), drawer())
    first, second = setting.groups
    assert len(first.places) > 1
    used = [{group.index, *(p.index for p in group.places if p.index is not None)} for group in (first, second)]
    assert min(used[0] | used[1]) >= len(small_set().objects) and not used[0] & used[1]
    assert all(len(whole.parts_of(index)) for index in used[0] | used[1])


def test_the_set_is_as_it_was_and_finds_what_it_found() -> None:
    objects = small_set()
    before = [objects.parts_of(index) for index in range(len(objects.objects))]
    _, whole = drawn_anew(set_out(layout(), objects, no_words()), 0, objects, drawer())
    assert whole.by_tag == objects.by_tag and len(whole.objects) == len(objects.objects) + 2
    for index, parts in enumerate(before):
        for own, other in zip(parts, whole.parts_of(index), strict=True):
            assert own.role == other.role and all(map(np.array_equal, own.rings, other.rings))


def test_without_a_network_it_is_said() -> None:
    with pytest.raises(ModelNotFound, match="assembled"):
        celtint.stage(layout(), small_set(), no_words())


def test_nobody_asks_for_the_network_who_doesn_t_need_it() -> None:
    def never() -> DrawerNetwork:
        raise AssertionError

    assert celtint.stage(layout(engine="assembled"), small_set(), no_words(), drawing=never).objects


def test_a_network_of_another_kind_or_shape_is_refused() -> None:
    told = dataclasses.replace(descriptor(), looks=("dog",))
    with pytest.raises(BadRequest, match="ONNX"):
        DrawerNetwork(told, b"no network")
    with pytest.raises(BadRequest, match="another version"):
        DrawerNetwork(descriptor(coordinates=7), weights())
    with pytest.raises(BadRequest, match="another version"):
        DrawerNetwork(dataclasses.replace(descriptor(), side=16), weights())
    matcher = celtint.MatcherDescriptor(
        name="m",
        title="",
        modes=("line",),
        side=8,
        multiple=1,
        licence="",
        trained_on=(),
        parameters=0,
        sha256="",
        planes=1,
    )
    with pytest.raises(BadRequest, match="draws nothing"):
        DrawerNetwork(matcher, weights())


def test_steps_along_a_flow_end_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess that depends on what is noisy is followed more closely in more steps; the end is clean in any number."""

    def guess(noisy: F32, moment: float) -> F32:
        return np.sign(noisy) * np.float32(2)

    noise = np.array([[-1.0, 0.5], [2.0, -3.0]], np.float32)
    for steps in (2, 16):
        monkeypatch.setattr(tuning, "FLOW", dataclasses.replace(tuning.FLOW, steps=steps))
        assert np.allclose(drawing.along(guess, noise), 2 * np.sign(noise), atol=1e-6)
    monkeypatch.setattr(tuning, "FLOW", dataclasses.replace(tuning.FLOW, noise=0.0))
    assert not drawing.along(guess, noise).any()
    moments: list[float] = []
    monkeypatch.undo()
    drawing.along(lambda noisy, moment: (moments.append(moment), noisy)[1], noise)
    assert moments == [k / tuning.FLOW.steps for k in range(tuning.FLOW.steps)] and len(moments) >= 8


def test_nothing_asked_nothing_drawn() -> None:
    assert drawer().pictures([], [], []).shape == (0, SIDE, SIDE, 4)
