"""What a server answers, as dataclasses of bytes and numbers; see `messages` for how they are read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from celtint_client import reading
from celtint_client.messages import PaletteEntry
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.messages import RGB
    from celtint_client.parts import AnyPart, Part

_MANY = 1 << 26


@dataclass(frozen=True)
class Limits:
    """What the server takes: pixels of a picture, bytes of a message, bytes of parts kept a connection."""

    max_pixels: int
    max_message: int
    parts_bytes: int


@dataclass(frozen=True)
class Welcome:
    """The answer to `hello`. verbs: what the server can be asked for, of colour, sequence, palette and later ones."""

    version: str
    models: tuple[str, ...]
    limits: Limits
    verbs: tuple[str, ...] = ("colour", "palette")

    def params(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "models": list(self.models),
            "limits": asdict(self.limits),
            "verbs": list(self.verbs),
        }

    @classmethod
    def read(cls, result: dict[str, Any]) -> Welcome:
        fields = Fields(result, "welcome")
        limits = Fields(fields.take("limits"), "limits")
        sizes = [limits.whole(key) for key in ("max_pixels", "max_message", "parts_bytes")]
        version, models = fields.text("version"), fields.rows("models", str, 10_000)
        return cls(version, models, Limits(*sizes), fields.rows("verbs", str, 100, cls.verbs))


@dataclass(frozen=True)
class Model:
    """A network that can be asked for.

    modes: of "line" and "grey", what it was trained for. default: taken when a request names none.
    """

    name: str
    title: str
    kind: str
    modes: tuple[str, ...]
    licence: str
    default: bool = False

    @classmethod
    def read(cls, value: object) -> Model:
        fields = Fields(value, "A model")
        return cls(
            fields.text("name"),
            fields.text("title"),
            fields.text("kind"),
            fields.rows("modes", str, 100),
            fields.text("licence"),
            fields.flag("default", False),
        )


@dataclass(frozen=True)
class Region:
    """One region of a colouring.

    id: its value in the label map. colour: None where it stays empty. entry: id of its palette entry.
    decided_by: hint, box, key, rule, network, distinct or none. confidence: 0 to 1. area: pixels. box: x, y, width,
    height. unsure: the colour is a guess that deserves a look.
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

    @classmethod
    def read(cls, value: object) -> Region:
        fields = Fields(value, "A region")
        colour = fields.take("colour")
        return cls(
            fields.whole("id"),
            None if colour is None else reading.colour(colour),
            fields.text("entry", None),
            fields.text("decided_by"),
            fields.number("confidence", 0.0, 0.0, 1.0),
            fields.whole("area"),
            _four(fields.rows("box", _whole, 4)),
            fields.text("tag", ""),
            fields.flag("unsure", False),
        )


@dataclass(frozen=True)
class Polygons:
    """The outlines of the regions.

    points: f32, two numbers (x, y in pixels from the top left corner) a row. rings: u32, three a row: region id, number
    of points, 1 for a hole or 0. Rings are in the order of their points; outer ones run counter-clockwise as
    seen, each followed by its holes, clockwise.
    """

    points: Part
    rings: Part


@dataclass(frozen=True)
class Colouring:
    """A finished job.

    job: its id. mode: "line" or "grey". gap: pixels. palette: every entry used. timings: seconds by stage.
    colour, shade, preview: layers in the encoding asked for; labels: u32; each None if it wasn't asked for or
    there is none. regions: None if the report wasn't asked for.
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

    def params(self) -> dict[str, Any]:
        params = {
            "job": self.job,
            "mode": self.mode,
            "gap": self.gap,
            "palette": [asdict(entry) for entry in self.palette],
            "timings": self.timings,
        }
        if self.regions is not None:
            params["regions"] = [asdict(region) for region in self.regions]
        return params

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "colour": self.colour,
            "shade": self.shade,
            "labels": self.labels,
            "preview": self.preview,
            "polygon_points": self.polygons.points if self.polygons else None,
            "polygon_rings": self.polygons.rings if self.polygons else None,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def read(cls, params: dict[str, Any], parts: dict[str, AnyPart]) -> Colouring:
        fields = Fields(params, "A colouring")
        points, rings = reading.own_part(parts, "polygon_points"), reading.own_part(parts, "polygon_rings")
        timings = Fields(fields.take("timings", {}), "timings")
        return cls(
            fields.text("job"),
            fields.text("mode"),
            fields.whole("gap"),
            fields.rows("palette", PaletteEntry.read, _MANY, ()),
            {str(key): timings.number(str(key), 0.0, 0.0, 1e9) for key in params.get("timings", {})},
            fields.rows("regions", Region.read, _MANY, None),
            reading.own_part(parts, "colour"),
            reading.own_part(parts, "shade"),
            reading.own_part(parts, "labels"),
            reading.own_part(parts, "preview"),
            Polygons(points, rings) if points is not None and rings is not None else None,
        )


@dataclass(frozen=True)
class Progress:
    """News of a job. stage: "queued" (with its position, 0 is next) or what the core is at. share: 0 to 1."""

    job: str
    stage: str
    share: float = 0.0
    position: int | None = None


def _whole(value: object) -> int:
    return Fields({"box": value}, "A box").whole("box")


def _four(values: tuple[int, ...]) -> tuple[int, int, int, int]:
    x, y, width, height = values if len(values) == 4 else (0, 0, 0, 0)
    return (x, y, width, height)
