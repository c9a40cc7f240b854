"""CONTRIBUTING.md's "Add a model", followed: the network and the recipe that stand there are trained and colour."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

pytestmark = pytest.mark.needs("torch")

ROOT = Path(__file__).parents[2]
SOURCE = '''"""Squares."""

from pathlib import Path

from celtint_train.data.sources.registry import Item, register


@register("squares", "CC0-1.0", "Nobody", 0.2)
def _squares():
    for path in sorted(Path("art").glob("*.png")):
        yield Item(path.stem, path.stem, path, path)
'''
LOSS = '''"""Half the squared error."""

from celtint_train.losses.grey import mse
from celtint_train.losses.registry import grey_loss


@grey_loss("half")
def half(answer, lab, task):
    error, parts = mse(answer, lab, task)
    return error / 2, parts
'''
TRAINED = """
import dataclasses
from pathlib import Path
import celtint_train, numpy as np
from celtint.networks.proposal import propose
from celtint_models.registry import load_from
from celtint_train.data.build import build_named
from celtint_train.data.sources.registry import known_sources
from celtint_train.training.export import export
from celtint_train.recipe import read_recipe
from celtint_train.training.train import train

assert Path(celtint_train.__file__).is_relative_to(Path.cwd())
recipe = read_recipe("my-net")
assert set(recipe.sources) <= set(known_sources())
build_named(["squares"])
small = dataclasses.replace(recipe, sources=("squares",), loss="half", steps=2, workers=0, threads=1)
path = export(small, train(small, Path("runs"), resume=False), Path(), {})
network = load_from(path.with_suffix(".toml"), 1)
assert network.descriptor.multiple == 4
assert propose(network, np.full((50, 71), 120, np.uint8), "grey").lab.shape == (50, 71, 3)
"""


def test_files_that_are_dropped_in_give_a_network_that_colours(tmp_path: Path) -> None:
    """The walk-through's network and recipe, a loss and a source: files in a copy, and nothing else knows of them."""
    copy = tmp_path / "celtint_train"
    shutil.copytree(ROOT / "models" / "celtint_train", copy, ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a model")[2]
    dropped = {
        "networks/my_net.py": _block(text, "python"),
        "recipes/my-net.toml": _block(text, "toml"),
        "losses/half.py": LOSS,
        "data/sources/squares.py": SOURCE,
    }
    for name, content in dropped.items():
        assert not (copy / name).exists() and (copy / name).parent.is_dir(), name
        (copy / name).write_text(content, encoding="utf-8")
    (tmp_path / "art").mkdir()
    rng = np.random.default_rng(0)
    for number in range(60):  # a share of them is held back
        picture = rng.integers(0, 256, (6, 6, 3), np.uint8).repeat(20, axis=0).repeat(20, axis=1)
        cv2.imwrite(str(tmp_path / "art" / f"tiles{number}.png"), picture)
    own = {"PYTHONPATH": str(tmp_path), "CELTINT_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", TRAINED], cwd=tmp_path, env=os.environ | own, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


def test_the_walk_through_names_what_there_is() -> None:
    from celtint_train.discovery import discover
    from celtint_train.tasks.task import TASKS

    discover("celtint_train.tasks")
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a model")[2]
    named = re.search(r"\*task\* \(`tasks/`: (.+?)\)", text, re.DOTALL)
    assert named is not None
    assert set(re.findall(r"`([a-z-]+)`", named[1])) == set(TASKS)


def _block(text: str, language: str) -> str:
    """The first block of a language, as it stands in a list."""
    found = re.search(rf"^   ```{language}\n(.*?)^   ```", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return re.sub(r"^   ", "", found[1], flags=re.MULTILINE)
