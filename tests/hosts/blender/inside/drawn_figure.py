"""For the guide: somebody in a bobble hat walks; drawn with Grease Pencil, hinted once, coloured, and rendered."""

import math

import bpy
import drawn
import drawn_window
import numpy as np
from strips_window import photographed, press

KEYS = (1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23)
"""Drawings; each is held for two frames."""
FRAMES = 24
START = 0.13
"""Of a step, on the first drawing."""
RADIUS = 0.022
DENSE = 24
"""Points of an outline between two that it is drawn through."""
SKIN, RED, YELLOW, BLUE = (0.85, 0.5, 0.33), (0.62, 0.04, 0.05), (0.85, 0.55, 0.08), (0.04, 0.2, 0.4)
NAVY, BROWN, CHESTNUT, WHITE = (0.06, 0.09, 0.2), (0.22, 0.08, 0.03), (0.3, 0.11, 0.03), (0.85, 0.85, 0.8)


def rounded(points, closed=True):
    """A smooth line through points, n×2: a uniform spline of Catmull and Rom's."""
    given = np.asarray(points, float)
    around = np.concatenate([given[-1:], given, given[:2]] if closed else [given[:1], given, given[-1:]])
    t = np.linspace(0, 1, DENSE, endpoint=False)[:, None]
    found = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        found.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate(found if closed else [*found, given[-1:]])


def oval(x, z, wide, high, turn=0.0):
    angle = np.linspace(0, 2 * np.pi, 9)[:-1]
    u, v = wide * np.cos(angle), high * np.sin(angle)
    c, s = math.cos(turn), math.sin(turn)
    return rounded(np.stack([x + c * u - s * v, z + s * u + c * v], axis=1))


def limb(start, angles, lengths, widths):
    """An arm or a leg: its outline, and where it ends. angles: from straight down, forwards positive."""
    at = [np.array(start, float)]
    ways = [np.array([math.sin(angle), -math.cos(angle)]) for angle in angles]
    for way, length in zip(ways, lengths, strict=True):
        at.append(at[-1] + length * way)
    middle = ways[0] + ways[1]
    across = [np.array([way[1], -way[0]]) for way in (ways[0], middle / np.linalg.norm(middle), ways[1])]
    left = [p + w * a for p, w, a in zip(at, widths, across, strict=True)]
    right = [p - w * a for p, w, a in zip(at, widths, across, strict=True)]
    cap = at[0] - 0.8 * widths[0] * ways[0]
    return rounded([cap, *left, *right[::-1]]), at[-1]


