"""JSON-RPC 2.0 messages to and from what a WebSocket carries; no I/O here.

A message without parts is text. One with parts is binary: uint32 header length, little-endian; the header,
a JSON-RPC object with a list `parts`; then each part's bytes in that order.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from celtint_client.errors import BY_NAME, Internal, ProtocolError, UnknownPart, WireError
from celtint_client.parts import Part, read_parts

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from celtint_client.parts import AnyPart, Blob

    Id: TypeAlias = int | str | None
    Message: TypeAlias = "Request | Notification | Response | Failure"
    Encoded: TypeAlias = str | list[Blob]

MAX_HEADER = 1 << 20
"""Bytes of JSON that a server reads in one message; answers may be longer."""

LONG_HEADER = 1 << 28
"""Bytes of JSON that an answer may have."""

FRAGMENT = 1 << 20
"""Bytes of one WebSocket frame: fragments let both ends work at once, 2 to 5 times faster than one frame."""

ROWS = 1000
"""Rows of a list that are written as JSON in one step."""

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True)
class Request:
    """A call that is answered by a Response or a Failure of the same id."""

    id: Id
    method: str
    params: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, AnyPart] = field(default_factory=dict)


@dataclass(frozen=True)
class Notification:
    """News that isn't answered."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, AnyPart] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """What a call gave."""

    id: Id
    result: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, AnyPart] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """Why a call failed: JSON-RPC's integer, and a stable name, a sentence and whether to try again."""

    id: Id
    code: int
    name: str
    message: str
    retryable: bool = False
    refs: tuple[str, ...] = ()

    @classmethod
    def of(cls, id: Id, error: WireError) -> Failure:
        """The failure that says `error`."""
        refs = error.refs if isinstance(error, UnknownPart) else ()
        return cls(id, error.code, error.name, str(error), error.retryable, refs)

    def error(self) -> WireError:
        """The exception that says this failure."""
        kind = BY_NAME.get(self.name, Internal)
        error = UnknownPart(self.message, self.refs) if kind is UnknownPart else kind(self.message)
        error.code = self.code
        error.retryable = self.retryable
        return error

    def body(self) -> dict[str, Any]:
        """JSON-RPC's error object."""
        data: dict[str, Any] = {"name": self.name, "message": self.message, "retryable": self.retryable}
        if self.refs:
            data["refs"] = list(self.refs)
        return {"code": self.code, "message": self.message, "data": data}


def encode(message: Message) -> Encoded:
    """The message as text, or as the pieces of one binary message if it has parts.

    The pieces are sent as the fragments of one message; joined they are the same message.
    """
    body = _body(message)
    if isinstance(message, Failure) or not message.parts:
        return _text(body)
    body["parts"] = [part.head(name) for name, part in message.parts.items()]
    header = _text(body).encode()
    header += b" " * (-(len(header) + _LENGTH.size) % 8)  # so that the first blob starts aligned
    pieces: list[Blob] = [_LENGTH.pack(len(header)) + header]
    for part in message.parts.values():
        if isinstance(part, Part):
            view = part.view
            pieces += [view[start : start + FRAGMENT] for start in range(0, len(view), FRAGMENT)]
    return pieces


