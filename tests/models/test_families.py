"""One tiny network of each family, trained for real for a few steps: the loss falls, the exported file answers as
torch does, and the core colours with it by its descriptor alone."""

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest

from .learning import learns

pytestmark = pytest.mark.needs("torch")

FAMILIES: dict[str, dict[str, object]] = {
    "recolourise-unet-v1": {"widths": [4, 8, 8, 8, 8]},
    "recolourise-unet-v2": {"widths": [4, 8, 8, 8, 8], "planes": 5, "outputs": 3},
    "recolourise-unet-v2-newloss": {"widths": [4, 8, 8, 8, 8], "planes": 5, "outputs": 3},
    "zhang-class": {"share": 0.06},
    "linear-baseline": {},
    "conv-autoencoder": {},
    "unet-mse": {"share": 0.12},
    "pix2pix-gan": {"share": 0.12},
    "video-gan": {"share": 0.12},
    "abstract-ae-v12": {"share": 0.2},
    "experiments/opted-1": {"widths": [4, 8, 8, 8, 8], "planes": 5, "outputs": 2},
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty pictures of discs whose colour goes with their lightness."""
    from celtint_train.data.build import build
    from celtint_train.data.sources.folder import folder_source

    root = tmp_path_factory.mktemp("art")
    rng = np.random.default_rng(0)
    (root / "discs").mkdir()
    for number in range(40):
        picture = np.full((120, 120, 3), 255, np.uint8)
        for colour in ((30, 60, 220), (200, 120, 40), (60, 200, 90)):
            middle = rng.integers(20, 100, 2)
            cv2.circle(picture, tuple(int(v) for v in middle), 28, colour, -1)
        cv2.imwrite(str(root / "discs" / f"disc{number}.png"), picture)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELTINT_CACHE", str(root))
        build(folder_source(root / "discs"))
    return root


@pytest.mark.parametrize("name", FAMILIES)
def test_a_tiny_one_learns_is_exported_and_colours(
    name: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _learns(name, FAMILIES[name], cache, tmp_path, monkeypatch)


@pytest.mark.needs("efficientnet_lite_pytorch")
@pytest.mark.parametrize("name", ["unet-global", "experiments/unet-global-told"])
def test_global_features_come_from_a_classifier(
    name: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _learns(name, {"widths": [4, 8, 8, 8, 8]}, cache, tmp_path, monkeypatch)


def _learns(
    name: str, options: dict[str, object], cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from celtint.networks.proposal import propose
    from celtint_models.registry import load_from
    from celtint_train.data.samples import Recipe as SampleRecipe
    from celtint_train.recipe import read_recipe
    from celtint_train.training.export import export
    from celtint_train.training.train import Trainer, run_folder

    monkeypatch.setenv("CELTINT_CACHE", str(cache))
    recipe = dataclasses.replace(
        read_recipe(name), options=options, batch=4, sizes=(64,), steps=400, ema=0.9, learning_rate=3e-2,
        sources=("folder-discs",), workers=0, threads=1, samples=SampleRecipe(whole=1.0),
    )  # fmt: skip
    folder = run_folder(recipe, tmp_path)
    trainer = Trainer(recipe, folder, resume=False)
    measure = "mse" if recipe.task == "adversarial-colouring" else "loss"
    with trainer.log:
        trainer.end_epoch(learns(trainer, measure))
    assert (folder / "samples.png").stat().st_size > 1000 and (folder / "losses.png").stat().st_size > 500
    if recipe.task == "adversarial-colouring":
        header = (folder / "log.csv").read_text(encoding="utf-8").splitlines()[0]
        assert all(f"train {term}" in header for term in ("loss", "mse", "adversarial", "opponent"))
    path = export(recipe, folder, tmp_path, {})
    network = load_from(path.with_suffix(".toml"), 1)
    assert network.descriptor.takes_hints == ("mask" in recipe.planes)
    grey, hints = np.full((70, 93), 120, np.uint8), np.zeros((70, 93, 4), np.uint8)
    hints[30, 30] = (200, 40, 40, 255)
    assert propose(network, grey, "grey", hints).lab.shape == (70, 93, 3)


def test_what_is_published_has_its_figures_and_its_card(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from celtint_models.registry import load_from
    from celtint_train.evaluation.bench import real
    from celtint_train.recipe import read_recipe
    from celtint_train.training.publishing import publish
    from celtint_train.training.train import train

    monkeypatch.setenv("CELTINT_CACHE", str(cache))
    monkeypatch.setattr(real, "TUNED_ON", 0)
    recipe = dataclasses.replace(
        read_recipe("linear-baseline"), sources=("folder-discs",), steps=3, workers=0, threads=1
    )
    folder = train(recipe, tmp_path, resume=False)
    path = publish(recipe, folder, tmp_path, 1, tmp_path / "kept")
    assert load_from(path.with_suffix(".toml"), 1).descriptor.metrics["grey, PSNR dB, 0 hints"] > 5
    card = path.with_suffix(".md").read_text(encoding="utf-8")
    for words in ("Licence", "Limits", "3 steps", "folder-discs", "accuracy"):
        assert words in card


def test_of_a_network_with_an_opponent_the_latest_weights_are_kept(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from celtint_train.recipe import read_recipe
    from celtint_train.training.train import Trainer, run_folder

    monkeypatch.setenv("CELTINT_CACHE", str(cache))
    for name, latest in (("pix2pix-gan", True), ("unet-mse", False)):
        recipe = dataclasses.replace(
            read_recipe(name), options={"share": 0.12}, batch=2, sources=("folder-discs",), steps=9, workers=0,
            threads=1,
        )  # fmt: skip
        trainer = Trainer(recipe, run_folder(recipe, tmp_path), resume=False)
        trainer.state.best = 0.0  # no loss will ever be below
        torch.save({}, trainer.folder / "best.pt")
        with trainer.log:
            trainer.end_epoch([trainer.step()])
        kept = torch.load(trainer.folder / "best.pt", weights_only=True)
        assert bool(kept) == latest
