"""The inference core: pure functions on arrays. All of the public interface is here; the rooms behind it may change."""

from celtint.cast.deciding import Casting
from celtint.cast.reading import KnownCast, read_cast
from celtint.cast.records import Cast, Character, ModelSheet
from celtint.colouring import Prepared, colour, prepare, preview_regions
from celtint.colours.palettes import format_colour, format_gpl, format_json, parse_colour, parse_palette
from celtint.matching.network import MatcherNetwork
from celtint.networks.descriptor import (
    ColouriserDescriptor,
    Descriptor,
    DrawerDescriptor,
    HintProposalDescriptor,
    MatcherDescriptor,
    ProposerDescriptor,
)
from celtint.networks.session import Network
from celtint.recolouring import recolour
from celtint.sequence.frames import FrameResult, Frames, Key, Networks
from celtint.sequence.scenes import Scene, find_scenes
from celtint.sequence.sequence import affected, colour_sequence
from celtint.stage.drawer import DrawerNetwork
from celtint.stage.layout import StageBox, StageLayout
from celtint.stage.objects import ObjectSet, StageObject
from celtint.stage.staging import Staged, StagedObject, stage
from celtint.stage.words import WordTable
from celtint.types.errors import BadPicture, BadRequest, Cancelled, CeltintError, ModelNotFound, TooLarge
from celtint.types.picture import RGB, Box, Hints, Marks, Palette, PaletteEntry, Picture, Progress
from celtint.types.result import Pen, RegionInfo, Result
from celtint.types.settings import SequenceSettings, Settings
from celtint.vector.polygons import Polygon, RegionPolygons, polygons
from celtint.vector.svg import to_svg

__all__ = [
    "RGB",
    "BadPicture",
    "BadRequest",
    "Box",
    "Cancelled",
    "Cast",
    "Casting",
    "CeltintError",
    "Character",
    "ColouriserDescriptor",
    "Descriptor",
    "DrawerDescriptor",
    "DrawerNetwork",
    "FrameResult",
    "Frames",
    "HintProposalDescriptor",
    "Hints",
    "Key",
    "KnownCast",
    "Marks",
    "MatcherDescriptor",
    "MatcherNetwork",
    "ModelNotFound",
    "ModelSheet",
    "Network",
    "Networks",
    "ObjectSet",
    "Palette",
    "PaletteEntry",
    "Pen",
    "Picture",
    "Polygon",
    "Prepared",
    "Progress",
    "ProposerDescriptor",
    "RegionInfo",
    "RegionPolygons",
    "Result",
    "Scene",
    "SequenceSettings",
    "Settings",
    "StageBox",
    "StageLayout",
    "StageObject",
    "Staged",
    "StagedObject",
    "TooLarge",
    "WordTable",
    "affected",
    "colour",
    "colour_sequence",
    "find_scenes",
    "format_colour",
    "format_gpl",
    "format_json",
    "parse_colour",
    "parse_palette",
    "polygons",
    "prepare",
    "preview_regions",
    "read_cast",
    "recolour",
    "stage",
    "to_svg",
]
