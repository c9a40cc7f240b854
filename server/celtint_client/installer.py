"""Installing the engine: celtint, into a virtual environment of its own in the user's data folder, from a plugin's kit.

A new environment is made beside the one that counts and tried before it takes its place, so whatever breaks in between
(the line, the disk, somebody's patience, the power) leaves what was there. The same call installs, updates and repairs.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import queue
import secrets
import shutil
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

from celtint_client import engine, fetching, launcher, locking, pythons
from celtint_client.errors import Cancelled, InstallError, NoPython, VersionUnsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from celtint_client.engine import Engine, Kit

NEEDED_MB = 1200
"""Room on the disk that is asked for before anything is done: the environment takes about half of it, and what pip
fetches and unpacks meanwhile as much again."""
LOG = "install.log"
"""Its name in the engine's folder: what pip and the others said, of the last time."""
TAIL = 6
"""Lines of that which an error nobody knows shows."""
LOOK_S = 0.1
"""How often a cancel is looked for."""
FULL = ("No space left on device", "[Errno 28]", "WinError 112", "not enough space on the disk")
BROKEN = (
    *("NewConnectionError", "ConnectTimeout", "ReadTimeout", "Read timed out", "Connection broken", "ProxyError"),
    *("Temporary failure in name resolution", "getaddrinfo failed", "IncompleteRead", "ConnectionResetError"),
    *("dns error", "SSLError", "No matching distribution found", "client error (Connect)", "ConnectionError"),
)
"""What programs say when the line broke, or there is none; of pip, also when an index was asked in vain."""


class Step(NamedTuple):
    """How far it is. share: 0 to 1."""

    text: str
    share: float


