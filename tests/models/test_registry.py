"""The installed networks: found, verified, described, and run."""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from celtint import BadRequest, ModelNotFound
from celtint.networks.proposal import propose, region_colours
from celtint_models import registry

FOLDER = Path(registry.__file__).parent


def test_the_default_comes_first() -> None:
    assert registry.names()[0] == registry.DEFAULT == "celtint-hint"


def test_each_kind_is_listed_apart() -> None:
    assert registry.MATCHER in registry.names("region-matcher")
    assert not set(registry.names()) & set(registry.names("region-matcher"))


@pytest.mark.parametrize("name", [*registry.names(), *registry.names("region-matcher")])
def test_descriptor_and_weights_agree(name: str) -> None:
    descriptor = registry.describe(name)
    weights = registry.verify(name)
    assert descriptor.name == name
    assert hashlib.sha256(weights).hexdigest() == descriptor.sha256
    assert len(weights) <= (14e6 if name.startswith("celtint-") else 6e6)
    assert descriptor.licence
    assert descriptor.trained_on
    assert descriptor.metrics


@pytest.mark.parametrize("name", [*registry.names(), *registry.names("region-matcher")])
def test_every_network_has_a_card_that_names_its_licence_and_its_limits(name: str) -> None:
    card = registry.card(name)
    assert "Licence" in card
    assert "Limits" in card


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(ModelNotFound, match="celtint-hint"):
        registry.load("no-such-network")


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FOLDER / "celtint-hint.toml", tmp_path)
    data = bytearray((FOLDER / "celtint-hint.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "celtint-hint.onnx").write_bytes(data)
    monkeypatch.setattr(registry, "_folder", lambda: tmp_path)
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
