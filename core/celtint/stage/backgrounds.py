"""Where it happens: sky, ground and what is far away, with the horizon where the boxes imply it."""

from collections.abc import Callable

import numpy as np

from celtint.stage import scenery, tuning
from celtint.stage.drawing import Sheet
from celtint.stage.harmony import Light
from celtint.stage.layout import StageLayout
from celtint.stage.placing import Group
from celtint.stage.scenery import Scene
from celtint.types.picture import RGB


def light_of(layout: StageLayout) -> Light | None:
    """The light of the place, which lies on everything."""
    return TINT.get(layout.background)


def lay(sheet: Sheet, layout: StageLayout, groups: tuple[Group, ...]) -> None:
    """Paint the background asked for over the whole sheet, for what stands on it."""
    if layout.background == "none":
        return
    luck = np.random.default_rng([layout.seed, 77])
    air = _AIR.get(layout.background, (255, 255, 255))
    scene = Scene(sheet, layout.width, layout.height, horizon(layout, groups), groups, luck, air)
    _PLACES[layout.background](scene)


def horizon(layout: StageLayout, groups: tuple[Group, ...]) -> float:
    """How far down the page the ground begins, in pixels: above the highest foot of what stands on it, below what is in
    the sky. What has its foot up there is in the air too, as a bird is."""
    usual = _HORIZON.get(layout.background, 0.6) * layout.height
    least, most = tuning.SCENERY.highest * layout.height, tuning.SCENERY.lowest * layout.height
    aloft = [group.bounds[3] for group in groups if group.object.group == "sky" or group.kind in ("floats", "flies")]
    least = max([least, *(min(under, usual) for under in aloft)])
    margin, feet = tuning.SCENERY.behind * layout.height, []
    for group in groups:
        foot = standing_at(group, groups)
        hung = layout.background == "room" and group.object.group not in ("person", "animal")
        if foot is not None and foot >= (tuning.SCENERY.wall * layout.height if hung else least):
            feet.append(foot - margin)
    return float(np.clip(min([usual, *feet]), least, most))


def standing_at(group: Group, groups: tuple[Group, ...]) -> float | None:
    """Where the foot of a group meets the ground, in pixels down the page; None where it hangs, flies, or stands on
    another."""
    if group.kind not in ("stands", "lies") or group.object.group == "sky":
        return None
    left, _, right, bottom = group.bounds
    middle = (left + right) / 2
    for other in groups:
        if other is not group:
            x0, y0, x1, y1 = other.bounds
            if x0 < middle < x1 and y0 <= bottom < y1 - 0.05 * (y1 - y0) and other.depth < group.depth:
                return None
    return bottom


def _meadow(scene: Scene) -> None:
    scene.all_over("sky", (188, 224, 242))
    scenery.clouds(scene, (244, 248, 250))
    scenery.hills(scene, "far hills", (152, 194, 186), 0.15, 0.9)
    scenery.hills(scene, "hills", (140, 192, 130), 0.09, 1.7)
    scenery.tree_line(scene, "far trees", (98, 158, 108), 0.045)
    scene.ground("grass", (164, 208, 120))
    scenery.tufts(scene, scene.line)


def _street(scene: Scene) -> None:
    scene.all_over("sky", (200, 222, 238))
    scenery.clouds(scene, (244, 247, 250))
    scenery.skyline(scene, ((206, 200, 196), (190, 196, 206), (214, 204, 186)))
    scene.ground("pavement", (206, 200, 190))
    scenery.road(scene, (128, 130, 140), (236, 232, 216))


def _room(scene: Scene) -> None:
    scene.all_over("wall", (240, 226, 202))
    scene.band("skirting board", (250, 244, 232), scene.line - tuning.SCENERY.board * scene.height, scene.line)
    scene.ground("floor", (204, 164, 122))
    scenery.boards(scene)


def _sea(scene: Scene) -> None:
    scene.all_over("sky", (190, 224, 242))
    scenery.clouds(scene, (244, 248, 250))
    scenery.island(scene, (150, 186, 180))
    scene.ground("sea", (104, 170, 204))
    scenery.beach(scene, (238, 218, 168))
    scenery.waves(scene)


def _night(scene: Scene) -> None:
    scene.all_over("sky", (38, 48, 96))
    scenery.moon(scene, (248, 236, 190))
    scenery.stars(scene, (250, 236, 170))
    scenery.hills(scene, "far hills", (48, 62, 110), 0.14, 0.9)
    scenery.hills(scene, "hills", (42, 66, 92), 0.08, 1.7)
    scene.ground("ground", (50, 84, 84))
    scenery.tufts(scene, scene.line)


_PLACES: dict[str, Callable[[Scene], None]] = {
    "meadow": _meadow,
    "street": _street,
    "room": _room,
    "sea": _sea,
    "night sky": _night,
}
_HORIZON = {"meadow": 0.6, "street": 0.6, "room": 0.68, "sea": 0.5, "night sky": 0.84}
_AIR: dict[str, RGB] = {"night sky": (178, 192, 232)}
"""What lies before a place, where it isn't plain white: moonlight."""

TINT: dict[str, Light] = {
    "meadow": ((255, 244, 214), 0.05),
    "street": ((244, 236, 226), 0.06),
    "room": ((255, 226, 180), 0.07),
    "sea": ((214, 236, 246), 0.06),
    "night sky": ((44, 58, 120), 0.2),
}
"""The light of each place, and how much of it lies on everything."""
