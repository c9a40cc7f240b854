"""Line art of what was painted, and the areas that its lines close."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.stage import tuning
from celtint.stage.drawing import Sheet, is_dark
from celtint.types.arrays import F32, I32, U8, Bool

INK_FROM = 96
"""How much of a pixel is line, 0 to 255, for it to close an area off."""


@dataclass(frozen=True)
class Lined:
    """ink: (H, W) uint8, how much of a pixel is line. regions: (H, W) int32 from 1, to the middle of the lines; 0
    where nothing is. owner: (n + 1,) the label of each region. spots: (n + 1, 3) float32, x and y of the point of each
    region that is farthest from its lines, and how far that is, in pixels; of region 0 nothing."""

    ink: U8
    regions: I32
    owner: I32
    spots: F32


@dataclass(frozen=True)
class _Areas:
    """count: of areas, from 1. at: (H, W) int32. owner: their labels. boxes: (n + 1, 4) x, y, width, height."""

    ink: U8
    at: I32
    owner: I32
    boxes: I32
    room: F32


def lined(sheet: Sheet, dot: float) -> Lined:
    """Draw lines between all labels, so that each area has room for a dot of that radius (pixels).

    What has none joins the neighbour that it touches most, or becomes ink where it is dark.
    """
    solid = np.zeros(sheet.labels.shape, np.uint8)
    areas = _areas(sheet, solid)
    for _ in range(tuning.DRAWING.passes):
        small = _too_small(areas, dot)
        if not small:
            break
        for area in small:
            _give_away(sheet, solid, areas, area)
        areas = _areas(sheet, solid)
    left = _too_small(areas, dot)
    if left:
        ink = areas.ink.copy()
        ink[np.isin(areas.at, left)] = 255
        areas = _measured(sheet, ink)
    return _finished(sheet, areas)


def _areas(sheet: Sheet, solid: U8) -> _Areas:
    fine = np.asarray(_coverage(sheet), np.uint8)
    np.maximum(fine, solid, out=fine)
    size = (fine.shape[1] // sheet.finer, fine.shape[0] // sheet.finer)
    return _measured(sheet, np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.uint8))


def _coverage(sheet: Sheet) -> U8:
    """How much of each step is line: within half a width of a border between labels or of a stroke."""
    labels, free = sheet.labels, np.where(sheet.strokes > 0, np.uint8(0), np.uint8(255))
    free[:, :-1][labels[:, 1:] != labels[:, :-1]] = 0
    free[:-1][labels[1:] != labels[:-1]] = 0
    away = cv2.distanceTransform(free, cv2.DIST_L2, 5)
    down = np.linspace(tuning.DRAWING.far, tuning.DRAWING.near, len(labels), dtype=np.float32)
    half = down[:, None] * np.float32(sheet.line / 2)
    return np.asarray(np.clip((half - away + np.float32(0.5)) * np.float32(255), 0, 255), np.uint8)


def _measured(sheet: Sheet, ink: U8) -> _Areas:
    """The areas between lines, four-connected, and how far each of their pixels is from a line or the page's border."""
    open_ = (ink < INK_FROM).astype(np.uint8)
    _, at, stats, _ = cv2.connectedComponentsWithStats(open_, connectivity=4, ltype=cv2.CV_32S)
    middle = sheet.labels[sheet.finer // 2 :: sheet.finer, sheet.finer // 2 :: sheet.finer]
    owner = np.zeros(len(stats), np.int32)
    owner[at.ravel()] = middle.ravel()
    owner[0] = 0
    framed = cv2.copyMakeBorder(open_, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    room = cv2.distanceTransform(framed, cv2.DIST_L2, 5)[1:-1, 1:-1]
    return _Areas(
        ink, np.asarray(at, np.int32), owner, np.asarray(stats[:, :4], np.int32), np.asarray(room, np.float32)
    )


def _too_small(areas: _Areas, dot: float) -> list[int]:
    """Areas without room for a dot; a see-through one needs none."""
    roomy = np.zeros(len(areas.owner), bool)
    roomy[areas.at[areas.room > dot]] = True
    roomy[0] = True
    return np.flatnonzero(~roomy & (areas.owner > 0)).tolist()


def _give_away(sheet: Sheet, solid: U8, areas: _Areas, area: int) -> None:
    """Let a small area, and its share of the lines around, go to a neighbour, or fill it with ink."""
    finer, pad = sheet.finer, int(np.ceil(sheet.line / sheet.finer)) + 2
    x, y, width, height = areas.boxes[area].tolist()
    x0, y0 = max(0, x - pad), max(0, y - pad)
    x1, y1 = min(areas.at.shape[1], x + width + pad), min(areas.at.shape[0], y + height + pad)
    mask = (areas.at[y0:y1, x0:x1] == area).astype(np.uint8)
    mask = np.asarray(cv2.resize(mask, None, fx=finer, fy=finer, interpolation=cv2.INTER_NEAREST), np.uint8)
    window = slice(y0 * finer, y1 * finer), slice(x0 * finer, x1 * finer)
    labels, own = sheet.labels[window], int(areas.owner[area])
    reach = 2 * int(np.ceil(sheet.line / 2 + finer)) + 1
    near = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0
    if is_dark(sheet.shades[own].colour) and sheet.shades[own].group >= 0:
        solid[window][near & (labels == own)] = 255
        own_left = near & (labels == own)
    else:
        own_left = near & (labels == own)
    target = _neighbour(sheet, labels[near & (labels != own)], own)
    if target is not None:
        labels[own_left] = target
        sheet.strokes[window][own_left & _inner(own_left)] = 0


def _inner(mask: Bool) -> Bool:
    """A mask without its rim, so that strokes that run along it stay."""
    return np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def _neighbour(sheet: Sheet, around: I32, own: int) -> int | None:
    """The label that is most around, those of the same object before others."""
    if not around.size:
        return None
    ids, counts = np.unique(around, return_counts=True)
    mine = sheet.shades[own]
    worth = [
        count * (2 if (sheet.shades[i].group, sheet.shades[i].copy) == (mine.group, mine.copy) else 1)
        for i, count in zip(ids.tolist(), counts.tolist(), strict=True)
    ]
    return int(ids[int(np.argmax(worth))])


def _finished(sheet: Sheet, areas: _Areas) -> Lined:
    """Areas of labels numbered from 1 and spread to the middle of the lines."""
    kept = np.flatnonzero(areas.owner > 0)
    number = np.zeros(len(areas.owner), np.int32)
    number[kept] = np.arange(1, len(kept) + 1)
    _, nearest = cv2.distanceTransformWithLabels(
        (areas.at == 0).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    of_pixel = np.zeros(int(nearest.max()) + 1, np.int32)
    free = areas.at > 0
    of_pixel[nearest[free]] = number[areas.at[free]]
    spots = np.zeros((len(kept) + 1, 3), np.float32)
    for place, area in enumerate(kept.tolist(), start=1):
        x, y, width, height = areas.boxes[area].tolist()
        window = slice(y, y + height), slice(x, x + width)
        room = np.where(areas.at[window] == area, areas.room[window], np.float32(0))
        down, across = divmod(int(np.argmax(room)), width)
        spots[place] = x + across, y + down, room[down, across]
    return Lined(areas.ink, of_pixel[nearest], np.concatenate([[0], areas.owner[kept]]).astype(np.int32), spots)
