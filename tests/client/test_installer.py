"""The engine is installed for real, by venv and pip, from kits and wheels that are small; what breaks leaves what was
there."""

import errno
import hashlib
import http.server
import json
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celtint_client import engine, fetching, installer, locking, pythons
from celtint_client.errors import Cancelled, InstallError, NoPython
from celtint_client.installer import Installer, Step
from celtint_client.place import interpreter

from .kits import DOCTOR, kit


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the engine is to lie; the Python that runs the tests is the one on this machine."""
    for name in ("CELTINT_PYTHON", "CELTINT_ENGINE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("CELTINT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr(pythons, "find", lambda _own: [sys.executable])
    return tmp_path / "data" / "celtint" / "engine"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A plugin's folder, with a kit; the wheels it needs lie beside it."""
    kit(tmp_path / "plugin", tmp_path / "wheels")
    return tmp_path / "plugin"


def made(package: Path, tell: Any = lambda _step: None, wheels: str | None = "wheels", **more: Any) -> Installer:
    """An installation from a package's kit."""
    found = engine.kit_in(package)
    assert found is not None
    return Installer(found, tell, None if wheels is None else package.parent / wheels, **more)


def environments(place: Path) -> list[str]:
    return sorted(each.name for each in place.iterdir() if each.is_dir())


def stub(tmp_path: Path, text: str) -> list[str]:
    """A command in Python's place."""
    path = tmp_path / "stub.py"
    path.write_text(text)
    return [sys.executable, str(path)]


def test_it_is_installed_counts_and_is_replaced_by_the_next_and_removed(
    place: Path, package: Path, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Step] = []
    assert engine.installed() is None and interpreter("") == "python3"
    place.mkdir(parents=True)
    (place / "env-left" / "bin").mkdir(parents=True)  # by one that was killed
    first = made(package, steps.append).install()
    assert first == engine.installed() and first.version == "9.1"
    assert Path(first.python).is_relative_to(place) and len(environments(place)) == 1
    assert [step.share for step in steps] == sorted(step.share for step in steps) and steps[-1].share == 1
    assert {"Reading tinything …", "Trying it …", "celtint is installed."} <= {step.text for step in steps}
    assert interpreter("") == first.python and interpreter("/mine") == "/mine"

    monkeypatch.setattr(pythons, "find", lambda _own: quick(package, empty))
    with monkeypatch.context() as patch:
        patch.setattr(installer, "_serving", lambda: True)
        made(package).install()
    assert len(environments(place)) == 2 and Path(first.python).is_file()  # a server may be reading its files

    kit(package, tmp_path / "wheels", "9.2")
    found = engine.kit_in(package)
    assert found is not None and found.digest != first.made_of
    second = made(package).install()
    assert second.version == "9.2" and second.made_of == found.digest and len(environments(place)) == 1
    assert not Path(first.python).exists()

    installer.remove()
    assert engine.installed() is None and not environments(place)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with pip alone; making one takes seconds, copying it none."""
    folder = tmp_path_factory.mktemp("empty") / "env"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=300)
    return folder


def quick(package: Path, empty: Path) -> list[str]:
    """A command that makes environments at once."""
    return stub(package, f"import shutil, sys; shutil.copytree({str(empty)!r}, sys.argv[-1], symlinks=True)")


@pytest.fixture
def counting(place: Path, package: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An engine that was installed before; the name of its environment. New ones are made quickly."""
    monkeypatch.setattr(pythons, "find", lambda _own: quick(package, empty))
    python = engine.python_of(place / "env-before")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (place / engine.POINTER).write_text(json.dumps({"environment": "env-before", "version": "9.0", "made_of": "x"}))
    assert engine.installed()
    return "env-before"


def refused(place: Path, counting: str, making: Installer, words: str, kind: type[Exception] = InstallError) -> None:
    """It fails with these words, and what counted before counts as before."""
    before = engine.installed()
    with pytest.raises(kind, match=words):
        making.install()
    assert engine.installed() == before and environments(place) == [counting]
    assert not list(place.glob("*.part"))


