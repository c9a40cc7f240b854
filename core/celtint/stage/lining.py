"""Line art of what was painted, and the areas that its lines close."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from scipy.ndimage import find_objects

from celtint.stage import tuning
from celtint.stage.areas import Areas, give_away, grown
from celtint.stage.borders import away_from_borders, nearest_to
from celtint.stage.drawing import Sheet
from celtint.stage.trimming import differing, opened, smooth, thick, trim
from celtint.types.arrays import F32, I32, U8

INK_FROM = 85
"""How much of a pixel is line, 0 to 255, for it to close an area off: what `ink_threshold` says of lines like these."""


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
class Plain:
    """ink: (H, W) uint8, how much of a pixel is line. labels: (H, W) int32 places in the sheet's shades."""

    ink: U8
    labels: I32


def lined(sheet: Sheet, least: float) -> Lined:
    """Draw lines between all labels, so that each area has so much room, in pixels, from its middle to its lines.

    What is thin becomes a line; what has no room joins the rest of its object, or becomes ink.
    """
    painted, windows = sheet.labels.copy(), _windows(sheet)
    for where in windows:
        part = sheet.seen(where)
        trim(part, thick(part))
    areas = _settled(sheet, _areas(sheet), least, tuning.DRAWING.passes)
    before = replace(sheet, labels=sheet.labels.copy(), strokes=sheet.strokes.copy())
    for where in windows:
        part = sheet.seen(where)
        trim(part, opened(part, areas, where))
    if smooth(sheet, painted):
        changed = differing(sheet, before)
        areas = _settled(sheet, _drawn_again(sheet, areas, changed, least), least, tuning.DRAWING.passes)
    left = _too_small(areas, least)
    if left:
        ink = areas.ink.copy()
        ink[grown(np.isin(areas.at, left).astype(np.uint8), 1) > 0] = 255
        areas = _measured(sheet, areas.fine, ink)
    return _finished(sheet, areas)


def _windows(sheet: Sheet) -> list[tuple[slice, slice]]:
    """Where objects are seen, in pixels: a part of the page each, those that lie in each other made one."""
    of_label = np.array([max(0, shade.group + 1) for shade in sheet.shades], np.int32)
    pad, boxes = int(np.ceil(3 * sheet.line / sheet.finer)) + 2, []
    height, width = sheet.labels.shape[0] // sheet.finer, sheet.labels.shape[1] // sheet.finer
    for found in find_objects(of_label[_middles(sheet)[::2, ::2]]):  # to a pixel is enough
        if found is not None:
            (top, bottom), (left, right) = ((2 * part.start, 2 * part.stop) for part in found)
            boxes.append((max(0, top - pad), max(0, left - pad), min(height, bottom + pad), min(width, right + pad)))
    boxes.sort(key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))
    kept: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in boxes:
        for place, (above, before, below, after) in enumerate(kept):
            both = (min(top, above), min(left, before), max(bottom, below), max(right, after))
            apart = (bottom - top) * (right - left) + (below - above) * (after - before)
            if (both[2] - both[0]) * (both[3] - both[1]) <= apart:
                kept[place] = both
                break
        else:
            kept.append((top, left, bottom, right))
    return [(slice(top, bottom), slice(left, right)) for top, left, bottom, right in kept]


def drawn_plainly(sheet: Sheet) -> Plain:
    """Lines and labels as they were painted, with no area given away."""
    fine = _coverage(sheet)
    size = (fine.shape[1] // sheet.finer, fine.shape[0] // sheet.finer)
    return Plain(np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.uint8), _middles(sheet))


