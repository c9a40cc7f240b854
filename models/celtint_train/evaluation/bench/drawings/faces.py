"""Faces with random eyes, brows, mouths, noses, fringes, ears and cheeks that open to the neck."""

from collections.abc import Iterator

import numpy as np
from celtint.types.arrays import F64, U8, Bool

from celtint_train.evaluation.bench.drawings import eyes
from celtint_train.evaluation.bench.drawings.drawing import (
    GREEN,
    HAIR,
    RED,
    SKIN,
    Area,
    Drawing,
    Pen,
    arc,
    blank,
    dab,
    deepest,
    depth,
    grown,
    off,
    polygon,
    reached,
    somewhere,
)
from celtint_train.puppets.scene_shapes import Random

FACES = 100
WAY = 5.0
"""What a brow, a strand and the fringe close off but for a way narrower than this is not asked about."""
SKIN_RIGHT, HAIR_RIGHT, OUTSIDE_RIGHT = 0.97, 0.97, 0.99


def faces(count: int = FACES, first: int = 0) -> Iterator[Drawing]:
    """Faces of the seeds from ``first``, 300 to 600 px."""
    for seed in range(first, first + count):
        yield face(seed)


def face(seed: int) -> Drawing:
    """One face, from the drawing of its outline to the places of its dabs."""
    rng = np.random.default_rng([seed, 77])
    return _Face(rng, int(rng.integers(300, 601))).drawing(seed)


