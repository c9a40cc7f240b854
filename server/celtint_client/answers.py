"""What a server answers, as dataclasses of bytes and numbers.

Written by `make contract` from celtint_client/contract.json; change it there.

Each class has ``params()``, and ``parts()`` if parts travel beside it, for the side that writes, and ``read`` for
the side that reads. `read` of something a client wrote raises BadRequest and refuses members it doesn't know,
`read` of something a server wrote passes over them, so that servers may add to their answers. ``take`` is the same
for members of a larger object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from celtint_client import reading
from celtint_client.messages import MANY, PaletteEntry
from celtint_client.reading import Fields
from celtint_client.typed import Coloured, Polygons

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.messages import RGB
    from celtint_client.parts import AnyPart, Part


@dataclass(frozen=True)
class Limits:
    """What the server takes.

    max_pixels: pixels of a picture. max_message: bytes of a message. parts_bytes: bytes of parts kept for a
    connection.
    """

    max_pixels: int
    max_message: int
    parts_bytes: int

    def params(self) -> dict[str, Any]:
        return {
            "max_pixels": self.max_pixels,
            "max_message": self.max_message,
            "parts_bytes": self.parts_bytes,
        }

    @classmethod
    def take(cls, fields: Fields) -> Limits:
        """Take the members that are its own."""
        return cls(
            fields.whole("max_pixels"),
            fields.whole("max_message"),
            fields.whole("parts_bytes"),
        )

    @classmethod
    def read(cls, value: object) -> Limits:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "limits")
        return cls.take(fields)


@dataclass(frozen=True)
class Welcome:
    """The answer to `hello`.

    version: the server's. models: names of the networks that can be asked for. limits: what the server takes.
    verbs: what this server can be asked for ("colour", "sequence", "stage" or "palette"). key: a page's own from
    now on, told once, to be kept and said in place of the code.
    """

    version: str
    models: tuple[str, ...]
    limits: Limits
    verbs: tuple[str, ...] = ("colour", "palette")
    key: str = ""

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "version": self.version,
            "models": list(self.models),
            "limits": self.limits.params(),
            "verbs": list(self.verbs),
        }
        if self.key != "":
            params["key"] = self.key
        return params

    @classmethod
    def take(cls, fields: Fields) -> Welcome:
        """Take the members that are its own."""
        return cls(
            fields.text("version"),
            fields.rows("models", reading.text, 10000),
            Limits.read(fields.take("limits")),
            fields.rows("verbs", reading.text, 100, ("colour", "palette")),
            fields.text("key", ""),
        )

    @classmethod
    def read(cls, value: object) -> Welcome:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "welcome")
        return cls.take(fields)


@dataclass(frozen=True)
class Model:
    """A network that can be asked for.

    name: what requests call it. title: what people call it. kind: what it takes and gives. modes: of "line" and
    "grey", what it was trained for. licence: of its weights, as SPDX says it. default: taken when a request names
    none.
    """

    name: str
    title: str
    kind: str
    modes: tuple[str, ...]
    licence: str
    default: bool = False

    def params(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "kind": self.kind,
            "modes": list(self.modes),
            "licence": self.licence,
            "default": self.default,
        }

    @classmethod
    def take(cls, fields: Fields) -> Model:
        """Take the members that are its own."""
        return cls(
            fields.text("name"),
            fields.text("title"),
            fields.text("kind"),
            fields.rows("modes", reading.text, 100),
            fields.text("licence"),
            fields.flag("default", False),
        )

    @classmethod
    def read(cls, value: object) -> Model:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A model")
        return cls.take(fields)


@dataclass(frozen=True)
class Region:
    """One region of a colouring.

    id: its value in the label map. colour: none where it stays empty. entry: id of its palette entry. decided_by:
    who decided its colour ("hint", "box", "key", "cast", "rule", "network", "distinct" or "none"). confidence: 1
    where a hint or box lies, less where a hint ran on through a gap or lies beside a line in ground that others own
    (0 to 1). area: in pixels. box: x, y, width and height in pixels. tag: a box's tag. unsure: the colour is a
    guess that deserves a look: the core's one rule, for every host. inside: of an unsure one, a box of a single
    pixel well inside it, by which its colour can be said: x, y, 1 and 1.
    """

    id: int
    colour: RGB | None
    entry: str | None
    decided_by: str
    confidence: float
    area: int
    box: tuple[int, int, int, int]
    tag: str = ""
    unsure: bool = False
    inside: tuple[int, int, int, int] | None = None

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "id": self.id,
            "colour": self.colour,
            "entry": self.entry,
            "decided_by": self.decided_by,
            "confidence": self.confidence,
            "area": self.area,
            "box": self.box,
            "tag": self.tag,
            "unsure": self.unsure,
        }
        if self.inside is not None:
            params["inside"] = self.inside
        return params

    @classmethod
    def take(cls, fields: Fields) -> Region:
        """Take the members that are its own."""
        return cls(
            fields.whole("id"),
            fields.either("colour", (None,), reading.MISSING, fields.colour),
            fields.either("entry", (None,), reading.MISSING, fields.text),
            fields.text("decided_by"),
            fields.number("confidence", least=0, most=1),
            fields.whole("area"),
            fields.four("box"),
            fields.text("tag", ""),
            fields.flag("unsure", False),
            fields.four("inside", None),
        )

    @classmethod
    def read(cls, value: object) -> Region:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A region")
        return cls.take(fields)


@dataclass(frozen=True)
class Pen:
    """Lines of one colour in a drawing.

    colour: of the lines. share: of all that is drawn (0 to 1). counts: whether they are taken for ink. trace:
    whether they are trace lines, which part areas and are painted over.
    """

    colour: RGB
    share: float
    counts: bool = True
    trace: bool = False

    def params(self) -> dict[str, Any]:
        return {
            "colour": self.colour,
            "share": self.share,
            "counts": self.counts,
            "trace": self.trace,
        }

    @classmethod
    def take(cls, fields: Fields) -> Pen:
        """Take the members that are its own."""
        return cls(
            fields.colour("colour"),
            fields.number("share", least=0, most=1),
            fields.flag("counts", True),
            fields.flag("trace", False),
        )

    @classmethod
    def read(cls, value: object) -> Pen:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A pen")
        return cls.take(fields)


@dataclass(frozen=True)
class Colouring(Coloured):
    """A finished job.

    job: its id. mode: what the picture was taken for ("line" or "grey"). gap: the widest gap that was closed.
    palette: every entry used. timings: seconds by stage. regions: what was decided for each region; none if the
    report wasn't asked for. colour: the colour layer, none if it wasn't asked for ("rgba8", "bgra8" or "png").
    shade: the shade layer, none if it wasn't asked for or there is none ("rgba8", "bgra8" or "png"). labels: the
    label map; see `label_map` ("u32"). preview: a picture of the regions ("rgba8", "bgra8" or "png"). polygons: the
    regions' outlines; see `Polygons.rings`. notes: what the artist should know of what was given, each in a plain
    sentence that says what to do. inks: the line colours found, the commonest first, and which of them count as
    ink. ink: what counts as ink, dark on white ("l8"). lines: the line layer: the lines on nothing ("rgba8",
    "bgra8" or "png"). line_colours: what became of the lines there ("none", "keep", "untraced" or "hold"). unsure:
    ids of the regions that somebody should look at, the one that deserves it most first. changed: x, y, width and
    height in pixels of the rectangle that colour and shade are of, where a request said `since`; none: they are
    whole.
    """

    job: str
    mode: str
    gap: int
    palette: tuple[PaletteEntry, ...] = ()
    timings: dict[str, float] = field(default_factory=dict, compare=False)
    regions: tuple[Region, ...] | None = None
    colour: Part | None = None
    shade: Part | None = None
    labels: Part | None = None
    preview: Part | None = None
    polygons: Polygons | None = None
    notes: tuple[str, ...] = ()
    inks: tuple[Pen, ...] = ()
    ink: Part | None = None
    lines: Part | None = None
    line_colours: str = "none"
    unsure: tuple[int, ...] = ()
    changed: tuple[int, int, int, int] | None = None

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "job": self.job,
            "mode": self.mode,
            "gap": self.gap,
            "palette": [row.params() for row in self.palette],
            "timings": self.timings,
            "notes": list(self.notes),
            "inks": [row.params() for row in self.inks],
        }
        if self.regions is not None:
            params["regions"] = [row.params() for row in self.regions]
        if self.line_colours != "none":
            params["line_colours"] = self.line_colours
        if self.unsure is not None:
            params["unsure"] = list(self.unsure)
        if self.changed is not None:
            params["changed"] = self.changed
        return params

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "colour": self.colour,
            "shade": self.shade,
            "labels": self.labels,
            "preview": self.preview,
            **(self.polygons.parts() if self.polygons else {}),
            "ink": self.ink,
            "lines": self.lines,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> Colouring:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            fields.text("mode"),
            fields.whole("gap"),
            fields.rows("palette", PaletteEntry.read, MANY, ()),
            fields.numbers("timings", {}),
            fields.rows("regions", Region.read, MANY, None),
            reading.own_part(parts, "colour"),
            reading.own_part(parts, "shade"),
            reading.own_part(parts, "labels"),
            reading.own_part(parts, "preview"),
            Polygons.take(parts),
            fields.rows("notes", reading.text, 100, ()),
            fields.rows("inks", Pen.read, 100, ()),
            reading.own_part(parts, "ink"),
            reading.own_part(parts, "lines"),
            fields.text("line_colours", "none"),
            fields.rows("unsure", reading.whole, MANY, ()),
            fields.four("changed", None),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> Colouring:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A colouring")
        return cls.take(fields, parts)


@dataclass(frozen=True)
class Progress:
    """News of a job, told by progress and by queued.

    job: its id. stage: what is being done; "queued" while it waits. share: of all that is to be done (0 to 1).
    position: in the queue, 0 is next.
    """

    job: str
    stage: str
    share: float = 0.0
    position: int | None = None

    def params(self) -> dict[str, Any]:
        return {
            "job": self.job,
            "stage": self.stage,
            "share": self.share,
            "position": self.position,
        }

    @classmethod
    def take(cls, fields: Fields) -> Progress:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            fields.text("stage", "queued"),
            fields.number("share", 0.0, least=0, most=1),
            fields.whole("position", None),
        )

    @classmethod
    def read(cls, value: object) -> Progress:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "progress")
        return cls.take(fields)
