"""Where downloaded packages and built sets are kept, and how packages come through their ordinary clients."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from celtint_train.data import hosts

_ALONE = {
    # A package's record may name another host for the file; the registry that was named has it too.
    "npm": ("--no-update-notifier", "--no-fund", "--no-audit", "--replace-registry-host=always"),
    "pip": ("--disable-pip-version-check", "--no-input", "--no-cache-dir"),
    "apt": ("-o", "Acquire::EnableSrvRecords=false"),  # they would lead to hosts that nobody was told of
}
"""What keeps the clients from asking for anything, or anybody, but the package."""


class DataError(Exception):
    """A package or picture that cannot be had; the sentence says what to do."""


def cache_root() -> Path:
    """``$CELTINT_CACHE``, or ``celtint`` in ``$XDG_CACHE_HOME``, or ``~/.cache/celtint``.

    A relative XDG_CACHE_HOME counts for nothing, as the XDG Base Directory Specification has it.
    """
    own, shared = os.environ.get("CELTINT_CACHE"), Path(os.environ.get("XDG_CACHE_HOME", ""))
    return Path(own) if own else (shared if shared.is_absolute() else Path.home() / ".cache") / "celtint"


def sha256_of(path: Path) -> str:
    """The hex SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check(tool: str) -> None:
    if shutil.which(tool) is None:
        raise DataError(f"{tool} is needed to fetch this source; install it and try again.")


def _run(tool: str, *arguments: str, cwd: Path) -> None:
    _check(tool)
    done = subprocess.run([tool, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise DataError(f"{tool} could not fetch {arguments[-1]}: {last}")


def _packages() -> Path:
    folder = cache_root() / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def npm_package(name: str, version: str) -> Path:
    """The package's .tgz in the cache, fetched by ``npm pack`` when it is not there; the name may have a scope."""
    path = _packages() / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    if not path.exists():
        _check("npm")
        options = (*_ALONE["npm"], "--cache", str(cache_root() / "npm"), "--logs-max=0")
        hosts.name_npm(options, _packages())
        _run("npm", "pack", "--silent", *options, f"{name}@{version}", cwd=_packages())
    return path


def pypi_package(name: str, version: str) -> Path:
    """The package's wheel in the cache, fetched by ``pip download`` when it is not there."""
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(_packages().glob(pattern)):
        wanted = ("--no-deps", "--only-binary", ":all:", "--quiet", *_ALONE["pip"], f"{name}=={version}")
        _run(sys.executable, "-m", "pip", "download", *hosts.name_pip(wanted, _packages()), cwd=_packages())
    return sorted(_packages().glob(pattern))[-1]


def debian_package(name: str) -> Path:
    """The package's .deb in the cache, fetched by ``apt-get download`` when it is not there."""
    there = sorted(_packages().glob(f"{name}_*.deb"))
    if not there:
        _check("apt-get")
        hosts.name_apt(name, _packages())
        _run("apt-get", "download", *_ALONE["apt"], name, cwd=_packages())
        there = sorted(_packages().glob(f"{name}_*.deb"))
    if not there:
        raise DataError(f"apt-get downloaded no file for {name}.")
    return there[-1]


def unpacked(package: Path) -> Path:
    """The package's files in a folder of the cache, named by the package's hash so that a new version unpacks
    anew."""
    digest = sha256_of(package)[:12]
    return filled(cache_root() / "unpacked" / f"{package.name.split('_')[0]}-{digest}", partial(_unpack, package))


def filled(folder: Path, fill: Callable[[Path], None]) -> Path:
    """The folder, filled by ``fill`` where it is not there yet: whole or not at all."""
    if folder.exists():
        return folder
    half_done = folder.with_suffix(".part")
    shutil.rmtree(half_done, ignore_errors=True)
    half_done.mkdir(parents=True)
    fill(half_done)
    half_done.rename(folder)
    return folder


def _unpack(package: Path, folder: Path) -> None:
    if package.suffix == ".deb":
        _run("dpkg-deb", "-x", str(package), str(folder), cwd=folder)
    elif package.suffix == ".whl":
        shutil.unpack_archive(package, folder, "zip")
    else:
        # tarfile keeps files inside the folder only from Python 3.11.4 on
        _run("tar", "--no-same-owner", "-xf", str(package), cwd=folder)
