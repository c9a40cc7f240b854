"""From a trained run to what the registry loads: the matcher as ONNX, its descriptor and its card."""

import copy
import hashlib
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from celtint import MatcherDescriptor, MatcherNetwork
from celtint.matching.features import PATCH, PLANES, SIDE, TRAITS
from celtint.matching.network import INPUTS, LOOKS, MARKS
from celtint.matching.relations import RELATIONS
from celtint.matching.views import FINE, POINTS, VIEW
from celtint.networks.runtime import onnxruntime
from celtint_models.descriptors import parse
from celtint_models.writing import write_whole
from onnx import numpy_helper
from torch import Tensor, nn

from celtint_train.evaluation.matching import BASELINES, Score, along, by_network, measure, table, threshold, together
from celtint_train.networks.part_matcher import PartMatcher
from celtint_train.recipe import Recipe
from celtint_train.tasks.task import make_task
from celtint_train.training.export import OPSET, TOLERANCE, halved, settled, toml

TURNED = ".turned"
TRUTH = 4
"""Arrays of a batch after the network's inputs: what is right."""
VIEWS = (LOOKS[0], LOOKS[2])
"""The arrays that have no axis for the batch: a row of drawings."""
CLIPS = 36
LICENCE = "CC0-1.0; learned from generated drawings alone"
SHARPNESS = np.linspace(0.5, 1.6, 23)
"""Among these the one that fits held-out clips best."""


class _Single(nn.Module):
    """The network for one drawing, without the batch, giving shares."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, *arrays: Tensor) -> Tensor:
        names = inputs_of(self.network)
        batch = (a if name in VIEWS else a[None] for name, a in zip(names, arrays, strict=True))
        return self.network(*batch)[0].exp()  # type: ignore[no-any-return]


def inputs_of(network: nn.Module) -> tuple[str, ...]:
    """The names of the arrays that a matcher takes, in the order of its ``forward``."""
    return (*INPUTS, *LOOKS) if isinstance(network, PartMatcher) else INPUTS


def example(n: int, m: int, seed: int, looks: bool = False) -> tuple[Tensor, ...]:
    """Inputs of n regions and m reference regions, of no meaning. looks: with the drawings themselves, the references
    in two."""
    g = torch.Generator().manual_seed(seed)
    near, ref_near = ((torch.rand(k, k, generator=g) < 0.1).float() for k in (n, m))
    ref_near[: m // 2, m // 2 :] = ref_near[m // 2 :, : m // 2] = -1
    seen = [
        torch.randint(0, most, shape, generator=g)
        for most, shape in (
            (256, (1, 1, VIEW, VIEW)), (FINE * FINE, (n, POINTS)),
            (256, (2, 1, VIEW, VIEW)), (2 * FINE * FINE, (m, POINTS)),
        )
    ] if looks else []  # fmt: skip
    return (
        torch.randn(n, TRAITS, generator=g), torch.rand(n, PLANES, PATCH, PATCH, generator=g), near,
        torch.randn(m, TRAITS + MARKS, generator=g), torch.rand(m, PLANES, PATCH, PATCH, generator=g), ref_near,
        torch.randn(n, m, RELATIONS, generator=g), (torch.rand(m, generator=g) < 0.1).float(),
        *(t.to(torch.uint8) if t.ndim == 4 else t for t in seen),
    )  # fmt: skip


def to_onnx(network: nn.Module) -> bytes:
    """ONNX bytes of a settled network: any number of regions, computing in float32."""
    axes = {
        "traits": {0: "n"}, "patches": {0: "n"}, "beside": {0: "n", 1: "n"}, "ref_traits": {0: "m"},
        "ref_patches": {0: "m"}, "ref_beside": {0: "m", 1: "m"}, "pairs": {0: "n", 1: "m"}, "silent": {0: "m"},
        "places": {0: "n"}, "ref_views": {0: "p"}, "ref_places": {0: "m"}, "shares": {0: "n", 1: "one_more"},
    }  # fmt: skip
    names = inputs_of(network)
    axes = {name: of for name, of in axes.items() if name in (*names, "shares")}
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The newer exporter needs a package more and gives the same graph.
        warnings.simplefilter("ignore", DeprecationWarning)
        # torch asks whether a normalisation has more than one value; it has, whatever the sizes.
        warnings.filterwarnings("ignore", "Converting a tensor to a Python boolean")
        path = str(Path(folder) / "network.onnx")
        torch.onnx.export(
            _Single(network).eval(), example(5, 7, 0, len(names) > len(INPUTS)), path, input_names=list(names),
            output_names=["shares"],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        model = onnx.load(path)
    _name_matrices(model, network)
    return halved(model)


def _name_matrices(model: onnx.ModelProto, network: nn.Module) -> None:
    """Give what the exporter turned round or reshaped and left without a name its parameter's, and `TURNED`."""
    known = {p.detach().numpy().tobytes(): name for name, p in network.named_parameters() if p.ndim == 1}
    known |= {p.detach().numpy().T.tobytes(): name + TURNED for name, p in network.named_parameters() if p.ndim == 2}
    names = {}
    for tensor in model.graph.initializer:
        name = known.get(numpy_helper.to_array(tensor).tobytes())
        if name is not None and not tensor.name.startswith("network."):
            names[tensor.name] = f"network.{name}"
            tensor.name = names[tensor.name]
    for node in model.graph.node:
        for k, given in enumerate(node.input):
            node.input[k] = names.get(given, given)


