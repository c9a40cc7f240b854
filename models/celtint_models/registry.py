"""The networks that are installed: each is a TOML descriptor beside an ONNX file of the same name.

Those that come with celtint lie in this package, those of the distribution celtint-seeds in its folder `seeds`, those a
user brings in lie in a folder of their own; the core only ever gets bytes and a `Descriptor`.
"""

import hashlib
import os
import sys
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from celtint import BadRequest, Descriptor, DrawerNetwork, MatcherNetwork, ModelNotFound, Network, ProposerDescriptor
from celtint.networks.proposal import propose

from celtint_models.descriptors import PROPOSING, either, parse
from celtint_models.writing import write_whole

DEFAULT = "celtint-hint"
"""The network that proposes colours unless another is asked for."""
MATCHER = "celtint-matcher"
"""The network that matches the regions of a sequence's drawings."""
DRAWER = "celtint-stage"
"""The network that draws what stands on a stage, with the engine that learned."""
CAST = MATCHER
"""The network that finds the parts of a drawing on a character's model sheets."""
SEEDS = (
    *("abstract-ae-v1", "abstract-ae-v12", "abstract-ae-v2", "celtint-stage", "conv-autoencoder", "linear-baseline"),
    *("pix2pix-gan", "recolourise-unet-v1", "recolourise-unet-v2", "recolourise-unet-v2-newloss", "unet-global"),
    *("unet-mse", "video-gan", "zhang-class"),
)
"""The networks of celtint-seeds: the systems that came before, and the one that `--engine learned` asks for. Known by
name without it too, so that whoever asks for one is told where it is."""


def _folders() -> list[Traversable]:
    """What celtint and celtint-seeds brought; the second may not be installed."""
    own = resources.files("celtint_models")
    return [folder for folder in (own / "seeds", own) if folder.is_dir()]


