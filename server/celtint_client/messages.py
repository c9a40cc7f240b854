"""What is asked for a picture, as dataclasses of bytes and numbers.

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
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from celtint_client.parts import AnyPart

    RGB: TypeAlias = tuple[int, int, int]
    BoxColour: TypeAlias = RGB | str | None

MAX_ROWS = 4096
"""Boxes, or palette entries, in one request."""

MAX_FRAMES = 100000
"""Frames of one sequence."""

MANY = 67108864
"""Rows of an answer: as many as a picture has pixels."""


@dataclass(frozen=True)
class Box:
    """A named rectangle in pixels from the top left, half-open. One of a single pixel is about the region that it lies
    in.

    x: its left side, in pixels. y: its top, in pixels. width: in pixels. height: in pixels. tag: what is in it.
    colour: what the regions mostly inside it take; "none" keeps them empty, and none at all leaves them to others.
    """

    x: int
    y: int
    width: int
    height: int
    tag: str = ""
    colour: BoxColour = None

    def params(self) -> dict[str, Any]:
        return {
            "x": self.x,
            "y": self.y,
            "width": self.width,
            "height": self.height,
            "tag": self.tag,
            "colour": self.colour,
        }

    @classmethod
    def take(cls, fields: Fields) -> Box:
        """Take the members that are its own."""
        return cls(
            fields.whole("x", most=2147483648),
            fields.whole("y", most=2147483648),
            fields.whole("width", most=2147483648),
            fields.whole("height", most=2147483648),
            fields.text("tag", ""),
            fields.either("colour", ("none", None), None, fields.colour),
        )

    @classmethod
    def read(cls, value: object) -> Box:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A box")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class PaletteEntry:
    """One named colour; regions refer to it by id.

    id: its own: two entries may have one colour. name: what people call it. colour: sRGB, 0 to 255 each.
    """

    id: str
    name: str
    colour: RGB

    def params(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "colour": self.colour,
        }

    @classmethod
    def take(cls, fields: Fields) -> PaletteEntry:
        """Take the members that are its own."""
        return cls(
            fields.text("id"),
            fields.text("name", ""),
            fields.colour("colour"),
        )

    @classmethod
    def read(cls, value: object) -> PaletteEntry:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A palette entry")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class Settings:
    """How to colour.

    mode: what the picture is ("auto", "line" or "grey"). style: flats alone, or with a shade layer ("flat" or
    "soft"). undecided: what becomes of what no hint or box decides ("auto", "transparent", "mean", "network" or
    "distinct"). gap: the widest gap in a line that is closed (0 to 512 pixels or "auto"). colours: at most so many
    colours among regions without a hint; none: no limit (1 to 256). strength: how far a proposal departs from the
    nearest hint (line) or from grey (grey), where no hint lies (0 to 1). ink: which line colours are ink: auto
    (pale lines under darker ones are not), all, dark (only the darkest), or colours, #rrggbb, with commas between.
    merge: how far areas that no hint decides are merged to objects: 0 not at all, 1 to few (0 to 1). trace: which
    coloured lines are trace lines, which part areas and are painted over: auto (what parts areas inside the dark
    lines and ends at them), none, or colours, #rrggbb, with commas between. line_colours: what becomes of the lines
    in the line layer, the output lines ("none", "keep", "untraced" or "hold").
    """

    mode: str = "auto"
    style: str = "flat"
    undecided: str = "auto"
    gap: int | str = "auto"
    colours: int | None = None
    strength: float = 1.0
    ink: str = "auto"
    merge: float = 0.0
    trace: str = "auto"
    line_colours: str = "none"

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "mode": self.mode,
            "style": self.style,
            "undecided": self.undecided,
            "gap": self.gap,
            "colours": self.colours,
            "strength": self.strength,
        }
        if self.ink != "auto":
            params["ink"] = self.ink
        if self.merge != 0.0:
            params["merge"] = self.merge
        if self.trace != "auto":
            params["trace"] = self.trace
        if self.line_colours != "none":
            params["line_colours"] = self.line_colours
        return params

    @classmethod
    def take(cls, fields: Fields) -> Settings:
        """Take the members that are its own."""
        return cls(
            fields.choice("mode", choices.MODE, "auto"),
            fields.choice("style", choices.STYLE, "flat"),
            fields.choice("undecided", choices.UNDECIDED, "auto"),
            fields.either("gap", ("auto",), "auto", fields.whole, least=0, most=512),
            fields.whole("colours", None, least=1, most=256),
            fields.number("strength", 1.0, least=0, most=1),
            fields.text("ink", "auto"),
            fields.number("merge", 0.0, least=0, most=1),
            fields.text("trace", "auto"),
            fields.choice("line_colours", choices.LINE_COLOURS, "none"),
        )

    @classmethod
    def read(cls, value: object) -> Settings:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "settings")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class Wanted:
    """Which outputs come back and how.

    outputs: what comes back; what there is none of is left out ("colour", "shade", "labels", "preview", "ink",
    "lines", "report" or "polygons"). encoding: of colour, shade and preview ("rgba8", "bgra8" or "png"). tolerance:
    how far outlines may lie from the true boundary (0 to 64 pixels).
    """

    outputs: tuple[str, ...] = ("colour",)
    encoding: str = "rgba8"
    tolerance: float = 0.0

    def params(self) -> dict[str, Any]:
        return {
            "want": list(self.outputs),
            "encoding": self.encoding,
            "tolerance": self.tolerance,
        }

    @classmethod
    def take(cls, fields: Fields) -> Wanted:
        """Take the members that are its own."""
        return cls(
            fields.rows("want", reading.word(choices.OUTPUTS), 8, ("colour",)),
            fields.choice("encoding", choices.LAYER_ENCODINGS, "rgba8"),
            fields.number("tolerance", 0.0, least=0, most=64),
        )

    @classmethod
    def read(cls, value: object) -> Wanted:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "what is wanted")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class ColourRequest:
    """Colour one picture.

    picture: line art or grey, any encoding but u32; of a file with layers what `lines_layer` says. hints: as large
    as the picture; of a file with layers what `hints_layer` says ("rgba8", "bgra8", "png", "strokes" or "file").
    boxes: named rectangles, with a colour or without. palette: the colours to choose from; any, if there are none.
    settings: how to colour. wanted: what comes back. model: a network's name; none: the server's default. live: an
    id of the client's own for one drawing; a newer request with it cancels older ones. batch: let interactive
    requests go first. since: a finished job of the same picture whose colour and shade layers the client still has:
    of both only the rectangle that is different comes back, if the server still has them too. cast: model sheets: a
    zip file of pictures and palettes by character/file ("file"). lines_layer: of a picture that is a file with
    layers, the one with the lines, by its name; none: the uppermost that is called as lines are, else the whole.
    hints_layer: of hints that are a file with layers, the one with the hints; without hints, of the picture's own
    file. marks: by the numbers of `mark`, 0 for none, as large as the picture; of strokes the red of their colours
    is the number ("l8" or "strokes").
    """

    picture: AnyPart
    hints: AnyPart | None = None
    boxes: tuple[Box, ...] = ()
    palette: tuple[PaletteEntry, ...] = ()
    settings: Settings = field(default_factory=Settings)
    wanted: Wanted = field(default_factory=Wanted)
    model: str | None = None
    live: str | None = None
    batch: bool = False
    since: str | None = None
    cast: AnyPart | None = None
    lines_layer: str | None = None
    hints_layer: str | None = None
    marks: AnyPart | None = None

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "boxes": [row.params() for row in self.boxes],
            "palette": [row.params() for row in self.palette],
            "settings": self.settings.params(),
            **self.wanted.params(),
            "model": self.model,
            "live": self.live,
            "batch": self.batch,
        }
        if self.since is not None:
            params["since"] = self.since
        if self.lines_layer is not None:
            params["lines_layer"] = self.lines_layer
        if self.hints_layer is not None:
            params["hints_layer"] = self.hints_layer
        return params

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "picture": self.picture,
            "hints": self.hints,
            "cast": self.cast,
            "marks": self.marks,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> ColourRequest:
        """Take the members that are its own."""
        reading.only_parts(parts, ("picture", "hints", "cast", "marks"))
        return cls(
            reading.part(parts, "picture"),
            parts.get("hints"),
            fields.rows("boxes", Box.read, MAX_ROWS, ()),
            fields.rows("palette", PaletteEntry.read, MAX_ROWS, ()),
            Settings.read(fields.take("settings", {})),
            Wanted.take(fields),
            fields.text("model", None),
            fields.text("live", None),
            fields.flag("batch", False),
            fields.text("since", None),
            parts.get("cast"),
            fields.text("lines_layer", None),
            fields.text("hints_layer", None),
            parts.get("marks"),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> ColourRequest:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "colour")
        found = cls.take(fields, parts)
        fields.end()
        return found


@dataclass(frozen=True)
class PaletteRequest:
    """Give one palette entry of a kept result another colour.

    job: the finished job. entry: the entry's id. colour: its new colour. wanted: what comes back.
    """

    job: str
    entry: str
    colour: RGB
    wanted: Wanted = field(default_factory=Wanted)

    def params(self) -> dict[str, Any]:
        return {
            "job": self.job,
            "entry": self.entry,
            "colour": self.colour,
            **self.wanted.params(),
        }

    @classmethod
    def take(cls, fields: Fields) -> PaletteRequest:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            fields.text("entry"),
            fields.colour("colour"),
            Wanted.take(fields),
        )

    @classmethod
    def read(cls, value: object) -> PaletteRequest:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "palette")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class JobRequest:
    """Ask for a job again, or cancel it.

    job: its id. wanted: what comes back; none: what was asked for at first.
    """

    job: str
    wanted: Wanted | None = None

    def params(self) -> dict[str, Any]:
        return {
            "job": self.job,
            **(self.wanted.params() if self.wanted else {}),
        }

    @classmethod
    def take(cls, fields: Fields) -> JobRequest:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            Wanted.take(fields) if "want" in fields else None,
        )

    @classmethod
    def read(cls, value: object) -> JobRequest:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A job")
        found = cls.take(fields)
        fields.end()
        return found
