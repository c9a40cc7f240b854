"""Real Krita under test: a display of its own, a home of its own, a socket into it, and a clean end.

Nothing here touches the user's Krita: HOME, the XDG folders and the D-Bus session are made for the test.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[3]
TESTER = Path(__file__).parent / "tester"
SCREEN = (1600, 1000)
START_S, CALL_S, QUIT_S = 120, 60, 30
PICTURES = os.environ.get("CELTINT_KRITA_PICTURES", "")
"""A folder to save the guide's screenshots in, such as docs/pictures; empty to save them nowhere."""
KRITA_ROOT = os.environ.get("CELTINT_KRITA_ROOT", "")
"""A folder with another Debian, as `make test-kritas` makes them, whose Krita is tested; empty for this machine's."""
NEEDS = ("krita", "kritarunner", "Xvfb", "dbus-run-session", "xdotool")
"""For ``@pytest.mark.needs(*NEEDS)``."""


class KritaError(Exception):
    """Krita didn't start, died, or raised; says what it wrote."""


@contextlib.contextmanager
def display() -> Iterator[str]:
    """A virtual screen of SCREEN pixels; gives its name for DISPLAY."""
    reading, writing = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    # without -noreset it starts anew, deaf for a moment, whenever its last client leaves
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


def _there(*command: str) -> list[str]:
    """A command of the Krita that is tested."""
    return [*(["chroot", KRITA_ROOT] if KRITA_ROOT else []), "dbus-run-session", "--", *command]


@dataclass
class Home:
    """A fresh home for Krita in a short path, since a socket's path has to be short.

    state: the folder where celtint's server says where it is (CELTINT_STATE_DIR).
    """

    path: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="krita-")))

    def __post_init__(self) -> None:
        for folder in (self.pykrita, self.path / "config", self.path / "cache", self.path / "tmp"):
            folder.mkdir(parents=True)
        for folder in (self.path / "run", self.state):
            folder.mkdir(mode=0o700)
        shutil.copytree(TESTER, self.pykrita / "celtint_tester", ignore=shutil.ignore_patterns("__pycache__"))
        entry = ["Type=Service", "ServiceTypes=Krita/PythonPlugin", "X-KDE-Library=celtint_tester"]
        entry += ["X-Python-2-Compatible=false", "Name=Tester", "Comment=Drives Krita for a test"]
        (self.pykrita / "celtint_tester.desktop").write_text("[Desktop Entry]\n" + "\n".join(entry) + "\n")
        self.kritarc.write_text("[python]\nenable_celtint_tester=true\n")
        # from another Debian the server is started in this one, where its packages are: kritas.sh mounts it there
        self.python.write_text(f'#!/bin/sh\nexec chroot /outer {sys.executable} "$@"\n')
        self.python.chmod(0o700)

    @property
    def pykrita(self) -> Path:
        return self.path / "data" / "krita" / "pykrita"

    @property
    def python(self) -> Path:
        return self.path / "python3"

    @property
    def kritarc(self) -> Path:
        return self.path / "config" / "kritarc"

    @property
    def state(self) -> Path:
        return self.path / "state"

    @property
    def socket(self) -> Path:
        return self.path / "run" / "tester"

    @property
    def log(self) -> Path:
        return self.path / "krita.log"

    def environment(self, **more: str) -> dict[str, str]:
        """The variables for a Krita that lives here."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        folders = {
            "HOME": self.path,
            "XDG_CONFIG_HOME": self.path / "config",
            "XDG_DATA_HOME": self.path / "data",
            "XDG_CACHE_HOME": self.path / "cache",
            "XDG_RUNTIME_DIR": self.path / "run",
            "TMPDIR": self.path / "tmp",
            "CELTINT_STATE_DIR": self.state,
            "CELTINT_PYTHON": self.python if KRITA_ROOT else sys.executable,
        }
        fixed = {"LC_ALL": "C.UTF-8", "LIBGL_ALWAYS_SOFTWARE": "1", "QT_LOGGING_RULES": "*.debug=false"}
        return kept | fixed | {name: str(folder) for name, folder in folders.items()} | more

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


class Krita:
    """Krita in a real window, driven through the tester plugin; ``start`` it, ``call`` it, ``quit`` it."""

    def __init__(self, home: Home, screen: str) -> None:
        self.home, self.screen = home, screen
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._answers: IO[bytes] | None = None

    def start(self, *arguments: str, **environment: str) -> None:
        """Start it and wait until its window stands; once more if it doesn't, as Krita's starts are flaky."""
        try:
            self._start(arguments, environment)
        except KritaError:
            self.kill()
            self._start(arguments, environment)

    def _start(self, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
        self.home.socket.unlink(missing_ok=True)
        settings = {"DISPLAY": self.screen, "QT_QPA_PLATFORM": "xcb", "CELTINT_TESTER_SOCKET": str(self.home.socket)}
        with self.home.log.open("wb") as log:
            self._process = subprocess.Popen(
                _there("krita", "--nosplash", *arguments),
                env=self.home.environment(**settings, **environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + START_S
        while time.monotonic() < end and self._process.poll() is None:
            line = socket.socket(socket.AF_UNIX)
            try:
                line.connect(str(self.home.socket))
            except OSError:
                line.close()
                time.sleep(0.1)
            else:
                self._socket, self._answers = line, line.makefile("rb")
                return
        raise KritaError("Krita didn't start." + self._tail())

    def call(self, name: str, *args: Any, timeout: float = CALL_S) -> Any:
        """Call ``module.function`` of the tester package inside Krita and give what it gives."""
        if self._socket is None or self._answers is None:
            raise KritaError("Krita isn't running.")
        self._socket.settimeout(timeout)
        try:
            self._socket.sendall(json.dumps({"call": name, "args": args}).encode() + b"\n")
            answer = self._answers.readline()
        except TimeoutError:
            raise KritaError(f"{name} took more than {timeout} s." + self._tail()) from None
        except OSError:
            answer = b""
        if not answer:
            raise KritaError(f"Krita died in {name}." + self._tail())
        return value_of(json.loads(answer))

    def until(self, name: str, *args: Any, timeout: float = CALL_S) -> Any:
        """Call again and again until the answer is true, and give it."""
        end = time.monotonic() + timeout
        while True:
            value = self.call(name, *args)
            if value:
                return value
            if time.monotonic() > end:
                shown = self.call("window.shown")
                raise KritaError(
                    f"{name}{args} wasn't so within {timeout} s but {value!r}. Krita shows: {shown}" + self._tail()
                )
            time.sleep(0.05)

    def xdotool(self, *words: object) -> None:
        """Move the mouse, press keys: as the artist does, through the X server."""
        environment = {**os.environ, "DISPLAY": self.screen}
        subprocess.run(["xdotool", *map(str, words)], env=environment, check=True, timeout=60)

    def quit(self) -> None:
        """Close everything without saving and end as the menu does."""
        if self._process is None:
            return
        self.call("window.leave")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(QUIT_S)
        self.kill()

    def kill(self) -> None:
        """End what was started, and only that: it is a process group of its own."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        if self._socket is not None and self._answers is not None:
            self._answers.close()
            self._socket.close()
        self._process = self._socket = self._answers = None

    def _tail(self) -> str:
        lines = self.home.log.read_text("utf-8", "replace").splitlines()[-15:]
        return "\nKrita wrote:\n" + "\n".join(lines)


