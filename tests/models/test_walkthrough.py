"""CONTRIBUTING.md's "Add a model", followed: the network and the recipe that stand there are trained and colour."""

import dataclasses
import re
from pathlib import Path

import cv2
import numpy as np
import pytest

pytestmark = pytest.mark.needs("torch")

ROOT = Path(__file__).parents[2]


def test_the_walk_through_gives_a_network_that_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from celtint.proposal import propose
    from celtint_models.registry import load_from
    from celtint_train.data.build import build
    from celtint_train.data.sources import SOURCES, folder_source
    from celtint_train.export import export
    from celtint_train.networks.registry import MULTIPLES, NETWORKS
    from celtint_train.recipe import read_recipe
    from celtint_train.train import train

    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setitem(NETWORKS, "my-net", None)  # both are as before when the test ends
    monkeypatch.setitem(MULTIPLES, "my-net", 0)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a model")[2]
    module, recipe_text = _block(text, "python"), _block(text, "toml")
    exec(compile(module, "my_net.py", "exec"), {"__name__": "my_net"})
    (tmp_path / "my-net.toml").write_text(recipe_text, encoding="utf-8")
    recipe = read_recipe(str(tmp_path / "my-net.toml"))
    assert set(recipe.sources) <= set(SOURCES)

    (tmp_path / "art").mkdir()
    rng = np.random.default_rng(0)
    for number in range(30):
        picture = rng.integers(0, 256, (6, 6, 3), np.uint8).repeat(20, axis=0).repeat(20, axis=1)
        cv2.imwrite(str(tmp_path / "art" / f"tiles{number}.png"), picture)
    build(folder_source(tmp_path / "art"))
    small = dataclasses.replace(recipe, sources=("folder-art",), steps=2, workers=0, threads=1)
    folder = train(small, tmp_path / "runs", resume=False)
    path = export(small, folder, tmp_path, {})
    network = load_from(path.with_suffix(".toml"), 1)
    assert network.descriptor.multiple == 4
    assert propose(network, np.full((50, 71), 120, np.uint8), "grey").lab.shape == (50, 71, 3)


def test_the_walk_through_names_what_there_is() -> None:
    from celtint_train.tasks import adversarial, colouring, features, hinting, matching  # noqa: F401  (enter)
    from celtint_train.tasks.task import TASKS

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a model")[2]
    named = re.search(r"\*task\* \(`tasks/`: (.+?)\)", text, re.DOTALL)
    assert named is not None
    assert set(re.findall(r"`([a-z-]+)`", named[1])) == set(TASKS)


def _block(text: str, language: str) -> str:
    """The first block of a language, as it stands in a list."""
    found = re.search(rf"^   ```{language}\n(.*?)^   ```", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return re.sub(r"^   ", "", found[1], flags=re.MULTILINE)
