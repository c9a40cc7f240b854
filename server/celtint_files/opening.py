"""Any file that a drawing or hints come in, told apart by how it begins."""

from celtint import BadPicture, BadRequest
from celtint.types.picture import Pause, no_pause

from celtint_files import krita, openraster, pictures
from celtint_files.archives import Archive
from celtint_files.pictures import Decoded
from celtint_files.profiles import SRGB, Profile
from celtint_files.sheets import Sheets, What

TOLD = f"{pictures.TOLD.replace(' or ', ', ')}, OpenRaster, Krita or Photoshop"
ENDINGS = frozenset(
    [".png", ".webp", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".avif", ".ora", ".kra", ".psd", ".psb"]
)

JPEG_XL = (b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n")
"""How its codestreams and containers begin: no package that reads it is both well kept and free to ship."""


def opened(
    data: bytes | memoryview,
    name: str,
    what: What = "lines",
    layer: str | None = None,
    into: Profile | None = SRGB,
    pause: Pause = no_pause,
) -> Decoded:
    """The picture in a file; of one with layers the layer that is asked for (`sheets`).

    name: of the file, for the sentence of an error. into: as `pictures.decode` has it. pause: called between the layers
    of a group. Raises BadPicture, TooLarge, and BadRequest for a layer that isn't there.
    """
    layered = layers(data, name)
    if layered is not None:
        return layered.picture(what, layer, into, pause)
    if layer is not None:
        raise BadRequest(f"{name} has no layers; ask for none by its name.")
    return pictures.decode(data, name, into=into)


def size(data: bytes | memoryview, name: str) -> tuple[int, int]:
    """Width and height as the file says them, before any pixel is decoded. Raises BadPicture, TooLarge."""
    layered = layers(data, name)
    return pictures.size(data, name) if layered is None else (layered.width, layered.height)


def layers(data: bytes | memoryview, name: str) -> Sheets | None:
    """The layers of a file; None for a picture without. Raises BadPicture, TooLarge."""
    start = bytes(data[:4])
    if start == b"8BPS":
        from celtint_files import photoshop  # takes half a second, which other files needn't wait

        return photoshop.sheets(data, name)
    if any(bytes(data[: len(magic)]) == magic for magic in JPEG_XL):
        raise BadPicture(f"{name} is JPEG XL, which isn't read; save it as PNG.")
    if start != b"PK\x03\x04":
        return None
    archive = Archive(data, name)
    if archive.has("maindoc.xml"):
        return krita.sheets(archive)
    if archive.has("stack.xml"):
        return openraster.sheets(archive)
    raise BadPicture(f"{name} is an archive, but neither OpenRaster nor Krita's; unpack it.")
