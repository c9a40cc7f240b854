"""What comes back: the colour layer, and for every region what it took and who decided."""

from dataclasses import dataclass, field

from celtint.types.arrays import U8, Labels, Rgba
from celtint.types.choices import GUESSED_BY, DecidedBy, FoundMode, LineColours
from celtint.types.picture import RGB, Palette

SURE = 0.5
"""Below this confidence a hint ran on through a place so wide that it may have meant another region, and a sheet of
the cast may have shown another part."""


@dataclass(frozen=True)
class RegionInfo:
    """One region of the result.

    id: its value in `Result.labels`. colour: None where the region stays empty. entry: id of its palette entry.
    confidence: 0 to 1 (1 where a hint or box lies; less where a hint ran on through a gap or lies beside a line in
    ground that others own). area in pixels. box: x, y, width, height. tag: "" or a box's tag. unsure: the colour is a
    guess that deserves a look.
    """

    id: int
    colour: RGB | None
    entry: str | None
    decided_by: DecidedBy
    confidence: float
    area: int
    box: tuple[int, int, int, int]
    tag: str = ""
    unsure: bool = False


def is_unsure(decided_by: DecidedBy, confidence: float) -> bool:
    """Whether a region decided so, with this confidence (0 to 1), deserves a look: the one rule for it.

    A frame of a sequence has its own (`sequence`), since colours matched there have confidences of another kind.
    """
    return decided_by in GUESSED_BY or (decided_by in ("hint", "cast") and confidence < SURE)


@dataclass(frozen=True)
class Pen:
    """Lines of one colour in a drawing. share: of all that is drawn, 0 to 1. counts: whether they are taken for ink.
    trace: whether they are trace lines, which bound areas and are painted over."""

    colour: RGB
    share: float
    counts: bool
    trace: bool = False


@dataclass(frozen=True)
class Result:
    """A colouring.

    colour: (H, W, 4) uint8 sRGB, straight alpha, the lines not in it; opaque wherever a colour was decided.
    shade: None, or (H, W, 4) uint8 sRGB, straight alpha, to lay over `colour` (style "soft").
    labels: (H, W) int32, region ids from 1 (all 0 in grey mode, which has no regions).
    notes: what the artist should know of what was given, each in a plain sentence that says what to do.
    inks: the line colours found, the commonest first (none in grey mode), and which of them count as ink.
    ink: (H, W) uint8, what counts as ink, dark on white; None in grey mode.
    lines: None, or (H, W, 4) uint8 sRGB, straight alpha, the lines on nothing; line_colours: what became of them there.
    """

    colour: Rgba
    labels: Labels
    regions: tuple[RegionInfo, ...]
    palette: Palette
    mode: FoundMode
    gap: int
    shade: Rgba | None = None
    timings: dict[str, float] = field(default_factory=dict, compare=False)
    notes: tuple[str, ...] = ()
    inks: tuple[Pen, ...] = ()
    ink: U8 | None = None
    lines: Rgba | None = None
    line_colours: LineColours = "none"
