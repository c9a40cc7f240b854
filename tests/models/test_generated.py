"""The sources that are drawn here: the same each time, of many colours, built as any other, and learned from."""

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_train.data.build import build
from celtint_train.data.sources import generated
from celtint_train.data.sources.registry import known_sources
from celtint_train.data.store import load_split
from celtint_train.evaluation.models.measures import colourfulness

from .learning import learns

KINDS = {"abstract-geometric": generated.geometric, "abstract-fluid": generated.fluid}


@pytest.mark.parametrize("draw", KINDS.values())
def test_an_abstract_picture_is_coloured_and_the_same_each_time(draw) -> None:
    one, again, other = (draw(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one.shape == (generated.SIDE, generated.SIDE, 3) and np.array_equal(one, again)
    assert np.abs(one.astype(int) - other).mean() > 10
    assert colourfulness(one) > 15


@pytest.mark.parametrize("name", [*KINDS, "clip-frames"])
def test_a_generated_source_is_drawn_once_and_built(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    monkeypatch.setattr(generated, "PICTURES", 60)
    monkeypatch.setattr(generated, "CLIPS", 30)  # the first that is held back is the 27th
    monkeypatch.setattr(generated, "FRAMES", 2)
    monkeypatch.setattr(generated, "CLIP_SIZE", (108, 144))
    build(known_sources()[name])
    learned, held = load_split("train", [name]), load_split("validation", [name])
    assert len(learned) + len(held) == 60 and held
    drawn = sorted(path for path in tmp_path.glob("generated/*/*.png"))
    assert len(drawn) == 60
    first = cv2.imread(str(drawn[0]))
    assert first is not None and first.std() > 5
    if name == "clip-frames":
        # Frames of a clip follow each other and stay on one side of the split.
        assert not {s.row["group"] for s in learned} & {s.row["group"] for s in held}
    before = drawn[0].stat().st_mtime_ns
    build(known_sources()[name])
    assert drawn[0].stat().st_mtime_ns == before


@pytest.mark.needs("torch")
def test_an_abstract_autoencoder_learns_from_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from celtint_train.recipe import read_recipe
    from celtint_train.training.train import Trainer, run_folder

    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    monkeypatch.setattr(generated, "PICTURES", 40)
    for name in KINDS:
        build(known_sources()[name])
    recipe = dataclasses.replace(
        read_recipe("abstract-ae-v12"), options={"share": 0.2}, batch=4, sizes=(64,), steps=400, ema=0.9,
        learning_rate=1e-2, workers=0, threads=1,
    )  # fmt: skip
    trainer = Trainer(recipe, run_folder(recipe, tmp_path), resume=False)
    with trainer.log:
        trainer.end_epoch(learns(trainer))
