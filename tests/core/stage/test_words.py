"""What a box's word names: heads of phrases, other languages, ends of compounds, and what names nothing."""

import numpy as np
import pytest
from celtint import WordTable
from hypothesis import given
from hypothesis import strategies as st

from .sets import small_set

OBJECTS = small_set()
TURN = np.pi / 180


def table() -> WordTable:
    """Words by angles: a hound lies 20 degrees from a dog, justice far from everything."""
    at = {"hound": 20, "justice": 170, "software": 150}
    tags = {"dog": 0, "tree": 90}
    return WordTable(
        {word: place for place, word in enumerate(at)},
        np.array([(np.cos(a * TURN), np.sin(a * TURN)) for a in at.values()], np.float32),
        tuple(tags),
        np.array([(np.cos(a * TURN), np.sin(a * TURN)) for a in tags.values()], np.float32),
        {
            "baum": "tree",
            "chat": "cloud",
            "maison": "house",
            "ware": "house",
            "jagdhund": "hound",
            "wald": "trees",
            "木": "tree",
        },
    )


WORDS = table()


@pytest.mark.parametrize(
    ("asked", "tag", "distance"),
    [
        ("dog", "dog", 0.0),
        ("Baum", "tree", 0.0),
        ("Wald", "tree", 0.0),
        ("old oak tree", "tree", 0.1),
        ("alter Baum", "tree", 0.1),
        ("chat noir", "cloud", 0.1),
        ("la maison", "house", 0.1),
        ("dog with a tree", "dog", 0.1),
        ("maison de campagne", "house", 0.1),
        ("Apfelbaum", "tree", 0.1),
        ("大きな木", "tree", 0.1),
        ("hound", "dog", 1 - np.cos(20 * TURN)),
        ("Jagdhund", "dog", 1 - np.cos(20 * TURN)),
    ],
)
def test_a_phrase_names_what_its_head_names_and_says_how_far_that_is(asked: str, tag: str, distance: float) -> None:
    found = WORDS.find(asked, OBJECTS)
    assert found is not None and found.tag == tag
    assert found.distance == pytest.approx(distance, abs=1e-5)


@pytest.mark.parametrize("asked", ["justice", "software", "ibaum", "old justice", "with", "the", "-", " - - ", ""])
def test_what_names_nothing_brings_nothing(asked: str) -> None:
    """A word that is known is no compound, however it ends; and of a compound enough is left before its end."""
    assert WORDS.find(asked, OBJECTS) is None


def test_a_word_that_means_several_says_so_in_any_language() -> None:
    assert all((found := WORDS.find(word, OBJECTS)) and found.several for word in ("trees", "Wald"))


@given(st.text(max_size=40))
def test_any_text_is_answered(asked: str) -> None:
    found = WORDS.find(asked, OBJECTS)
    assert found is None or (found.tag in OBJECTS.by_tag and 0 <= found.distance <= 1)
    assert len(WORDS.suggestions(asked, OBJECTS)) <= 3
