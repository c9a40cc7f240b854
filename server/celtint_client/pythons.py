"""Finding a Python on this machine that celtint can be installed with.

It has to be CPython, of 64 bits, of a version that every pinned package has wheels for, and able to make a virtual
environment with pip in it (on Debian that takes python3-venv).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

VERSIONS = ("3.13", "3.12", "3.11", "3.14")
"""Those that every package in plugins/engine/requirements.txt has wheels for; the first that is found is taken."""
ASKED_S = 20.0
"""How long an interpreter may take to say what it is; on a cold disk that is seconds."""
ABOUT = """
import ensurepip, json, platform, sys, sysconfig, venv
print(json.dumps({"version": "%d.%d" % sys.version_info[:2], "kind": platform.python_implementation(),
    "wide": sys.maxsize > 2**32, "free": bool(sysconfig.get_config_var("Py_GIL_DISABLED"))}))
"""
"""What an interpreter is asked; it fails where a virtual environment can't be made."""


def plain() -> dict[str, str]:
    """The environment for another Python: without what this one, or an AppImage round it, was told for itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for name in ("__PYVENV_LAUNCHER__", "VIRTUAL_ENV"):
        kept.pop(name, None)
    bundle = kept.get("APPDIR")
    if bundle and "LD_LIBRARY_PATH" in kept:
        others = [part for part in kept["LD_LIBRARY_PATH"].split(os.pathsep) if part and not part.startswith(bundle)]
        kept["LD_LIBRARY_PATH"] = os.pathsep.join(others)
    return kept


def quiet() -> dict[str, Any]:
    """What `subprocess` needs so that no console window appears on Windows."""
    return {"creationflags": 0x08000000} if sys.platform == "win32" else {}  # CREATE_NO_WINDOW


def candidates(environment: Mapping[str, str]) -> Iterator[list[str]]:
    """Commands that may be a fitting Python, the likeliest first."""
    path = environment.get("PATH", "")
    if sys.platform == "win32" and (launcher := shutil.which("py", path=path)):
        yield from ([launcher, f"-{version}"] for version in VERSIONS)
    for name in (*(f"python{version}" for version in VERSIONS), "python3", "python"):
        found = shutil.which(name, path=path)
        # what macOS has there isn't Python but a window that offers to install developers' tools
        if found and not (sys.platform == "darwin" and found.startswith("/usr/bin/")):
            yield [found]
    for place in _places(environment):
        if place.is_file():
            yield [str(place)]


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    """Where installers put Python without saying so on the path, which applications don't have from the shell."""
    for version in VERSIONS:
        if sys.platform == "win32":
            short = version.replace(".", "")
            for variable, inner in (("LOCALAPPDATA", "Programs/Python"), ("ProgramFiles", "")):
                if variable in environment:
                    yield Path(environment[variable]) / inner / f"Python{short}" / "python.exe"
        elif sys.platform == "darwin":
            yield Path(f"/Library/Frameworks/Python.framework/Versions/{version}/bin/python{version}")
            yield Path(f"/opt/homebrew/bin/python{version}")
            yield Path(f"/usr/local/bin/python{version}")
        else:
            yield Path(f"/usr/bin/python{version}")
            yield Path(f"/usr/local/bin/python{version}")


def fits(command: Sequence[str]) -> bool:
    """Whether a command is a Python that celtint can be installed with."""
    try:
        ran = subprocess.run(
            [*command, "-I", "-c", ABOUT],
            env=plain(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ASKED_S,
            check=False,
            **quiet(),
        )
        said = json.loads(ran.stdout)
        return bool(said["kind"] == "CPython" and said["version"] in VERSIONS and said["wide"] and not said["free"])
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
        return False


def find(own: str = "") -> list[str] | None:
    """The command of a fitting Python, or None. own: an interpreter that the host application brings, taken last, since
    it goes when the application goes."""
    seen: set[str] = set()
    for command in (*candidates(os.environ), *([[own]] if own else [])):
        if " ".join(command) not in seen and fits(command):
            return command
        seen.add(" ".join(command))
    return None
