"""A film reduced to flats, with lines along their borders: looked at, not scored; nobody says what its parts are.

Big Buck Bunny, as `celtint_train.evaluation.sequences.real` reads it.
"""

import cv2
import numpy as np
from celtint import Key, Networks, Picture, SequenceSettings, colour_sequence
from celtint.colours.lab import srgb_to_lab
from celtint.types.arrays import I32, U8
from skimage import measure

from celtint_train.evaluation import sheets
from celtint_train.evaluation.sequences.real import SIZE, film, read_film

START, STEP, COUNT = 60, 2, 9
"""First frame; every so manieth of them; how many."""
FLATS, LEAST = 14, 90
"""Colours of the film; pixels of the smallest flat."""
SHOWN = (0, 2, 4, 6, 8)


class FilmDrawings:
    """Line drawings of a film; as `celtint.Frames`."""

    def __init__(self) -> None:
        frames = read_film(film(), START, STEP * (COUNT - 1) + 1).truth[::STEP]
        smooth = [np.asarray(cv2.pyrMeanShiftFiltering(frame, 8, 22), np.uint8) for frame in frames]
        self.colours = _colours(smooth[0])
        self.flats = [_flats(frame, self.colours) for frame in smooth]

    def __len__(self) -> int:
        return len(self.flats)

    def picture(self, index: int) -> Picture:
        return Picture(self.lines(index))

    def lines(self, index: int) -> U8:
        """(h, w) uint8: lines where flats meet."""
        flat = self.flats[index]
        ink = np.zeros(flat.shape, np.uint8)
        ink[:, :-1] |= (flat[:, 1:] != flat[:, :-1]).view(np.uint8)
        ink[:-1] |= (flat[1:] != flat[:-1]).view(np.uint8)
        return np.asarray(
            cv2.GaussianBlur(255 - 255 * cv2.dilate(ink, np.ones((2, 2), np.uint8)), (0, 0), 0.5), np.uint8
        )

    def painted(self, index: int) -> U8:
        """(h, w, 3): the flats."""
        return np.asarray(self.colours[self.flats[index]])


def strip(networks: Networks) -> U8:
    """Some drawings as the film has them and as celtint colours them from the first. Raises DataError where the film
    cannot be had."""
    drawings = FilmDrawings()
    settings = SequenceSettings(mode="line", undecided="transparent")
    results = colour_sequence(drawings, {0: Key(drawings.painted(0))}, settings=settings, networks=networks)
    made = [sheets.over_white(result.colour) for result in results]
    rows = {"film": [drawings.painted(k) for k in range(COUNT)], "celtint": made}
    return sheets.sheet(
        [
            [(name if k == 0 else "", sheets.inked(every[k], drawings.lines(k))) for k in SHOWN]
            for name, every in rows.items()
        ],
        SIZE[1] // 2,
        SIZE[0] // 2,
    )


def _colours(rgb: U8) -> U8:
    """(n, 3): the commonest colours of a frame, parted in Lab."""
    lab = np.asarray(srgb_to_lab(rgb), np.float32).reshape(-1, 3)[::5]
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.5)
    _, label, _ = cv2.kmeans(lab, FLATS, np.zeros((0,), np.int32), stop, 3, cv2.KMEANS_PP_CENTERS)
    every = rgb.reshape(-1, 3)[::5]
    return np.array([np.median(every[label.ravel() == k], axis=0) for k in range(FLATS)], np.uint8)


def _flats(rgb: U8, colours: U8) -> I32:
    """(h, w): the nearest of the colours, what is too small given to what is round it."""
    lab, known = (np.asarray(srgb_to_lab(v), np.float32) for v in (rgb, colours[None]))
    flat = np.linalg.norm(lab[:, :, None] - known[0][None, None], axis=3).argmin(axis=2).astype(np.int32)
    for _ in range(3):
        parts = np.asarray(measure.label(flat, background=-1, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
        small = (np.bincount(parts.ravel()) < LEAST)[parts]
        around = cv2.medianBlur(flat.astype(np.uint8), 9)
        flat = np.where(small, around, flat).astype(np.int32)
    return np.asarray(flat, np.int32)
