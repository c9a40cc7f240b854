"""What a Grease Pencil layer holds on one frame, as arrays; the same for every version of Blender."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


EMPTY = (254, 1, 253)
"""8-bit sRGB that stands for no colour on the way to the server and back: the artist's materials for it are sent so,
and what comes back so is not filled. Nobody paints with it, and no palette has it."""
STEPS = 12
"""Points for each of a Bézier curve's, when it is drawn out."""


@dataclass(frozen=True)
class Strokes:
    """n points of k strokes, one stroke's after the other's.

    points: n×3 f32, in the layer's coordinates. radii: n f32, in the object's units, or in pixels if `screen`.
    lengths: k i32, points of each stroke. closed: k bool. lined, filled: k bool, whether a line and an inside are
    drawn. ink, fill: k×4 f32, linear RGB and opacity.
    """

    points: NDArray[np.float32]
    radii: NDArray[np.float32]
    lengths: NDArray[np.int32]
    closed: NDArray[np.bool_]
    lined: NDArray[np.bool_]
    filled: NDArray[np.bool_]
    ink: NDArray[np.float32]
    fill: NDArray[np.float32]
    screen: bool = False

    @classmethod
    def none(cls) -> Strokes:
        """Nothing drawn."""
        k, colours = np.zeros(0, bool), np.zeros((0, 4), np.float32)
        points = np.zeros((0, 3), np.float32)
        return cls(points, np.zeros(0, np.float32), np.zeros(0, np.int32), k, k, k, colours, colours)

    def __len__(self) -> int:
        return len(self.lengths)

    def ends(self) -> NDArray[np.intp]:
        """The index after each stroke's last point."""
        return np.cumsum(self.lengths, dtype=np.intp)

    def only(self, chosen: NDArray[np.bool_]) -> Strokes:
        """The strokes chosen, k bool."""
        if chosen.all():
            return self
        each = np.repeat(chosen, self.lengths)
        closed, lined, filled = (flags[chosen] for flags in (self.closed, self.lined, self.filled))
        ink, fill = self.ink[chosen], self.fill[chosen]
        points, radii, lengths = self.points[each], self.radii[each], self.lengths[chosen]
        return Strokes(points, radii, lengths, closed, lined, filled, ink, fill, self.screen)

    def between(self, begin: NDArray[np.intp], to: NDArray[np.intp], share: NDArray[np.floating]) -> Strokes:
        """With another point after each of `begin`, sorted indices, on the way to those of `to`, share 0 to 1 of it."""
        way = share.astype(np.float32)
        points = self.points[begin] + way[:, None] * (self.points[to] - self.points[begin])
        radii = self.radii[begin] + way * (self.radii[to] - self.radii[begin])
        points, radii = np.insert(self.points, begin + 1, points, 0), np.insert(self.radii, begin + 1, radii)
        more = np.bincount(np.searchsorted(self.ends(), begin, side="right"), minlength=len(self))
        return replace(self, points=points, radii=radii, lengths=(self.lengths + more).astype(np.int32))


@dataclass(frozen=True)
class Fills:
    """Outlines to be filled: points, n×3 f32, in the layer's coordinates; lengths, points of each, k i32; colours,
    k×4 f32, linear; entries, the name of each one's palette entry; order of the rows is the order of painting.
    groups: vertex groups that move them; weights: n×g f32, how much."""

    points: NDArray[np.float32]
    lengths: NDArray[np.int32]
    colours: NDArray[np.float32]
    entries: tuple[str, ...]
    groups: tuple[str, ...] = ()
    weights: NDArray[np.float32] | None = None

    @classmethod
    def none(cls) -> Fills:
        """Nothing to fill."""
        return cls(np.zeros((0, 3), np.float32), np.zeros(0, np.int32), np.zeros((0, 4), np.float32), ())

    def only(self, chosen: Sequence[int]) -> Fills:
        """The outlines chosen, by their indices."""
        flags = np.isin(np.arange(len(self.lengths)), chosen)
        each = np.repeat(flags, self.lengths)
        entries = tuple(self.entries[n] for n in chosen)
        weights = None if self.weights is None else self.weights[each]
        lengths, colours = self.lengths[flags], self.colours[flags]
        return replace(
            self, points=self.points[each], lengths=lengths, colours=colours, entries=entries, weights=weights
        )


