"""What is asked and answered about a sequence of frames.

Written by `make contract` from celtint_client/contract.json; change it there.

Each class has ``params()``, and ``parts()`` if parts travel beside it, for the side that writes, and ``read`` for
the side that reads. `read` of something a client wrote raises BadRequest and refuses members it doesn't know,
`read` of something a server wrote passes over them, so that servers may add to their answers. ``take`` is the same
for members of a larger object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from celtint_client import choices, reading
from celtint_client.answers import Colouring
from celtint_client.messages import MAX_FRAMES, MAX_ROWS, Box, PaletteEntry, Wanted
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.parts import AnyPart


@dataclass(frozen=True)
class SequenceSettings:
    """How to colour a sequence.

    mode: what the frames are ("auto", "line" or "grey"). undecided: what becomes of what no key, hint or
    neighbouring frame knows; a guess is kept over the shot ("auto", "transparent", "mean" or "network"). gap: the
    widest gap in a line that is closed (0 to 512 pixels or "auto"). window: held in mind at once; more of them see
    a key that is farther ahead (2 to 240 frames). strength: how far a proposal departs from grey, where no hint
    lies (0 to 1). ink: which line colours are ink: auto (pale lines under darker ones are not), all, dark (only the
    darkest), or colours, #rrggbb, with commas between. trace: which coloured lines are trace lines, which part
    areas and are painted over: auto (what parts areas inside the dark lines and ends at them), none, or colours,
    #rrggbb, with commas between. cuts: where another scene begins: auto, none, or the numbers of the frames that
    begin one, with commas between (in Python counted from 1). keys_anywhere: keys are taken as they lie, though
    they seem to be of other drawings.
    """

    mode: str = "auto"
    undecided: str = "auto"
    gap: int | str = "auto"
    window: int = 24
    strength: float = 1.0
    ink: str = "auto"
    trace: str = "auto"
    cuts: str = "auto"
    keys_anywhere: bool = False

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "mode": self.mode,
            "undecided": self.undecided,
            "gap": self.gap,
            "window": self.window,
            "strength": self.strength,
        }
        if self.ink != "auto":
            params["ink"] = self.ink
        if self.trace != "auto":
            params["trace"] = self.trace
        if self.cuts != "auto":
            params["cuts"] = self.cuts
        if self.keys_anywhere:
            params["keys_anywhere"] = self.keys_anywhere
        return params

    @classmethod
    def take(cls, fields: Fields) -> SequenceSettings:
        """Take the members that are its own."""
        return cls(
            fields.choice("mode", choices.MODE, "auto"),
            fields.choice("undecided", choices.SEQUENCE_UNDECIDED, "auto"),
            fields.either("gap", ("auto",), "auto", fields.whole, least=0, most=512),
            fields.whole("window", 24, least=2, most=240),
            fields.number("strength", 1.0, least=0, most=1),
            fields.text("ink", "auto"),
            fields.text("trace", "auto"),
            fields.text("cuts", "auto"),
            fields.flag("keys_anywhere", False),
        )

    @classmethod
    def read(cls, value: object) -> SequenceSettings:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "settings")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class SequenceRequest:
    """Colour many frames so that what is decided on one holds on all.

    boxes: the same on every frame. palette: the colours to choose from; any, if there are none. settings: how to
    colour. wanted: what comes back of every frame. model: a network's name; none: the server's default. corrects:
    an earlier, finished sequence's job: only frames that change are sent, and only those whose colours change come
    back. cast: model sheets: a zip file of pictures and palettes by character/file ("file").
    """

    boxes: tuple[Box, ...] = ()
    palette: tuple[PaletteEntry, ...] = ()
    settings: SequenceSettings = field(default_factory=SequenceSettings)
    wanted: Wanted = field(default_factory=Wanted)
    model: str | None = None
    corrects: str | None = None
    cast: AnyPart | None = None

    def params(self) -> dict[str, Any]:
        return {
            "boxes": [row.params() for row in self.boxes],
            "palette": [row.params() for row in self.palette],
            "settings": self.settings.params(),
            **self.wanted.params(),
            "model": self.model,
            "corrects": self.corrects,
        }

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "cast": self.cast,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> SequenceRequest:
        """Take the members that are its own."""
        reading.only_parts(parts, ("cast",))
        return cls(
            fields.rows("boxes", Box.read, MAX_ROWS, ()),
            fields.rows("palette", PaletteEntry.read, MAX_ROWS, ()),
            SequenceSettings.read(fields.take("settings", {})),
            Wanted.take(fields),
            fields.text("model", None),
            fields.text("corrects", None),
            parts.get("cast"),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> SequenceRequest:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "sequence")
        found = cls.take(fields, parts)
        fields.end()
        return found


@dataclass(frozen=True)
class Frame:
    """One frame that is sent. In a correction what isn't given stays as it was.

    number: the host's own; frames are in the order of their numbers, whatever order they are sent in. picture: line
    art or grey, all frames of one size; none only in a correction. hints: as large as the picture ("rgba8",
    "bgra8", "png" or "strokes"). key: this frame as the artist coloured it, as large as the picture ("rgba8",
    "bgra8", "png" or "strokes"). without: in a correction, what this frame no longer has ("hints", "key", "boxes"
    or "marks"). boxes: of this frame alone, beside those of all; frames around follow them as they do hints. marks:
    of this frame, as those of a picture; frames around follow what they decide as they do hints ("l8" or
    "strokes").
    """

    number: int
    picture: AnyPart | None = None
    hints: AnyPart | None = None
    key: AnyPart | None = None
    without: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    marks: AnyPart | None = None

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "number": self.number,
            "without": list(self.without),
        }
        if self.boxes != ():
            params["boxes"] = [row.params() for row in self.boxes]
        return params

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "picture": self.picture,
            "hints": self.hints,
            "key": self.key,
            "marks": self.marks,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> Frame:
        """Take the members that are its own."""
        reading.only_parts(parts, ("picture", "hints", "key", "marks"))
        return cls(
            fields.whole("number"),
            parts.get("picture"),
            parts.get("hints"),
            parts.get("key"),
            fields.rows("without", reading.word(choices.FRAME_LAYERS), 4, ()),
            fields.rows("boxes", Box.read, MAX_ROWS, ()),
            parts.get("marks"),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> Frame:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "frame")
        found = cls.take(fields, parts)
        fields.end()
        return found


@dataclass(frozen=True)
class Credit:
    """How many more frames of a job the client can take, and which it has: those aren't sent again.

    job: the sequence's. frames: how many more may be sent (0 to 100000). taken: numbers of the frames that the
    client has.
    """

    job: str
    frames: int
    taken: tuple[int, ...] = ()

    def params(self) -> dict[str, Any]:
        return {
            "job": self.job,
            "frames": self.frames,
            "taken": list(self.taken),
        }

    @classmethod
    def take(cls, fields: Fields) -> Credit:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            fields.whole("frames", least=0, most=MAX_FRAMES),
            fields.rows("taken", reading.whole, MAX_FRAMES, ()),
        )

    @classmethod
    def read(cls, value: object) -> Credit:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "credit")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class FrameAnswer:
    """One coloured frame.

    number: the host's own; frames are in the order of their numbers. colouring: its colours. held: it is the
    drawing before it once more. cut: a new scene begins here. doubt: of a grey picture, the share that no motion
    led to (0 to 1).
    """

    number: int
    colouring: Colouring
    held: bool = False
    cut: bool = False
    doubt: float = 0.0

    def params(self) -> dict[str, Any]:
        return {
            **self.colouring.params(),
            "number": self.number,
            "held": self.held,
            "cut": self.cut,
            "doubt": self.doubt,
        }

    def parts(self) -> dict[str, AnyPart]:
        return self.colouring.parts()

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> FrameAnswer:
        """Take the members that are its own."""
        return cls(
            fields.whole("number"),
            Colouring.take(fields, parts),
            fields.flag("held", False),
            fields.flag("cut", False),
            fields.number("doubt", 0.0, least=0, most=1),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> FrameAnswer:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A frame")
        return cls.take(fields, parts)


@dataclass(frozen=True)
class FrameSummary:
    """One line of a sequence's summary.

    number: the host's own; frames are in the order of their numbers. regions: how many.
    """

    number: int
    regions: int

    def params(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "regions": self.regions,
        }

    @classmethod
    def take(cls, fields: Fields) -> FrameSummary:
        """Take the members that are its own."""
        return cls(
            fields.whole("number"),
            fields.whole("regions", least=0),
        )

    @classmethod
    def read(cls, value: object) -> FrameSummary:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A frame's summary")
        return cls.take(fields)


@dataclass(frozen=True)
class Doubt:
    """A part of a sequence that somebody should look at.

    number: of the frame on which it takes most room. region: its id there; none of a grey frame, where it is all
    that no motion led to. first: number of the first frame on which it is unsure. last: number of the last.
    """

    number: int
    region: int | None
    first: int
    last: int

    def params(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "region": self.region,
            "first": self.first,
            "last": self.last,
        }

    @classmethod
    def take(cls, fields: Fields) -> Doubt:
        """Take the members that are its own."""
        return cls(
            fields.whole("number"),
            fields.either("region", (None,), reading.MISSING, fields.whole),
            fields.whole("first"),
            fields.whole("last"),
        )

    @classmethod
    def read(cls, value: object) -> Doubt:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A doubt")
        return cls.take(fields)


@dataclass(frozen=True)
class SequenceDone:
    """A finished sequence.

    job: its id. frames: every frame that came out, in the order of their numbers; after a correction or a palette
    entry's change those that changed. doubts: of all frames, the one that deserves a look most first.
    """

    job: str
    frames: tuple[FrameSummary, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def params(self) -> dict[str, Any]:
        return {
            "job": self.job,
            "frames": [row.params() for row in self.frames],
            "doubts": [row.params() for row in self.doubts],
        }

    @classmethod
    def take(cls, fields: Fields) -> SequenceDone:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            fields.rows("frames", FrameSummary.read, MAX_FRAMES, ()),
            fields.rows("doubts", Doubt.read, MAX_ROWS, ()),
        )

    @classmethod
    def read(cls, value: object) -> SequenceDone:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A sequence")
        return cls.take(fields)
