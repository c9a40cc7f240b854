"""Where a network learns, and in which precision."""

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest

pytestmark = pytest.mark.needs("torch")


def test_a_device_that_is_not_there_is_said_plainly() -> None:
    import torch
    from celtint_train.networks.devices import device_of

    assert device_of("cpu").type == "cpu"
    assert device_of("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")
    with pytest.raises(ValueError, match="no device"):
        device_of("abacus")
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="no GPU"):
            device_of("cuda")


def test_every_kind_learns_in_bfloat16_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from celtint_train.data.build import build
    from celtint_train.data.sources.folder import folder_source
    from celtint_train.networks import devices
    from celtint_train.recipe import read_recipe
    from celtint_train.training.train import Trainer, run_folder

    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(devices, "has_bfloat16", lambda _: True)  # the processor can, if slowly
    rng = np.random.default_rng(0)
    (tmp_path / "art").mkdir()
    for number in range(24):
        picture = rng.integers(0, 256, (5, 5, 3), np.uint8).repeat(24, axis=0).repeat(24, axis=1)
        cv2.imwrite(str(tmp_path / "art" / f"tiles{number}.png"), picture)
    build(folder_source(tmp_path / "art"))
    for name, options in (
        ("celtint-hint", {"widths": [8, 8, 16, 16]}),
        ("recolourise-unet-v2-newloss", {"widths": [4, 8, 8, 8, 8], "planes": 5, "outputs": 3}),
        ("zhang-class", {"share": 0.06}),
        ("pix2pix-gan", {"share": 0.12}),
    ):
        recipe = dataclasses.replace(
            read_recipe(name), options=options, batch=2, sizes=(64,), bins=16, sources=("folder-art",), steps=9,
            workers=0, threads=1, device="cpu",
        )  # fmt: skip
        trainer = Trainer(recipe, run_folder(recipe, tmp_path), resume=False)
        assert all(np.isfinite(value) for _ in range(2) for value in trainer.step().values())
        assert {str(value.dtype) for value in trainer.network.parameters()} == {"torch.float32"}
