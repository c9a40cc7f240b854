"""What the parts of one figure's body and clothes share: measures, colours, shades and folds."""

import numpy as np
from celtint.types.arrays import F64

from celtint_train.puppets.palettes import Colours
from celtint_train.puppets.pieces import COLOUR_LINE, Piece, Random, Rgb, darker, smooth
from celtint_train.puppets.skeleton import Build, Limb, Skirt, Torso

SIDES = (("left", -1.0), ("right", 1.0))


class Tailor:
    """What a figure wears and how thick it is; `celtint_train.puppets.limbs` and `clothes` cut the pieces."""

    def __init__(self, rng: Random, build: Build, colours: Colours, shaded: bool, thick: float):
        self.rng, self.build, self.c, self.shaded, self.thick = rng, build, colours, shaded, thick
        self.below = str(rng.choice(["trousers", "shorts", "skirt", "long skirt", "dress"]))
        self.sleeve = str(rng.choice(["long", "short", "none", "puff"]))
        self.top = colours.main
        self.bottom = colours.main if self.below == "dress" else colours.dark if rng.random() < 0.6 else colours.second
        self.waist = float(rng.uniform(0.72, 0.95))

    def shade(self, part: str, outline: F64, rig: Torso | Limb | Skirt, colour: Rgb) -> tuple[Piece, ...]:
        """A flat of shade on a part of that colour; none on figures drawn without shade."""
        return (Piece(part, outline, rig, darker(colour), 0.55, COLOUR_LINE),) if self.shaded else ()

    def limb_shade(
        self, part: str, limb: str, first: float, last: float, width: float, colour: Rgb
    ) -> tuple[Piece, ...]:
        """Shade along the side of a limb that is away from the light (left of the picture)."""
        s = np.linspace(first - 0.1, last + 0.12, 6)
        inner = 0.3 * width * np.array([0.2, 0.9, 1.1, 0.7, 1.0, 0.6])
        outline = smooth(
            [*zip(s, inner, strict=True), (float(s[-1]), 2 * width), (float(s[0]), 2 * width)], (0, 5, 6, 7)
        )
        return self.shade(part, outline, Limb(limb), colour)

    def folds(self, part: str, limb: str, at: float, width: float) -> tuple[Piece, ...]:
        """Two lines in the crook of a sleeve or a trouser."""
        lines = []
        for k, s in enumerate((at - 0.03, at + 0.05)):
            curve = smooth([(s, -width), (s + 0.03, -0.4 * width), (s - 0.01, 0.0)], closed=False)
            lines.append(Piece(f"{part} fold {k}", curve, Limb(limb), line=0.55))
        return tuple(lines)
