"""The verb `colour`: from a picture and what the artist says about it to a colour layer."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import cv2
import numpy as np

from celtint.cast.deciding import Casting, found_in
from celtint.cast.shaded import hints_by_cast
from celtint.colours.depth import to_eight_bit
from celtint.colours.lab import srgb_to_lab
from celtint.grey.colouring import colour_grey
from celtint.hints.dabs import Strokes, check_size, read_strokes
from celtint.hints.thin import notes_on
from celtint.ink.paper import grey_on_paper, ink_threshold, reading
from celtint.line.art import LineArt
from celtint.line.cells import overruled
from celtint.line.lineart import coloured, decide_line, distinct_colours
from celtint.line.marks import check_marks
from celtint.line.splits import EACH_PIXEL
from celtint.networks.heads import settled
from celtint.networks.proposal import propose
from celtint.networks.session import Network, Proposing, loaded
from celtint.regions.segment import segment
from celtint.trace.layer import line_layer
from celtint.types.arrays import F32, U8, Ink, Labels
from celtint.types.choices import FoundMode
from celtint.types.errors import BadRequest
from celtint.types.holding import held_bytes
from celtint.types.picture import Box, Hints, Marks, Palette, Picture, Progress, pauses
from celtint.types.result import Pen, Result
from celtint.types.settings import Settings

NO_PALETTE = Palette()
_OF_NO_USE = ("The marks change nothing, as this was taken for a grey picture; choose mode line if it is line art.",)
DEFAULTS = Settings()


@dataclass(frozen=True)
class Prepared:
    """A picture with all that does not depend on hints: keep it to colour the same picture again at once.

    grey: (H, W) uint8 as the network sees it: luminance in grey mode, ink dark on white in line mode.
    textures: (H, W) uint8, how dark the marks of textures are, which `line` and `grey` are without; None without any.
    traces: (H, W) uint8, how much of each pixel trace lines cover; None without any.
    """

    picture: Picture
    mode: FoundMode
    gap: int | Literal["auto"]
    ink: str
    trace: str
    grey: U8
    line: LineArt | None
    inks: tuple[Pen, ...]
    textures: Ink | None = None
    traces: Ink | None = None
    timings: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that this holds on to: all arrays, and at most what is kept of a drawing's splits."""
        return held_bytes(self) + (EACH_PIXEL * self.grey.size if self.line is not None else 0)


def _silent(_stage: str, _share: float) -> None:
    pass


def prepare(
    picture: Picture,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
    undabbed: bool = False,
) -> Prepared:
    """Do all of a colouring that hints do not change. Only `mode`, `gap`, `ink` and `trace` of the settings matter
    here.

    undabbed: as `segment` has it: there will be no hints.
    """
    tell = progress or _silent
    start = time.perf_counter()
    tell("ink", 0.0)
    read = reading(picture, settings.mode, settings.ink, settings.trace)
    said = (settings.gap, settings.ink, settings.trace)
    coverage = read.coverage
    if coverage is None:
        grey = grey_on_paper(picture)
        return Prepared(picture, "grey", *said, grey, None, (), timings={"ink": time.perf_counter() - start})
    timings = {"ink": time.perf_counter() - start}
    tell("regions", 0.2)
    start = time.perf_counter()
    pause = pauses(tell, "regions", 0.2)
    line = LineArt.measure(segment(coverage, ink_threshold(coverage), settings.gap, pause, read.pale, undabbed))
    timings["regions"] = time.perf_counter() - start
    return Prepared(picture, "line", *said, ~coverage, line, read.pens, read.textures, read.traces, timings)


def _with_lines_of_textures(prepared: Prepared, strokes: Strokes, tell: Progress) -> Prepared:
    """Prepared again where hints say that what was taken for a texture is lines."""
    if prepared.line is None or prepared.textures is None:
        return prepared
    lines = overruled(strokes, prepared.line.regions, prepared.textures)
    if lines is None:
        return prepared
    coverage = ~prepared.grey + np.where(lines, prepared.textures, np.uint8(0))
    line = LineArt.measure(segment(coverage, ink_threshold(coverage), prepared.gap, pauses(tell, "regions", 0.2)))
    return replace(prepared, grey=~coverage, line=line, textures=np.where(lines, np.uint8(0), prepared.textures))


