"""A tiny recipe is trained for real: the loss falls, a run resumes, the exported file answers as torch does."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint import HintProposalDescriptor

from .learning import learns

pytestmark = pytest.mark.needs("torch")


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A network of a few thousand weights on forty drawn pictures, in this process: discs, each of three colours with
    a lightness of its own, so that there is something to be learned soon."""
    from celtint_train.data.build import build
    from celtint_train.data.samples import Recipe as SampleRecipe
    from celtint_train.data.sources.folder import folder_source
    from celtint_train.recipe import Recipe

    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    rng = np.random.default_rng(0)
    for number in range(40):
        picture = np.full((120, 120, 3), 255, np.uint8)
        for colour in ((30, 60, 220), (200, 120, 40), (60, 200, 90)):
            middle = rng.integers(20, 100, 2)
            cv2.circle(picture, tuple(int(v) for v in middle), 24, colour, -1)
        (tmp_path / "art").mkdir(exist_ok=True)
        cv2.imwrite(str(tmp_path / "art" / f"disc{number}.png"), picture)
    build(folder_source(tmp_path / "art"))
    return Recipe(
        name="tiny", title="Tiny", minutes=0.0, options={"widths": [8, 8, 16, 16]}, batch=4, sizes=(48,), bins=16,
        workers=0, threads=1, epoch_steps=10, samples=SampleRecipe(size=48), learning_rate=1e-2, ema=0.9,
    )  # fmt: skip


def test_it_starts_at_the_spread() -> None:
    import torch
    from celtint_train.networks.registry import make_network

    known = {"bins": (torch.rand(16, 3) * 50).tolist(), "tags": ["cat", "hair", "tree"]}
    network = make_network("hint-unet", known, widths=[8, 8, 16, 16]).eval()
    planes = torch.rand(1, 10, 32, 32)
    planes[:, 5:8] = planes[:, 2:5]
    with torch.no_grad():
        lab, log_probs = network(planes, torch.zeros(1, 4, 4, dtype=torch.long))
    assert torch.allclose(lab[:, 0], planes[:, 2] * 50 + 50, atol=1e-4)
    assert torch.allclose(lab[:, 1:], planes[:, 3:5] * 64, atol=1e-4)
    assert torch.allclose(log_probs.exp().sum(1), torch.ones(1, 8, 8), atol=1e-4)


def test_the_loss_falls_and_a_run_resumes(recipe: object, tmp_path: Path) -> None:
    from celtint_train.recipe import Recipe
    from celtint_train.training.train import Trainer, run_folder, train

    assert isinstance(recipe, Recipe)
    folder = run_folder(recipe, tmp_path / "runs")
    trainer = Trainer(dataclasses.replace(recipe, minutes=10.0), folder, resume=False)
    # the colour at each pixel is the spread hints' to begin with, nearly the best; the distribution is not
    steps = len(learns(trainer, "distribution"))
    trainer.save()
    again = Trainer(recipe, folder, resume=True)
    assert again.state.step == steps
    assert abs(again.check()["loss"] - trainer.check()["loss"]) < 1e-4
    assert train(recipe, tmp_path / "runs", resume=True) == folder


def test_the_mean_goes_on_as_it_always_did_over_a_stop_and_from_an_older_checkpoint(
    recipe: object, tmp_path: Path
) -> None:
    import torch
    from celtint_train.recipe import Recipe
    from celtint_train.training.train import Trainer, run_folder

    assert isinstance(recipe, Recipe)
    recipe = dataclasses.replace(recipe, minutes=10.0, ema=0.4)
    folder = run_folder(recipe, tmp_path / "runs")
    trainer = Trainer(recipe, folder, resume=False)
    mean = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    for step in range(6):
        if step == 3:
            trainer.save()
            kept = torch.load(folder / "checkpoint.pt", weights_only=True)
            assert set(kept["average"]) == set(mean)  # as in checkpoints from before torch kept the mean
            trainer = Trainer(recipe, folder, resume=True)
        trainer.step()
        share = min(0.4, (1 + step) / (10 + step))
        for name, value in trainer.network.state_dict().items():
            mean[name] = mean[name] * share + value * (1 - share) if value.is_floating_point() else value.clone()
    for name, value in trainer.average.module.state_dict().items():
        assert torch.allclose(value, mean[name], rtol=1e-4, atol=1e-6), name
    assert any(not torch.equal(mean[name], value) for name, value in trainer.network.state_dict().items())


