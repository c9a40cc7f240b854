"""Where the engine is that a plugin installed: celtint in a virtual environment of its own, in the user's data folder.

The folder holds one environment, or two while a new one is made, and ``engine.json``, which says which of them counts.
That file is replaced last, so an engine is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

POINTER = "engine.json"
"""Its name in the engine's folder."""
REQUIREMENTS = "requirements.txt"
"""Its name in a kit: every package with its version and its hashes, celtint's own among them."""


class Engine(NamedTuple):
    """An engine that is installed. python: its interpreter; version: celtint's; made_of: the digest of its kit."""

    python: str
    version: str
    made_of: str


class Kit(NamedTuple):
    """What a plugin's zip carries to install an engine from: a folder with celtint's wheel and `REQUIREMENTS`."""

    folder: Path

    @property
    def wheel(self) -> Path:
        """celtint's wheel."""
        return next(self.folder.glob("celtint-*.whl"))

    @property
    def version(self) -> str:
        """The version of celtint in it."""
        return self.wheel.name.split("-")[1]

    @property
    def digest(self) -> str:
        """What tells it from another kit: SHA-256 of the requirements, which name the wheel's own hash."""
        return hashlib.sha256((self.folder / REQUIREMENTS).read_bytes()).hexdigest()

    @property
    def packages(self) -> int:
        """How many packages the requirements name, those for other systems among them."""
        lines = (self.folder / REQUIREMENTS).read_text("utf-8").splitlines()
        return sum("==" in line for line in lines)


def kit_in(package: Path) -> Kit | None:
    """The kit that a plugin carries in its folder, or None where it carries none, as in a source tree."""
    kit = Kit(package / "_engine")
    return kit if (kit.folder / REQUIREMENTS).is_file() else None


def engine_folder() -> Path:
    """The engine's folder: $CELTINT_ENGINE_DIR, or where the system keeps a user's data."""
    if named := os.environ.get("CELTINT_ENGINE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "celtint" / "engine"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "celtint" / "engine"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "celtint" / "engine"


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def installed() -> Engine | None:
    """The engine that counts, or None: none was installed, or the Python that it was made with is gone."""
    folder = engine_folder()
    try:
        said = json.loads((folder / POINTER).read_text("utf-8"))
        python = python_of(folder / str(said["environment"]))
        found = Engine(str(python), str(said["version"]), str(said["made_of"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if python.is_file() else None
