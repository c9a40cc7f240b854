"""The inference core: pure functions on arrays."""

from celtint.colouring import Prepared, colour, prepare, preview_regions
from celtint.errors import BadPicture, BadRequest, Cancelled, CeltintError, ModelNotFound, TooLarge
from celtint.network import Descriptor, Network
from celtint.picture import RGB, Box, Hints, Palette, PaletteEntry, Picture, Progress, Settings
from celtint.recolouring import recolour
from celtint.result import RegionInfo, Result

__all__ = [
    "RGB",
    "BadPicture",
    "BadRequest",
    "Box",
    "Cancelled",
    "CeltintError",
    "Descriptor",
    "Hints",
    "ModelNotFound",
    "Network",
    "Palette",
    "PaletteEntry",
    "Picture",
    "Prepared",
    "Progress",
    "RegionInfo",
    "Result",
    "Settings",
    "TooLarge",
    "colour",
    "prepare",
    "preview_regions",
    "recolour",
]