def test_a_wheel_that_is_missing_is_named(place: Path, package: Path, counting: str) -> None:
    (package.parent / "wheels" / "tinything-1.0-py3-none-any.whl").unlink()
    refused(place, counting, made(package), "The folder of wheels has no tinything==1.0 for this machine's Python")
    shutil.rmtree(package.parent / "wheels")
    refused(place, counting, made(package), "isn't there; choose it again")


def test_a_file_that_is_another_is_not_installed(place: Path, package: Path, counting: str) -> None:
    with zipfile.ZipFile(package.parent / "wheels" / "tinything-1.0-py3-none-any.whl", "a") as archive:
        archive.writestr("tinything_more.py", "")
    refused(place, counting, made(package), "isn't the file it should be")


def test_an_engine_that_doesn_t_work_never_counts(place: Path, package: Path, counting: str) -> None:
    kit(package, package.parent / "wheels", doctor=DOCTOR.replace("print(", "sys.exit("))
    refused(place, counting, made(package), r"The end of .*install\.log:(.|\n)*sound")


def test_a_line_that_is_broken(place: Path, package: Path, counting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("INDEX_URL", "http://127.0.0.1:9/"), ("EXTRA_INDEX_URL", ""), ("RETRIES", "0")):
        monkeypatch.setenv(f"PIP_{name}", value)
    for name in ("PIP_FIND_LINKS", "PIP_CONFIG_FILE"):
        monkeypatch.setenv(name, os.devnull)
    refused(place, counting, made(package, wheels=None), "can't be fetched: the line broke, or there is none")


def test_a_disk_that_is_full(place: Path, package: Path, counting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "find", lambda _own: stub(package, "raise OSError(28, 'No space left on device')"))
    refused(place, counting, made(package), r"The disk is too full: celtint needs 1\.2 GB of room")
    with monkeypatch.context() as patch:
        usage = namedtuple("usage", "free")
        patch.setattr(shutil, "disk_usage", lambda _folder: usage((installer.NEEDED_MB - 1) * 1e6))
        refused(place, counting, made(package), "too full")

    def written(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pythons, "find", written)
    refused(place, counting, made(package), "too full")


