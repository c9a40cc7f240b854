"""`make demo-animation`: the example clips coloured from their keys; before and after, moving and as a strip."""

import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from celtint import CeltintError
from PIL import Image

from celtint_cli import files
from celtint_cli.demo import on_paper
from celtint_cli.frames import find
from celtint_cli.main import main as celtint

CLIPS = Path("examples/clips")
OUTPUT = Path("demo-out")
Image8 = npt.NDArray[np.uint8]
MILLISECONDS = 83
"""Between two frames: twelve a second, drawings on twos."""
IN_STRIP = 5
"""Frames of a clip that a strip shows."""


def main() -> int:
    """Colour every clip in examples/clips into demo-out/; run from the repository's root."""
    clips = sorted(path.parent for path in CLIPS.glob("*/frames"))
    if not clips:
        print(f"demo: there are no clips in {CLIPS}", file=sys.stderr)
        return 2
    try:
        return max(_coloured(clip) for clip in clips)
    except CeltintError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2


def _coloured(clip: Path) -> int:
    """One clip: its layers in a folder, before and after side by side in an animated WebP, and some frames as a PNG."""
    layers = OUTPUT / clip.name
    files.make_folder(layers)
    report = OUTPUT / f"{clip.name}.json"
    words = ["sequence", str(clip / "frames"), "--keys", str(clip / "keys"), "-o", str(layers), "--report", str(report)]
    code = celtint(words)
    if code:
        return code
    rows = json.loads(files.read_text(report))["frames"]
    source = find(str(clip / "frames"))
    both = [
        _before_after(source.picture(k).pixels, files.read_picture(layers / f"{row['frame']}.png"), row["mode"])
        for k, row in enumerate(rows)
    ]
    pictures = [Image.fromarray(np.concatenate(pair, axis=1)) for pair in both]
    shown, strip = OUTPUT / f"{clip.name}.webp", OUTPUT / f"{clip.name}.png"
    pictures[0].save(shown, save_all=True, append_images=pictures[1:], duration=MILLISECONDS, loop=0, quality=80)
    some = [both[k] for k in np.linspace(0, len(both) - 1, IN_STRIP).astype(int)]
    rows_of = [np.concatenate(row, axis=1) for row in zip(*some, strict=True)]
    Image.fromarray(np.concatenate(rows_of, axis=0)).save(strip)
    print(f"before and after are {shown} and {strip}")
    return 0


def _before_after(drawing: Image8, layer: Image8, mode: str) -> tuple[Image8, Image8]:
    """Two of (H, W, 3) uint8: the frame, and its colours, with the lines multiplied over flats."""
    lines = on_paper(drawing)
    alpha = layer[..., 3:].astype(np.float32) / 255
    flats = layer[..., :3] * alpha + 255 * (1 - alpha)
    # A grey frame's layer holds the light already.
    after = flats * (lines / 255.0) if mode == "line" else flats
    return lines, np.asarray(np.rint(after), np.uint8)


if __name__ == "__main__":
    sys.exit(main())
