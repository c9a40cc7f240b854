"""A kit as a plugin carries one, of an engine so small that pip puts it in place at once."""

import hashlib
import zipfile
from pathlib import Path

DOCTOR = "import sys\nimport tinything\nassert sys.argv[1:] == ['doctor']\nprint('sound')\n"


def wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> str:
    """Write a wheel; its line in the requirements."""
    about = f"{name}-{version}.dist-info"
    whole = files | {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{each},,\n" for each in [*whole, f"{about}/RECORD"])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in (whole | {f"{about}/RECORD": record}).items():
            archive.writestr(each, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def kit(package: Path, wheels: Path, version: str = "9.1", doctor: str = DOCTOR) -> None:
    """Put a kit into a plugin's folder, and what it needs into a folder of wheels."""
    lines = wheel(wheels, "tinything", "1.0", {"tinything.py": ""})
    files = {"celtint_cli/__init__.py": "", "celtint_cli/__main__.py": doctor}
    lines += wheel(package / "_engine", "celtint", version, files)
    (package / "_engine" / "requirements.txt").write_text(lines)
