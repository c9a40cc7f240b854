"""What a run tells as it goes: a table, and the same for TensorBoard with sample pictures."""

import csv
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import cv2
import numpy as np
from tensorboardX import SummaryWriter

from celtint_train.training.curves import write_curves


class Log:
    """log.csv, its losses.png and, in the folder tensorboard, event files; a context manager, which closes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._board: SummaryWriter | None = None

    def __enter__(self) -> "Log":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is not written yet; the next row opens another event file."""
        if self._board is not None:
            self._board.close()
            self._board = None

    def row(self, step: int, figures: Mapping[str, float]) -> None:
        """One line of the table; ``figures`` have the same names every time."""
        path = self._folder / "log.csv"
        fresh = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, ["step", *figures])
            if fresh:
                writer.writeheader()
            writer.writerow({"step": step, **figures})
        write_curves(path, self._folder / "losses.png")
        for name, value in figures.items():
            self._opened().add_scalar(name.replace(" ", "/"), value, step)

    def sheet(self, step: int, path: Path) -> None:
        """A sample sheet, a PNG file."""
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if picture is not None:
            rgb = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
            self._opened().add_image("samples", rgb, step, dataformats="HWC")

    def _opened(self) -> SummaryWriter:
        if self._board is None:
            self._board = SummaryWriter(str(self._folder / "tensorboard"))
        return self._board