class _Face:
    """A face as it is being drawn. Lengths in pixels; a and b are the half axes of the head."""

    def __init__(self, rng: Random, side: int) -> None:
        self.rng, self.side = rng, side
        self.pen = Pen(side, side)
        self.shape = (side, side)
        self.line = float(rng.uniform(1.4, 3.2))
        self.a, self.b = side * rng.uniform(0.23, 0.28), side * rng.uniform(0.29, 0.34)
        self.x, self.y = side * rng.uniform(0.46, 0.54), side * rng.uniform(0.42, 0.46)
        self.chin = float(rng.uniform(0.05, 0.25))
        self.skin: list[F64] = []
        self.hair: F64 | None = None
        self.aside = np.zeros(self.shape, np.bool_)
        """What the face is not asked about."""

    def drawing(self, seed: int) -> Drawing:
        rng = self.rng
        cut = self._outline(bool(rng.random() < 0.7), bool(rng.random() < 0.4))
        pair = self._eyes()
        self._brows()
        self._nose()
        lips = self._mouth()
        if rng.random() < 0.25:
            self._blush()
        picture = self.pen.picture(scaled=seed % 3 == 1)
        layer = blank(self.shape)
        areas = []
        for eye in pair:
            found, aside = eyes.hint_eye(layer, picture, eye)
            areas += found
            self.aside |= aside
        figure = polygon(self.shape, *self.skin)
        whole = figure if self.hair is None else figure | polygon(self.shape, self.hair)
        skin = figure if self.hair is None else figure & ~polygon(self.shape, self.hair)
        if lips is not None:
            inside = off(polygon(self.shape, lips), picture, 1)
            self.aside |= grown(polygon(self.shape, lips), 2)
            if inside.any() and rng.random() < 0.5:
                y, x, room = deepest(inside)
                dab(layer, (x, y), min(3.0, room - 1), RED)
                areas.append(Area("mouth", inside, RED, 0.9))
        self._face_dabs(layer, picture, skin, areas)
        outside = off(~grown(whole, self.line + 2), self.aside if cut else np.zeros(self.shape, np.bool_))
        answer = GREEN if rng.random() < 0.75 else None
        if answer:
            dab(layer, (6, 6), 5, answer)
        areas.append(Area("outside", outside, answer, OUTSIDE_RIGHT))
        kinds = " and ".join(eye.kind for eye in pair)
        return Drawing("faces", f"face {seed}, {self.side} px, {kinds}", picture, layer, tuple(areas))

    def _face_dabs(self, layer: U8, picture: U8, skin: Bool, areas: list[Area]) -> None:
        free = off(skin & ~self.aside, picture, 1)
        under = dab(layer, self._place(free), 0.012 * self.side, SKIN)
        asked = reached(off(skin, picture), under, WAY / 2) & free
        areas.append(Area("face", asked, SKIN, SKIN_RIGHT))
        if self.hair is not None:
            hair = off(polygon(self.shape, self.hair), picture, 1)
            dab(layer, somewhere(self.rng, hair, 7), 0.01 * self.side, HAIR)
            areas.append(Area("hair", hair, HAIR, HAIR_RIGHT))

    def _place(self, free: Bool) -> tuple[float, float]:
        """x, y for the dab of skin: anywhere, or, as often, beside a line."""
        if self.rng.random() < 0.5:
            return somewhere(self.rng, free, 6)
        return somewhere(self.rng, free & (depth(free) < 14), 3)

    def _head(self, start: float, end: float) -> F64:
        """Points of the head's outline, degrees from the top, to the right."""
        turn = np.deg2rad(np.linspace(start, end, max(12, int(abs(end - start) * self.side / 200))))
        across, down = np.sin(turn), -np.cos(turn)
        narrow = 1 - self.chin * np.clip(down, 0, 1) ** 2
        return np.stack([self.x + self.a * across * narrow, self.y + self.b * down], axis=1)

    def _outline(self, with_hair: bool, with_neck: bool) -> bool:
        """Head, ears, hair and neck; gives whether the neck runs off the page."""
        rng = self.rng
        self.skin.append(self._head(0, 360))
        root = float(rng.uniform(78, 88)) if with_hair else 0.0
        chin = float(rng.uniform(14, 24)) if with_neck else 0.0
        spans = [(root, 180 - chin), (180 + chin, 360 - root)]
        if with_hair:
            self._hair(root)
        ears = rng.random()
        if ears < 0.7:
            spans = self._ears(spans, is_open=bool(ears < 0.45))
        for start, end in spans:
            self.pen.line(self._head(start, end), self.line)
        return self._neck(chin) if with_neck else False

    def _ears(self, spans: list[tuple[float, float]], *, is_open: bool) -> list[tuple[float, float]]:
        """An ear on each side: open to the face, or closed and then not asked about."""
        kept = []
        for start, end in spans:
            right = end <= 181
            middle, half = (100.0, 9.0) if right else (260.0, 9.0)
            top, bottom = self._head(middle - half, middle + half)[[0, -1]]
            out = (top + bottom) / 2 + ((1 if right else -1) * 0.13 * self.a, 0)
            t = np.linspace(0, 1, 24)[:, None]
            curve = (1 - t) ** 3 * top + 3 * t * (1 - t) ** 2 * (out + (out - bottom) * (0.4, 0.6))
            curve = curve + 3 * t * t * (1 - t) * (out + (out - top) * (0.4, 0.6)) + t**3 * bottom
            self.pen.line(curve, self.line)
            if is_open:
                self.skin.append(curve)
                kept += [(start, middle - half), (middle + half, end)]
            else:
                self.aside |= grown(polygon(self.shape, curve), self.line + 1)
                self.skin.append(curve)
                kept.append((start, end))
        return kept

    def _hair(self, root: float) -> None:
        """A cap with a fringe whose tips come down into the face, and by chance single strands."""
        rng = self.rng
        wide = rng.uniform(1.08, 1.22)
        head = self._head(-root, root)
        crown = (head - (self.x, self.y)) * (wide, wide * rng.uniform(1.0, 1.06)) + (self.x, self.y)
        crown = np.vstack([head[:1], crown[1:-1], head[-1:]])
        tips = int(rng.integers(3, 8))
        places = np.linspace(0, 1, 2 * tips + 1)
        left, right = head[0], head[-1]
        fringe = left + (right - left) * places[:, None]
        low = self.y - self.b * rng.uniform(0.1, 0.22, 2 * tips + 1)
        high = self.y - self.b * rng.uniform(0.35, 0.6, 2 * tips + 1)
        fringe[1:-1, 1] = np.where(np.arange(1, 2 * tips) % 2 == 1, low[1:-1], high[1:-1])
        if rng.random() < 0.5:
            fringe[1:-1, 1] = np.where(np.arange(1, 2 * tips) % 2 == 1, high[1:-1], low[1:-1])
        self.hair = np.vstack([crown, fringe[::-1]])
        self.pen.line(crown, self.line)
        self.pen.line(fringe, self.line)
        for k in range(1, 2 * tips, 2) if rng.random() < 0.4 else ():
            end = fringe[k] + (rng.uniform(-6, 6), rng.uniform(0.05, 0.14) * self.b)
            self.pen.line(
                np.stack([fringe[k], (fringe[k] + end) / 2 + (2, 0), end]), self.line * np.array([0.9, 0.7, 0.4])
            )

    def _neck(self, chin: float) -> bool:
        """A neck that the chin, open ``chin`` degrees to each side, leads into; gives whether it runs off the page."""
        ends = [self._head(180 - chin, 180)[0], self._head(180 + chin, 180)[0]]
        cut = bool(self.rng.random() < 0.3)
        foot = self.side + 2 if cut else min(self.side - 12, ends[0][1] + 0.35 * self.b)
        legs = [np.array([end, (end[0] + (3 if k == 0 else -3), foot)]) for k, end in enumerate(ends)]
        for leg in legs:
            self.pen.line(leg, self.line)
        self.skin.append(np.array([legs[0][0], legs[0][1], legs[1][1], legs[1][0]]))
        if not cut:
            self.pen.line(np.stack([legs[0][1], legs[1][1]]), self.line)
        return cut

    def _eyes(self) -> list[eyes.Eye]:
        rng = self.rng
        kind = str(rng.choice(eyes.KINDS, p=[0.2, 0.25, 0.15, 0.3, 0.1]))
        half = self.a * rng.uniform(0.2, 0.29)
        apart, y = self.a * rng.uniform(0.42, 0.5), self.y + self.b * rng.uniform(0.1, 0.2)
        kinds = [kind, "closed" if rng.random() < 0.12 else kind]
        pair = [eyes.make_eye(rng, k, self.x + s * apart, y, half) for k, s in zip(kinds, (-1, 1), strict=True)]
        for eye in pair:
            eyes.draw_eye(self.pen, rng, eye)
        return pair

    def _brows(self) -> None:
        rng = self.rng
        y, style = self.y - self.b * 0.06, rng.random()
        for side in (-1, 1):
            middle = self.x + side * 0.46 * self.a
            brow = arc((middle, y + 8), (0.24 * self.a, 12), 205, 335)
            if style < 0.5:
                self.pen.line(brow, self.line * rng.uniform(0.8, 2) * (0.3 + np.sin(np.linspace(0.2, 2.9, len(brow)))))
            elif style < 0.75:
                for k in range(0, len(brow), 4):
                    self.pen.line(np.stack([brow[k], brow[k] + (5, -5)]), 1.2)
            else:
                lens = np.vstack([brow, brow[::-1] + np.array([0, 4])])
                self.pen.line(lens, 0.8 * self.line, closed=True)
                self.aside |= grown(polygon(self.shape, lens), 3)

    def _nose(self) -> None:
        y = self.y + self.b * self.rng.uniform(0.4, 0.48)
        if self.rng.random() < 0.5:
            self.pen.line(
                np.array([(self.x, y - 0.14 * self.b), (self.x + 0.08 * self.a, y), (self.x - 2, y + 2)]),
                0.7 * self.line,
            )
        else:
            for side in (-1, 1):
                self.pen.dot((self.x + side * 0.05 * self.a, y), 1.2)

    def _mouth(self) -> F64 | None:
        """A line, or lips, open: the ring of what is between them."""
        rng = self.rng
        y, half = self.y + self.b * rng.uniform(0.62, 0.7), self.a * rng.uniform(0.15, 0.36)
        smile = arc((self.x, y), (half, half * rng.uniform(0.2, 0.6)), 0, 180)
        self.pen.line(smile, 0.8 * self.line)
        if rng.random() < 0.4:
            self.pen.line(smile[[0, -1]], 0.8 * self.line)
            return smile
        return None

    def _blush(self) -> None:
        for side in (-1, 1):
            for k in range(int(self.rng.integers(2, 5))):
                root = np.array([self.x + side * 0.55 * self.a + 5 * k, self.y + 0.46 * self.b])
                self.pen.line(np.stack([root, root + np.array([4, -8])]), 1.2)
