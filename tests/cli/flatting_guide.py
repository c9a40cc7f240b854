"""The pictures of docs/flatting.md, ``python -m tests.cli.flatting_guide``: dummy colours, the slider, and marks."""

from pathlib import Path

import celtint
import cv2
import numpy as np
from celtint import Marks, Picture, Settings
from celtint.types.arrays import U8
from celtint.types.picture import MARK_NUMBERS
from celtint_cli import files
from PIL import Image

ROOT = Path(__file__).parents[2]
HIGH, GAP, COLOURS = 620, 12, 256
STROKES = {
    "merge": ([(95, 120), (150, 110), (190, 90), (240, 85), (120, 250)], [(120, 250), (110, 350), (200, 330)]),
    "same": ([(385, 260), (300, 330)],),
    "empty": ([(410, 735), (428, 690)], [(385, 735), (392, 760)]),
}
"""Of marks on the example, as x, y."""
SHOWN = {"merge": (30, 150, 30), "same": (240, 120, 0), "empty": (230, 0, 120)}


def main() -> None:
    """Draw both pictures."""
    page = files.read_picture(ROOT / "examples" / "drawing.png")
    lines = page if page.ndim == 2 else np.asarray(cv2.cvtColor(page[:, :, :3], cv2.COLOR_RGB2GRAY), np.uint8)
    _write("flatting-merge", [_flats(lines, merge) for merge in (0.0, 0.8, 0.9)])
    plane = np.zeros(lines.shape, np.uint8)
    shown = np.repeat(lines[:, :, None], 3, axis=2)
    for kind, strokes in STROKES.items():
        for stroke in strokes:
            cv2.polylines(plane, [np.array(stroke, np.int32)], False, MARK_NUMBERS[kind], 9)  # type: ignore[index]
            cv2.polylines(shown, [np.array(stroke, np.int32)], False, SHOWN[kind], 9)
    _write("flatting-marks", [_flats(lines, 0.0), shown, _flats(lines, 0.0, plane)])


def _flats(lines: U8, merge: float, marks: U8 | None = None) -> U8:
    settings = Settings(mode="line", undecided="distinct", merge=merge)
    made = celtint.colour(Picture(lines), settings=settings, marks=None if marks is None else Marks(marks))
    for note in made.notes:
        print(note)
    print(f"merge {merge}: {len(made.regions)} regions")
    paper = np.where(made.colour[:, :, 3:] > 0, made.colour[:, :, :3], np.uint8(255))
    return np.asarray(np.rint(paper * (lines[:, :, None] / 255.0)), np.uint8)


def _write(name: str, pictures: list[U8]) -> None:
    size = (pictures[0].shape[1] * HIGH // pictures[0].shape[0], HIGH)
    small = [cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in pictures]
    gap = np.full((HIGH, GAP, 3), 255, np.uint8)
    sheet = np.concatenate([small[0], *(part for each in small[1:] for part in (gap, each))], axis=1)
    target = ROOT / "docs" / "pictures" / f"{name}.png"
    Image.fromarray(sheet.astype(np.uint8)).quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main()
