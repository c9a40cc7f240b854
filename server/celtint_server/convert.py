"""Between the wire's messages and the core's arrays: the one module that knows both."""

from collections.abc import Sequence
from typing import Any, cast

import celtint
import cv2
import numpy as np
import numpy.typing as npt
from celtint import BadPicture, BadRequest, CeltintError, Descriptor, FrameResult, SequenceSettings, TooLarge, polygons
from celtint.colours.depth import to_eight_bit
from celtint.ink.strokes import Strokes, draw_lines, draw_paint
from celtint.regions.measuring import well_inside
from celtint.sequence.doubts import look_first
from celtint.types.arrays import Labels
from celtint.types.picture import Pause, no_pause
from celtint_client import answers, errors, messages, sequences
from celtint_client.choices import PAINT_ENCODINGS
from celtint_client.parts import Part
from celtint_client.typed import Polygons
from celtint_files import pictures, png

KEPT = messages.Wanted(("colour", "labels", "report"))
"""What is kept of a sequence's frames."""
MOST_POINTS = 2_000_000
"""Points of one drawing in strokes."""
REGIONS = 4096
"""Regions that are told between two pauses."""

Array = npt.NDArray[Any]
Rect = tuple[int, int, int, int]
"""x, y, width, height in pixels."""

_RAW = {
    "l8": ("u1", 1),
    "la8": ("u1", 2),
    "rgba8": ("u1", 4),
    "bgra8": ("u1", 4),
    "l16": ("<u2", 1),
    "rgba16": ("<u2", 4),
    "f32": ("<f4", 1),
}
_CUT_SHORT = "The strokes don't have as many points, colours and flags as they say."


def wire_error(error: CeltintError | errors.WireError) -> errors.WireError:
    """The wire's exception for what went wrong; a core error keeps its name and sentence.

    It is as if never raised: its traceback would keep all that was at hand there, pictures too, as long as it is kept.
    """
    if isinstance(error, errors.WireError):
        error.__context__ = error.__cause__ = None
        return error.with_traceback(None)
    return errors.BY_NAME[error.name](str(error))


def check_part(part: Part, max_pixels: int) -> None:
    """Refuse a part before anything of it is decoded.

    Raises TooLarge for more than `max_pixels` or `MOST_POINTS`, and BadPicture for no pixels, for bytes of another
    length than the size or the strokes' lengths say, and for what is no PNG of that size or too short for it.
    """
    if part.encoding == "png":
        head = png.header(part.view)
        _check_pixels(head.width, head.height, max_pixels)
        if (head.width, head.height) != (part.width, part.height):
            said = f"the message says {part.width}×{part.height}"
            raise BadPicture(f"The PNG is {head.width}×{head.height} pixels, {said}.")
        png.check_data(part.view, head)
    _check_pixels(part.width, part.height, max_pixels)
    if part.encoding == "strokes":
        _strokes(part)
    if not part.complete():
        raise BadPicture(f"A {part.encoding} picture of {part.width}×{part.height} has another number of bytes.")


def _check_pixels(width: int, height: int, most: int) -> None:
    if width <= 0 or height <= 0:
        raise BadPicture("The picture has no pixels.")
    if width * height > most:
        raise TooLarge(f"A picture has at most {most / 1e6:.1f} megapixels, this is {width}×{height}.")


def picture(part: Part, pause: Pause = no_pause) -> celtint.Picture:
    """The picture in a part that `check_part` let through; its pixels are its own. pause: while strokes are drawn.

    A view of the message would keep the whole of it in memory, its hint layer too, as long as the picture is kept.
    Raises BadPicture, TooLarge.
    """
    if part.encoding in ("u32", "file"):
        raise BadPicture(
            f"A picture isn't {part.encoding}; use l8, la8, rgba8, bgra8, l16, rgba16, f32, png or strokes."
        )
    if part.encoding == "strokes":
        return draw_lines(_strokes(part), pause)
    pixels = _decode_png(part) if part.encoding == "png" else _raw(part)
    return celtint.Picture(pixels if pixels.flags.owndata else pixels.copy())


