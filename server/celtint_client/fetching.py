"""Fetching a Python where there is none: `uv`, one program in a wheel, brings it.

Both are pinned: uv by the hash of its wheel, which is here, and Python by uv, which knows the hash of every build.
"""

from __future__ import annotations

import hashlib
import http.client
import platform
import sys
import urllib.error
import urllib.request
import zipfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PYTHON = "3.13.18"
"""The Python that is fetched."""
UV = "0.13.9"
"""The uv that fetches it."""
WAIT_S = 30.0
"""How long the line may be silent."""
CHUNK = 1 << 16
HOST = "https://files.pythonhosted.org/packages"
PYTHON_HOST = "releases.astral.sh"
"""Where uv fetches Python from; told to who is asked."""
PYTHON_MB = 35
"""About how much of it there is, compressed, on the system with the largest."""


class Wheel(NamedTuple):
    """uv for one system. place: its address under `HOST`; size: bytes."""

    place: str
    sha256: str
    size: int

    @property
    def address(self) -> str:
        """Where it is fetched from."""
        return f"{HOST}/{self.place}"


WHEELS = {
    ("win32", "amd64"): Wheel(
        "dd/ef/ceeabf3631117f7354787d9fb1ffe943899e59ed4b887a696ed547e47e76/uv-0.13.9-py3-none-win_amd64.whl",
        "6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b",
        15_662_317,
    ),
    ("darwin", "arm64"): Wheel(
        "f3/a7/a8d7b074798c7fb3b26b37584b8fe2e29df2ccdc24ce7902caab2a53edbf/uv-0.13.9-py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
        14_660_755,
    ),
    ("linux", "x86_64"): Wheel(
        "3d/aa/26d64642d808de4a652579ef950d7cd2d37f080a8babf9c67c6b75fc4c3f/"
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
        17_606_939,
    ),
    ("linux", "aarch64"): Wheel(
        "57/15/94b6cd62ac3ff6550288328e8035288875197cbc183f51554b266a69877b/"
        "uv-0.13.9-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
        18_026_789,
    ),
}
"""By system and machine, as Python names them."""


class BrokenLine(Exception):
    """Something couldn't be fetched; one sentence."""


def wheel() -> Wheel | None:
    """uv for this machine, or None where there is none of it here."""
    return WHEELS.get((sys.platform, platform.machine().lower()))


def offer(found: Wheel) -> str:
    """What whoever is asked is told: what comes, how much, and from where."""
    return (
        f"This machine has no Python that celtint can use. celtint can fetch one for itself alone: Python {PYTHON} "
        f"(about {PYTHON_MB} MB, from {PYTHON_HOST}) by means of uv {UV} ({found.size / 1e6:.0f} MB, "
        f"from {found.address})."
    )


def fetch(found: Wheel, target: Path, check: Callable[[int], None]) -> None:
    """Put a wheel into a file, its hash compared.

    check: told how many bytes there are; what it raises ends it. Raises BrokenLine, OSError of the disk.
    """
    digest, there = hashlib.sha256(), 0
    with target.open("wb") as file:
        try:
            with urllib.request.urlopen(found.address, timeout=WAIT_S) as line:
                while chunk := line.read(CHUNK):
                    digest.update(chunk)
                    there += len(chunk)
                    check(there)
                    file.write(chunk)
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            raise BrokenLine(f"uv can't be fetched: {getattr(error, 'reason', error)}.") from None
    if there < found.size:
        raise BrokenLine("uv can't be fetched: the line broke.")
    if digest.hexdigest() != found.sha256:
        raise BrokenLine("What came for uv isn't the file it should be.")


def unpack(wheel_file: Path, folder: Path) -> Path:
    """The program uv, out of its wheel into a folder."""
    name = "uv.exe" if sys.platform == "win32" else "uv"
    with zipfile.ZipFile(wheel_file) as archive:
        inside = next(each for each in archive.namelist() if each.endswith(f".data/scripts/{name}"))
        program = folder / name
        program.write_bytes(archive.read(inside))
    program.chmod(0o755)
    return program


def command(uv: Path, folder: Path) -> list[str]:
    """How uv is told to put Python into a folder, and to leave everything else of the user's alone."""
    words = ["python", "install", PYTHON, "--install-dir", str(folder / "pythons"), "--no-bin", "--no-config"]
    return [str(uv), *words, "--cache-dir", str(folder / "cache"), "--color", "never", "--no-registry"]


def python_in(folder: Path) -> Path | None:
    """The interpreter that uv put into a folder."""
    inner = "python.exe" if sys.platform == "win32" else "bin/python3"
    return next((each for each in sorted((folder / "pythons").glob(f"cpython-{PYTHON}-*/{inner}"))), None)
