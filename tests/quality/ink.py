"""Cases of `celtint.ink`: what is line, what is tone, what is paper."""

import celtint
import cv2
import numpy as np
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.scenes import make_scene

from .case import BLUE, CLEAR, GREEN, RED, Bytes, Case, Mask, arc, dabs, disc, flat, line, page, share
from .clips import SPLIT


def _toned(level: int = 128) -> Bytes:
    """A frame filled with grey dots, as printed tone is, and a face beside it."""
    paper = page(600, 600)
    for row, y in enumerate(range(40, 300, 9)):
        for x in range(40 + row % 2 * 4, 300, 9):
            cv2.circle(paper, (x * 16, y * 16), 48, level, -1, cv2.LINE_AA, 4)
    line(paper, (30, 30), (310, 30), (310, 310), (30, 310), (30, 30), width=3)
    arc(paper, (430, 430), 120)
    return paper


def _mode(paper: Bytes, wanted: str) -> float:
    return float(celtint.prepare(celtint.Picture(paper)).mode == wanted)


def tone() -> float:
    """A drawing with grey screentone is line art all the same."""
    return _mode(_toned(), "line")


def strips() -> float:
    """Strips too narrow to show that their dots repeat."""
    paper = page(600, 600)
    for top in range(6, 560, 64):
        for row, y in enumerate(range(top + 3, top + 35, 5)):
            for x in range(40 + row % 2 * 2, 560, 5):
                cv2.circle(paper, (x * 16, y * 16), 24, 128, -1, cv2.LINE_AA, 4)
        line(paper, (30, top), (570, top), (570, top + 36), (30, top + 36), (30, top))
    return _mode(paper, "line")


def _through(pitch: float, radius: float, staggered: bool) -> float:
    """A ring filled with dots that touch, red, with a line across, blue beyond it."""
    fine = np.zeros((1600, 1600), np.uint8)
    for row, y in enumerate(np.arange(0, 400, pitch)):
        for x in np.arange(row % 2 * pitch / 2 if staggered else 0, 400, pitch):
            cv2.circle(fine, (round(x * 4), round(y * 4)), round(radius * 4), 255, -1)
    fine[np.hypot(*(np.indices(fine.shape) - 800)) > 560] = 0
    cv2.circle(fine, (800, 800), 560, 255, 12)
    cv2.line(fine, (740, 262), (860, 1338), 255, 12)
    paper = np.asarray(255 - cv2.resize(fine, (400, 400), interpolation=cv2.INTER_AREA), np.uint8)
    result = flat(paper, dabs(paper.shape, (120, 200, 6, RED), (280, 200, 6, BLUE), (12, 12, 6, GREEN)))
    inside, x = disc(paper.shape, (200, 200), 134), np.indices(paper.shape)[1]
    beyond = ~disc(paper.shape, (200, 200), 146)
    return share(result, [(inside & (x < 178), RED), (inside & (x > 222), BLUE), (beyond, GREEN)])


def pencil() -> float:
    """A ring in ink over a ring in blue pencil and over printed squares: its areas, not theirs."""
    worst = 1.0
    for tint, squares in (((150, 190, 235), False), ((190, 190, 190), True)):
        under = np.full((400, 400, 3), 255, np.uint8)
        if squares:
            under[::16] = under[:, ::16] = tint
        else:
            cv2.circle(under, (210, 200), 130, tint, 2, cv2.LINE_AA)
        paper = page(400, 400)
        arc(paper, (200, 200), 120)
        result = flat(np.minimum(under, paper[..., None]), dabs(paper.shape, (200, 200, 6, RED), (12, 12, 6, GREEN)))
        areas = [(disc(paper.shape, (200, 200), 114), RED), (~disc(paper.shape, (200, 200), 126), GREEN)]
        worst = min(worst, share(result, areas), float(len(result.regions) == 2))
    return worst


def dense() -> float:
    """Dots that touch."""
    return min(_through(6, 2.75, False), _through(8, 3, True))