def hints(part: Part, pause: Pause = no_pause) -> celtint.Hints:
    """The hint layer in a part that `check_part` let through; raw rgba8 isn't copied. Raises BadRequest, BadPicture."""
    if part.encoding not in PAINT_ENCODINGS:
        raise BadRequest(f"Hints are {', '.join(PAINT_ENCODINGS)}, not {part.encoding}.")
    if part.encoding == "strokes":
        return draw_paint(_strokes(part), pause)
    if part.encoding != "png":
        return celtint.Hints(_raw(part))
    return celtint.Hints(rgba(_decode_png(part)))


def marks(part: Part, pause: Pause = no_pause) -> celtint.Marks:
    """The marks in a part that `check_part` let through. Raises BadRequest, TooLarge."""
    check_marks(part)
    if part.encoding == "strokes":
        layer = draw_paint(_strokes(part), pause).pixels
        return celtint.Marks(np.where(layer[:, :, 3] >= 128, layer[:, :, 0], np.uint8(0)))
    return celtint.Marks(_raw(part))


def check_marks(part: Part) -> None:
    """Raises BadRequest for an encoding that marks don't come in."""
    if part.encoding not in ("l8", "strokes"):
        raise BadRequest(f"Marks are l8 or strokes, not {part.encoding}.")


def _strokes(part: Part) -> Strokes:
    """The strokes in a part; what `celtint_client.strokes` wrote. Raises BadPicture, TooLarge."""
    data, size = part.view, len(part.view)
    count = int.from_bytes(data[:4], "little")
    if size < 4 + 9 * count:
        raise BadPicture(_CUT_SHORT)
    if count > MOST_POINTS:
        raise TooLarge(f"A drawing has at most {MOST_POINTS} strokes, this has {count}.")
    lengths = np.frombuffer(data[4 : 4 + 4 * count], "<u4").astype(np.int64)
    total, start = int(lengths.sum()), 4 + 8 * count
    if total > MOST_POINTS:
        raise TooLarge(f"A drawing in strokes has at most {MOST_POINTS} points, this has {total}.")
    if size != start + 12 * total + count:
        raise BadPicture(_CUT_SHORT)
    colours = np.frombuffer(data[start - 4 * count : start], np.uint8).reshape(count, 4)
    points = np.frombuffer(data[start : start + 12 * total], "<f4").reshape(total, 3)
    return Strokes(part.width, part.height, points, lengths, colours, np.frombuffer(data[size - count :], np.uint8))


def _raw(part: Part) -> Array:
    dtype, channels = _RAW[part.encoding]
    shape = (part.height, part.width) if channels == 1 else (part.height, part.width, channels)
    pixels: Array = np.require(np.frombuffer(part.view, dtype).reshape(shape), requirements="A")
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA)) if part.encoding == "bgra8" else pixels


def _decode_png(part: Part) -> Array:
    """(H, W) or (H, W, 2 to 4), uint8 or uint16, as it lies in the file, but in sRGB. Raises BadPicture, TooLarge."""
    return pictures.decode(part.view, "The PNG", ("PNG",), upright=False).pixels


def rgba(pixels: Array) -> npt.NDArray[np.uint8]:
    """Decoded pixels as (H, W, 4) uint8; those that are so already aren't copied."""
    pixels = to_eight_bit(pixels)
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    channels = pixels.shape[2]
    if channels == 4:
        return pixels
    colours = 1 if channels < 3 else 3
    layer = np.full((*pixels.shape[:2], 4), 255, np.uint8)
    layer[:, :, :3] = pixels[:, :, :colours]
    if channels > colours:
        layer[:, :, 3] = pixels[:, :, colours]
    return layer


def boxes(given: tuple[messages.Box, ...]) -> tuple[celtint.Box, ...]:
    """The core's boxes."""
    return tuple(celtint.Box(b.x, b.y, b.width, b.height, b.tag, cast(Any, b.colour)) for b in given)


def palette(given: tuple[messages.PaletteEntry, ...]) -> celtint.Palette:
    """The core's palette. Raises BadRequest for two entries of one id."""
    return celtint.Palette(tuple(celtint.PaletteEntry(e.id, e.name, e.colour) for e in given))


def settings(given: messages.Settings) -> celtint.Settings:
    """The core's settings. Raises BadRequest for values that don't fit."""
    return celtint.Settings(**vars(given))  # the contract gives both the same fields