def _text(value: Any) -> str:
    """JSON without spaces. Long lists go in steps, as other threads stand still while one step is taken."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_text(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list) and len(value) > ROWS:
        steps = (value[start : start + ROWS] for start in range(0, len(value), ROWS))
        return "[" + ",".join(_text(step)[1:-1] for step in steps) + "]"
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


def decode(data: str | Blob, max_header: int = MAX_HEADER) -> Message:
    """Read one message; parts are views into `data`. Raises ProtocolError and nothing else."""
    if isinstance(data, str):
        if len(data) > max_header:
            raise ProtocolError(f"A text message is at most {max_header} characters.")
        return _read(_parse(data), {})
    view = memoryview(data).cast("B")
    if len(view) < _LENGTH.size:
        raise ProtocolError("A binary message starts with the length of its header.")
    (length,) = _LENGTH.unpack_from(view)
    if length > max_header:
        raise ProtocolError(f"A header is at most {max_header} bytes.")
    if length > len(view) - _LENGTH.size:
        raise ProtocolError("The message ends before its header does.")
    end = _LENGTH.size + length
    body = _parse(bytes(view[_LENGTH.size : end]))
    return _read(body, read_parts(body.pop("parts", None), view[end:]))


def request_id(data: str | Blob) -> Id:
    """The id of a message that `decode` refused, if it can be made out, for the answer that says so."""
    try:
        if isinstance(data, str):
            body = _parse(data[:MAX_HEADER])
        else:
            view = memoryview(data).cast("B")
            (length,) = _LENGTH.unpack_from(view)
            body = _parse(bytes(view[_LENGTH.size : _LENGTH.size + min(length, MAX_HEADER)]))
    except (ProtocolError, struct.error):
        return None
    return body.get("id") if _is_id(body.get("id")) else None


def _parse(text: str | bytes) -> dict[str, Any]:
    try:
        body = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ProtocolError("The message is not JSON.", -32700) from None
    if not isinstance(body, dict):
        raise ProtocolError("A message is one JSON object.")
    return body


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _is_id(value: object) -> bool:
    return value is None or type(value) in (int, str)


def _body(message: Message) -> dict[str, Any]:
    body: dict[str, Any] = {"jsonrpc": "2.0"}
    if not isinstance(message, Notification):
        body["id"] = message.id
    if isinstance(message, (Request, Notification)):
        return {**body, "method": message.method, "params": message.params}
    if isinstance(message, Response):
        return {**body, "result": message.result}
    return {**body, "error": message.body()}


def _read(body: dict[str, Any], parts: dict[str, AnyPart]) -> Message:
    if body.get("jsonrpc") != "2.0":
        raise ProtocolError('A message says "jsonrpc": "2.0".')
    kinds = [key for key in ("method", "result", "error") if key in body]
    if len(kinds) != 1 or not _is_id(body.get("id")):
        raise ProtocolError("A message has one of method, result and error, and a number or text as its id.")
    if kinds != ["method"] and "id" not in body:
        raise ProtocolError("An answer says the id of its request.")
    if kinds == ["error"]:
        return read_failure(body["id"], body["error"])
    key = "params" if kinds == ["method"] else "result"
    value = body.get(key, {})
    if not isinstance(value, dict):
        raise ProtocolError(f"{key} is a JSON object.")
    if key == "result":
        return Response(body["id"], value, parts)
    method = body["method"]
    if not isinstance(method, str):
        raise ProtocolError("A method is a text.")
    if "id" in body:
        return Request(body["id"], method, value, parts)
    return Notification(method, value, parts)


def read_failure(id: Id, error: object) -> Failure:
    """Read JSON-RPC's error object. Raises ProtocolError."""
    data = error.get("data") if isinstance(error, dict) else None
    if not isinstance(error, dict) or type(error.get("code")) is not int or not isinstance(data, dict):
        raise ProtocolError("An error has an integer code and data.")
    name, message, retryable = data.get("name"), data.get("message"), data.get("retryable")
    refs = data.get("refs", [])
    if not isinstance(name, str) or not isinstance(message, str) or type(retryable) is not bool:
        raise ProtocolError("An error's data holds name, message and retryable.")
    if not isinstance(refs, list) or not all(isinstance(ref, str) for ref in refs):
        raise ProtocolError("An error's refs are a list of texts.")
    return Failure(id, error["code"], name, message, retryable, tuple(refs))


def joined(pieces: Encoded) -> str | bytes:
    """One value for transports that take no fragments, and for tests."""
    return pieces if isinstance(pieces, str) else b"".join(pieces)
