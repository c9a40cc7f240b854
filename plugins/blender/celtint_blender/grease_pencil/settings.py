"""What the artist chose for a Grease Pencil object, kept in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
from celtint_client import casting, scenes, words
from celtint_client.messages import Settings
from celtint_client.sequences import SequenceSettings

from celtint_blender.host import lists

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from celtint_client.parts import Part

HINTS = "celtint hints"
BOXES = "boxes/"
MARKS = "marks/"
RESULT = "celtint colour"


class CeltintEntry(bpy.types.PropertyGroup):
    """A colour of the result; its name is the id of the palette entry. given: as #rrggbb, what it was at first, before
    anybody changed it. material: the artist's that it is; made: celtint's own."""

    title: bpy.props.StringProperty(name="Name")
    colour: bpy.props.FloatVectorProperty(name="Colour", subtype="COLOR", size=3, min=0, max=1)
    material: bpy.props.StringProperty(name="Material")
    given: bpy.props.StringProperty()
    made: bpy.props.StringProperty()


class CeltintDrawing(bpy.types.PropertyGroup):
    """The panel's settings. result: the layer that celtint made; marks: what was written into its keys, see `kept`;
    asked: what its drawings were then, see `changes`."""

    lines: bpy.props.StringProperty(
        name="Lines", description="The layer with the line drawings; if empty, every layer that is shown"
    )
    hints: bpy.props.StringProperty(name="Hints", description="The layer with your dabs of colour")
    keys: bpy.props.StringProperty(
        name="Keys", description="A layer whose frames you have filled yourself; the other frames follow them"
    )
    frames: bpy.props.EnumProperty(
        name="Frames",
        items=(
            ("CURRENT", "This drawing", "The drawing that is shown now"),
            ("SCENE", "Scene range", "Every key frame between the scene's first and last frame"),
            ("RANGE", "Range", "Every key frame between two frames"),
        ),
        default="SCENE",
    )
    first: bpy.props.IntProperty(name="First", default=1)
    last: bpy.props.IntProperty(name="Last", default=24)
    view: bpy.props.EnumProperty(
        name="Seen from",
        items=(
            ("CAMERA", "Camera", "As the scene's camera sees it; gaps and boxes are in the render's pixels"),
            ("PLANE", "Drawing plane", "Straight at the plane that the drawing lies in; no camera is needed"),
        ),
    )
    mode: bpy.props.EnumProperty(
        name="Mode",
        items=lists.DRAWING_MODES,
    )
    undecided: bpy.props.EnumProperty(
        name="The rest",
        description="What becomes of regions that nothing was said about",
        items=lists.UNDECIDED,
    )
    gap: bpy.props.IntProperty(
        name="Gap",
        description="Widest gap that is closed, pixels; -1: as suits the lines",
        default=words.AUTO_GAP,
        min=words.AUTO_GAP,
    )
    ink: bpy.props.StringProperty(
        name="Ink",
        description="Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030",
        default="auto",
    )
    inks: bpy.props.StringProperty()
    colours: bpy.props.IntProperty(
        name="Colours", description="Most colours, 0 for as many as it takes; for one drawing", min=0, max=256
    )
    merge: bpy.props.FloatProperty(
        name="Merge",
        description="How far regions without a hint are merged to objects, from not at all to few; for one drawing",
        min=0,
        max=1,
    )
    palette: bpy.props.EnumProperty(
        name="Palette",
        items=(
            ("NONE", "None", "Any colour"),
            ("PALETTE", "Palette", "The colours of one of the file's palettes"),
            ("MATERIALS", "Materials", "The fill colours of this object's own materials"),
        ),
    )
    colours_of: bpy.props.PointerProperty(name="Palette", type=bpy.types.Palette)
    cast: bpy.props.StringProperty(
        name="Cast",
        description="A folder of model sheets, one folder in it for each character; their colours are taken by part",
        subtype="DIR_PATH",
    )
    cuts: bpy.props.StringProperty(
        name="Cuts",
        description="Where another scene begins: auto finds out, none, or frames with commas between, such as 14, 31",
        default="auto",
    )
    scenes: bpy.props.StringProperty()
    hold: bpy.props.EnumProperty(
        name="Colour in",
        items=(
            ("FILLS", "Each fill", "One material; each fill has its own colour"),
            ("MATERIALS", "Materials", "One named material for each colour; your own are used where they are chosen"),
        ),
    )
    result: bpy.props.StringProperty()
    marks: bpy.props.StringProperty()
    asked: bpy.props.StringProperty()
    entries: bpy.props.CollectionProperty(type=CeltintEntry)
    entry: bpy.props.IntProperty()
    new_colour: bpy.props.FloatVectorProperty(
        name="New colour", subtype="COLOR", size=3, min=0, max=1, default=(0.8, 0.3, 0.1)
    )

    def one(self) -> Settings:
        """As the wire has them for one drawing."""
        gap, colours = words.gap(self.gap), words.colours(self.colours)
        return Settings(self.mode, "flat", self.undecided, gap, colours, ink=words.ink(self.ink), merge=self.merge)

    def many(self, shown: Mapping[int, int]) -> SequenceSettings:
        """As the wire has them for frames. shown: as `scenes.cuts` has it. Raises BadRequest for cuts that are none."""
        undecided, ink = words.in_sequence(self.undecided), words.ink(self.ink)
        cuts = scenes.cuts(self.cuts, shown)
        return SequenceSettings(self.mode, undecided, words.gap(self.gap), ink=ink, cuts=cuts)

    def sheets(self) -> Part | None:
        """The cast as it is sent. Raises BadRequest for what is none, TooLarge."""
        return casting.chosen(bpy.path.abspath(self.cast) if self.cast else "")


def of(item: Any) -> CeltintDrawing:
    """The settings of an object."""
    return item.celtint


_CLASSES = (CeltintEntry, CeltintDrawing)


def register() -> None:
    """Tell Blender of what is here."""
    for each in _CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Object.celtint = bpy.props.PointerProperty(type=CeltintDrawing)


def unregister() -> None:
    """Take it back."""
    del bpy.types.Object.celtint
    for each in reversed(_CLASSES):
        bpy.utils.unregister_class(each)
