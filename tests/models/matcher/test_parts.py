"""Characters in poses, what the part matcher learns from them, and that it answers for each drawing alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from celtint.matching.features import describe
from celtint.matching.views import FINE, POINTS, STEP, VIEW, look
from celtint_models import registry
from celtint_train.evaluation.bench.pairs.sources import Vector
from celtint_train.matcher import characters as known_characters
from celtint_train.matcher import sheets
from celtint_train.matcher.characters import ATTIRES, BUSTS, FIGURES, Character
from celtint_train.matcher.export import largest_difference, load_into, mix_in, to_onnx
from celtint_train.matcher.moving import MovingScene
from celtint_train.matcher.posed import APART, PosedCharacter, outside
from celtint_train.matcher.samples import KnownFrame, known, regions_of
from celtint_train.matcher.sheets import OTHERS, asked, cases, of_character
from celtint_train.networks.registry import make_network
from celtint_train.recipe import read_recipe
from celtint_train.tasks import parts
from celtint_train.tasks.matching import losses
from celtint_train.tasks.parts import PartBatches, padded_parts
from celtint_train.training.export import settled
from torch import nn

FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" stroke="#000" stroke-width="2">'
    '<circle cx="50" cy="50" r="44" fill="#f2d3b1"/>'
    '<path d="M8 40 Q50 10 92 40 Q80 4 50 6 Q20 4 8 40Z" fill="#a02020"/>'
    '<circle cx="34" cy="52" r="10" fill="#fff"/><circle cx="66" cy="52" r="10" fill="#fff"/>'
    '<circle cx="34" cy="52" r="4" fill="#2060c0"/><circle cx="66" cy="52" r="4" fill="#2060c0"/>{mouth}</svg>'
)
OPEN = '<path d="M30 70 Q50 98 70 70 Z" fill="#c05060"/>'
SMALL = '<circle cx="50" cy="76" r="7" fill="#c05060"/>'


@pytest.fixture(scope="module")
def character() -> Character:
    mouths = (OPEN, SMALL, OPEN.replace("98", "84"))
    drawings = tuple(Vector(f"face {k}", FACE.format(mouth=mouth)) for k, mouth in enumerate(mouths))
    return Character("face", "drawn here", "train", drawings)


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))


@pytest.fixture(scope="module")
def frames() -> list[KnownFrame]:
    scene = MovingScene(3, "train", size=(144, 256))
    return [replace(known(scene, k, True), index=k * APART) for k in (0, 6, 12, 18)]


def _network() -> nn.Module:
    torch.manual_seed(0)
    made = make_network("part-matcher", {}, width=32, heads=2, layers=2, relation_width=16, fine=16, coarse=16)
    return made.eval()


def test_a_part_keeps_its_colour_in_every_drawing(cached: None, character: Character) -> None:
    of = PosedCharacter(character, 5, plain=True)
    assert of.length == 3
    found = [of.known(k) for k in range(3)]
    assert all(frame is not None for frame in found)
    for frame in found:
        assert frame is not None
        clear = frame.colour >= 0
        # paper, skin, hair, eye white, iris and its rim, mouth
        assert len(set(frame.colour[clear].tolist())) == 7
        assert outside(frame).sum() >= 1 and frame.colour[outside(frame)].min() == frame.colour[outside(frame)].max()
    first, second = (set(f.colour[f.colour >= 0].tolist()) for f in found[:2] if f is not None)
    assert first == second


def test_a_character_is_drawn_the_same_for_one_seed_and_otherwise_for_another(
    cached: None, character: Character
) -> None:
    once, again, other = (PosedCharacter(character, seed).drawing(0) for seed in (5, 5, 6))
    assert once is not None and again is not None and other is not None
    assert once.ink.tobytes() == again.ink.tobytes() and once.identity.tobytes() == again.identity.tobytes()
    assert once.ink.tobytes() != other.ink.tobytes()


def test_what_is_held_is_in_no_other_split() -> None:
    assert BUSTS["toon-head"] == "bench" and set(FIGURES.values()) == {"train", "validation", "bench"}
    assert FIGURES["bill"] == ATTIRES["formalsuit"] == "bench"  # one and the same suit
    assert FIGURES["ethan"] == ATTIRES["formal"] == "validation"
    assert not {"biden", "trump"} & set(FIGURES)


def test_shading_is_left_out_and_parts_are_not() -> None:
    svg = '<path d="M0 0" fill="#fff"/><path d="M1 1" fill-rule="evenodd" opacity="0.2"/><path d="M2 2" opacity="1"/>'
    assert known_characters.SHADE.sub("", svg) == '<path d="M0 0" fill="#fff"/><path d="M2 2" opacity="1"/>'


def test_the_figure_fills_the_view_wherever_it_stands_and_however_large() -> None:
    small = np.full((200, 300), 255, np.uint8)
    small[50:110, 60:100] = 0
    small[54:106, 64:96] = 255
    large = np.full((900, 900), 255, np.uint8)
    large[300:660, 500:740] = 0
    large[324:636, 524:716] = 255
    views = [describe(ink, regions_of(ink)).view for ink in (small, large)]
    shown = [v.picture > 128 for v in views]
    for each in shown:
        rows, columns = np.flatnonzero(each.any(axis=1)), np.flatnonzero(each.any(axis=0))
        assert np.ptp(rows) > 0.85 * VIEW and abs(np.ptp(columns) - np.ptp(rows) * 2 / 3) < 0.06 * VIEW
    assert (shown[0] == shown[1]).mean() > 0.93


def test_places_lie_in_their_own_regions(frames: list[KnownFrame]) -> None:
    frame = frames[0]
    darkest = frame.described.view.picture[frame.described.view.points[..., 0], frame.described.view.points[..., 1]]
    wide = np.flatnonzero(frame.described.areas > 300)
    assert len(wide) > 3
    assert np.median(darkest[wide]) < 40  # off the lines
    both = look([frame.described.view, frames[1].described.view])
    n = len(frame.described.ids)
    assert both.places.shape == (n + len(frames[1].described.ids), POINTS)
    assert (both.places[:n] < FINE * FINE).all() and (both.places[n:] >= FINE * FINE).all()
    assert (both.places[:n] // FINE == frame.described.view.points[..., 0] // STEP).all()


def test_nothing_of_a_stranger_is_right(frames: list[KnownFrame]) -> None:
    rng = np.random.default_rng(1)
    made = [asked(case, rng, frames[3]) for case in cases(frames[:3], rng) for _ in range(12)]
    strange = [s for s in made if (s.held >= OTHERS - 1).any()]
    assert 0 < len(strange) < len(made)
    assert not any(s.right[:, s.held >= OTHERS - 1].any() for s in made)
    assert all(s.right.any() for s in made)


def test_padding_and_other_samples_of_the_batch_change_no_answer(frames: list[KnownFrame]) -> None:
    rng = np.random.default_rng(2)
    samples = [asked(case, rng) for case in cases(frames, rng)]
    network = _network()
    *inputs, right, same, none, weight = padded_parts(samples)
    with torch.no_grad():
        together = network(*inputs)
        for k, one in enumerate(samples):
            *alone, _, _, _, _ = padded_parts([one])
            looked = [torch.from_numpy(array) for array in one.asked.looked().values()]
            alone[8:] = [a if a.ndim == 4 else a[None] for a in looked]  # as it is asked once it is trained
            n, m = one.right.shape
            got = network(*alone)[0]
            assert torch.allclose(got[:, :m], together[k, :n, :m], atol=1e-3)
            assert torch.allclose(got[:, -1], together[k, :n, -1], atol=1e-3)
    network.train()
    total, _ = losses(network, (*inputs, right, same, none, weight))
    total.backward()
    learning = [p for name, p in network.named_parameters() if name.startswith(("views.", "see."))]
    assert learning and all(p.grad is not None and p.grad.abs().sum() > 0 for p in learning)


def test_it_begins_with_what_the_shipped_matcher_knows(frames: list[KnownFrame]) -> None:
    recipe = read_recipe("celtint-parts")
    network = make_network(recipe.network, {}, **recipe.options)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    load_into(network, registry.verify(registry.MATCHER), more=True)
    changed = {
        name.split(".")[0] for name, value in network.state_dict().items() if not torch.equal(value, before[name])
    }
    assert {"layers", "look", "relate"} <= changed and not {"views", "see"} & changed
    rng = np.random.default_rng(0)
    *inputs, _right, _same, _none, _weight = padded_parts([asked(case, rng) for case in cases(frames[:2], rng)])
    shipped = make_network("region-matcher", {}, width=96, heads=4, layers=3, relation_width=32).eval()
    load_into(shipped, registry.verify(registry.MATCHER))
    with torch.no_grad():
        begun, known_before = network.eval()(*inputs).exp(), shipped(*inputs[:8]).exp()
    assert (begun - known_before).abs().max() < 0.1
    assert sum(p.numel() for p in settled(network).parameters()) < 6_000_000
    with pytest.raises(ValueError, match="another architecture"):
        load_into(network, registry.verify(registry.MATCHER))


def test_it_goes_back_some_of_the_way_to_what_it_began_with(frames: list[KnownFrame]) -> None:
    recipe, began = read_recipe("celtint-parts"), registry.verify(registry.MATCHER)
    rng = np.random.default_rng(0)
    *inputs, _right, _same, _none, _weight = padded_parts([asked(case, rng) for case in cases(frames[:2], rng)])
    shipped = make_network("region-matcher", {}, width=96, heads=4, layers=3, relation_width=32).eval()
    load_into(shipped, began)
    answers = {}
    for own in (0.0, 0.5, 1.0):
        network = make_network(recipe.network, {}, **recipe.options).eval()
        load_into(network, registry.verify("celtint-parts"))
        learned = {name: value.clone() for name, value in network.state_dict().items()}
        mix_in(network, began, own)
        with torch.no_grad():
            answers[own] = network(*inputs).exp()
        assert own < 1 or all(torch.equal(learned[name], value) for name, value in network.state_dict().items())
    with torch.no_grad():
        assert torch.allclose(answers[0.0], shipped(*inputs[:8]).exp(), atol=1e-4)
    near, far = ((answers[own] - answers[0.0]).abs().mean() for own in (0.5, 1.0))
    assert 0 < near < far


def test_what_was_drawn_once_is_kept(cached: None, character: Character, monkeypatch: pytest.MonkeyPatch) -> None:
    first = of_character(character, 0)
    monkeypatch.setattr(sheets, "PosedCharacter", None)
    again = of_character(character, 0)
    assert len(first) == len(again) == 3
    for one, two in zip(first, again, strict=True):
        assert np.array_equal(one.pairs[0], two.pairs[0]) and np.array_equal(one.frame.colour, two.frame.colour)


def test_batches_of_puppets_are_made_without_any_package(cached: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ENOUGH", 2)
    batch = next(iter(PartBatches("train", ["characters"], batch=2, seed=1)))
    views, places, ref_views, ref_places = batch[8:12]
    assert views.shape == (0, 1, VIEW, VIEW) and ref_views.shape[0] >= 2
    assert places.shape[0] == ref_places.shape[0] == 2
    assert max(int(places.max()), int(ref_places.max())) < ref_views.shape[0] * FINE * FINE
    assert len({picture.numpy().tobytes() for picture in ref_views}) == len(ref_views)


def test_what_is_exported_answers_as_it_did_and_can_be_begun_with() -> None:
    network = _network()
    with torch.no_grad():  # no two parts alike, as when they have learned
        for parameter in network.parameters():
            parameter.add_(0.05 * torch.rand_like(parameter))
    weights = to_onnx(settled(network))
    assert largest_difference(network, weights) < 1e-3
    torch.manual_seed(1)
    again = make_network("part-matcher", {}, width=32, heads=2, layers=2, relation_width=16, fine=16, coarse=16)
    load_into(again, weights)
    ours, theirs = network.state_dict(), again.state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)