def colour(
    picture: Picture | Prepared,
    hints: Hints | None = None,
    boxes: Sequence[Box] = (),
    palette: Palette | None = None,
    settings: Settings = DEFAULTS,
    network: Proposing = None,
    progress: Progress | None = None,
    cast: Casting | None = None,
    marks: Marks | None = None,
) -> Result:
    """Colour a picture.

    hints, marks: as large as the picture; marks act on line art alone. boxes: in picture pixels; what hangs over the
    border is cut off. palette: colours to choose from where no hint decides. network: proposes the colours of what is
    left: always where settings.undecided is "network", and where it is "auto" on a grey picture with hints; what loads
    it is called only then. cast: whose model sheets give the colours of what neither hints nor boxes decide; a box
    whose tag is a character's name says who is in it.

    A prepared picture keeps the mode, gap, ink and trace it was prepared with. Mode "auto" goes by the picture, but
    takes it for line art if most coloured paint lies on white.

    Raises BadRequest for hints or marks of another size, a box wholly outside, or a missing network.
    """
    tell = progress or _silent
    once = not isinstance(picture, Prepared)
    # Before there is anything else, since it takes memory.
    strokes = None if hints is None or settings.mode == "grey" else read_strokes(hints)
    prepared = picture if isinstance(picture, Prepared) else prepare(picture, settings, progress)
    height, width = prepared.grey.shape
    if hints is not None:
        check_size(hints, height, width)
    if marks is not None:
        check_marks(marks, height, width)
    boxes = [clipped_box(box, height, width) for box in boxes]
    if settings.mode == "auto" and prepared.mode == "grey" and hints is not None and _on_paper(prepared.grey, hints):
        # Light decides in grey mode, so paint on white would do nothing: this is a drawing with shading in it.
        prepared = prepare(prepared.picture, replace(settings, mode="line"), progress)
    prepared = prepared if strokes is None else _with_lines_of_textures(prepared, strokes, tell)
    notes = (*(() if hints is None else notes_on(hints)), *(() if cast is None else cast.known.notes))
    if cast is not None and prepared.line is None:
        hints = hints_by_cast(cast, prepared.picture, hints, boxes, pauses(tell, "cast", 0.3))
    asked = _asked(network, prepared.mode, hints, settings)
    if prepared.line is not None:
        line, grey = prepared.line, prepared.grey
        found = None if cast is None else found_in(cast, grey, line.regions, boxes, pauses(tell, "cast", 0.4))
        palette = palette or NO_PALETTE
        decided = decide_line(line, grey, hints, strokes, boxes, palette, settings, asked, tell, found, marks, once)
        notes += decided.notes
        prepared = replace(prepared, line=None)
        del line
        result = coloured(decided, settings.style, tell)
        how = settings.line_colours
        return replace(
            result,
            timings=prepared.timings | result.timings,
            notes=notes,
            inks=prepared.inks,
            ink=prepared.grey,
            lines=line_layer(prepared.picture, how, prepared.inks, prepared.traces, result.colour),
            line_colours=how,
        )
    result = _grey_result(prepared, hints, boxes, palette or NO_PALETTE, settings, asked, tell)
    return replace(result, notes=(*notes, *_OF_NO_USE) if marks is not None and marks.pixels.any() else notes)


