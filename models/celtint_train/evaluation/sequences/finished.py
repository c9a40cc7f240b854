"""Finished drawings: lines with the paint under them, as artists hand model sheets over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from celtint import Cast, Casting, Character, MatcherNetwork, ModelSheet, read_cast
from celtint.types.arrays import I32, U8, Bool
from scipy import ndimage

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.real import PAPER
from celtint_train.matcher.posed import CLEAR, UNKNOWN, Posed


@dataclass(frozen=True)
class Drawn:
    """A drawing as an artist has it. ink: (h, w) uint8 its lines. sheet: (h, w, 4) uint8 it finished, lines on it."""

    ink: U8
    sheet: U8


def finished(posed: Posed, colours: I32) -> Drawn:
    """A drawing of known areas, finished. colours: (k, 3) of identities from `CLEAR`; what has none, as lines, takes
    that of what is nearest."""
    nearest = ndimage.distance_transform_edt(posed.identity == UNKNOWN, return_distances=False, return_indices=True)
    identity = posed.identity[tuple(nearest)]
    figure = (identity != CLEAR) | (posed.ink < PAPER)
    return of_paint(posed.ink, colours[np.maximum(identity, CLEAR) - CLEAR].astype(np.uint8), figure)


def of_paint(ink: U8, rgb: U8, figure: Bool) -> Drawn:
    """Lines over paint, (h, w, 3) uint8, clear where there is no figure."""
    return Drawn(ink, np.dstack([sheets.inked(rgb, ink), np.where(figure, 255, 0).astype(np.uint8)]))


def casting(shown: Mapping[str, Sequence[Drawn]], network: MatcherNetwork | None) -> Casting:
    """The cast of a folder with these characters in it, each with its sheets."""
    characters = (Character(name, tuple(ModelSheet(d.sheet) for d in drawn)) for name, drawn in shown.items())
    return Casting(read_cast(Cast(tuple(characters))), network)