def weights_in(weights: bytes) -> dict[str, Tensor]:
    """The parameters that an exported matcher holds, by name; vectors may have lengths of 1 besides their own."""
    found = {}
    for tensor in onnx.load_from_string(weights).graph.initializer:
        name = tensor.name.removesuffix("_half")
        if name.startswith("network."):
            values = torch.from_numpy(numpy_helper.to_array(tensor).astype(np.float32))
            found[name.removeprefix("network.").removesuffix(TURNED)] = values.T if name.endswith(TURNED) else values
    return found


def load_into(network: nn.Module, weights: bytes, more: bool = False) -> None:
    """Give a matcher the parameters of an exported one. more: it may have whole modules that the other has not, which
    stay as they are. Raises ValueError when the weights are of another architecture."""
    stored, state = weights_in(weights), network.state_dict()
    there = {name.split(".")[0] for name in stored}
    wanted = [name for name in state if name.split(".")[0] in there or not more]
    try:
        found = {name: stored[name].reshape(state[name].shape) for name in wanted}
    except (KeyError, RuntimeError):
        raise ValueError("The matcher is of another architecture than the recipe's.") from None
    network.load_state_dict(state | found)


def mix_in(network: nn.Module, weights: bytes, own: float) -> None:
    """Take a network back some of the way to the exported one that it began with, which looked at less: it keeps nearly
    all of what it learned, and unlearns less of what drawings of other hands ask for (Wortsman et al., "Robust
    fine-tuning of zero-shot models", CVPR 2022).

    own: the share of its own weights, 0 to 1; at 0 it answers as the other does. Raises ValueError as `load_into`.
    """
    other = copy.deepcopy(network)
    load_into(other, weights, more=True)
    there = {name.split(".")[0] for name in weights_in(weights)}
    with torch.no_grad():
        for (name, mine), old in zip(network.named_parameters(), other.parameters(), strict=True):
            if name.split(".")[0] in there:
                mine.lerp_(old, 1 - own)
        for late in getattr(network, "see", ())[-1:]:  # what only this one sees comes in by as much
            late.weight.mul_(own)
            late.bias.mul_(own)


def largest_difference(network: nn.Module, weights: bytes) -> float:
    """The largest difference between torch's and ONNX Runtime's shares, over drawings of one region to hundreds."""
    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    single, names, worst = _Single(network).eval(), inputs_of(network), 0.0
    for n, m in ((1, 1), (3, 40), (60, 9), (150, 300)):
        arrays = example(n, m, n, len(names) > len(INPUTS))
        with torch.no_grad():
            wanted = single(*arrays).numpy()
        (got,) = session.run(["shares"], {k: a.numpy() for k, a in zip(names, arrays, strict=True)})
        worst = max(worst, float(np.abs(got - wanted).max()))
    return worst


def export_matcher(recipe: Recipe, folder: Path, target: Path, limit: int | None) -> Path:
    """Write ``<name>.onnx``, ``.toml`` and ``.md`` into ``target`` from the run's best weights; the ONNX file's path.

    ``limit``: so many validation clips set how unsure an answer must be to be marked, so many bench clips measure it
    (None: `CLIPS`).
    Raises ValueError as `exported` does.
    """
    clips = CLIPS if limit is None else limit
    weights, described, matcher = exported(recipe, folder, LICENCE)
    answer = {"celtint-matcher": by_network(matcher)}
    held_out = [along(by_network(matcher), "validation", s, step) for s in range(clips) for step in (1, 3)]
    described["unsure_below"] = threshold(held_out)
    found = measure({**answer, **BASELINES}, "bench", clips)
    described["metrics"] = {f"Acc-Thres, {s}": round(of["celtint-matcher"].acc_thres, 4) for s, of in found.items()}
    whole = together([along(by_network(matcher), "bench", s, step) for s in range(clips) for step in (1, 3)])
    return write_all(target, weights, described, _card(described, table(found), whole, clips))


