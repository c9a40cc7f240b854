"""What the artist chose for the strips of a scene, kept in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import bpy
from celtint_client import casting, words
from celtint_client import scenes as found
from celtint_client.messages import Wanted
from celtint_client.sequences import SequenceRequest, SequenceSettings

from celtint_blender.host import lists
from celtint_blender.sequencer.plan import Choices, Plan

if TYPE_CHECKING:
    from typing import Any


class CeltintStrips(bpy.types.PropertyGroup):
    """How the strips of a scene are coloured."""

    mode: bpy.props.EnumProperty(
        name="Mode",
        description="What the drawings are",
        items=lists.MODES,
    )
    undecided: bpy.props.EnumProperty(
        name="Undecided",
        description="What becomes of what no key, hint or neighbouring frame knows",
        items=lists.SEQUENCE_UNDECIDED,
    )
    gap: bpy.props.IntProperty(
        name="Gap",
        description="The widest gap in a line that is closed, in pixels; -1 looks at the drawing",
        default=words.AUTO_GAP,
        min=words.AUTO_GAP,
        max=512,
    )
    ink: bpy.props.StringProperty(
        name="Ink",
        description="Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030",
        default="auto",
    )
    keys: bpy.props.StringProperty(
        name="Keys",
        description='Folder of coloured frames, named like the frames; if empty, strips above with "key" in their name',
        subtype="DIR_PATH",
    )
    hints: bpy.props.StringProperty(
        name="Hints",
        description='Folder of hint layers, named like the frames; if empty, strips above with "hint" in their name',
        subtype="DIR_PATH",
    )
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
    output: bpy.props.StringProperty(
        name="Frames",
        description="Folder for the coloured frames; if empty, celtint beside the saved file",
        subtype="DIR_PATH",
    )


def choices(settings: Any, first: int | None = None, last: int | None = None) -> Choices:
    """What was chosen for a scene."""
    keys, hints, output = (_folder(each) for each in (settings.keys, settings.hints, settings.output))
    return Choices(keys, hints, output, first, last)


def request(settings: Any) -> SequenceRequest:
    """What is asked of the server for any strip. Raises BadRequest for a cast that is none, TooLarge."""
    chosen = SequenceSettings(settings.mode, settings.undecided, words.gap(settings.gap), ink=words.ink(settings.ink))
    cast = casting.chosen("" if settings.cast == "" else bpy.path.abspath(settings.cast))
    return SequenceRequest(settings=chosen, wanted=Wanted(("colour", "report"), "rgba8"), cast=cast)


def request_for(asked: SequenceRequest, settings: Any, plan: Plan) -> SequenceRequest:
    """What is asked for one strip, which cuts are told of by the timeline's frames. Raises BadRequest for none."""
    return replace(asked, settings=replace(asked.settings, cuts=found.cuts(settings.cuts, plan.shown)))


def _folder(given: str) -> Path | None:
    return Path(bpy.path.abspath(given)) if given else None


def register() -> None:
    """Tell Blender of what is here."""
    bpy.utils.register_class(CeltintStrips)
    bpy.types.Scene.celtint_strips = bpy.props.PointerProperty(type=CeltintStrips)


def unregister() -> None:
    """Take it back."""
    del bpy.types.Scene.celtint_strips
    bpy.utils.unregister_class(CeltintStrips)
