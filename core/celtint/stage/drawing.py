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
    that no border of labels gives. blacks: (h, w) uint8, 255 where it is solid ink, as eyes are. finer: steps a pixel.
    line: width of lines in steps. left, top: where the sheet lies on the canvas, in pixels. height: of the canvas, in
    pixels.
    """

    labels: I32
    strokes: U8
    blacks: U8
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
        labels, strokes, blacks = self.labels[steps], self.strokes[steps], self.blacks[steps]
        return replace(self, labels=labels, strokes=strokes, blacks=blacks, left=left, top=top)

    def label(self, shade: Shade) -> int:
        """The label of a shade that is new."""
        self.shades.append(shade)
        return len(self.shades) - 1

    def fill(self, rings: list[F32], label: int) -> None:
        """Paint a shape, its rings in pixels of the canvas, over what is there."""
        fixed = [self.fixed(ring) for ring in rings]
        cv2.fillPoly(self.labels, fixed, label, cv2.LINE_8, _SHIFT)
        cv2.fillPoly(self.strokes, fixed, 0, cv2.LINE_8, _SHIFT)
        cv2.fillPoly(self.blacks, fixed, 0, cv2.LINE_8, _SHIFT)

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
    empty = np.zeros(shape, np.int32), np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    return Sheet(*empty, finer, layout.line_width * finer, layout.height, left, top)


def draw(
    sheet: Sheet, parts: tuple[Part, ...], colours: tuple[RGB, ...], place: Place, group: int, copy: int, least: float
) -> None:
    """Paint an object's parts in their order; parts of one colour are one area, thin ones become lines, and dark ones
    with less room than ``least``, in pixels, black."""
    known: dict[RGB, int] = {}
    for part, colour in zip(parts, colours, strict=True):
        rings = [placed(ring, place) for ring in part.rings]
        if part.kind == LINE:
            sheet.stroke(rings)
            continue
        shade = Shade(group, copy, part.role, colour)
        islands = [island for island in _islands(rings) if not _drawn_as_ink(sheet, island, shade, least)]
        if not islands:
            continue
        if colour not in known:
            known[colour] = sheet.label(shade)
        sheet.fill([ring for island in islands for ring in island], known[colour])


def _islands(rings: list[F32]) -> list[list[F32]]:
    """A shape's rings by what hangs together: each with those that lie in it, the largest first."""
    found: list[list[F32]] = []
    for ring in sorted(rings, key=lambda one: -float(np.prod(np.ptp(one, axis=0)))):
        x, y = float(ring[0, 0]), float(ring[0, 1])
        for island in found:
            (x0, y0), (x1, y1) = island[0].min(axis=0), island[0].max(axis=0)
            if x0 <= x <= x1 and y0 <= y <= y1 and cv2.pointPolygonTest(island[0], (x, y), False) >= 0:
                island.append(ring)
                break
        else:
            found.append([ring])
    return found


def placed(ring: F32, place: Place) -> F32:
    """Points of an object, 0 to 1 across and down, in pixels of the canvas."""
    x = 1.0 - ring[:, 0] if place.mirrored else ring[:, 0]
    return np.stack([place.left + x * place.width, place.top + ring[:, 1] * place.height], axis=1).astype(np.float32)


def _thickness(rings: list[F32]) -> float:
    """How thick a shape is, in pixels: as a rectangle of its area and outline, at least as a square."""
    area = length = 0.0
    for ring in rings:
        area += abs(float(cv2.contourArea(ring.reshape(-1, 1, 2)))) if len(ring) > 2 else 0.0
        length += float(cv2.arcLength(ring.reshape(-1, 1, 2), True))
    return length / 4 - float(np.sqrt(max(0.0, length**2 / 16 - area)))


def _drawn_as_ink(sheet: Sheet, rings: list[F32], shade: Shade, least: float) -> bool:
    """Draw what is too thin for an area as a line along its middle, if it is dark or stands out of its object, and
    what is dark and has less room than the least, in pixels, as black; whether it was either."""
    thick = _thickness(rings) * sheet.finer
    is_dark = grey_of(shade.colour) < tuning.DRAWING.dark
    is_thin = thick < tuning.DRAWING.thin * sheet.line
    if not is_thin and not (is_dark and thick < 2 * least * sheet.finer + sheet.line):
        return False
    fixed = [sheet.fixed(ring) for ring in rings]
    points = np.concatenate(fixed).reshape(-1, 2) >> _SHIFT
    (x0, y0), (x1, y1) = points.min(axis=0) - 1, points.max(axis=0) + 2
    x0, y0 = max(0, int(x0)), max(0, int(y0))
    x1, y1 = min(sheet.labels.shape[1], int(x1)), min(sheet.labels.shape[0], int(y1))
    if x1 <= x0 or y1 <= y0:
        return True
    mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
    corner = np.array([x0, y0], np.int32) << _SHIFT
    cv2.fillPoly(mask, [ring - corner for ring in fixed], 1, cv2.LINE_8, _SHIFT)
    under = sheet.labels[y0:y1, x0:x1][mask > 0]
    own = np.isin(under, [i for i in np.unique(under).tolist() if sheet.shades[i].of == shade.of])
    stands_out = is_dark and _is_on_lighter(sheet, under, shade)
    if stands_out:
        sheet.blacks[y0:y1, x0:x1][mask > 0] = 255
    elif not is_thin:
        return False
    if is_thin and (stands_out or own.sum() < 0.5 * under.size):
        middle = np.asarray(skeletonize(mask > 0))  # type: ignore[no-untyped-call]
        sheet.strokes[y0:y1, x0:x1][middle] = 255
    return True


def _is_on_lighter(sheet: Sheet, under: I32, shade: Shade) -> bool:
    """Whether most of what is drawn on is so much lighter that black stands out of it."""
    ids, counts = np.unique(under, return_counts=True)
    light = np.array([grey_of(sheet.shades[i].colour) for i in ids.tolist()]) - grey_of(shade.colour)
    return bool(counts[light > tuning.DRAWING.lighter].sum() > 0.5 * counts.sum())


def grey_of(colour: RGB) -> float:
    """How light a colour is, 0 to 255 (ITU-R BT.601)."""
    r, g, b = colour
    return 0.299 * r + 0.587 * g + 0.114 * b
