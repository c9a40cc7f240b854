"""Going on from a network that is stored as ONNX: what `celtint_train.training.export` folded is taken apart again.

Export folds each batch normalisation into the convolution before it, so an ONNX file has no statistics of its
own. They are measured anew on samples, and the normalisation is set so that nothing changes: a network started so
answers as the file does, and can be trained on.
"""

from collections.abc import Iterable, Iterator
from inspect import signature

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from celtint_train.data.loader import Batch


def start_from(network: nn.Module, weights: bytes, samples: Iterable[Batch]) -> None:
    """Give ``network`` the weights of an ONNX file that `celtint_train.training.export` wrote of the same architecture.

    samples: batches that begin with the network's inputs, to measure statistics on.
    Raises ValueError when the file is of another architecture.
    """
    stored = {
        tensor.name.removesuffix("_half"): numpy_helper.to_array(tensor).astype(np.float32)
        for tensor in onnx.load_from_string(weights).graph.initializer
    }
    state = network.state_dict()
    pairs = list(folded_pairs(network))
    for before, norm in pairs:
        bias = stored.pop(f"{before}.bias", None)
        if bias is None:
            raise ValueError("The stored network is of another architecture than the recipe's.")
        state[f"{norm}.bias"] = torch.from_numpy(bias)
        state[f"{norm}.weight"] = torch.full_like(state[f"{norm}.weight"], (1 + _epsilon(network, norm)) ** 0.5)
        state[f"{norm}.running_mean"] = torch.zeros_like(state[f"{norm}.running_mean"])
        state[f"{norm}.running_var"] = torch.ones_like(state[f"{norm}.running_var"])
    for name, parameter in network.named_parameters():
        if name in stored:
            if stored[name].shape != tuple(parameter.shape):
                raise ValueError("The stored network is of another size than the recipe's.")
            state[name] = torch.from_numpy(stored[name])
        elif not any(name.startswith(f"{norm}.") for _, norm in pairs):
            raise ValueError(f"The stored network has no {name}; it is of another architecture.")
    for name in state:
        if name.endswith(("running_mean", "running_var")) and name in stored:
            state[name] = torch.from_numpy(stored[name])
    network.load_state_dict(state)
    _measure(network, [norm for _, norm in pairs], samples)


def folded_pairs(network: nn.Module) -> Iterator[tuple[str, str]]:
    """Names of each convolution without bias and of the normalisation that follows it: what export folds."""
    for outer, module in network.named_modules():
        before: tuple[str, nn.Module] | None = None
        for name, child in module.named_children():
            if before is not None and isinstance(before[1], nn.Conv2d) and isinstance(child, nn.BatchNorm2d):
                prefix = f"{outer}." if outer else ""
                yield prefix + before[0], prefix + name
            before = (name, child)


def _epsilon(network: nn.Module, norm: str) -> float:
    module = network.get_submodule(norm)
    assert isinstance(module, nn.BatchNorm2d)
    return module.eps


def _measure(network: nn.Module, norms: list[str], samples: Iterable[Batch]) -> None:
    """Set each normalisation's statistics to those of what comes in, and its scale so that nothing changes."""
    sums: dict[str, list[Tensor]] = {name: [] for name in norms}
    hooks = []
    for name in norms:

        def look(_module: nn.Module, given: tuple[Tensor, ...], _out: Tensor, name: str = name) -> None:
            x = given[0].detach()
            sums[name].append(torch.stack([x.mean(dim=(0, 2, 3)), (x * x).mean(dim=(0, 2, 3))]))

        hooks.append(network.get_submodule(name).register_forward_hook(look))
    network.eval()
    with torch.no_grad():
        for batch in samples:
            network(*batch[: len(signature(network.forward).parameters)])
    for hook in hooks:
        hook.remove()
    with torch.no_grad():
        for name in norms:
            norm = network.get_submodule(name)
            assert isinstance(norm, nn.BatchNorm2d)
            mean, square = torch.stack(sums[name]).mean(0)
            variance = (square - mean * mean).clamp_min(1e-4)
            assert norm.running_mean is not None and norm.running_var is not None
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.bias.add_(mean)
            norm.weight.copy_((variance + norm.eps).sqrt())
