"""The pictures of docs/regions.md: ``python -m celtint_train.explaining`` draws and colours them into docs/pictures/.

What they show is read from the core's own answers: its fragments, its ends and closings, its colours. Lengths are in
pixels.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import celtint
import cv2
import numpy as np
from celtint import RGB
from celtint.ink.paper import ink_coverage, ink_threshold
from celtint.regions.ends import Ends, find_ends, line_width
from celtint.regions.gaps import Closings, find_closings
from celtint.regions.segment import Regions, segment
from celtint.types.arrays import F64, U8, Labels
from celtint_models.writing import write_whole
from PIL import Image

from celtint_train.evaluation.bench.drawings.drawing import Pen, arc, blank, dab, polygon
from celtint_train.evaluation.bench.drawings.tones import Tone, screen, strokes
from celtint_train.evaluation.sheets import inked, over_white, sheet

FOLDER = Path("docs/pictures")
COLOURS = 192
"""A picture has at most so many: its file stays small."""
SKIN, HAIR, WHITE, IRIS, LIPS, SKY = (
    (250, 214, 186),
    (178, 104, 66),
    (254, 254, 254),
    (66, 124, 206),
    (222, 82, 92),
    (170, 208, 236),
)
SURE, DOUBTFUL, WAY, CIRCLE = (20, 110, 220), (235, 110, 0), (70, 70, 70), (120, 200, 120)
"""Of a closing that surely is one, of one that is less likely than not, of passages, and of circles that go on."""
NUMBER = (40, 15)
"""Width and height of a number, in pixels."""
ROOM = 4
"""And what is left free around it."""
BESIDE = ((8, -16), (-48, -16), (8, 30), (-48, 30), (-20, -24), (-20, 38))
"""Where a number may stand: its lower left corner beside the middle of its closing."""

Panel = tuple[str, U8]
"""A title, and (h, w, 3) uint8."""
Spot = tuple[float, float, float, RGB]
"""A dab: x, y, radius and colour."""


@dataclass(frozen=True)
class Page:
    """A drawing, (h, w) uint8 255 on paper, and its dabs, (h, w, 4) uint8."""

    picture: U8
    dabs: U8

    @classmethod
    def of(cls, picture: U8, *spots: Spot) -> "Page":
        layer = blank((picture.shape[0], picture.shape[1]))
        for x, y, radius, colour in spots:
            dab(layer, (x, y), radius, colour)
        return cls(picture, layer)

    def given(self, title: str = "the drawing and its dabs") -> Panel:
        """The dabs ringed, so that white ones are seen."""
        shown = np.where(self.dabs[..., 3:] > 0, self.dabs[..., :3], self.picture[..., None]).astype(np.uint8)
        under = (self.dabs[..., 3] > 0).astype(np.uint8)
        ring = cv2.dilate(under, np.ones((3, 3), np.uint8)) - under
        shown[ring > 0] = (210, 0, 120)
        return title, shown

    def coloured(self) -> celtint.Result:
        settings = celtint.Settings(mode="line", undecided="transparent")
        return celtint.colour(celtint.Picture(self.picture), celtint.Hints(self.dabs), settings=settings)

    def made(self, title: str) -> Panel:
        return title, inked(over_white(self.coloured().colour), self.picture)

    def doubted(self, title: str) -> Panel:
        """What celtint marks as unsure, ringed."""
        result = self.coloured()
        shown = inked(over_white(result.colour), self.picture)
        unsure = np.isin(result.labels, [r.id for r in result.regions if r.unsure and r.colour is not None])
        near = cv2.distanceTransform((~unsure).view(np.uint8), cv2.DIST_L2, 5)
        shown[(near >= 6) & (near < 8) & unsure.any()] = DOUBTFUL
        return title, shown


def face(lower: float = 28, side: int = 320) -> U8:
    """A face as it is drawn quickly: its jaw, its eyes and its mouth are open. lower: half the lower lids' length."""
    pen, s = Pen(side, side), side / 340

    def line(points: F64, width: float) -> None:
        pen.line(s * points, width * s)

    def through(*points: tuple[float, float]) -> F64:
        return np.array(points, float)

    line(arc((170, 178), (112, 136), -42, 74), 2.6)
    line(arc((170, 178), (112, 136), 78, 222), 2.6)
    line(
        through((86, 88), (112, 116), (126, 84), (152, 118), (172, 82), (196, 120), (216, 84), (236, 112), (253, 88)), 2
    )
    line(arc((170, 106), (110, 86), 192, 348), 2.6)
    line(through((62, 88), (64, 112), (78, 128), (86, 88)), 2.2)
    line(through((278, 88), (276, 112), (262, 128), (253, 88)), 2.2)
    for x in (118, 222):
        line(arc((x, 180), (36, 26), 185, 355), 3.0)
        line(arc((x, 184), (15, 21), -66, 246), 2.0)
        line(arc((x, 194), (lower, 14), 10, 170), 2.0)
    line(through((172, 208), (180, 228), (170, 231)), 1.8)
    line(arc((170, 252), (38, 22), 4, 176), 2.0)
    line(through((140, 252), (170, 256), (200, 252)), 1.8)
    return pen.picture()


