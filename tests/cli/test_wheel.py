"""The wheels, installed in an environment of its own: celtint alone has its own network, celtint-seeds adds the others
by itself; each has its weights and its card and colours a picture through the server."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
SYSTEMS = {
    "celtint-hint", "recolourise-unet-v1", "recolourise-unet-v2", "recolourise-unet-v2-newloss", "unet-global",
    "zhang-class", "linear-baseline", "conv-autoencoder", "unet-mse", "pix2pix-gan", "video-gan", "abstract-ae-v1",
    "abstract-ae-v2", "abstract-ae-v12",
}  # fmt: skip
LIGHTEST = {"celtint-hint"}
MOST_BYTES = {"celtint": 18e6, "celtint-seeds": 60e6}
"""Of each wheel."""
PAGE = """
import json, os, subprocess, sys, urllib.request
os.environ["CELTINT_STATE_DIR"] = sys.argv[1]
serve = [sys.executable, "-P", "-m", "celtint_cli", "serve", "--open", "--no-browser"]
with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server:
    base = server.stdout.readline().partition("#")[0]
    said = {}
    try:
        for path in sys.argv[2:]:
            with urllib.request.urlopen(base + path, timeout=60) as answer:
                said[path] = [answer.headers["Content-Type"], len(answer.read())]
    finally:
        server.terminate()
print(json.dumps(said))
"""
COLOUR = """
import json
from pathlib import Path
import celtint, numpy as np
from celtint_cli.connecting import private_server
from celtint_client.errors import ModelNotFound
from celtint_client.messages import ColourRequest, Settings
from celtint_client.parts import Part
from celtint_models import registry

folder = Path(registry.__file__).parent
grey = np.tile(np.linspace(40, 220, 96).astype(np.uint8), (64, 1))
said = {"celtint": celtint.__file__, "colourful": {}, "sentence": ""}
grey_settings = Settings(mode="grey", undecided="network")
with private_server("test") as client:
    said["welcome"] = list(client.welcome.models)
    for name in registry.names():
        found = client.colour(ColourRequest(Part("l8", 96, 64, grey.tobytes()), settings=grey_settings, model=name))
        colour = np.frombuffer(bytes(found.colour.view), np.uint8).reshape(64, 96, -1)[..., :3].astype(int)
        said["colourful"][name] = int((colour.max(axis=2) - colour.min(axis=2)).max())
        beside = folder if name == "celtint-hint" else folder / "seeds"
        assert f"{name}-wrong.png" in registry.card(name) and (beside / f"{name}-wrong.png").is_file()
    try:
        client.colour(ColourRequest(Part("l8", 96, 64, grey.tobytes()), settings=grey_settings, model="unet-mse"))
    except ModelNotFound as error:
        said["sentence"] = str(error)
print(json.dumps(said))
"""


PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both distributions' wheels, by name."""
    place = tmp_path_factory.mktemp("wheels")
    source = place / "source"  # setuptools leaves a folder `build` where it works, and takes from it what is old
    for folder in ("core", "models", "server"):
        shutil.copytree(ROOT / folder, source / folder)
    for file in ("pyproject.toml", "README.md", "LICENSE", "ATTRIBUTION.md"):
        shutil.copy(ROOT / file, source)
    for name, project in (("celtint", source), ("celtint-seeds", source / "models")):
        wheel = ["wheel", "--no-deps", "--wheel-dir", str(place / name), str(project)]
        subprocess.run([*PIP, *wheel], check=True, timeout=300)
    return {name: next((place / name).glob("*.whl")) for name in MOST_BYTES}


@pytest.fixture(scope="module")
def installed(wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with celtint's wheel; what celtint depends on is this environment's."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True, timeout=120)
    python = place / "env" / "bin" / "python"
    install(python, wheels["celtint"])
    site = next((place / "env" / "lib").glob("python*")) / "site-packages"
    (site / "depends.pth").write_text(f"{Path(np.__file__).parents[1]}\n", "utf-8")
    return python


def install(python: Path, wheel: Path) -> None:
    """Add a wheel to an environment."""
    command = [*PIP, "--python", str(python), "install", "--no-deps", str(wheel)]
    subprocess.run(command, check=True, timeout=300)


def coloured(python: Path) -> dict[str, Any]:
    """A picture coloured by every network that an environment has, through a server of its own."""
    done = subprocess.run(
        [python, "-P", "-c", COLOUR], cwd=python.parent, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert str(python.parents[1]) in said["celtint"]
    assert all(most > 0 for most in said["colourful"].values()), said["colourful"]
    return said


def test_the_wheels_are_small_and_share_no_file(wheels: dict[str, Path]) -> None:
    assert {name for name, wheel in wheels.items() if wheel.stat().st_size > MOST_BYTES[name]} == set()
    files = {name: set(zipfile.ZipFile(wheel).namelist()) for name, wheel in wheels.items()}
    assert not files["celtint"] & files["celtint-seeds"]
    seeds = {name for name in files["celtint-seeds"] if ".dist-info/" not in name}
    assert seeds == {
        path.relative_to(ROOT / "models").as_posix() for path in (ROOT / "models/celtint_models/seeds").iterdir()
    }
    assert not {name for name in files["celtint"] if name.startswith("contract")}  # it writes the source


def test_every_system_colours_through_the_server_once_celtint_seeds_is_there(
    installed: Path, wheels: dict[str, Path]
) -> None:
    light = coloured(installed)
    assert set(light["colourful"]) == LIGHTEST
    assert "the package celtint-seeds has more" in light["sentence"]
    install(installed, wheels["celtint-seeds"])
    whole = coloured(installed)
    assert set(whole["colourful"]) == SYSTEMS and set(whole["welcome"]) >= SYSTEMS and not whole["sentence"]


def test_the_installed_wheel_serves_the_page_and_every_file_of_it(installed: Path) -> None:
    web = ROOT / "server" / "celtint_web"
    roots = {"": web / "page", "client/": web / "client" / "src"}
    files = {
        start + path.relative_to(root).as_posix(): path.stat().st_size
        for start, root in roots.items()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith((".d.ts", ".md"))  # those are for who writes it
    }
    assert "index.html" in files
    done = subprocess.run(
        [installed, "-P", "-c", PAGE, str(installed.parent / "state"), "", *files],
        cwd=installed.parent, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert said.pop("") == said["index.html"] and said["index.html"][0] == "text/html; charset=utf-8"
    assert {path: size for path, (_kind, size) in said.items()} == files
