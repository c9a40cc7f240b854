"""The packed objects and words of Stage: they can be read, everybody is named, nothing asks for more than that."""

import io
import json
import tomllib
from importlib import resources

import numpy as np
import pytest
from celtint import ObjectSet, WordTable
from celtint_models.staging import stage_objects, stage_words

PERMISSIVE = ("MIT", "CC0-1.0", "public domain", "Apache-2.0", "CC-BY-4.0")


@pytest.fixture(scope="module")
def arrays():
    return dict(np.load(io.BytesIO(stage_objects())))


@pytest.fixture(scope="module")
def about(arrays):
    return json.loads(arrays["about"].tobytes())


def test_every_object_names_its_artists_and_asks_for_no_more(about):
    for one in about["objects"]:
        assert one["licence"] in PERMISSIVE, one["id"]
        assert one["attribution"] and one["source"], one["id"]


def test_every_object_has_a_name_among_its_tags_and_ids_are_its_own(about):
    assert len({one["id"] for one in about["objects"]}) == len(about["objects"])
    for one in about["objects"]:
        assert one["name"] == one["tags"][0], one["id"]
        assert one["kind"] in ("stands", "floats", "hangs", "lies", "flies"), one["id"]
        assert one["facing"] in ("left", "right", "front"), one["id"]


def test_parts_rings_and_points_fit_together(arrays, about):
    parts, rings, points = arrays["parts"], arrays["rings"], arrays["points"]
    assert parts.shape[1] == 8 and rings.shape[1] == 2 and points.shape[1] == 2
    assert parts[:, 0].min() >= 0 and parts[:, 0].max() < len(about["roles"])
    assert parts[:, 1:4].min() >= 0 and parts[:, 1:4].max() <= 255
    assert np.array_equal(parts[:, 4], np.r_[0, np.cumsum(parts[:, 5])[:-1]])
    assert np.array_equal(rings[:, 0], np.r_[0, np.cumsum(rings[:, 1])[:-1]])
    assert rings[-1].sum() == len(points)
    assert sum(one["parts"] for one in about["objects"]) == len(parts)
    fewest = np.where(np.repeat(parts[:, 6], parts[:, 5]) == 1, 2, 3)
    assert (rings[:, 1] >= fewest).all()


def test_every_object_fills_its_box(arrays, about):
    parts, rings, points = arrays["parts"], arrays["rings"], arrays["points"]
    for one in about["objects"]:
        own = parts[one["first_part"] : one["first_part"] + one["parts"]]
        first, last = own[0, 4], own[-1, 4] + own[-1, 5] - 1
        at = points[rings[first, 0] : rings[last].sum()]
        width, height = np.ptp(at, axis=0)
        assert at.min() == 0 and abs(max(width, height) - 8192) <= 1, one["id"]
        assert width / height == pytest.approx(one["aspect"], rel=0.02), one["id"]


def test_words_and_tags_have_their_vectors_and_tags_their_objects(about):
    words = np.load(io.BytesIO(stage_words()))
    known, tags = (words[name].tobytes().decode().split("\n") for name in ("words", "tags"))
    told = json.loads(words["about"].tobytes())
    assert words["vectors"].shape == (len(known), told["dimensions"]) and words["vectors"].dtype == np.int8
    assert words["tag_vectors"].shape == (len(tags), told["dimensions"])
    assert {"dog", "house", "tree"} <= set(known) and len(set(known)) == len(known) > 20_000
    for tag, which in words["tag_objects"].tolist():
        assert tags[tag] in about["objects"][which]["tags"]
    foreign = dict(line.split("\t") for line in words["foreign"].tobytes().decode().split("\n"))
    assert set(foreign.values()) <= {*tags, *known}, "a foreign name is one of a thing, or a word that finds one"
    assert {foreign[name] for name in ("hund", "chien", "perro", "イヌ")} == {"dog"}


@pytest.fixture(scope="module")
def found():
    """What a word brings: the names and tags of the objects that it finds, none where it is not known."""
    objects, words = ObjectSet.read(stage_objects()), WordTable.read(stage_words())

    def brought(word):
        hit = words.find(word, objects)
        if hit is None:
            return set()
        return {hit.tag} | {objects.objects[k].name for k in objects.by_tag[hit.tag]}

    return brought


@pytest.fixture(scope="module")
def lists():
    return tomllib.loads((resources.files("celtint_train") / "stage" / "words.toml").read_text(encoding="utf-8"))


def test_what_one_names_first_in_a_scene_is_there(found, lists):
    words = [" ".join(word.split()) for word in lists["scene"]["words"].split(",")]
    assert len(words) > 350
    assert [word for word in words if not found(word)] == []


def test_other_words_for_things_bring_such_things_and_absurd_ones_nothing(found, lists):
    good = [word for word, suits in lists["known"].items() if found(word) & {word, *suits.split(", ")}]
    assert len(good) >= 0.8 * len(lists["known"])
    absurd = lists["absurd"]["words"].split()
    assert len([word for word in absurd if not found(word)]) >= 0.97 * len(absurd)


@pytest.mark.parametrize(
    ("word", "name"),
    [("Hund", "dog"), ("chat", "cat"), ("árbol", "tree"), ("maison", "house"), ("ねこ", "cat"), ("Boot", "boot")],
)
def test_names_in_other_languages(found, word, name):
    assert name in found(word)


def test_a_box_s_colour_goes_to_clothes_and_never_to_skin_hair_or_glass(about):
    assert set(about["coloured"]) <= set(about["roles"])
    assert not {"skin", "hair", "glass", "dark", "line"} & set(about["coloured"])


def test_people_have_skin_and_clothes(arrays, about):
    people = [one for one in about["objects"] if one["id"].startswith("figure:") and one["name"] in ("man", "girl")]
    assert len(people) > 30
    for one in people:
        own = arrays["parts"][one["first_part"] : one["first_part"] + one["parts"], 0]
        assert {"skin", "cloth"} <= {about["roles"][role] for role in own}, one["id"]


def test_both_are_small_enough_for_the_wheel():
    assert len(stage_objects()) <= 4_500_000
    assert len(stage_words()) <= 3_000_000