def hatched() -> float:
    """A square hatched by hand, its strokes ending on its outline."""
    paper = page(400, 400)
    rng = np.random.default_rng(11)
    for at in np.arange(-190, 190, 8) + rng.normal(0, 1, 48):
        across, along = np.array((0.64, 0.77)) * at + 200, np.array((0.77, -0.64)) * 400
        line(paper, tuple(across - along), tuple(across + along))
    inside = np.zeros(paper.shape, bool)
    inside[80:320, 80:320] = True
    paper[~inside] = 255
    line(paper, (80, 80), (320, 80), (320, 320), (80, 320), (80, 80), width=3)
    result = flat(paper, dabs(paper.shape, (200, 200, 6, RED), (20, 20, 6, GREEN)))
    inner, outer = (
        cv2.erode(inside.astype(np.uint8), np.ones((7, 7))),
        cv2.dilate(inside.astype(np.uint8), np.ones((7, 7))),
    )
    return share(result, [(inner > 0, RED), (outer == 0, GREEN)])


def _beside_others(turns: tuple[float, ...], pitch: float, width: float) -> float:
    """A hatched ball before an egg that it hides in part and close to a ring: red, blue behind it, green around."""
    fine, ball = np.zeros((1280, 1280), np.uint8), np.zeros((1280, 1280), np.uint8)
    rng = np.random.default_rng(round(pitch))
    for turn in np.deg2rad(turns):
        for at in np.arange(-640, 640, pitch * 4) + rng.normal(0, pitch / 4, len(np.arange(-640, 640, pitch * 4))):
            middle, way = (
                np.array([640 - np.sin(turn) * at, 640 + np.cos(turn) * at]),
                np.array([np.cos(turn), np.sin(turn)]),
            )
            one, two = (tuple(np.rint(middle + side * 900 * way).astype(int).tolist()) for side in (-1, 1))
            cv2.line(fine, one, two, 255, round(width * 4))
    cv2.circle(ball, (640, 640), 460, 255, -1)
    fine &= ball
    cv2.circle(fine, (640, 640), 460, 255, 12)
    others = np.zeros_like(fine)
    cv2.ellipse(others, (1010, 760), (230, 300), 0, 0, 360, 255, 9)
    cv2.circle(others, (1020, 300), 130, 255, 9)
    fine |= others & ~ball
    paper, inside = (cv2.resize(plane, (320, 320), interpolation=cv2.INTER_AREA) for plane in (fine, ball))
    spots = ((160, 160, 6, RED), (12, 12, 6, GREEN), (285, 190, 6, BLUE), (255, 75, 6, GREEN))
    result = flat(np.asarray(255 - paper, np.uint8), dabs(paper.shape, *spots))
    y, x = np.indices(paper.shape)
    within, near = cv2.erode(inside, np.ones((9, 9))) > 127, cv2.dilate(inside, np.ones((9, 9))) > 127
    egg = (((x - 252) / 50) ** 2 + ((y - 190) / 67) ** 2 < 1) & ~near
    return share(result, [(within, RED), (egg, BLUE), (np.asarray((x < 36) | (y > 284), np.bool_), GREEN)])


def outlined() -> float:
    """Hatching, crossed or not, that runs into its outline, beside other lines."""
    return min(_beside_others((50,), 7, 1.6), _beside_others((50, -35), 10, 1), _beside_others((50, -35), 15, 1.6))


def _across(marks: Mask, bent: bool = False) -> float:
    """A ball full of marks with a line across, drawn four times finer; a dab just right of that, and one far left."""
    fine, ball = marks.astype(np.uint8) * np.uint8(255), np.zeros((1280, 1280), np.uint8)
    cv2.circle(ball, (640, 640), 460, 255, -1)
    y = np.arange(0, 1281, 8)
    x = 630 + 70 * np.sin((y - 640) / 260) if bent else 560 + y * 140 / 1280
    cv2.polylines(fine, [np.stack([x, y], axis=1).astype(np.int32)], False, 255, 12)
    fine &= ball
    cv2.circle(fine, (640, 640), 460, 255, 12)
    paper, inside = (cv2.resize(plane, (320, 320), interpolation=cv2.INTER_AREA) for plane in (fine, ball))
    hints = dabs(paper.shape, (70, 160, 6, RED), (185, 160, 6, BLUE))
    result = flat(np.asarray(255 - paper, np.uint8), hints)
    within, column = cv2.erode(inside, np.ones((9, 9))) > 127, np.indices(paper.shape)[1]
    return share(result, [(within & (column < 140), RED), (within & (column > 180), BLUE)])


