"""Messages survive the way there and back, and no bytes bring about anything but a ProtocolError."""

import contextlib
import json
import struct

import pytest
from celtint_client import framing
from celtint_client.choices import BYTES_PER_PIXEL
from celtint_client.errors import BY_NAME, ProtocolError, UnknownPart
from celtint_client.framing import Failure, Notification, Request, Response, decode, encode, joined
from celtint_client.parts import Part, Ref
from hypothesis import example, given
from hypothesis import strategies as st

texts = st.text(max_size=20)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 53), 1 << 53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
objects = st.dictionaries(texts, values, max_size=5)
ids = st.integers(-(1 << 53), 1 << 53) | texts


@st.composite
def raw_parts(draw):
    encoding = draw(st.sampled_from(sorted(BYTES_PER_PIXEL)))
    width, height = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    length = width * height * BYTES_PER_PIXEL[encoding]
    return Part(encoding, width, height, draw(st.binary(min_size=length, max_size=length)))


pngs = st.builds(Part, st.just("png"), st.integers(0, 9), st.integers(0, 9), st.binary(max_size=40))
refs = st.builds(Ref, st.text("0123456789abcdef", min_size=64, max_size=64))
parts = st.dictionaries(texts, raw_parts() | pngs | refs, max_size=4)
sentences = st.text(max_size=30)
messages = (
    st.builds(Request, ids, texts, objects, parts)
    | st.builds(Notification, texts, objects, parts)
    | st.builds(Response, ids | st.none(), objects, parts)
    | st.builds(Failure, ids | st.none(), st.integers(-40000, 40000), texts, sentences, st.booleans(), st.tuples(texts))
)


@given(messages)
def test_round_trip(message):
    data = joined(encode(message))
    has_parts = not isinstance(message, Failure) and bool(message.parts)
    assert isinstance(data, bytes if has_parts else str)
    assert decode(data) == message


@given(raw_parts())
def test_the_first_blob_starts_aligned(part):
    data = joined(encode(Request(1, "colour", {}, {"picture": part})))
    assert (len(data) - len(part.view)) % 8 == 0


@given(st.binary(max_size=200) | st.text(max_size=200))
@example(struct.pack("<I", 2) + b"{}")
@example("[" * 100_000)
@example('{"jsonrpc": "2.0", "id": 1' + "0" * 5000 + "}")
@example(struct.pack("<I", 0xFFFFFFFF))
def test_any_bytes(data):
    try:
        decode(data)
    except ProtocolError as error:
        assert error.name == "BAD_REQUEST"
        assert error.code in (-32700, -32600)
    framing.request_id(data)


@given(messages, st.data())
def test_damaged_messages(message, data):
    """A message with some bytes changed, cut or added."""
    sent = joined(encode(message))
    whole = bytearray(sent.encode() if isinstance(sent, str) else sent)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
        if not whole:
            break
    for damaged in (bytes(whole), bytes(whole).decode("utf-8", "replace")):
        with contextlib.suppress(ProtocolError):
            decode(damaged)
        framing.request_id(damaged)


part_heads = st.fixed_dictionaries(
    {},
    optional={
        "name": texts | values,
        "encoding": st.sampled_from(["l8", "png", "exr"]) | values,
        "width": st.integers(-5, 50) | values,
        "height": st.integers(-5, 50) | values,
        "length": st.integers(-5, 50) | values,
        "ref": texts | values,
    },
)
bodies = st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0")},
    optional={
        "id": ids | values,
        "method": texts | values,
        "params": objects | values,
        "result": objects | values,
        "error": values
        | st.fixed_dictionaries({"code": values, "data": values | st.fixed_dictionaries({"name": values})}),
        "parts": values | st.lists(part_heads, max_size=3),
    },
)


@given(bodies, st.binary(max_size=60))
def test_any_body(body, blobs):
    head = json.dumps(body).encode()
    with contextlib.suppress(ProtocolError):
        decode(struct.pack("<I", len(head)) + head + blobs)


def test_parts_are_not_copied():
    part = Part("l8", 4, 4, bytes(range(16)))
    data = joined(encode(Request(1, "colour", {}, {"picture": part})))
    told = decode(data)
    assert isinstance(told, Request)
    got = told.parts["picture"]
    assert isinstance(got, Part) and isinstance(got.data, memoryview)
    assert got.data.obj is data


def test_large_parts_go_in_fragments():
    part = Part("l8", 3000, 1000, bytes(3_000_000))
    pieces = encode(Request(1, "colour", {}, {"picture": part}))
    assert max(map(len, pieces)) <= framing.FRAGMENT
    assert len(pieces) == 4


def test_a_digest_says_size_and_encoding_too():
    data = bytes(16)
    digests = {Part(*head, data).digest() for head in (("l8", 4, 4), ("l8", 8, 2), ("rgba8", 2, 2))}
    assert len(digests) == 3
    assert Part("l8", 4, 4, bytearray(data)).digest() == Part("l8", 4, 4, memoryview(data)).digest()


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_error_survives(name):
    error = UnknownPart("A sentence.", ("0" * 64,)) if name == "UNKNOWN_PART" else BY_NAME[name]("A sentence.")
    failure = decode(joined(encode(Failure.of(3, error))))
    assert isinstance(failure, Failure)
    got = failure.error()
    assert type(got) is BY_NAME[name]
    assert (str(got), got.code, got.retryable) == (str(error), error.code, error.retryable)
    assert getattr(got, "refs", None) == getattr(error, "refs", None)
