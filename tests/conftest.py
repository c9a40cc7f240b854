"""What a test needs of the machine: ``@pytest.mark.needs("krita", "xvfb-run")``, programs or modules by name.

A test whose needs are not met is left out, and each missing thing is named in one line at the end. With
CELTINT_REQUIRE_ALL=1, as in CI, anything missing is a failure.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How fast examples are drawn is the machine's affair: two files are tested at once, beside whatever else it does.
settings.register_profile("celtint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("celtint")

MISSING = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(*names): programs or Python modules the test cannot do without")
    config.stash[MISSING] = Counter()
    # networks that whoever runs the tests has imported are not to be tested
    os.environ["CELTINT_MODELS"] = tempfile.mkdtemp(prefix="celtint-no-models-")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept, left_out = [], []
    for item in items:
        names = {name for marker in item.iter_markers("needs") for name in marker.args}
        missing = {name for name in names if not shutil.which(name) and not _is_module(name)}
        config.stash[MISSING].update(missing)
        (left_out if missing else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def _is_module(name: str) -> bool:
    # the name of a program may have dots, and then its beginning would have to be a package
    return "." not in name and importlib.util.find_spec(name) is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    missing = session.config.stash[MISSING]
    if hasattr(session.config, "workeroutput"):  # one of several processes that share the tests
        session.config.workeroutput["missing"] = dict(missing)
    if missing and os.environ.get("CELTINT_REQUIRE_ALL") == "1":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each of several processes collects every test, and says what it left out."""
    counts = node.config.stash[MISSING]
    for name, count in getattr(node, "workeroutput", {}).get("missing", {}).items():
        counts[name] = max(counts[name], count)


def pytest_terminal_summary(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    assert reporter is not None
    for name, count in sorted(config.stash[MISSING].items()):
        reporter.write_line(f"not on this machine: {name} ({count} tests left out)", yellow=True)


@pytest.fixture(scope="session")
def old_python() -> str:
    """A Python 3.9, for what runs inside drawing applications: on the path, or one that pyenv keeps but doesn't put
    there. Tests that use it need python3.9."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob("3.9.*/bin/python3.9")
    for program in ("python3.9", *map(str, sorted(kept))):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        if said.stdout.startswith("Python 3.9."):
            return program
    raise AssertionError("python3.9 is on the path but doesn't run")