class Installer:
    """One installation. kit: what the plugin carries; wheels: a folder to take packages from instead of the internet;
    own: the host application's own Python, if it has one; may_fetch: whether a Python may be fetched where there is
    none; tell: told of each step, in the thread that installs."""

    def __init__(
        self,
        kit: Kit,
        tell: Callable[[Step], None],
        wheels: Path | None = None,
        own: str = "",
        may_fetch: bool = False,
    ) -> None:
        self._kit, self._tell, self._wheels, self._own, self._may_fetch = kit, tell, wheels, own, may_fetch
        self._folder = engine.engine_folder()
        self._stopped = threading.Event()

    def cancel(self) -> None:
        """End it soon, by Cancelled, from any thread; what is half done is removed."""
        self._stopped.set()

    def install(self) -> Engine:
        """Install the engine anew, and have it count.

        Raises InstallError, NoPython where a Python has to be fetched and may not be, Cancelled.
        """
        if self._wheels is not None and not self._wheels.is_dir():
            raise InstallError(f"The folder of wheels, {self._wheels}, isn't there; choose it again.")
        with _held(self._folder):
            _sweep(self._folder)
            free = shutil.disk_usage(self._folder).free / 1e6
            if free < NEEDED_MB:
                raise _full(self._folder)
            environment = self._folder / f"env-{secrets.token_hex(4)}"
            before = engine.installed()
            try:
                (self._folder / LOG).unlink(missing_ok=True)
                self._make(environment)
                self._count(environment)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise _full(self._folder) from None
                raise InstallError(f"celtint can't be installed: {error.strerror or error}.") from None
            finally:
                # what is half done, or the one that counted before: a server that runs in it reads its files as it goes
                _sweep(self._folder, engine_of(before) if before is not None and _serving() else "")
        found = engine.installed()
        if found is None:
            raise InstallError("celtint was installed and is gone again; another program may have removed it.")
        return found

    def _make(self, environment: Path) -> None:
        """An environment with everything in it, tried."""
        self._say("Looking for Python …", 0.0)
        python = self._python()
        self._say("Making room for celtint …", 0.06)
        self._run([*python, "-m", "venv", str(environment)])
        inner = str(engine.python_of(environment))
        source = ["--find-links", str(self._kit.folder)]
        if self._wheels is not None:
            source += ["--no-index", "--find-links", str(self._wheels)]
        # not compiled, as that takes as long as the rest, and what is needed is compiled when it is first used
        how = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile", "--no-input"]
        how += ["--progress-bar=off", "--disable-pip-version-check", "--no-color"]
        self._run([inner, "-m", "pip", "install", *how, *source, "-r", str(self._requirements)], self._of_pip())
        self._say("Trying it …", 0.9)
        self._run([inner, "-m", "celtint_cli", "doctor"])

    @property
    def _requirements(self) -> Path:
        return self._kit.folder / engine.REQUIREMENTS

    def _of_pip(self) -> Callable[[str], None]:
        """Reads what pip says, and tells of it."""
        seen, most = 0, max(1, self._kit.packages)

        def read(line: str) -> None:
            nonlocal seen
            if line.startswith(("Collecting ", "Processing ")):  # from an index, from a folder
                seen += 1
                name = line.split()[1].rpartition("/")[2].partition("==")[0].partition("-")[0]
                verb = "Fetching" if self._wheels is None else "Reading"
                self._say(f"{verb} {name} …", 0.12 + 0.53 * min(1.0, seen / most))
            elif line.startswith("Installing collected"):
                self._say("Putting the packages in place …", 0.65)

        return read

    def _python(self) -> list[str]:
        """A Python to make the environment with: one that is here, one that was fetched before, or one fetched now."""
        kept = self._folder / "python"
        command = pythons.find(self._own)
        before = fetching.python_in(kept)
        if command is not None:
            return command
        if before is not None and pythons.fits([str(before)]):
            return [str(before)]
        wheel = fetching.wheel()
        if wheel is None:
            raise InstallError("celtint needs Python 3.11 or newer; install it from python.org, then try again.")
        if not self._may_fetch:
            raise NoPython(fetching.offer(wheel))
        return [str(self._fetched(wheel, kept))]

    def _fetched(self, wheel: fetching.Wheel, kept: Path) -> Path:
        part = self._folder / "python.part"
        part.mkdir()

        def check(there: int) -> None:
            self._check()
            self._say(f"Fetching uv, {there / 1e6:.0f} of {wheel.size / 1e6:.0f} MB …", 0.03 * there / wheel.size)

        try:
            fetching.fetch(wheel, part / "uv.whl", check)
        except fetching.BrokenLine as error:
            raise InstallError(f"{error} Nothing was changed; see to the line and install again.") from None
        uv = fetching.unpack(part / "uv.whl", part)
        (part / "uv.whl").unlink()
        self._say(f"Fetching Python {fetching.PYTHON} …", 0.03)
        self._run(fetching.command(uv, part))
        if fetching.python_in(part) is None:
            raise InstallError("uv brought no Python; install Python 3.11 or newer from python.org, then try again.")
        shutil.rmtree(part / "cache", ignore_errors=True)
        shutil.rmtree(kept, ignore_errors=True)
        part.rename(kept)
        found = fetching.python_in(kept)
        assert found is not None
        return found

    def _count(self, environment: Path) -> None:
        """Have an environment be the one that counts, in one step."""
        said = {"environment": environment.name, "version": self._kit.version, "made_of": self._kit.digest}
        part = self._folder / f"{engine.POINTER}.part"
        part.write_text(json.dumps(said), "utf-8")
        self._check()
        part.replace(self._folder / engine.POINTER)
        self._say("celtint is installed.", 1.0)

    def _say(self, text: str, share: float) -> None:
        self._check()
        self._tell(Step(text, share))

    def _check(self) -> None:
        if self._stopped.is_set():
            raise Cancelled("Cancelled; nothing was installed.")

    def _run(self, command: list[str], read: Callable[[str], None] = lambda _line: None) -> None:
        """Run a program to its end; each line it says is read and logged. Raises InstallError, Cancelled."""
        self._check()
        told = pythons.plain()
        told |= {"PYTHONUNBUFFERED": "1", "PYTHONNOUSERSITE": "1", "PYTHONIOENCODING": "utf-8", "PIP_USER": "0"}
        for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"):
            told.pop(name, None)
        apart = pythons.quiet() if sys.platform == "win32" else {"start_new_session": True}
        process = subprocess.Popen(
            command,
            env=told,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **apart,
        )
        lines: list[str] = []
        try:
            for line in self._lines(process):
                lines.append(line)
                read(line)
        finally:
            _end(process)
            with contextlib.suppress(OSError), (self._folder / LOG).open("a", encoding="utf-8") as log:
                log.write("\n".join([f"$ {' '.join(command)}", *lines, ""]))  # a full disk is told of anyway
        if process.returncode:
            raise self._failed(lines)

    def _lines(self, process: subprocess.Popen[bytes]) -> Iterator[str]:
        """What a program says, line by line; looks for a cancel in between."""
        said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        reader = threading.Thread(target=_listen, args=(process, said), daemon=True)
        reader.start()
        while True:
            self._check()
            with contextlib.suppress(queue.Empty):
                line = said.get(timeout=LOOK_S)
                if line is None:
                    break
                yield line
        reader.join()
        process.wait()

    def _failed(self, lines: list[str]) -> InstallError:
        text = "\n".join(lines)
        if any(sign in text for sign in FULL):
            return _full(self._folder)
        if "DO NOT MATCH THE HASHES" in text:
            return InstallError("A package isn't the file it should be, so nothing was installed; install again later.")
        if self._wheels is not None and "No matching distribution found for" in text:
            name = text.rpartition("No matching distribution found for ")[2].split()[0]
            return InstallError(f"The folder of wheels has no {name} for this machine's Python; add it and try again.")
        if any(sign in text for sign in BROKEN):
            return InstallError(
                "The packages can't be fetched: the line broke, or there is none. Nothing was changed; install again, "
                "or choose a folder of wheels."
            )
        tail = "\n".join(lines[-TAIL:])
        return InstallError(f"celtint can't be installed. The end of {self._folder / LOG}:\n{tail}")