def user_folder() -> Path:
    """Where a user's own networks are kept: ``$CELTINT_MODELS``, or celtint/models where the system keeps data."""
    if named := os.environ.get("CELTINT_MODELS"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "celtint" / "models"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "celtint" / "models"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "celtint" / "models"


def names(kind: type[Descriptor] = ProposerDescriptor) -> list[str]:
    """The installed networks of a kind, by default those that propose colours: the default first, the others in
    alphabetical order. One whose descriptor is damaged is left out."""
    return sorted((name for name in _installed() if _is_a(name, kind)), key=lambda n: (n != DEFAULT, n))


def _is_a(name: str, kind: type[Descriptor]) -> bool:
    try:
        return isinstance(describe(name), kind)
    except BadRequest:
        return False


def _installed() -> dict[str, Traversable]:
    """Every name with the folder it lies in; what comes with celtint goes before a user's own of the same name."""
    found: dict[str, Traversable] = {}
    own = user_folder()
    for folder in (own, *_folders()) if own.is_dir() else _folders():
        found |= {f.name.removesuffix(".toml"): folder for f in folder.iterdir() if f.name.endswith(".toml")}
    return dict(sorted(found.items()))


def describe(name: str) -> Descriptor:
    """What is known of a network of any kind. Raises ModelNotFound when there is none of that name, BadRequest when its
    descriptor is damaged."""
    installed = _installed()
    if name not in installed and name in SEEDS:
        raise ModelNotFound(
            f"The network {name!r} is of the package celtint-seeds; install that beside celtint "
            "(docs/own-models.md says how)."
        )
    if name not in installed:
        raise ModelNotFound(f"There is no network {name!r}; installed: {', '.join(installed) or 'none'}.")
    return parse((installed[name] / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def verify(name: str) -> bytes:
    """The weights of a network after comparing their SHA-256 with the descriptor's.

    Raises ModelNotFound when descriptor or weights are missing, BadRequest when the weights are damaged.
    """
    descriptor = describe(name)
    weights = _installed()[name] / f"{name}.onnx"
    if not weights.is_file():
        raise ModelNotFound(f"The weights of {name} are missing; {_again(name)}.")
    data = weights.read_bytes()
    if hashlib.sha256(data).hexdigest() != descriptor.sha256:
        raise BadRequest(f"The weights of {name} are damaged; {_again(name)}.")
    return data


def _again(name: str) -> str:
    return "install celtint again" if is_packaged(name) else "import it again"


def is_packaged(name: str) -> bool:
    """Whether a network comes with celtint or celtint-seeds."""
    return any((folder / f"{name}.toml").is_file() for folder in _folders())


def load(name: str = DEFAULT, threads: int | None = None) -> Network:
    """Open a network, its weights verified. ``threads``: None for as many as there are physical cores."""
    return Network(describe(name), verify(name), threads)


def bring_in(weights: Path, descriptor: Path, replace: bool = False) -> Descriptor:
    """Copy a user's own network into `user_folder`, after it has coloured a small picture as its descriptor says.

    weights: an ONNX file. descriptor: TOML, `celtint_models.descriptors`; its sha256 may be left out. replace: take the
    place of one imported earlier. Raises BadRequest for whatever is wrong, ModelNotFound for files that are not there.
    """
    for path in (weights, descriptor):
        if not path.is_file():
            raise ModelNotFound(f"{path.name} is not there.")
    data, text = weights.read_bytes(), _text(descriptor)
    told = parse(text, descriptor.name)
    digest = hashlib.sha256(data).hexdigest()
    if told.sha256 not in ("", digest):
        raise BadRequest(f"{weights.name} is not the file whose sha256 is in {descriptor.name}.")
    if not isinstance(told, ProposerDescriptor):
        raise BadRequest(f"{descriptor.name}: kind is {either(PROPOSING)}.")
    if is_packaged(told.name) or told.name in SEEDS:
        raise BadRequest(f"{told.name} comes with celtint; give yours another name.")
    if told.name in _installed() and not replace:
        raise BadRequest(f"There is a network {told.name!r} already; give another name, or --replace it.")
    _try_out(Network(told, data, 1))
    if not told.sha256:
        text = f'sha256 = "{digest}"\n{text}'
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{told.name}.onnx", data)
    write_whole(folder / f"{told.name}.toml", text.encode())
    return describe(told.name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadRequest(f"{path.name} is not a text file in UTF-8.") from None


def _try_out(network: Network) -> None:
    """Colour pictures of two shapes. Raises BadRequest when the network is not what its descriptor says."""
    mode = "grey" if "grey" in network.descriptor.modes else "line"
    for height, width in ((64, 96), (81, 33)):
        grey = np.full((height, width), 200, np.uint8)
        grey[: height // 2] = 90
        hints = np.zeros((height, width, 4), np.uint8)
        hints[5, 5] = (200, 60, 40, 255)
        propose(network, grey, mode, hints)  # type: ignore[arg-type]


def take_out(name: str) -> None:
    """Delete a network that was imported. Raises ModelNotFound when there is none, BadRequest for one of celtint's."""
    if is_packaged(name):
        raise BadRequest(f"{name} comes with celtint and cannot be removed.")
    if name not in _installed():
        raise ModelNotFound(f"There is no network {name!r}.")
    for end in (".toml", ".onnx", ".md"):
        (user_folder() / f"{name}{end}").unlink(missing_ok=True)


def load_matcher(name: str = MATCHER, threads: int | None = 1) -> MatcherNetwork:
    """Open the network that matches regions; otherwise as `load`.

    One thread is the quickest where drawings are read meanwhile, and gives the same bytes on machines of any size.
    """
    return MatcherNetwork(describe(name), verify(name), threads)


def load_drawer(name: str = DRAWER, threads: int | None = 1) -> DrawerNetwork:
    """Open the network that draws named things; otherwise as `load_matcher`."""
    return DrawerNetwork(describe(name), verify(name), threads)


def load_cast_matcher(threads: int | None = 1) -> MatcherNetwork:
    """Open the network that finds parts on model sheets; otherwise as `load_matcher`."""
    return load_matcher(CAST, threads)


def load_from(descriptor: Path, threads: int | None = None) -> Network:
    """Open a network that is not installed: a TOML descriptor with an ONNX file of the same name beside
    it."""
    weights = descriptor.with_suffix(".onnx")
    if not descriptor.is_file() or not weights.is_file():
        raise ModelNotFound(f"{descriptor.name} or {weights.name} is not there.")
    return Network(parse(_text(descriptor), descriptor.name), weights.read_bytes(), threads)


def card(name: str) -> str:
    """The model card, Markdown: data, licence, metrics, limits. Raises ModelNotFound as `describe` does."""
    describe(name)
    path = _installed()[name] / f"{name}.md"
    if not path.is_file():
        raise ModelNotFound(f"{name} has no model card.")
    return path.read_text(encoding="utf-8")
