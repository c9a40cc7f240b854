"""The bar that `celtint sequence` shows in a terminal: frames that are there, and how long the rest still takes."""

import time
from collections.abc import Sequence
from types import TracebackType

from celtint import Progress
from celtint_client.estimate import Estimate, spoken
from tqdm import tqdm

_BAR = "{percentage:3.0f}%|{bar}| {n_fmt} of {total_fmt} frames, {elapsed}{postfix}"


class Bar:
    """Of the frames of some shots. todo: the shots; count: of all frames. Nothing is shown where nobody looks."""

    def __init__(self, todo: Sequence[range], count: int) -> None:
        self._todo, self._count = todo, count
        self._total = sum(map(len, todo))
        self._bar = tqdm(total=self._total, unit="frame", disable=None, bar_format=_BAR)
        self._estimate = Estimate()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def frame(self) -> None:
        """A frame is there."""
        self._bar.update()

    def tell(self, share: float) -> None:
        """So much of the work is done, 0 to 1."""
        self._bar.set_postfix_str(spoken(self._estimate.left(share, time.monotonic())))

    def of(self, part: range) -> Progress:
        """What hears of one shot's progress, which is told as a share of all frames."""
        before = sum(len(other) for other in self._todo if other.start < part.start)

        def tell(_stage: str, share: float) -> None:
            self.tell((before + min(max(share * self._count - part.start, 0), len(part))) / self._total)

        return tell
