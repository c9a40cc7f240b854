"""Tests that a machine cannot run are named, and fail where everything is required."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest

def test_runs():
    pass

@pytest.mark.needs("sys", "sh")
def test_has_what_it_needs():
    pass

@pytest.mark.needs("no-such-program")
def test_cannot_run():
    raise AssertionError
"""


@pytest.mark.parametrize("at_once", [0, 2])
@pytest.mark.parametrize(("required", "code"), [("0", 0), ("1", 1)])
def test_missing_things_are_named(tmp_path: Path, required: str, code: int, at_once: int) -> None:
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_suite.py").write_text(SUITE)
    # This test may itself be run by one of several processes, whose settings are not the others'.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--strict-markers",
            "-p",
            "no:cacheprovider",
            "-n",
            str(at_once),
            tmp_path,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "CELTINT_REQUIRE_ALL": required},
    )
    assert run.returncode == code, run.stdout
    assert "not on this machine: no-such-program (1 tests left out)" in run.stdout
    assert "2 passed" in run.stdout
