"""What is asked and answered about a picture of boxes on a blank canvas.

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
from celtint_client.answers import Region
from celtint_client.messages import MANY, MAX_ROWS, PaletteEntry
from celtint_client.reading import Fields
from celtint_client.typed import Coloured

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.messages import RGB
    from celtint_client.parts import AnyPart, Part


@dataclass(frozen=True)
class StageBox:
    """A named rectangle in pixels from the top left of a blank canvas. What of it lies outside is cut off.

    x: its left side (-1048576 to 1048576 pixels). y: its top (-1048576 to 1048576 pixels). width: how wide it is (0
    to 1048576 pixels). height: how high it is (0 to 1048576 pixels). tag: what is to be in it: a word or a few.
    order: larger is nearer; none: what stands lower on the page is (-1048576 to 1048576). facing: where it looks
    ("auto", "left" or "right"). colour: its main colour; none: the engine chooses. pose: of people, words as
    "sitting" or "waving".
    """

    x: float
    y: float
    width: float
    height: float
    tag: str = ""
    order: int | None = None
    facing: str = "auto"
    colour: RGB | None = None
    pose: str | None = None

    def params(self) -> dict[str, Any]:
        return {
            "x": self.x,
            "y": self.y,
            "width": self.width,
            "height": self.height,
            "tag": self.tag,
            "order": self.order,
            "facing": self.facing,
            "colour": self.colour,
            "pose": self.pose,
        }

    @classmethod
    def take(cls, fields: Fields) -> StageBox:
        """Take the members that are its own."""
        return cls(
            fields.number("x", least=-1048576, most=1048576),
            fields.number("y", least=-1048576, most=1048576),
            fields.number("width", least=0, most=1048576),
            fields.number("height", least=0, most=1048576),
            fields.text("tag", ""),
            fields.whole("order", None, least=-1048576, most=1048576),
            fields.choice("facing", choices.FACING, "auto"),
            fields.colour("colour", None),
            fields.text("pose", None),
        )

    @classmethod
    def read(cls, value: object) -> StageBox:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A box")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class StageWanted:
    """Which outputs come back and how.

    outputs: what comes back; what there is none of is left out ("picture", "lines", "grey", "flats", "shade",
    "labels", "hints", "background", "layers" or "report"). encoding: of all layers with colours ("rgba8", "bgra8"
    or "png").
    """

    outputs: tuple[str, ...] = ("picture",)
    encoding: str = "rgba8"

    def params(self) -> dict[str, Any]:
        return {
            "want": list(self.outputs),
            "encoding": self.encoding,
        }

    @classmethod
    def take(cls, fields: Fields) -> StageWanted:
        """Take the members that are its own."""
        return cls(
            fields.rows("want", reading.word(choices.STAGE_OUTPUTS), 10, ("picture",)),
            fields.choice("encoding", choices.LAYER_ENCODINGS, "rgba8"),
        )

    @classmethod
    def read(cls, value: object) -> StageWanted:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "what is wanted")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class StageRequest:
    """Make a picture of the boxes on a blank canvas.

    width: of the canvas, in pixels: 16 to 8192. height: of the canvas, in pixels: 16 to 8192. boxes: what is to
    stand where. background: what lies behind ("none", "meadow", "street", "room", "sea" or "night sky"). light:
    where the light comes from ("left", "right", "above" or "front"). style: flats alone, or with a shade layer
    ("flat" or "soft"). line: how wide lines are; 0: 0.3 % of the longer side, at least 2 (0 to 64 pixels). seed:
    another one chooses other objects, colours and counts; the same gives the same bytes (0 to 2147483647). engine:
    who draws ("assembled" or "learned"). wanted: what comes back. live: an id of the client's own for one canvas; a
    newer request with it cancels older ones. batch: let interactive requests go first.
    """

    width: int
    height: int
    boxes: tuple[StageBox, ...] = ()
    background: str = "none"
    light: str = "left"
    style: str = "flat"
    line: float = 0.0
    seed: int = 0
    engine: str = "assembled"
    wanted: StageWanted = field(default_factory=StageWanted)
    live: str | None = None
    batch: bool = False

    def params(self) -> dict[str, Any]:
        return {
            "width": self.width,
            "height": self.height,
            "boxes": [row.params() for row in self.boxes],
            "background": self.background,
            "light": self.light,
            "style": self.style,
            "line": self.line,
            "seed": self.seed,
            "engine": self.engine,
            **self.wanted.params(),
            "live": self.live,
            "batch": self.batch,
        }

    @classmethod
    def take(cls, fields: Fields) -> StageRequest:
        """Take the members that are its own."""
        return cls(
            fields.whole("width"),
            fields.whole("height"),
            fields.rows("boxes", StageBox.read, MAX_ROWS, ()),
            fields.choice("background", choices.BACKGROUND, "none"),
            fields.choice("light", choices.LIGHT, "left"),
            fields.choice("style", choices.STYLE, "flat"),
            fields.number("line", 0.0, least=0, most=64),
            fields.whole("seed", 0, least=0, most=2147483647),
            fields.choice("engine", choices.ENGINE, "assembled"),
            StageWanted.take(fields),
            fields.text("live", None),
            fields.flag("batch", False),
        )

    @classmethod
    def read(cls, value: object) -> StageRequest:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "stage")
        found = cls.take(fields)
        fields.end()
        return found


@dataclass(frozen=True)
class StagedObject:
    """What was placed for one box.

    box: whose it is: the number of the box, from 0. tag: the box's. id: of the drawing, in the object set. name:
    what people call it. distance: from what the tag says: 0 the same, 1 unlike (0 to 1). source: the set it is
    from. licence: of the drawing, as SPDX says it. attribution: whom the licence asks to name. bounds: x, y, width
    and height in pixels of all that was placed, before others cover it. copies: how many of it stand in the box.
    order: larger is nearer. row: in the part layers, the first row of its own; it has as many as bounds are high.
    mirrored: it was turned to look the other way.
    """

    box: int
    tag: str
    id: str
    name: str
    distance: float
    source: str
    licence: str
    attribution: str
    bounds: tuple[int, int, int, int]
    copies: int = 1
    order: int = 0
    row: int = 0
    mirrored: bool = False

    def params(self) -> dict[str, Any]:
        return {
            "box": self.box,
            "tag": self.tag,
            "id": self.id,
            "name": self.name,
            "distance": self.distance,
            "source": self.source,
            "licence": self.licence,
            "attribution": self.attribution,
            "bounds": self.bounds,
            "copies": self.copies,
            "order": self.order,
            "row": self.row,
            "mirrored": self.mirrored,
        }

    @classmethod
    def take(cls, fields: Fields) -> StagedObject:
        """Take the members that are its own."""
        return cls(
            fields.whole("box"),
            fields.text("tag"),
            fields.text("id"),
            fields.text("name"),
            fields.number("distance", least=0, most=1),
            fields.text("source"),
            fields.text("licence"),
            fields.text("attribution"),
            fields.four("bounds"),
            fields.whole("copies", 1),
            fields.whole("order", 0),
            fields.whole("row", 0),
            fields.flag("mirrored", False),
        )

    @classmethod
    def read(cls, value: object) -> StagedObject:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "An object")
        return cls.take(fields)


@dataclass(frozen=True)
class StageAnswer(Coloured):
    """A finished picture of boxes.

    job: its id. objects: what was placed, in the order of the boxes. palette: the colours, named by object and
    part. notes: what the artist should know of the boxes, each in a plain sentence that says what to do. regions:
    each region's colour and name; none if the report wasn't asked for. picture: what one sees ("rgba8", "bgra8" or
    "png"). lines: the line art, dark with alpha ("rgba8", "bgra8" or "png"). grey: lines and tones on white ("l8").
    flats: one colour a region ("rgba8", "bgra8" or "png"). shade: to lay over the flats ("rgba8", "bgra8" or
    "png"). labels: the label map; see `label_map` ("u32"). hints: a dot in every region ("rgba8", "bgra8" or
    "png"). background: the background alone ("rgba8", "bgra8" or "png"). layers: every object's own layer, one
    below another, as wide as the widest; none without objects ("rgba8", "bgra8" or "png").
    """

    job: str
    objects: tuple[StagedObject, ...]
    palette: tuple[PaletteEntry, ...] = ()
    notes: tuple[str, ...] = ()
    regions: tuple[Region, ...] | None = None
    picture: Part | None = None
    lines: Part | None = None
    grey: Part | None = None
    flats: Part | None = None
    shade: Part | None = None
    labels: Part | None = None
    hints: Part | None = None
    background: Part | None = None
    layers: Part | None = None

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = {
            "job": self.job,
            "objects": [row.params() for row in self.objects],
            "palette": [row.params() for row in self.palette],
            "notes": list(self.notes),
        }
        if self.regions is not None:
            params["regions"] = [row.params() for row in self.regions]
        return params

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "picture": self.picture,
            "lines": self.lines,
            "grey": self.grey,
            "flats": self.flats,
            "shade": self.shade,
            "labels": self.labels,
            "hints": self.hints,
            "background": self.background,
            "layers": self.layers,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> StageAnswer:
        """Take the members that are its own."""
        return cls(
            fields.text("job"),
            fields.rows("objects", StagedObject.read, MANY),
            fields.rows("palette", PaletteEntry.read, MANY, ()),
            fields.rows("notes", reading.text, MANY, ()),
            fields.rows("regions", Region.read, MANY, None),
            reading.own_part(parts, "picture"),
            reading.own_part(parts, "lines"),
            reading.own_part(parts, "grey"),
            reading.own_part(parts, "flats"),
            reading.own_part(parts, "shade"),
            reading.own_part(parts, "labels"),
            reading.own_part(parts, "hints"),
            reading.own_part(parts, "background"),
            reading.own_part(parts, "layers"),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> StageAnswer:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "A staged picture")
        return cls.take(fields, parts)
