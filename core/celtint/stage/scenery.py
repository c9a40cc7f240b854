"""What backgrounds are made of: bands, hills, clouds, a skyline, a road, waves, stars."""

from dataclasses import dataclass, field

import numpy as np

from celtint.stage import tuning
from celtint.stage.drawing import Shade, Sheet
from celtint.stage.placing import Group
from celtint.types.arrays import F32
from celtint.types.picture import RGB


@dataclass(frozen=True)
class Scene:
    """A background at work. width, height: of the canvas in pixels. line: the horizon, pixels down the page."""

    sheet: Sheet
    width: int
    height: int
    line: float
    groups: tuple[Group, ...]
    luck: np.random.Generator
    air: RGB = (255, 255, 255)
    """What lies between the eye and the background, so that things stand out of it."""
    strewn: list[tuple[float, float, float]] = field(default_factory=list)
    """Middles and radii of small things that lie apart from each other."""

    @property
    def side(self) -> int:
        return max(self.width, self.height)

    def shape(self, name: str, colour: RGB, *rings: F32) -> None:
        """One area of the background, its rings in pixels."""
        self.sheet.fill(list(rings), self.sheet.label(Shade(-1, 0, name, _through_air(colour, self.air))))

    def glow(self, name: str, colour: RGB, *rings: F32) -> None:
        """The same of what gives light, which the air doesn't pale."""
        self.sheet.fill(list(rings), self.sheet.label(Shade(-1, 0, name, colour)))

    def band(self, name: str, colour: RGB, top: float, bottom: float) -> None:
        """A strip from one side of the page to the other."""
        right = float(self.width + 2)
        self.shape(name, colour, np.array([[-2, top], [right, top], [right, bottom], [-2, bottom]], np.float32))

    def all_over(self, name: str, colour: RGB) -> None:
        """The whole page."""
        self.band(name, colour, -2, self.height + 2)

    def ground(self, name: str, colour: RGB) -> None:
        """From the horizon down."""
        self.band(name, colour, self.line, self.height + 2)

    def below(self, name: str, colour: RGB, top: F32) -> None:
        """All below a line of points, which runs from the left side to the right, down to the horizon."""
        foot = self.line + 2
        corners = np.array([[top[-1, 0], foot], [top[0, 0], foot]], np.float32)
        self.shape(name, colour, np.concatenate([top, corners]))

    def is_free(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether no group's bounds touch a rectangle, in pixels."""
        for group in self.groups:
            left, top, right, bottom = group.bounds
            if x0 < right and left < x1 and y0 < bottom and top < y1:
                return False
        return True

    def strews(self, x: float, y: float, radius: float) -> bool:
        """Whether something small fits there, on the page, clear of groups and of what was strewn before."""
        on_page = radius < x < self.width - radius and radius < y < self.height - radius
        if not on_page or not self.is_free(x - radius, y - radius, x + radius, y + radius):
            return False
        if any((x - a) ** 2 + (y - b) ** 2 < (radius + r) ** 2 for a, b, r in self.strewn):
            return False
        self.strewn.append((x, y, radius))
        return True

    def holds(self, *tags: str) -> bool:
        """Whether a box holds an object of one of these names."""
        return any(tag in group.object.tags for group in self.groups for tag in tags)


def _through_air(colour: RGB, air: RGB) -> RGB:
    """A colour of the background, paler for the air before it."""
    share = tuning.SCENERY.air
    red, green, blue = (round(own + (other - own) * share) for own, other in zip(colour, air, strict=True))
    return red, green, blue


def hills(scene: Scene, name: str, colour: RGB, rise: float, waves: float) -> None:
    """A rolling line above the horizon; rise: its height as a share of the page's; waves: how many across."""
    x = np.linspace(-4, scene.width + 4, 120, dtype=np.float32)
    phase, second = scene.luck.random(2) * 2 * np.pi
    t = x / max(scene.width, 1) * 2 * np.pi * waves
    shape = 0.62 + 0.25 * np.sin(t + phase) + 0.13 * np.sin(1.9 * t + second)
    height = rise * min(scene.height, 1.5 * scene.width) * shape
    height = np.minimum(height, 0.8 * scene.line)
    scene.below(name, colour, np.stack([x, scene.line - height], axis=1).astype(np.float32))


def tree_line(scene: Scene, name: str, colour: RGB, size: float) -> None:
    """Round tops of trees along the horizon; size: of one as a share of the longer side."""
    across = np.linspace(-4, scene.width + 4, max(120, scene.width // 3), dtype=np.float32)
    high, x = np.zeros(len(across), np.float32), -size * scene.side
    while x < scene.width + size * scene.side:
        radius = size * scene.side * (0.75 + 0.5 * float(scene.luck.random()))
        high = np.maximum(high, np.sqrt(np.maximum(radius**2 - (across - x - radius) ** 2, 0)))
        x += 1.7 * radius
    scene.below(name, colour, np.stack([across, scene.line - high], axis=1).astype(np.float32))


def clouds(scene: Scene, colour: RGB) -> None:
    """A few in the open sky, unless boxes have clouds of their own."""
    if scene.holds("cloud", "clouds"):
        return
    for _ in range(3):
        width = scene.side * (0.14 + 0.1 * float(scene.luck.random()))
        x = float(scene.luck.random()) * (scene.width - width)
        y = (0.08 + 0.5 * float(scene.luck.random())) * scene.line
        place = x - 0.2 * width, y - 0.25 * width, x + 1.2 * width, y + 0.25 * width
        if y > 0.3 * width and scene.is_free(*place) and y + 0.2 * width < 0.8 * scene.line:
            scene.shape("cloud", colour, cloud(x, y, width, scene.luck))


def cloud(x: float, y: float, width: float, luck: np.random.Generator) -> F32:
    """The outline of one: arcs over a flat foot, from x to x + width, its foot at y, in pixels."""
    middles = np.array([0.16, 0.38, 0.64, 0.85]) + 0.03 * (luck.random(4) - 0.5)
    radii = np.array([0.14, 0.2, 0.22, 0.13]) * (0.9 + 0.2 * luck.random(4))
    across = np.linspace(0.02, 0.98, 60)
    gap = radii[None] ** 2 - (across[:, None] - middles[None]) ** 2
    top = np.sqrt(np.maximum(gap, 0)).max(axis=1)
    upper = np.stack([x + width * across, y - width * (top + 0.02)], axis=1)
    foot = np.array([[x + 0.97 * width, y + 0.02 * width], [x + 0.03 * width, y + 0.02 * width]])
    return np.concatenate([upper, foot]).astype(np.float32)


def tufts(scene: Scene, top: float) -> None:
    """Short strokes of grass, larger where it is nearer."""
    for _ in range(tuning.SCENERY.tufts):
        x, down = float(scene.luck.random()) * scene.width, float(scene.luck.random())
        y = top + (0.12 + 0.85 * down) * (scene.height - top)
        size = scene.side * (0.006 + 0.012 * down)
        if not scene.strews(x, y, 2.5 * size):
            continue
        for lean in (-0.7, 0.0, 0.7):
            blade = [
                [x + 0.4 * lean * size, y],
                [x + 0.75 * lean * size, y - 0.7 * size],
                [x + 1.3 * lean * size, y - 1.3 * size],
            ]
            scene.sheet.stroke([np.array(blade, np.float32)])


def skyline(scene: Scene, colours: tuple[RGB, ...]) -> None:
    """Fronts of houses far away along the horizon."""
    x, number, last = -0.02 * scene.side, 0, 0.0
    while x < scene.width:
        width = scene.side * (0.08 + 0.07 * float(scene.luck.random()))
        height = scene.side * (0.1 + 0.16 * float(scene.luck.random()))
        if abs(height - last) < 0.03 * scene.side:
            height += 0.05 * scene.side
        last = height
        height = min(height, 0.75 * scene.line)
        top = scene.line - height
        box = [[x, scene.line], [x, top], [x + width, top], [x + width, scene.line]]
        scene.shape("far house", colours[number % len(colours)], np.array(box, np.float32))
        x, number = x + width, number + 1


def road(scene: Scene, colour: RGB, marks: RGB) -> None:
    """A road along the foot of the page, for what drives, with a kerb and marks."""
    wheels = [g.bounds[3] for g in scene.groups if g.object.group == "vehicle" and g.kind == "stands"]
    usual = scene.line + 0.45 * (scene.height - scene.line)
    top = min([usual, *(foot - 0.05 * scene.height for foot in wheels)])
    top = float(np.clip(top, scene.line + 0.06 * (scene.height - scene.line), 0.92 * scene.height))
    kerb = 0.016 * scene.side
    scene.band("kerb", (226, 222, 214), top - kerb, top)
    scene.band("road", colour, top, scene.height + 2)
    middle = top + 0.55 * (scene.height - top)
    thick, long = 0.018 * scene.side, 0.1 * scene.side
    x = -float(scene.luck.random()) * long
    while x < scene.width:
        slant = 0.4 * thick
        box = [[x + slant, middle], [x + long + slant, middle], [x + long, middle + thick], [x, middle + thick]]
        scene.shape("road marks", marks, np.array(box, np.float32))
        x += 1.9 * long


def boards(scene: Scene) -> None:
    """Joints of a wooden floor, closer together where it is farther."""
    deep = scene.height - scene.line
    for share in (0.22, 0.52):
        y = scene.line + share * deep
        scene.sheet.stroke([np.array([[-2, y], [scene.width + 2, y]], np.float32)])


def island(scene: Scene, colour: RGB) -> None:
    """Land far away on the horizon, on one side."""
    width = scene.width * (0.3 + 0.2 * float(scene.luck.random()))
    left = -0.05 * scene.width if scene.luck.random() < 0.5 else scene.width * 1.05 - width
    x = np.linspace(0, 1, 40)
    high = np.sin(np.pi * x) ** 0.8 * (0.75 + 0.25 * np.sin(7 * x + 6 * scene.luck.random()))
    top = np.stack([left + x * width, scene.line - 0.07 * scene.side * high], axis=1)
    scene.below("island", colour, top.astype(np.float32))


def beach(scene: Scene, colour: RGB) -> None:
    """Sand at the foot of the page, where somebody stands who doesn't swim."""
    dry = ("person", "plant", "furniture", "building", "food", "thing")
    feet = [g.bounds[3] for g in scene.groups if g.kind in ("stands", "lies") and g.object.group in dry]
    feet = [foot for foot in feet if foot > scene.line + 0.25 * (scene.height - scene.line)]
    if not feet:
        return
    top = max(min(feet) - 0.07 * scene.height, scene.line + 0.15 * (scene.height - scene.line))
    x = np.linspace(-4, scene.width + 4, 60)
    bent = top + 0.012 * scene.side * np.sin(x / scene.width * 7 + 6 * float(scene.luck.random()))
    foot = np.array([[scene.width + 4, scene.height + 2], [-4, scene.height + 2]])
    scene.shape("sand", colour, np.concatenate([np.stack([x, bent], axis=1), foot]).astype(np.float32))


def waves(scene: Scene) -> None:
    """Short strokes on the water, longer where it is nearer."""
    label = scene.sheet.labels
    for _ in range(tuning.SCENERY.waves):
        x, down = float(scene.luck.random()) * scene.width, float(scene.luck.random())
        y = scene.line + (0.08 + 0.85 * down) * (scene.height - scene.line)
        size = scene.side * (0.012 + 0.03 * down)
        if not scene.strews(x + size, y, 1.4 * size):
            continue
        row, column = int(y * scene.sheet.finer), int(x * scene.sheet.finer)
        if row >= len(label) or scene.sheet.shades[int(label[row, column])].name != "sea":
            continue
        t = np.linspace(0, 2, 20)
        bow = np.stack([x + size * t, y - 0.18 * size * np.abs(np.sin(np.pi * t))], axis=1)
        scene.sheet.stroke([bow.astype(np.float32)])


def moon(scene: Scene, colour: RGB) -> None:
    """A crescent in the open sky, unless a box has one."""
    if scene.holds("moon", "crescent moon", "full moon"):
        return
    size = 0.05 * scene.side
    for _ in range(12):
        x, y = float(scene.luck.random()) * scene.width, (0.1 + 0.3 * float(scene.luck.random())) * scene.line
        if scene.strews(x, y, 1.4 * size):
            turn = np.linspace(0.25 * np.pi, 1.75 * np.pi, 40)
            outer = np.stack([np.cos(turn), np.sin(turn)], axis=1)
            back = np.linspace(-1.0, 1.0, 40)
            inner = np.stack([0.707 - 0.55 * np.sqrt(1 - back**2) * 0.9, 0.707 * back], axis=1)
            ring = np.concatenate([outer, inner]) * size + np.array([x, y])
            scene.glow("moon", colour, ring.astype(np.float32))
            return


def stars(scene: Scene, colour: RGB) -> None:
    """Five-pointed ones in the open sky, none smaller than can be coloured."""
    for _ in range(6 * tuning.SCENERY.stars):
        size = scene.side * (0.016 + 0.01 * float(scene.luck.random()))
        x = float(scene.luck.random()) * scene.width
        y = float(scene.luck.random()) * 0.8 * scene.line
        if len(scene.strewn) < tuning.SCENERY.stars and scene.strews(x, y, 2.2 * size):
            turn = np.arange(10) * np.pi / 5 - np.pi / 2
            reach = np.where(np.arange(10) % 2 == 0, 1.0, 0.56) * size
            ring = np.stack([x + reach * np.cos(turn), y + reach * np.sin(turn)], axis=1)
            scene.glow("star", colour, ring.astype(np.float32))