def test_what_was_best_is_measured_anew_on_the_samples_of_today(recipe: object, tmp_path: Path) -> None:
    from celtint_train.recipe import Recipe
    from celtint_train.training.train import Trainer, run_folder

    assert isinstance(recipe, Recipe)
    folder = run_folder(recipe, tmp_path / "runs")
    trainer = Trainer(dataclasses.replace(recipe, minutes=10.0), folder, resume=False)
    with trainer.log:
        trainer.end_epoch([trainer.step() for _ in range(5)])
    trainer.state.best = -1.0  # as samples that were easier would have left it
    trainer.save()
    again = Trainer(dataclasses.replace(recipe, minutes=10.0), folder, resume=True)
    assert abs(again.state.best - trainer.check()["loss"]) < 1e-4
    with again.log:
        again.end_epoch(learns(again, share=0.99))
    assert again.state.best < trainer.check()["loss"]


def test_a_run_writes_its_log_its_sheet_and_its_best(recipe: object, tmp_path: Path) -> None:
    from celtint_train.recipe import Recipe
    from celtint_train.training.train import train

    assert isinstance(recipe, Recipe)
    folder = train(dataclasses.replace(recipe, minutes=10.0, steps=15, epoch_steps=5), tmp_path / "runs", resume=False)
    for name in ("log.csv", "losses.png", "samples.png", "best.pt", "checkpoint.pt"):
        assert (folder / name).exists()
    header, first, *_ = (folder / "log.csv").read_text(encoding="utf-8").splitlines()
    assert len(header.split(",")) == len(first.split(","))
    assert [path for path in (folder / "tensorboard").iterdir() if path.stat().st_size > 1000]


def test_the_exported_file_answers_as_torch_does(recipe: object, tmp_path: Path) -> None:
    from celtint.networks.proposal import propose
    from celtint_models.registry import load_from
    from celtint_train.evaluation.models.by_hints import rows_of, table_of_rows
    from celtint_train.recipe import Recipe
    from celtint_train.training.export import export, metrics_of
    from celtint_train.training.train import train

    assert isinstance(recipe, Recipe)
    folder = train(dataclasses.replace(recipe, minutes=10.0, steps=20), tmp_path / "runs", resume=False)
    path = export(recipe, folder, tmp_path, {})
    rows = rows_of(load_from(path.with_suffix(".toml")), 1, leave=0)
    assert "| grey, PSNR dB | 100 |" in table_of_rows(rows)
    export(recipe, folder, tmp_path, metrics_of(rows))
    network = load_from(path.with_suffix(".toml"), threads=1)
    assert network.descriptor.metrics["grey, PSNR dB, 10 hints"] > 0
    assert propose(network, np.full((70, 33), 255, np.uint8), "line").lab.shape == (70, 33, 3)


def test_recipes_say_what_they_do_not_know(tmp_path: Path) -> None:
    from celtint_train.recipe import read_recipe

    assert read_recipe("celtint-hint").network == "hint-unet"
    again = read_recipe("experiments/newloss-after", 2)
    assert (again.name, again.seed, again.start) == ("newloss-after-seed-2", 2, "recolourise-unet-v2")
    with pytest.raises(ValueError, match="celtint-hint"):
        read_recipe("no-such-recipe")
    (tmp_path / "odd.toml").write_text('name = "odd"\ntitle = "Odd"\nminutes = 1\ncolour = "red"\n')
    with pytest.raises(ValueError, match="colour"):
        read_recipe(str(tmp_path / "odd.toml"))


