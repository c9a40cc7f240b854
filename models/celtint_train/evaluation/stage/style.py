"""Whether all things in a picture are of one hand: the width of their lines, the spread of their colours."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from celtint import ObjectSet, Staged, StagedObject, StageLayout
from celtint.colours.lab import srgb_to_lab
from celtint.types.arrays import U8

from celtint_train.evaluation.stage.layouts import Case
from celtint_train.evaluation.stage.linewidth import middle_of
from celtint_train.evaluation.stage.pasting import drawn, place_of

ALLOWED = 0.15
_FEWEST, _SOLID = 40, 127


@dataclass
class Style:
    """Figures of things: the median width of a thing's lines over the width asked for; of pictures: the deviation of
    their things' mean lightness and mean chroma from one another, ours and naive paste's."""

    widths: list[float] = field(default_factory=list)
    ours: list[tuple[float, float]] = field(default_factory=list)
    paste: list[tuple[float, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, case: Case, staged: Staged, objects: ObjectSet) -> None:
        """Measure what was made of a layout."""
        layout = case.layout
        for one, width in zip(staged.objects, widths_of(layout, staged), strict=True):
            ratio = width / layout.line_width
            if np.isfinite(ratio):
                self.widths.append(ratio)
                if abs(ratio - 1) > ALLOWED:
                    told = f"box {one.box} ({one.tag}, {one.object}), lines {ratio:.2f} of the width"
                    self.wrong.append(f"{case.name}: {told}")
        if len(staged.objects) > 1:
            self.ours.append(_spread([one.layer for one in staged.objects]))
            self.paste.append(_spread([_as_it_comes(one, objects) for one in staged.objects]))


def widths_of(layout: StageLayout, staged: Staged) -> list[float]:
    """The median width in pixels, along their middle, of the lines that are seen of each thing; NaN of too few."""
    middle = middle_of(staged.lines[..., 3])
    owner = seen_of(layout, staged)[middle.y, middle.x]
    found = [middle.width[owner == one.box + 1] for one in staged.objects]
    return [float(np.median(widths)) if len(widths) >= _FEWEST else float("nan") for widths in found]


def seen_of(layout: StageLayout, staged: Staged) -> U8:
    """(H, W) uint8: which box's thing is nearest at each pixel, its place from 1; 0 is none."""
    made = np.zeros((layout.height, layout.width), np.uint8)
    for one in sorted(staged.objects, key=lambda thing: thing.order):
        x, y, _, _ = one.bounds
        y0, x0 = max(y, 0), max(x, 0)
        part = one.layer[y0 - y : layout.height - y, x0 - x : layout.width - x, 3] > _SOLID
        made[y0 : y0 + part.shape[0], x0 : x0 + part.shape[1]][part] = one.box + 1
    return made


def _as_it_comes(one: StagedObject, objects: ObjectSet) -> U8:
    return drawn(objects, place_of(objects, one.object), 96, 96)


def _spread(layers: list[U8]) -> tuple[float, float]:
    """Deviations of the layers' mean lightness, and of their mean chroma, in Lab; lines left out."""
    means = []
    for layer in layers:
        small = cv2.resize(layer, (96, 96), interpolation=cv2.INTER_NEAREST)
        lab = srgb_to_lab(np.ascontiguousarray(small[small[..., 3] > _SOLID][None, :, :3]))[0]
        lab = lab[lab[:, 0] > 18] if (lab[:, 0] > 18).any() else lab
        if len(lab):
            means.append((lab[:, 0].mean(), np.hypot(lab[:, 1], lab[:, 2]).mean()))
    light, chroma = np.std(means, axis=0) if means else (0.0, 0.0)
    return float(light), float(chroma)
