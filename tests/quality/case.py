"""What a case is, and the drawings that cases are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import celtint
import cv2
import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
RED, BLUE, GREEN, SKIN, HAIR = (200, 30, 40), (30, 60, 220), (20, 160, 70), (245, 205, 175), (90, 50, 30)
CLEAR = (0, 0, 0, 0)


@dataclass(frozen=True)
class Case:
    """A drawing or a clip, how well it is coloured, and how well it has to be.

    score: between 0 and 1, more is better, whatever is measured; floor: the least, with room for other processors.
    """

    name: str
    stage: str
    score: Callable[[], float]
    floor: float


def page(height: int, width: int) -> Bytes:
    return np.full((height, width), 255, np.uint8)


def line(paper: Bytes, *points: tuple[float, float], width: int = 2) -> None:
    """Draw a line through points (x, y), anti-aliased, ends round."""
    fine = np.rint(np.array(points) * 16).astype(np.int32)
    cv2.polylines(paper, [fine], False, 0, width, cv2.LINE_AA, 4)


def arc(paper: Bytes, middle: tuple[float, float], radius: float, opening: float = 0.0, at: float = 0.0) -> None:
    """Draw a circle with an opening, in degrees, at an angle in degrees (0 to the right, 90 down)."""
    turn = np.deg2rad(np.linspace(at + opening / 2, at + 360 - opening / 2, 200))
    line(paper, *zip(middle[0] + radius * np.cos(turn), middle[1] + radius * np.sin(turn), strict=True))


def dabs(shape: tuple[int, ...], *spots: tuple[float, float, float, tuple[int, int, int]]) -> celtint.Hints:
    """Round dabs: x, y, radius and colour of each."""
    layer = np.zeros((*shape[:2], 4), np.uint8)
    for x, y, radius, colour in spots:
        cv2.circle(layer, (round(x), round(y)), round(radius), (*colour, 255), -1)
    return celtint.Hints(layer)


def disc(shape: tuple[int, ...], middle: tuple[float, float], radius: float) -> Mask:
    y, x = np.indices(shape[:2])
    return np.asarray(np.hypot(x - middle[0], y - middle[1]) < radius)


def flat(picture: Bytes, hints: celtint.Hints | None, **settings: Any) -> celtint.Result:
    """Coloured as line art; what nothing decides stays clear unless the settings say otherwise."""
    chosen: dict[str, Any] = {"mode": "line", "undecided": "transparent"} | settings
    return celtint.colour(celtint.Picture(picture), hints, settings=celtint.Settings(**chosen))


def share(result: celtint.Result, wanted: Iterable[tuple[Mask, tuple[int, ...]]]) -> float:
    """The worst share, over the areas that are asked about, of pixels that have the colour wanted (three channels) or
    are clear (`CLEAR`)."""
    worst = 1.0
    for area, colour in wanted:
        shown = result.colour[area]
        good = shown[:, 3] == 0 if colour == CLEAR else (shown == (*colour, 255)).all(axis=1)
        worst = min(worst, float(good.mean()))
    return worst


def psnr(shown: Bytes, truth: Bytes, where: Mask | None = None) -> float:
    """Peak signal-to-noise ratio in dB over 50, so that 1 is all but perfect."""
    error = np.square(shown[..., :3].astype(np.float64) - truth[..., :3])
    mean = float(error.mean() if where is None else error[where].mean())
    return min(1.0, 10 * float(np.log10(255**2 / max(mean, 1e-3))) / 50)
