"""Why a region of a shot is wrong: wrong on the drawing before, of a colour no key shows, or wrong from now on."""

from dataclasses import dataclass, field

import numpy as np
from celtint.types.arrays import I64

from celtint_train.evaluation.sequences.clips import Frame
from celtint_train.evaluation.sequences.metrics import LEAST

CAUSES = ("inherited", "newcomer", "new mistake")


@dataclass
class Faults:
    """Regions counted by cause, of those that were asked in all."""

    asked: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CAUSES, 0))

    def add(self, key: Frame, before: Frame, was: I64, frame: Frame, got: I64) -> None:
        """Count a frame's. was: the codes that the regions of the frame before were given."""
        counted = frame.scored & (frame.area > LEAST)
        self.asked += int(counted.sum())
        shown = np.unique(key.code)
        bad = before.scored & (was != before.code)
        old = set(zip(before.identity[bad].tolist(), was[bad].tolist(), strict=True))
        for k in np.flatnonzero(counted & (got != frame.code)).tolist():
            if (int(frame.identity[k]), int(got[k])) in old:
                self.wrong["inherited"] += 1
            elif frame.code[k] not in shown:
                self.wrong["newcomer"] += 1
            else:
                self.wrong["new mistake"] += 1

    def share(self, cause: str) -> float:
        """Of all regions, those that are wrong for a cause."""
        return self.wrong[cause] / max(self.asked, 1)