def linear(srgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear values of sRGB ones, both 0 to 1; IEC 61966-2-1."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def srgb_bytes(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """8-bit sRGB of linear values, ...×3 or ...×4; a fourth channel, opacity, is only scaled."""
    value = np.clip(np.nan_to_num(values.astype(np.float64)), 0.0, 1.0)
    colour = value[..., :3]
    value[..., :3] = np.where(colour <= 0.0031308, 12.92 * colour, 1.055 * colour ** (1 / 2.4) - 0.055)
    return np.rint(255 * value).astype(np.uint8)


def linear_of_bytes(colours: NDArray[np.uint8]) -> NDArray[np.float32]:
    """k×4 f32, linear and opaque, of k×3 8-bit sRGB."""
    rgb = linear(colours.astype(np.float64) / 255)
    return np.concatenate([rgb, np.ones((len(rgb), 1))], axis=1).astype(np.float32)


def mixed(under: NDArray[np.float32], over: NDArray[np.float32], opacity: NDArray[np.float32]) -> NDArray[np.float32]:
    """Material colours under vertex colours; opacity: k."""
    share = over[:, 3:]
    rgb = under[:, :3] * (1 - share) + over[:, :3] * share
    return np.concatenate([rgb, under[:, 3:] * opacity[:, None]], axis=1).astype(np.float32)


def means(values: NDArray[np.float32], lengths: NDArray[np.int32]) -> NDArray[np.float32]:
    """The mean of each stroke's points; 0 for a stroke without any."""
    starts = np.cumsum(lengths, dtype=np.intp) - lengths
    sums = np.zeros((len(lengths), *values.shape[1:]), np.float32)
    some = lengths > 0
    if some.any():
        sums[some] = np.add.reduceat(values, starts[some], axis=0)
    counts = np.maximum(lengths, 1).reshape(-1, *([1] * (values.ndim - 1)))
    return np.asarray(sums / counts, np.float32)


def rounded(
    strokes: Strokes, curved: NDArray[np.bool_], left: NDArray[np.float32], right: NDArray[np.float32]
) -> Strokes:
    """Strokes with Bézier curves drawn out, `STEPS` points for each of theirs. left, right: n×3, the handles."""
    points, radii, lengths = [], [], []
    share = (np.arange(STEPS, dtype=np.float32) / STEPS)[None, :, None]
    for n, end in enumerate(strokes.ends()):
        at = np.arange(end - strokes.lengths[n], end)
        if not curved[n] or len(at) < 2:
            points.append(strokes.points[at])
            radii.append(strokes.radii[at])
        else:
            to = np.roll(at, -1)
            a, b, c, d = (each[:, None] for each in (strokes.points[at], right[at], left[to], strokes.points[to]))
            s = 1 - share
            way = s**3 * a + 3 * s**2 * share * b + 3 * s * share**2 * c + share**3 * d
            thick = s[..., 0] * strokes.radii[at, None] + share[..., 0] * strokes.radii[to, None]
            stop = len(at) * STEPS if strokes.closed[n] else (len(at) - 1) * STEPS + 1
            points.append(way.reshape(-1, 3)[:stop].astype(np.float32))
            radii.append(thick.reshape(-1)[:stop].astype(np.float32))
        lengths.append(len(points[-1]))
    kept = (strokes.closed, strokes.lined, strokes.filled, strokes.ink, strokes.fill)
    return Strokes(np.concatenate(points), np.concatenate(radii), np.array(lengths, np.int32), *kept)
