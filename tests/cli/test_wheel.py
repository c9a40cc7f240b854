"""The wheel, installed in an environment of its own: every system has its weights and its card and colours a picture
through the server."""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SYSTEMS = {
    "celtint-hint", "recolourise-unet-v1", "recolourise-unet-v2", "recolourise-unet-v2-newloss", "unet-global",
    "zhang-class", "linear-baseline", "conv-autoencoder", "unet-mse", "pix2pix-gan", "video-gan", "abstract-ae-v1",
    "abstract-ae-v2", "abstract-ae-v12",
}  # fmt: skip
MOST_BYTES = 70e6
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
from celtint_client.messages import ColourRequest, Settings
from celtint_client.parts import Part
from celtint_models import registry

folder = Path(registry.__file__).parent
grey = np.tile(np.linspace(40, 220, 96).astype(np.uint8), (64, 1))
said = {"celtint": celtint.__file__, "bytes": sum(p.stat().st_size for p in folder.glob("*.onnx")), "colourful": {}}
grey_settings = Settings(mode="grey", undecided="network")
with private_server("test") as client:
    said["welcome"] = list(client.welcome.models)
    for name in registry.names():
        found = client.colour(ColourRequest(Part("l8", 96, 64, grey.tobytes()), settings=grey_settings, model=name))
        colour = np.frombuffer(bytes(found.colour.view), np.uint8).reshape(64, 96, -1)[..., :3].astype(int)
        said["colourful"][name] = int((colour.max(axis=2) - colour.min(axis=2)).max())
        assert f"{name}-wrong.png" in registry.card(name) and (folder / f"{name}-wrong.png").is_file()
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; what celtint depends on is this environment's."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"  # setuptools leaves a folder `build` where it works, and takes from it what is old
    for folder in ("core", "models", "server"):
        shutil.copytree(ROOT / folder, source / folder)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = ["wheel", "--no-deps", "--wheel-dir", str(place), str(source)]
    subprocess.run([*pip, *wheel], check=True, timeout=300)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True, timeout=120)
    python = place / "env" / "bin" / "python"
    built = str(next(place.glob("celtint-*.whl")))
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", built], check=True, timeout=300)
    site = next((place / "env" / "lib").glob("python*")) / "site-packages"
    (site / "depends.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def test_every_system_colours_through_the_server(installed: Path) -> None:
    done = subprocess.run(
        [installed, "-P", "-c", COLOUR], cwd=installed.parent, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    site = Path(said["celtint"]).parents[1]
    assert not (site / "contract").exists()  # it writes the source, and is no part of the wheel
    assert str(installed.parents[1]) in said["celtint"]
    assert set(said["colourful"]) == SYSTEMS and set(said["welcome"]) >= SYSTEMS
    assert all(most > 0 for most in said["colourful"].values()), said["colourful"]
    assert said["bytes"] < MOST_BYTES


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
