"""Builds the plugins' zips into dist/: ``python plugins/package.py``.

What a plugin needs (celtint's client and the pure-Python websockets) travels inside its own package, at
``_vendor``, under imports rewritten to that place, so that no other plugin's copy is met and sys.path stays as it
is. The engine travels too, at ``_engine``: celtint's wheel, and every package that it needs with version and hashes.
The same files give the same bytes.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

PLUGINS = Path(__file__).parent
ROOT = PLUGINS.parent
WEBSOCKETS = "15.0.1"
WEBSOCKETS_SHA256 = "f7a866fbc1e97b5c617ee4116daaa09b722101d4a3c170c787450ba409f9736f"
_VENDORED = re.compile(r"^(\s*)(from|import) (celtint_client|websockets)\b", re.MULTILINE)
_OLDEST_DATE = (1980, 1, 1, 0, 0, 0)
_EPOCH = "315532800"
"""The same in seconds since 1970, as builders of wheels are told."""
Files = dict[str, bytes]


def version() -> str:
    """The distribution's."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def websockets(folder: Path) -> Files:
    """The modules of the pure wheel, by path; fetched into `folder` and compared with its hash."""
    asked = ["download", "--quiet", "--no-deps", "--only-binary=:all:", "--platform", "any", "--python-version", "3.9"]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *asked]
    subprocess.run([*command, "--dest", str(folder), f"websockets=={WEBSOCKETS}"], check=True)
    wheel = folder / f"websockets-{WEBSOCKETS}-py3-none-any.whl"
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WEBSOCKETS_SHA256:
        raise SystemExit(f"{wheel.name} is not the file it should be; nothing was built.")
    with zipfile.ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if n.startswith("websockets/") and n.endswith(".py")]
        found = {name: archive.read(name) for name in names if "/legacy/" not in name and "/asyncio/" not in name}
        licence = f"websockets-{WEBSOCKETS}.dist-info/LICENSE"
        return found | {"websockets/LICENSE": archive.read(licence)}


def engine(folder: Path) -> Files:
    """What `celtint_client.installer` installs from: celtint's wheel, built in `folder`, and the requirements, in which
    the wheel's own hash is the last."""
    source = folder / "source"  # setuptools leaves a folder `build` where it works, and takes from it what is old
    left_out = shutil.ignore_patterns("__pycache__", "seeds", "celtint-parts.*", "build", "*.egg-info")
    for each in ("core", "models", "server"):
        shutil.copytree(ROOT / each, source / each, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE", "ATTRIBUTION.md"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    dated = os.environ | {"SOURCE_DATE_EPOCH": _EPOCH}
    subprocess.run([*command, "--wheel-dir", str(folder), str(source)], check=True, env=dated)
    wheel = next(folder.glob("celtint-*.whl"))
    data = wheel.read_bytes()
    pinned = (PLUGINS / "engine" / "requirements.txt").read_text("utf-8")
    pinned += f"celtint=={version()} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n"
    return {f"_engine/{wheel.name}": data, "_engine/requirements.txt": pinned.encode()}


def modules(folder: Path) -> Files:
    """Every module under a folder, and its data, by path from its parent; not the contract, which is in the code."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    found = sorted(path for path in files if path.name != "contract.json")
    return {p.relative_to(folder.parent).as_posix(): p.read_bytes() for p in found}


def moved(source: bytes, package: str) -> bytes:
    """A module whose imports of what is vendored go to `package`'s own copy."""
    text = source.decode("utf-8")
    if re.search(r"^\s*import (celtint_client|websockets)", text, re.MULTILINE):
        raise SystemExit("A plugin says `from websockets import …`; a plain import can't be moved.")
    return _VENDORED.sub(rf"\1\2 {package}._vendor.\3", text).encode()


def krita(fetched: Files, kit: Files) -> Files:
    """The files of the Krita plugin, as its importer wants them."""
    package = "celtint_krita"
    own = modules(PLUGINS / "krita" / package)
    vendored = {"__init__.py": b'"""Copies of other packages, for this one alone."""\n', **fetched}
    vendored |= modules(ROOT / "server" / "celtint_client")
    files = own | {f"{package}/_vendor/{name}": data for name, data in vendored.items()}
    files |= {f"{package}/{name}": data for name, data in kit.items()}
    for name in (f"{package}.desktop", f"{package}.action"):
        files[name] = (PLUGINS / "krita" / name).read_bytes()
    files[f"{package}/LICENSE"] = (PLUGINS / "LICENSE").read_bytes()
    return {name: moved(data, package) if name.endswith(".py") else data for name, data in files.items()}


def blender(fetched: Files, kit: Files) -> Files:
    """The files of the Blender add-on: an extension from 4.2 on, an add-on of the old kind before.

    An extension's package is called bl_ext.REPOSITORY.celtint, so all imports within it become relative.
    """
    package = "celtint_blender"
    files = modules(PLUGINS / "blender" / package)
    vendored = {"__init__.py": b'"""Copies of other packages, for this one alone."""\n', **fetched}
    vendored |= modules(ROOT / "server" / "celtint_client")
    files |= {f"{package}/_vendor/{name}": data for name, data in vendored.items()}
    files |= {f"{package}/{name}": data for name, data in kit.items()}
    manifest = (PLUGINS / "blender" / "blender_manifest.toml").read_text("utf-8")
    files[f"{package}/blender_manifest.toml"] = manifest.replace("@VERSION@", version()).encode()
    files[f"{package}/LICENSE"] = (PLUGINS / "LICENSE").read_bytes()
    return {name: relative(data, name) if name.endswith(".py") else data for name, data in files.items()}


def relative(source: bytes, name: str) -> bytes:
    """A module of the Blender add-on with relative imports. name: its path in the zip."""
    text = source.decode("utf-8")
    if re.search(r"^\s*import (celtint_blender|celtint_client|websockets)", text, re.MULTILINE):
        raise SystemExit(f"{name} says `import` of what travels with it; only `from … import …` can be moved.")
    root = "." * name.count("/")
    text = re.sub(r"^(\s*)from celtint_blender\.", rf"\1from {root}", text, flags=re.MULTILINE)
    text = re.sub(r"^(\s*)from celtint_blender import", rf"\1from {root} import", text, flags=re.MULTILINE)
    return re.sub(
        r"^(\s*)from (celtint_client|websockets)\b", rf"\1from {root}_vendor.\2", text, flags=re.MULTILINE
    ).encode()


def write(path: Path, files: Files) -> None:
    """A zip with an entry for each folder too, which Krita's importer looks for; whole or not at all."""
    folders = {f"{parent}/" for name in files for parent in Path(name).parents if str(parent) != "."}
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted({*folders, *files}):
            archive.writestr(zipfile.ZipInfo(name, _OLDEST_DATE), files.get(name, b""), zipfile.ZIP_DEFLATED)
    part.replace(path)


def main() -> None:
    """Build everything."""
    target = ROOT / "dist"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fetched, kit = websockets(Path(folder)), engine(Path(folder))
    for host, build in (("krita", krita), ("blender", blender)):
        path = target / f"celtint-{host}-{version()}.zip"
        write(path, build(fetched, kit))
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
