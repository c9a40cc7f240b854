"""What a network learns on: the processor or a GPU, and in bfloat16 where it has that."""

import torch

DEVICES = ("auto", "cpu", "cuda")


def device_of(name: str) -> torch.device:
    """ "auto": a GPU where there is one, otherwise the processor. Raises ValueError for a GPU that is not there."""
    there = torch.cuda.is_available()
    if name not in DEVICES:
        raise ValueError(f"There is no device {name!r}; there are {', '.join(DEVICES)}.")
    if name == "cuda" and not there:
        raise ValueError("There is no GPU that torch can use; train with --device auto or cpu.")
    return torch.device("cuda" if there and name != "cpu" else "cpu")


def has_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is computed by the device itself; elsewhere it is slower than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    able = torch.cpu.get_capabilities()
    return any(bool(able.get(name)) for name in ("amx_bf16", "avx512_bf16", "sve_bf16"))


def lightly(device: torch.device) -> torch.autocast:
    """A context in which a network's layers are computed in bfloat16 where that is quicker; losses stay outside it."""
    return torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device))
