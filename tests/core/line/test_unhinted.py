"""What no hint decides: `undecided` "auto" and "mean", in drawings, grey pictures and sequences."""

import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import celtint
import cv2
import numpy as np
import pytest
from celtint import (
    Box,
    Hints,
    Network,
    Networks,
    Palette,
    PaletteEntry,
    Picture,
    SequenceSettings,
    Settings,
    colour,
    colour_sequence,
)
from celtint.colours.lab import lab_to_srgb8, srgb_to_lab
from celtint.types.choices import DECIDED_BY, SEQUENCE_UNDECIDED, UNDECIDED, DecidedBy, Undecided
from celtint_client import choices as wire
from celtint_client import messages, sequences
from celtint_models.registry import load_matcher

from ..drawings import dabs

RED, BLUE, GREEN = (200, 30, 40), (30, 60, 220), (20, 160, 70)
SIZE = (140, 260)
FRAME_LEFT, INSIDE_LEFT, FRAME_RIGHT, INSIDE_RIGHT, OUTSIDE = (70, 26), (70, 60), (70, 156), (70, 190), (4, 4)
TIMES = [1, 3]


def page(times: int = 1) -> Any:
    """Two rooms, each with a closed room in it; nothing touches the page's edge."""
    drawn = np.full((SIZE[0] * times, SIZE[1] * times), 255, np.uint8)
    for x in (16, 146):
        for inset in (0, 20):
            corners = ((x + inset) * times, (20 + inset) * times), ((x + 90 - inset) * times, (120 - inset) * times)
            cv2.rectangle(drawn, *corners, 0, 2 * times)
    return drawn


def spots(*told: tuple[tuple[int, int], tuple[int, int, int]], times: int = 1) -> Hints:
    layer = np.zeros((SIZE[0] * times, SIZE[1] * times, 4), np.uint8)
    for (y, x), rgb in told:
        layer[(y - 2) * times : (y + 3) * times, (x - 2) * times : (x + 3) * times] = (*rgb, 255)
    return Hints(layer)


def at(result: celtint.Result, spot: tuple[int, int], times: int = 1) -> Any:
    """The region at a place: its colour (None where it is clear) and who decided."""
    label = int(result.labels[spot[0] * times, spot[1] * times])
    info = next(r for r in result.regions if r.id == label)
    shown = result.colour[spot[0] * times, spot[1] * times].tolist()
    assert shown == ([*info.colour, 255] if info.colour else [0, 0, 0, 0])
    return info.colour, info.decided_by


@pytest.mark.parametrize("times", TIMES)
def test_a_region_without_a_hint_takes_the_dab_that_reaches_it_first_and_the_outside_stays_empty(times: int) -> None:
    hints = spots((FRAME_LEFT, RED), (FRAME_RIGHT, BLUE), times=times)
    result = colour(Picture(page(times)), hints)
    assert at(result, INSIDE_LEFT, times) == (RED, "rule")
    assert at(result, INSIDE_RIGHT, times) == (BLUE, "rule")
    assert at(result, FRAME_LEFT, times) == (RED, "hint")
    assert at(result, OUTSIDE, times) == (None, "none")
    assert all(r.unsure and r.confidence < 0.5 for r in result.regions if r.decided_by == "rule")


def test_a_box_with_a_colour_counts_as_a_dab() -> None:
    result = colour(Picture(page()), boxes=[Box(10, 10, 110, 120, "left", RED)])
    assert at(result, INSIDE_RIGHT) == (RED, "rule")
    assert at(result, OUTSIDE) == (None, "none")


def test_a_palette_is_what_undecided_regions_choose_from() -> None:
    palette = Palette((PaletteEntry("a", "a", (190, 40, 40)), PaletteEntry("b", "b", (40, 60, 200))))
    hints = spots((FRAME_LEFT, RED), (FRAME_RIGHT, BLUE))
    result = colour(Picture(page()), hints, palette=palette)
    assert at(result, INSIDE_LEFT) == ((190, 40, 40), "rule")
    assert at(result, FRAME_LEFT) == (RED, "hint")
    mean = colour(Picture(page()), spots((FRAME_LEFT, RED)), palette=palette, settings=Settings(undecided="mean"))
    assert at(mean, INSIDE_RIGHT) == ((190, 40, 40), "rule")


