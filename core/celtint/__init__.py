"""The inference core: pure functions on arrays. All of the public interface is here; the rooms behind it may change."""

from celtint.colouring import Prepared, colour, prepare, preview_regions
from celtint.colours.palettes import format_colour, format_gpl, format_json, parse_colour, parse_palette
from celtint.matching.network import MatcherNetwork
from celtint.networks.descriptor import (
    ColouriserDescriptor,
    Descriptor,
    HintProposalDescriptor,
    MatcherDescriptor,
    ProposerDescriptor,
)
from celtint.networks.session import Network
from celtint.recolouring import recolour
from celtint.sequence.frames import FrameResult, Frames, Key, Networks
from celtint.sequence.sequence import affected, colour_sequence
from celtint.stage.layout import StageBox, StageLayout
from celtint.stage.objects import ObjectSet, StageObject
from celtint.stage.staging import Staged, StagedObject, stage
from celtint.stage.words import WordTable
from celtint.types.errors import BadPicture, BadRequest, Cancelled, CeltintError, ModelNotFound, TooLarge
from celtint.types.picture import RGB, Box, Hints, Palette, PaletteEntry, Picture, Progress
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
    "CeltintError",
    "ColouriserDescriptor",
    "Descriptor",
    "FrameResult",
    "Frames",
    "HintProposalDescriptor",
    "Hints",
    "Key",
    "MatcherDescriptor",
    "MatcherNetwork",
    "ModelNotFound",
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
    "format_colour",
    "format_gpl",
    "format_json",
    "parse_colour",
    "parse_palette",
    "polygons",
    "prepare",
    "preview_regions",
    "recolour",
    "stage",
    "to_svg",
]
