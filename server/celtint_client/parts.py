"""Parts: the pictures and number arrays that travel beside a message's JSON.

All numbers are little-endian, rows run from the top, nothing is padded.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from celtint_client.choices import BYTES_PER_PIXEL, ENCODINGS
from celtint_client.errors import BadRequest, ProtocolError

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Blob: TypeAlias = bytes | bytearray | memoryview
    AnyPart: TypeAlias = "Part | Ref"

REF_LENGTH = 64


@dataclass(frozen=True)
class Part:
    """A picture or an array as bytes.

    encoding: one of `ENCODINGS`. width, height: in pixels, 0 or more. data: exactly width × height × `BYTES_PER_PIXEL`
    bytes, or a PNG file of that size, or a drawing of that size in strokes, as `celtint_client.strokes` makes it. Alpha
    is straight.
    """

    encoding: str
    width: int
    height: int
    data: Blob

    @property
    def view(self) -> memoryview:
        """The bytes, without a copy. `data` of another buffer type must be contiguous."""
        return memoryview(self.data).cast("B")

    @property
    def pixels(self) -> int:
        return self.width * self.height

    def complete(self) -> bool:
        """Whether a raw part has as many bytes as its size needs (always so for a PNG and for strokes)."""
        each = BYTES_PER_PIXEL.get(self.encoding)
        return each is None or len(self.view) == self.pixels * each

    def raw(self, encoding: str) -> memoryview:
        """The bytes of a raw part that is to be of this encoding, without a copy. Raises BadRequest if it isn't."""
        if self.encoding != encoding or not self.complete():
            raise BadRequest(f"A part came as {self.encoding} and should be {encoding}, whole; update both sides.")
        return self.view

    def digest(self) -> str:
        """BLAKE2b-256, in hex, of the line ``encoding width height\\n`` and the bytes: what a `Ref` holds.

        Found once for bytes, which can't change: a large picture takes as long as a stroke on it should.
        """
        known: str | None = self.__dict__.get("_digest")
        if known is not None:
            return known
        state = hashlib.blake2b(f"{self.encoding} {self.width} {self.height}\n".encode(), digest_size=32)
        state.update(self.view)
        found = state.hexdigest()
        if isinstance(self.data, bytes):
            self.__dict__["_digest"] = found
        return found

    def head(self, name: str) -> dict[str, Any]:
        """This part's entry in a message header."""
        return {
            "name": name,
            "encoding": self.encoding,
            "width": self.width,
            "height": self.height,
            "length": len(self.view),
        }


@dataclass(frozen=True)
class Ref:
    """A part that was sent before on the same connection, by its digest."""

    ref: str

    def head(self, name: str) -> dict[str, Any]:
        """This part's entry in a message header."""
        return {"name": name, "ref": self.ref}


def read_parts(heads: object, blobs: memoryview) -> dict[str, AnyPart]:
    """Cut `blobs` into the parts that the header's list `heads` says, without copying.

    Raises ProtocolError if an entry isn't a part or the lengths don't add up to the bytes there are.
    """
    if not isinstance(heads, list):
        raise ProtocolError("The header's parts are not a list.")
    parts: dict[str, AnyPart] = {}
    start = 0
    for head in heads:
        if not isinstance(head, dict) or not isinstance(head.get("name"), str):
            raise ProtocolError("Every part needs a name.")
        name = head["name"]
        if name in parts:
            raise ProtocolError("Two parts have the same name.")
        if "ref" in head:
            parts[name] = _read_ref(head)
            continue
        if head.get("encoding") not in ENCODINGS:
            raise ProtocolError(f"A part's encoding is one of {', '.join(ENCODINGS)}.")
        width, height, length = (_size(head.get(key)) for key in ("width", "height", "length"))
        if start + length > len(blobs):
            raise ProtocolError("The message ends before its parts do.")
        parts[name] = Part(head["encoding"], width, height, blobs[start : start + length])
        start += length
    if start != len(blobs):
        raise ProtocolError("The message goes on after its last part.")
    return parts


def _size(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise ProtocolError("A part's width, height and length are whole numbers from 0.")
    return value


def _read_ref(head: dict[str, Any]) -> Ref:
    ref = head["ref"]
    if not isinstance(ref, str) or len(ref) != REF_LENGTH or not set(ref) <= set("0123456789abcdef"):
        raise ProtocolError("A ref is 64 lower-case hex digits.")
    return Ref(ref)
