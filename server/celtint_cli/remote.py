"""Colouring by a server: the core's arrays to the wire's messages and back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from celtint import (
    Box,
    FrameResult,
    Frames,
    Hints,
    Key,
    Marks,
    Palette,
    PaletteEntry,
    Pen,
    Picture,
    RegionInfo,
    Result,
    Scene,
    SequenceSettings,
    Settings,
)
from celtint_client import messages
from celtint_client.answers import Colouring, Progress, Region
from celtint_client.client import Client
from celtint_client.parts import Part
from celtint_client.sequences import Frame, FrameAnswer, SequenceRequest
from celtint_client.sequences import SequenceSettings as SequenceAsked

_OUTPUTS = ("colour", "shade", "labels", "report", "ink", "lines")
_ENCODINGS = {("u1", 1): "l8", ("u1", 2): "la8", ("u1", 4): "rgba8", ("u2", 1): "l16", ("u2", 4): "rgba16"}


def colour_there(
    client: Client,
    picture: Picture,
    *,
    hints: Hints | None,
    boxes: Sequence[Box],
    palette: Palette | None,
    settings: Settings,
    marks: Marks | None = None,
    model: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    cast: Part | None = None,
) -> Result:
    """What `celtint.colour` gives, done by the server. Raises what the server says, as
    `celtint_client.errors`.
    """
    request = messages.ColourRequest(
        picture=part(picture.pixels),
        hints=None if hints is None else part(hints.pixels),
        boxes=_boxes(boxes),
        palette=_entries(palette),
        settings=messages.Settings(
            settings.mode,
            settings.style,
            settings.undecided,
            settings.gap,
            settings.colours,
            settings.strength,
            settings.ink,
            settings.merge,
            settings.trace,
            settings.line_colours,
        ),
        wanted=messages.Wanted(_OUTPUTS),
        model=model,
        batch=True,
        cast=cast,
        marks=None if marks is None else part(marks.pixels),
    )
    return _result(client.colour(request, progress))


def sequence_there(
    client: Client,
    frames: Frames,
    keys: Mapping[int, Key],
    hints: Mapping[int, Hints],
    boxes: Sequence[Box],
    palette: Palette | None,
    settings: SequenceSettings,
    on_frame: Callable[[FrameResult], None],
    scenes: Sequence[Scene],
    *,
    labels: bool,
    model: str | None = None,
    cast: Part | None = None,
    marks: Mapping[int, Marks] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """What `celtint.colour_sequence` gives, done by the server; a few frames are in memory at a time.

    on_frame: called with every frame, in the order in which they get done. scenes: as they were found here.
    labels: whether the label maps are wanted; without, they are all 0.

    Raises what the server says, as `celtint_client.errors`, and what reading a frame does.
    """
    request = SequenceRequest(
        boxes=_boxes(boxes),
        palette=_entries(palette),
        settings=SequenceAsked(
            settings.mode,
            settings.undecided,
            settings.gap,
            settings.window,
            settings.strength,
            settings.ink,
            settings.trace,
            ",".join(str(scene.frames.start) for scene in scenes[1:]) or "none",
            settings.keys_anywhere,
        ),
        wanted=messages.Wanted(("colour", "labels", "report") if labels else ("colour", "report")),
        model=model,
        cast=cast,
    )

    def given() -> Iterator[Frame]:
        for index in range(len(frames)):
            key, paint, marked = keys.get(index), hints.get(index), (marks or {}).get(index)
            yield Frame(
                index,
                part(frames.picture(index).pixels),
                None if paint is None else part(paint.pixels),
                None if key is None else part(key.pixels),
                marks=None if marked is None else part(marked.pixels),
            )

    def take(answer: FrameAnswer) -> None:
        one = _result(answer.colouring)
        whole = (one.colour, one.labels, one.regions, tuple(sorted(answer.colouring.unsure)), one.palette, one.mode)
        on_frame(FrameResult(answer.number, *whole, answer.held, answer.cut, answer.doubt))

    client.sequence(request, given(), take, progress)


def _boxes(boxes: Sequence[Box]) -> tuple[messages.Box, ...]:
    return tuple(messages.Box(b.x, b.y, b.width, b.height, b.tag, b.colour) for b in boxes)


def _entries(palette: Palette | None) -> tuple[messages.PaletteEntry, ...]:
    return tuple(messages.PaletteEntry(e.id, e.name, e.colour) for e in (palette or Palette()).entries)


def part(pixels: npt.NDArray[Any]) -> Part:
    """A picture as a raw part. RGB gets an opaque alpha, 16-bit grey with alpha becomes RGBA, floats become
    f32.
    """
    height, width = pixels.shape[:2]
    if pixels.dtype.kind == "f":
        return Part("f32", width, height, np.ascontiguousarray(pixels, "<f4").data.cast("B"))
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    if channels == 2 and pixels.dtype == np.uint16:
        pixels, channels = pixels[:, :, [0, 0, 0, 1]], 4
    if channels == 3:
        opaque = np.full((height, width, 1), np.iinfo(pixels.dtype).max, pixels.dtype)
        pixels, channels = np.concatenate((pixels, opaque), axis=2), 4
    kind = f"u{pixels.dtype.itemsize}"
    data = np.ascontiguousarray(pixels, f"<{kind}")
    return Part(_ENCODINGS[kind, channels], width, height, data.data.cast("B"))


def _result(answer: Colouring) -> Result:
    colour = layer(cast(Part, answer.colour))
    labels = np.zeros(colour.shape[:2], np.int32)
    if answer.label_map is not None:
        labels = np.array(answer.label_map.ids, np.int32).reshape(labels.shape)
    return Result(
        colour=colour,
        labels=labels,
        regions=tuple(region_info(region) for region in answer.regions or ()),
        palette=Palette(tuple(PaletteEntry(e.id, e.name, e.colour) for e in answer.palette)),
        mode=cast(Any, answer.mode),
        gap=answer.gap,
        shade=None if answer.shade is None else layer(answer.shade),
        timings=answer.timings,
        notes=answer.notes,
        inks=tuple(Pen(pen.colour, pen.share, pen.counts, pen.trace) for pen in answer.inks),
        ink=None if answer.ink is None else grey_plane(answer.ink),
        lines=None if answer.lines is None else layer(answer.lines),
        line_colours=cast(Any, answer.line_colours),
    )


def grey_plane(plane: Part) -> npt.NDArray[np.uint8]:
    """(H, W) uint8."""
    return np.frombuffer(plane.raw("l8"), np.uint8).reshape(plane.height, plane.width)


def layer(of: Part) -> npt.NDArray[np.uint8]:
    """(H, W, 4) uint8."""
    return np.frombuffer(of.raw("rgba8"), np.uint8).reshape(of.height, of.width, 4)


def region_info(region: Region) -> RegionInfo:
    """The core's region."""
    return RegionInfo(
        id=region.id,
        colour=region.colour,
        entry=region.entry,
        decided_by=cast(Any, region.decided_by),
        confidence=region.confidence,
        area=region.area,
        box=region.box,
        tag=region.tag,
        unsure=region.unsure,
    )