def test_mean_is_the_mean_of_the_dabs_whatever_their_areas() -> None:
    wanted = tuple(int(v) for v in lab_to_srgb8(srgb_to_lab(np.array([RED, BLUE], np.uint8)).mean(axis=0)[None])[0])
    hints = spots((FRAME_LEFT, RED), (INSIDE_RIGHT, BLUE))
    hints.pixels[60:80, 20:30] = (*RED, 255)
    result = colour(Picture(page()), hints, settings=Settings(undecided="mean"))
    assert at(result, INSIDE_LEFT) == at(result, FRAME_RIGHT) == (wanted, "rule")
    assert at(result, OUTSIDE) == (None, "none")


@pytest.mark.parametrize("undecided", ["auto", "mean"])
def test_without_hints_drawings_and_blank_pages_stay_clear(undecided: Any) -> None:
    for drawn in (page(), np.full(SIZE, 255, np.uint8)):
        for mode in ("auto", "line"):
            result = colour(Picture(drawn), settings=Settings(mode, undecided=undecided))
            assert result.mode == "line" and not result.colour.any()
            assert {r.decided_by for r in result.regions} == {"none"}


def test_a_figure_that_the_page_cuts_off_is_not_the_outside() -> None:
    drawn = np.full((120, 160), 255, np.uint8)
    cv2.ellipse(drawn, (80, 120), (50, 90), 0, 180, 360, 0, 2)
    cv2.line(drawn, (30, 80), (130, 80), 0, 2)
    layer = dabs(drawn.shape, (80, 50, RED))
    result = colour(Picture(drawn), layer)
    assert result.colour[110, 80].tolist() == [*RED, 255]
    assert result.colour[4, 4, 3] == result.colour[115, 4, 3] == 0


def test_a_frame_along_the_edge_leaves_no_outside() -> None:
    drawn = page()
    cv2.rectangle(drawn, (0, 0), (SIZE[1] - 1, SIZE[0] - 1), 0, 2)
    result = colour(Picture(drawn), spots((FRAME_LEFT, RED)))
    assert at(result, (8, 8)) == (RED, "rule")


def test_the_words_are_the_same_on_the_wire_and_all_of_them_work() -> None:
    assert get_args(Undecided) == UNDECIDED == wire.UNDECIDED
    assert SEQUENCE_UNDECIDED == wire.SEQUENCE_UNDECIDED
    assert get_args(DecidedBy) == DECIDED_BY
    for found in (Settings(), SequenceSettings(), messages.Settings(), sequences.SequenceSettings()):
        assert found.undecided == "auto"
    for word in set(UNDECIDED) - {"network"}:
        assert colour(Picture(page()), spots((FRAME_LEFT, RED)), settings=Settings(undecided=word)).regions


def _never() -> Network | None:
    raise AssertionError("the network was loaded")


def _grey() -> Any:
    return np.tile(np.linspace(40, 210, 96).astype(np.uint8), (80, 1))


def test_auto_loads_a_network_for_grey_pictures_with_hints_alone() -> None:
    """Elsewhere it was no nearer to unseen art than doing without: docs/benchmarks.md, "What no hint decides"."""
    colour(Picture(page()), network=_never)
    colour(Picture(page()), spots((FRAME_LEFT, RED)), network=_never)
    plain = colour(Picture(_grey()), network=_never)
    assert plain.mode == "grey" and np.ptp(plain.colour[..., :3].astype(int), axis=2).max() <= 1
    clear = Hints(np.zeros((80, 96, 4), np.uint8))
    colour(Picture(_grey()), clear, settings=Settings("grey"), network=_never)
    with pytest.raises(AssertionError):
        colour(Picture(_grey()), dabs((80, 96), (40, 48, RED)), settings=Settings("grey"), network=_never)


