"""HintProposalDescriptors and the running of networks, on a network of three nodes made here."""

import numpy as np
import pytest
from celtint import BadRequest, HintProposalDescriptor, Network
from celtint.networks.descriptor import words
from onnx import TensorProto, helper


def _descriptor(**changes: object) -> HintProposalDescriptor:
    table = {
        "name": "tiny", "title": "Tiny", "modes": ("line", "grey"), "side": 64,
        "multiple": 16, "planes": 10, "bins": ((90.0, 0.0, 0.0), (50.0, 60.0, 40.0)),
        "tags": ("hair", "red", "tree"),
        "licence": "CC0-1.0", "trained_on": (), "parameters": 0, "sha256": "",
    }  # fmt: skip
    return HintProposalDescriptor(**{**table, **changes})  # type: ignore[arg-type]


def _weights() -> bytes:
    """lab is three of the planes doubled; the log-probabilities are the mean of two planes over 4 × 4
    cells."""
    planes = helper.make_tensor_value_info("planes", TensorProto.FLOAT, [1, 10, "h", "w"])
    tags = helper.make_tensor_value_info("tags", TensorProto.INT64, [1, "th", "tw"])
    lab = helper.make_tensor_value_info("lab", TensorProto.FLOAT, [1, 3, "h", "w"])
    log_probs = helper.make_tensor_value_info("log_probs", TensorProto.FLOAT, [1, 2, "qh", "qw"])
    split = helper.make_tensor("split", TensorProto.INT64, [3], [2, 3, 5])
    nodes = [
        helper.make_node("Split", ["planes", "split"], ["two", "three", "rest"], axis=1),
        helper.make_node("Add", ["three", "three"], ["lab"]),
        helper.make_node("AveragePool", ["two"], ["log_probs"], kernel_shape=[4, 4], strides=[4, 4]),
        helper.make_node("Identity", ["tags"], ["unused"]),
    ]
    graph = helper.make_graph(nodes, "tiny", [planes, tags], [lab, log_probs], [split])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(model.SerializeToString())


def test_planes_go_in_and_lab_and_a_distribution_come_out() -> None:
    network = Network(_descriptor(), _weights(), threads=1)
    planes = np.random.default_rng(0).random((10, 32, 48), dtype=np.float32)
    lab, log_probs = network.run(planes, np.zeros((4, 6), np.int64))
    assert np.allclose(lab, planes[2:5] * 2)
    assert log_probs.shape == (2, 8, 12)


def test_bytes_that_are_no_network_are_refused() -> None:
    with pytest.raises(BadRequest, match="tiny"):
        Network(_descriptor(), b"not a network")


def test_the_last_known_word_of_a_tag_counts() -> None:
    descriptor = _descriptor()
    assert descriptor.tag_id("Red hair") == 1
    assert descriptor.tag_id("trees") == 3
    assert descriptor.tag_id("nothing known") == 0
    assert descriptor.tag_id("") == 0


def test_words_are_lower_case_and_singular() -> None:
    assert words("Two Green-trees of_glass") == ("two", "green", "tree", "glass")
