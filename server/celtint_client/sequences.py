"""What is asked and answered about a sequence of frames; see `messages` for how such classes are read and written."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from celtint_client import reading
from celtint_client.answers import Colouring
from celtint_client.errors import BadRequest
from celtint_client.messages import MAX_ROWS, UNDECIDED, Box, PaletteEntry, Settings, Wanted
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.parts import AnyPart

MAX_FRAMES = 100_000
"""Frames of one sequence."""

SEQUENCE_UNDECIDED = tuple(word for word in UNDECIDED if word != "distinct")

FRAME_PARTS = ("picture", "hints", "key")


@dataclass(frozen=True)
class SequenceSettings:
    """How to colour a sequence; see the core's settings of the same names. gap: pixels, or "auto". window: frames."""

    mode: str = "auto"
    undecided: str = "auto"
    gap: int | str = "auto"
    window: int = 24
    strength: float = 1.0

    @classmethod
    def read(cls, value: object) -> SequenceSettings:
        fields = Fields(value, "settings")
        window = fields.whole("window", 24, 2, 240)
        own = ("mode", "undecided", "gap", "strength")
        shared = Settings.read({key: fields.take(key) for key in own if isinstance(value, dict) and key in value})
        if shared.undecided not in SEQUENCE_UNDECIDED:
            raise BadRequest(f"In a sequence 'undecided' is one of {', '.join(SEQUENCE_UNDECIDED)}.")
        fields.end()
        return cls(shared.mode, shared.undecided, shared.gap, window, shared.strength)


@dataclass(frozen=True)
class SequenceRequest:
    """Colour many frames so that what is decided on one holds on all.

    boxes: the same on every frame. palette, wanted, model: as in a `ColourRequest`, for every frame. corrects: an
    earlier sequence's job; then only the frames that change are sent, and only those whose colours change come back.
    """

    boxes: tuple[Box, ...] = ()
    palette: tuple[PaletteEntry, ...] = ()
    settings: SequenceSettings = field(default_factory=SequenceSettings)
    wanted: Wanted = field(default_factory=Wanted)
    model: str | None = None
    corrects: str | None = None

    def params(self) -> dict[str, Any]:
        return {
            "boxes": [asdict(box) for box in self.boxes],
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
            fields.rows("boxes", Box.read, MAX_ROWS, ()),
            fields.rows("palette", PaletteEntry.read, MAX_ROWS, ()),
            SequenceSettings.read(fields.take("settings", {})),
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
    rgba8, bgra8, png or strokes. key: this frame as the artist coloured it, a layer like the hints. without: in a
    correction, of "hints" and "key" what this frame no longer has.
    """

    number: int
    picture: AnyPart | None = None
    hints: AnyPart | None = None
    key: AnyPart | None = None
    without: tuple[str, ...] = ()

    def params(self) -> dict[str, Any]:
        return {"number": self.number, "without": list(self.without)}

    def parts(self) -> dict[str, AnyPart]:
        found = {"picture": self.picture, "hints": self.hints, "key": self.key}
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> Frame:
        """Take the members of a `frame` request that tell of the frame itself."""
        if not parts.keys() <= set(FRAME_PARTS):
            raise BadRequest(f"The parts of a frame are named {', '.join(FRAME_PARTS)}.")
        number, without = fields.whole("number"), fields.rows("without", _layer, 2, ())
        return cls(number, parts.get("picture"), parts.get("hints"), parts.get("key"), without)


def _layer(value: object) -> str:
    if value not in ("hints", "key"):
        raise BadRequest("'without' lists some of hints, key.")
    return str(value)


@dataclass(frozen=True)
class FrameAnswer:
    """One coloured frame.

    unsure: ids of the regions that somebody should look at. held: it is the drawing before it once more. cut: a new
    scene begins here. doubt: of a grey picture, the share that no motion led to, 0 to 1.
    """

    number: int
    colouring: Colouring
    unsure: tuple[int, ...] = ()
    held: bool = False
    cut: bool = False
    doubt: float = 0.0

    def params(self) -> dict[str, Any]:
        own = {"number": self.number, "unsure": list(self.unsure), "held": self.held, "cut": self.cut}
        return {**self.colouring.params(), **own, "doubt": self.doubt}

    def parts(self) -> dict[str, AnyPart]:
        return self.colouring.parts()

    @classmethod
    def read(cls, params: dict[str, Any], parts: dict[str, AnyPart]) -> FrameAnswer:
        fields = Fields(params, "A frame")
        unsure = fields.rows("unsure", reading.whole, 1 << 26, ())
        held, cut = fields.flag("held", False), fields.flag("cut", False)
        colouring, doubt = Colouring.read(params, parts), fields.number("doubt", 0.0, 0.0, 1.0)
        return cls(fields.whole("number"), colouring, unsure, held, cut, doubt)


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