def remove() -> None:
    """Take the engine away, with the Python that was fetched for it. Raises InstallError."""
    folder = engine.engine_folder()
    with _held(folder):
        (folder / engine.POINTER).unlink(missing_ok=True)
        _sweep(folder)
        shutil.rmtree(folder / "python", ignore_errors=True)
        (folder / LOG).unlink(missing_ok=True)
        if any(folder.glob("env-*")):  # Windows keeps what runs
            raise InstallError("celtint is still running; it ends by itself in fifteen minutes, then remove it again.")


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The engine's folder, for one of all applications at a time."""
    with contextlib.ExitStack() as ending:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            ending.enter_context(locking.held(folder / "installing.lock", 0.5))
        except TimeoutError:
            raise InstallError("Another application is installing celtint; wait until it has.") from None
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise _full(folder) from None
            raise InstallError(f"The folder {folder} can't be written: {error.strerror or error}.") from None
        yield


def _serving() -> bool:
    """Whether a server runs that plugins find."""
    try:
        client = launcher.find("installer")
    except VersionUnsupported:
        return True
    if client is not None:
        client.close()
    return client is not None


def _sweep(folder: Path, spared: str = "") -> None:
    """Remove what doesn't count: halves of installations that were interrupted, and earlier engines, but for the
    environment of the name `spared`. What runs on Windows can't be removed yet and is next time."""
    counting = engine.installed()
    kept = {spared} if counting is None else {spared, engine_of(counting)}
    for each in (*folder.glob("env-*"), *folder.glob("*.part")):
        if each.name in kept:
            continue
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                each.unlink()


def engine_of(found: Engine) -> str:
    """The name of an engine's environment in the engine's folder."""
    return os.path.relpath(found.python, engine.engine_folder()).replace("\\", "/").split("/")[0]


def _full(folder: Path) -> InstallError:
    return InstallError(
        f"The disk is too full: celtint needs {NEEDED_MB / 1000:.1f} GB of room in {folder}. Nothing was changed; make "
        "room and install again."
    )


def _listen(process: subprocess.Popen[bytes], said: queue.SimpleQueue[str | None]) -> None:
    if process.stdout is not None:
        for line in process.stdout:
            said.put(line.decode("utf-8", "replace").rstrip())
    said.put(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """See that a program has ended, with what it started."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