def _middles(sheet: Sheet) -> I32:
    """(H, W) the label in the middle of each pixel."""
    return sheet.labels[sheet.finer // 2 :: sheet.finer, sheet.finer // 2 :: sheet.finer]


def _settled(sheet: Sheet, areas: Areas, least: float, passes: int) -> Areas:
    """Areas without room are given away, and those that are left are looked at again, so many times."""
    for _ in range(passes):
        small = _too_small(areas, least)
        if not small:
            break
        taken: set[int] = set()
        changed = []
        for area in sorted(small, key=lambda one: int(areas.boxes[one, 4])):
            # Whoever has just taken a smaller one may be large enough by now.
            if int(areas.owner[area]) not in taken:
                given = give_away(sheet, areas, area, least)
                taken.add(given.taker)
                changed.append(given.where)
        areas = _drawn_again(sheet, areas, changed, least)
    # What was only drawn again in places has true distances near those alone.
    return replace(areas, room=_room(areas.ink))


def _areas(sheet: Sheet) -> Areas:
    return _of(sheet, _coverage(sheet))


def _of(sheet: Sheet, fine: U8) -> Areas:
    size = (fine.shape[1] // sheet.finer, fine.shape[0] // sheet.finer)
    return _measured(sheet, fine, np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.uint8))


def _coverage(sheet: Sheet, where: tuple[slice, slice] = (slice(None), slice(None))) -> U8:
    """How much of each step is line: within half a width of a border between labels or of a stroke, or black."""
    away = away_from_borders(sheet.labels[where], sheet.strokes[where])
    down = np.linspace(tuning.DRAWING.far, tuning.DRAWING.near, sheet.rows, dtype=np.float32)
    down = down[sheet.first_row : sheet.first_row + len(sheet.labels)][where[0]]
    if away[0, 0] > away.size:  # without any border it is beyond all numbers
        return sheet.blacks[where].copy()
    np.multiply(away, np.float32(-255), out=away)
    np.add(away, (down[:, None] * np.float32(sheet.line / 2) + np.float32(0.5)) * np.float32(255), out=away)
    # It clips to 0 to 255, and a number is as good as an array to it.
    drawn = np.asarray(cv2.add(away, 0.0, dtype=cv2.CV_8U), np.uint8)  # type: ignore[call-overload]
    return np.maximum(drawn, sheet.blacks[where], out=drawn)


def _drawn_again(sheet: Sheet, areas: Areas, changed: list[tuple[slice, slice]], least: float) -> Areas:
    """Areas after parts of the sheet have changed; their room is right as far as it is compared with the least."""
    ink, room, finer = areas.ink.copy(), areas.room.copy(), sheet.finer
    pad, near = int(np.ceil(sheet.line)) + 2, int(np.ceil(least)) + 2
    again = [_again(sheet, areas.fine, where, -(-pad // finer)) for where in changed]
    for down, across in again:
        steps = sheet.steps((down, across))
        size = (across.stop - across.start, down.stop - down.start)
        ink[down, across] = cv2.resize(areas.fine[steps], size, interpolation=cv2.INTER_AREA)
    for down, across in again:
        y0, x0 = max(0, down.start - 2 * near), max(0, across.start - 2 * near)
        found = _room(ink[y0 : down.stop + 2 * near, x0 : across.stop + 2 * near])
        y1, x1 = max(0, down.start - near), max(0, across.start - near)
        inner = room[y1 : down.stop + near, x1 : across.stop + near]
        inner[:] = found[y1 - y0 :, x1 - x0 :][: inner.shape[0], : inner.shape[1]]
    return _measured(sheet, areas.fine, ink, room)


def _again(sheet: Sheet, fine: U8, where: tuple[slice, slice], pad: int) -> tuple[slice, slice]:
    """Draw the lines of a part of the sheet again, and of so many pixels around it; the part in pixels."""
    finer, height, width = sheet.finer, len(fine) // sheet.finer, fine.shape[1] // sheet.finer
    (top, bottom), (left, right) = ((part.start // finer, -(-part.stop // finer)) for part in where)
    y0, x0, y1, x1 = (max(0, v) for v in (top - 2 * pad, left - 2 * pad, top - pad, left - pad))
    drawn = _coverage(sheet, sheet.steps((slice(y0, bottom + 2 * pad), slice(x0, right + 2 * pad))))
    inner = slice(y1, min(bottom + pad, height)), slice(x1, min(right + pad, width))
    steps = sheet.steps(inner)
    part = drawn[(y1 - y0) * finer :, (x1 - x0) * finer :]
    fine[steps] = part[: steps[0].stop - steps[0].start, : steps[1].stop - steps[1].start]
    return inner


def _room(ink: U8) -> F32:
    """How far each pixel is from a line or the border of what is given."""
    framed = cv2.copyMakeBorder((ink < INK_FROM).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.distanceTransform(framed, cv2.DIST_L2, 5)[1:-1, 1:-1], np.float32)


def _measured(sheet: Sheet, fine: U8, ink: U8, room: F32 | None = None) -> Areas:
    """The areas between lines, four-connected, and how far each of their pixels is from a line or the page's border."""
    open_ = (ink < INK_FROM).astype(np.uint8)
    _, found, sizes, _ = cv2.connectedComponentsWithStats(open_, connectivity=4, ltype=cv2.CV_32S)
    at, stats, middle = np.asarray(found, np.int32), np.asarray(sizes, np.int32), _middles(sheet)
    owner = np.zeros(len(stats), np.int32)
    for area, (x, y, width, height) in enumerate(stats[1:, :4].tolist(), start=1):
        row = y + height - 1
        owner[area] = middle[row, x + int(np.flatnonzero(at[row, x : x + width] == area)[-1])]
    return Areas(fine, ink, at, owner, stats, _room(ink) if room is None else room)


def _too_small(areas: Areas, least: float) -> list[int]:
    """Areas with less room than that, in pixels; a see-through one needs none."""
    roomy = np.zeros(len(areas.owner), bool)
    some = np.asarray(areas.room[::4, ::4] > least)  # of most areas one pixel in sixteen says it
    roomy[areas.at[::4, ::4][some]] = True
    left = np.flatnonzero(~roomy & (areas.owner > 0)).tolist()
    return [area for area in left if area and not _has_room(areas, area, least)]


def _has_room(areas: Areas, area: int, least: float) -> bool:
    x, y, width, height = areas.boxes[area, :4].tolist()
    window = slice(y, y + height), slice(x, x + width)
    return bool(areas.room[window][areas.at[window] == area].max() > least)


def _finished(sheet: Sheet, areas: Areas) -> Lined:
    """Areas of labels numbered from 1 and spread to the middle of the lines."""
    kept = np.flatnonzero(areas.owner > 0)
    number = np.zeros(len(areas.owner), np.int32)
    number[kept] = np.arange(1, len(kept) + 1)
    spots = np.zeros((len(kept) + 1, 3), np.float32)
    for place, area in enumerate(kept.tolist(), start=1):
        x, y, width, height = areas.boxes[area, :4].tolist()
        window = slice(y, y + height), slice(x, x + width)
        room = np.where(areas.at[window] == area, areas.room[window], np.float32(0))
        down, across = divmod(int(np.argmax(room)), width)
        spots[place] = x + across, y + down, room[down, across]
    return Lined(
        areas.ink, number[nearest_to(areas.at).kinds], np.concatenate([[0], areas.owner[kept]]).astype(np.int32), spots
    )