def crossed() -> float:
    """A line across fine dots, across coarser ones, bent, and across printed lines: what is drawn finer than can be
    seen, or runs alike, is no part of it."""
    y, x = np.indices((1280, 1280)) / 4

    def dots(pitch: float, dark: float) -> Mask:
        u, v = (x + y) / pitch / 2**0.5, (y - x) / pitch / 2**0.5
        return np.asarray(np.hypot(u - np.rint(u), v - np.rint(v)) < (dark / np.pi) ** 0.5, np.bool_)

    rows = y / 6
    lines = np.asarray(np.abs(rows - np.rint(rows)) < 1 / 6, np.bool_)
    return min(_across(dots(3, 0.5)), _across(dots(3, 0.7)), _across(dots(8, 0.3), bent=True), _across(lines))


def painting() -> float:
    """A soft ball in the light is none."""
    y, x = np.indices((200, 200))
    light = np.clip(230 - 1.2 * np.hypot(x - 90, y - 80), 0, 255).astype(np.uint8)
    return _mode(light, "grey")


def spectacles() -> float:
    """A face with grey glasses and a soft shade under its cap is line art; its skin and shirt take their colours."""
    paper = page(400, 400)
    soft = np.zeros(paper.shape, np.uint8)
    cv2.ellipse(soft, (200, 130), (90, 16), 0, 0, 360, 60, -1)
    paper = np.asarray(cv2.subtract(paper, cv2.GaussianBlur(soft, (0, 0), 4)), np.uint8)
    arc(paper, (200, 160), 100)
    line(paper, (120, 225), (70, 390), (330, 390), (280, 225))
    for at in (160, 240):
        cv2.circle(paper, (at, 165), 24, 150, -1, cv2.LINE_AA)
        arc(paper, (at, 165), 26)
    if _mode(paper, "line") == 0:
        return 0.0
    result = flat(paper, dabs(paper.shape, (200, 220, 5, RED), (200, 330, 5, BLUE), (20, 20, 5, GREEN)))
    face = disc(paper.shape, (200, 160), 94) & (np.indices(paper.shape)[0] > 200)
    y, x = np.indices(paper.shape)
    shirt = np.asarray((y > 280) & (y < 380) & (x > 120) & (x < 280), np.bool_)
    around = np.asarray((y < 40) | (x < 50), np.bool_)
    return share(result, [(face, RED), (shirt, BLUE), (around, GREEN)])


