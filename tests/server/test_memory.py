"""How much memory a server takes for what it is sent: a process of its own, watched while it is."""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest
from celtint_client.client import Client
from celtint_client.errors import BadPicture
from celtint_client.parts import Part
from celtint_client.strokes import strokes_part

MIB = 1 << 20


class Process:
    """A server as users run it, and what it holds."""

    def __init__(self, folder, *options):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celtint_cli", "serve", "--ready-json", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "CELTINT_STATE_DIR": str(folder), "TMPDIR": str(folder)},
        )
        self.ready = json.loads(self.process.stdout.readline())
        self.token = json.loads((folder / "server.json").read_text())["token"]

    def client(self):
        return Client(self.ready["url"], self.token, "test", timeout=60)

    def resident(self):
        """Bytes of memory the process has now."""
        statm = Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE")

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
