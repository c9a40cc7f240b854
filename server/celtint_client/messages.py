"""What is asked and what is answered, as dataclasses of bytes and numbers.

Each has ``params()`` and ``parts()`` for the side that writes and ``read`` for the side that reads; `read` of
something a client wrote raises BadRequest and refuses members it doesn't know, `read` of something a server
wrote passes over them, so that servers may add to their answers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from celtint_client import reading
from celtint_client.errors import BadRequest
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from celtint_client.parts import AnyPart

    RGB: TypeAlias = tuple[int, int, int]
    BoxColour: TypeAlias = RGB | str | None

OUTPUTS = ("colour", "shade", "labels", "preview", "report", "polygons")
"""What a request may want: layers, label map (u32), a preview of the regions, their report and outlines."""

LAYER_ENCODINGS = ("rgba8", "bgra8", "png")
"""How colour, shade and preview may come."""

MAX_ROWS = 4096
"""Boxes, or palette entries, in one request."""


@dataclass(frozen=True)
class Box:
    """A named rectangle in pixels from the top left; colour is RGB, "none" (stays empty) or None."""

    x: int
    y: int
    width: int
    height: int
    tag: str = ""
    colour: BoxColour = None

    @classmethod
    def read(cls, value: object) -> Box:
        fields = Fields(value, "A box")
        x, y, width, height = (fields.whole(key, most=1 << 31) for key in ("x", "y", "width", "height"))
        tag, colour = fields.text("tag", ""), fields.take("colour", None)
        fields.end()
        return cls(x, y, width, height, tag, colour if colour in (None, "none") else reading.colour(colour))


@dataclass(frozen=True)
class PaletteEntry:
    """One named colour; regions refer to it by id."""

    id: str
    name: str
    colour: RGB

    @classmethod
    def read(cls, value: object) -> PaletteEntry:
        fields = Fields(value, "A palette entry")
        entry = cls(fields.text("id"), fields.text("name", ""), reading.colour(fields.take("colour")))
        fields.end()
        return entry


UNDECIDED = ("auto", "transparent", "mean", "network", "distinct")
"""What may become of what nothing decides; the core's words of the same names."""


@dataclass(frozen=True)
class Settings:
    """How to colour; see the core's settings of the same names. gap: pixels, or "auto"."""

    mode: str = "auto"
    style: str = "flat"
    undecided: str = "auto"
    gap: int | str = "auto"
    colours: int | None = None
    strength: float = 1.0

    @classmethod
    def read(cls, value: object) -> Settings:
        fields = Fields(value, "settings")
        gap = fields.take("gap", "auto")
        if gap != "auto" and type(gap) is not int:
            raise BadRequest("'gap' is 'auto' or a whole number of pixels.")
        settings = cls(
            fields.choice("mode", ("auto", "line", "grey"), "auto"),
            fields.choice("style", ("flat", "soft"), "flat"),
            fields.choice("undecided", UNDECIDED, "auto"),
            gap,
            fields.whole("colours", None, 1, 256),
            fields.number("strength", 1.0, 0.0, 1.0),
        )
        fields.end()
        return settings


@dataclass(frozen=True)
class Wanted:
    """Which outputs come back and how.

    outputs: some of `OUTPUTS`. encoding: one of `LAYER_ENCODINGS`. tolerance: how far, in pixels, outlines
    may lie from the true boundary.
    """

    outputs: tuple[str, ...] = ("colour",)
    encoding: str = "rgba8"
    tolerance: float = 0.0

    def params(self) -> dict[str, Any]:
        return {"want": list(self.outputs), "encoding": self.encoding, "tolerance": self.tolerance}

    @classmethod
    def take(cls, fields: Fields) -> Wanted:
        """Take the members of a request that say what it wants."""
        outputs = fields.rows("want", _output, len(OUTPUTS), ("colour",))
        encoding = fields.choice("encoding", LAYER_ENCODINGS, "rgba8")
        return cls(outputs, encoding, fields.number("tolerance", 0.0, 0.0, 64.0))


def _output(value: object) -> str:
    if not isinstance(value, str) or value not in OUTPUTS:
        raise BadRequest(f"'want' lists some of {', '.join(OUTPUTS)}.")
    return value


@dataclass(frozen=True)
class ColourRequest:
    """Colour one picture.

    picture: line art or grey, any encoding but u32. hints: rgba8, bgra8, png or strokes, as large as the picture.
    live: an id of the client's own for one drawing; a newer request with it cancels older ones. batch: let
    interactive requests go first. model: a network's name, None for the server's default.
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

    def params(self) -> dict[str, Any]:
        return {
            "boxes": [asdict(box) for box in self.boxes],
            "palette": [asdict(entry) for entry in self.palette],
            "settings": asdict(self.settings),
            **self.wanted.params(),
            "model": self.model,
            "live": self.live,
            "batch": self.batch,
        }

    def parts(self) -> dict[str, AnyPart]:
        found = {"picture": self.picture, "hints": self.hints}
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def read(cls, params: dict[str, Any], parts: dict[str, AnyPart]) -> ColourRequest:
        fields = Fields(params, "colour")
        if not parts.keys() <= {"picture", "hints"}:
            raise BadRequest("The parts of colour are named 'picture' and 'hints'.")
        request = cls(
            reading.part(parts, "picture"),
            parts.get("hints"),
            fields.rows("boxes", Box.read, MAX_ROWS, ()),
            fields.rows("palette", PaletteEntry.read, MAX_ROWS, ()),
            Settings.read(fields.take("settings", {})),
            Wanted.take(fields),
            fields.text("model", None),
            fields.text("live", None),
            fields.flag("batch", False),
        )
        fields.end()
        return request


@dataclass(frozen=True)
class PaletteRequest:
    """Give one palette entry of a kept result another colour."""

    job: str
    entry: str
    colour: RGB
    wanted: Wanted = field(default_factory=Wanted)

    def params(self) -> dict[str, Any]:
        return {"job": self.job, "entry": self.entry, "colour": self.colour, **self.wanted.params()}

    @classmethod
    def read(cls, params: dict[str, Any]) -> PaletteRequest:
        fields = Fields(params, "palette")
        colour = reading.colour(fields.take("colour"))
        request = cls(fields.text("job"), fields.text("entry"), colour, Wanted.take(fields))
        fields.end()
        return request


@dataclass(frozen=True)
class JobRequest:
    """Ask for a job again, or cancel it. wanted: None takes what was asked for at first."""

    job: str
    wanted: Wanted | None = None

    def params(self) -> dict[str, Any]:
        return {"job": self.job, **(self.wanted.params() if self.wanted else {})}

    @classmethod
    def read(cls, params: dict[str, Any]) -> JobRequest:
        fields = Fields(params, "A job")
        wanted = Wanted.take(fields) if "want" in params else None
        request = cls(fields.text("job"), wanted)
        fields.end()
        return request
