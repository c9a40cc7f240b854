"""Pixels and layers in real Krita without a window: colours survive, places are right, what was there stays."""

from pathlib import Path

import pytest

from .harness import NEEDS, Home, run_offscreen

pytestmark = pytest.mark.needs(*NEEDS)
SRGB, LINEAR = "sRGB-elle-V2-srgbtrc.icc", "sRGB-elle-V2-g10.icc"
WIDE, ACES = "Rec2020-elle-V4-g10.icc", "ACEScg-elle-V4-g10.icc"


@pytest.mark.parametrize("profile", [SRGB, "sRGB built-in"])
def test_colours_are_exact_in_eight_bits(desk: Home, profile: str) -> None:
    found = run_offscreen(desk, "pixels.round_trip", "U8", profile)
    assert (found["read_of_srgb"], found["put"], found["untouched"]) == (0, 0, True)


@pytest.mark.parametrize("depth", ["U16", "F16", "F32"])
@pytest.mark.parametrize("profile", [SRGB, LINEAR, WIDE, ACES])
def test_colours_stay_within_one_step_elsewhere(desk: Home, depth: str, profile: str) -> None:
    found = run_offscreen(desk, "pixels.round_trip", depth, profile)
    assert found["space"][1:] == [depth, profile]
    assert found["read"] <= 1
    assert found["read_of_srgb"] <= 1
    assert found["put"] <= 1
    assert found["untouched"]


@pytest.mark.parametrize("profile", [LINEAR, "ClayRGB-elle-V2-g22.icc", WIDE])
def test_eight_bits_of_other_profiles_are_read_as_krita_reads_them(desk: Home, profile: str) -> None:
    found = run_offscreen(desk, "pixels.round_trip", "U8", profile)
    assert found["read"] <= 1
    assert found["put"] <= 1


@pytest.mark.parametrize(("model", "depth"), [("GRAYA", "U8"), ("GRAYA", "U16"), ("CMYKA", "U8"), ("LABA", "U16")])
def test_other_models_are_converted(desk: Home, model: str, depth: str) -> None:
    found = run_offscreen(desk, "pixels.round_trip", depth, "", model)
    assert found["space"][0] == model
    assert found["read"] <= 1
    assert found["untouched"]
    assert found["put"] <= 1


def test_what_hangs_over_the_edge_and_what_was_moved_is_read_where_it_is(desk: Home) -> None:
    found = run_offscreen(desk, "pixels.places")
    assert found["bounds"] == [-5, -5, 10, 10]
    assert found["over"] == [0, 0, 5, 5]
    assert found["moved"] == [12, 3, 2, 2]


def test_results_go_under_the_lines_and_overwrite_nothing(desk: Home) -> None:
    found = run_offscreen(desk, "pixels.placement")
    assert found["with paper"] == ["paper", "celtint colour", "celtint colour 2", "lines", "above"]
    assert found["untouched"]
    names, blending, paper, ink = found["alone"]
    assert (names, blending) == (["lines", "celtint colour"], "multiply")
    assert paper == [30, 40, 200, 255]
    assert ink == [0, 0, 0, 255]
    group = ["ink", "rough", "celtint colour", "lines"]
    assert found["in a group"] == [["paper", "celtint colour 2", group], 64]


def test_a_layer_for_each_colour_comes_as_one_group(desk: Home) -> None:
    assert run_offscreen(desk, "pixels.split") == ["paper", ["celtint colour", "sky", "sea"], "lines"]


@pytest.mark.parametrize("depth", ["U8", "U16", "F32"])
@pytest.mark.parametrize("times", [[0], [3], [0, 1, 2], [0, 5, 6, 11], [4, 9]])
def test_every_frame_s_pixels_come_back_exactly(desk: Home, depth: str, times: list[int]) -> None:
    keys = sorted({0, *times})
    expected = {"keys": keys, "exact": [True] * len(keys), "layers": ["frames"], "left": False}
    assert run_offscreen(desk, "pixels.frames", depth, times) == expected


def test_frames_that_krita_cannot_read_are_said_and_wait_for_nobody(desk: Home, tmp_path: Path) -> None:
    assert "try again" in run_offscreen(desk, "pixels.broken", str(tmp_path / "broken.kra"))


def test_a_selection_is_read_within_the_page(desk: Home) -> None:
    found = run_offscreen(desk, "pixels.selection")
    assert found["none"]
    assert found["some"] == [y * 20 + x for y in range(2, 6) for x in range(5)]


def test_the_largest_page(desk: Home) -> None:
    found = run_offscreen(desk, "pixels.large", 8192)
    assert found == {"bytes": 4 * 8192 * 8192, "ink": [0, 0, 0, 255], "put": [0, 0, 8192, 8192]}
