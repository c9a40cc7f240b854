"""The task of the stage's learned engine: pictures of named things out of noise, by flow matching."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from celtint import ObjectSet
from celtint.stage.drawer import along
from celtint.types.arrays import F32
from celtint_models.staging import stage_objects
from celtint_models.writing import written_whole
from torch import Tensor, nn

from celtint_train.data.loader import Batch, Batches
from celtint_train.networks.registry import make_network
from celtint_train.networks.stage_flow import StageFlow
from celtint_train.pictures import write_png
from celtint_train.stage.coordinates import basis_of
from celtint_train.stage.looks import expected, looks_of
from celtint_train.stage.rendered import VARIANTS, held_out, rendered
from celtint_train.tasks.task import Task, task

BY_OTHERS = 0.25
"""How often a picture is to be guessed from what others drew of the thing, itself left out: as one is that nobody drew
in that hand."""
EARLY, SPREAD = -0.3, 1.2
"""Mean and deviation of the logit of the moments that are learned from."""
FILE = "coordinates.npz"
ROWS = 8


class StageBatches(Batches):
    """An endless stream: clean coordinates, noise, moments, looks, aspects, what is expected, and how unsure that is.
    Every look comes up as often."""

    def __init__(self, split: str, path: Path, *, batch: int, seed: int) -> None:
        self.split, self.path, self.batch, self.seed = split, path, batch, seed

    def __iter__(self) -> Iterator[Batch]:
        rng = np.random.default_rng(self.seed)
        with np.load(self.path) as file:
            clean, held, aspect = file["clean"], file["held"], file["aspect"]
            table, unsure, look, thing = file["expected"], file["unsure"], file["look"], file["thing"]
        plain = clean[::VARIANTS].astype(np.float32)
        often = np.bincount(thing[~held], minlength=len(table))
        rows = np.flatnonzero(held if self.split == "validation" else ~held)
        by_look = [rows[look[rows] == k] for k in np.unique(look[rows])]
        while True:
            chosen = np.array([int(rng.choice(by_look[int(k)])) for k in rng.integers(len(by_look), size=self.batch)])
            own, alone = look[chosen].copy(), thing[chosen]
            prior, off = table[own], unsure[own]
            # What others drew of the thing, without this one: there have to be others.
            rest = ~held[chosen] & (often[alone] > 1) & (rng.random(self.batch) < BY_OTHERS)
            count = often[alone[rest]][:, None].astype(np.float32)
            prior[rest] = (table[alone[rest]] * count - plain[chosen[rest]]) / (count - 1)
            off[rest] = unsure[alone[rest]]
            number = rng.integers(VARIANTS, size=self.batch)
            arrays = (
                clean[chosen * VARIANTS + number].astype(np.float32),
                rng.standard_normal((self.batch, clean.shape[1]), np.float32),
                (1 / (1 + np.exp(-rng.normal(EARLY, SPREAD, self.batch)))).astype(np.float32),
                np.where(held[chosen], alone, own),
                aspect[chosen],
                prior,
                off,
            )
            yield tuple(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays)


@task("stage-objects")
class StageTask(Task):
    """How far off the linear guess is, is what the network says; where pictures differ much counts for more."""

    def count(self) -> dict[str, Any]:
        """Names of looks, how many things and hands; the pictures' coordinates go into a file beside."""
        objects = ObjectSet.read(stage_objects())
        held = np.array(held_out(objects))
        pictures, looks = rendered(objects, VARIANTS), looks_of(objects, held)
        options = self.recipe.options
        basis = basis_of(pictures[np.repeat(~held, VARIANTS)], options["patches"], options["coordinates"])
        clean = basis.coordinates(pictures)
        table = expected(looks, clean.reshape(len(held), VARIANTS, -1), held)
        with written_whole(self.folder / FILE) as draft, draft.open("wb") as file:
            np.savez(
                file, clean=clean.astype(np.float16), held=held, look=looks.of_object, thing=looks.thing_of_object,
                aspect=np.log([one.aspect for one in objects.objects]).astype(np.float32), expected=table.mean,
                spread=table.spread, unsure=table.unsure, of_look=looks.of_look, whole=basis.whole, patch=basis.patch,
                mean=basis.mean,
            )  # fmt: skip
        ids = [one.id for one, out in zip(objects.objects, held, strict=True) if out]
        return {"looks": list(looks.names), "things": looks.things, "hands": looks.hands, "held": ids}

    def network(self) -> nn.Module:
        counts = {"looks": len(self.known["looks"]), "things": self.known["things"], "hands": self.known["hands"]}
        made = make_network(self.recipe.network, self.known, **counts, **self.recipe.options)
        assert isinstance(made, StageFlow)
        with np.load(self.folder / FILE) as file, torch.no_grad():
            for name in ("whole", "patch", "mean", "of_look", "spread", "unsure"):
                made.get_buffer(name).copy_(torch.from_numpy(file[name]))
            made.expected.weight.copy_(torch.from_numpy(file["expected"]))
        made.expected.weight.requires_grad_(False)  # what was seen is known; how to go on from there is learned
        return made

    def batches(self, split: str, batch: int, sizes: Sequence[int], seed: int) -> Batches:
        """All are of one size."""
        return StageBatches(split, self.folder / FILE, batch=batch, seed=seed)

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        assert isinstance(network, StageFlow) and isinstance(network.spread, Tensor)
        clean, noise, time, look, aspect, prior, unsure = batch
        noisy = time[:, None] * clean + (1 - time[:, None]) * noise
        linear, doubt = network.linear(noisy, time, prior, unsure)
        said = network.off(noisy, time, prior, look, aspect)
        weight = network.spread**2 / (network.spread**2).mean()
        loss = (weight * (said - (clean - linear) / doubt) ** 2).mean()
        return loss, {"clean": float(((linear + doubt * said - clean) ** 2).detach().mean())}

    def write_sheet(self, path: Path, network: nn.Module, batch: Batch) -> None:
        """Sixty-four looks, drawn as the engine draws them."""
        assert isinstance(network, StageFlow)
        del batch
        with np.load(self.folder / FILE) as file:
            look, aspect = file["look"], file["aspect"]
        rows = np.linspace(0, len(look) - 1, ROWS * ROWS).astype(int)
        pictures = drawn(network, look[rows], aspect[rows], np.random.default_rng(0))
        shown = np.clip(pictures[..., :3] + 1 - pictures[..., 3:], 0, 1) * 255
        lines = [np.concatenate(list(shown[k : k + ROWS]), 1) for k in range(0, len(shown), ROWS)]
        write_png(path, np.concatenate(lines, 0).astype(np.uint8))


def drawn(network: StageFlow, looks: Any, aspects: F32, rng: np.random.Generator) -> F32:
    """(n, 64, 64, 4) pictures of looks (n,), log aspects (n,), as the engine draws them."""
    network.eval()
    look, aspect = torch.from_numpy(looks), torch.from_numpy(aspects)
    with torch.no_grad():

        def guess(noisy: F32, moment: float) -> F32:
            made: F32 = network(torch.from_numpy(noisy), torch.full((len(noisy),), moment), look, aspect).numpy()
            return made

        clean = along(guess, rng.standard_normal((len(looks), network.answer.out_features), np.float32))
        made: F32 = network.picture(torch.from_numpy(clean)).numpy()
        return made
