"""What is too thin to be an area: it goes to what lies beside it, or becomes a line."""

from dataclasses import dataclass

import cv2
import numpy as np
from skimage.morphology import skeletonize

from celtint.stage import tuning
from celtint.stage.areas import Areas, commonest, grown
from celtint.stage.borders import away_from_borders, nearest_to
from celtint.stage.drawing import Sheet, grey_of
from celtint.types.arrays import I32, U8, Bool

_COARSE = 8
"""What changed is looked for in squares of so many steps."""


@dataclass(frozen=True)
class Sure:
    """at: (h, w) steps that keep their labels. nearest: (h, w) the label of the nearest of them."""

    at: Bool
    nearest: I32


def trim(sheet: Sheet, sure: Sure) -> bool:
    """Give what is thin to what is sure beside it, so that no specks and splinters are left; what is long and thin, and
    small dark details, are drawn as lines instead. Whether there was any.
    """
    wanted = sure.nearest
    stray = np.asarray(wanted != sheet.labels, np.uint8)
    # Where lines are as wide on both sides of a border, it is met within a step, which means nothing.
    core = cv2.morphologyEx(stray, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    stray &= grown(np.asarray(core, np.uint8), 1) | _islands(sheet.labels, stray)
    if not stray.any():
        return False
    count, found, sizes, _ = cv2.connectedComponentsWithStats(stray, connectivity=8, ltype=cv2.CV_32S)
    at_stray, stats = np.asarray(found, np.int32), np.asarray(sizes, np.int32)
    for number in range(1, count):
        _rather_to_its_own(sheet, sure, at_stray, number, stats[number])
    was = sheet.labels.copy()
    changed = stray > 0
    sheet.labels[changed] = wanted[changed]
    for number in range(1, count):
        x, y, width, height, area = stats[number].tolist()
        if area > tuning.DRAWING.speck * sheet.line**2:
            _keep_thin(sheet, was, at_stray, number, (x, y, width, height))
    return True


def _rather_to_its_own(sheet: Sheet, sure: Sure, at_stray: I32, number: int, stats: I32) -> None:
    """What lies along its own object stays with that, so that its outline keeps its shape."""
    reach = int(np.ceil(tuning.DRAWING.thin * sheet.line))
    x, y, width, height = stats[:4].tolist()
    where = slice(max(0, y - reach), y + height + reach), slice(max(0, x - reach), x + width + reach)
    mask = at_stray[where] == number
    whose = sheet.shades[commonest(sheet.labels[where][mask])]
    if whose.group < 0:
        return
    near = np.where(sure.at[where], sure.nearest[where], 0)
    kin = [i for i in np.unique(near).tolist() if sheet.shades[i].of == whose.of]
    own = np.where(np.isin(near, kin), near, 0).astype(np.int32)
    if own.any():
        away = cv2.distanceTransform((own == 0).astype(np.uint8), cv2.DIST_L2, 5)
        mask &= away <= reach
        sure.nearest[where][mask] = nearest_to(own).kinds[mask]


def thick(sheet: Sheet) -> Sure:
    """What is thicker than a line."""
    reach = tuning.DRAWING.thin * sheet.line / 2
    core = away_from_borders(sheet.labels) > reach
    found = nearest_to(np.where(core, sheet.labels + 1, 0).astype(np.int32), apart=sheet.line >= 4)
    nearest = found.kinds - 1
    # What lies within reach of a core of its own label is as thick as that; at a corner of two it may be the other's.
    return Sure((nearest == sheet.labels) & (found.away <= reach + 1), nearest)


def opened(sheet: Sheet, areas: Areas, where: tuple[slice, slice]) -> Sure:
    """What lies in an area open between lines. where: the part of the canvas that the sheet is of, in pixels."""
    size = (sheet.labels.shape[1], sheet.labels.shape[0])
    at = np.asarray(cv2.resize(areas.at[where], size, interpolation=cv2.INTER_NEAREST), np.int32)
    at[areas.fine[sheet.steps(where)] >= 128] = 0
    found = nearest_to(at, apart=sheet.line >= 4)
    return Sure(at > 0, areas.owner[found.kinds])


def smooth(sheet: Sheet, painted: I32) -> bool:
    """Draw the borders of what was given away evenly again; whether there was any. painted: labels as they were."""
    changed = _unequal(painted, sheet.labels)
    reach = int(np.ceil(sheet.line))
    pieces = _pieces(changed, 3 * reach)
    for down, across in pieces:
        where = (
            slice(max(0, down.start - reach), down.stop + reach),
            slice(max(0, across.start - reach), across.stop + reach),
        )
        mine, labels = grown(changed[where], reach) > 0, sheet.labels[where]
        best, share = labels.copy(), np.zeros(labels.shape, np.float32)
        for label in np.unique(labels).tolist():
            soft = cv2.GaussianBlur((labels == label).astype(np.float32), (0, 0), tuning.DRAWING.even * sheet.line)
            best[soft > share] = label
            np.maximum(share, soft, out=share)
        labels[mine] = best[mine]
    return bool(pieces)


def differing(sheet: Sheet, before: Sheet) -> list[tuple[slice, slice]]:
    """Parts of a sheet, in steps, outside which its labels and strokes are as before."""
    changed = _unequal(before.labels, sheet.labels)
    changed |= np.asarray(cv2.compare(before.strokes, sheet.strokes, cv2.CMP_NE), np.uint8).reshape(changed.shape) & 1
    return _pieces(changed, int(np.ceil(sheet.line)))


def _unequal(one: I32, other: I32) -> U8:
    """1 where labels differ."""
    return np.asarray(cv2.compare(one, other, cv2.CMP_NE), np.uint8).reshape(one.shape) & np.uint8(1)


def _pieces(mask: U8, near: int) -> list[tuple[slice, slice]]:
    """Parts, in steps, that hold all that is set; what lies about so near to each other is in one."""
    rows, columns = np.nonzero(mask)
    coarse = np.zeros((mask.shape[0] // _COARSE + 1, mask.shape[1] // _COARSE + 1), np.uint8)
    coarse[rows // _COARSE, columns // _COARSE] = 1
    joined = grown(coarse, -(-near // _COARSE))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
    boxes = (np.asarray(stats, np.int32)[1:count, :4] * _COARSE).tolist()
    height, width = mask.shape
    return [(slice(y, min(height, y + h)), slice(x, min(width, x + w))) for x, y, w, h in boxes]


def _islands(labels: I32, stray: U8) -> U8:
    """1 where a piece of what is stray is all that there is of its label."""
    _, pieces = cv2.connectedComponents(stray, connectivity=4, ltype=cv2.CV_32S)
    attached = np.zeros(int(pieces.max()) + 1, bool)
    rows, columns = np.nonzero(stray)
    own, piece = labels[rows, columns], pieces[rows, columns]
    for down, across in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        y = np.clip(rows + down, 0, labels.shape[0] - 1)
        x = np.clip(columns + across, 0, labels.shape[1] - 1)
        attached[piece[(labels[y, x] == own) & (stray[y, x] == 0)]] = True
    return np.asarray((stray > 0) & ~attached[pieces], np.uint8)


def _keep_thin(sheet: Sheet, was: I32, at_stray: I32, number: int, box: tuple[int, int, int, int]) -> None:
    """Draw along the middle of a thin piece that belongs to what is in front, or is dark on light, where no border
    runs anyway."""
    x, y, width, height = box
    pad = int(np.ceil(sheet.line)) + 1
    where = (
        slice(max(0, y - pad), min(was.shape[0], y + height + pad)),
        slice(max(0, x - pad), min(was.shape[1], x + width + pad)),
    )
    mask = at_stray[where] == number
    before, after = was[where], sheet.labels[where]
    front = np.array([shade.group for shade in sheet.shades])
    light = np.array([grey_of(shade.colour) for shade in sheet.shades])
    dark = (light[before] < tuning.DRAWING.dark) & (light[after] - light[before] > tuning.DRAWING.lighter)
    ahead = mask & ((front[before] > front[after]) | ((front[before] == front[after]) & (front[before] >= 0) & dark))
    if not ahead.any():
        return
    clear = away_from_borders(after) > sheet.line
    middle = np.asarray(skeletonize(ahead)) & clear  # type: ignore[no-untyped-call]
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(
        middle.astype(np.uint8), connectivity=8, ltype=cv2.CV_32S
    )
    for piece in range(1, count):
        mine = pieces == piece
        if stats[piece, cv2.CC_STAT_AREA] > tuning.DRAWING.long * sheet.line or dark[mine].all():
            sheet.strokes[where][mine] = 255