def test_cancel_ends_what_runs_and_removes_what_is_half_done(
    place: Path, package: Path, counting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pid"
    words = "import os, pathlib, sys, time; pathlib.Path(sys.argv[-1]).mkdir(); print('begun', flush=True);"
    words += f"pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(60)"
    monkeypatch.setattr(pythons, "find", lambda _own: stub(tmp_path, words))
    making = made(package)

    def stop() -> None:
        while not mark.is_file() or not mark.read_text():
            time.sleep(0.02)
        making.cancel()

    threading.Thread(target=stop).start()
    begun = time.monotonic()
    refused(place, counting, making, "Cancelled; nothing was installed", Cancelled)
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_only_one_application_installs_at_a_time(place: Path, package: Path, counting: str) -> None:
    with locking.held(place / "installing.lock", 0):
        refused(place, counting, made(package), "Another application is installing celtint")
        with pytest.raises(InstallError, match="Another application"):
            installer.remove()


def test_a_folder_that_can_t_be_written(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CELTINT_ENGINE_DIR", str(tmp_path / "file" / "engine"))
    with pytest.raises(InstallError, match="can't be written"):
        made(package).install()


class TestWithoutPython:
    """uv is fetched, from here instead of from where it is, and brings a Python: the one that runs the tests."""

    @pytest.fixture(autouse=True)
    def none_here(self, counting: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pythons, "find", lambda _own: None)

    @pytest.fixture
    def served(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """uv's wheel, as a server here gives it; what it says it is."""
        path = tmp_path / "web" / "uv.whl"
        path.parent.mkdir()
        script = f"""#!/bin/sh
[ "$1 $2 $3 $4" = "python install {fetching.PYTHON} --install-dir" ] || exit 2
mkdir -p "$5/cpython-{fetching.PYTHON}-here/bin" || exit
ln -s {sys.executable} "$5/cpython-{fetching.PYTHON}-here/bin/python3"
"""
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("uv-1.data/scripts/uv", script)

        class Files(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args: Any) -> None:
                super().__init__(*args, directory=str(path.parent))

            def log_message(self, *_: Any) -> None:
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            monkeypatch.setattr(fetching, "HOST", f"http://127.0.0.1:{server.server_address[1]}")
            data = path.read_bytes()
            self.told = fetching.Wheel("uv.whl", hashlib.sha256(data).hexdigest(), len(data))
            monkeypatch.setattr(fetching, "wheel", lambda: self.told)
            yield path
            server.shutdown()
            thread.join()

    def test_it_is_asked_for_with_size_and_address(self, place: Path, package: Path, counting: str) -> None:
        words = r"Python 3\.13\.\d+ \(about 35 MB, from releases\.astral\.sh\) by means of uv .* MB, from https://"
        refused(place, counting, made(package), words, NoPython)

    def test_it_is_fetched_kept_and_used(self, place: Path, package: Path, served: Path) -> None:
        steps: list[Step] = []
        found = made(package, steps.append, may_fetch=True).install()
        assert found.version == "9.1" and fetching.python_in(place / "python") is not None
        assert any(step.text.startswith("Fetching uv, 0 of 0 MB") for step in steps)
        served.unlink()
        assert made(package)._python() == [str(fetching.python_in(place / "python"))]  # nobody is asked again
        installer.remove()
        assert not environments(place)

    @pytest.mark.parametrize("what", ["gone", "short", "other"])
    def test_what_comes_is_no_uv(self, place: Path, package: Path, counting: str, served: Path, what: str) -> None:
        if what == "gone":
            served.unlink()
        else:
            data = served.read_bytes()
            served.write_bytes(data[:-1] if what == "short" else data[:-1] + b"?")
        words = {"gone": "not found", "short": "the line broke", "other": "isn't the file it should be"}[what]
        refused(place, counting, made(package, may_fetch=True), words)

    def test_a_machine_that_has_no_uv_here(
        self, place: Path, package: Path, counting: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(platform, "machine", lambda: "riscv64")
        refused(place, counting, made(package), r"install it from python\.org, then try again")


@pytest.mark.parametrize(("system", "machine"), fetching.WHEELS)
def test_uv_is_told_of_for_each_system(system: str, machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", machine.upper)
    monkeypatch.setattr(sys, "platform", system)
    found = fetching.wheel()
    assert found is not None and f"/uv-{fetching.UV}-" in found.address and len(found.sha256) == 64
    assert f"{found.size / 1e6:.0f} MB" in fetching.offer(found)


@pytest.mark.parametrize(
    ("system", "variables", "where", "python"),
    [
        ("linux", {"XDG_DATA_HOME": "/d"}, "/d/celtint/engine", "bin/python"),
        ("linux", {}, "/home/u/.local/share/celtint/engine", "bin/python"),
        ("darwin", {}, "/home/u/Library/Application Support/celtint/engine", "bin/python"),
        ("win32", {"LOCALAPPDATA": "/home/u/Local"}, "/home/u/Local/celtint/engine", "Scripts/python.exe"),
        ("win32", {}, "/home/u/AppData/Local/celtint/engine", "Scripts/python.exe"),
    ],
)
def test_where_the_engine_lies(
    system: str, variables: dict[str, str], where: str, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "CELTINT_ENGINE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/u")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", system)
        folder, inner = engine.engine_folder(), engine.python_of(Path("/e"))
    assert folder == Path(where) and inner == Path("/e") / python