def shapes(turn):
    """What is drawn, from behind to the front: name, outline n×2, and whether the outline is closed. turn: of a step,
    0 to 1."""
    swing, up = math.sin(2 * np.pi * turn), 0.05 * math.cos(4 * np.pi * turn)
    found = []

    def leg(side, name):
        bend = 0.25 + 0.45 * max(0.0, side * math.cos(2 * np.pi * turn))
        thigh = 0.55 * side * swing
        outline, foot = limb((0.0, -0.55 + up), (thigh, thigh - bend), (0.62, 0.55), (0.27, 0.22, 0.17))
        tilt = 0.6 * (thigh - bend) + 0.1
        boot = [(-0.2, 0.2), (0.17, 0.2), (0.2, -0.02), (0.46, -0.1), (0.48, -0.26), (0.1, -0.28), (-0.22, -0.26)]
        c, s = math.cos(tilt), math.sin(tilt)
        found.append((f"{name} leg", outline))
        found.append((f"{name} boot", rounded([(foot[0] + c * x - s * z, foot[1] + s * x + c * z) for x, z in boot])))

    def arm(side, name):
        shoulder = -0.6 * side * swing
        outline, hand = limb((0.0, 0.3 + up), (shoulder, shoulder + 0.45), (0.48, 0.42), (0.2, 0.17, 0.17))
        found.append((f"{name} mitten", oval(hand[0] + 0.06, hand[1] - 0.08, 0.2, 0.19)))
        found.append((f"{name} sleeve", outline))

    lag = 0.12 * math.sin(2 * np.pi * turn - 1)
    arm(-1, "back")
    leg(-1, "back")
    leg(1, "front")
    coat = [
        (-0.25, 0.5),
        (0.28, 0.5),
        (0.42, 0.1),
        (0.5, -0.45),
        (0.62 + lag, -0.92),
        (0.0, -0.98),
        (-0.66 + lag, -0.9),
        (-0.5, -0.4),
        (-0.4, 0.1),
    ]
    found.append(("coat", rounded([(x, z + up) for x, z in coat])))
    tail = [
        (-0.25, 0.62),
        (-0.7, 0.62 + lag),
        (-1.1, 0.45 + 2 * lag),
        (-1.2, 0.7 + 2 * lag),
        (-0.7, 0.88 + lag),
        (-0.2, 0.8),
    ]
    found.append(("tail", rounded([(x, z + up) for x, z in tail])))
    found.append(("scarf", oval(0.02, 0.62 + up, 0.42, 0.17)))
    found.append(
        (
            "hair",
            rounded(
                [
                    (-0.45, 1.6 + up),
                    (-0.8, 1.2 + up),
                    (-0.72 + lag, 0.72 + up),
                    (-0.35, 0.8 + up),
                    (0.0, 1.1 + up),
                    (0.1, 1.6 + up),
                ]
            ),
        )
    )
    found.append(("face", oval(0.08, 1.25 + up, 0.62, 0.58)))
    found.append(("nose", oval(0.7, 1.2 + up, 0.12, 0.1)))
    found.append(
        (
            "fringe",
            rounded(
                [
                    (-0.56, 1.5 + up),
                    (-0.5, 1.02 + up),
                    (-0.3, 1.15 + up),
                    (-0.12, 1.42 + up),
                    (0.3, 1.5 + up),
                    (0.1, 1.7 + up),
                ]
            ),
        )
    )
    bob = 2.34 + up + 0.06 * math.sin(4 * np.pi * turn)
    found.append(("bobble", oval(-0.16 + lag, bob, 0.24, 0.23)))
    found.append(
        (
            "hat",
            rounded(
                [
                    (-0.66, 1.55 + up),
                    (-0.58, 1.95 + up),
                    (-0.1, 2.22 + up),
                    (0.42, 2.0 + up),
                    (0.62, 1.62 + up),
                    (0.0, 1.68 + up),
                ]
            ),
        )
    )
    found.append(
        (
            "band",
            rounded(
                [
                    (-0.76, 1.52 + up),
                    (-0.7, 1.76 + up),
                    (0.0, 1.86 + up),
                    (0.68, 1.8 + up),
                    (0.74, 1.56 + up),
                    (0.0, 1.6 + up),
                ]
            ),
        )
    )
    arm(1, "front")
    return found


DABS = {
    YELLOW: ("back mitten", "tail", "scarf", "front mitten"),
    RED: ("back sleeve", "coat", "front sleeve"),
    NAVY: ("back leg", "front leg"),
    BROWN: ("back boot", "front boot"),
    CHESTNUT: ("hair", "fringe"),
    SKIN: ("face", "nose"),
    WHITE: ("bobble", "band"),
    BLUE: ("hat",),
}
"""Which linear colour is dabbed into what."""


