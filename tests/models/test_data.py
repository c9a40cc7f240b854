"""Sets are built once, split by group, resumed, attributed; samples are what the network will meet."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint.networks.proposal import PLANES
from celtint_train.data.build import build, split_of, write_attribution
from celtint_train.data.cache import DataError
from celtint_train.data.hints import hint_count, place
from celtint_train.data.lines import draw_lines, screentone
from celtint_train.data.samples import Recipe, make
from celtint_train.data.sources.folder import folder_source
from celtint_train.data.statistics import gamut_bins, rarity, vocabulary
from celtint_train.data.store import load_split, shares
from celtint_train.data.validation import validation


def _draw(path: Path, seed: int) -> None:
    """A small see-through picture of three discs."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((160, 200, 4), np.uint8)
    for x in (50, 100, 150):
        colour = (*(int(c) for c in rng.integers(0, 256, 3)), 255)
        cv2.circle(picture, (x, int(rng.integers(50, 110))), 45, colour, -1)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture)


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of 24 characters with two pictures each, and an empty cache."""
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    for who in range(24):
        for pose in range(2):
            _draw(tmp_path / "show" / f"hero{chr(97 + who)}" / f"pose{pose}.png", who * 2 + pose)
    return tmp_path / "show"


def _manifest(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_folder_becomes_a_set_with_a_manifest(pictures: Path) -> None:
    folder = build(folder_source(pictures, licence="CC0-1.0"))
    rows = _manifest(folder)
    assert len(rows) == 48
    for row in rows:
        assert (folder / f"{row['id']}.webp").exists()
        assert row["licence"] == "CC0-1.0"
        assert row["tags"]
    splits: dict[object, set[object]] = {}
    for row in rows:
        splits.setdefault(row["group"], set()).add(row["split"])
    assert all(len(found) == 1 for found in splits.values())
    assert "CC0-1.0" in write_attribution().read_text(encoding="utf-8")


def test_a_build_goes_on_where_it_stopped_and_mends_what_is_damaged(pictures: Path) -> None:
    folder = build(folder_source(pictures))
    files = sorted(folder.glob("*.webp"))
    stamps = {f: f.stat().st_mtime_ns for f in files}
    files[0].write_bytes(b"damaged")
    files[1].unlink()
    build(folder_source(pictures))
    assert sorted(folder.glob("*.webp")) == files
    assert all(f.stat().st_mtime_ns == stamps[f] for f in files[2:])
    assert files[0].read_bytes() != b"damaged"


@pytest.mark.parametrize("folders", [("",), ("one",), ("one", "two", "three")])
def test_of_few_drawings_one_is_held_back_and_the_rest_learned(
    folders: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    for seed, name in enumerate("cdeijk"):  # chance alone would hold none back in the first two cases
        _draw(tmp_path / "show" / folders[seed % len(folders)] / f"{name}.png", seed)
    splits = [row["split"] for row in _manifest(build(folder_source(tmp_path / "show")))]
    assert 1 <= splits.count("validation") <= 3 and splits.count("train") >= 3
    _draw(tmp_path / "show" / "more.png", 9)
    assert len(_manifest(build(folder_source(tmp_path / "show")))) == 7


def test_about_a_twelfth_is_held_back() -> None:
    held = sum(split_of(f"group {i}", 0.08) == "validation" for i in range(4000))
    assert 0.06 < held / 4000 < 0.10


def test_validation_pictures_come_on_white_and_in_the_same_order(pictures: Path) -> None:
    build(folder_source(pictures))
    one, two = list(validation(3)), list(validation(3))
    assert [name for name, _ in one] == [name for name, _ in two]
    assert all(rgb.dtype == np.uint8 and rgb.shape[2] == 3 for _, rgb in one)
    assert all(np.array_equal(a, b) for (_, a), (_, b) in zip(one, two, strict=True))
    assert (one[0][1][0, 0] == 255).all()


def test_without_sets_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    with pytest.raises(DataError, match="celtint data build"):
        load_split("train")
    with pytest.raises(DataError, match="celtint data build"):
        next(validation(1))


def test_samples_are_the_networks_planes(pictures: Path) -> None:
    build(folder_source(pictures))
    stored = load_split("train")
    assert np.isclose(shares(stored).sum(), 1)
    words = vocabulary(stored, at_least=2)
    tags = {word: i + 1 for i, word in enumerate(words)}
    modes, told = set(), 0
    for seed in range(24):
        sample = make(stored[seed % len(stored)], Recipe(size=64), tags, np.random.default_rng(seed))
        assert sample.planes.shape == (PLANES, 64, 64)
        assert sample.planes.dtype == np.float32
        assert sample.lab.shape == (3, 64, 64)
        assert np.isfinite(sample.planes).all()
        assert sample.weight.min() >= 0
        assert sample.weight.max() <= 1
        assert sample.tags.shape == (8, 8)
        modes.add(float(sample.planes[1, 0, 0]))
        told += bool(sample.tags.any())
    assert modes == {0.0, 1.0}
    assert 0 < told < 24
    again = make(stored[0], Recipe(size=64), tags, np.random.default_rng(0))
    first = make(stored[0], Recipe(size=64), tags, np.random.default_rng(0))
    assert again.planes.tobytes() == first.planes.tobytes()


def test_bins_cover_the_gamut_and_rare_ones_weigh_more(pictures: Path) -> None:
    build(folder_source(pictures))
    bins, share = gamut_bins(load_split("train"), 32)
    assert bins.shape == (32, 3)
    assert (bins[:, 0] >= 0).all()
    assert (bins[:, 0] <= 100).all()
    weight = rarity(share)
    assert weight[share.argmin()] >= weight[share.argmax()]


def test_half_of_the_samples_have_no_hints_and_none_over_a_hundred() -> None:
    rng = np.random.default_rng(0)
    counts = np.array([hint_count(rng) for _ in range(4000)])
    assert 0.46 < (counts == 0).mean() < 0.54
    assert counts.max() <= 100
    assert np.median(counts[counts > 0]) < 15


def test_hints_take_the_pictures_colours() -> None:
    rgb = np.full((64, 64, 3), (120, 40, 200), np.uint8)
    rng = np.random.default_rng(5)
    colours, mask = place(rgb, 20, rng)
    assert 20 <= mask.sum() < 400
    assert (colours[mask] == (120, 40, 200)).all()


def test_some_hints_fill_much_of_a_region_and_stop_at_its_edge() -> None:
    rgb = np.full((64, 64, 3), (120, 40, 200), np.uint8)
    rgb[:, 32:] = (230, 220, 40)
    areas, right = [], []
    for seed in range(40):
        colours, mask = place(rgb, 3, np.random.default_rng(seed))
        areas.append(int(mask.sum()))
        right.append(float((colours == rgb).all(axis=2)[mask].mean()))
    assert np.mean(np.array(right) == 1) > 0.8  # a few are wrong on purpose
    assert max(areas) > 200 and np.median(areas) < 60


def test_screentone_is_where_it_is_neither_white_nor_black_and_denser_where_darker() -> None:
    light = np.repeat(np.repeat(np.array([[0.05, 0.35, 0.7, 0.95]], np.float32), 32, axis=1), 64, axis=0)
    for seed in range(8):
        ink = screentone(light, np.zeros_like(light), np.random.default_rng(seed))
        black, dark, pale, white = (ink[:, k * 32 + 4 : k * 32 + 28] for k in range(4))
        assert black.max() == 0 and white.max() == 0
        assert (dark > 0).mean() > (pale > 0).mean() > 0


def test_lines_are_drawn_where_colours_meet() -> None:
    rgb = np.full((64, 64, 3), 230 / 255, np.float32)
    rgb[:, 32:] = (0.2, 0.3, 0.6)
    light = rgb.mean(axis=2, dtype=np.float32)
    for seed in range(12):
        ink = draw_lines(rgb, light, None, np.random.default_rng(seed))
        assert ink.shape == (64, 64)
        assert ink[:, 26:38].max() > 0.25
        assert ink[:, :20].max() < 0.2
