"""All reading and writing of files: pictures are checked before they are decoded, outputs appear whole or not
at all.

A picture is PNG, WebP, JPEG, TIFF or BMP; of several frames the first counts; EXIF orientation is applied. 16
bits a channel stay 16 bits.
"""

import glob
import os
import secrets
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import BadPicture, BadRequest
from celtint.colours.depth import to_eight_bit
from celtint_files.png import png
from celtint_server.pictures import decode

__all__ = [
    "check_outputs",
    "make_folder",
    "png",
    "read_bytes",
    "read_hints",
    "read_picture",
    "read_text",
    "remove_drafts",
    "write_whole",
]


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
    """(H, W), (H, W, 2), (H, W, 3) or (H, W, 4) uint8, uint16 or float32 in 0 to 1, upright.

    Raises BadRequest for a file that cannot be read, BadPicture for one that is no picture or is damaged,
    TooLarge for more than 8192 pixels a side, before anything is decoded.
    """
    data = read_bytes(path)
    if not data:
        raise BadPicture(f"{path} is empty.")
    with warnings.catch_warnings():
        # Pillow warns of large pictures, for which our limit is stricter, and of broken metadata, which no pixel
        # hangs on.
        warnings.simplefilter("ignore")
        return decode(data, str(path))


def read_hints(path: Path) -> npt.NDArray[np.uint8]:
    """(H, W, 4) uint8. Raises as `read_picture`, and BadRequest for a picture without transparency or with
    paint too thin to count."""
    pixels: npt.NDArray[Any] = read_picture(path)
    if pixels.ndim != 3 or pixels.shape[2] not in (2, 4):
        raise BadRequest(f"{path} has no transparency; hints are paint on a clear layer.")
    if pixels.shape[2] == 2:
        pixels = pixels[:, :, [0, 0, 0, 1]]
    hints = np.ascontiguousarray(to_eight_bit(pixels))
    alpha = hints[:, :, 3]
    if alpha.min() >= 128:
        raise BadRequest(f"{path} is opaque all over; hints are paint on a clear layer.")
    if 12 < alpha.max() < 128:
        raise BadRequest(f"The paint in {path} is too thin to count; use an opaque brush.")
    return hints


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
            draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
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
    for draft in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 8}.part"):
        draft.unlink(missing_ok=True)


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path] = ()) -> None:
    """Raises BadRequest for outputs that would meet each other, an input, or a folder, or without a folder."""
    sources = {path.resolve() for path in inputs}
    seen: set[Path] = set()
    for path in outputs:
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


def make_folder(path: Path) -> None:
    """Raises BadRequest where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadRequest(f"The folder {path} cannot be made: {error.strerror or error}.") from None
