"""Real Blenders under test: the add-on installed as a user would, a home of their own, functions called inside.

Versions from 4.2 on are the `bpy` wheels, each in an environment of its own that is made when first needed and kept in
CELTINT_BLENDERS_DIR (``~/.cache/celtint/blender``); 3.4 is Debian's `blender`, which has windows too.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..krita.harness import kill_server

ROOT = Path(__file__).parents[3]
INSIDE = Path(__file__).parent / "inside"
CACHE = Path(os.environ.get("CELTINT_BLENDERS_DIR", Path.home() / ".cache" / "celtint" / "blender"))
WHEELS = {
    "4.2": ("4.2.23", "3.11"),
    "4.5": ("4.5.15", "3.11"),
    "5.0": ("5.0.1", "3.11"),
    "5.2": ("5.2.3", "3.13"),
    "5.3": ("5.3.0", "3.13"),
}
"""bpy's version and the Python it is built for."""
SYSTEM = "3.4"
CHOSEN = os.environ.get("CELTINT_BLENDERS", "3.4 4.5 5.2").split()
"""The versions under test; ``make test-all-blenders`` names all."""
NEEDS = {SYSTEM: ("blender",), **{version: (f"python{python}",) for version, (_, python) in WHEELS.items()}}
"""For ``@pytest.mark.needs``."""
CALL_S = 180


class BlenderError(Exception):
    """Blender died, or what was called in it raised; says what it wrote."""


def executable(version: str) -> list[str]:
    """How to start a Blender without a window, before the script's name."""
    if version == SYSTEM:
        return ["blender", "--background", "--python-exit-code", "3", "--python"]
    wheel, python = WHEELS[version]
    folder = CACHE / version
    done = folder / f".bpy-{wheel}"
    if not done.exists():
        base = _python(python)
        subprocess.run([base, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, f"bpy=={wheel}"], check=True)
        done.touch()
    return [str(folder / "bin" / "python")]


def _python(version: str) -> str:
    """A Python of this version: on the path, or one that pyenv keeps but doesn't put there."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob(f"{version}.*/bin/python")
    for program in (f"python{version}", *map(str, sorted(kept))):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        if said.stdout.startswith(f"Python {version}."):
            return program
    raise BlenderError(f"python{version} is on the path but doesn't run.")


def plugin_archive() -> Path:
    """The zip that `make plugins` builds, or the one that CELTINT_BLENDER_ZIP names, such as a release's."""
    given = os.environ.get("CELTINT_BLENDER_ZIP")
    if given:
        return Path(given)
    subprocess.run(["make", "--silent", "plugins"], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    return max((ROOT / "dist").glob("celtint-blender-*.zip"), key=lambda path: path.stat().st_mtime)


@dataclass
class Home:
    """A fresh home for one Blender. state: where celtint's server says where it is (CELTINT_STATE_DIR)."""

    path: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="blender-")))

    def __post_init__(self) -> None:
        for name in ("config", "scripts", "tmp"):
            (self.path / name).mkdir()
        self.state.mkdir(mode=0o700)

    @property
    def state(self) -> Path:
        return self.path / "state"

    def environment(self, **more: str) -> dict[str, str]:
        """The variables for a Blender that lives here; Debian's own Python must not meet another's environment."""
        kept = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
        folders = {
            "HOME": self.path,
            "BLENDER_USER_RESOURCES": self.path,
            "BLENDER_USER_CONFIG": self.path / "config",
            "BLENDER_USER_SCRIPTS": self.path / "scripts",
            "TMPDIR": self.path / "tmp",
            "CELTINT_STATE_DIR": self.state,
            "CELTINT_PYTHON": sys.executable,
            "PYTHONPATH": INSIDE,
        }
        fixed = {"LC_ALL": "C.UTF-8", "LIBGL_ALWAYS_SOFTWARE": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}
        return kept | fixed | {name: str(folder) for name, folder in folders.items()} | more

    def crashes(self) -> list[Path]:
        """What Blender wrote of its own crashes: the operators before, and where in its code it was."""
        return sorted((self.path / "tmp").glob("*.crash.txt"))

    def remove(self) -> None:
        kill_server(self)  # type: ignore[arg-type]  # it looks for `state` alone
        shutil.rmtree(self.path, ignore_errors=True)


class Blender:
    """One version with the add-on. A call starts it, calls a function of a module in `inside`, and ends it."""

    def __init__(self, version: str, home: Home) -> None:
        self.version, self.home = version, home

    def install(self, archive: Path) -> None:
        """Install the zip as *Install from Disk…* does, and switch it on."""
        self.call("install.install", str(archive))

    def call(self, name: str, *args: Any, timeout: float = CALL_S, **environment: str) -> Any:
        """What ``module.function`` gives inside Blender, without a window."""
        return self._run([*executable(self.version), str(INSIDE / "main.py"), "--"], name, args, timeout, environment)

    def window(self, screen: str, name: str, *args: Any, timeout: float = CALL_S, simulated: bool = False) -> Any:
        """The same in a window on a screen. The function is a generator: Blender works on while it yields.

        simulated: mouse and keys are those that the function makes up with `event_simulate`, and no others.
        """
        if self.version != SYSTEM:
            raise BlenderError("The bpy wheels have no windows.")
        options = ["--window-geometry", "0", "0", "1600", "1000", *(["--enable-event-simulate"] if simulated else [])]
        command = ["blender", *options, "--python", str(INSIDE / "main.py"), "--"]
        return self._run(command, name, args, timeout, {"DISPLAY": screen})

    def run(self, *words: str, timeout: float = CALL_S, **environment: str) -> subprocess.CompletedProcess[str]:
        """A command line as on a farm; `{main}` in it is the script that switches the add-on on and does no more."""
        command = [word.replace("{main}", str(INSIDE / "main.py")) for word in words]
        return self._process(command, timeout, environment)

    def _run(
        self, command: list[str], name: str, args: tuple[Any, ...], timeout: float, environment: dict[str, str]
    ) -> Any:
        answer = self.home.path / "answer.json"
        answer.unlink(missing_ok=True)
        done = self._process([*command, name, json.dumps(args), str(answer)], timeout, environment)
        if not answer.is_file():
            said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
            said += "\n".join(["", *(each.read_text("utf-8", "replace") for each in self.home.crashes())])
            raise BlenderError(f"Blender {self.version} gave no answer to {name} (status {done.returncode}).\n{said}")
        got = json.loads(answer.read_text("utf-8"))
        if "error" in got:
            raise BlenderError(f"In Blender {self.version}:\n{got['error']}\n{done.stdout[-3000:]}")
        return got["value"]

    def _process(
        self, command: list[str], timeout: float, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run it in a process group of its own, so that all of it ends where it takes too long."""
        with subprocess.Popen(
            command,
            env=self.home.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
                raise BlenderError(f"Blender {self.version} took more than {timeout} s.\n{out[-3000:]}") from None
        return subprocess.CompletedProcess(command, process.returncode, out, err)
