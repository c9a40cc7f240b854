"""The zip: complete, the same every time, and its client works by itself on the oldest Python."""

import runpy
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def package() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "plugins" / "package.py"))


@pytest.fixture(scope="module")
def files(package: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    fetched = package["websockets"](tmp_path_factory.mktemp("wheel"))
    return dict(package["krita"](fetched))


def test_it_holds_what_krita_s_importer_looks_for(
    files: dict[str, bytes], package: dict[str, Any], tmp_path: Path
) -> None:
    package["write"](tmp_path / "one.zip", files)
    package["write"](tmp_path / "two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {"celtint_krita.desktop", "celtint_krita/", "celtint_krita/__init__.py"} <= set(archive.namelist())


def test_nothing_in_it_looks_outside_of_itself(files: dict[str, bytes]) -> None:
    import re

    outside = re.compile(rb"^\s*(from|import) (celtint_client|websockets)\b", re.MULTILINE)
    assert not [name for name, data in files.items() if name.endswith(".py") and outside.search(data)]
    assert not [name for name, data in files.items() if b"sys.path" in data and name.endswith(".py")]


@pytest.mark.needs("python3.9")
def test_its_client_is_whole_on_the_oldest_python(files: dict[str, bytes], old_python: str, tmp_path: Path) -> None:
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    tries = "import sys; sys.path.insert(0, sys.argv[1])\n"
    tries += "from celtint_krita._vendor.celtint_client.launcher import find\n"
    tries += "from celtint_krita._vendor.celtint_client.client import Client\n"
    tries += "from celtint_krita import names\n"
    tries += "from celtint_krita.host import boxes, pixels\n"
    tries += "from celtint_krita.model import choices, wire\n"
    tries += "assert 'websockets' not in sys.modules and 'celtint_client' not in sys.modules\n"
    done = subprocess.run(
        [old_python, "-I", "-S", "-c", tries, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
