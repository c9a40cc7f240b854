"""The installed networks: found, verified, described, and run."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from celtint import (
    BadRequest,
    ColouriserDescriptor,
    Descriptor,
    DrawerDescriptor,
    HintProposalDescriptor,
    MatcherDescriptor,
    ModelNotFound,
)
from celtint.networks.proposal import propose, region_colours
from celtint_models import descriptors, registry

FOLDER = Path(registry.__file__).parent


def test_the_default_comes_first() -> None:
    assert registry.names()[0] == registry.DEFAULT == "celtint-hint"


def _every(kind: type[Any]) -> Iterator[type[Any]]:
    """The classes below this one that are of the package and may be made."""
    for each in kind.__subclasses__():
        yield from _every(each)
        if each.__module__.startswith("celtint.") and "kind" in vars(each):
            yield each


def test_every_kind_of_descriptor_is_read_by_its_own_word() -> None:
    assert set(descriptors.KINDS.values()) == set(_every(Descriptor))
    assert descriptors.KINDS.keys() == {"hint-proposal", "colouriser", "region-matcher", "stage-drawer"}
    assert all(word == kind.kind for word, kind in descriptors.KINDS.items())


def test_a_descriptor_is_of_the_class_that_its_kind_says() -> None:
    hint, own, matcher = (registry.describe(n) for n in (registry.DEFAULT, "unet-global", registry.MATCHER))
    assert isinstance(hint, HintProposalDescriptor) and hint.takes_hints and hint.tag_id("hair")
    assert isinstance(own, ColouriserDescriptor) and not own.takes_hints and own.output.space == "ab"
    assert registry.describe("recolourise-unet-v2").takes_hints
    # Its file has empty tags and bins, as every one had when all kinds were one; the class has none.
    assert isinstance(matcher, MatcherDescriptor) and not matcher.takes_hints and matcher.unsure_below == 0.756
    assert not hasattr(matcher, "tags") and not hasattr(own, "planes") and not hasattr(hint, "output")


@pytest.mark.parametrize("kind", ['"oracle"', '["colouriser"]', "3"])
def test_a_kind_that_nobody_knows_is_refused_with_those_there_are(kind: str) -> None:
    kinds = '"colouriser", "hint-proposal", "region-matcher" or "stage-drawer"'
    with pytest.raises(BadRequest, match=rf"^x\.toml: kind is {kinds}\.$"):
        descriptors.parse(f'name = "x"\nside = 64\nkind = {kind}', "x.toml")


@pytest.mark.parametrize("more", ['kind = "hint-proposal"\n[output]\nspace = "ab"', 'kind = "colouriser"'])
def test_inputs_and_an_output_are_a_colourisers_and_nobody_elses(more: str) -> None:
    with pytest.raises(BadRequest, match='kind is "colouriser" for a network with inputs and an output'):
        descriptors.parse(f'name = "x"\nside = 64\n{more}', "x.toml")


def test_a_network_that_proposes_no_colours_says_so() -> None:
    with pytest.raises(BadRequest, match="celtint-matcher proposes no colours; choose another model"):
        propose(registry.load(registry.MATCHER), np.full((64, 64), 255, np.uint8), "line")


def test_each_kind_is_listed_apart() -> None:
    assert registry.MATCHER in registry.names(MatcherDescriptor)
    assert not set(registry.names()) & set(registry.names(MatcherDescriptor))


@pytest.mark.parametrize("name", [*registry.names(), *registry.names(MatcherDescriptor)])
def test_descriptor_and_weights_agree(name: str) -> None:
    descriptor = registry.describe(name)
    weights = registry.verify(name)
    assert descriptor.name == name
    assert hashlib.sha256(weights).hexdigest() == descriptor.sha256
    assert len(weights) <= (14e6 if name.startswith("celtint-") else 6e6)
    assert descriptor.licence
    assert descriptor.trained_on
    assert descriptor.metrics


@pytest.mark.parametrize("name", [*registry.names(), *registry.names(MatcherDescriptor)])
def test_every_network_has_a_card_that_names_its_licence_and_its_limits(name: str) -> None:
    card = registry.card(name)
    assert "Licence" in card
    assert "Limits" in card


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(ModelNotFound, match="celtint-hint"):
        registry.load("no-such-network")


def test_the_seeds_are_known_by_name_where_they_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(registry.SEEDS) == {path.stem for path in (FOLDER / "seeds").glob("*.toml")}
    assert all((FOLDER / "seeds" / f"{name}.onnx").is_file() for name in registry.SEEDS)
    monkeypatch.setattr(registry, "_folders", lambda: [FOLDER])
    assert registry.names() == [registry.DEFAULT]
    for name in registry.SEEDS:
        with pytest.raises(ModelNotFound, match=f"^The network '{name}' is of the package celtint-seeds; install that"):
            registry.load(name)


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FOLDER / "celtint-hint.toml", tmp_path)
    data = bytearray((FOLDER / "celtint-hint.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "celtint-hint.onnx").write_bytes(data)
    monkeypatch.setattr(registry, "_folders", lambda: [tmp_path])
    with pytest.raises(BadRequest, match="damaged"):
        registry.load("celtint-hint")
    (tmp_path / "celtint-hint.onnx").unlink()
    with pytest.raises(ModelNotFound, match="missing"):
        registry.load("celtint-hint")


def _drawing() -> tuple[np.ndarray, np.ndarray]:
    """Two squares side by side in lines, and their regions."""
    grey = np.full((200, 320), 255, np.uint8)
    labels = np.ones((200, 320), np.int32)
    for left, region in ((20, 2), (170, 3)):
        grey[40:160, left : left + 130] = 0
        grey[43:157, left + 3 : left + 127] = 255
        labels[40:160, left : left + 130] = region
    return grey, labels


def test_a_hinted_region_is_proposed_in_the_hints_colour() -> None:
    grey, labels = _drawing()
    hints = np.zeros((200, 320, 4), np.uint8)
    hints[90:110, 60:90] = (190, 40, 40, 255)
    hints[90:110, 220:250] = (40, 90, 190, 255)
    rgb, confidence = region_colours(propose(registry.load(), grey, "line", hints), labels, [2, 3])
    assert int(rgb[0, 0]) - int(rgb[0, 2]) > 60
    assert int(rgb[1, 2]) - int(rgb[1, 0]) > 60
    assert ((confidence > 0) & (confidence <= 1)).all()


@pytest.mark.parametrize("mode", ["line", "grey"])
def test_the_same_picture_gives_the_same_bytes(mode: str) -> None:
    grey, _ = _drawing()
    one, two = (propose(registry.load(threads=2), grey, mode) for _ in range(2))  # type: ignore[arg-type]
    assert one.lab.tobytes() == two.lab.tobytes()
    assert one.log_probs.tobytes() == two.log_probs.tobytes()


def test_the_stage_s_drawer_opens_and_draws() -> None:
    told = registry.describe(registry.DRAWER)
    assert isinstance(told, DrawerDescriptor) and told.coordinates == 576 and "dog" in told.looks
    assert len(registry.verify(told.name)) <= 16_000_000
    drawn = registry.load_drawer().pictures(["dog, fluent:dog"], [1.12], [np.random.default_rng(0)])
    assert drawn.shape == (1, 64, 64, 4) and 0.3 < (drawn[0, ..., 3] > 0.5).mean() < 0.9
    text = (FOLDER / "seeds" / f"{told.name}.toml").read_text("utf-8")
    for wrong in ("coordinates = 0", 'coordinates = "many"'):
        with pytest.raises(BadRequest, match="coordinates"):
            descriptors.parse(text.replace("coordinates = 576", wrong), "x.toml")
