"""Weights carry the licences of what they learned from (docs/adr/0003)."""

import pytest
from celtint_models import registry
from celtint_train.data import licences
from celtint_train.data.sources.registry import known_sources
from celtint_train.recipe import read_recipe


@pytest.mark.parametrize("name", [n for n in registry.names() if n != "celtint-matcher"])
def test_shipped_weights_say_the_terms_of_what_they_learned_from(name: str) -> None:
    described = registry.describe(name)
    assert described.licence == licences.of_weights(described.trained_on)


def test_terms_follow_the_strictest_source() -> None:
    assert licences.of_weights(["fluentui", "openclipart"]).startswith("CC-BY-4.0;")
    assert licences.of_weights(["fluentui", "openmoji"]).startswith("CC-BY-SA-4.0;")
    assert licences.of_weights(["openmoji", "wesnoth", "fluentui"]).startswith("GPL-3.0-or-later;")
    assert licences.of_weights(["a folder of mine", "fluentui"]).startswith(
        "CC-BY-4.0; learned from art under MIT; their"
    )


def test_permissive_leaves_out_share_alike_and_copyleft_art() -> None:
    kept = licences.allowed([n for n, s in known_sources().items() if not s.generated], "permissive")
    assert set(kept) == {"fluentui", "openclipart", "renpy"}


def test_a_recipe_made_permissive_is_another_network() -> None:
    recipe = read_recipe("celtint-hint", licences="permissive")
    assert recipe.name == "celtint-hint-permissive"
    assert {"fluentui", "openclipart"} <= set(recipe.sources)
    assert not {"openmoji", "wesnoth", "tuxpaint"} & set(recipe.sources)
    assert read_recipe("celtint-hint", 3, "permissive").name == "celtint-hint-permissive-seed-3"


def test_a_recipe_of_share_alike_art_alone_has_no_permissive_form() -> None:
    with pytest.raises(ValueError, match="permissive"):
        licences.allowed(["wesnoth"], "permissive")
