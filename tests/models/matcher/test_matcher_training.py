"""Scenes in motion, what the matcher learns from them, its network, and what is exported of it."""

from pathlib import Path

import numpy as np
import pytest
import torch
from celtint.matching.network import INPUTS, UNDECIDED, Reference
from celtint.networks.runtime import onnxruntime
from celtint_models import registry
from celtint_train.evaluation.matching import BASELINES, CAUGHT, LARGE, SETTINGS, Score, _score, threshold, together
from celtint_train.matcher.export import example, largest_difference, to_onnx
from celtint_train.matcher.moving import MovingScene
from celtint_train.matcher.samples import Case, cases, known, majority, parts_of, sample
from celtint_train.networks.registry import make_network
from celtint_train.recipe import read_recipe
from celtint_train.tasks.matching import padded
from celtint_train.tasks.task import make_task
from celtint_train.training.export import settled
from torch import nn


@pytest.fixture(scope="module")
def scene() -> MovingScene:
    return MovingScene(3, "train", size=(144, 256))


@pytest.fixture(scope="module")
def case(scene: MovingScene) -> Case:
    return cases(scene, np.random.default_rng(1))[0]


def _network() -> nn.Module:
    torch.manual_seed(0)
    return make_network("region-matcher", {}, width=32, heads=2, layers=2, relation_width=16).eval()


def test_a_scene_is_the_same_whenever_it_is_drawn(scene: MovingScene) -> None:
    again = MovingScene(3, "train", size=(144, 256)).drawing(5)
    scene.drawing(9)
    first = scene.drawing(5)
    assert first.ink.tobytes() == again.ink.tobytes()
    assert first.identity.tobytes() == again.identity.tobytes()
    assert (scene.drawing(6).identity != first.identity).any()


def test_the_splits_share_no_scene() -> None:
    splits = ("train", "validation", "bench")
    drawn = {MovingScene(3, split, size=(144, 256)).drawing(0).ink.tobytes() for split in splits}
    assert len(drawn) == 3


def test_every_identity_has_a_colour_and_is_bounded_by_lines(scene: MovingScene) -> None:
    drawn = scene.drawing(4)
    assert set(np.unique(drawn.identity).tolist()) <= set(scene.palette)
    across = drawn.identity[:, :-1] != drawn.identity[:, 1:]
    near_line = (np.minimum(drawn.ink[:, :-1], drawn.ink[:, 1:]) < 200)[across]
    assert near_line.mean() > 0.97


def test_a_step_of_three_moves_as_three_drawings_do() -> None:
    ones, threes = (MovingScene(3, "train", step=s, size=(144, 256)) for s in (1, 3))
    assert np.mean(ones.drawing(6).identity == threes.drawing(2).identity) > 0.95


def test_a_region_is_what_most_of_it_is(scene: MovingScene) -> None:
    drawn = scene.drawing(2)
    labels = parts_of(drawn.identity)
    ids = np.unique(labels).astype(np.int32)
    found = majority(labels, drawn, ids)
    sizes = np.bincount(labels.ravel())[ids]
    for region, identity in zip(ids[sizes > 60], found[sizes > 60], strict=True):
        assert identity == np.bincount(drawn.identity[labels == region]).argmax()


def test_what_is_right_is_of_the_right_colour_and_may_be_copied(case: Case) -> None:
    made = sample(case, np.random.default_rng(2), choice=(0, 2))
    assert made.right.shape == (len(made.colour), len(made.held))
    i, j = np.nonzero(made.right)
    assert len(i)
    assert (made.colour[i] == made.held[j]).all()
    assert not made.right[:, made.held == UNDECIDED].any()
    assert (made.asked.silent == (made.held == UNDECIDED)).all()
    assert not (made.same & ~made.right).any()
    assert np.array_equal(made.none, ~made.right.any(axis=1))
    assert (made.weight[made.colour < 0] == 0).all()


def test_mistakes_are_made_in_neighbours_only(case: Case) -> None:
    rng = np.random.default_rng(0)
    truth = np.concatenate([case.others[0].colour, case.others[2].colour])
    keys = len(case.others[0].colour)
    held = np.array([sample(case, rng, choice=(0, 2)).held for _ in range(8)])
    assert (held[:, :keys] == truth[:keys]).all()
    assert (held[:, keys:] != truth[keys:]).any()


