"""The networks that are installed: each is a TOML descriptor beside an ONNX file of the same name.

The descriptors lie in this package; the core only ever gets bytes and a `Descriptor`.
"""

import hashlib
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from celtint.errors import BadRequest, ModelNotFound
from celtint.matching import MatcherNetwork
from celtint.network import Descriptor, Network

DEFAULT = "celtint-hint"
"""The network that proposes colours unless another is asked for."""
MATCHER = "celtint-matcher"
"""The network that matches the regions of a sequence's drawings."""


def _folder() -> Traversable:
    return resources.files("celtint_models")


def names(kind: str = "hint-proposal") -> list[str]:
    """The installed networks of a kind (see `Descriptor`), the default first, the others in alphabetical order."""
    found = sorted(name for name in _installed() if describe(name).kind == kind)
    return sorted(found, key=lambda name: name != DEFAULT)


def _installed() -> list[str]:
    return sorted(f.name.removesuffix(".toml") for f in _folder().iterdir() if f.name.endswith(".toml"))


def describe(name: str) -> Descriptor:
    """What is known of a network of any kind. Raises ModelNotFound when there is none of that name."""
    if name not in _installed():
        installed = ", ".join(_installed()) or "none"
        raise ModelNotFound(f"There is no network {name!r}; installed: {installed}.")
    return _parsed((_folder() / f"{name}.toml").read_text(encoding="utf-8"))


def _parsed(text: str) -> Descriptor:
    table = tomllib.loads(text)
    table["bins"] = tuple(tuple(b) for b in table["bins"])
    for key in ("modes", "tags", "trained_on"):
        table[key] = tuple(table[key])
    return Descriptor(**table)


def verify(name: str) -> bytes:
    """The weights of a network after comparing their SHA-256 with the descriptor's.

    Raises ModelNotFound when descriptor or weights are missing, BadRequest when the weights are damaged.
    """
    descriptor = describe(name)
    weights = _folder() / f"{name}.onnx"
    if not weights.is_file():
        raise ModelNotFound(f"The weights of {name} are missing; install celtint again.")
    data = weights.read_bytes()
    if hashlib.sha256(data).hexdigest() != descriptor.sha256:
        raise BadRequest(f"The weights of {name} are damaged; install celtint again.")
    return data


def load(name: str = DEFAULT, threads: int | None = None) -> Network:
    """Open a network, its weights verified. ``threads``: None for as many as there are physical cores."""
    return Network(describe(name), verify(name), threads)


def load_matcher(name: str = MATCHER, threads: int | None = None) -> MatcherNetwork:
    """Open the network that matches regions; otherwise as `load`."""
    return MatcherNetwork(describe(name), verify(name), threads)


def load_from(descriptor: Path, threads: int | None = None) -> Network:
    """Open a network that is not installed: a TOML descriptor with an ONNX file of the same name beside
    it."""
    weights = descriptor.with_suffix(".onnx")
    if not descriptor.is_file() or not weights.is_file():
        raise ModelNotFound(f"{descriptor.name} or {weights.name} is not there.")
    return Network(_parsed(descriptor.read_text(encoding="utf-8")), weights.read_bytes(), threads)


def card(name: str) -> str:
    """The model card, Markdown: data, licence, metrics, limits. Raises ModelNotFound as `describe` does."""
    describe(name)
    path = _folder() / f"{name}.md"
    if not path.is_file():
        raise ModelNotFound(f"{name} has no model card.")
    return path.read_text(encoding="utf-8")
