"""A user's own networks: brought in by a descriptor, and each coloured with as it wants to be."""

from pathlib import Path

import numpy as np
import pytest
from celtint import BadRequest, Hints, ModelNotFound, Picture, Settings, colour
from celtint.colours.lab import srgb_to_lab
from celtint.networks.proposal import propose
from celtint_models import registry

from . import importing

RED = (200, 60, 50)
KNOWN = {
    "my-ddcolor": (importing.ddcolor, importing.DDCOLOR),
    "my-zhang": (importing.zhang_2017, importing.ZHANG_2017),
    "my-manga": (importing.manga_colorization_v2, importing.MANGA),
}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CELTINT_MODELS", str(tmp_path / "own"))
    return tmp_path / "own"


def files(folder: Path, name: str, change: tuple[str, str] = ("", "")) -> tuple[Path, Path]:
    """The ONNX file and the descriptor of one of KNOWN, the descriptor with one text in place of another."""
    make, text = KNOWN[name]
    assert change[0] in text
    (folder / "weights.onnx").write_bytes(make())
    (folder / "about.toml").write_text(text.replace(*change) if change[0] else text)
    return folder / "weights.onnx", folder / "about.toml"


def hinted(height: int, width: int) -> np.ndarray:
    hints = np.zeros((height, width, 4), np.uint8)
    hints[height // 2, width // 2] = (*RED, 255)
    return hints


@pytest.mark.parametrize("shape", [(100, 150), (700, 300)])
def test_rgb_to_ab_at_a_fixed_size(tmp_path: Path, shape: tuple[int, int]) -> None:
    registry.bring_in(*files(tmp_path, "my-ddcolor"))
    network = registry.load("my-ddcolor", 1)
    assert not network.descriptor.takes_hints
    grey = np.full(shape, 119, np.uint8)
    assert np.abs(propose(network, grey, "grey").lab[..., 1:] - (30, 20)).max() < 0.01
    layer = colour(Picture(grey), settings=Settings(mode="grey", undecided="network"), network=network).colour
    lab = srgb_to_lab(layer[..., :3])
    assert np.abs(lab[..., 0] - srgb_to_lab(np.full((1, 3), 119, np.uint8))[0, 0]).max() < 1
    assert np.abs(lab[..., 1:] - (30, 20)).max() < 1.5


def test_l_and_ab_and_mask_to_ab(tmp_path: Path) -> None:
    registry.bring_in(*files(tmp_path, "my-zhang"))
    network = registry.load("my-zhang", 1)
    assert network.descriptor.takes_hints
    grey = np.full((90, 131), 119, np.uint8)
    assert np.abs(propose(network, grey, "grey").lab[..., 1:]).max() < 0.01
    told = propose(network, grey, "grey", hinted(90, 131)).lab
    assert told.shape == (90, 131, 3)
    assert np.abs(told[..., 1:] - srgb_to_lab(np.array(RED, np.uint8)[None])[0, 1:]).max() < 0.01


def test_five_channels_to_rgb_in_line_art(tmp_path: Path) -> None:
    registry.bring_in(*files(tmp_path, "my-manga"))
    network = registry.load("my-manga", 1)
    drawing = np.full((120, 200), 255, np.uint8)
    drawing[10:110, 98:102] = drawing[10:14, 20:180] = drawing[106:110, 20:180] = 0
    drawing[10:110, 20:24] = drawing[10:110, 176:180] = 0
    hints = np.zeros((120, 200, 4), np.uint8)
    hints[40:60, 40:60] = (*RED, 255)
    how = Settings(mode="line", undecided="network")
    result = colour(Picture(drawing), Hints(hints), settings=how, network=network)
    proposed = [region for region in result.regions if region.decided_by == "network"]
    assert proposed
    for region in proposed:
        assert region.colour is not None and np.abs(np.subtract(region.colour, RED)).max() < 8


def test_hints_are_widened_for_a_network_that_wants_blots(tmp_path: Path) -> None:
    registry.bring_in(*files(tmp_path, "my-zhang", ("multiple = 8", "multiple = 8\nblot = 6")))
    network = registry.load("my-zhang", 1)
    hints = np.zeros((80, 80, 4), np.uint8)
    hints[40, 10], hints[40, 60] = (*RED, 255), (60, 200, 70, 255)
    hints[41, 60] = (60, 200, 70, 255)
    found = propose(network, np.full((80, 80), 119, np.uint8), "grey", hints).lab[0, 0, 1:]
    both = srgb_to_lab(np.array([RED, (60, 200, 70)], np.uint8))[:, 1:]
    # Without blots green, with two pixels of three, would weigh twice as much as red.
    assert np.abs(found - both.mean(axis=0)).max() < 6 < np.abs((both[0] + 2 * both[1]) / 3 - both.mean(axis=0)).max()


def test_a_distribution_is_decoded_by_its_annealed_mean(tmp_path: Path) -> None:
    text = importing.DDCOLOR.replace('space = "ab"', 'space = "bins"\nbins = [[60, 40], [-50, 10]]\ntemperature = 1.0')
    weights, about = files(tmp_path, "my-ddcolor")
    about.write_text(text)
    registry.bring_in(weights, about)
    found = propose(registry.load("my-ddcolor", 1), np.full((64, 64), 119, np.uint8), "grey").lab[..., 1:]
    share = 1 / (1 + np.exp(20.0 - 30.0))
    assert np.abs(found - (share * np.array([60, 40]) + (1 - share) * np.array([-50, 10]))).max() < 0.01


def test_line_art_is_refused_by_a_network_for_grey_pictures(tmp_path: Path) -> None:
    registry.bring_in(*files(tmp_path, "my-zhang"))
    with pytest.raises(BadRequest, match="line art"):
        propose(registry.load("my-zhang", 1), np.full((64, 64), 255, np.uint8), "line")


def test_it_is_listed_described_and_taken_out_again(tmp_path: Path, own_folder: Path) -> None:
    weights, about = files(tmp_path, "my-zhang")
    registry.bring_in(weights, about)
    assert "my-zhang" in registry.names() and registry.names()[0] == registry.DEFAULT
    assert registry.describe("my-zhang").title == "my-zhang"
    assert sorted(path.name for path in own_folder.iterdir()) == ["my-zhang.onnx", "my-zhang.toml"]
    with pytest.raises(BadRequest, match="already"):
        registry.bring_in(weights, about)
    registry.bring_in(weights, about, replace=True)
    (own_folder / "my-zhang.onnx").write_bytes(b"damaged")
    with pytest.raises(BadRequest, match="import it again"):
        registry.load("my-zhang")
    registry.take_out("my-zhang")
    assert "my-zhang" not in registry.names() and not list(own_folder.iterdir())
    with pytest.raises(ModelNotFound, match="my-zhang"):
        registry.take_out("my-zhang")
    with pytest.raises(BadRequest, match="cannot be removed"):
        registry.take_out(registry.DEFAULT)


def test_a_damaged_descriptor_hides_no_other_network(own_folder: Path) -> None:
    own_folder.mkdir()
    (own_folder / "odd.toml").write_text("name = ")
    assert registry.DEFAULT in registry.names() and "odd" not in registry.names()
    with pytest.raises(BadRequest, match="no TOML"):
        registry.describe("odd")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("my-ddcolor", ("side = 256", "side = 512"), "cannot take"),
        ("my-ddcolor", ('space = "ab"', 'space = "rgb"'), "1×3×height×width"),
        ("my-ddcolor", ('space = "ab"', 'space = "xyz"'), "space is"),
        ("my-ddcolor", ('"green", "blue"', '"green", "grass"'), "planes are of"),
        ("my-ddcolor", ("fixed = true", "fixd = true"), "fixd"),
        ("my-ddcolor", ("side = 256", ""), "lacks side"),
        ("my-ddcolor", ("side = 256", 'side = "big"'), "side is a whole number"),
        ("my-ddcolor", ('name = "my-ddcolor"', 'name = "../evil"'), "name is small letters"),
        ("my-ddcolor", ('name = "my-ddcolor"', 'name = "celtint-hint"'), "comes with celtint"),
        ("my-ddcolor", ('licence = "Apache-2.0"', 'sha256 = "0123"'), "not the file whose sha256"),
        ("my-ddcolor", ('licence = "Apache-2.0"', 'kind = "region-matcher"'), "kind is"),
        ("my-zhang", ('name = "mask"', 'name = "where"'), "takes l, ab, mask"),
        ("my-zhang", ('name = "out"', 'name = "answer"'), "gives out, light"),
        ("my-zhang", ("scale = [110.0, 110.0]", "scale = [110.0]"), "2 numbers"),
        ("my-zhang", ("scale = [110.0, 110.0]", "scale = [inf, 110.0]"), "2 numbers"),
        ("my-zhang", ("multiple = 8", "multiple = 7"), "multiple"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    tmp_path: Path, own_folder: Path, name: str, change: tuple[str, str], said: str
) -> None:
    with pytest.raises(BadRequest, match=said):
        registry.bring_in(*files(tmp_path, name, change))
    assert not own_folder.exists()


def test_weights_that_are_no_network_are_refused(tmp_path: Path) -> None:
    weights, about = files(tmp_path, "my-zhang")
    weights.write_bytes(b"not a network")
    with pytest.raises(BadRequest, match="no ONNX network"):
        registry.bring_in(weights, about)
    weights.unlink()
    with pytest.raises(ModelNotFound, match=r"weights\.onnx"):
        registry.bring_in(weights, about)