def few_lines() -> float:
    """One small ring on a large sheet, in pencil: the lines are found and the ring is filled."""
    paper = page(900, 900)
    arc(paper, (600, 300), 20)
    paper = np.asarray(255 - (255 - paper) // 2, np.uint8)
    result = flat(paper, dabs(paper.shape, (600, 300, 3, RED)))
    around = ~disc(paper.shape, (600, 300), 26)
    return share(result, [(disc(paper.shape, (600, 300), 16), RED), (around, CLEAR)])


def grain() -> float:
    """A scan with grain, light lines on dark paper."""
    paper = page(240, 240)
    arc(paper, (120, 120), 70)
    line(paper, (50, 120), (190, 120))
    noise = np.random.default_rng(3).normal(0, 6, paper.shape)
    dark = np.clip(40 + (255 - paper) * 0.7 + noise, 0, 255).astype(np.uint8)
    result = flat(dark, dabs(paper.shape, (120, 90, 4, RED), (120, 160, 4, BLUE)))
    y = np.indices(paper.shape)[0]
    inner = disc(paper.shape, (120, 120), 64)
    return share(result, [(inner & (y < 114), RED), (inner & (y > 126), BLUE)])


def _shot(paper: Bytes, corner: float) -> Bytes:
    """A photograph: corners darker, a soft shadow over a side, the camera's grain."""
    y, x = np.mgrid[-1 : 1 : paper.shape[0] * 1j, -1 : 1 : paper.shape[1] * 1j]
    light = (1 - corner * (x * x + y * y) / 2) * (1 - 0.3 / (1 + np.exp(-(x + 0.3 * y - 0.4) * 20)))
    noise = np.random.default_rng(2).normal(0, 3, paper.shape)
    return np.clip(paper * light * 0.95 + noise, 0, 255).astype(np.uint8)


def photograph() -> float:
    """A ring and a cross in uneven light: line art, coloured as it would be on a scanner."""
    paper = page(500, 400)
    arc(paper, (200, 200), 120)
    line(paper, (200, 80), (200, 320))
    shot = _shot(paper, 0.5)
    if _mode(shot, "line") == 0:
        return 0.0
    result = flat(shot, dabs(paper.shape, (140, 200, 4, RED), (260, 200, 4, BLUE)))
    x = np.indices(paper.shape)[1]
    inner = disc(paper.shape, (200, 200), 114)
    outer = ~disc(paper.shape, (200, 200), 126)
    return share(result, [(inner & (x < 194), RED), (inner & (x > 206), BLUE), (outer, CLEAR)])


def washes() -> float:
    """A figure with flat and soft greys in it, on paper that is darker below: none of that is light."""
    paper = page(400, 400)
    y, x = np.indices(paper.shape)
    paper[y > 260] = 190
    inside = disc(paper.shape, (200, 200), 120)
    paper[inside] = np.clip(235 - 0.5 * np.hypot(x - 160, y - 150), 0, 255).astype(np.uint8)[inside]
    arc(paper, (200, 200), 120)
    line(paper, (0, 260), (96, 260))
    line(paper, (304, 260), (400, 260))
    return _mode(paper, "grey")


def cut_out() -> float:
    """A shaded figure on a clear layer is a painting."""
    y, x = np.indices((300, 300))
    grey = np.clip(230 - 0.8 * np.hypot(x - 120, y - 110), 0, 255).astype(np.uint8)
    alpha = disc((300, 300), (150, 150), 110).astype(np.uint8) * np.uint8(255)
    return _mode(np.dstack([grey, grey, grey, alpha]), "grey")


def figures() -> float:
    """Figures with stripes and buttons, and small ones of narrow parts, are no texture: the share of their lines that
    stay ink."""
    shares, pictures = [], [make_scene(512, seed, "many").picture for seed in (44, 55)]
    for seed, index, size in ((34, 0, (324, 432)), (40, 6, (432, 768)), (76, 3, (432, 768)), (58, 0, (432, 768))):
        pictures.append(make_clip(seed, SPLIT, 7, 6, size).drawing(index).ink)
    for drawing in pictures:
        kept = celtint.prepare(celtint.Picture(drawing), celtint.Settings(mode="line")).grey
        drawn = drawing < int(drawing.max()) - 128
        shares.append(float((kept[drawn] < 200).mean()))
    return min(shares)


CASES = (
    Case("grey screentone is line art", "ink", tone, 1.0),
    Case("narrow strips of grey dots are line art", "ink", strips, 1.0),
    Case("pencil and printed squares under ink are paper", "ink", pencil, 0.98),
    Case("dense dots with a line across", "ink", dense, 0.96),
    Case("hatching is coloured through", "ink", hatched, 0.97),
    Case("a line across printed tones", "ink", crossed, 0.96),
    Case("a hatched ball before other shapes", "ink", outlined, 0.97),
    Case("figures are no texture", "ink", figures, 0.99),
    Case("a face with grey glasses is line art", "ink", spectacles, 0.98),
    Case("a painting is none", "ink", painting, 1.0),
    Case("a photograph in uneven light", "ink", photograph, 0.98),
    Case("greys in a figure are no light", "ink", washes, 1.0),
    Case("a painted figure cut out", "ink", cut_out, 1.0),
    Case("one ring on a large sheet", "ink", few_lines, 0.98),
    Case("grain and dark paper", "ink", grain, 0.98),
)
