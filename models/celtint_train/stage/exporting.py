"""From a run of the stage's drawer to what the registry loads: weights, descriptor and card."""

import csv
import hashlib
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from celtint import DrawerDescriptor, ObjectSet
from celtint.networks.runtime import onnxruntime
from celtint.stage.drawer import INPUTS, OUTPUTS
from celtint_models.staging import stage_objects
from celtint_models.writing import write_whole
from torch import Tensor, nn

from celtint_train.networks.stage_flow import SIDE, StageFlow
from celtint_train.recipe import Recipe
from celtint_train.tasks.task import make_task
from celtint_train.training.export import OPSET, TOLERANCE, halved, settled, toml


class _Whole(nn.Module):
    """The network with its picture beside its answer."""

    def __init__(self, network: StageFlow) -> None:
        super().__init__()
        self.network = network

    def forward(self, noisy: Tensor, time: Tensor, look: Tensor, aspect: Tensor) -> tuple[Tensor, Tensor]:
        return self.network(noisy, time, look, aspect), self.network.picture(noisy)


def export_drawer(recipe: Recipe, folder: Path, target: Path) -> Path:
    """Write ``<name>.onnx``, ``.toml`` and ``.md`` into ``target`` from the run's best weights; the ONNX file's path.

    What a card says of the network's worth is measured with `celtint bench stage --only learned`. Raises ValueError
    when there is no best.pt, or when the file's answers differ from torch's by more than 1e-3.
    """
    best = folder / "best.pt"
    if not best.exists():
        raise ValueError(f"{folder} holds no best.pt; train the recipe first.")
    task = make_task(recipe, folder)
    network = task.network()
    assert isinstance(network, StageFlow)
    network.load_state_dict(torch.load(best, weights_only=True))
    weights = to_onnx(network)
    apart = largest_difference(network, weights)
    if apart > TOLERANCE:
        raise ValueError(f"The exported network differs from the trained one by {apart:.2g}; not written.")
    objects = ObjectSet.read(stage_objects())
    held = set(task.known["held"])
    seen = [one for one in objects.objects if one.id not in held]
    under = sorted({one.licence for one in seen if one.licence})
    described: dict[str, Any] = {
        "name": recipe.name, "title": recipe.title, "kind": DrawerDescriptor.kind, "modes": ["line"], "side": SIDE,
        "multiple": 1, "licence": f"CC-BY-4.0; learned from art under {'; '.join(under)}",
        "trained_on": list(dict.fromkeys(one.source.partition(",")[0] for one in seen)),
        "parameters": sum(p.numel() for p in network.parameters()), "sha256": hashlib.sha256(weights).hexdigest(),
        "coordinates": recipe.options["coordinates"], "looks": task.known["looks"], "metrics": {},
    }  # fmt: skip
    path = target / f"{recipe.name}.onnx"
    write_whole(path, weights)
    write_whole(path.with_suffix(".toml"), toml(described).encode())
    write_whole(path.with_suffix(".md"), card(described, recipe, folder, len(seen), len(held)).encode())
    return path


def to_onnx(network: StageFlow) -> bytes:
    """ONNX bytes of a network whose weights are rounded to half precision in place: any number of pictures at once."""
    settled(network)
    with torch.no_grad():
        for buffer in network.buffers():
            if buffer.is_floating_point():
                buffer.copy_(buffer.half().float())
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The newer exporter needs a package more and gives the same graph.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "Constant folding", UserWarning)
        path = str(Path(folder) / "network.onnx")
        axes = {name: {0: "n"} for name in (*INPUTS, *OUTPUTS)}
        torch.onnx.export(
            _Whole(network), example(network, 3, 0), path, input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        return halved(onnx.load(path))


def example(network: StageFlow, count: int, seed: int) -> tuple[Tensor, ...]:
    """Inputs of ``count`` pictures, of no meaning."""
    chance = torch.Generator().manual_seed(seed)
    return (
        torch.randn(count, network.answer.out_features, generator=chance),
        torch.rand(count, generator=chance),
        torch.randint(0, network.expected.num_embeddings, (count,), generator=chance),
        torch.randn(count, generator=chance),
    )


def largest_difference(network: StageFlow, weights: bytes) -> float:
    """Between torch and ONNX Runtime, in any coordinate or any tone from 0 to 1."""
    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    whole, worst = _Whole(network).eval(), 0.0
    for count in (1, 2, 17):
        given = example(network, count, count)
        got = session.run(list(OUTPUTS), {name: x.numpy() for name, x in zip(INPUTS, given, strict=True)})
        with torch.no_grad():
            told = whole(*given)
        worst = max(worst, *(float(np.abs(a.numpy() - b).max()) for a, b in zip(told, got, strict=True)))
    return worst


def card(described: Mapping[str, Any], recipe: Recipe, folder: Path, seen: int, held: int) -> str:
    """The card, Markdown; its figures are those of docs/benchmarks-stage.md."""
    log = folder / "log.csv"
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines())) if log.exists() else []
    told = f", {float(rows[-1]['step']):,.0f} steps in {float(rows[-1]['minutes']):.0f} minutes" if rows else ""
    sources = "\n".join(f"- {name}" for name in described["trained_on"])
    return f"""# {described["name"]}: {described["title"]}

{recipe.about.strip()}

- parameters: {described["parameters"]:,}
- looks (a thing in a hand, in a pose) it can be asked for: {len(described["looks"]):,}
- draws pictures of {described["side"]} pixels a side

## Licence

{described["licence"]}.

## What it learned from

The objects that the stage's other engine places, {seen:,} of them, each in four slightly different proportions; {held}
were kept out. Whose they are stands in ATTRIBUTION.md.

{sources}

It learned by the recipe {recipe.name}{told}: batches of {recipe.batch}, AdamW, a rate of {recipe.learning_rate:g} that
falls by half a cosine, the running mean of the weights kept.

## What it is worth

`celtint bench stage --only learned` measures it beside the assembled engine (docs/benchmarks-stage.md, *The engine that
has learned*).

## Limits

{recipe.limits.strip()}
"""
