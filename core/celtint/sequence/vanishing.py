"""Parts that vanish on the way: a colour that the drawings of a scene had and that some of them lack.

A line left open makes a part run into what is beside it, or it was forgotten; who looks sees which. A part that the
page's border touches has left. Of a frame only colours, areas and boxes are known, so a thousand frames take no room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from celtint.sequence import tuning
from celtint.types.picture import RGB


@dataclass(frozen=True)
class Shown:
    """What a frame shows. index: its number. areas: pixels of each colour. leaving: colours of which a region touches
    the page's border. pixels: of the picture. cut: whether a scene begins with it."""

    index: int
    areas: dict[RGB, int]
    leaving: frozenset[RGB]
    pixels: int
    cut: bool = False


@dataclass(frozen=True)
class Vanished:
    """A colour that frames `first` to `last` lack, which `area` pixels had on the frame before. back: whether it is
    there again after them; otherwise `last` is the scene's last."""

    colour: RGB
    first: int
    last: int
    area: int
    back: bool


def vanished(frames: Iterable[Shown]) -> tuple[Vanished, ...]:
    """What vanishes, the largest first. frames: in any order; those of one colour for all, as paper is, say nothing."""
    found: list[Vanished] = []
    scene: list[Shown] = []
    for frame in sorted(frames, key=lambda one: one.index):
        if frame.cut:
            found += _of_scene(scene)
            scene = []
        scene.append(frame)
    found += _of_scene(scene)
    return tuple(sorted(found, key=lambda one: (-one.area, one.first, one.colour)))


def _of_scene(scene: Sequence[Shown]) -> list[Vanished]:
    found: list[Vanished] = []
    for colour in {c for frame in scene for c in frame.areas}:
        there = [k for k, frame in enumerate(scene) if colour in frame.areas]
        for k, after in zip(there, [*there[1:], len(scene)], strict=True):
            before = scene[k]
            seen = sum(1 for earlier in there if earlier <= k)
            small = before.areas[colour] < tuning.VANISHING.least * before.pixels
            if after == k + 1 or seen < tuning.VANISHING.kept or small or colour in before.leaving:
                continue
            lack = [one for one in scene[k + 1 : after] if one.areas]  # a blank drawing lacks everything
            if lack:
                area = before.areas[colour]
                found.append(Vanished(colour, lack[0].index, lack[-1].index, area, after < len(scene)))
    return found
