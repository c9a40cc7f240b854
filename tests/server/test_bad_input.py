"""Whatever comes in, the answer has a stable name, and the server goes on serving others."""

import json
import struct
import threading
import zlib
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from celtint_client import VERSION, errors, framing
from celtint_client.client import Client
from celtint_client.messages import Box, PaletteEntry, Settings
from celtint_client.parts import Part
from websockets.exceptions import ConnectionClosed, InvalidStatus


@pytest.fixture
def bystander(server, tools):
    """Another client, there all the while, that must be able to work when the test is over."""
    client = server.client()
    yield client
    assert client.colour(tools.simple()).colour is not None
    assert server.client().colour(tools.simple()).colour is not None


def name_of(socket, request):
    """The stable name that a bare socket's bytes are answered with."""
    socket.send(request)
    while True:
        message = framing.decode(socket.recv(timeout=60))
        if isinstance(message, framing.Failure):
            return message.name, message.code
        if isinstance(message, framing.Notification) and message.method == "done":
            failure = framing.read_failure(None, message.params["error"])
            return failure.name, failure.code


def png_of(width, height, rows=b""):
    """A PNG file that says any size, with any data."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return Part("png", width, height, file)


BOMB = png_of(20_000, 10_000, bytes(20_001 * 100))
"""200 megapixels in a few kilobytes."""


def cut(part, keep):
    return replace(part, data=part.data[:keep])


BAD_PICTURES = {
    "text": (Part("png", 40, 40, b"this is not a picture, whatever its name says"), errors.BadPicture),
    "a JPEG": (Part("png", 40, 40, b"\xff\xd8\xff\xe0" + bytes(100)), errors.BadPicture),
    "nothing": (Part("png", 40, 40, b""), errors.BadPicture),
    "no data": (png_of(40, 40), errors.BadPicture),
    "no pixels": (png_of(0, 40), errors.BadPicture),
    "raw without pixels": (Part("l8", 0, 0, b""), errors.BadPicture),
    "raw without width": (Part("rgba8", 0, 50, b""), errors.BadPicture),
    "raw cut short": (Part("rgba8", 40, 40, bytes(40 * 39 * 4)), errors.BadPicture),
    "raw too long": (Part("l8", 40, 40, bytes(1601)), errors.BadPicture),
    "numbers": (Part("u32", 40, 40, bytes(6400)), errors.BadPicture),
    "not a number": (Part("f32", 40, 40, np.full((40, 40), np.nan, "<f4").tobytes()), errors.BadPicture),
    "too small": (Part("l8", 15, 40, bytes(600)), errors.BadPicture),
    "another size than it says": (replace(png_of(40, 40), width=41), errors.BadPicture),
    "a bomb": (BOMB, errors.TooLarge),
    "a bomb that says it is small": (replace(BOMB, width=40, height=40), errors.TooLarge),
    "raw bomb": (Part("l8", 1 << 20, 1 << 19, b""), errors.TooLarge),
    "one side too long": (Part("l8", 65537, 16, bytes(65537 * 16)), errors.TooLarge),
}


@pytest.mark.parametrize("name", BAD_PICTURES)
@pytest.mark.parametrize("role", ["picture", "hints"])
def test_what_is_no_picture_is_refused(bystander, tools, name, role):
    part, error = BAD_PICTURES[name]
    if role == "picture":
        request = tools.simple(part)
    else:
        request = tools.simple(hints=part)
        if part.encoding in ("u32", "f32", "l8") and part.complete() and part.pixels and error is not errors.TooLarge:
            error = errors.BadRequest  # hints are RGBA
        if name == "one side too long":
            error = errors.BadRequest
    with pytest.raises(error) as caught:
        bystander.colour(request)
    said = str(caught.value)
    assert said.endswith((".", "…"))
    assert "Traceback" not in said
    assert "/work" not in said


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_png_is_refused(bystander, tools, share):
    noise = np.random.default_rng(5).integers(0, 256, (64, 64), np.uint8)
    whole = tools.png(noise)
    with pytest.raises(errors.BadPicture):
        bystander.colour(tools.simple(cut(whole, int(len(whole.data) * share))))


BAD_REQUESTS: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "hints of another size": ({"hints": Part("rgba8", 20, 20, bytes(1600))}, errors.BadRequest),
    "grey hints": ({"hints": Part("l8", 96, 80, bytes(96 * 80))}, errors.BadRequest),
    "a box outside": ({"boxes": (Box(500, 10, 20, 20),)}, errors.BadRequest),
    "a box beyond the left": ({"boxes": (Box(-50, 10, 20, 20),)}, errors.BadRequest),
    "a negative box": ({"boxes": (Box(10, 10, -5, 20),)}, errors.BadRequest),
    "an empty box": ({"boxes": (Box(10, 10, 0, 20),)}, errors.BadRequest),
    "a box with half a colour": ({"boxes": (Box(10, 10, 5, 5, "", cast(Any, (1, 2))),)}, errors.BadRequest),
    "an unknown model": ({"model": "no-such-model"}, errors.ModelNotFound),
    "an unknown model, path": ({"model": "../../etc/passwd"}, errors.ModelNotFound),
    "two entries of one id": (
        {"palette": (PaletteEntry("a", "", (1, 2, 3)), PaletteEntry("a", "", (4, 5, 6)))},
        errors.BadRequest,
    ),
    "an unknown mode": ({"settings": Settings(mode="cubist")}, errors.BadRequest),
    "a gap below nothing": ({"settings": Settings(gap=-1)}, errors.BadRequest),
    "too many colours": ({"settings": Settings(colours=1000)}, errors.BadRequest),
    "too strong": ({"settings": Settings(strength=2.0)}, errors.BadRequest),
}


@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_what_does_not_fit_is_refused(bystander, tools, name):
    options, error = BAD_REQUESTS[name]
    with pytest.raises(error):
        bystander.colour(tools.simple(**options))


def header(**body):
    text = json.dumps({"jsonrpc": "2.0", "id": 7, **body}).encode()
    return struct.pack("<I", len(text)) + text


BAD_MESSAGES = {
    "not JSON": ("{", "BAD_REQUEST", -32700),
    "not an object": ("[1, 2]", "BAD_REQUEST", -32600),
    "not JSON-RPC": ('{"hello": 1}', "BAD_REQUEST", -32600),
    "NaN": ('{"jsonrpc": "2.0", "id": NaN, "method": "x"}', "BAD_REQUEST", -32700),
    "deep": ("[" * 100_000, "BAD_REQUEST", -32700),
    "huge text": (" " * (2 << 20), "BAD_REQUEST", -32600),
    "no such method": ('{"jsonrpc": "2.0", "id": 7, "method": "dance"}', "BAD_REQUEST", -32601),
    "not yet: stage": ('{"jsonrpc": "2.0", "id": 7, "method": "stage"}', "BAD_REQUEST", -32601),
    "no parts": ('{"jsonrpc": "2.0", "id": 7, "method": "colour"}', "BAD_REQUEST", -32602),
    "hello again": ('{"jsonrpc": "2.0", "id": 7, "method": "hello"}', "BAD_REQUEST", -32601),
    "no bytes": (b"", "BAD_REQUEST", -32600),
    "header beyond the end": (struct.pack("<I", 500) + b"{}", "BAD_REQUEST", -32600),
    "header too long": (struct.pack("<I", 1 << 31), "BAD_REQUEST", -32600),
    "header not JSON": (struct.pack("<I", 4) + b"\xff\xfe\x00\x01", "BAD_REQUEST", -32700),
    "blob beyond the end": (
        header(method="colour", parts=[{"name": "picture", "encoding": "l8", "width": 9, "height": 9, "length": 81}]),
        "BAD_REQUEST",
        -32600,
    ),
    "unknown encoding": (
        header(method="colour", parts=[{"name": "picture", "encoding": "exr", "width": 1, "height": 1, "length": 0}]),
        "BAD_REQUEST",
        -32600,
    ),
    "unknown setting": (
        '{"jsonrpc": "2.0", "id": 7, "method": "cancel", "params": {"job": "x", "force": true}}',
        "BAD_REQUEST",
        -32602,
    ),
    "bytes left over": (header(method="colour", parts=[]) + b"more", "BAD_REQUEST", -32600),
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_malformed_messages_are_answered_and_the_line_stays_open(server, bystander, tools, name):
    message, *expected = BAD_MESSAGES[name]
    socket = server.greeted()
    assert list(name_of(socket, message)) == expected
    assert isinstance(tools.ask(socket, "models.list", {}), framing.Response)


def test_a_message_over_the_limit_ends_that_connection_alone(serve, tools):
    server = serve(max_message=100_000)
    other = server.client()
    socket = server.greeted()
    with pytest.raises(ConnectionClosed):
        socket.send(bytes(100_001))
        socket.recv(timeout=60)
    assert socket.close_code == 1009
    with pytest.raises(errors.TooLarge):  # a client that keeps to what the welcome says doesn't even try
        server.client().colour(tools.simple(Part("l8", 400, 400, bytes(160_000))))
    blind = server.client()
    blind.welcome = replace(blind.welcome, limits=replace(blind.welcome.limits, max_message=1 << 30))
    with pytest.raises(errors.TooLarge):
        blind.colour(tools.simple(Part("l8", 400, 400, bytes(160_000))))
    assert other.colour(tools.simple()).colour is not None


def test_more_pixels_than_this_server_takes(serve, tools):
    server = serve(max_pixels=5_000)
    with pytest.raises(errors.TooLarge, match="megapixels"):
        server.client().colour(tools.simple())


@pytest.mark.parametrize("token", ["0" * 64, "", None, 5, "é", ["x"]])
def test_a_wrong_token_is_refused(server, bystander, tools, token):
    socket = server.socket()
    answer = tools.ask(socket, "hello", {"token": token, "client": "x", "version": VERSION})
    assert (answer.name, answer.code, answer.id) == ("UNAUTHORISED", -32001, 1)
    assert server.token not in answer.message
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=60)
    assert (socket.close_code, socket.close_reason) == (1008, "UNAUTHORISED")


def test_the_client_says_unauthorised(server, bystander):
    with pytest.raises(errors.Unauthorised):
        Client(server.ready.url, "f" * 64)


@pytest.mark.parametrize(
    "first", ['{"jsonrpc": "2.0", "id": 1, "method": "models.list"}', "{", b"\x00\x01", '{"jsonrpc": "2.0", "id": 1}']
)
def test_nothing_comes_before_hello(server, bystander, first):
    socket = server.socket()
    assert name_of(socket, first)[0] == "UNAUTHORISED"
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=60)


def test_no_token_no_room(server, bystander):
    """Who hasn't said hello can't make the server hold a large message."""
    socket = server.socket()
    with pytest.raises(ConnectionClosed):
        socket.send("x" * 100_000)
        socket.recv(timeout=60)
    assert socket.close_code == 1009


def test_silence_is_not_waited_for(serve, tools):
    server = serve(hello_s=3.0)
    socket = server.socket()
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=60)
    assert socket.close_code == 1008
    assert server.client().colour(tools.simple()).colour is not None


def test_another_major_version_is_refused(server, bystander, tools):
    hello = {"token": server.token, "client": "x", "version": "99.0"}
    assert tools.ask(server.socket(), "hello", hello).name == "VERSION_UNSUPPORTED"


def refused(server, **options):
    with pytest.raises(InvalidStatus) as caught:
        server.socket(**options)
    response = caught.value.response
    return response.status_code, json.loads(response.body)["name"]


@pytest.mark.parametrize("protocols", [["celtint.v2"], ["chat", "graphql-ws"], None])
def test_a_wrong_subprotocol_is_refused(server, bystander, protocols):
    assert refused(server, subprotocols=protocols) == (400, "VERSION_UNSUPPORTED")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", "file://"])
def test_a_foreign_origin_is_refused(server, bystander, origin):
    assert refused(server, origin=origin) == (403, "UNAUTHORISED")


def test_a_vanished_client_leaves_the_others_alone(serve, tools):
    models = tools.Models()
    server = serve(models, workers=1)
    other = server.client()
    socket = server.greeted()
    request = tools.simple(settings=tools.NETWORK)
    socket.send(framing.encode(framing.Request(2, "colour", request.params(), request.parts())))
    assert models.entered.wait(60)
    socket.socket.close()  # no goodbye
    outcome = []
    waiting = threading.Thread(target=lambda: outcome.append(other.colour(tools.simple())), daemon=True)
    waiting.start()
    models.gate.set()
    waiting.join(60)
    assert outcome[0].colour is not None


def test_a_client_that_vanishes_inside_a_message_leaves_the_others_alone(server, bystander, tools):
    socket = server.greeted()
    request = tools.simple()
    pieces = framing.joined(framing.encode(framing.Request(2, "colour", request.params(), request.parts())))
    assert isinstance(pieces, bytes)
    frame = b"\x82\xfe" + struct.pack(">H", len(pieces)) + bytes(4) + pieces  # masked with zeros
    socket.socket.sendall(frame[: len(frame) // 2])
    socket.socket.close()


def test_a_mistake_of_ours_is_logged_and_not_told(serve, tools, caplog):
    models = tools.Models(broken=True)
    models.gate.set()
    server = serve(models)
    client = server.client()
    with pytest.raises(errors.Internal) as caught:
        client.colour(tools.simple(settings=tools.NETWORK))
    assert "ZeroDivisionError" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "ZeroDivisionError" in caplog.text
    assert client.colour(tools.simple()).colour is not None
