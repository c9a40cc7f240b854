"""`make demo-cast`: two comic panels and a shot coloured from one model sheet a character; before and after."""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from celtint import CeltintError
from PIL import Image

from celtint_cli import files
from celtint_cli.demo import on_paper
from celtint_cli.main import main as celtint

EXAMPLE = Path("examples/cast")
OUTPUT = Path("demo-out/cast")
Image8 = npt.NDArray[np.uint8]


def main() -> int:
    """Colour examples/cast into demo-out/cast; run from the repository's root."""
    sheets, page, frames = EXAMPLE / "sheets", EXAMPLE / "page.png", sorted((EXAMPLE / "shot").glob("*.png"))
    if not sheets.is_dir():
        print(f"demo: there is no cast in {sheets}", file=sys.stderr)
        return 2
    try:
        files.make_folder(OUTPUT / "shot")
        words = ["--cast", str(sheets), "--mode", "line"]
        code = celtint(["colour", str(page), "-o", str(OUTPUT / "page.layer.png"), *words])
        code = code or celtint(["sequence", str(EXAMPLE / "shot"), "-o", str(OUTPUT / "shot"), *words])
        if code:
            return code
        rows = [[page, OUTPUT / "page.layer.png"], *([path, OUTPUT / "shot" / path.name] for path in frames)]
        shown = [_before_after(drawing, layer) for drawing, layer in rows]
    except CeltintError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    Image.fromarray(np.concatenate(shown[0], axis=0)).save(OUTPUT / "page.png")
    Image.fromarray(np.concatenate([np.concatenate(pair, axis=0) for pair in shown[1:]], axis=1)).save(
        OUTPUT / "shot.png"
    )
    print(f"before and after are {OUTPUT / 'page.png'} and {OUTPUT / 'shot.png'}")
    return 0


def _before_after(drawing: Path, layer: Path) -> tuple[Image8, Image8]:
    """Two of (H, W, 3) uint8: the drawing, and its lines over its colours."""
    lines, flats = on_paper(files.read_picture(drawing)), files.read_picture(layer)
    alpha = flats[..., 3:].astype(np.float32) / 255
    after = (flats[..., :3] * alpha + 255 * (1 - alpha)) * (lines / 255.0)
    return lines, np.asarray(np.rint(after), np.uint8)


if __name__ == "__main__":
    sys.exit(main())
