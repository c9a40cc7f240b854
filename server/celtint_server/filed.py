"""Pictures and hints that come as files, of any kind that `celtint_files` reads: decoded as their job runs."""

import contextlib
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import BadPicture, BadRequest, Hints, TooLarge
from celtint.types.picture import Pause
from celtint_client.messages import ColourRequest
from celtint_client.parts import Part
from celtint_files import opening
from celtint_files.sheets import What

from celtint_server import convert
from celtint_server.ledger import Ledger
from celtint_server.parts import HeldPart

NAME = "The file"
"""What errors call it: the wire has no names of files."""
BYTES = 24
"""Of memory a pixel, while a file is decoded: unpacked, as a layer, and in sRGB, each of up to four numbers of two
bytes."""

Pixels = npt.NDArray[Any]


class Filed:
    """Decodes files. Safe to use from several threads."""

    def __init__(self, max_pixels: int, ledger: Ledger) -> None:
        self._most, self._ledger = max_pixels, ledger

    def size(self, part: Part) -> tuple[int, int]:
        """Width and height in pixels, of which nothing is decoded yet; of another part what it says.

        Raises BadPicture, and TooLarge for more pixels than a picture may have.
        """
        if part.encoding != "file":
            return part.width, part.height
        width, height = opening.size(part.view, NAME)
        if width * height > self._most:
            raise TooLarge(f"A picture has at most {self._most / 1e6:.1f} megapixels, this is {width}×{height}.")
        return width, height

    def pixels(self, part: Part, what: What, layer: str | None, pause: Pause) -> tuple[Pixels, tuple[str, ...]]:
        """(H, W), or (H, W, 2 to 4), in sRGB, and what is to be said of the file.

        Raises BadPicture, BadRequest, TooLarge; QueueFull where there is no memory for it now.
        """
        width, height = self.size(part)
        if part.pixels and (part.width, part.height) != (width, height):
            raise BadPicture(f"{NAME} is {width}×{height} pixels, the message says {part.width}×{part.height}.")
        with contextlib.closing(self._ledger.lease("decoding", "", BYTES * width * height)):
            found = opening.opened(part.view, NAME, what, layer, pause=pause)
        return found.pixels, found.notes

    def hints(
        self, request: ColourRequest, parts: dict[str, HeldPart], pause: Pause
    ) -> tuple[Hints | None, tuple[str, ...]]:
        """The hints of a request, of its picture's file where it says so. Raises as `pixels`."""
        held = parts.get("hints") or (None if request.hints_layer is None else parts["picture"])
        if held is None:
            return None, ()
        if held.part.encoding != "file":
            if request.hints_layer is not None:
                raise BadRequest("Hints that aren't a file have no layers; leave out hints_layer, or send the file.")
            return convert.hints(held.part, pause), ()
        pixels, notes = self.pixels(held.part, "hints", request.hints_layer, pause)
        if pixels.ndim != 3 or pixels.shape[2] not in (2, 4):
            raise BadRequest("The hints have no transparency; hints are paint on a clear layer.")
        return Hints(np.ascontiguousarray(convert.rgba(pixels))), notes
