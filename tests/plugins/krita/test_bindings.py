"""Which Qt the plugin takes, where there may be two."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

PLUGIN = Path(__file__).parents[3] / "plugins" / "krita"


def krita_of(qt: int) -> SimpleNamespace:
    """Krita's own module, as Krita 5.3 and later have it."""
    return SimpleNamespace(qt_major_version=lambda: qt)


@pytest.mark.parametrize("installed", [{"PyQt5"}, {"PyQt6"}, {"PyQt5", "PyQt6"}])
@pytest.mark.parametrize("qt", [5, 6])
def test_krita_is_believed_whatever_is_installed(qt: int, installed: set[str]) -> None:
    from celtint_krita.host.bindings import major

    assert major(krita_of(qt), set(), installed.__contains__) == qt


@pytest.mark.parametrize("qt", [5, 6])
def test_a_krita_that_says_nothing_has_loaded_its_own(qt: int) -> None:
    from celtint_krita.host.bindings import major

    assert major(SimpleNamespace(), {f"PyQt{qt}", f"PyQt{qt}.QtCore"}, {"PyQt5", "PyQt6"}.__contains__) == qt


def test_outside_of_krita_what_there_is_will_do() -> None:
    from celtint_krita.host.bindings import major

    assert major(None, set(), {"PyQt5", "PyQt6"}.__contains__) == 5
    assert major(None, set(), {"PyQt6"}.__contains__) == 6


STUB = """
class _Any(type):
    def __getattr__(cls, name):
        return cls
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Any(name, (), {"__module__": __name__})
"""


@pytest.mark.parametrize(("qt", "refused"), [(5, 6), (6, 5)])
def test_the_plugin_loads_beside_a_qt_that_krita_refuses(tmp_path: Path, qt: int, refused: int) -> None:
    """Both are installed, and Krita is one that stops whoever imports the other, as Krita 6 does."""
    for number in (5, 6):
        folder = tmp_path / f"PyQt{number}"
        folder.mkdir()
        text = (
            STUB
            if number != refused
            else "raise ModuleNotFoundError('This version of Krita is not compatible with it')"
        )
        for name in ("__init__", "QtCore", "QtGui", "QtWidgets", "sip"):
            (folder / f"{name}.py").write_text("" if name == "__init__" and number != refused else text)
    (tmp_path / "pykrita.py").write_text(f"def qt_major_version():\n    return {qt}\n")
    tries = "from celtint_krita.host import qt\n"
    tries += "print(qt.QWidget.__module__, qt.sip.__name__)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", tries],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(PLUGIN)])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == [f"PyQt{qt}.QtWidgets", f"PyQt{qt}.sip"], done.stderr