def test_nothing_to_resume_or_to_export_is_said_plainly(recipe: object, tmp_path: Path) -> None:
    from celtint_train.recipe import Recipe
    from celtint_train.training.export import export
    from celtint_train.training.train import train

    assert isinstance(recipe, Recipe)
    with pytest.raises(ValueError, match="resume"):
        train(recipe, tmp_path / "runs", resume=True)
    with pytest.raises(ValueError, match=r"best\.pt"):
        export(recipe, tmp_path / "runs" / "tiny", tmp_path, {})


def test_a_stored_network_is_taken_up_again_as_it_was(recipe: object, tmp_path: Path) -> None:
    import torch
    from celtint_train.recipe import Recipe
    from celtint_train.tasks.task import make_task
    from celtint_train.training.export import export
    from celtint_train.training.starting import start_from
    from celtint_train.training.train import Trainer, train

    assert isinstance(recipe, Recipe)
    recipe = dataclasses.replace(recipe, minutes=10.0, steps=30)
    folder = train(recipe, tmp_path / "runs", resume=False)
    weights = export(recipe, folder, tmp_path, {}).read_bytes()
    task = make_task(recipe, folder)
    trained, again = task.network(), task.network()
    trained.load_state_dict(torch.load(folder / "best.pt", weights_only=True))
    start_from(again, weights, task.checks())
    planes, tags, *_ = task.checks()[0]
    with torch.no_grad():
        for before, after in zip(trained.eval()(planes, tags), again.eval()(planes, tags), strict=True):
            assert (before - after).abs().max() < 0.2
    # and training goes on from there
    kept = Trainer(dataclasses.replace(recipe, name="more"), folder, resume=False, start=weights)
    expected = np.mean([float(task.losses(trained, batch)[0].detach()) for batch in task.checks()])
    assert abs(kept.check()["loss"] - expected) < 0.02 * expected
    assert kept.step()["loss"] < 2 * expected


@pytest.mark.parametrize(
    "text",
    [
        "step,minutes,train loss,validation loss\n50,1,2.5,3.5\n100,2,nan,inf\n",
        "step,minutes,train loss\n50,1,2.5\n100,2,2.4,0.3,0.2\n150,3\n",
        "step,minutes,train loss\n50,1,nan\n",
    ],
)
def test_curves_of_an_odd_log_are_drawn_all_the_same(text: str, tmp_path: Path) -> None:
    from celtint_train.training.curves import HIGH, WIDE, write_curves

    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    write_curves(tmp_path / "log.csv", tmp_path / "losses.png")
    picture = cv2.imread(str(tmp_path / "losses.png"))
    assert picture is not None and picture.shape == (HIGH, WIDE, 3)
    assert {path.name for path in tmp_path.iterdir()} == {"log.csv", "losses.png"}


def test_a_chart_is_the_same_again_and_takes_nothing_of_a_users_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = """
import hashlib
from celtint_train.charts import Line, Panel, chart
line = Line("one", [(0, 1), (1, 3), (2, 2)], "#c82828")
drawn = chart([Panel("title", [line], ("a", "b", "c"), "across", "up", legend=True), Panel("none", [])], 400, 200)
assert drawn.shape == (400, 400, 3) and ((drawn == (200, 40, 40)).all(axis=2)).sum() > 100
print(hashlib.sha256(drawn.tobytes()).hexdigest())
"""
    said = set()
    for name in ("plain", "odd"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / name / "cache"))
        monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / name))
        if name == "odd":
            (tmp_path / name / "matplotlibrc").write_text("axes.facecolor: black\nlines.linestyle: --\n")
        said.add(subprocess.check_output([sys.executable, "-c", script], cwd=tmp_path / name))
        assert {path.name for path in (tmp_path / name).iterdir()} - {"matplotlibrc"} == {"cache"}
    assert len(said) == 1