def exported(
    recipe: Recipe, folder: Path, licence: str, finish: Callable[[nn.Module], None] = lambda _: None
) -> tuple[bytes, dict[str, Any], MatcherNetwork]:
    """The run's best weights, as ``finish`` leaves them, as ONNX, what a descriptor says of them before they are
    measured, and the matcher.

    Raises ValueError when there is no best.pt, or when the file's answers differ from torch's by more than 1e-3.
    """
    best = folder / "best.pt"
    if not best.exists():
        raise ValueError(f"{folder} holds no best.pt; train the recipe first.")
    task = make_task(recipe, folder)
    network = task.network()
    network.load_state_dict(torch.load(best, weights_only=True))
    finish(network)
    network.eval()
    _sharpen(network, task.losses, task.checks())
    weights = to_onnx(settled(network))
    apart = largest_difference(network, weights)
    if apart > TOLERANCE:
        raise ValueError(f"The exported network differs from the trained one by {apart:.2g}; not written.")
    parameters = sum(p.numel() for p in network.parameters())
    described: dict[str, Any] = {
        "name": recipe.name, "title": recipe.title, "kind": MatcherDescriptor.kind, "modes": ["line"], "side": SIDE,
        "multiple": 1, "planes": PLANES, "licence": licence, "trained_on": sorted(set(recipe.sources)),
        "parameters": parameters, "sha256": hashlib.sha256(weights).hexdigest(), "tags": [], "bins": [],
    }  # fmt: skip
    return weights, described, MatcherNetwork(parse(toml({**described, "metrics": {}}), recipe.name), weights)


def write_all(target: Path, weights: bytes, described: dict[str, Any], card: str) -> Path:
    """Write weights, descriptor and card; the weights' path."""
    path = target / f"{described['name']}.onnx"
    write_whole(path, weights)
    write_whole(path.with_suffix(".toml"), toml(described).encode())
    write_whole(path.with_suffix(".md"), card.encode())
    return path


def _sharpen(network: nn.Module, losses: Any, checks: list[Any]) -> None:
    """Set how sharp the shares are, so that they mean what they say on held-out clips (Guo et al. 2017)."""
    sharpness = network.sharpness
    assert isinstance(sharpness, nn.Parameter)
    found = []
    with torch.no_grad():
        sharpness.fill_(1.0)
        answers = [network(*batch[:-TRUTH]) for batch in checks]
        for value in SHARPNESS:
            sharp = [(answer * float(value)).log_softmax(dim=2) for answer in answers]
            told = (losses(lambda *_, s=s: s, batch)[1] for s, batch in zip(sharp, checks, strict=True))
            found.append(np.mean([each["colour"] for each in told]))
        sharpness.fill_(float(SHARPNESS[int(np.argmin(found))]))


def _card(described: dict[str, Any], scores: str, whole: Score, clips: int) -> str:
    wrong, right = (f"{100 * share:.0f} %" for share in whole.unsure(described["unsure_below"]))
    return f"""# {described["name"]}

{described["title"]}. Which region of a drawing is which region of a coloured one, by lines and shapes alone; it
never sees a colour. {described["parameters"]:,} parameters.

## Data

Generated drawings in motion ({", ".join(described["trained_on"])}): drawn characters that walk, jump, dance, turn and
wave before plain paper, rooms and hills, and scenes of swinging shapes, under a moving camera, on ones, twos, threes
and sixes. No one's art was used.

## Licence

{described["licence"]}.

## Measured

On {clips} generated clips of characters it never saw, 324 × 576 pixels, references holding the truth:
Acc / Acc-Thres / Pix-F-Acc in per cent.

{scores}

An answer with less than {described["unsure_below"]} behind it is marked unsure. Over whole clips, on ones and on
threes, each drawing taking its colours from the first and from the one before as decided, {100 * whole.acc_thres:.1f} %
of regions over ten pixels are right; {wrong} of the wrong ones are marked, and {right} of the right ones.

## Limits

Learned from generated drawings of two families and measured on others of one of them; hand-drawn animation moves and
is drawn differently and will be matched less well. A part that is in no reference cannot be matched. Parts that look
alike and lie side by side (stripes, petals) are mixed up first.
"""
