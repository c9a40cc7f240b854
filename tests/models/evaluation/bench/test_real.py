"""The bench on real art, whole, on a set of two small pictures; and the rivals it measures beside celtint."""

import json

import cv2
import numpy as np
import pytest
from celtint.colours.lab import srgb_to_lab
from celtint_train.data.cache import DataError
from celtint_train.data.validation import validation
from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench import real
from celtint_train.evaluation.rivals import levin
from celtint_train.puppets.scenes import make_scene


def build_set(root, split="validation"):
    folder = root / "sets" / "drawn"
    folder.mkdir(parents=True)
    rows = []
    for seed in (1, 2):
        flats = make_scene(96, seed=seed).flats
        bgr = cv2.cvtColor(flats, cv2.COLOR_RGB2BGR)
        cv2.imwrite(str(folder / f"p{seed}.webp"), bgr, [cv2.IMWRITE_WEBP_QUALITY, 101])
        rows.append({"id": f"p{seed}", "source": "drawn", "split": split, "line": False})
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


@pytest.fixture
def small_set(tmp_path, monkeypatch):
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    monkeypatch.setattr(real, "SIDE", 96)
    monkeypatch.setattr(real, "TUNED_ON", 0)
    build_set(tmp_path)


@pytest.fixture
def two_halves():
    light = np.full((24, 30), 0.3, np.float32)
    light[:, 15:] = 0.8
    held = np.zeros((24, 30), bool)
    held[12, 4] = held[3, 20] = True
    chroma = np.zeros((24, 30, 2), np.float32)
    chroma[12, 4], chroma[3, 20] = (40, 10), (-20, 30)
    return light, chroma, held


@pytest.mark.usefixtures("small_set")
def test_too_few_pictures_are_said():
    assert len(list(real.cases("grey", 5, leave=1))) == 1
    with pytest.raises(DataError, match="build more with celtint data build"):
        list(real.cases("grey", 5, leave=2))


@pytest.mark.needs("gmic")
@pytest.mark.usefixtures("small_set")
def test_a_section_with_every_tool_and_number_of_hints():
    said = []
    section = real.run(2, counts=(0, 10, 100), say=said.append)
    assert len(said) == 4
    assert [bar.what for bar in section.bars] == [
        "grey, real art, 10 hints, PSNR in dB",
        "grey, real art, 100 hints, PSNR in dB",
    ]
    for name in ("celtint, no network", "Levin 2004", "watershed", "nearest hint", "G'MIC Smart Coloring"):
        assert f"| {name} |" in section.text
    assert set(section.pictures) == {"real-grey", "real-line"}
    assert section.pictures["real-grey"].ndim == 3


def test_without_sets_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    with pytest.raises(DataError, match="celtint data build"):
        real.run(1, say=lambda _line: None)


@pytest.mark.usefixtures("small_set")
def test_hints_are_the_same_each_time_and_off_the_ink():
    case = next(real.cases("line", 1))
    hints = real.simulated_hints(case, 30, 5)
    assert np.array_equal(hints, real.simulated_hints(case, 30, 5))
    assert not np.array_equal(hints, real.simulated_hints(case, 30, 6))
    painted = hints[..., 3] == 255
    assert 100 < painted.sum() <= 270
    away = np.abs(hints[painted][:, :3].astype(int) - case.truth[painted]).max(axis=1)
    assert np.median(away) == 0
    assert case.ink[painted].mean() < case.ink.mean() + 0.2


@pytest.mark.usefixtures("small_set")
def test_regions_are_the_flats_of_the_picture():
    _, truth = next(validation(1))
    regions = real.regions_of(truth)
    sizes = np.bincount(regions.ravel())[1:]
    assert len(sizes) >= 3
    assert sizes.min() > real.LEAST
    lab = srgb_to_lab(truth)
    spread = [np.abs(lab[regions == k] - np.median(lab[regions == k], axis=0)).mean() for k in range(1, len(sizes) + 1)]
    assert np.median(spread) < 3


def test_a_perfect_answer_gets_full_marks_and_a_cap():
    truth = make_scene(96, seed=3).flats
    case = real.Case("one", truth, truth[..., 0], np.zeros(truth.shape[:2], bool), real.regions_of(truth))
    scores = real.Scores()
    real._add(scores, truth, case, srgb_to_lab(truth))
    assert scores == real.Scores([60.0], [0.0], [1.0])


@pytest.mark.usefixtures("small_set")
def test_of_line_art_what_lies_under_the_lines_does_not_count():
    for case in real.cases("line", 2):
        scores = real.Scores()
        real._add(scores, sheets.inked(case.truth, case.given), case, srgb_to_lab(case.truth))
        assert case.regions.max() >= 2 and scores.regions == [1.0]
        assert (case.given[case.regions > 0] >= real.PAPER).all()


def test_a_region_that_lies_mostly_under_lines_is_none():
    regions = np.zeros((20, 40), np.int32)
    regions[:, :20], regions[:, 20:] = 1, 2
    drawn = np.full((20, 40), 255, np.uint8)
    drawn[:12, :20] = drawn[:8, 20:] = 0
    assert np.array_equal(real.beside_lines(regions, drawn), np.where((regions == 2) & (drawn > 0), 1, 0))


def test_every_rival_keeps_the_hints(two_halves):
    light, chroma, held = two_halves
    for rival in (levin.levin, levin.flood, levin.nearest):
        assert np.allclose(rival(light, chroma, held)[held], chroma[held], atol=1e-4)


def test_levin_and_watershed_stop_at_the_edge_and_the_nearest_hint_does_not(two_halves):
    light, chroma, held = two_halves
    smooth = levin.levin(light, chroma, held)
    assert np.abs(smooth[:, :13] - (40, 10)).max() < 2
    assert np.abs(smooth[:, 17:] - (-20, 30)).max() < 2
    flooded = levin.flood(light, chroma, held)
    assert (flooded[:, :13] == (40, 10)).all() and (flooded[:, 17:] == (-20, 30)).all()
    assert (levin.nearest(light, chroma, held)[0, 13] == (-20, 30)).all()


def test_levin_solves_its_own_equations():
    rng = np.random.default_rng(0)
    light = np.asarray(cv2.GaussianBlur(rng.random((20, 26)).astype(np.float32), (0, 0), 1.5), np.float32)
    held = rng.random((20, 26)) < 0.05
    chroma = rng.uniform(-50, 50, (20, 26, 2)).astype(np.float32)
    answer = levin.levin(light, chroma, held)
    weights = levin._weights(light.astype(np.float64))
    assert np.allclose(sum(weights), 1.0)
    around = np.pad(answer.astype(np.float64), ((1, 1), (1, 1), (0, 0)))
    mean = sum(
        weight[..., None] * around[1 + dy : 21 + dy, 1 + dx : 27 + dx]
        for (dy, dx), weight in zip(levin._AROUND, weights, strict=True)
    )
    assert np.abs(mean - answer)[~held].max() < 1e-3
