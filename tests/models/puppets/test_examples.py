"""The example clips are what the generator gives."""

from pathlib import Path

import numpy as np
import pytest
from celtint_train.puppets.examples import CLIPS, EXAMPLES, write
from PIL import Image

ROOT = Path(__file__).parents[3]


def _read(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image, np.int16)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_files_are_there_with_a_key_for_each_shot(name: str) -> None:
    size, shots = EXAMPLES[name]
    folder = ROOT / CLIPS / name
    frames = sorted(folder.glob("frames/*"))
    assert len(frames) == sum(shot.length for shot in shots)
    assert len(list(folder.glob("keys/*"))) == len(shots)
    assert {p.stem for p in folder.glob("keys/*")} <= {p.stem for p in frames}
    assert all(_read(path).shape == size for path in frames)
    assert "CC0-1.0" in (folder / "README.md").read_text(encoding="utf-8")


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / CLIPS).rglob("*") if path.is_file()) <= 1_500_000


def test_they_can_be_made_again(tmp_path: Path) -> None:
    size, (shot,) = EXAMPLES["line"]
    write(tmp_path, size, [type(shot)(shot.seed, 2, shot.step, shot.painted)])
    for path in sorted(tmp_path.rglob("*.png")):
        kept = _read(ROOT / CLIPS / "line" / path.relative_to(tmp_path))
        made = _read(path)
        assert np.abs(made - kept).mean() < 0.2