def inside(points, outline):
    """Which of n×2 points lie within an outline."""
    x, z = points.T
    found = np.zeros(len(points), bool)
    for (x0, z0), (x1, z1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if z0 != z1:
            found ^= ((z0 > z) != (z1 > z)) & (x < (x1 - x0) * (z - z0) / (z1 - z0) + x0)
    return found


def visible(outline, hidden):
    """The parts of a closed outline that nothing in front hides, each a line; or None if all of it is seen."""
    if not hidden.any():
        return None
    start = int(np.argmax(hidden))
    hidden, outline = np.roll(hidden, -start), np.roll(outline, -start, axis=0)
    ends = np.flatnonzero(np.diff(np.concatenate([[True], hidden, [True]]).astype(int)))
    return [
        outline[np.arange(begin - 1, end + 1) % len(outline)] for begin, end in zip(ends[0::2], ends[1::2], strict=True)
    ]


def flat(points):
    """In the plane that is drawn in."""
    return np.stack([points[:, 0], np.zeros(len(points)), points[:, 1]], axis=1)


def draw(key, turn):
    """One drawing."""
    every = shapes(turn)
    for n, (_, outline) in enumerate(every):
        hidden = np.zeros(len(outline), bool)
        for _, front in every[n + 1 :]:
            hidden |= inside(outline, front)
        lines = visible(outline, hidden)
        if lines is None:
            drawn.stroke(key, flat(outline), True, RADIUS)
        for line in lines or ():
            drawn.stroke(key, flat(line), False, RADIUS)
    lift = 0.05 * math.cos(4 * np.pi * turn)
    for wide, z, high in ((0.34, 1.32, 0.075), (0.37, 1.3, 0.03)):
        drawn.stroke(key, flat(oval(wide, z + lift, 0.03, high)), True, 0.03)
    smile = rounded([(0.3, 0.98 + lift), (0.42, 0.94 + lift), (0.52, 1.0 + lift)], closed=False)
    drawn.stroke(key, flat(smile), False, RADIUS)


def seen_point(name, every):
    """A point of a shape far from everything that is in front of it, and from its own outline."""
    names = [each for each, _ in every]
    at = names.index(name)
    low, high = every[at][1].min(axis=0), every[at][1].max(axis=0)
    grid = np.stack(np.meshgrid(*(np.linspace(low[k], high[k], 40) for k in (0, 1))), axis=-1).reshape(-1, 2)
    free = inside(grid, every[at][1])
    for _, front in every[at + 1 :]:
        free &= ~inside(grid, front)
    others = np.concatenate([outline for _, outline in every[at:]])
    distances = np.linalg.norm(grid[:, None] - others[None], axis=2).min(axis=1)
    return grid[np.argmax(np.where(free, distances, -1))]


def figure(width, height):
    """A walk in twelve drawings, with dabs on the first one."""
    scene = drawn.begin(width, height)
    scene.frame_start, scene.frame_end = 1, FRAMES
    item = drawn.drawing()
    lines = drawn.layer(item, "lines", KEYS)
    for n, key in enumerate(sorted(lines.frames, key=lambda key: key.frame_number)):
        draw(key, START + n / len(KEYS))
    every = shapes(START)
    drawn.hint(item, 1, [])
    hints = drawn.compat().layer(item, item.celtint.hints).frames[0]
    for rgb, name in ((rgb, name) for rgb, names in DABS.items() for name in names):
        spot = drawn.dab(*seen_point(name, every), 0.05)
        drawn.stroke(hints, spot, slot=item.active_material_index, colour=(*rgb, 1.0))
    return item


def animation(folder):
    """Colour the walk; renders of every frame, without and with its fills, and what the fills' colours are by key."""
    item = figure(400, 400)
    said = {"refused": drawn.colour(), "fills": drawn.fills_by_key(item), "before": [], "after": []}
    made, hints = item.celtint.result, item.celtint.hints
    for frame in range(1, FRAMES + 1):
        bpy.context.scene.frame_set(frame)
        said["before"].append(drawn.render(f"{folder}/before-{frame:02}.png", hide=[made, hints]))
        said["after"].append(drawn.render(f"{folder}/after-{frame:02}.png", hide=[hints]))
    return said


def guide(picture):
    """In a window: the figure, coloured, seen through the camera, and the sidebar on celtint."""
    item = figure(720, 720)
    scene = bpy.context.scene
    scene.render.film_transparent, scene.world = False, bpy.data.worlds.new("paper")
    scene.world.color = (0.93, 0.92, 0.88)
    yield
    area = yield from drawn_window.viewport()
    space = area.spaces[0]
    space.shading.type = "RENDERED"
    space.region_3d.view_camera_zoom, space.region_3d.view_camera_offset = 11, (0.03, 0)
    for name in ("show_outline_selected", "show_cursor", "show_object_origins"):
        setattr(space.overlay, name, False)
    bpy.context.view_layer.objects.active = item
    yield from press(area, bpy.ops.celtint.colour)
    while drawn_window.running():
        yield
    yield
    yield from photographed(area, picture)
    return drawn_window.names()