def test_padding_and_the_order_of_references_change_no_answer(case: Case) -> None:
    network = _network()
    rng = np.random.default_rng(0)
    samples = [sample(case, rng, choice=c, spoilt=False) for c in ((0,), (1, 0), (0, 1))]
    *inputs, _right, _same, _none, _weight = padded(samples)
    with torch.no_grad():
        together_ = network(*inputs).numpy()
        alone = network(*(torch.from_numpy(v)[None] for v in samples[0].asked.named().values())).numpy()[0]
    n, m = samples[0].right.shape
    assert np.allclose(together_[0, :n, :m], alone[:, :-1], atol=1e-4)
    assert np.allclose(together_[0, :n, -1], alone[:, -1], atol=1e-4)
    first, second = len(case.others[0].identity), len(case.others[1].identity)
    swapped = np.concatenate([together_[1, :n, second : second + first], together_[1, :n, :second]], axis=1)
    assert np.allclose(swapped, together_[2, :n, : first + second], atol=1e-4)


def test_the_exported_network_gives_the_same_shares_for_any_number_of_regions() -> None:
    network = settled(_network())
    weights = to_onnx(network)
    assert largest_difference(network, weights) < 1e-3
    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    arrays = {k: a.numpy() for k, a in zip(INPUTS, example(2, 3, 1), strict=True)}
    (shares,) = session.run(["shares"], arrays)
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)


def test_the_task_learns_a_batch_by_heart(case: Case, tmp_path: Path) -> None:
    torch.manual_seed(0)
    task = make_task(read_recipe("celtint-matcher"), tmp_path)
    network = make_network("region-matcher", {}, width=32, heads=2, layers=1, relation_width=16)
    batch = padded([sample(case, np.random.default_rng(i), choice=(0,)) for i in range(2)])
    optimiser = torch.optim.Adam(network.parameters(), 1e-2)
    losses = []
    for _ in range(100):  # some 20 are enough; how many, differs between processors
        optimiser.zero_grad()
        loss, _parts = task.losses(network, batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
        if losses[-1] < losses[0] / 2:
            break
    assert losses[-1] < losses[0] / 2


def test_scores_follow_their_definitions() -> None:
    score = Score(
        np.array([True, False, True, False]), np.array([100, 50, 5, 20], np.float32),
        np.array([True, True, True, False]), np.array([0.9, 0.3, 0.8, 0.6], np.float32),
    )  # fmt: skip
    assert score.acc == 0.5
    assert score.acc_thres == pytest.approx(1 / 3)
    assert score.pix_f_acc == pytest.approx(105 / 155)
    assert score.unsure(0.5) == (0.5, 0.0)
    assert together([score, score]).acc == 0.5
    many = np.arange(1000, dtype=np.float32) / np.float32(1000)
    wrong = Score(np.arange(1000) == 999, np.full(1000, 50, np.float32), np.ones(1000, bool), many)
    assert wrong.unsure(threshold([wrong]))[0] == pytest.approx(CAUGHT, abs=0.002)
    assert score.area[~score.right].min() > LARGE


def test_copying_from_the_same_drawing_is_right_by_every_baseline(scene: MovingScene) -> None:
    frame = known(scene, 3, from_lines=False)
    setting = SETTINGS[0]
    seen = {setting.asked: frame, setting.keys[0]: frame}
    for answer in BASELINES.values():
        assert _score(seen, setting, answer).acc > 0.95


def test_the_shipped_matcher_matches_a_drawing_it_has_never_seen() -> None:
    clip = MovingScene(77, "validation", size=(180, 320))
    frame, key = known(clip, 6, from_lines=True), known(clip, 5, from_lines=True)
    matcher = registry.load_matcher(threads=1)
    reference = Reference(key.described, key.colour, 1, "key", np.ones(len(key.colour), np.float32))
    votes = matcher.match(frame.described, [reference])
    large = (frame.described.areas > LARGE) & (frame.colour >= 0)
    assert (votes.entries.argmax(axis=1) == frame.colour)[large].mean() > 0.8
    assert 0 < matcher.descriptor.unsure_below < 1
    again = matcher.match(frame.described, [reference])
    assert again.entries.tobytes() == votes.entries.tobytes()
