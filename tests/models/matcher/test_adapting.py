"""Going on from an exported matcher, with the keys of a shot."""

import dataclasses

import numpy as np
import pytest
import torch
from celtint_train.matcher.adapt import KeyDrawing, _BentClip, adapted
from celtint_train.matcher.export import to_onnx, weights_in
from celtint_train.matcher.moving import MovingScene
from celtint_train.matcher.samples import parts_of
from celtint_train.networks.registry import make_network
from celtint_train.recipe import Recipe, read_recipe
from celtint_train.training.export import settled
from torch import nn

SMALL = {"width": 32, "heads": 2, "layers": 2, "relation_width": 16}


@pytest.fixture(scope="module")
def network() -> nn.Module:
    torch.manual_seed(0)
    found = make_network("region-matcher", {}, **SMALL)
    with torch.no_grad():
        # As after training no two parameters are alike.
        for parameter in found.parameters():
            parameter.add_(0.01 * torch.randn_like(parameter))
    return settled(found.eval())


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return dataclasses.replace(read_recipe("celtint-matcher"), options=SMALL)


def _key(seed: int) -> KeyDrawing:
    scene = MovingScene(seed, "train", size=(144, 256))
    drawn = scene.drawing(0)
    labels = parts_of(drawn.identity)
    return KeyDrawing(drawn.ink, labels, {int(k): int(k) % 5 for k in np.unique(labels) if k})


def test_an_exported_matcher_gives_its_parameters_back(network: nn.Module) -> None:
    stored = weights_in(to_onnx(network))
    assert set(stored) == set(network.state_dict())
    for name, wanted in network.state_dict().items():
        assert torch.equal(stored[name].reshape(wanted.shape), wanted), name


def test_learning_from_keys_changes_the_matcher_and_no_keys_do_not(network: nn.Module, recipe: Recipe) -> None:
    weights = to_onnx(network)
    assert adapted(recipe, weights, [], 5.0) == weights
    after = weights_in(adapted(recipe, weights, [_key(1), _key(2)], 1.0))
    before = weights_in(weights)
    assert set(after) == set(before)
    moved = [float((after[n] - before[n]).abs().max()) for n in before if before[n].is_floating_point()]
    assert 0 < max(moved) < 0.1


def test_a_matcher_of_another_architecture_is_refused(network: nn.Module) -> None:
    with pytest.raises(ValueError, match="architecture"):
        adapted(read_recipe("celtint-matcher"), to_onnx(network), [], 1.0)


def test_a_bent_key_keeps_its_parts_and_moves_them(network: nn.Module) -> None:
    key = _key(3)
    clip = _BentClip(key, np.random.default_rng(0))
    assert np.array_equal(clip.drawing(0).identity, key.labels)
    later = clip.drawing(clip.length - 1)
    assert set(np.unique(later.identity)) <= set(np.unique(key.labels))
    assert (later.identity != key.labels).mean() > 0.02
    assert set(np.unique(key.labels).tolist()) - {0} <= set(clip.palette)
