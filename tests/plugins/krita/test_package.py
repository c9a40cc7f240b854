"""The zip: complete, the same every time, and its client works by itself on the oldest Python."""

import hashlib
import io
import re
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
    return dict(package["krita"](fetched, {"_engine/requirements.txt": b""}))


def test_the_engine_travels_with_it_and_every_package_has_a_version_and_hashes(
    package: dict[str, Any], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (package["engine"](tmp_path / name) for name in ("one", "two"))
    assert one == two
    ((wheel, data),) = ((name, data) for name, data in one.items() if name.endswith(".whl"))
    assert len(data) < 18e6
    pinned = one["_engine/requirements.txt"].decode()
    assert pinned.endswith(f"celtint=={package['version']()} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n")
    names = set()
    for requirement in pinned.replace("\\\n", " ").splitlines():
        head, *hashes = requirement.split(" --hash=")
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .*)?", head.strip()) and hashes, head
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", each) for each in hashes), head
        names.add(head.partition("==")[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        about = archive.read(f"celtint-{package['version']()}.dist-info/METADATA").decode()
        assert not [name for name in archive.namelist() if "/seeds/" in name or name.startswith("contract")]
    needed = re.findall(r"^Requires-Dist: ([\w-]+)(?!.*extra ==)", about, re.MULTILINE)
    assert len(needed) > 6 and {name.lower() for name in needed} <= names
    assert wheel.startswith("_engine/celtint-")


def test_it_holds_what_krita_s_importer_looks_for(
    files: dict[str, bytes], package: dict[str, Any], tmp_path: Path
) -> None:
    package["write"](tmp_path / "one.zip", files)
    package["write"](tmp_path / "two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {"celtint_krita.desktop", "celtint_krita/", "celtint_krita/__init__.py"} <= set(archive.namelist())


def test_nothing_in_it_looks_outside_of_itself(files: dict[str, bytes]) -> None:
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
    tries += "from celtint_krita._vendor.celtint_client.installing import Installing\n"
    tries += "from celtint_krita import names\n"
    tries += "from celtint_krita.host import boxes, pixels\n"
    tries += "from celtint_krita.model import choices, wire\n"
    tries += "assert 'websockets' not in sys.modules and 'celtint_client' not in sys.modules\n"
    done = subprocess.run(
        [old_python, "-I", "-S", "-c", tries, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
