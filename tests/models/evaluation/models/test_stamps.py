"""What was measured is kept under a stamp that changes with each thing that decides it."""

import dataclasses
import json
import os
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint import Network, Settings
from celtint_models import registry
from celtint_train.data.build import build
from celtint_train.data.sources.folder import folder_source
from celtint_train.evaluation.bench import real
from celtint_train.evaluation.models import contenders, results, stamps

from ... import importing

PICTURES, SCORED = 24, 2


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    """A small network, and pictures to measure it on."""
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(real, "TUNED_ON", 0)
    rng = np.random.default_rng(0)
    (tmp_path / "art").mkdir()
    for number in range(PICTURES):
        picture = np.full((100, 100, 3), 255, np.uint8)
        cv2.circle(picture, (50, 50), 30, [int(c) for c in rng.integers(0, 256, 3)], -1)
        cv2.imwrite(str(tmp_path / "art" / f"disc{chr(97 + number)}.png"), picture)
    build(folder_source(tmp_path / "art"))
    (tmp_path / "w.onnx").write_bytes(importing.ddcolor())
    (tmp_path / "w.toml").write_text(importing.DDCOLOR, encoding="utf-8")
    return registry.load_from(tmp_path / "w.toml", 1)


def stamp(network: Network, limit: int = SCORED) -> str:
    return results.stamp_of(contenders.of_network(network), limit)


def test_the_same_has_the_same_stamp_however_it_was_measured_before(network: Network, tmp_path: Path) -> None:
    assert stamp(network) == stamp(registry.load_from(tmp_path / "w.toml", 1))
    measured = dataclasses.replace(network.descriptor, metrics={"grey, PSNR dB, 10 hints": 30.0})
    assert stamp(Network(measured, importing.ddcolor(), 1)) == stamp(network)


def test_it_changes_with_the_network(network: Network) -> None:
    weights, told = importing.ddcolor(), network.descriptor
    others = [
        Network(told, _trained_again(weights), 1),
        Network(told, weights, 2),
        Network(dataclasses.replace(told, side=told.side * 2), weights, 1),
    ]
    assert len({stamp(network), *map(stamp, others)}) == 4


def _trained_again(weights: bytes) -> bytes:
    import onnx

    model = onnx.load_from_string(weights)
    model.doc_string = "trained again"
    return bytes(model.SerializeToString())


def test_it_changes_with_the_pictures_and_how_many_there_are(network: Network, tmp_path: Path) -> None:
    first = stamp(network)
    assert stamp(network, SCORED + 1) != first
    (manifest,) = (tmp_path / "cache" / "sets").glob("*/manifest.jsonl")
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    scored = min((row for row in rows if row["split"] == "validation"), key=lambda row: str(row["id"]))
    trained = next(row for row in rows if row["split"] != "validation")
    for row, changes in ((trained, False), (scored, True)):
        row["sha256"] = "0" * 64
        manifest.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
        assert (stamp(network) != first) == changes


@pytest.mark.parametrize("name", stamps.LIBRARIES)
def test_it_changes_with_the_versions_of_what_computes(
    name: str, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, version = stamp(network), metadata.version
    monkeypatch.setattr(metadata, "version", lambda asked: version(asked) + (".post1" if asked == name else ""))
    assert stamp(network) != first


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (real, "TUNED_ON", 1), (real, "SIDE", 64), (results, "COUNTS", (0, 3)), (results, "CLIPS", 1),
        (results, "FRAMES", 2), (results, "CLIP_SIZE", (72, 96)),
    ],
)  # fmt: skip
def test_it_changes_with_the_settings_of_measuring(
    module: object, name: str, value: object, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stamp(network)
    monkeypatch.setattr(module, name, value)
    assert stamp(network) != first


def test_it_changes_with_what_celtint_is_asked(monkeypatch: pytest.MonkeyPatch, network: Network) -> None:
    def alone() -> str:
        return next(results.stamp_of(one, SCORED) for one in contenders.without_network() if "celtint" in one.name)

    first, ours = alone(), stamp(registry.load(threads=1))
    monkeypatch.setattr(contenders, "ALONE", Settings(mode="grey", undecided="mean"))
    monkeypatch.setattr(contenders, "ASKING", Settings(mode="grey", undecided="auto"))
    assert alone() != first and stamp(registry.load(threads=1)) != ours


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Have a source file end with another line, as far as stamps see."""
    digest, other = stamps._digest, set[str]()

    def seen(path: Path) -> str:
        return digest(path) + ("edited" if any(path.as_posix().endswith(end) for end in other) else "")

    monkeypatch.setattr(stamps, "_digest", seen)
    yield other.add
    assert all((Path(__file__).parents[4] / end).is_file() for end in other)


DECIDE = [
    "core/celtint/colouring.py", "core/celtint/colours/lab.py", "core/celtint/hints/spreading.py",
    "core/celtint/networks/session.py", "core/celtint/networks/heads.py", "core/celtint/types/picture.py",
    "models/celtint_train/evaluation/models/measures.py", "models/celtint_train/evaluation/models/results.py",
    "models/celtint_train/evaluation/models/contenders.py", "models/celtint_train/evaluation/bench/real.py",
    "models/celtint_train/evaluation/rivals/levin.py", "models/celtint_train/evaluation/sequences/metrics.py",
    "models/celtint_train/data/store.py", "models/celtint_train/puppets/clip.py",
]  # fmt: skip
DO_NOT = [
    "models/celtint_train/training/train.py", "models/celtint_train/evaluation/models/report.py",
    "models/celtint_train/networks/hint_unet.py",
]  # fmt: skip


def test_it_changes_with_every_source_that_decides_and_with_no_other(
    network: Network, edited: Callable[[str], None]
) -> None:
    seen = {stamp(network)}
    for end in DO_NOT:
        edited(end)
        assert stamp(network) in seen, end
    for end in DECIDE:
        edited(end)
        now = stamp(network)
        assert now not in seen, end
        seen.add(now)


def test_all_threads_are_as_many_as_there_are(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    every = Network(network.descriptor, importing.ddcolor(), None)
    first = stamp(every)
    monkeypatch.setattr(os, "cpu_count", lambda: 1000)
    assert stamp(every) != first
