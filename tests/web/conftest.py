"""A real server, as the server's own tests have it, and what Node.js needs to run beside it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.server import conftest as servers

serve, server, tools = servers.serve, servers.server, servers.tools

WS, TYPESCRIPT, NODE_20, NODE_22 = "ws@8.23.0", "typescript@7.0.2", "node@20.19.5", "node@22.23.3"


def installed(config: pytest.Config, package: str) -> Path:
    """The folder node_modules with a package of the npm registry in it; kept between runs."""
    assert config.cache is not None
    folder = config.cache.mkdir(f"npm-{package.replace('@', '-')}")
    modules = folder / "node_modules"
    if not (folder / "done").exists():
        (folder / "package.json").write_text(json.dumps({"private": True}))
        command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", package]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        assert run.returncode == 0, run.stderr
        (folder / "done").touch()
    return modules


@pytest.fixture(scope="session")
def node_20(pytestconfig: pytest.Config) -> str:
    """A Node.js that is too old to have a WebSocket of its own: the one on the path, or one of the npm registry."""
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if said.startswith("v20."):
        return str(shutil.which("node"))
    return str(installed(pytestconfig, NODE_20) / ".bin" / "node")


@pytest.fixture(scope="session")
def node_22(pytestconfig: pytest.Config) -> str:
    """The oldest Node.js with a WebSocket of its own that is still looked after."""
    return str(installed(pytestconfig, NODE_22) / ".bin" / "node")


@pytest.fixture(scope="session")
def ws(pytestconfig: pytest.Config) -> Path:
    """The WebSocket for a Node.js that has none, as a module's path."""
    return installed(pytestconfig, WS) / "ws" / "wrapper.mjs"


@pytest.fixture(scope="session")
def tsc(pytestconfig: pytest.Config) -> Path:
    """TypeScript's compiler."""
    return installed(pytestconfig, TYPESCRIPT) / ".bin" / "tsc"
