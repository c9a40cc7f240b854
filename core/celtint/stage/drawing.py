"""From placed objects to shapes on a fine grid: who owns each step of it, and where strokes run."""

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from skimage.morphology import skeletonize

from celtint.stage import tuning
from celtint.stage.layout import StageLayout
from celtint.stage.objects import LINE, Part
from celtint.stage.placing import Place
from celtint.types.arrays import F32, I32, U8
from celtint.types.picture import RGB

_SHIFT = 4
"""Points go to OpenCV in sixteenths of a step."""


@dataclass(frozen=True)
class Shade:
    """What a label stands for: an area of one colour of one object, or of the background (`group` -1)."""

    group: int
    copy: int
    name: str
    colour: RGB

    @property
    def of(self) -> tuple[int, int]:
        """Which copy of which object it belongs to."""
        return self.group, self.copy


@dataclass
class Sheet:
    """A canvas being painted.

    labels: (h, w) int32 places in `shades`, 0 where nothing is. strokes: (h, w) uint8, 255 along the middle of lines
    that no border of labels gives. finer: steps a pixel. line: width of lines in steps. left, top: where the sheet
    lies on the canvas, in pixels. height: of the canvas, in pixels.
    """

    labels: I32
    strokes: U8
    finer: int
    line: float
    height: int
    left: int = 0
    top: int = 0
    shades: list[Shade] = field(default_factory=lambda: [Shade(-1, 0, "", (255, 255, 255))])

    @property
    def rows(self) -> int:
        """Rows of steps of the whole canvas."""
        return self.height * self.finer

    @property
    def first_row(self) -> int:
        """Which row of the canvas's steps is this sheet's first."""
        return self.top * self.finer

    def steps(self, where: tuple[slice, slice]) -> tuple[slice, slice]:
        """A part in pixels, in steps."""
        down, across = (slice(part.start * self.finer, part.stop * self.finer) for part in where)
        return down, across

    def seen(self, where: tuple[slice, slice]) -> "Sheet":
        """A part of this sheet, in its pixels: what is done to that is done to this."""
        steps, (down, across) = self.steps(where), where
        left, top = self.left + across.start, self.top + down.start
        return replace(self, labels=self.labels[steps], strokes=self.strokes[steps], left=left, top=top)

    def label(self, shade: Shade) -> int:
        """The label of a shade that is new."""
        self.shades.append(shade)
        return len(self.shades) - 1

    def fill(self, rings: list[F32], label: int) -> None:
        """Paint a shape, its rings in pixels of the canvas, over what is there."""
        fixed = [self.fixed(ring) for ring in rings]
        cv2.fillPoly(self.labels, fixed, label, cv2.LINE_8, _SHIFT)
        cv2.fillPoly(self.strokes, fixed, 0, cv2.LINE_8, _SHIFT)

    def stroke(self, rings: list[F32], closed: bool = False) -> None:
        """Draw along points, in pixels of the canvas."""
        cv2.polylines(self.strokes, [self.fixed(ring) for ring in rings], closed, 255, 1, cv2.LINE_8, _SHIFT)

    def fixed(self, ring: F32) -> I32:
        """Points in pixels of the canvas as OpenCV takes them."""
        moved = (ring - np.array([self.left, self.top], np.float32)) * np.float32(self.finer) - np.float32(0.5)
        return np.round(moved * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)


def blank(layout: StageLayout) -> Sheet:
    """A sheet as large as the canvas, as fine as its size allows."""
    return blank_part(layout, 0, 0, layout.width, layout.height)


def blank_part(layout: StageLayout, left: int, top: int, width: int, height: int) -> Sheet:
    """A sheet of a part of the canvas, in pixels, as fine as one of the whole."""
    finer = int(np.clip(round(tuning.DRAWING.finer / layout.side), 1, 3))
    shape = (height * finer, width * finer)
    empty = np.zeros(shape, np.int32), np.zeros(shape, np.uint8)
    return Sheet(*empty, finer, layout.line_width * finer, layout.height, left, top)


def draw(sheet: Sheet, parts: tuple[Part, ...], colours: tuple[RGB, ...], place: Place, group: int, copy: int) -> None:
    """Paint an object's parts in their order; parts of one colour are one area, and thin ones become lines."""
    known: dict[RGB, int] = {}
    for part, colour in zip(parts, colours, strict=True):
        rings = [placed(ring, place) for ring in part.rings]
        if part.kind == LINE:
            sheet.stroke(rings)
        elif _thickness(rings) * sheet.finer < tuning.DRAWING.thin * sheet.line:
            _draw_thin(sheet, rings, colour, group, copy)
        else:
            if colour not in known:
                known[colour] = sheet.label(Shade(group, copy, part.role, colour))
            sheet.fill(rings, known[colour])


def placed(ring: F32, place: Place) -> F32:
    """Points of an object, 0 to 1 across and down, in pixels of the canvas."""
    x = 1.0 - ring[:, 0] if place.mirrored else ring[:, 0]
    return np.stack([place.left + x * place.width, place.top + ring[:, 1] * place.height], axis=1).astype(np.float32)


def _thickness(rings: list[F32]) -> float:
    """About how thick a shape is, in pixels: twice its area over its outline, as of a long strip."""
    area = length = 0.0
    for ring in rings:
        area += abs(float(cv2.contourArea(ring.reshape(-1, 1, 2)))) if len(ring) > 2 else 0.0
        length += float(cv2.arcLength(ring.reshape(-1, 1, 2), True))
    return 2.0 * area / max(length, 1e-6)


def _draw_thin(sheet: Sheet, rings: list[F32], colour: RGB, group: int, copy: int) -> None:
    """A thin dark shape, or one that stands out of its object, as a line along its middle; another is left out."""
    fixed = [sheet.fixed(ring) for ring in rings]
    points = np.concatenate(fixed).reshape(-1, 2) >> _SHIFT
    (x0, y0), (x1, y1) = points.min(axis=0) - 1, points.max(axis=0) + 2
    x0, y0 = max(0, int(x0)), max(0, int(y0))
    x1, y1 = min(sheet.labels.shape[1], int(x1)), min(sheet.labels.shape[0], int(y1))
    if x1 <= x0 or y1 <= y0:
        return
    mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
    corner = np.array([x0, y0], np.int32) << _SHIFT
    cv2.fillPoly(mask, [ring - corner for ring in fixed], 1, cv2.LINE_8, _SHIFT)
    under = sheet.labels[y0:y1, x0:x1][mask > 0]
    own = [i for i in np.unique(under).tolist() if sheet.shades[i].of == (group, copy)]
    if grey_of(colour) < tuning.DRAWING.dark or np.isin(under, own).sum() < 0.5 * under.size:
        middle = np.asarray(skeletonize(mask > 0))  # type: ignore[no-untyped-call]
        sheet.strokes[y0:y1, x0:x1][middle] = 255


def grey_of(colour: RGB) -> float:
    """How light a colour is, 0 to 255 (ITU-R BT.601)."""
    r, g, b = colour
    return 0.299 * r + 0.587 * g + 0.114 * b
