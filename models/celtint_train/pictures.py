"""PNG files of what is drawn and coloured here."""

from pathlib import Path

import cv2
from celtint.types.arrays import U8
from celtint_models.writing import write_whole


def write_png(path: Path, rgb: U8) -> None:
    """Write (H, W, 3) uint8 sRGB, whole or not at all."""
    done, data = cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    assert done
    write_whole(path, data.tobytes())
