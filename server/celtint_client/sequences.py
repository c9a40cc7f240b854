"""What is asked and answered about a sequence of frames; see `messages` for how such classes are read and written."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from celtint_client import reading
from celtint_client.answers import Colouring
from celtint_client.errors import BadRequest
from celtint_client.messages import MAX_ROWS, Box, PaletteEntry, Settings, Wanted
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.parts import AnyPart

MAX_FRAMES = 100_000
"""Frames of one sequence."""

FRAME_PARTS = ("picture", "hints", "key")


@dataclass(frozen=True)
class SequenceRequest:
    """Colour many frames so that what is decided on one holds on all.

    palette, settings, wanted, model: as in a `ColourRequest`, for every frame. corrects: an earlier sequence's job;
    then only the frames that change are sent, and only those whose colours change come back.
    """

    palette: tuple[PaletteEntry, ...] = ()
    settings: Settings = field(default_factory=Settings)
    wanted: Wanted = field(default_factory=Wanted)
    model: str | None = None
    corrects: str | None = None

    def params(self) -> dict[str, Any]:
        return {
            "palette": [asdict(entry) for entry in self.palette],
            "settings": asdict(self.settings),
            **self.wanted.params(),
            "model": self.model,
            "corrects": self.corrects,
        }

    @classmethod
    def read(cls, params: dict[str, Any]) -> SequenceRequest:
        fields = Fields(params, "sequence")
        request = cls(
            fields.rows("palette", PaletteEntry.read, MAX_ROWS, ()),
            Settings.read(fields.take("settings", {})),
            Wanted.take(fields),
            fields.text("model", None),
            fields.text("corrects", None),
        )
        fields.end()
        return request


@dataclass(frozen=True)
class Frame:
    """One frame that is sent.

    number: the host's own; frames are in the order of their numbers, whatever order they are sent in. picture: line
    art or grey, all frames of one size; None only in a correction, where what isn't given stays as it was. hints:
    rgba8, bgra8 or png. key: this frame as the artist coloured it, a layer like the hints. boxes: None (in a
    correction) leaves them as they were.
    """

    number: int
    picture: AnyPart | None = None
    hints: AnyPart | None = None
    key: AnyPart | None = None
    boxes: tuple[Box, ...] | None = None

    def params(self) -> dict[str, Any]:
        boxes = None if self.boxes is None else [asdict(box) for box in self.boxes]
        return {"number": self.number, "boxes": boxes}

    def parts(self) -> dict[str, AnyPart]:
        found = {"picture": self.picture, "hints": self.hints, "key": self.key}
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> Frame:
        """Take the members of a `frame` request that tell of the frame itself."""
        if not parts.keys() <= set(FRAME_PARTS):
            raise BadRequest(f"The parts of a frame are named {', '.join(FRAME_PARTS)}.")
        number, boxes = fields.whole("number"), _boxes(fields)
        return cls(number, parts.get("picture"), parts.get("hints"), parts.get("key"), boxes)


@dataclass(frozen=True)
class FrameAnswer:
    """One coloured frame. unsure: ids of the regions that somebody should look at."""

    number: int
    colouring: Colouring
    unsure: tuple[int, ...] = ()

    def params(self) -> dict[str, Any]:
        return {**self.colouring.params(), "number": self.number, "unsure": list(self.unsure)}

    def parts(self) -> dict[str, AnyPart]:
        return self.colouring.parts()

    @classmethod
    def read(cls, params: dict[str, Any], parts: dict[str, AnyPart]) -> FrameAnswer:
        fields = Fields(params, "A frame")
        unsure = fields.rows("unsure", reading.whole, 1 << 26, ())
        return cls(fields.whole("number"), Colouring.read(params, parts), unsure)


@dataclass(frozen=True)
class FrameSummary:
    """One line of a sequence's summary. regions: how many. unsure: ids of those to look at."""

    number: int
    regions: int
    unsure: tuple[int, ...] = ()

    @classmethod
    def read(cls, value: object) -> FrameSummary:
        fields = Fields(value, "A frame's summary")
        return cls(fields.whole("number"), fields.whole("regions"), fields.rows("unsure", reading.whole, 1 << 26, ()))


@dataclass(frozen=True)
class SequenceDone:
    """A finished sequence: its job, and every frame that came out of it, in the order of their numbers.

    After a correction, or a palette entry's change, these are the frames that changed.
    """

    job: str
    frames: tuple[FrameSummary, ...] = ()

    def params(self) -> dict[str, Any]:
        return {"job": self.job, "frames": [asdict(frame) for frame in self.frames]}

    @classmethod
    def read(cls, params: dict[str, Any]) -> SequenceDone:
        fields = Fields(params, "A sequence")
        return cls(fields.text("job"), fields.rows("frames", FrameSummary.read, MAX_FRAMES))


@dataclass(frozen=True)
class Credit:
    """How many more frames of a job the client can take, and which it has: those aren't sent again."""

    job: str
    frames: int
    taken: tuple[int, ...] = ()

    def params(self) -> dict[str, Any]:
        return {"job": self.job, "frames": self.frames, "taken": list(self.taken)}

    @classmethod
    def read(cls, params: dict[str, Any]) -> Credit:
        fields = Fields(params, "credit")
        taken = fields.rows("taken", reading.whole, MAX_FRAMES, ())
        credit = cls(fields.text("job"), fields.whole("frames", least=0, most=MAX_FRAMES), taken)
        fields.end()
        return credit


def _boxes(fields: Fields) -> tuple[Box, ...] | None:
    value = fields.take("boxes", None)
    return None if value is None else Fields({"boxes": value}, "A frame").rows("boxes", Box.read, MAX_ROWS)
