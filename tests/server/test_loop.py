"""The event loop is there for everybody, whatever one client asks: the work is done on threads."""

import asyncio
import contextlib
import gc
import http.client
import json
import struct
import threading
import time

import celtint
import numpy as np
import pytest
from celtint_client import framing
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import Box, ColourRequest, Wanted
from celtint_client.parts import Part

SIDE = 512
REGIONS = (SIDE // 2) ** 2
"""65,536 regions of 2×2 pixels."""


@pytest.fixture
def many_regions(monkeypatch):
    """The core as it would be on a drawing of that many regions, which it takes long to find."""
    y, x = np.mgrid[:SIDE, :SIDE] // 2
    labels = (1 + y * (SIDE // 2) + x).astype(np.int32)
    regions = tuple(
        celtint.RegionInfo(
            id=n + 1,
            colour=(n % 256, n // 256, 7),
            entry=None,
            decided_by="distinct",
            confidence=0.5,
            area=4,
            box=(2 * (n % 256), 2 * (n // 256), 2, 2),
        )
        for n in range(REGIONS)
    )
    result = celtint.Result(np.full((SIDE, SIDE, 4), 255, np.uint8), labels, regions, celtint.Palette(), "line", 0)
    monkeypatch.setattr(celtint, "colour", lambda *_args: result)


class Watch:
    """What the loop spends in one go, by its own thread's clock, which doesn't run while others have the machine."""

    def __init__(self, server):
        self.longest, self.answered, self.slowest = 0.0, 0, 0.0
        self._over = threading.Event()
        self._server = server

    async def _tick(self):
        last = time.thread_time()
        while not self._over.is_set():
            await asyncio.sleep(0.002)
            now = time.thread_time()
            self.longest = max(self.longest, now - last)
            last = now

    def _ask(self):
        host, port = self._server.address.split(":")
        while not self._over.is_set():
            start = time.monotonic()
            with contextlib.closing(http.client.HTTPConnection(host, int(port), timeout=30)) as line:
                line.request("GET", "/healthz")
                assert line.getresponse().status == 200
            self.slowest = max(self.slowest, time.monotonic() - start)
            self.answered += 1
            time.sleep(0.01)

    def __enter__(self):
        gc.collect()
        gc.disable()  # a collection of all that pytest holds takes any thread's time
        self._ticking = asyncio.run_coroutine_threadsafe(self._tick(), self._server.loop)
        self._asking = threading.Thread(target=self._ask)
        self._asking.start()
        return self

    def __exit__(self, *_):
        gc.enable()
        self._over.set()
        self._asking.join(40)
        self._ticking.result(40)

    def check(self, longest=0.25):
        assert self.longest < longest
        assert self.answered >= 3
        assert self.slowest < 2.0


def send(socket, number, method, params, parts=None):
    socket.send(framing.encode(Request(number, method, params, parts or {})))


def test_a_report_of_65536_regions(server, tools, many_regions):
    socket = server.greeted()
    request = tools.simple(wanted=Wanted(("colour", "report")))
    with Watch(server) as watch:
        send(socket, 2, "colour", request.params(), request.parts())
        job, whole = None, b""
        while len(whole) < 1 << 20:  # news are short
            whole = socket.recv(timeout=60)
            if isinstance(whole, str) and '"result"' in whole:
                begun = framing.decode(whole)
                assert isinstance(begun, Response)
                job = begun.result["job"]
        send(socket, 3, "job.get", {"job": job, "want": ["report"]})
        text = socket.recv(timeout=60)
        send(socket, 4, "job.get", {"job": job, "want": ["labels", "preview", "report"]})
        shapes = socket.recv(timeout=60)
    watch.check()
    done = framing.decode(whole, framing.LONG_HEADER)
    assert isinstance(done, Notification)
    assert [row["id"] for row in done.params["regions"]] == list(range(1, REGIONS + 1))
    report = framing.decode(text, framing.LONG_HEADER)
    assert isinstance(report, Response) and report.result["regions"] == done.params["regions"]
    assert isinstance(framing.decode(shapes, framing.LONG_HEADER), Response)


def test_requests_with_a_megabyte_of_json(server, tools):
    """Boxes by the thousand, an unknown member after all of them, and what is no JSON at its very end."""
    boxes = tuple(Box(1, 1, 2, 2, f"tag {n}", (1, 2, 3)) for n in range(9000))
    picture = tools.part(tools.drawing(), "l8")
    params = ColourRequest(picture, boxes=boxes, settings=tools.DISTINCT).params()
    many = framing.joined(framing.encode(Request(2, "colour", {**params, "no such": 1}, {"picture": picture})))
    assert 400_000 < len(many) < framing.MAX_HEADER
    broken = '{"jsonrpc": "2.0", "id": 5, "params": [' + "1," * 500_000 + "}"
    socket = server.greeted()
    start = time.thread_time()
    for _ in range(3):
        assert framing.request_id(broken) is None
    reading = (time.thread_time() - start) / 3  # which is done twice for it, to answer with its id
    with Watch(server) as watch:
        for _ in range(20):
            for message in (many, broken):
                socket.send(message)
                assert isinstance(framing.decode(socket.recv(timeout=60)), Failure)
    watch.check(2 * reading / 3)


def test_a_png_of_very_many_chunks(server, tools):
    """A million chunks of nothing before the data: walking through them is work, too."""
    whole = tools.png(tools.drawing())
    empty = struct.pack(">I", 0) + b"teXt" + bytes(4)
    data = bytes(whole.data)
    part = Part("png", whole.width, whole.height, data[:33] + empty * 1_000_000 + data[33:])
    socket = server.greeted()
    request = tools.simple(part)
    with Watch(server) as watch:
        for number in range(3):
            send(socket, number, "colour", request.params(), request.parts())
            failure = framing.decode(socket.recv(timeout=60))
            assert isinstance(failure, Failure) and failure.name == "BAD_PICTURE"
    watch.check()


def test_json_in_steps_is_json():
    """As the standard library writes it, but for the spaces."""
    rows = [{"id": n, "box": [n, 1.5, None, True], "é\n": ["x"] * (n % 3)} for n in range(2 * framing.ROWS + 1)]
    for count in (0, 1, framing.ROWS, framing.ROWS + 1, len(rows)):
        body = {"a": {"rows": rows[:count], "n": count}, "b": [], "c": "ü"}
        assert framing._text(body) == json.dumps(body, separators=(",", ":"))
    with pytest.raises(ValueError, match="JSON"):
        framing._text({"rows": [float("nan")] * (framing.ROWS + 1)})
