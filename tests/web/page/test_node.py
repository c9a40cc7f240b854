"""What of the page needs no browser, tested by Node.js."""

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.needs("node")
@pytest.mark.parametrize("file", sorted(path.name for path in HERE.glob("node/*.test.mjs")))
def test_in_node(file: str) -> None:
    done = subprocess.run(
        ["node", "--test", HERE / "node" / file], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "# fail 0" in done.stdout and "# pass 0" not in done.stdout
