"""Finding a Python: Windows' and macOS' places by fakes, this machine's for real."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from celtint_client import pythons


def on_path(monkeypatch: pytest.MonkeyPatch, found: dict[str, str]) -> None:
    """What PATH has, by name."""
    monkeypatch.setattr(shutil, "which", lambda name, path=None: found.get(name))


def offered(monkeypatch: pytest.MonkeyPatch, system: str, environment: dict[str, str], files: set[str]) -> list[str]:
    """The candidates on a system on which these files are."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", system)
        patch.setattr(Path, "is_file", lambda self: self.as_posix() in files)
        return [" ".join(each) for each in pythons.candidates(environment)]


def test_windows_asks_its_launcher_first_then_the_path_then_where_installers_put_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_path(monkeypatch, {"py": "C:/Windows/py.exe", "python": "C:/Store/python.exe"})
    here = {"LOCALAPPDATA": "C:/Local", "ProgramFiles": "C:/Program Files"}
    files = {"C:/Local/Programs/Python/Python312/python.exe", "C:/Program Files/Python311/python.exe"}
    assert offered(monkeypatch, "win32", here, files) == [
        *(f"C:/Windows/py.exe -{version}" for version in pythons.VERSIONS),
        "C:/Store/python.exe",
        "C:/Local/Programs/Python/Python312/python.exe",
        "C:/Program Files/Python311/python.exe",
    ]


def test_macos_s_own_stand_in_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    on_path(monkeypatch, {"python3": "/usr/bin/python3"})
    framework = "/Library/Frameworks/Python.framework/Versions/3.13/bin/python3.13"
    files = {"/opt/homebrew/bin/python3.12", framework}
    assert offered(monkeypatch, "darwin", {}, files) == [framework, "/opt/homebrew/bin/python3.12"]


def test_linux_takes_the_path_and_where_packages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    on_path(monkeypatch, {"python3": "/usr/bin/python3"})
    assert offered(monkeypatch, "linux", {}, {"/usr/local/bin/python3.13"}) == [
        "/usr/bin/python3",
        "/usr/local/bin/python3.13",
    ]


def script(tmp_path: Path, says: str) -> list[str]:
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return [str(path)]


GOOD = '{"version": "3.12", "kind": "CPython", "wide": true, "free": false}'


@pytest.mark.parametrize(
    ("says", "fitting"),
    [
        (GOOD, True),
        (GOOD.replace("3.12", "3.10"), False),
        (GOOD.replace("3.12", "3.15"), False),
        (GOOD.replace("CPython", "PyPy"), False),
        (GOOD.replace('"wide": true', '"wide": false'), False),
        (GOOD.replace('"free": false', '"free": true'), False),
        ("Python was not found; run without arguments to install from the Microsoft Store", False),
        ("{}", False),
    ],
)
def test_what_fits(tmp_path: Path, says: str, fitting: bool) -> None:
    assert pythons.fits(script(tmp_path, says)) is fitting


def test_one_that_makes_no_environments_or_hangs_or_isn_t_there_doesn_t_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pythons, "ABOUT", pythons.ABOUT.replace("ensurepip", "no_such_module"))
    assert not pythons.fits([sys.executable])
    monkeypatch.setattr(pythons, "ASKED_S", 0.2)
    path = tmp_path / "python"
    path.write_text("#!/bin/sh\nexec sleep 30\n")
    path.chmod(0o755)
    assert not pythons.fits([str(path)])
    assert not pythons.fits([str(tmp_path / "nowhere")])


def test_this_machine_s_is_found_and_the_host_s_own_last(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pythons.fits([sys.executable])
    monkeypatch.setattr(pythons, "candidates", lambda _environment: iter([["/no/such"], ["/no/such"]]))
    assert pythons.find() is None
    assert pythons.find(sys.executable) == [sys.executable]


def test_what_an_application_was_told_for_itself_isn_t_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PYTHONHOME": "/bundle", "APPDIR": "/bundle", "VIRTUAL_ENV": "/v"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LD_LIBRARY_PATH", os.pathsep.join(["/bundle/lib", "/opt/lib"]))
    told = pythons.plain()
    assert not {"PYTHONHOME", "VIRTUAL_ENV"} & told.keys() and told["LD_LIBRARY_PATH"] == "/opt/lib"
    assert told["PATH"] == os.environ["PATH"]