def read(picture: U8) -> Regions:
    coverage = ink_coverage(celtint.Picture(picture))
    return segment(coverage, ink_threshold(coverage))


def tinted(labels: Labels, picture: U8) -> U8:
    """(h, w, 3): each label a pale tint unlike its neighbours', under the lines of ``picture``."""
    k = np.arange(int(labels.max()) + 1)
    hsv = np.stack([(k * 137.508 / 2) % 180, 50 + 35 * (k % 3), np.full(len(k), 250)], axis=1).astype(np.uint8)
    table = np.asarray(cv2.cvtColor(hsv[None], cv2.COLOR_HSV2RGB)[0], np.uint8)
    table[0] = 255
    return inked(table[labels], picture)


def with_closings(shown: U8, closings: Closings, numbers: bool = False) -> U8:
    """Each closing in the colour of its doubt; by choice with how likely it is, in per cent."""
    t = np.linspace(0, 1, 33)[:, None]
    for start, end, bulge, doubt in zip(closings.start, closings.end, closings.bulge, closings.doubt, strict=True):
        curve = start * (1 - t) + end * t + bulge * 4 * t * (1 - t)
        share = float(np.clip(2 * doubt, 0, 1))
        colour = tuple(round(a + share * (b - a)) for a, b in zip(SURE, DOUBTFUL, strict=True))
        cv2.polylines(shown, [np.rint(curve * 16).astype(np.int32)], False, colour, 3, cv2.LINE_AA, 4)
        if numbers:
            at = _clearest(shown, (start + end) / 2 + bulge)
            for wide, pen in ((4, (255, 255, 255)), (1, colour)):
                text = f"{100 * (1 - doubt):.0f} %"
                cv2.putText(shown, text, at, cv2.FONT_HERSHEY_DUPLEX, 0.5, pen, wide, cv2.LINE_AA)
    return shown


def _clearest(shown: U8, middle: F64) -> tuple[int, int]:
    """Where a number beside ``middle`` (x, y) covers the least: x, y of its lower left corner."""
    places = [np.rint(middle + away).astype(int).tolist() for away in BESIDE]
    page = np.pad(shown, ((NUMBER[1],) * 2, (NUMBER[0],) * 2, (0, 0)))  # beyond the page it is black
    covered = [
        (255.0 - page[y - ROOM : y + NUMBER[1] + ROOM, x + NUMBER[0] - ROOM : x + 2 * NUMBER[0] + ROOM]).sum()
        for x, y in places
    ]
    x, y = places[int(np.argmin(covered))]
    return x, y


def with_ends(shown: U8, ends: Ends) -> U8:
    """Each end's way on: an arrow, and the circle on which its stroke bends."""
    for point, way, bend in zip(ends.point, ends.direction, ends.bend, strict=True):
        if abs(bend) > 1 / 400:
            middle = point + np.array([-way[1], way[0]]) / bend
            at = tuple(int(v) for v in np.rint(middle * 16))
            cv2.circle(shown, at, round(16 / abs(float(bend))), CIRCLE, 1, cv2.LINE_AA, 4)
        tip, head = (tuple(int(v) for v in np.rint(p)) for p in (point, point + 24 * way))
        cv2.arrowedLine(shown, tip, head, (200, 0, 110), 2, cv2.LINE_AA, 0, 0.35)
    return shown