def sequence_settings(given: sequences.SequenceSettings, order: Sequence[int] | None = None) -> SequenceSettings:
    """The core's settings of a sequence. order: the numbers of its frames, once they are known, of which cuts are told.

    Raises BadRequest for values that don't fit.
    """
    return SequenceSettings(
        mode=cast(Any, given.mode),
        undecided=cast(Any, given.undecided),
        gap=cast(Any, given.gap),
        window=given.window,
        strength=given.strength,
        ink=given.ink,
        trace=given.trace,
        cuts=given.cuts if order is None else _cuts(given.cuts, order),
        keys_anywhere=given.keys_anywhere,
    )


def _cuts(given: str, order: Sequence[int]) -> str:
    """Cuts by the client's numbers of frames as the core counts them."""
    if given in ("auto", "none"):
        return given
    place = {number: k for k, number in enumerate(order, start=1)}
    numbers = [int(word) for word in given.split(",")]
    wrong = next((number for number in numbers if number not in place), None)
    if wrong is not None:
        raise BadRequest(f"A scene can't begin with frame {wrong}; there is no such frame.")
    return ",".join(str(place[number]) for number in numbers)


def frame(result: FrameResult, number: int) -> sequences.FrameAnswer:
    """All of a coloured frame, for keeping: its job is "", and the time it took isn't said."""
    whole = celtint.Result(result.colour, result.labels, result.regions, result.palette, result.mode, 0)
    return sequences.FrameAnswer(number, colouring("", whole, KEPT), result.held, result.cut, float(result.doubt))


def kept_result(kept: answers.Colouring) -> celtint.Result:
    """The result that `frame` said, or `colouring` with `KEPT`; its arrays are views of the parts."""
    assert kept.colour is not None  # as KEPT wants it
    layer = _raw(kept.colour)
    labels = np.zeros(layer.shape[:2], np.int32)
    if kept.labels is not None:
        labels = np.frombuffer(kept.labels.view, "<i4").reshape(labels.shape)
    regions = tuple(region_info(region) for region in kept.regions or ())
    return celtint.Result(
        layer,
        labels,
        regions,
        palette(kept.palette),
        cast(Any, kept.mode),
        kept.gap,
        notes=kept.notes,
        inks=tuple(celtint.Pen(**vars(pen)) for pen in kept.inks),
    )


def region_info(of: answers.Region) -> celtint.RegionInfo:
    """The core's region."""
    own = {name: value for name, value in vars(of).items() if name != "inside"}
    return celtint.RegionInfo(**{**own, "decided_by": cast(Any, of.decided_by)})


def model(descriptor: Descriptor, default: bool) -> answers.Model:
    """What is said of a network."""
    return answers.Model(
        descriptor.name, descriptor.title, descriptor.kind, descriptor.modes, descriptor.licence, default
    )


def different(before: celtint.Result, after: celtint.Result) -> Rect | None:
    """x, y, width, height of the smallest rectangle outside which two results' colours and shades are the same, of at
    least a pixel; None if they can't be compared."""
    if before.colour.shape != after.colour.shape or (before.shade is None) != (after.shade is None):
        return None
    changed = _words(before.colour) != _words(after.colour)
    if before.shade is not None and after.shade is not None:
        changed |= _words(before.shade) != _words(after.shade)
    x, y, width, height = cv2.boundingRect(changed.view(np.uint8))
    return (x, y, width, height) if width else (0, 0, 1, 1)


