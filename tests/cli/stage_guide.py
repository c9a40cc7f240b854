"""The pictures of docs/stage.md, ``python -m tests.cli.stage_guide``: layouts, and what both engines make of them."""

import sys
from dataclasses import replace
from pathlib import Path

import celtint
import numpy as np
from celtint_cli import files
from celtint_cli.demo_stage import boxes_on_paper, on_white
from celtint_cli.layouts import parse_layout
from celtint_cli.stock import stock
from PIL import Image

ROOT = Path(__file__).parents[2]
WIDTH, COLOURS = 1500, 256


def main(names: list[str]) -> None:
    """Draw those whose name holds one of the words, or all."""
    has = stock()
    for path in sorted((ROOT / "examples" / "stage").glob("*.json")):
        if names and not any(name in path.name for name in names):
            continue
        layout = parse_layout(path.read_text("utf-8"), path.name, {})
        made = celtint.stage(layout, has.objects, has.words)
        anew = celtint.stage(replace(layout, engine="learned"), has.objects, has.words, drawing=has.drawing)
        both = np.concatenate([boxes_on_paper(layout), *(on_white(one.picture) for one in (made, anew))], axis=1)
        size = (WIDTH, both.shape[0] * WIDTH // both.shape[1])
        small = Image.fromarray(both).resize(size, Image.Resampling.LANCZOS).quantize(COLOURS)
        target = ROOT / "docs" / "pictures" / f"stage-{path.stem}.png"
        files.write_whole({target: files.png(np.asarray(small.convert("RGB")))})
        small.save(target, optimize=True)
        told = ", ".join(f"{one.tag} → {one.name} {one.distance:.2f}" for one in made.objects)
        print(f"{path.stem}: {told}; {' '.join(made.notes)}")


if __name__ == "__main__":
    main(sys.argv[1:])
