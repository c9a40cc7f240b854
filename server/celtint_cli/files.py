"""All reading and writing of files: pictures are checked before they are decoded, outputs appear whole or not
at all.

A picture is PNG, WebP, JPEG, TIFF, BMP, GIF or AVIF, or a layer of OpenRaster, Krita's or Photoshop's; of several
frames the first counts; EXIF orientation and colour profiles are applied. 16 bits a channel stay 16 bits.
"""

import glob
import hashlib
import os
import secrets
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import BadPicture, BadRequest, Marks
from celtint.colours.depth import to_eight_bit
from celtint_files.marks import marks_of
from celtint_files.opening import opened
from celtint_files.pictures import Decoded
from celtint_files.png import png
from celtint_files.profiles import SRGB, Profile
from celtint_files.sheets import What

__all__ = [
    "check_outputs",
    "hint_layer",
    "make_folder",
    "png",
    "read",
    "read_bytes",
    "read_hints",
    "read_marks",
    "read_picture",
    "read_text",
    "remove_drafts",
    "write_whole",
]

LONGEST_NAME = 255
"""Bytes of a file's name, which is what most file systems take; longer ones are refused beforehand, since a colouring
would be lost whose file cannot be written."""
_AROUND_A_NAME = len("..01234567.part")
"""Bytes that a draft's name has beside the file's own."""


def read_bytes(path: Path) -> bytes:
    """A whole file. Raises BadRequest where there is none, it is a folder, or it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror or error}.") from None


def read_text(path: Path) -> str:
    """A whole file of UTF-8 text. Raises BadRequest as `read_bytes`, and for bytes that are not text."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(f"{path} is not a text file (UTF-8).") from None


def read_picture(path: Path) -> npt.NDArray[Any]:
    """The pixels of `read`, in sRGB. Raises as it does."""
    return read(path).pixels


def read(path: Path, into: Profile | None = SRGB, what: What = "lines", layer: str | None = None) -> Decoded:
    """A picture, upright. into: the space of RGB that its numbers are to be of; None leaves it in its own. what, layer:
    of a file with layers, which is read, as `celtint_files.sheets` has it.

    Raises BadRequest for a file that cannot be read or has no such layer, BadPicture for one that is no picture or is
    damaged, TooLarge for more pixels than a picture may have, before anything is decoded.
    """
    data = read_bytes(path)
    if not data:
        raise BadPicture(f"{path} is empty.")
    with warnings.catch_warnings():
        # Pillow warns of large pictures, for which our limit is stricter, and of broken metadata, which no pixel
        # hangs on.
        warnings.simplefilter("ignore")
        return opened(data, str(path), what, layer, into)


def read_hints(path: Path) -> npt.NDArray[np.uint8]:
    """(H, W, 4) uint8 sRGB. Raises as `hint_layer`."""
    return to_eight_bit(hint_layer(path).pixels)


def hint_layer(path: Path, into: Profile | None = SRGB, layer: str | None = None) -> Decoded:
    """A hint layer, (H, W, 4) uint8 or uint16. into, layer: as for `read`.

    Raises as `read`, and BadRequest for a picture without transparency or with paint too thin to count.
    """
    found = read(path, into, "hints", layer)
    pixels = found.pixels
    if pixels.ndim != 3 or pixels.shape[2] not in (2, 4):
        raise BadRequest(f"{path} has no transparency; hints are paint on a clear layer.")
    if pixels.shape[2] == 2:
        pixels = pixels[:, :, [0, 0, 0, 1]]
    alpha = to_eight_bit(pixels[:, :, 3])
    if alpha.min() >= 128:
        raise BadRequest(f"{path} is opaque all over; hints are paint on a clear layer.")
    if 12 < alpha.max() < 128:
        raise BadRequest(f"The paint in {path} is too thin to count; use an opaque brush.")
    return replace(found, pixels=np.ascontiguousarray(pixels))


def read_marks(path: Path) -> Marks:
    """Raises as `read_bytes` and `celtint_files.marks.marks_of`."""
    return marks_of(read_bytes(path), str(path))


def write_whole(outputs: Mapping[Path, bytes], inputs: Iterable[Path] = ()) -> None:
    """Write all of the files, each whole or not at all, none over one of the inputs.

    Everything goes to hidden files in the same folders first and is renamed only once all of it is on the
    disk. Raises BadRequest if one cannot be written; then the files that were there before are as they were,
    but for those already renamed if a rename itself fails. None is ever left half written.
    """
    check_outputs(outputs, inputs)
    drafts: dict[Path, Path] = {}
    try:
        for path, data in outputs.items():
            draft = path.with_name(f".{_short(path)}.{secrets.token_hex(4)}.part")
            with draft.open("xb") as file:
                drafts[draft] = path
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for draft, path in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise BadRequest(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def remove_drafts(path: Path) -> None:
    """Remove what a killed run has left of `write_whole`'s hidden files for this one."""
    for draft in path.parent.glob(f".{glob.escape(_short(path))}.{'[0-9a-f]' * 8}.part"):
        draft.unlink(missing_ok=True)


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path] = ()) -> None:
    """Raises BadRequest for outputs that would meet each other, an input or a folder, without a folder, or of too long
    a name."""
    sources = {path.resolve() for path in inputs}
    seen: set[Path] = set()
    for path in outputs:
        length = len(os.fsencode(path.name))
        if length > LONGEST_NAME:
            raise BadRequest(f"{path} has a name of {length} bytes, the limit is {LONGEST_NAME}; make it shorter.")
        place = path.resolve()
        if place in sources:
            raise BadRequest(f"{path} is one of the inputs; choose another name for the output.")
        if place in seen:
            raise BadRequest(f"Two outputs would be written to {path}; choose different names.")
        if path.is_dir():
            raise BadRequest(f"{path} is a folder; name a file.")
        if path.exists() and not path.is_file():
            raise BadRequest(f"{path} is not an ordinary file; choose another name for the output.")
        if not path.parent.is_dir():
            raise BadRequest(f"There is no folder {path.parent}; make it first.")
        seen.add(place)


def _short(path: Path) -> str:
    """What a file's draft is called by: its name, or, where the draft's own would be too long, the name's hash."""
    if len(os.fsencode(path.name)) <= LONGEST_NAME - _AROUND_A_NAME:
        return path.name
    return hashlib.blake2b(os.fsencode(path.name), digest_size=16).hexdigest()


def make_folder(path: Path) -> None:
    """Raises BadRequest where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadRequest(f"The folder {path} cannot be made: {error.strerror or error}.") from None
