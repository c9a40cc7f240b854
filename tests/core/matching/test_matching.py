"""Describing regions and asking a network about them, on a network of a few nodes made here."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from celtint import BadRequest, HintProposalDescriptor, MatcherDescriptor, MatcherNetwork
from celtint.matching.features import PLANES, TRAITS, RegionFeatures, describe
from celtint.matching.network import MARKS, UNDECIDED, Reference, neighbourhood, question
from celtint.matching.relations import RELATIONS, Relation, relations
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

OVERLAP = Relation.STILL_HERE


def _descriptor(**changes: object) -> MatcherDescriptor:
    table = {
        "name": "tiny", "title": "Tiny", "modes": ("line",), "side": 320, "multiple": 1,
        "planes": PLANES, "licence": "CC0-1.0", "trained_on": (), "parameters": 0, "sha256": "",
    }  # fmt: skip
    return MatcherDescriptor(**{**table, **changes})  # type: ignore[arg-type]


def _of_another_kind() -> HintProposalDescriptor:
    return HintProposalDescriptor(
        name="tiny", title="Tiny", modes=("line",), side=320, multiple=1, planes=PLANES, bins=(), tags=(),
        licence="CC0-1.0", trained_on=(), parameters=0, sha256="",
    )  # fmt: skip


def _weights(relations_wide: int = RELATIONS) -> bytes:
    """Shares are a softmax over twenty times the overlap, with none at ten; silent regions get nothing."""
    shapes: dict[str, list[str | int]] = {
        "traits": ["n", TRAITS], "patches": ["n", PLANES, 16, 16], "beside": ["n", "n"],
        "ref_traits": ["m", TRAITS + MARKS], "ref_patches": ["m", PLANES, 16, 16], "ref_beside": ["m", "m"],
        "pairs": ["n", "m", relations_wide], "silent": ["m"],
    }  # fmt: skip
    inputs = [helper.make_tensor_value_info(k, TensorProto.FLOAT, v) for k, v in shapes.items()]
    constants = [
        helper.make_tensor("which", TensorProto.INT64, [], [OVERLAP]),
        helper.make_tensor("sharp", TensorProto.FLOAT, [1], [20.0]),
        helper.make_tensor("dull", TensorProto.FLOAT, [1], [1000.0]),
        helper.make_tensor("pads", TensorProto.INT64, [4], [0, 0, 0, 1]),
        helper.make_tensor("ten", TensorProto.FLOAT, [], [10.0]),
    ]
    nodes = [
        helper.make_node("Gather", ["pairs", "which"], ["overlap"], axis=2),
        helper.make_node("Mul", ["overlap", "sharp"], ["score"]),
        helper.make_node("Mul", ["silent", "dull"], ["loss"]),
        helper.make_node("Sub", ["score", "loss"], ["heard"]),
        helper.make_node("Pad", ["heard", "pads", "ten"], ["full"]),
        helper.make_node("Softmax", ["full"], ["shares"], axis=1),
    ]
    out = helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["n", "one_more"])
    graph = helper.make_graph(nodes, "tiny", inputs, [out], constants)
    return bytes(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9).SerializeToString()
    )


def _drawing(shift: int = 0, scale: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """A tall box and, beside it, a square in a square; all `shift` pixels to the right."""
    light = np.full((180, 320), 255, np.uint8)
    labels = np.ones((180, 320), np.int32)
    boxes = ((30, 20, 40, 140, 4), (110, 40, 120, 100, 7), (140, 60, 50, 50, 9))
    for x, y, w, h, region in boxes:
        light[y : y + h, x + shift : x + shift + w] = 0
        light[y + 2 : y + h - 2, x + shift + 2 : x + shift + w - 2] = 255
        labels[y : y + h, x + shift : x + shift + w] = region
    return np.kron(light, np.ones((scale, scale), np.uint8)), np.kron(labels, np.ones((scale, scale), np.int32))


def _described(shift: int = 0, scale: int = 1) -> RegionFeatures:
    return describe(*_drawing(shift, scale))


def _reference(described: RegionFeatures, entries: list[int], kind: str = "key") -> Reference:
    return Reference(described, np.array(entries, np.int32), 1, kind, np.ones(len(entries), np.float32))  # type: ignore[arg-type]


def test_regions_are_told_in_order_with_their_sizes_and_places() -> None:
    described = _described(scale=4)
    assert described.ids.tolist() == [1, 4, 7, 9]
    assert described.areas[1] == 40 * 140 * 16
    assert np.allclose(described.centres[1], (50 * 4, 90 * 4), atol=4)
    assert {tuple(pair) for pair in described.beside.tolist()} == {(0, 1), (0, 2), (2, 3)}
    assert np.isfinite(described.traits).all()


def test_a_larger_scan_is_described_alike() -> None:
    small, large = _described(scale=2), _described(scale=6)
    assert np.allclose(small.traits, large.traits, atol=0.05)
    assert np.abs(small.patches.astype(int) - large.patches).mean() < 3


def test_a_region_too_fine_for_the_grid_is_kept() -> None:
    light, labels = _drawing(scale=6)
    labels[301:303, 10:12] = 20
    described = describe(light, labels)
    assert described.ids.tolist() == [1, 4, 7, 9, 20]
    assert described.areas[-1] == 4
    assert np.isfinite(described.traits).all()


def test_a_description_is_small_and_can_be_kept() -> None:
    described = _described(scale=6)
    kept = pickle.dumps(described)
    assert len(kept) < 350_000
    again = pickle.loads(kept)
    assert again.traits.tobytes() == described.traits.tobytes()


def test_relations_see_what_lies_where_and_what_looks_alike() -> None:
    one, two = _described(), _described(shift=30)
    pairs = relations(one, two)
    assert pairs.shape == (4, 4, RELATIONS)
    same = relations(one, one)
    assert np.allclose(np.diagonal(same[..., OVERLAP]), 1)
    # The shift shows where nothing is said of motion, and less after flow.
    assert pairs[1, 1, OVERLAP] < 0.5 < pairs[1, 1, Relation.LED_HERE]
    assert pairs[..., Relation.SHAPE].argmax(axis=1)[1] == 1


def test_drawings_without_regions_relate_to_nothing() -> None:
    empty = describe(np.full((90, 160), 255, np.uint8), np.zeros((90, 160), np.int32))
    assert relations(empty, _described()).shape == (0, 4, RELATIONS)
    votes = MatcherNetwork(_descriptor(), _weights(), 1).match(empty, [_reference(_described(), [0, 1, 2, 3])])
    assert votes.entries.shape == (0, 4)


def test_each_region_takes_the_entry_of_the_one_it_matches() -> None:
    network = MatcherNetwork(_descriptor(), _weights(), 1)
    votes = network.match(_described(), [_reference(_described(), [0, 5, 2, 2])])
    assert votes.entries.argmax(axis=1).tolist() == [0, 5, 2, 2]
    assert np.allclose(votes.entries.sum(axis=1) + votes.none, 1, atol=1e-5)


def test_doubt_is_handed_on() -> None:
    network = MatcherNetwork(_descriptor(), _weights(), 1)
    sure = network.match(_described(), [_reference(_described(), [0, 1, 2, 3])])
    doubted = replace(_reference(_described(), [0, 1, 2, 3]), kind="neighbour", sure=np.full(4, 0.5, np.float32))
    votes = network.match(_described(), [doubted])
    assert (votes.entries.max(axis=1) <= 0.5).all()
    assert (sure.entries.max(axis=1) > 0.5).all()


def test_what_is_undecided_is_never_copied() -> None:
    network = MatcherNetwork(_descriptor(), _weights(), 1)
    votes = network.match(_described(), [_reference(_described(), [0, UNDECIDED, 2, 2])], entries=6)
    assert votes.entries.shape == (4, 6)
    assert votes.none[1] > 0.9


@pytest.mark.parametrize("references", [[], [UNDECIDED] * 4])
def test_with_nothing_to_compare_nothing_matches(references: list[int]) -> None:
    given_ = [_reference(_described(), references)] if references else []
    votes = MatcherNetwork(_descriptor(), _weights(), 1).match(_described(), given_, entries=3)
    assert votes.entries.shape == (4, 3)
    assert (votes.none == 1).all()


def test_drawings_are_kept_apart_and_neighbours_known() -> None:
    a, b = _described(), _described(shift=10)
    asked = question(a, [_reference(a, [0, 1, 2, 3]), _reference(b, [0, 1, 2, 3], "neighbour")])
    assert (asked.ref_beside[:4, 4:] == -1).all()
    assert np.array_equal(asked.ref_beside[:4, :4], neighbourhood(a))
    assert asked.ref_traits[:, TRAITS].tolist() == [1] * 4 + [0] * 4
    assert asked.pairs.shape == (4, 8, RELATIONS)


def test_another_kind_or_another_version_is_refused() -> None:
    with pytest.raises(BadRequest, match="does not match regions"):
        MatcherNetwork(_of_another_kind(), _weights())
    with pytest.raises(BadRequest, match="does not match regions"):
        MatcherNetwork(_descriptor(planes=PLANES + 1), _weights())
    with pytest.raises(BadRequest, match="another version"):
        MatcherNetwork(_descriptor(), _weights(RELATIONS + 1))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(8, 90), st.integers(8, 90))
def test_any_label_map_is_described_in_finite_numbers(seed: int, count: int, height: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, count, (height, width)).astype(np.int32)
    light = rng.integers(0, 256, (height, width)).astype(np.uint8)
    described = describe(light, labels)
    assert described.ids.tolist() == [i for i in np.unique(labels).tolist() if i > 0]
    assert described.areas.sum() == (labels > 0).sum()
    assert np.isfinite(described.traits).all()
    assert np.isfinite(relations(described, described)).all()
    assert describe(light, labels).patches.tobytes() == described.patches.tobytes()
