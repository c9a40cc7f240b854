"""From picture and hints to the network's planes, and from its distribution to one colour a region."""

from dataclasses import replace

import celtint
import numpy as np
import pytest
from celtint import Box, HintProposalDescriptor, Network
from celtint.colours.lab import srgb_to_lab
from celtint.hints.spreading import spread
from celtint.networks.proposal import PLANES, Proposal, planes_of, propose, region_colours
from celtint.types.result import is_unsure
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from ..drawings import dabs

BINS = np.array([[90, 0, 0], [50, 60, 40], [40, 20, -60], [60, -50, 50]], np.float32)


def _tiny_network() -> Network:
    """lab is the smooth spread as it was normalised; the first log-probability is the mean tag, the second
    light."""
    planes = helper.make_tensor_value_info("planes", TensorProto.FLOAT, [1, 10, "h", "w"])
    tags = helper.make_tensor_value_info("tags", TensorProto.INT64, [1, "th", "tw"])
    lab = helper.make_tensor_value_info("lab", TensorProto.FLOAT, [1, 3, "h", "w"])
    log_probs = helper.make_tensor_value_info("log_probs", TensorProto.FLOAT, [1, 2, "qh", "qw"])
    split = helper.make_tensor("split", TensorProto.INT64, [4], [1, 1, 3, 5])
    scales = helper.make_tensor("scales", TensorProto.FLOAT, [4], [1.0, 1.0, 2.0, 2.0])
    axis = helper.make_tensor("axis", TensorProto.INT64, [1], [1])
    nodes = [
        helper.make_node("Split", ["planes", "split"], ["light", "flag", "lab", "rest"], axis=1),
        helper.make_node("Cast", ["tags"], ["told"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["told", "axis"], ["one"]),
        helper.make_node("Resize", ["one", "", "scales"], ["tag"], mode="nearest"),
        helper.make_node("AveragePool", ["light"], ["mean"], kernel_shape=[4, 4], strides=[4, 4]),
        helper.make_node("Concat", ["tag", "mean"], ["log_probs"], axis=1),
    ]
    graph = helper.make_graph(nodes, "tiny", [planes, tags], [lab, log_probs], [split, scales, axis])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    descriptor = HintProposalDescriptor(
        name="tiny", title="Tiny", modes=("line", "grey"), side=64, multiple=16,
        planes=PLANES,
        bins=((90.0, 0.0, 0.0), (10.0, 0.0, 0.0)), tags=("hair", "tree"), licence="CC0-1.0", trained_on=(),
        parameters=0, sha256="",
    )  # fmt: skip
    return Network(descriptor, bytes(model.SerializeToString()), threads=1)


def _proposal(cells: np.ndarray, shape: tuple[int, int]) -> Proposal:
    """A proposal that is all but certain of the bin given for each cell."""
    log_probs = np.full((len(BINS), *cells.shape), -12.0, np.float32)
    np.put_along_axis(log_probs, cells[None], 0.0, axis=0)
    lab = np.zeros((cells.shape[0] * 4, cells.shape[1] * 4, 3), np.float32)
    light = np.ones(lab.shape[:2], np.float32)
    return Proposal(lab, log_probs, BINS, shape, light, spread(light, "line", lab, np.zeros(light.shape, bool)))


def test_planes_say_what_they_say() -> None:
    light = np.full((32, 32), 0.25, np.float32)
    lab, mask = srgb_to_lab(np.full((32, 32, 3), 200, np.uint8)), np.zeros((32, 32), bool)
    bare = planes_of(light, "grey", spread(light, "grey", lab, mask))
    assert bare.shape == (PLANES, 32, 32)
    assert (bare[0] == -0.5).all()
    assert not bare[1:].any()
    mask[5, 5] = True
    hinted = planes_of(light, "line", spread(light, "line", lab, mask))
    assert (hinted[1] == 1).all()
    assert np.allclose(hinted[2] * 50 + 50, lab[0, 0, 0], atol=0.5)
    assert np.allclose(hinted[9], 0.25, atol=0.01)
    assert (hinted[8] == 1).sum() == 1


@pytest.mark.parametrize("shape", [(16, 16), (300, 40), (64, 64), (90, 200)])
@pytest.mark.parametrize("mode", ["line", "grey"])
def test_any_size_is_answered_at_the_networks_own(shape: tuple[int, int], mode: str) -> None:
    grey = np.full(shape, 255, np.uint8)
    hints = np.zeros((*shape, 4), np.uint8)
    hints[3, 4] = (200, 40, 40, 255)
    found = propose(_tiny_network(), grey, mode, hints)  # type: ignore[arg-type]
    height, width = found.lab.shape[:2]
    assert max(height, width) <= 64
    assert abs(height / width - shape[0] / shape[1]) < 0.2 * shape[0] / shape[1]
    assert found.log_probs.shape[1:] == (-(-height // 4), -(-width // 4))
    assert found.shape == shape


def test_a_boxs_tag_reaches_the_network_where_the_box_is() -> None:
    grey = np.full((128, 128), 255, np.uint8)
    boxes = [Box(64, 0, 64, 128, "a tall tree"), Box(64, 64, 32, 32, "hair"), Box(0, 0, 9, 9, "unheard of")]
    told = propose(_tiny_network(), grey, "line", None, boxes).log_probs[0]
    assert (told[:8, 8:] == 2).all()
    assert (told[8:12, 8:12] == 1).all()
    assert not told[:, :8].any()


def test_boxes_outside_the_picture_do_no_harm() -> None:
    grey = np.full((64, 64), 255, np.uint8)
    boxes = [
        Box(-500, -500, 100, 100, "tree"),
        Box(900, 900, 50, 50, "tree"),
        Box(-10, -10, 500, 500, "hair"),
    ]
    assert propose(_tiny_network(), grey, "line", None, boxes).log_probs.shape == (2, 16, 16)


def test_thin_lines_stay_visible_when_shrunk() -> None:
    grey = np.full((512, 512), 255, np.uint8)
    grey[:, 255:258] = 0
    light = propose(_tiny_network(), grey, "line").log_probs[1]
    assert light.min() < 0.75


def test_a_region_takes_the_mode_and_not_the_mean() -> None:
    cells = np.ones((16, 16), np.int64)
    cells[:, 10:] = 2
    labels = np.ones((64, 64), np.int32)
    rgb, confidence = region_colours(_proposal(cells, (64, 64)), labels, [1])
    assert np.abs(srgb_to_lab(rgb)[0] - BINS[1]).max() < 2.5
    assert 0.5 < confidence[0] < 0.75


def test_each_region_takes_what_lies_under_it() -> None:
    cells = np.zeros((16, 16), np.int64)
    cells[:, 8:] = 3
    labels = np.ones((256, 256), np.int32)
    labels[:, 128:] = 7
    rgb, confidence = region_colours(_proposal(cells, (256, 256)), labels, [7, 1])
    assert np.abs(srgb_to_lab(rgb) - BINS[[3, 0]]).max() < 2.5
    assert (confidence > 0.9).all()


def test_a_region_smaller_than_a_cell_is_found() -> None:
    cells = np.zeros((16, 16), np.int64)
    cells[4, 6] = 1
    labels = np.ones((1024, 1024), np.int32)
    labels[4 * 64 + 17, 6 * 64 + 21] = 5
    rgb, _ = region_colours(_proposal(cells, (1024, 1024)), labels, [5])
    assert np.abs(srgb_to_lab(rgb)[0] - BINS[1]).max() < 2.5


def test_a_region_that_is_not_there_is_unsure_and_grey() -> None:
    labels = np.ones((64, 64), np.int32)
    rgb, confidence = region_colours(_proposal(np.zeros((16, 16), np.int64), (64, 64)), labels, [99])
    assert confidence[0] == 0
    assert np.ptp(rgb[0]) == 0


def test_no_regions_no_colours() -> None:
    labels = np.ones((64, 64), np.int32)
    rgb, confidence = region_colours(_proposal(np.zeros((16, 16), np.int64), (64, 64)), labels, [])
    assert rgb.shape == (0, 3)
    assert confidence.shape == (0,)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_regions_colour_does_not_depend_on_who_else_is_asked(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(20, 90)), int(rng.integers(20, 90)))
    labels = rng.integers(1, 6, (9, 9)).astype(np.int32)
    labels = labels[np.arange(shape[0])[:, None] * 9 // shape[0], np.arange(shape[1])[None] * 9 // shape[1]]
    proposal = _proposal(rng.integers(0, 4, (12, 11)), shape)
    ids = np.unique(labels)
    together, sure = region_colours(proposal, labels, ids)
    for place, one in enumerate(ids):
        alone, alone_sure = region_colours(proposal, labels, [int(one)])
        assert np.array_equal(alone[0], together[place])
        assert abs(alone_sure[0] - sure[place]) < 1e-5


def test_what_is_proposed_under_ink_does_not_count() -> None:
    cells = np.zeros((16, 16), np.int64)
    cells[:, 4:] = 2
    proposal = _proposal(cells, (64, 64))
    proposal.paper[:, 16:] = 0.0
    rgb, _ = region_colours(proposal, np.ones((64, 64), np.int32), [1])
    assert np.abs(srgb_to_lab(rgb)[0] - BINS[0]).max() < 2.5


def test_a_region_near_a_hint_that_agrees_takes_exactly_the_hints_colour() -> None:
    grey = np.full((64, 64), 255, np.uint8)
    hints = np.zeros((64, 64, 4), np.uint8)
    hints[20:40, 20:40] = (187, 63, 41, 255)
    found = propose(_tiny_network(), grey, "line", hints)
    even = np.full_like(found.log_probs, np.log(0.5))
    labels = np.ones((64, 64), np.int32)
    labels[18:42, 18:42] = 2
    rgb, confidence = region_colours(replace(found, log_probs=even), labels, [2])
    assert tuple(rgb[0]) == (187, 63, 41)
    assert 0 < confidence[0] < 1


@pytest.mark.parametrize("hinted", [False, True])
def test_only_beside_hints_is_what_is_drawn_less_likely_to_stay_paper(hinted: bool) -> None:
    grey = np.full((64, 64), 255, np.uint8)
    hints = np.zeros((64, 64, 4), np.uint8)
    hints[2, 2] = (187, 63, 41, 255 if hinted else 0)
    paper_or_green = np.array([[100, 0, 0], [60, -50, 50]], np.float32)
    found = propose(_tiny_network(), grey, "line", hints)
    log_probs = np.empty_like(found.log_probs)
    log_probs[0], log_probs[1] = np.log(0.7), np.log(0.3)
    labels = np.ones((64, 64), np.int32)
    labels[30:60, 30:60] = 2
    rgb, _ = region_colours(replace(found, log_probs=log_probs, bins=paper_or_green), labels, [1, 2])
    assert (rgb[0] > 250).all()
    assert (rgb[1] > 250).all() != hinted


def test_what_the_network_proposes_is_a_guess_however_sure_it_is() -> None:
    page = np.full((64, 96), 255, np.uint8)
    page[:, [31, 63]] = 0
    page[[0, -1]] = 0
    result = celtint.colour(
        celtint.Picture(page),
        dabs(page.shape, (15, 32, (200, 40, 30)), (47, 32, (40, 90, 220))),
        network=_tiny_network(),
        settings=celtint.Settings(mode="line", undecided="network"),
    )
    found = {region.box[0] // 31: (region.decided_by, region.unsure) for region in result.regions}
    assert found == {0: ("hint", False), 1: ("hint", False), 2: ("network", True)}


def test_a_hint_that_ran_on_through_a_wide_place_is_unsure_too() -> None:
    assert [is_unsure("hint", sure) for sure in (0.3, 0.7, 1.0)] == [True, False, False]
    assert [is_unsure(who, 0.3) for who in ("box", "key", "distinct", "none")] == [False] * 4
