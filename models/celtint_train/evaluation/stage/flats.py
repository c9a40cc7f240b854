"""Whether `colour` gives the flats again from a stage's own lines and hints, region for region."""

from dataclasses import dataclass, field

import numpy as np
from celtint import Hints, ObjectSet, Picture, Settings, Staged, colour
from celtint.types.arrays import Bool

from celtint_train.evaluation.stage.layouts import Case

RIGHT = 0.90
"""A region is given again when this share of its pixels has its colour, byte for byte."""
_INK = 128


@dataclass
class Flats:
    """Figures: of each region, the share of its pixels beside the lines, and of all of them, that `colour` gives."""

    beside: list[float] = field(default_factory=list)
    every: list[float] = field(default_factory=list)
    whole_pictures: list[bool] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, case: Case, staged: Staged, _objects: ObjectSet) -> None:
        """Colour a stage's lines from its hints and compare with its flats."""
        if not staged.regions:
            return
        made = colour(Picture(staged.lines), Hints(staged.hints), settings=Settings(mode="line")).colour
        same = np.asarray((made == staged.flats).all(axis=2))
        every = self._shares(staged, same, np.ones(same.shape, bool))
        off = staged.lines[..., 3] < _INK
        beside = self._shares(staged, same, np.asarray(off))
        beside = np.where(np.isnan(beside), every, beside)
        self.every += every.tolist()
        self.beside += beside.tolist()
        self.whole_pictures.append(bool((beside >= RIGHT).all()))
        for region, share in zip(staged.regions, beside, strict=True):
            if share < RIGHT:
                x, y, width, height = region.box
                where = f"{width}×{height} px at {x}, {y}, {region.area} px"
                self.wrong.append(f"{case.name}: {region.entry} ({where}): {share:.0%} given again")

    @staticmethod
    def _shares(staged: Staged, same: Bool, counts: Bool) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        ids = [region.id for region in staged.regions]
        size = max(ids) + 1
        area = np.bincount(staged.labels[counts], minlength=size)[ids]
        right = np.bincount(staged.labels[counts & same], minlength=size)[ids]
        return np.where(area > 0, right / np.maximum(area, 1), np.nan)
