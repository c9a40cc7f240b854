"""The stamp of what was measured: a digest of everything that decides it, so that nothing stale is taken for it.

Nothing is listed by hand that can be found: the modules are those that measuring imports, in any number of steps.
docs/adr/0010-evaluation-stamps.md says why.
"""

import ast
import hashlib
import importlib.util
import json
import os
import platform
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import celtint

from celtint_train.data.validation import chosen

if TYPE_CHECKING:
    from celtint import Network, Settings

LIBRARIES = ("numpy", "opencv-python-headless", "onnxruntime", "scipy", "scikit-image", "pillow")


def of_network(network: "Network", settings: Sequence["Settings"]) -> dict[str, object]:
    """What tells one network from another, weights and threads among it: sums are rounded by how they are shared out.
    Of its descriptor all but the figures that were measured of it before."""
    about = network.descriptor
    known = {"kind": about.kind} | {name: value for name, value in vars(about).items() if name != "metrics"}
    threads = network.threads or f"as many as there are: {os.cpu_count()}"
    return {"descriptor": repr(known), "weights": network.digest, "threads": threads, "settings": repr(settings)}


def of_machine() -> dict[str, str]:
    """Which versions of what computes there are, and for which kind of processor."""
    return {name: metadata.version(name) for name in LIBRARIES} | {
        "machine": platform.machine(), "python": platform.python_version(),
    }  # fmt: skip


def of_pictures(leave: int, limit: int) -> list[str]:
    """The validation pictures that are measured on, in their order, by their contents."""
    return [str(row["sha256"]) for _, row in islice(chosen(leave + limit), leave, None)]


def of_sources(module: str) -> list[str]:
    """Digests of all modules of the core, and of a module of `celtint_train` with all that it imports from there."""
    paths = {*Path(celtint.__file__).parent.rglob("*.py"), *_reached(module)}
    return [_digest(path) for path in sorted(paths)]


def stamp(decides: object) -> str:
    """The digest of a value of JSON's kinds."""
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _reached(module: str) -> frozenset[Path]:
    """The files of a module of `celtint_train` and of all that it imports from there, wherever in it that is said."""
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = None if name in found or not name.startswith("celtint_train.") else _path(name)
        if path is None:
            continue
        found[name] = path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return frozenset(found.values())


def _path(module: str) -> Path | None:
    """Its file; None for the name of what is no module."""
    parent, _, name = module.rpartition(".")
    folder = importlib.util.find_spec(parent)
    for place in (folder.submodule_search_locations if folder else None) or ():
        for path in (Path(place) / f"{name}.py", Path(place) / name / "__init__.py"):
            if path.exists():
                return path
    return None