def fragments() -> list[list[Panel]]:
    """A face, its fragments with the widest way from one to the next, and the regions that come of it."""
    picture = face()
    regions = read(picture)
    graph = regions.fragments
    ways = tinted(graph.labels, picture)
    for (one, two), place in zip(graph.edges[~graph.closing].tolist(), graph.place[~graph.closing], strict=True):
        way = np.array([graph.summit[one], place, graph.summit[two]])
        points = np.stack([way % ways.shape[1], way // ways.shape[1]], axis=1)
        cv2.polylines(ways, [points.astype(np.int32)], False, WAY, 1, cv2.LINE_AA)
    for summit in graph.summit[1:].tolist():
        cv2.circle(ways, (summit % ways.shape[1], summit // ways.shape[1]), 2, WAY, -1, cv2.LINE_AA)
    closings = find_closings(regions.ink)
    return [
        [
            ("the drawing", np.repeat(picture[..., None], 3, axis=2)),
            ("fragments, passages, closings", with_closings(ways, closings)),
            ("regions", tinted(regions.labels, picture)),
        ]
    ]


def openings() -> list[list[Panel]]:
    """Six openings: how their lines end, and how likely it is that they were meant to meet."""
    return [
        [_judged("ends that go on", _broken_ring), _judged("a corner", _corner), _judged("a line ahead", _ahead)],
        [_judged("side by side", _beside), _judged("a waist: no end", _waist), _judged("wide beside others", _wide)],
    ]


def _judged(title: str, draw: Callable[[Pen], None]) -> Panel:
    pen = Pen(230, 230)
    draw(pen)
    picture = pen.picture()
    ink = read(picture).ink
    ends = find_ends(ink, line_width(ink))
    shown = with_ends(np.repeat(picture[..., None], 3, axis=2), ends)
    return title, with_closings(shown, find_closings(ink), numbers=True)


def _broken_ring(pen: Pen) -> None:
    pen.line(arc((115, 120), (78, 78), -85, 265), 4)


def _corner(pen: Pen) -> None:
    pen.line(np.array([(180, 50), (45, 50), (45, 185), (188, 185), (188, 58)], float), 4)


def _ahead(pen: Pen) -> None:
    pen.line(np.array([(30, 40), (30, 195), (200, 195), (200, 40)], float), 4, closed=True)
    pen.line(np.array([(110, 42), (118, 110), (116, 185)], float), 4)


def _beside(pen: Pen) -> None:
    pen.line(arc((85, 115), (68, 68), 6, 354), 4)
    for y in (108, 122):
        pen.line(np.array([(152, y), (178, y)], float), 4)


def _waist(pen: Pen) -> None:
    pen.line(np.vstack([arc((68, 115), (54, 70), 17, 343), arc((165, 115), (46, 60), 197, 523)]), 4, closed=True)


def _wide(pen: Pen) -> None:
    for start, end in ((8, 94), (102, 178), (186, 262), (270, 330)):
        pen.line(arc((115, 115), (84, 84), start, end), 4)


def eyes_page() -> Page:
    """White and blue in eyes whose lids are far from meeting, one dab of skin in the face."""
    picture = face(lower=24)
    s = picture.shape[0] / 340
    spots: list[Spot] = [(10, 10, 5, SKY), (170 * s, 40 * s, 5, HAIR), (100 * s, 244 * s, 5, SKIN)]
    for x in (118, 222):
        spots += [(x * s, 188 * s, 3, IRIS), ((x - 24) * s, 186 * s, 2, WHITE), ((x + 24) * s, 186 * s, 2, WHITE)]
    return Page.of(picture, *spots, (170 * s, 264 * s, 3, LIPS))


def owners() -> list[list[Panel]]:
    """How wide the ground is that each dab stands in, and who has what."""
    page = eyes_page()
    distance = read(page.picture).fragments.distance
    # Dark on lines, lighter the wider the ground, in steps as a map of hills has them.
    level = np.ceil(14 * np.sqrt(np.clip(distance, 0, 90) / 90)) / 14
    ground = np.repeat((255 * level).astype(np.uint8)[..., None], 3, axis=2)
    dabbed = page.dabs[..., 3] > 0
    ground[dabbed] = page.dabs[dabbed][:, :3]
    return [[page.given(), ("how wide the ground is", ground), page.made("who has what")]]


def lone_pages() -> tuple[Page, Page]:
    """A dab beside a line in ground that another dab owns; and the two of them in the open."""
    pen = Pen(320, 320)
    pen.line(arc((160, 160), (130, 120), 0, 360), 3)
    pen.line(arc((220, 150), (44, 60), 120, 220), 2.4)
    picture = pen.picture()
    beside = Page.of(picture, (100, 190, 7, SKIN), (182, 150, 4, IRIS))
    apart = Page.of(picture, (100, 190, 7, SKIN), (240, 170, 7, IRIS))
    return beside, apart


def lone() -> list[list[Panel]]:
    """What becomes of a dab in ground that another dab owns."""
    beside, apart = lone_pages()
    return [
        [beside.given("one of them beside a line"), beside.made("it stays local"), beside.doubted("ringed: unsure")],
        [apart.given("both in the open"), apart.made("half each"), apart.doubted("nothing is unsure")],
    ]


def outside_pages() -> tuple[Page, Page]:
    """Two outlines with a gap each: a dab in one of them, and a dab outside."""
    pen = Pen(320, 320)
    pen.line(arc((104, 170), (70, 92), -80, 270), 3)
    pen.line(arc((246, 150), (54, 62), 100, 450), 3)
    picture = pen.picture()
    inside = Page.of(picture, (90, 200, 6, LIPS))
    around = Page.of(picture, (160, 290, 6, SKY))
    return inside, around


def outside() -> list[list[Panel]]:
    """What takes a colour through a gap: neither the outside nor the shapes."""
    inside, around = outside_pages()
    return [
        [inside.given("one dab, inside"), inside.made("the outside takes nothing")],
        [around.given("one dab, outside"), around.made("nor do the shapes")],
    ]


def toned_page() -> Page:
    """A figure in screentone, and a ball that is hatched."""
    rng = np.random.default_rng(4)
    side = 320
    pen = Pen(side, side)
    body = np.vstack([arc((130, 270), (100, 110), 180, 360), [(230, 312), (30, 312)]])
    ball = arc((262, 64), (46, 46), 0, 360)
    pen.line(body, 2.6, closed=True)
    pen.line(arc((130, 98), (62, 68), 108, 432), 2.6)
    pen.line(ball, 2.6, closed=True)
    for stroke in strokes(rng, polygon(pen.shape, ball), 7, 62):
        pen.line(stroke, 1.3)
    plain = pen.picture()
    tone = 255 - 255 * screen(Tone("dots", 0.35, 6, 45), side)
    picture = np.where(polygon(pen.shape, body), np.minimum(plain, tone), plain).astype(np.uint8)
    return Page.of(picture, (130, 280, 6, IRIS), (130, 110, 6, SKIN), (254, 74, 6, LIPS), (20, 20, 6, SKY))


def texture() -> list[list[Panel]]:
    """Screentone and hatching: the drawing, what counts as line in it, and its colours."""
    page = toned_page()
    line = np.repeat(255 - ink_coverage(celtint.Picture(page.picture))[..., None], 3, axis=2)
    return [[page.given(), ("what counts as line", line), page.made("coloured through")]]


PICTURES: dict[str, tuple[Callable[[], list[list[Panel]]], int]] = {
    "regions-fragments": (fragments, 320),
    "regions-openings": (openings, 230),
    "regions-owners": (owners, 320),
    "regions-lone": (lone, 320),
    "regions-outside": (outside, 320),
    "regions-texture": (texture, 320),
}
"""Of each picture its panels in rows, and their side."""


def png(picture: U8) -> bytes:
    """(h, w, 3) uint8 as a PNG of few colours."""
    few = Image.fromarray(picture).quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    for name, (panels, side) in PICTURES.items():
        write_whole(FOLDER / f"{name}.png", png(sheet(panels(), side)))
