"""Train a recipe's network: averaged weights, checkpoints every few minutes, resume, a loss log and sample
sheets."""

import copy
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from celtint_models.writing import written_whole
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel
from tqdm import tqdm

from celtint_train.data.loader import Batch, loader
from celtint_train.networks.devices import device_of
from celtint_train.recipe import Recipe
from celtint_train.tasks.task import make_task
from celtint_train.training.log import Log


@dataclass
class State:
    """Everything a checkpoint holds besides the weights."""

    step: int = 0
    minutes: float = 0.0
    best: float = math.inf


def run_folder(recipe: Recipe, root: Path) -> Path:
    """``<root>/<name>``, made when it is not there."""
    folder = root / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Trainer:
    """One run of one recipe in one folder."""

    def __init__(self, recipe: Recipe, folder: Path, resume: bool, start: bytes | Path | None = None) -> None:
        """resume: go on from the run's checkpoint. start: begin with the weights of an exported network (bytes) or of
        another run of the same network (its best.pt)."""
        torch.manual_seed(recipe.seed)
        torch.set_num_threads(recipe.threads)
        self.recipe, self.folder, self.log = recipe, folder, Log(folder)
        self.task = make_task(recipe, folder)
        self.network = self.task.network()
        self.checks = self.task.checks()
        if isinstance(start, Path):
            self.network.load_state_dict(torch.load(start, weights_only=True))
        elif start is not None:
            self.task.begin_with(self.network, start, self.checks)
        self.device = device_of(recipe.device)
        self.network.to(self.device)
        self.average = averaged(self.network, recipe.ema)
        self.task.to(self.device)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), recipe.learning_rate, (recipe.momentum, 0.999), weight_decay=recipe.weight_decay
        )
        self.state = State()
        if resume:
            self._resume()
        seed = recipe.seed + self.state.step
        self.batches = loader(self.task.batches("train", recipe.batch, recipe.sizes, seed), recipe.workers)

    def _resume(self) -> None:
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            raise ValueError(f"There is nothing to resume in {self.folder.name}; train without --resume.")
        kept = torch.load(path, map_location=self.device, weights_only=True)
        self.task.restore(kept["task"])
        self.state = State(**kept["state"])
        best = self.folder / "best.pt"
        if best.exists():
            # Measured anew: samples may have changed since, and old figures mean nothing beside new ones.
            self.average.module.load_state_dict(torch.load(best, map_location=self.device, weights_only=True))
            self.state.best = self.check()["loss"]
        self.network.load_state_dict(kept["network"])
        self.average.module.load_state_dict(kept["average"])
        self.average.n_averaged.fill_(1 + self.state.step)  # see `averaged`
        self.optimiser.load_state_dict(kept["optimiser"])

    def save(self) -> None:
        """Write the checkpoint in one move, so that a stop at any moment leaves a whole one."""
        kept = {
            "network": self.network.state_dict(),
            "average": self.average.module.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "task": self.task.kept(),
            "state": vars(self.state),
        }
        with written_whole(self.folder / "checkpoint.pt") as draft:
            torch.save(kept, draft)

    def _share(self) -> float:
        """How much of the training is done, 0 to 1."""
        shares = [self.state.minutes / self.recipe.minutes if self.recipe.minutes else 1.0]
        if self.recipe.steps is not None:
            shares.append(self.state.step / self.recipe.steps)
        return min(1.0, max(shares))

    def _rate(self) -> float:
        """Warm up over 200 steps, then half a cosine over the whole training, to a fiftieth."""
        falling = 0.02 + 0.98 * (1 + math.cos(math.pi * self._share())) / 2
        return self.recipe.learning_rate * falling * min(1.0, (self.state.step + 1) / 200)

    def step(self) -> dict[str, float]:
        """One step of the optimiser and of the running mean; the loss and its parts."""
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate()
        self.network.train()
        batch = self._there(next(self.batches))
        total, parts = self.task.losses(self.network, batch)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.average.update_parameters(self.network)
        self.state.step += 1
        return {"loss": float(total.detach()), **parts, **self.task.after_step(self.network, batch)}

    def _there(self, batch: Batch) -> Batch:
        return tuple(tensor.to(self.device, non_blocking=True) for tensor in batch)

    def check(self) -> dict[str, float]:
        """The averaged network's losses on fixed validation samples."""
        self.average.eval()
        found: list[dict[str, float]] = []
        with torch.no_grad():
            for batch in self.checks:
                total, parts = self.task.losses(self.average.module, self._there(batch))
                found.append({"loss": float(total), **parts})
        return {name: float(np.mean([f[name] for f in found])) for name in found[0]}

    def run(self) -> None:
        """Train until the recipe's minutes or steps are used up."""
        started, earlier = time.monotonic(), self.state.minutes
        saved = earlier
        sums: list[dict[str, float]] = []
        with self.log, tqdm(unit="step", mininterval=10) as bar:
            while self._share() < 1.0:
                sums.append(self.step())
                bar.update()
                self.state.minutes = earlier + (time.monotonic() - started) / 60
                if self.state.minutes - saved >= self.recipe.checkpoint_minutes:
                    self.save()
                    saved = self.state.minutes
                if self.state.step % self.recipe.epoch_steps == 0:
                    self.end_epoch(sums)
                    sums = []
            self.end_epoch(sums)
        self.save()

    def end_epoch(self, sums: list[dict[str, float]]) -> None:
        """Write the log and the sample sheet, and keep the best weights. sums: what `step` gave since the last time."""
        if not sums:
            return
        checked = self.check()
        row = {"minutes": round(self.state.minutes, 2), "rate": self._rate()}
        row |= {f"train {n}": round(float(np.mean([s[n] for s in sums])), 5) for n in sums[0]}
        row |= {f"validation {n}": round(v, 5) for n, v in checked.items()}
        self.log.row(self.state.step, row)
        if self.task.last_is_best or self.recipe.keep_last or checked["loss"] < self.state.best:
            self.state.best = checked["loss"]
            here = {name: value.cpu() for name, value in self.average.module.state_dict().items()}
            with written_whole(self.folder / "best.pt") as draft:
                torch.save(here, draft)
        mean = self.average.module
        shown = mean if self.device.type == "cpu" else copy.deepcopy(mean).cpu()
        self.task.write_sheet(self.folder / "samples.png", shown, self.checks[0])
        self.log.sheet(self.state.step, self.folder / "samples.png")


