"""The tools compared: each takes a drawing and hints and gives a colour layer.

A tool's `flats` takes the picture, (H, W) uint8 with dark lines on white, and hints, (H, W, 4) uint8 whose
paint has alpha 255, and returns (H, W, 4) uint8.
"""

import importlib
from dataclasses import dataclass
from typing import Any, Protocol

import celtint
import cv2
import numpy as np
from celtint import Hints, Picture, Settings
from celtint.types.arrays import I32, U8
from skimage import measure
from skimage.segmentation import watershed

from celtint_train.puppets.scenes import BASE

SMART_COLOURING = "fx_colorize_lineart_smart 1,95,0,0,1,24,200,0,75,2,60,20,90,1,10,1,0 keep[2]"

ALONE = Settings(mode="line", undecided="transparent")
"""Regions without a hint stay empty, so only the hints are judged."""


class Tool(Protocol):
    """Anything that turns a drawing and hints into flats. ``name`` is what tables call it."""

    @property
    def name(self) -> str: ...

    def flats(self, picture: U8, hints: U8) -> U8: ...


@dataclass(frozen=True)
class Celtint:
    """This library, in process; regions without a hint are left empty unless the settings say otherwise."""

    name: str = "celtint"
    settings: Settings = ALONE

    def flats(self, picture: U8, hints: U8) -> U8:
        return celtint.colour(Picture(picture), Hints(hints), settings=self.settings).colour


@dataclass(frozen=True)
class SmartColouring:
    """G'MIC's Smart Coloring (Fourey, Tschumperlé and Revoy, 2018), in process so no start-up is counted."""

    name: str = "G'MIC Smart Coloring"

    def flats(self, picture: U8, hints: U8) -> U8:
        # imported by name: it is an extra, and its type stubs are not valid Python
        gmic: Any = importlib.import_module("gmic")
        images = gmic.ImageList(
            [
                gmic.Image.from_yxc(hints.astype(np.float32)),
                gmic.Image.from_yxc(picture[..., None].astype(np.float32)),
            ]
        )
        gmic.run(SMART_COLOURING, images)
        painted = np.transpose(images[0].to_numpy()[:, :, 0, :], (1, 0, 2))
        return np.clip(np.round(painted), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Watershed:
    """scikit-image's watershed from the hints over the distance to the closed lines: a gap is a narrow pass.

    ``reach`` is the diameter of the closing, in pixels at 512.
    """

    name: str = "watershed on closed lines"
    reach: float = 3.0

    def flats(self, picture: U8, hints: U8) -> U8:
        side = max(3, round(self.reach * max(picture.shape) / BASE) | 1)
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
        dark = cv2.morphologyEx(255 - picture, cv2.MORPH_CLOSE, disc)
        room = cv2.distanceTransform((dark < 128).astype(np.uint8), cv2.DIST_L2, 5)
        marks, colours = _marks(hints)
        if not marks.any():
            return np.zeros_like(hints)
        basins = watershed(dark / 255 - room, marks)  # type: ignore[no-untyped-call]
        return np.asarray(colours[basins])


@dataclass(frozen=True)
class BucketFill:
    """The paint bucket: each hint floods the paper it can reach, a later hint paints over an earlier one."""

    name: str = "bucket fill"
    paper: int = 200

    def flats(self, picture: U8, hints: U8) -> U8:
        light = (picture >= self.paper).astype(np.uint8)
        count, parts = cv2.connectedComponents(light, connectivity=4)
        colours = np.zeros((count, 4), dtype=np.uint8)
        y, x = np.nonzero(hints[..., 3] == 255)
        colours[parts[y, x]] = hints[y, x]
        colours[0] = 0
        return np.asarray(colours[parts])


def _marks(hints: U8) -> tuple[I32, U8]:
    """Hints as markers 1..n, one for each connected patch, and (n + 1, 4) colours by marker."""
    packed = np.ascontiguousarray(hints).view(np.uint32)[..., 0]
    painted = np.where(hints[..., 3] == 255, packed, 0)
    marks: I32 = measure.label(painted, connectivity=2)  # type: ignore[no-untyped-call]
    colours = np.zeros((int(marks.max()) + 1, 4), dtype=np.uint8)
    colours[marks] = hints
    return marks, colours


RIVALS: tuple[Tool, ...] = (SmartColouring(), Watershed(), BucketFill())
