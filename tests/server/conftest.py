"""A real server on a real port, run on a thread of its own, and drawings small enough to be quick."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import pytest
from celtint import Descriptor, HintProposalDescriptor, ModelNotFound, Network
from celtint_client import SUBPROTOCOL, VERSION, framing
from celtint_client.client import Client
from celtint_client.messages import ColourRequest, Settings, Wanted
from celtint_client.parts import Part
from celtint_server.app import serve_until
from celtint_server.config import Ready, ServerConfig
from onnx import TensorProto, helper
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as ws_connect

DISTINCT = Settings(undecided="distinct")


def tiny_network() -> bytes:
    """An ONNX network of the proposal's shape: Lab is a slice of the planes, the bins are the planes' means."""
    nodes = [
        helper.make_node("Slice", ["planes", "start", "end", "axis"], ["lab"]),
        helper.make_node("AveragePool", ["planes"], ["means"], kernel_shape=[4, 4], strides=[4, 4]),
        helper.make_node("LogSoftmax", ["means"], ["log_probs"], axis=1),
        helper.make_node("Identity", ["tags"], ["tags_seen"]),
    ]
    numbers = [helper.make_tensor(n, TensorProto.INT64, [1], [v]) for n, v in (("start", 2), ("end", 5), ("axis", 1))]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info("planes", TensorProto.FLOAT, [1, 10, "h", "w"]),
            helper.make_tensor_value_info("tags", TensorProto.INT64, [1, "th", "tw"]),
        ],
        [
            helper.make_tensor_value_info("lab", TensorProto.FLOAT, [1, 3, "h", "w"]),
            helper.make_tensor_value_info("log_probs", TensorProto.FLOAT, [1, 10, "qh", "qw"]),
        ],
        numbers,
    )
    graph.node.pop()  # `tags` stays an input that nothing reads
    return bytes(
        onnx.helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    )


@dataclass
class Models:
    """A model source with one tiny network, whose loading waits for `gate`: so a test can hold a worker."""

    gate: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)
    broken: bool = False

    def names(self) -> list[str]:
        return ["tiny"]

    def describe(self, name: str) -> Descriptor:
        if name != "tiny":
            raise ModelNotFound(f"There is no network {name!r}.")
        return HintProposalDescriptor(
            name="tiny",
            title="Tiny",
            modes=("line", "grey"),
            side=128,
            multiple=16,
            planes=10,
            bins=tuple((10.0 * n, 5.0 * n - 20.0, 20.0 - 5.0 * n) for n in range(10)),
            tags=(),
            licence="CC0-1.0",
            trained_on=(),
            parameters=0,
            sha256="",
        )

    def card(self, name: str) -> str:
        return f"# {name}: Tiny\n\n## Licence\n\nCC0-1.0\n"

    def load(self, name: str) -> Network:
        self.entered.set()
        if not self.gate.wait(30):
            raise TimeoutError("the test never opened the gate")
        if self.broken:
            raise ZeroDivisionError("a mistake in a model source at /a/secret/path")
        return Network(self.describe(name), tiny_network(), 1)

    def load_matcher(self) -> Any:
        raise ModelNotFound("There is no network that matches regions.")

    def load_cast_matcher(self) -> Any:
        raise ModelNotFound("There is no network that finds parts on sheets.")


@dataclass
class Running:
    """A server under test."""

    ready: Ready
    token: str
    models: Models
    config: ServerConfig
    thread: threading.Thread
    stop: Callable[[], None]
    loop: asyncio.AbstractEventLoop
    ending: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.ready.port}"

    def client(self, **options: Any) -> Client:
        """A client that is closed when the test ends."""
        return self.ending.enter_context(Client(self.ready.url, self.token, "test", **options))

    def socket(self, **options: Any) -> ClientConnection:
        """A bare WebSocket that hasn't said hello."""
        options.setdefault("subprotocols", [SUBPROTOCOL])
        return self.ending.enter_context(
            ws_connect(self.ready.url, compression=None, proxy=None, max_size=None, **options)
        )

    def greeted(self) -> ClientConnection:
        """A bare WebSocket that has."""
        socket = self.socket()
        ask(socket, "hello", {"token": self.token, "client": "bare", "version": VERSION})
        return socket