def _asked(network: Proposing, mode: FoundMode, hints: Hints | None, settings: Settings) -> Network | None:
    """The network to be asked: with "auto" only where it is nearer to unseen art than doing without (in grey pictures
    with hints; docs/benchmarks.md, "What no hint decides"), and only if it is there and colours such pictures."""
    if settings.undecided == "network":
        found = loaded(network)
        if found is None:
            raise BadRequest("No network is loaded; choose a model, or undecided 'auto'.")
        return found
    if settings.undecided != "auto" or mode != "grey" or hints is None or not (hints.pixels[:, :, 3] >= 128).any():
        return None
    found = loaded(network)
    return found if found is not None and mode in found.descriptor.modes else None


def _on_paper(grey: U8, hints: Hints) -> bool:
    """Whether most of the coloured paint lies on white."""
    layer = hints.pixels
    vivid = layer[:, :, :3].max(axis=2).astype(np.int16) - layer[:, :, :3].min(axis=2) > 24
    painted = vivid & (layer[:, :, 3] >= 128)
    return bool(painted.any() and (grey[painted] >= 245).mean() > 0.5)


def clipped_box(box: Box, height: int, width: int) -> Box:
    """The part of a box inside the picture. Raises BadRequest where there is none."""
    x0, y0 = max(0, box.x), max(0, box.y)
    x1, y1 = min(width, box.x + box.width), min(height, box.y + box.height)
    if box.width <= 0 or box.height <= 0 or x1 <= x0 or y1 <= y0:
        raise BadRequest(
            f"The box {box.tag!r} at {box.x}, {box.y}, {box.width} by {box.height} lies outside the "
            f"{width}×{height} picture or is empty; move it inside."
        )
    return Box(x0, y0, x1 - x0, y1 - y0, box.tag, box.colour)


def _grey_result(
    prepared: Prepared,
    hints: Hints | None,
    boxes: list[Box],
    palette: Palette,
    settings: Settings,
    network: Network | None,
    tell: Progress,
) -> Result:
    tell("network", 0.3)
    start = time.perf_counter()
    pixels = hints.pixels if hints is not None else None
    proposal = None
    if network is not None:
        proposal = settled(propose(network, prepared.grey, "grey", pixels, boxes), prepared.grey)
    timings = dict(prepared.timings, network=time.perf_counter() - start)
    tell("colour", 0.6)
    start = time.perf_counter()
    lightness = lightness_of(prepared.picture)
    rgb = colour_grey(lightness, pixels, boxes, proposal, settings.strength, settings.undecided, settings.colours, tell)
    layer = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA), np.uint8)
    p = to_eight_bit(prepared.picture.pixels)
    if p.ndim == 3 and p.shape[2] in (2, 4):
        layer[:, :, 3] = p[:, :, -1]
    timings["colour"] = time.perf_counter() - start
    tell("done", 1.0)
    labels = np.zeros(prepared.grey.shape, np.int32)
    return Result(layer, labels, (), palette, "grey", 0, None, timings)


def lightness_of(picture: Picture) -> F32:
    """Lab L, 0 to 100, of every pixel, (H, W) float32, at the picture's own depth (transparency aside)."""
    p = picture.pixels
    scale = {np.dtype(np.uint8): 255.0, np.dtype(np.uint16): 65535.0}.get(p.dtype, 1.0)
    if p.ndim == 3 and p.shape[2] == 2:
        p = p[:, :, 0]
    light = np.empty(p.shape[:2], np.float32)
    for top in range(0, p.shape[0], 256):
        band = p[top : top + 256].astype(np.float32) / np.float32(scale)
        rgb = np.repeat(band[:, :, None], 3, axis=2) if band.ndim == 2 else band[:, :, :3]
        light[top : top + 256] = srgb_to_lab(np.clip(rgb, 0.0, 1.0))[:, :, 0]
    return light


def preview_regions(labels: Labels) -> U8:
    """(H, W) int32 region ids to (H, W, 4) uint8: every region a tint of its own, neighbours unlike; 0 is clear."""
    count = int(labels.max(initial=0))
    lookup = np.zeros((count + 1, 4), np.uint8)
    lookup[1:, :3] = distinct_colours(count)
    lookup[1:, 3] = 255
    return np.asarray(np.take(lookup, labels, axis=0))
