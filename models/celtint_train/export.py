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
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from celtint_train.data.sources import SOURCES
from celtint_train.evaluate import Row
from celtint_train.recipe import Recipe
from celtint_train.tasks.task import make_task

OPSET = 17
TOLERANCE = 1e-3
SIDE = 256
MULTIPLE = 16


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


def to_onnx(network: nn.Module) -> bytes:
    """ONNX bytes of a settled network: any height and width, computing in float32, weights stored as
    float16."""
    example = (torch.rand(1, 10, 64, 96), torch.zeros(1, 8, 12, dtype=torch.long))
    axes = {
        "planes": {2: "h", 3: "w"},
        "tags": {1: "th", 2: "tw"},
        "lab": {2: "h", 3: "w"},
        "log_probs": {2: "qh", 3: "qw"},
    }
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The newer exporter needs a package more and gives the same graph.
        warnings.simplefilter("ignore", DeprecationWarning)
        path = str(Path(folder) / "network.onnx")
        torch.onnx.export(
            network, example, path, input_names=["planes", "tags"], output_names=["lab", "log_probs"],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
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


def largest_difference(network: nn.Module, weights: bytes, tags: int, seed: int = 0) -> float:
    """The largest difference between torch and ONNX Runtime over pictures of random sizes, in units of the
    planes (Lab divided by 50) and of log-probability."""
    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(seed)
    worst = 0.0
    for _ in range(5):
        height, width = (int(MULTIPLE * rng.integers(1, 17)) for _ in range(2))
        planes = rng.uniform(-1, 1, (1, 10, height, width)).astype(np.float32)
        told = rng.integers(0, tags + 1, (1, height // 8, width // 8))
        with torch.no_grad():
            lab, log_probs = network(torch.from_numpy(planes), torch.from_numpy(told))
        got = session.run(None, {"planes": planes, "tags": told})
        worst = max(
            worst,
            float(np.abs(got[0] - lab.numpy()).max()) / 50,
            float(np.abs(got[1] - log_probs.numpy()).max()),
        )
    return worst


def export(recipe: Recipe, folder: Path, target: Path, metrics: Mapping[str, float]) -> Path:
    """Write ``<name>.onnx``, ``<name>.toml`` into ``target`` from the run's best weights; the ONNX file's
    path.

    Raises ValueError when there is no best.pt, or when the file's answers differ from torch's by more than
    1e-3.
    """
    best = folder / "best.pt"
    if not best.exists():
        raise ValueError(f"{folder} holds no best.pt; train the recipe first.")
    known = json.loads((folder / "statistics.json").read_text(encoding="utf-8"))
    network = make_task(recipe, folder).network()
    network.load_state_dict(torch.load(best, weights_only=True))
    parameters = sum(p.numel() for p in network.parameters())
    weights = to_onnx(settled(network))
    apart = largest_difference(network, weights, len(known["tags"]))
    if apart > TOLERANCE:
        raise ValueError(f"The exported network differs from the trained one by {apart:.2g}; not written.")
    path = target / f"{recipe.name}.onnx"
    path.write_bytes(weights)
    licences = sorted({SOURCES[s].licence for s in recipe.sources if s in SOURCES})
    described = {
        "name": recipe.name,
        "title": recipe.title,
        "kind": "hint-proposal",
        "modes": ["line", "grey"],
        "side": SIDE,
        "multiple": MULTIPLE,
        "planes": 10,
        "licence": "CC-BY-SA-4.0; learned from art under " + "; ".join(licences),
        "trained_on": list(recipe.sources),
        "parameters": parameters,
        "sha256": hashlib.sha256(weights).hexdigest(),
        "tags": known["tags"],
        "bins": [[round(v, 1) for v in b] for b in known["bins"]],
        "metrics": {k: round(v, 4) for k, v in metrics.items()},
    }
    (target / f"{recipe.name}.toml").write_text(toml(described), encoding="utf-8")
    return path


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """What an evaluation says, in the words of a descriptor."""
    return {f"{r.measure}, {r.hints} hints": r.network for r in rows}


def toml(table: Mapping[str, Any]) -> str:
    """A flat table and its one sub-table ("metrics") as TOML; JSON's strings, numbers and lists are TOML's
    too."""
    lines = ["# Written by celtint export; do not edit by hand."]
    for key, value in table.items():
        if key == "bins" and value:
            rows = [", ".join(json.dumps(b) for b in value[i : i + 6]) for i in range(0, len(value), 6)]
            lines.append("bins = [\n    " + ",\n    ".join(rows) + ",\n]")
        elif key == "tags" and value:
            rows = [", ".join(json.dumps(t) for t in value[i : i + 10]) for i in range(0, len(value), 10)]
            lines.append("tags = [\n    " + ",\n    ".join(rows) + ",\n]")
        elif not isinstance(value, Mapping):
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    lines.append("\n[metrics]")
    lines += [f"{json.dumps(k)} = {v}" for k, v in table["metrics"].items()]
    return "\n".join(lines) + "\n"
