"""The JavaScript client against a real server, on the oldest Node.js that it runs on and on one with a WebSocket."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

from tests.server.conftest import Running

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "server" / "celtint_web" / "client"
TESTS = Path(__file__).parent / "client"

Node = Callable[..., None]


@pytest.fixture(params=["20 with ws", "22"])
def node(request: pytest.FixtureRequest) -> Node:
    """Run a file of tests in Node.js, with what it finds in its environment. Fails with what Node.js says."""
    old = request.param != "22"
    program = request.getfixturevalue("node_20" if old else "node_22")
    own = {"CELTINT_WS": str(request.getfixturevalue("ws"))} if old else {}

    def run(name: str, **environment: str) -> None:
        command = [program, "--test", "--test-reporter=tap", str(TESTS / name)]
        environment = {**os.environ, **own, **environment}
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "\n# pass 0\n" not in ended.stdout, "no test was found"

    return run


def at(server: Running) -> dict[str, str]:
    """Where a server is, for the environment."""
    return {"CELTINT_URL": server.ready.url, "CELTINT_TOKEN": server.token}


@pytest.mark.needs("node", "npm")
def test_colours_pictures(node: Node, server: Running) -> None:
    node("colouring.test.js", **at(server))


@pytest.mark.needs("node", "npm")
def test_colours_sequences(node: Node, server: Running) -> None:
    node("sequences.test.js", **at(server))


def test_the_package_is_of_the_distribution_s_version() -> None:
    said = json.loads((CLIENT / "package.json").read_text("utf-8"))
    contract = (CLIENT / "src" / "contract.js").read_text("utf-8")
    assert f'export const VERSION = "{said["version"]}";' in contract


@pytest.mark.needs("node", "npm")
@pytest.mark.parametrize("version", ["20", "22"])
def test_the_first_example_of_the_readme_runs(
    request: pytest.FixtureRequest, server: Running, tools: Any, tmp_path: Path, version: str
) -> None:
    (program,) = re.findall(r"```js\n(// colour.mjs.*?)```", (CLIENT / "README.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "celtint-client").symlink_to(CLIENT)
    if version == "20":  # as the example's comments say
        (tmp_path / "node_modules" / "ws").symlink_to(request.getfixturevalue("ws").parent)
        program = 'import { WebSocket } from "ws";\n' + program.replace('"my script" }', '"my script", WebSocket }')
    (tmp_path / "colour.mjs").write_text(program, "utf-8")
    (tmp_path / "server.json").write_text(json.dumps({"url": server.ready.url, "token": server.token}))
    cv2.imwrite(str(tmp_path / "line.png"), tools.drawing())
    cv2.imwrite(str(tmp_path / "hints.png"), tools.dabs()[:, :, [2, 1, 0, 3]])
    command = [request.getfixturevalue(f"node_{version}"), "colour.mjs", "server.json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    colours = cv2.imread(str(tmp_path / "colours.png"), cv2.IMREAD_UNCHANGED)
    assert colours is not None and colours[18, 24].tolist() == [40, 30, 200, 255]
    lines = [line for line in program.splitlines() if line and not line.startswith("//")]
    assert len(lines) <= 12, "ten lines, and those that close a bracket"
