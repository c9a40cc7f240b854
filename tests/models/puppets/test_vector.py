"""Clips of packaged vector art, from a package as the cache keeps it."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from celtint_train.puppets import vector
from celtint_train.puppets.actions import RESTING
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.skeleton import Build, PosedSkeleton
from hypothesis import given
from hypothesis import strategies as st

SIZE = (135, 240)
HOUSE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#c03020" d="M2 14 16 3l14 11z"/>
<path fill="#e0c080" fill-rule="evenodd" d="M5 14h22v15H5zM8 17v5h5v-5z"/><path fill="#111111" d="M10 24h1v1h-1z"/>
<path fill="{colour}" d="M14 22c0-2 4-2 4 0s-4 2-4 0"/>{more}</svg>"""
MORE = "".join(f'<path fill="#40{k}080" d="M{6 + 4 * k} 11h2v2h-2z"/>' for k in range(6))


def _svg(colour: str) -> str:
    return HOUSE.format(colour=colour, more=MORE)


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of 120 houses in an empty cache."""
    (tmp_path / "packages").mkdir()
    with tarfile.open(tmp_path / "packages" / "fluentui-emoji-1.3.0.tgz", "w:gz") as package:
        for k in range(120):
            data = _svg(f"#{k:02x}{255 - k:02x}90").encode()
            entry = tarfile.TarInfo(f"package/icons/flat/house-{k}.svg")
            entry.size = len(data)
            package.addfile(entry, io.BytesIO(data))
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    vector.pictures.cache_clear()
    yield
    vector.pictures.cache_clear()


@pytest.mark.usefixtures("packaged")
def test_a_seed_gives_one_clip_and_not_the_characters() -> None:
    one, two = (make_clip(3, "train", 8, 2, SIZE, "vector-art") for _ in range(2))
    for k in (5, 0):
        assert (one.drawing(k).ink == two.drawing(k).ink).all()
        assert (one.drawing(k).identity == two.drawing(k).identity).all()
    assert (one.drawing(0).ink != make_clip(3, "train", 8, 2, SIZE).drawing(0).ink).any()
    assert set(np.unique(one.drawing(0).identity).tolist()) <= set(one.palette)


@pytest.mark.usefixtures("packaged")
def test_the_splits_share_no_picture_and_train_has_most() -> None:
    train, validation, bench = (set(vector.pictures(s)) for s in ("train", "validation", "bench"))
    assert validation and bench and len(train) > 90
    assert len(train | validation | bench) == len(train) + len(validation) + len(bench) == 120


def test_shapes_know_their_holes_and_their_colour(tmp_path: Path) -> None:
    path = tmp_path / "house.svg"
    path.write_text(_svg("#123456"), encoding="utf-8")
    shapes = vector.shapes_of(path)
    assert [len(rings) for rings, _ in shapes[:4]] == [1, 2, 1, 1]
    assert [colour for _, colour in shapes[:2]] == [(0xC0, 0x30, 0x20), (0xE0, 0xC0, 0x80)]
    hole = shapes[1][0][1]
    assert hole.min(axis=0).tolist() == [8, 17] and hole.max(axis=0).tolist() == [13, 22]


def test_a_creature_stands_on_the_ground_and_what_is_dark_is_ink(tmp_path: Path) -> None:
    path = tmp_path / "house.svg"
    path.write_text(_svg("#123456"), encoding="utf-8")
    made = vector.creature("prop", path, np.random.default_rng(1))
    points = np.vstack([p.outline for p in made.figure.every()])
    assert points[:, 1].max() == pytest.approx(0) and abs(points[:, 0].max() + points[:, 0].min()) < 1e-9
    assert np.ptp(points, axis=0).max() <= Build().height + 1e-9
    assert {p.solid for p in made.figure.pieces if p.colour is None} == {True}
    assert sum(p.colour is None for p in made.figure.pieces) >= 1


@given(st.integers(0, 10_000), st.floats(0, 100), st.floats(-0.3, 0.3))
def test_what_touches_at_rest_touches_in_every_pose(seed: int, time: float, bend: float) -> None:
    rng = np.random.default_rng(seed)
    rig = vector.Soft(vector.joints(rng, 3.0, 4.0), 1.5)
    body = PosedSkeleton(Build(), RESTING | {"bend": bend, "y": -0.5}, time)
    rest = rng.uniform((-1.5, -4), (1.5, 0), (50, 2))
    moved = rig(rest, body) - rig(np.add(rest, 1e-4), body)
    assert (np.linalg.norm(moved, axis=1) < 6e-4).all()
