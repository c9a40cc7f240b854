"""Areas between lines: which are too small or too thin to be coloured, and what becomes of them."""

from dataclasses import dataclass

import cv2
import numpy as np
from skimage.morphology import skeletonize

from celtint.stage import tuning
from celtint.stage.drawing import Shade, Sheet, grey_of
from celtint.types.arrays import F32, I32, U8, Bool


@dataclass(frozen=True)
class Areas:
    """fine: how much of each step of the sheet is line, 0 to 255. ink: (H, W) how much of a pixel. at: (H, W) which
    area, from 1; 0 is line. owner: (n + 1,) the label of each. boxes: (n + 1, 5) x, y, width, height, pixels. room:
    (H, W) pixels to the nearest line or the page's border."""

    fine: U8
    ink: U8
    at: I32
    owner: I32
    boxes: I32
    room: F32


@dataclass(frozen=True)
class _Window:
    """A part of a sheet around an area. mask: its own steps. own: its label's steps near it. rim: the steps around."""

    where: tuple[slice, slice]
    mask: Bool
    own: Bool
    rim: Bool


@dataclass(frozen=True)
class Given:
    """taker: the label that has an area now. where: the steps of the sheet that changed."""

    taker: int
    where: tuple[slice, slice]


def give_away(sheet: Sheet, areas: Areas, area: int, least: float) -> Given:
    """Let an area without so much room (pixels), and its share of the lines around, become a line, ink, or part
    of a neighbour; strokes alone that cut it off from more of its label are left out."""
    window, own = _window(sheet, areas, area), int(areas.owner[area])
    if _unstroked(sheet, window, own, least):
        return Given(own, window.where)
    return Given(_given(sheet, window, own), window.where)


def _given(sheet: Sheet, window: _Window, own: int) -> int:
    labels, blacks, mine = sheet.labels[window.where], sheet.blacks[window.where], sheet.shades[own]
    around = labels[window.rim]
    if _is_in_black(window, blacks):  # a light in an eye
        blacks[window.own if around.size else window.mask] = 255
    if not around.size:  # a neighbour that went before took it along
        return own
    related = around[_same_object(sheet, around, mine)]
    taker = commonest(related if related.size else around)
    if mine.group >= 0 and not related.size and _is_apart(sheet, around, mine):
        if _is_thin(sheet, window) or grey_of(mine.colour) >= tuning.DRAWING.dark:
            _stroke_along(sheet, window.where, window.own)
        else:
            blacks[window.own] = 255
    elif mine.group >= 0 and related.size > tuning.DRAWING.inside * around.size and _is_detail(sheet, mine, related):
        blacks[window.own] = 255
    labels[window.own] = taker
    return taker


def _is_in_black(window: _Window, blacks: U8) -> bool:
    """Whether an area is mostly surrounded by solid ink."""
    around = window.rim if window.rim.any() else window.own & ~window.mask
    return bool(around.any() and (blacks[around] > 0).mean() > 0.5)


def _window(sheet: Sheet, areas: Areas, area: int) -> _Window:
    finer, pad = sheet.finer, int(np.ceil(sheet.line / sheet.finer)) + 2
    x, y, width, height = areas.boxes[area, :4].tolist()
    x0, y0 = max(0, x - pad), max(0, y - pad)
    x1, y1 = min(areas.at.shape[1], x + width + pad), min(areas.at.shape[0], y + height + pad)
    small = (areas.at[y0:y1, x0:x1] == area).astype(np.uint8)
    mask = cv2.resize(small, None, fx=finer, fy=finer, interpolation=cv2.INTER_NEAREST)
    where = slice(y0 * finer, y1 * finer), slice(x0 * finer, x1 * finer)
    reach = int(np.ceil(sheet.line / 2 + finer))
    own = (grown(mask, reach) > 0) & (sheet.labels[where] == areas.owner[area])
    rim = (grown(own.astype(np.uint8), 1) > 0) & (sheet.labels[where] != areas.owner[area])
    return _Window(where, np.asarray(mask > 0), own, rim)


def _unstroked(sheet: Sheet, window: _Window, own: int, least: float) -> bool:
    """Leave strokes out that cut an area off from the rest of its label, if that would have room then; whether there
    were any. What is small without them as well keeps them: they are pupils of eyes."""
    strokes = sheet.strokes[window.where]
    cutting = window.own & (strokes > 0)
    if not cutting.any():
        return False
    room = cv2.distanceTransform((sheet.labels[window.where] == own).astype(np.uint8), cv2.DIST_L2, 5)
    if room[window.own].max() < least * sheet.finer + sheet.line / 2:
        return False
    # Whole strokes go, as far as they are seen here: an end that stays would look like dirt.
    _, pieces = cv2.connectedComponents(strokes, connectivity=8, ltype=cv2.CV_32S)
    strokes[np.isin(pieces, np.unique(pieces[cutting]))] = 0
    return True


def grown(mask: U8, reach: int) -> U8:
    """A mask of 0 and 1 and what lies within reach of it."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.dilate(mask, kernel), np.uint8)


def _same_object(sheet: Sheet, labels: I32, mine: Shade) -> Bool:
    """Which labels are other parts of the same copy of an object, or of the background."""
    ids = np.unique(labels)
    kin = [i for i in ids.tolist() if i and sheet.shades[i].of == mine.of]
    return np.isin(labels, kin)


def _is_apart(sheet: Sheet, around: I32, mine: Shade) -> bool:
    """Whether an area lies by itself in the background; among other objects it is what they leave to see."""
    others = [sheet.shades[i].group >= 0 and sheet.shades[i].group != mine.group for i in np.unique(around).tolist()]
    share = np.isin(around, np.unique(around)[others]).mean() if any(others) else 0.0
    return bool(share < tuning.DRAWING.hidden)


def _is_detail(sheet: Sheet, mine: Shade, related: I32) -> bool:
    """Whether a dark area is drawn on something lighter, as eyes are."""
    lighter = grey_of(sheet.shades[commonest(related)].colour) - grey_of(mine.colour)
    return grey_of(mine.colour) < tuning.DRAWING.dark and lighter > tuning.DRAWING.lighter


def commonest(labels: I32) -> int:
    """The label that occurs most; of two the lower."""
    ids, counts = np.unique(labels, return_counts=True)
    return int(ids[int(np.argmax(counts))])


def _is_thin(sheet: Sheet, window: _Window) -> bool:
    thick = cv2.distanceTransform(window.own.astype(np.uint8), cv2.DIST_L2, 3).max()
    return bool(2 * thick < tuning.DRAWING.thin * sheet.line)


def _stroke_along(sheet: Sheet, where: tuple[slice, slice], mask: Bool) -> None:
    middle = np.asarray(skeletonize(mask))  # type: ignore[no-untyped-call]
    sheet.strokes[where][middle] = 255