def plugin_archive() -> Path:
    """The zip that `make plugins` builds, or the one that CELTINT_KRITA_ZIP names, such as a release's."""
    given = os.environ.get("CELTINT_KRITA_ZIP")
    if given:
        return Path(given)
    subprocess.run(["make", "--silent", "plugins"], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    return max((ROOT / "dist").glob("celtint-krita-*.zip"), key=lambda path: path.stat().st_mtime)


def value_of(answer: dict[str, Any]) -> Any:
    """The value in an answer. Raises KritaError with the traceback inside Krita if it is one."""
    if "error" in answer:
        raise KritaError(answer["error"])
    return answer["value"]


def run_offscreen(home: Home, name: str, *args: Any, timeout: float = START_S + CALL_S) -> Any:
    """Call ``module.function`` of the tester package in kritarunner: no window, no display, a second or two."""
    answer = home.path / "answer.json"
    request = json.dumps({"call": name, "args": args})
    command = _there("kritarunner", "-s", "celtint_tester.runner", "-f", "main")
    environment = home.environment(QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(home.pykrita))
    for attempt in (1, 2):  # as with the window, a start now and then fails
        answer.unlink(missing_ok=True)
        ran = subprocess.run(
            [*command, request, str(answer)],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        if answer.is_file() or attempt == 2:
            break
    if not answer.is_file():
        said = (ran.stdout + ran.stderr).decode("utf-8", "replace")[:1500]
        raise KritaError(f"kritarunner gave no answer to {name} (status {ran.returncode}).\n{said}")
    return value_of(json.loads(answer.read_text("utf-8")))


@contextlib.contextmanager
def celtint_server(home: Home, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`celtint serve` as a plugin would find it: its state file is in the home's state folder."""
    process = start_server(home, *options)
    try:
        yield process
    finally:
        stop_server(process)


def start_server(home: Home, *options: str) -> subprocess.Popen[bytes]:
    """Start a server for this home and wait until it is ready."""
    with (home.state / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celtint_cli", "serve", "--ready-json", *options],
            env={**os.environ, "CELTINT_STATE_DIR": str(home.state)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert process.stdout is not None
    with process.stdout:
        ready = process.stdout.readline()
    if not ready:
        raise KritaError("The server didn't start: " + (home.state / "server.log").read_text())
    return process


def stop_server(process: subprocess.Popen[bytes]) -> None:
    """End a server as a user's logout does."""
    process.terminate()
    process.wait(20)


def server_pid(home: Home) -> int:
    """The process of the server that the plugin found or started."""
    return int(json.loads((home.state / "server.json").read_text("utf-8"))["pid"])


def kill_server(home: Home) -> None:
    """Kill the server that the plugin started for this home, if there is one, and wait until it is gone."""
    try:
        pid = server_pid(home)
        os.kill(pid, signal.SIGKILL)
    except (OSError, ValueError):
        return
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}/stat").exists() and time.monotonic() < end:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)


@contextlib.contextmanager
def held_server(home: Home) -> Iterator[int]:
    """Stop the server's clock, so that what is asked of it meanwhile stays under way; gives its process."""
    pid = server_pid(home)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
