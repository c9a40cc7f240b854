"""Offline is a promise: every way to start celtint is watched to its end, and asks nobody and writes nowhere else.

Each has a home and XDG folders that are empty. Servers are watched for a minute, for what a library asks need not come
at once: ONNX Runtime's telemetry asks the DNS some seconds after it is imported. docs/offline.md says what is held.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from .watching import breaches, watched

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
WATCHED_S = 60
"""Seconds a server is watched before it ends."""
CELTINT = [sys.executable, "-m", "celtint_cli"]

RUN_EACH = """
import json, subprocess, sys
for words in json.loads(sys.argv[1]):
    subprocess.run([sys.executable, "-m", "celtint_cli", *words], check=True)
"""
SERVE_AND_STOP = f"""
import os, signal, subprocess, sys, time
serve = [sys.executable, "-m", "celtint_cli", "serve", "--token-file", "token"]
with subprocess.Popen(serve) as server:
    time.sleep({WATCHED_S})
    assert server.poll() is None
    server.send_signal(signal.SIGTERM)
sys.exit(server.returncode)
"""
OPEN_AND_STOP = f"""
import json, os, signal, subprocess, sys, time, urllib.request
from websockets.sync.client import connect
celtint = [sys.executable, "-m", "celtint_cli"]
picture = {str(EXAMPLES / "drawing.png")!r}
words = ["open", picture, "--no-browser"]
with subprocess.Popen([*celtint, *words], stdout=subprocess.PIPE, text=True) as server:
    page, _, code = server.stdout.readline().strip().partition("#code=")
    with urllib.request.urlopen(page) as answer:
        assert answer.status == 200
    own = dict(subprotocols=["celtint.v1"], origin=page.rstrip("/"), proxy=None, compression=None)
    with connect(page.replace("http", "ws", 1), **own) as socket:
        hello = dict(code=code, client="canvas", version="0.1.0")
        socket.send(json.dumps(dict(jsonrpc="2.0", id=1, method="hello", params=hello)))
        assert "key" in json.loads(socket.recv())["result"]
    subprocess.run([*celtint, *words], check=True)
    subprocess.run([*celtint, "keys"], check=True)
    time.sleep({WATCHED_S})
    assert server.poll() is None
    server.send_signal(signal.SIGTERM)
sys.exit(server.returncode)
"""
AS_A_PLUGIN = f"""
import numpy as np
from celtint import Picture, Settings
from celtint_cli.remote import colour_there
from celtint_client import launcher
with launcher.connect("offline", idle_exit_s={WATCHED_S}) as client:
    for mode in ("line", "grey"):
        settings = Settings(mode=mode, undecided="network")
        colour_there(client, Picture(np.full((96, 96), 200, np.uint8)), hints=None, boxes=(), palette=None,
            settings=settings)
"""
RECIPE = """
base = "linear-baseline"
name = "tiny"
title = "Tiny"
steps = 4
batch = 2
sizes = [32]
workers = 1
threads = 1
sources = ["folder-art"]
"""


@dataclass(frozen=True)
class Started:
    """An entry point at work. folder: holds its home, its temporary folder and its outputs."""

    name: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def own(self) -> list[Path]:
        """Where it may write: its outputs, celtint's own folders, and a temporary folder, which it leaves empty."""
        data = [self.folder / place / "celtint" for place in ("data", "run", "cache", "state")]
        return [self.folder / "out", self.folder / "tmp", *data]


