"""What matches the regions of a drawing to those of other drawings, as the sequence colourer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from celtint.describing import Described

F32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Reference:
    """A drawing whose colours are known.

    entries: (m,) int32, for each region of `described` which colour it has (an index; staying empty is one of them), or
    -1 where that is not known. distance: frames away. kind: coloured by the artist, or decided next to this one. sure:
    (m,) float32, 0 to 1.
    """

    described: Described
    entries: npt.NDArray[np.int32]
    distance: int
    kind: Literal["key", "neighbour"]
    sure: F32


@dataclass(frozen=True)
class Votes:
    """entries: (n, E) float32 probability of each colour; none: (n,) float32 that nothing known fits. Rows add up
    to 1 together with none."""

    entries: F32
    none: F32


class Matcher(Protocol):
    """Matches regions by what the drawings show. Deterministic."""

    def match(self, frame: Described, references: Sequence[Reference], motion: Sequence[F32 | None]) -> Votes:
        """motion: for each reference None, or (n, m) float32, the share of each region of `frame` that comes from each
        region of the reference by optical flow."""
        ...