def ask(socket: ClientConnection, method: str, params: Any, number: int = 1) -> Any:
    """Send a request, give the next message."""
    socket.send(framing.encode(framing.Request(number, method, params)))
    return framing.decode(socket.recv(timeout=60))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Start servers: ``serve(models=…, **ServerConfig fields)``; all are stopped at the end."""
    started: list[Running] = []

    def start(models: Models | None = None, **options: Any) -> Running:
        if models is None:
            models = Models()
            models.gate.set()
        ready: queue.Queue[Ready] = queue.Queue()
        token_file = options.pop("token_file", tmp_path / f"token-{len(started)}")
        config = ServerConfig(token_file=token_file, ready=ready.put, **options)
        loop = asyncio.new_event_loop()
        stop = asyncio.Event()
        thread = threading.Thread(target=_serve, args=(loop, config, models, stop), daemon=True)
        thread.start()
        said = ready.get(timeout=60)
        token = token_file.read_text().strip()
        running = Running(said, token, models, config, thread, lambda: _post(loop, stop), loop)
        started.append(running)
        return running

    yield start
    for running in started:
        running.models.gate.set()
        running.ending.close()
        running.stop()
        running.thread.join(60)
        assert not running.thread.is_alive()


def _serve(loop: asyncio.AbstractEventLoop, config: ServerConfig, models: Models, stop: asyncio.Event) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(serve_until(config, models, stop))


def _post(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(stop.set)


@pytest.fixture
def server(serve: Callable[..., Running]) -> Running:
    """A server with the settings it has by default."""
    return serve()


def drawing(width: int = 96, height: int = 80) -> np.ndarray:
    """(H, W) uint8: three circles and a wall, anti-aliased."""
    page = np.full((height, width), 255, np.uint8)
    for x, y, r in ((24, 24, 14), (64, 28, 18), (40, 58, 16)):
        cv2.circle(page, (x, y), r, 0, 2, cv2.LINE_AA)
    cv2.line(page, (width - 6, 0), (width - 10, height - 1), 0, 2, cv2.LINE_AA)
    return page


def dabs(width: int = 96, height: int = 80, colour: tuple[int, int, int] = (200, 30, 40)) -> np.ndarray:
    """(H, W, 4) uint8: one dab in the first circle."""
    layer = np.zeros((height, width, 4), np.uint8)
    cv2.circle(layer, (24, 24), 3, (*colour, 255), -1)
    return layer


def as_part(pixels: np.ndarray, encoding: str) -> Part:
    return Part(encoding, pixels.shape[1], pixels.shape[0], pixels.tobytes())


def as_png(pixels: np.ndarray) -> Part:
    """The pixels, in OpenCV's order of channels, as a PNG part."""
    return Part("png", pixels.shape[1], pixels.shape[0], cv2.imencode(".png", pixels)[1].tobytes())


def simple(picture: Part | None = None, **options: Any) -> ColourRequest:
    """A small request that takes no network."""
    options.setdefault("settings", DISTINCT)
    return ColourRequest(picture or as_part(drawing(), "l8"), **options)


@dataclass
class Tools:
    """What the tests share, since conftest can't be imported."""

    DISTINCT = DISTINCT
    NETWORK = Settings(undecided="network")
    Models = Models
    Wanted = Wanted
    ask = staticmethod(ask)
    drawing = staticmethod(drawing)
    dabs = staticmethod(dabs)
    part = staticmethod(as_part)
    png = staticmethod(as_png)
    simple = staticmethod(simple)


@pytest.fixture
def tools() -> Tools:
    return Tools()