def _start(name: str, folder: Path, command: Sequence[str]) -> Started:
    for part in ("home", "tmp", "out", "run"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "run").chmod(0o700)
    places = {f"XDG_{part.upper()}_HOME": str(folder / part) for part in ("cache", "config", "data", "state")}
    places |= {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "XDG_RUNTIME_DIR": str(folder / "run")}
    # The rest of the environment is left out, so that none of it (a telemetry that was turned off by whoever runs the
    # tests) answers for celtint. What Python compiles belongs to its installation.
    environment = places | {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LOGNAME": "artist"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            watched(command, folder / "traces"), cwd=folder / "out", env=environment, stdin=subprocess.DEVNULL,
            stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
    return Started(name, folder, process)


def _each(*commands: Sequence[str | Path]) -> list[str]:
    """One `celtint` after another."""
    return [sys.executable, "-c", RUN_EACH, json.dumps([[str(word) for word in words] for words in commands])]


def _drawn(folder: Path, count: int) -> None:
    """Pictures to learn from or to measure on, and a recipe that learns."""
    (folder / "art").mkdir(parents=True)
    rng = np.random.default_rng(0)
    for number in range(count):
        picture = np.full((100, 100, 3), 255, np.uint8)
        cv2.circle(picture, (50, 50), 30, [int(c) for c in rng.integers(0, 256, 3)], -1)
        cv2.imwrite(str(folder / "art" / f"disc{number}.png"), picture)
    (folder / "tiny.toml").write_text(RECIPE, encoding="utf-8")


def _entry_points(root: Path) -> dict[str, list[str]]:
    drawing, line = EXAMPLES / "drawing.png", EXAMPLES / "clips" / "line"
    _drawn(root / "train" / "out", 24)
    _drawn(root / "evaluate" / "out", 300)  # a fifth is held back, of which the first 36 are not measured on
    shutil.copytree(EXAMPLES, root / "demo" / "out" / "examples", ignore=shutil.ignore_patterns("clips"))
    few = root / "sequence" / "out" / "frames"
    few.mkdir(parents=True)
    for number in (1, 2, 3):
        shutil.copy(line / "frames" / f"{number:04}.png", few)
    own = root / "models" / "out"
    own.mkdir(parents=True)
    about = (ROOT / "models" / "celtint_models" / "seeds" / "linear-baseline.toml").read_text(encoding="utf-8")
    (own / "mine.toml").write_text(about.replace('name = "linear-baseline"', 'name = "mine"'), encoding="utf-8")
    shutil.copy(ROOT / "models" / "celtint_models" / "seeds" / "linear-baseline.onnx", own / "mine.onnx")
    undecided = ("--undecided", "network")
    return {
        "colour": _each(
            ("colour", drawing, "--hints", EXAMPLES / "hints.png", "-o", "colour.png", "--result", "kept", *undecided),
            ("palette", "kept", "#e98a2b", "#0000ff"),
            ("colour", drawing, "--mode", "grey", "-o", "grey.png", *undecided),
        ),
        "sequence": _each(
            ("sequence", "frames", "--keys", line / "keys", "--adapt", "1", "-o", "coloured", "--result", "kept"),
            ("palette", "kept", "#fbc8a5", "#0000ff"),
        ),
        "models": _each(
            ("doctor",), ("models", "list"), ("models", "verify"),
            ("models", "import", "mine.onnx", "--descriptor", "mine.toml"),
            ("colour", drawing, "--mode", "grey", "--model", "mine", "-o", "mine.png", *undecided),
        ),
        "train": _each(
            ("data", "list"), ("data", "build", "art"), ("train", "tiny.toml"),
            ("export", "tiny.toml", "-o", "made", "--pictures", "0"),
        ),
        "evaluate": _each(("data", "build", "art"), ("evaluate", "linear-baseline", "--pictures", "1")),
        "bench": _each(("bench", "colour", "--quick", "--only", "flats", "--scenes", "1", "-o", "bench.md")),
        "demo": [sys.executable, "-m", "celtint_cli.demo"],
        "serve": [sys.executable, "-c", SERVE_AND_STOP],
        "open": [sys.executable, "-c", OPEN_AND_STOP],
        "plugin": [sys.executable, "-c", AS_A_PLUGIN],
    }  # fmt: skip


NAMES = ("colour", "sequence", "models", "train", "evaluate", "bench", "demo", "serve", "open", "plugin")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Started]]:
    """All at once, so that the minute is waited for once."""
    root = tmp_path_factory.mktemp("offline")
    points = _entry_points(root)
    assert tuple(points) == NAMES
    running = {name: _start(name, root / name, command) for name, command in points.items()}
    yield running
    for one in running.values():
        if one.process.poll() is None:
            one.process.terminate()
            one.process.wait(30)


@pytest.mark.needs("strace", "torch")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.needs(*(["gmic"] if name == "bench" else []))) for name in NAMES]
)
def test_it_asks_nobody_and_writes_nowhere_else(name: str, started: dict[str, Started]) -> None:
    one = started[name]
    begun = time.monotonic()
    code = one.process.wait(WATCHED_S + 540)
    said = (one.folder / "said").read_text(encoding="utf-8", errors="replace")
    assert code == 0, f"{said}\nafter {time.monotonic() - begun:.0f} s"
    found = breaches(one.folder / "traces", one.folder / "out", one.own)
    assert not found, "\n".join(found)
    left = [path for place in ("home", "cache", "config", "state") for path in (one.folder / place).rglob("*")]
    assert not [path for path in left if path.is_file() and not any(own in path.parents for own in one.own)]
    assert not list((one.folder / "tmp").iterdir())


BREACHES = {
    "a file outside": "import pathlib; pathlib.Path.home().joinpath('id').write_text('1')",
    "a DNS question": "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', 53))",
    "an address elsewhere": "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))",
    "a socket outside": "import socket; socket.socket(socket.AF_UNIX).connect_ex('/run/celtint-nobody')",
}


@pytest.mark.needs("strace")
@pytest.mark.parametrize("wrong", BREACHES)
def test_what_must_not_happen_is_seen_in_a_process_of_a_process(wrong: str, tmp_path: Path) -> None:
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BREACHES[wrong]!r}], check=True)"
    one = _start(wrong, tmp_path, [sys.executable, "-W", "ignore", "-c", script])
    assert one.process.wait(60) == 0, (tmp_path / "said").read_text(encoding="utf-8")
    (found,) = breaches(tmp_path / "traces", tmp_path / "out", one.own)
    assert found.startswith(wrong)


@pytest.mark.parametrize("before", [{}, {"ORT_DISABLE_TELEMETRY": "0"}])
def test_telemetry_is_off_before_onnx_runtime_is_there(before: dict[str, str]) -> None:
    script = """
import os, sys
class Look:
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime":
            print(os.environ["ORT_DISABLE_TELEMETRY"])
sys.meta_path.insert(0, Look())
import celtint
"""
    rest = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    said = subprocess.run(
        [sys.executable, "-c", script], env={**rest, **before}, capture_output=True, text=True, check=True
    )
    assert said.stdout == "1\n"
