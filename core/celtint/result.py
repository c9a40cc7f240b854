"""What comes back: the colour layer, and for every region what it took and who decided."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from celtint.choices import DecidedBy
from celtint.picture import RGB, Palette


@dataclass(frozen=True)
class RegionInfo:
    """One region of the result.

    id: its value in `Result.labels`. colour: None where the region stays empty. entry: id of its palette entry.
    confidence: 0 to 1 (1 where a hint or box lies; less where a hint ran on through a gap). area in pixels. box: x, y,
    width, height. tag: "" or a box's tag.
    """

    id: int
    colour: RGB | None
    entry: str | None
    decided_by: DecidedBy
    confidence: float
    area: int
    box: tuple[int, int, int, int]
    tag: str = ""


@dataclass(frozen=True)
class Result:
    """A colouring.

    colour: (H, W, 4) uint8 sRGB, straight alpha, the lines not in it; opaque wherever a colour was decided.
    shade: None, or (H, W, 4) uint8 sRGB, straight alpha, to lay over `colour` (style "soft").
    labels: (H, W) int32, region ids from 1 (all 0 in grey mode, which has no regions).
    """

    colour: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int32]
    regions: tuple[RegionInfo, ...]
    palette: Palette
    mode: Literal["line", "grey"]
    gap: int
    shade: npt.NDArray[np.uint8] | None = None
    timings: dict[str, float] = field(default_factory=dict, compare=False)
