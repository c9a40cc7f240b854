"""Two colours in one region: where the border between them runs.

Fragments hold what a narrow passage separates, so each fragment with paint of one colour is that colour's, and the
others go to the colour that reaches them by the widest passage. Where one fragment holds several colours the
border follows whatever is drawn there too faintly to be a line, else it runs half way between.
"""

import cv2
import numpy as np
import numpy.typing as npt
from skimage.segmentation import watershed

from celtint.fragments import distance_to_lines, touching
from celtint.hints import Claim
from celtint.merging import spread_marks
from celtint.regions import Regions, nearest_label

Int = npt.NDArray[np.int32]


def split_region(regions: Regions, region: int, window: tuple[int, int, int, int], claims: list[Claim]) -> Int:
    """Divide one region between its claims.

    window: x, y, width, height of the region in the picture. Returns (height, width) int32: 1 + the index of the
    claim each pixel goes to; only its values inside the region mean anything.
    """
    x, y, width, height = window
    step = regions.step
    gx, gy, gx1, gy1 = x // step, y // step, -(-(x + width) // step), -(-(y + height) // step)
    fragments = regions.fragments.labels[gy:gy1, gx:gx1]
    mine = (np.take(regions.home, fragments) == region) & (fragments > 0)
    seeds = np.zeros(fragments.shape, np.int32)
    for k, claim in enumerate(claims):
        seeds[claim.y // step - gy, claim.x // step - gx] = k + 1
    seeds[~mine] = 0
    if len(np.unique(seeds[seeds > 0])) < len(claims):
        # The region, or one colour's paint, is finer than the grid.
        return _nearest_claim(window, claims)
    pieces = np.where(mine, fragments, 0).astype(np.int32)
    marks = _cut_contested(regions, pieces, seeds, (gy, gx))
    part = _spread_over(regions, pieces, marks, (gy, gx))
    part = nearest_label(part)
    fine = np.repeat(np.repeat(part, step, axis=0), step, axis=1)
    return np.ascontiguousarray(fine[y - gy * step :, x - gx * step :][:height, :width])


def _nearest_claim(window: tuple[int, int, int, int], claims: list[Claim]) -> Int:
    x, y, width, height = window
    seeds = np.zeros((height, width), np.int32)
    for k, claim in enumerate(claims):
        seeds[claim.y - y, claim.x - x] = k + 1
    return nearest_label(seeds)


def _cut_contested(regions: Regions, pieces: Int, seeds: Int, corner: tuple[int, int]) -> dict[int, int]:
    """Mark each piece that holds paint; pieces that hold several colours are cut up in place. Returns piece -> claim."""
    painted = seeds > 0
    pairs = np.unique(np.stack([pieces[painted], seeds[painted]], axis=1), axis=0)
    marks: dict[int, int] = {}
    fresh = regions.fragments.count + 1
    for piece in np.unique(pairs[:, 0]):
        colours = pairs[pairs[:, 0] == piece, 1]
        if len(colours) == 1:
            marks[int(piece)] = int(colours[0])
            continue
        inside = pieces == piece
        x, y, w, h = cv2.boundingRect(inside.astype(np.uint8))
        at = (slice(y, y + h), slice(x, x + w))
        faint = regions.faint[corner[0] + y : corner[0] + y + h, corner[1] + x : corner[1] + x + w]
        cut = watershed(faint, np.where(inside[at], seeds[at], 0), mask=inside[at])
        for colour in colours:
            pieces[at][cut == colour] = fresh
            marks[fresh] = int(colour)
            fresh += 1
    return marks


def _spread_over(regions: Regions, pieces: Int, marks: dict[int, int], corner: tuple[int, int]) -> Int:
    """Give every piece the mark that reaches it by the widest passage; (h, w) int32, 0 off the region."""
    h, w = pieces.shape
    window = regions.fragments.labels[corner[0] : corner[0] + h, corner[1] : corner[1] + w]
    edges, width, _ = touching(pieces, distance_to_lines((window > 0).astype(np.uint8)))
    graph = regions.fragments
    both = np.isin(graph.edges, np.unique(pieces)).all(axis=1)
    edges = np.concatenate([edges, graph.edges[both]])
    width = np.concatenate([width, graph.saddle[both]])
    top = int(max(pieces.max(), edges.max(initial=0))) + 1
    mark = spread_marks(top, edges, width, marks)
    mark[0] = 0
    return np.take(mark, pieces)
