"""How much memory a server takes for what it is sent: a process of its own, watched while it is."""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from celtint_client import SUBPROTOCOL, VERSION, framing
from celtint_client.client import Client
from celtint_client.errors import BadPicture
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import Settings
from celtint_client.parts import Part
from celtint_client.strokes import strokes_part
from websockets.sync.client import connect as ws_connect
from websockets.typing import Subprotocol

MIB = 1 << 20


class Process:
    """A server as users run it, and what it holds."""

    def __init__(self, folder, *options):
        self.ending = contextlib.ExitStack()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celtint_cli", "serve", "--ready-json", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "CELTINT_STATE_DIR": str(folder), "TMPDIR": str(folder)},
        )
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())
        self.token = json.loads((folder / "server.json").read_text())["token"]

    def client(self):
        return Client(self.ready["url"], self.token, "test", timeout=60)

    def greeted(self):
        """A bare WebSocket that has said hello."""
        connected = ws_connect(
            self.ready["url"], subprotocols=[Subprotocol(SUBPROTOCOL)], compression=None, proxy=None, max_size=None
        )
        socket = self.ending.enter_context(connected)
        hello = {"token": self.token, "client": "bare", "version": VERSION}
        socket.send(framing.encode(Request(1, "hello", hello)))
        assert isinstance(framing.decode(socket.recv(timeout=30)), Response)
        return socket

    def resident(self):
        """Bytes of memory the process has now."""
        statm = Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def settle(self):
        """Wait until the memory hasn't grown for two seconds."""
        most, since, end = self.resident(), time.monotonic(), time.monotonic() + 40
        while time.monotonic() < min(end, since + 2):
            time.sleep(0.05)
            if self.resident() > most + MIB:
                most, since = self.resident(), time.monotonic()

    @contextlib.contextmanager
    def growth(self):
        """A list that at the end holds the most that memory grew by meanwhile."""
        before, most, over = self.resident(), [0], threading.Event()

        def watch():
            while not over.wait(0.002):
                most[0] = max(most[0], self.resident() - before)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            yield most
        finally:
            over.set()
            watching.join()

    def end(self):
        self.ending.close()
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    """One server for all tests of this module, that has coloured something already."""
    one = Process(tmp_path_factory.mktemp("server"))
    yield one
    one.end()


def warm(process, tools):
    with process.client() as client:
        client.colour(tools.simple())


def hollow(depth, colour, raw):
    """8192×8192 pixels interlaced, of which but one row is there: decoders take it for a picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8192, 8192, depth, colour, 0, 0, 1)
    pieces = (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(raw))))
    return Part("png", 8192, 8192, b"".join((*pieces, chunk(b"IEND", b""))))


HOLLOW = {
    "16 bits in 80 bytes": hollow(16, 0, 2049),
    "8 bits": hollow(8, 0, 1025),
    "palette": hollow(8, 3, 1025),
    "16 bits, RGBA": hollow(16, 6, 8193),
}


@pytest.mark.parametrize("name", HOLLOW)
@pytest.mark.parametrize("role", ["picture", "hints"])
def test_a_png_that_cannot_hold_its_pixels_takes_no_memory(process, tools, name, role):
    warm(process, tools)
    part = HOLLOW[name]
    request = tools.simple(part) if role == "picture" else tools.simple(hints=part)
    with process.client() as client, process.growth() as most, pytest.raises(BadPicture):
        client.colour(request)
    assert most[0] < 64 * MIB


def test_raw_parts_and_strokes_hold_what_they_say(process, tools):
    """The other encodings: their lengths are checked against their sizes."""
    warm(process, tools)
    few = strokes_part(8192, 8192, bytes(12), struct.pack("<I", 1))
    many = Part("strokes", 8192, 8192, struct.pack("<II", 1, 1 << 20) + bytes(200))
    raw = [Part(encoding, 8192, 8192, bytes(100)) for encoding in ("l8", "la8", "rgba8", "bgra8", "l16", "rgba16")]
    for part in (*raw, many, Part("strokes", 8192, 8192, few.data[:-1])):
        with process.client() as client, process.growth() as most, pytest.raises(BadPicture):
            client.colour(tools.simple(part))
        assert most[0] < 64 * MIB


def test_refused_requests_with_large_headers_leave_nothing(process, tools):
    """2,000 of a megabyte of JSON each, which a part of a byte comes with."""
    warm(process, tools)
    body = {"jsonrpc": "2.0", "id": 7, "method": "colour", "params": {"no such": 1}}
    part = {"name": "picture", "encoding": "l8", "width": 1, "height": 1, "length": 1}
    text = json.dumps({**body, "parts": [part]}).encode()
    header = text + b" " * ((1 << 20) - 8 - len(text))
    message = struct.pack("<I", len(header)) + header + b"x"
    bad = json.dumps({**body, "params": {"model": "none"}, "parts": [part]}).encode()
    known = struct.pack("<I", len(header)) + bad + b" " * (len(header) - len(bad)) + b"x"
    socket = process.greeted()
    with process.growth() as most:
        for number in range(2000):
            socket.send(message if number % 2 else known)
            assert isinstance(framing.decode(socket.recv(timeout=30)), Failure)
    socket.close()
    assert most[0] < 256 * MIB


def test_a_reader_who_does_not_read_holds_no_results(process, tools):
    """40 times a result of 4096×4096 in another encoding, 2.7 GB, none of it read; then it comes, one by one."""
    settings = Settings(mode="grey", undecided="transparent")
    request = tools.simple(Part("l8", 4096, 4096, bytes([200]) * 4096**2), settings=settings)
    socket = process.greeted()
    socket.send(framing.encode(Request(2, "colour", request.params(), request.parts())))
    while True:
        got = framing.decode(socket.recv(timeout=120), framing.LONG_HEADER)
        if isinstance(got, Response):
            job = got.result["job"]
        if isinstance(got, Notification) and got.method == "done":
            break
    del got
    want = {"job": job, "want": ["colour"], "encoding": "bgra8"}
    with process.growth() as most:
        for number in range(40):
            socket.send(framing.encode(Request(number, "job.get", want)))
        process.settle()
        with process.client() as other:
            other.models()
    assert most[0] < 320 * MIB
    with process.growth() as most:
        for number in range(12):
            got = framing.decode(socket.recv(timeout=60), framing.LONG_HEADER)
            assert isinstance(got, Response) and isinstance(got.parts["colour"], Part)
            assert (got.id, got.parts["colour"].width) == (number, 4096)
    assert most[0] < 320 * MIB
    socket.close()
