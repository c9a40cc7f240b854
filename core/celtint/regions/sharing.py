"""Open ground that several dabs share: each has what is nearer to it, beside how far it lies from the lines.

A dab is put in the middle of what it means. One that lies ten pixels from the nearest line means something as wide as
that beyond itself as well; one that lies two pixels from it means a strip. So a pixel goes to the dab that it is the
fewest such widths away from: a Voronoi diagram with weights (Apollonius' circles; Aurenhammer and Edelsbrunner 1984).
"""

import cv2
import numpy as np
from skimage.measure import label

from celtint.regions import tuning
from celtint.types.arrays import F32, I32, Bool


def shared(markers: I32, distance: F32) -> I32:
    """(h, w) int32: the marker that each pixel is the fewest widths away from, as the crow flies.

    markers: (h, w) int32, 0 for none; distance: (h, w) float32 pixels to the nearest line. Dabs of one marker are
    heard one by one.
    """
    dabs = np.asarray(label(markers, background=0, connectivity=2), np.int32)  # type: ignore[no-untyped-call]
    painted = np.nonzero(dabs)
    wide = np.ones(int(dabs.max()) + 1, np.float32)
    np.maximum.at(wide, dabs[painted], distance[painted] + np.float32(1))
    mark = np.zeros(len(wide), np.int32)
    mark[dabs[painted]] = markers[painted]
    # Dabs that lie about as far from the lines are told apart by distance alone, so a thousand are as quick as a few.
    alike = np.rint(tuning.SPLITTING.alike * np.log2(wide)).astype(np.int32)
    alike[0] = -1
    nearest, found = np.full(markers.shape, np.inf, np.float32), np.zeros(markers.shape, np.int32)
    for group in np.unique(alike[1:]):
        away, dab = _nearest(dabs, alike == group)
        widths = away / np.take(wide, dab)
        found = np.where(widths < nearest, np.take(mark, dab), found)
        nearest = np.minimum(nearest, widths)
    return found


def _nearest(dabs: I32, chosen: Bool) -> tuple[F32, I32]:
    """Of the chosen dabs ((n,) by number), for each pixel how far the nearest is and which it is."""
    seen = chosen[dabs]
    away, index = cv2.distanceTransformWithLabels(
        (~seen).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    # OpenCV numbers the pixels of the chosen dabs in reading order, from 1.
    return np.asarray(away, np.float32), np.take(dabs[seen], np.asarray(index, np.int32) - 1)
