"""The JavaScript client against a real server, on the oldest Node.js that it runs on and on one with a WebSocket."""

import base64
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest
from celtint_client.parts import Part
from celtint_web import serving

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
        command = [program, "--test", "--test-reporter=tap", "--test-timeout=90000", str(TESTS / name)]
        environment = {**os.environ, **own, **environment}
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "\n# pass 0\n" not in ended.stdout, "no test was found"

    return run


def at(server: Running) -> dict[str, str]:
    """Where a server is, for the environment."""
    return {"CELTINT_URL": server.ready.url, "CELTINT_TOKEN": server.token}


@pytest.mark.needs("node", "npm")
@pytest.mark.parametrize("name", ["colouring", "sequences", "golden"])
def test_talks_to_a_server(node: Node, server: Running, name: str) -> None:
    node(f"{name}.test.js", **at(server))


@pytest.mark.needs("node", "npm")
def test_is_let_in_or_says_why_not(node: Node, serve: Callable[..., Running]) -> None:
    node("door.test.js", **at(serve(pages=serving.page)))


@pytest.mark.needs("node", "npm")
def test_sends_again_what_the_server_no_longer_has(node: Node, serve: Callable[..., Running]) -> None:
    node("parts.test.js", **at(serve(parts_bytes=20_000, max_message=1 << 20)))


@pytest.mark.needs("node", "npm")
def test_comes_back_after_a_broken_line(node: Node, server: Running, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "celtint_cli", "serve", "--ready-json", "--token-file"]
    (tmp_path / "token").write_text(server.token)
    (tmp_path / "token").chmod(0o600)
    node("back.test.js", **at(server), CELTINT_SERVE=json.dumps([*words, str(tmp_path / "token")]))


@pytest.mark.needs("node", "npm")
def test_says_what_is_wrong_with_what_comes_in(node: Node) -> None:
    node("line.test.js")


@pytest.mark.needs("node", "npm")
def test_reads_strictly_and_hashes_as_python_does(node: Node, tmp_path: Path) -> None:
    chance = random.Random(15)
    lengths = [0, 1, 3, 127, 128, 129, 255, 256, 257, 65535, 65536, 65537, 65664, 131072, 131073]
    vectors = []
    for length in lengths + [chance.randrange(300_000) for _ in range(12)]:
        data = chance.randbytes(length)
        pieces = [chance.randrange(length // 2 + 1) for _ in range(3)]
        told = hashlib.blake2b(data, digest_size=32).hexdigest()
        vectors.append({"bytes": base64.b64encode(data).decode(), "pieces": pieces, "hash": told})
    (tmp_path / "vectors.json").write_text(json.dumps(vectors))
    part = Part("rgba8", 50, 40, chance.randbytes(50 * 40 * 4))
    sent = {"encoding": "rgba8", "width": 50, "height": 40, "bytes": base64.b64encode(part.view).decode()}
    digest = json.dumps({"part": sent, "digest": part.digest()})
    node("framing.test.js", CELTINT_VECTORS=str(tmp_path / "vectors.json"), CELTINT_DIGEST=digest)


@pytest.mark.needs("node", "npm")
def test_the_example_of_the_manual_runs(node_22: str, server: Running, tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    (program,) = re.findall(r"```javascript\n(.*?)```", manual, re.DOTALL)
    said = example(program, node_22, server, tmp_path)
    assert "decided_by: 'hint'" in said and "200, 30, 40, 255" in said
    assert said.splitlines()[-2:] == ["1 []", "2 []"]


@pytest.mark.needs("npm")
def test_types_fit_the_code_and_a_program_that_uses_them(tsc: Path, tmp_path: Path) -> None:
    options = {"noEmit": True, "checkJs": True, "strict": True, "target": "ES2022", "module": "nodenext", "types": []}
    options |= {"lib": ["ES2022", "DOM", "DOM.Iterable"], "paths": {"celtint-client": [str(CLIENT / "src/index.d.ts")]}}
    config = {"compilerOptions": options, "include": [str(CLIENT / "src"), str(TESTS / "usage.ts")]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(config))
    run = subprocess.run([tsc, "-p", tmp_path], capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stdout) == (0, "")


@pytest.mark.needs("npm")
def test_the_package_is_small_and_whole() -> None:
    run = subprocess.run(
        ["npm", "pack", "--dry-run", "--json"], cwd=CLIENT, capture_output=True, text=True, timeout=120, check=True
    )
    (packed,) = json.loads(run.stdout)
    assert packed["size"] <= 20_000
    modules = {f"src/{path.name}" for path in (CLIENT / "src").iterdir()}
    assert {file["path"] for file in packed["files"]} == {"README.md", "package.json", *modules}


def test_the_package_is_of_the_distribution_s_version() -> None:
    said = json.loads((CLIENT / "package.json").read_text("utf-8"))
    contract = (CLIENT / "src" / "contract.js").read_text("utf-8")
    assert f'export const VERSION = "{said["version"]}";' in contract
    assert (said["license"], said["engines"], "dependencies" in said) == ("Apache-2.0", {"node": ">=20"}, False)


def example(program: str, node: str, server: Running, folder: Path) -> str:
    """Run an example of the docs in a folder where the package is installed; what it prints."""
    (folder / "node_modules").mkdir(exist_ok=True)
    (folder / "node_modules" / "celtint-client").symlink_to(CLIENT)
    (folder / "colour.mjs").write_text(program, "utf-8")
    (folder / "server.json").write_text(json.dumps({"url": server.ready.url, "token": server.token}))
    command = [node, "colour.mjs", "server.json"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.needs("node", "npm")
@pytest.mark.parametrize("version", ["20", "22"])
def test_the_first_example_of_the_readme_runs(
    request: pytest.FixtureRequest, server: Running, tools: Any, tmp_path: Path, version: str
) -> None:
    (program,) = re.findall(r"```js\n(// colour.mjs.*?)```", (CLIENT / "README.md").read_text("utf-8"), re.DOTALL)
    if version == "20":  # as the example's comments say
        (tmp_path / "node_modules").mkdir()
        (tmp_path / "node_modules" / "ws").symlink_to(request.getfixturevalue("ws").parent)
        program = 'import { WebSocket } from "ws";\n' + program.replace('"my script" }', '"my script", WebSocket }')
    cv2.imwrite(str(tmp_path / "line.png"), tools.drawing())
    cv2.imwrite(str(tmp_path / "hints.png"), tools.dabs()[:, :, [2, 1, 0, 3]])
    example(program, request.getfixturevalue(f"node_{version}"), server, tmp_path)
    colours = cv2.imread(str(tmp_path / "colours.png"), cv2.IMREAD_UNCHANGED)
    assert colours is not None and colours[18, 24].tolist() == [40, 30, 200, 255]
    lines = [line for line in program.splitlines() if line and not line.startswith("//")]
    assert len(lines) <= 12, "ten lines, and those that close a bracket"