def test_auto_does_without_a_network_where_there_is_none() -> None:
    hints, how = dabs((80, 96), (40, 48, RED)), Settings("grey")
    spread = colour(Picture(_grey()), hints, settings=Settings("grey", undecided="transparent"))
    for none in (None, lambda: None):
        assert np.array_equal(colour(Picture(_grey()), hints, settings=how, network=none).colour, spread.colour)


def test_mean_in_a_grey_picture_holds_far_from_the_hints() -> None:
    flat = np.full((64, 512), 128, np.uint8)
    layer = np.zeros((64, 512, 4), np.uint8)
    layer[28:36, 4:12], layer[28:36, 40:48] = (*RED, 255), (*BLUE, 255)
    made = colour(Picture(flat), Hints(layer), settings=Settings("grey", undecided="mean"))
    told = srgb_to_lab(np.array([RED, BLUE], np.uint8))[:, 1:]
    mean, far = told.mean(axis=0), srgb_to_lab(made.colour[..., :3].copy())[32, 500, 1:]
    assert np.abs(far - mean).max() < np.abs(far - told[1]).max()


SHOT = [10, 14, 18, 22, 26, 30]


class Clip:
    """A box that moves to the right; from its third drawing on there is a ring on the page that no hint knows."""

    def __len__(self) -> int:
        return len(SHOT)

    def picture(self, index: int) -> Picture:
        drawn = np.full((120, 220), 255, np.uint8)
        cv2.rectangle(drawn, (SHOT[index], 20), (SHOT[index] + 60, 100), 0, 2)
        if index >= 2:
            cv2.circle(drawn, (170, 60), 30, 0, 2)
        return Picture(drawn)


@pytest.mark.parametrize("window", [2, 24])
@pytest.mark.parametrize("undecided", ["auto", "mean"])
def test_what_no_hint_knows_takes_one_colour_over_the_clip_and_is_unsure(window: int, undecided: Any) -> None:
    settings = SequenceSettings("line", undecided, window=window)
    told = {0: dabs((120, 220), (40, 60, GREEN)), 4: dabs((120, 220), (SHOT[4] + 30, 60, GREEN))}
    results = list(colour_sequence(Clip(), {}, told, settings=settings, networks=Networks(_never, load_matcher())))
    found = [next(r for r in result.regions if r.id == int(result.labels[60, 170])) for result in results[2:]]
    assert len({region.colour for region in found}) == 1 and found[0].colour is not None
    assert {region.decided_by for region in found} == {"rule"}
    assert all(region.id in result.unsure for region, result in zip(found, results[2:], strict=True))
    assert all(tuple(r.colour[60, SHOT[r.index] + 30]) == (*GREEN, 255) for r in results)
    assert not any(r.colour[4, 4, 3] for r in results)


@pytest.mark.parametrize("undecided", SEQUENCE_UNDECIDED)
def test_a_sequence_without_keys_and_hints_needs_nothing(undecided: Any) -> None:
    if undecided == "network":
        with pytest.raises(celtint.BadRequest, match="network"):
            list(colour_sequence(Clip(), settings=SequenceSettings("line", undecided)))
        return
    results = list(colour_sequence(Clip(), settings=SequenceSettings("line", undecided)))
    assert not any(r.colour.any() for r in results)


def test_the_command_line_loads_no_network_for_a_drawing(tmp_path: Path) -> None:
    """A network that can't be loaded shows that none is."""
    cv2.imwrite(str(tmp_path / "page.png"), page())
    layer = spots((FRAME_LEFT, RED)).pixels
    cv2.imwrite(str(tmp_path / "dabs.png"), cv2.cvtColor(layer, cv2.COLOR_RGBA2BGRA))
    code = (
        "from celtint_models import registry; registry.load = None; from celtint_cli.main import main; import sys; "
        "sys.exit(main(sys.argv[1:]))"
    )
    words = ["colour", "page.png", "--hints", "dabs.png", "-o", "out.png"]
    said = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    made = np.asarray(cv2.imread(str(tmp_path / "out.png"), cv2.IMREAD_UNCHANGED))
    assert made[INSIDE_LEFT].tolist() == [*RED[::-1], 255] and made[OUTSIDE][3] == 0