def _words(layer: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """(H, W): a pixel's four bytes as one number."""
    return np.ascontiguousarray(layer).view(np.uint32)[:, :, 0]


def colouring(
    job: str,
    result: celtint.Result,
    wanted: messages.Wanted,
    pause: Pause = no_pause,
    changed: Rect | None = None,
) -> answers.Colouring:
    """The answer that holds what was wanted of a result; raw layers are views of its arrays.

    pause: called first, between the outputs and within those of many regions; it may raise to stop this. changed: the
    rectangle that the client hasn't got yet of colour and shade; None for all.
    """
    pause()
    outputs = set(wanted.outputs)
    if result.mode == "grey":
        outputs -= {"labels", "preview", "polygons", "ink", "lines"}  # a grey picture has no regions

    def layer(pixels: npt.NDArray[np.uint8], of: Rect | None = None) -> Part:
        pause()
        if of is not None:
            x, y, width, height = of
            pixels = pixels[y : y + height, x : x + width].copy()
        return layer_part(pixels, wanted.encoding)

    return answers.Colouring(
        job=job,
        mode=result.mode,
        gap=result.gap,
        palette=tuple(messages.PaletteEntry(e.id, e.name, e.colour) for e in result.palette.entries),
        timings={stage: float(seconds) for stage, seconds in result.timings.items()},
        notes=result.notes,
        inks=tuple(answers.Pen(_three(p.colour), float(p.share), p.counts, p.trace) for p in result.inks),
        regions=_report(result, pause) if "report" in outputs else None,
        colour=layer(result.colour, changed) if "colour" in outputs else None,
        shade=layer(result.shade, changed) if "shade" in outputs and result.shade is not None else None,
        labels=number_part(result.labels) if "labels" in outputs else None,
        preview=layer(celtint.preview_regions(result.labels)) if "preview" in outputs else None,
        ink=grey_part(result.ink) if "ink" in outputs and result.ink is not None else None,
        lines=layer(result.lines) if "lines" in outputs and result.lines is not None else None,
        line_colours=result.line_colours,
        polygons=_polygons(result, wanted.tolerance, pause) if "polygons" in outputs else None,
        unsure=look_first(result.regions),
        changed=changed,
    )


def most_bytes(pixels: int, wanted: messages.Wanted) -> int:
    """At most about how many bytes the parts of a colouring take: 4 a pixel and layer, outlines as much as two."""
    each = {"colour": 4, "shade": 4, "labels": 4, "preview": 4, "polygons": 8, "ink": 1, "lines": 4}
    return pixels * sum(each.get(output, 0) for output in wanted.outputs)


def _report(result: celtint.Result, pause: Pause) -> tuple[answers.Region, ...]:
    told = []
    for count, each in enumerate(result.regions):
        if count % REGIONS == 0:
            pause()
        told.append(region(each, result.labels))
    return tuple(told)


def region(of: celtint.RegionInfo, labels: Labels) -> answers.Region:
    """What is said of a region of a label map, (H, W)."""
    return answers.Region(
        id=int(of.id),
        colour=None if of.colour is None else _three(of.colour),
        entry=of.entry,
        decided_by=of.decided_by,
        confidence=float(of.confidence),
        area=int(of.area),
        box=(int(of.box[0]), int(of.box[1]), int(of.box[2]), int(of.box[3])),
        tag=of.tag,
        unsure=of.unsure,
        inside=(*well_inside(labels, of.id, of.box), 1, 1) if of.unsure else None,
    )


def _three(colour: celtint.RGB) -> celtint.RGB:
    return (int(colour[0]), int(colour[1]), int(colour[2]))


def layer_part(pixels: npt.NDArray[np.uint8], encoding: str) -> Part:
    """An (H, W, 4) layer as a part."""
    height, width = pixels.shape[:2]
    data: Array = pixels
    if encoding != "rgba8":
        data = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA))
    if encoding == "png":
        data = np.asarray(cv2.imencode(".png", data, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1])
    return Part(encoding, width, height, _view(data))


def grey_part(grey: npt.NDArray[np.uint8]) -> Part:
    """Grey, (h, w), as an l8 part."""
    height, width = grey.shape
    return Part("l8", width, height, _view(np.ascontiguousarray(grey)))


def number_part(rows: Array) -> Part:
    """A two-dimensional array as an f32 part, or, of whole numbers from 0, as a u32 part."""
    height, width = rows.shape
    if rows.dtype.kind == "f":
        return Part("f32", width, height, _view(rows.astype("<f4", copy=False)))
    data = np.ascontiguousarray(rows, dtype="<u4" if rows.dtype.kind == "u" else "<i4")
    return Part("u32", width, height, _view(data))


def _view(data: Array) -> memoryview:
    """The bytes of an array, without a copy if they lie in a row."""
    return np.ascontiguousarray(data).reshape(-1).view(np.uint8).data


def _polygons(result: celtint.Result, tolerance: float, pause: Pause) -> Polygons:
    outlines = polygons(result.labels, tolerance, pause)
    rings = [
        (region.id, len(ring), int(hole))
        for region in outlines
        for polygon in region.polygons
        for hole, ring in ((False, polygon.outer), *((True, inner) for inner in polygon.holes))
    ]
    points = [ring for region in outlines for ring in region.rings]
    return Polygons(
        point_part=number_part(np.concatenate(points) if points else np.zeros((0, 2), np.float32)),
        ring_part=number_part(np.array(rings, np.int32).reshape(-1, 3)),
    )