def averaged(network: nn.Module, most: float) -> AveragedModel:
    """The running mean of a network's weights and statistics. most: the share of the mean that is kept at each step,
    once it has run for long; before, so much less that what training began with is soon forgotten."""

    def update(means: Sequence[Tensor], now: Sequence[Tensor], steps: Tensor | int) -> None:
        share = min(most, int(steps) / (9 + int(steps)))
        for mean, value in zip(means, now, strict=True):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - share)
            else:  # what a normalisation counts its steps with
                mean.copy_(value)

    made = AveragedModel(network, multi_avg_fn=update, use_buffers=True)
    made.n_averaged.fill_(1)  # what training begins with counts as a step
    return made


def train(recipe: Recipe, root: Path, resume: bool, start: bytes | None = None) -> Path:
    """Train and return the run's folder (weights in best.pt, log.csv, samples.png). start: an exported network's
    bytes to begin with."""
    begin: bytes | Path | None = start
    if begin is None and recipe.start is not None:
        begin = root / recipe.start / "best.pt"
        if not begin.exists():
            raise ValueError(f"{recipe.name} begins with what {recipe.start} learned; train that first.")
    folder = run_folder(recipe, root)
    (folder / "pid").write_text(str(os.getpid()), encoding="utf-8")
    Trainer(recipe, folder, resume, begin).run()
    return folder
