"""A shot on disk: a circle that moves over paper, its keys, shaded pictures of it, and pictures that are none."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
WIDTH, HEIGHT, RADIUS, STEP = 320, 180, 40, 20
KEY, PAPER = (200, 30, 40, 255), (40, 90, 200, 255)


def red(layer: Pixels) -> npt.NDArray[np.bool_]:
    """Where a picture is clearly red."""
    wide = layer.astype(int)
    return (wide[:, :, 0] - wide[:, :, 1:3].max(axis=2)) > 30


class Shot:
    """Pictures in a folder. Frame k's circle is k steps to the right."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def distance(self, k: int) -> npt.NDArray[np.float64]:
        """(H, W) how far each pixel is from the middle of the circle."""
        y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
        return np.asarray(np.hypot(x - 60 - STEP * k, y - 90))

    def expected(self, k: int) -> npt.NDArray[np.int64]:
        """(H, W, 4) the colours of a frame, without lines."""
        inside = self.distance(k)[:, :, None] < RADIUS
        return np.where(inside, np.array(KEY), np.array(PAPER))

    def off_lines(self, k: int) -> npt.NDArray[np.bool_]:
        return np.asarray(np.abs(self.distance(k) - RADIUS) > 3)

    def on_lines(self, k: int) -> npt.NDArray[np.bool_]:
        return np.asarray(np.abs(self.distance(k) - RADIUS) < 0.8)

    def lines(self, count: int) -> list[str]:
        """Line drawings in `lines`; their names."""
        ink = [255 - np.clip(2.5 - np.abs(self.distance(k) - RADIUS), 0, 1) * 255 for k in range(count)]
        return self._write("lines", "f_{:04d}.png", [each.astype(np.uint8) for each in ink])

    def keys(self, frame: int, folder: str = "keys", name: str = "key.png", first: int = 0) -> list[str]:
        """One key, of a frame; its name."""
        return self._write(folder, name, [self.expected(frame).astype(np.uint8)], first)

    def grey(self, count: int) -> list[str]:
        """Shaded pictures as JPEGs in `grey`, and a hint for the first; their names."""
        shades = [np.clip(255 - 2 * self.distance(k) * (self.distance(k) < 90), 60, 255) for k in range(count)]
        layer = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        layer[self.distance(0) < 30] = KEY
        Image.fromarray(layer).save(self.folder / "grey-hint.png")
        return self._write("grey", "g_{:04d}.jpg", [shade.astype(np.uint8) for shade in shades])

    def broken(self) -> None:
        """A PNG that is cut short, and one of another size than the others, beside a copy of the first drawing."""
        self.lines(1)
        whole = (self.folder / "lines" / "f_0000.png").read_bytes()
        (self.folder / "f_0000.png").write_bytes(whole)
        (self.folder / "broken.png").write_bytes(whole[: len(whole) // 2])
        Image.new("L", (64, 64), 255).save(self.folder / "small.png")

    def state(self) -> Path:
        """A folder for a server's state with no server in it."""
        made = self.folder / "state"
        made.mkdir(mode=0o700, exist_ok=True)
        return made

    def _write(self, folder: str, name: str, pictures: list[Pixels], first: int = 0) -> list[str]:
        (self.folder / folder).mkdir(exist_ok=True)
        names = [name.format(first + k) for k in range(len(pictures))]
        for each, picture in zip(names, pictures, strict=True):
            Image.fromarray(picture).save(self.folder / folder / each)
        return names
