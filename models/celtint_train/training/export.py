"""From a trained run to what the registry loads: an ONNX file with half-precision weights, a descriptor, a
card."""

import hashlib
import json
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import torch
from celtint.networks.runtime import onnxruntime
from celtint_models.writing import write_whole
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from celtint_train.data import store
from celtint_train.data.licences import of_weights
from celtint_train.evaluation.models.by_hints import Row
from celtint_train.networks.registry import MULTIPLES
from celtint_train.recipe import Recipe, read_recipe
from celtint_train.tasks.task import Graph, PictureTask, make_task

OPSET = 17
TOLERANCE = 1e-3


def settled(network: nn.Module) -> nn.Module:
    """The network as it is stored: normalisation folded into the convolutions before it, weights rounded to
    half precision, so that torch and the file can be compared exactly."""
    network.eval()
    for module in network.modules():
        before: tuple[str, nn.Module] | None = None
        for name, child in list(module.named_children()):
            if before is not None and isinstance(before[1], nn.Conv2d) and isinstance(child, nn.BatchNorm2d):
                setattr(module, before[0], fuse_conv_bn_eval(before[1], child))
                setattr(module, name, nn.Identity())
            before = (name, child)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(parameter.half().float())
    return network


def to_onnx(network: nn.Module, graph: Graph) -> bytes:
    """ONNX bytes of a settled network: any height and width, computing in float32, weights stored as
    float16."""
    example = graph.example(64, 128, np.random.default_rng(0))
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The newer exporter needs a package more and gives the same graph.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "Constant folding", UserWarning)
        path = str(Path(folder) / "network.onnx")
        torch.onnx.export(
            network, example, path, input_names=list(graph.inputs), output_names=list(graph.outputs),
            dynamic_axes={name: dict(axes) for name, axes in graph.free.items()}, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        return halved(onnx.load(path))


def halved(model: Any) -> bytes:
    """Store every float32 weight that half precision holds exactly as float16, cast back when the file is
    loaded."""
    kept, casts = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        half = values.astype(np.float16) if values.dtype == np.float32 else None
        if half is None or values.size < 64 or not np.array_equal(half.astype(np.float32), values):
            kept.append(tensor)
            continue
        stored = tensor.name + "_half"
        kept.append(numpy_helper.from_array(half, stored))
        casts.append(helper.make_node("Cast", [stored], [tensor.name], to=TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    return cast(bytes, model.SerializeToString())


def largest_difference(network: nn.Module, weights: bytes, graph: Graph, multiple: int, seed: int = 0) -> float:
    """The largest difference between torch and ONNX Runtime over pictures of random sizes, in the graph's units."""
    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(seed)
    worst = 0.0
    for _ in range(5):
        height, width = (int(multiple * rng.integers(1, max(2, 272 // multiple))) for _ in range(2))
        example = graph.example(height, width, rng)
        with torch.no_grad():
            told = network(*example)
        told = told if isinstance(told, tuple) else (told,)
        got = session.run(None, {name: x.numpy() for name, x in zip(graph.inputs, example, strict=True)})
        for one, other, unit in zip(told, got, graph.units, strict=True):
            worst = max(worst, float(np.abs(one.numpy() - other).max()) / unit)
    return worst


def export(recipe: Recipe, folder: Path, target: Path, metrics: Mapping[str, float]) -> Path:
    """Write ``<name>.onnx``, ``<name>.toml`` into ``target`` from the run's best weights; the ONNX file's
    path.

    Raises ValueError when there is no best.pt, when the recipe's task isn't colouring pictures, or when the file's
    answers differ from torch's by more than 1e-3.
    """
    best = folder / "best.pt"
    if not best.exists():
        raise ValueError(f"{folder} holds no best.pt; train the recipe first.")
    task = make_task(recipe, folder)
    if not isinstance(task, PictureTask):
        raise ValueError(f"{recipe.name} colours no pictures; it can't be exported as a colouriser.")
    network = task.network()
    network.load_state_dict(torch.load(best, weights_only=True))
    parameters = sum(p.numel() for p in network.parameters())
    multiple = MULTIPLES[recipe.network]
    weights = to_onnx(settled(network), task.graph())
    apart = largest_difference(network, weights, task.graph(), multiple)
    if apart > TOLERANCE:
        raise ValueError(f"The exported network differs from the trained one by {apart:.2g}; not written.")
    path = target / f"{recipe.name}.onnx"
    write_whole(path, weights)
    learned = learned_from(recipe)
    described = {
        "name": recipe.name,
        "title": recipe.title,
        "side": recipe.side,
        "multiple": multiple,
        "licence": of_weights(learned),
        "trained_on": learned,
        "parameters": parameters,
        "sha256": hashlib.sha256(weights).hexdigest(),
        **task.described(),
        "metrics": {k: round(v, 4) for k, v in metrics.items()},
    }
    write_whole(target / f"{recipe.name}.toml", toml(described).encode())
    return path


def learned_from(recipe: Recipe) -> list[str]:
    """Every source that the weights have seen: the recipe's (all that are built when it names none), after those of the
    recipe it began with."""
    before = learned_from(read_recipe(recipe.start)) if recipe.start else []
    named = recipe.sources or sorted({str(row["source"]) for _, row in store.rows("train")})
    return list(dict.fromkeys([*before, *named]))


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """What an evaluation says, in the words of a descriptor."""
    return {f"{r.measure}, {r.hints} hints": r.network for r in rows}


def toml(table: Mapping[str, Any]) -> str:
    """A descriptor as TOML: plain values, then ``metrics``, ``output`` and ``inputs`` as tables; JSON's strings,
    numbers and lists are TOML's too."""
    lines = ["# Written by celtint export; do not edit by hand."]
    lines += _values({k: v for k, v in table.items() if k not in ("inputs", "output", "metrics")})
    for given in table.get("inputs", []):
        lines += ["", "[[inputs]]", *_values(given)]
    if "output" in table:
        lines += ["", "[output]", *_values(table["output"])]
    lines += ["", "[metrics]"]
    lines += [f"{json.dumps(k)} = {v}" for k, v in table["metrics"].items()]
    return "\n".join(lines) + "\n"


def _values(table: Mapping[str, Any]) -> list[str]:
    """One line a value; long lists are broken."""
    lines = []
    for key, value in table.items():
        if isinstance(value, list | tuple) and len(value) > 10:
            rows = [", ".join(json.dumps(v) for v in value[i : i + 10]) for i in range(0, len(value), 10)]
            lines.append(f"{key} = [\n    " + ",\n    ".join(rows) + ",\n]")
        else:
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    return lines