def test_the_same_recipe_from_another_seed_is_a_run_and_a_model_of_its_own(recipe: object, tmp_path: Path) -> None:
    import argparse

    import torch
    from celtint_models.registry import load_from
    from celtint_train.commands import register

    text = 'base = "linear-baseline"\nname = "again"\ntitle = "Again"\nsteps = 2\nbatch = 2\nsizes = [32]\n'
    text += 'workers = 0\nthreads = 1\nsources = ["folder-art"]\n'
    (tmp_path / "again.toml").write_text(text, encoding="utf-8")
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    runs = ["--runs", str(tmp_path / "runs")]
    for seed in ([], ["--seed", "2"]):
        arguments = parser.parse_args(["train", str(tmp_path / "again.toml"), *runs, *seed])
        assert arguments.run(arguments) == 0
    folders = [tmp_path / "runs" / name for name in ("again", "again-seed-2")]
    one, two = (torch.load(folder / "best.pt", weights_only=True) for folder in folders)
    assert any(not torch.equal(one[name], two[name]) for name in one)
    options = ["export", str(tmp_path / "again.toml"), *runs, "--seed", "2", "-o", str(tmp_path), "--pictures", "0"]
    arguments = parser.parse_args(options)
    assert arguments.run(arguments) == 0
    assert load_from(tmp_path / "again-seed-2.toml", 1).descriptor.title == "Again, seed 2"


def test_celtint_hint_goes_on_from_ones_own_drawings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse

    from celtint_models import registry
    from celtint_train.commands import register
    from celtint_train.data.cache import DataError
    from celtint_train.recipe import read_recipe
    from celtint_train.training import finetuning as tuning

    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CELTINT_MODELS", str(tmp_path / "own"))
    small = dataclasses.replace(read_recipe("celtint-hint"), batch=2, sizes=(64,), workers=0, threads=1)
    monkeypatch.setattr(tuning, "read_recipe", lambda _: small)
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    show, out = tmp_path / "show", tmp_path / "out"
    _draw(show, 3)
    options = ["train", "finetune", "--pictures", str(show), "--minutes", "0.02", "--runs", str(tmp_path / "runs")]
    arguments = parser.parse_args([*options, "-o", str(out)])
    with pytest.raises(DataError, match="too few"):
        arguments.run(arguments)
    for option, value in (("--seed", "2"), ("--workers", "0")):
        refused = parser.parse_args([*options, option, value])
        with pytest.raises(ValueError, match=f"{option}; leave it out"):
            refused.run(refused)
    with pytest.raises(ValueError, match="small letters"):
        tuning.tune(show, 0.02, "My Show", tmp_path, out)
    _draw(show, 12)
    drawn = {path: path.read_bytes() for path in show.iterdir()}
    assert arguments.run(arguments) == 0
    assert "| held-back drawings | hints | before | after |" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in show.iterdir()} == drawn
    with pytest.raises(ValueError, match="there already"):
        arguments.run(arguments)
    tuned = registry.bring_in(out / "celtint-hint-show.onnx", out / "celtint-hint-show.toml")
    base = registry.describe(registry.DEFAULT)
    assert isinstance(tuned, HintProposalDescriptor) and isinstance(base, HintProposalDescriptor)
    assert tuned.bins == base.bins and tuned.tags == base.tags
    assert tuned.sha256 != base.sha256 and tuned.trained_on == (*base.trained_on, "folder-show")
    assert tuned.licence.startswith("GPL-3.0-or-later") and "owner" in tuned.licence
    assert tuned.metrics["grey, PSNR dB, 10 hints"] > 10


def _draw(folder: Path, count: int) -> None:
    """So many drawings of discs in two colours."""
    folder.mkdir(exist_ok=True)
    rng = np.random.default_rng(1)
    for number in range(count):
        picture = np.full((100, 100, 3), 255, np.uint8)
        for colour in ((30, 60, 220), (200, 120, 40)):
            middle = rng.integers(20, 80, 2)
            cv2.circle(picture, tuple(int(v) for v in middle), 24, colour, -1)
        cv2.imwrite(str(folder / f"drawing{number}.png"), picture)
