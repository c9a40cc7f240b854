"""The command line as a whole."""

import subprocess
import sys

import pytest
from celtint_cli.main import main
from celtint_models import registry

from .conftest import Run


def test_help_names_every_command(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    for command in (
        "colour",
        "serve",
        "open",
        "keys",
        "models",
        "doctor",
        "bench",
        "data",
        "train",
        "export",
        "evaluate",
    ):
        assert f"    {command} " in said.out
        assert run(command, "--help").code == 0


def test_models(run: Run) -> None:
    names = run("models", "list").out.split()
    assert names == registry.names() and names[0] == registry.DEFAULT
    assert registry.DEFAULT in run("models", "show").out
    assert run("models", "verify").out.splitlines() == [f"{name}: sound" for name in names]


def test_doctor(run: Run, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELTINT_STATE_DIR", str(tmp_path))
    said = run("doctor")
    assert (said.code, said.err) == (0, "")
    assert "numpy" in said.out and f"network {registry.DEFAULT}: loaded" in said.out
    assert "server: none is running" in said.out


def test_colouring_never_loads_torch() -> None:
    code = (
        "import sys; from celtint_cli.main import main; main(['models', 'list']); import celtint_cli.colour; "
        "import celtint_cli.serve; sys.exit('torch' in sys.modules or 'celtint_train' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_module_and_version() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "celtint_cli", "--version"], check=True, capture_output=True, text=True
    )
    assert said.stdout.startswith("celtint ")


def test_bugs_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[str]:
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "names", broken)
    with pytest.raises(ZeroDivisionError):
        main(["models", "list"])
