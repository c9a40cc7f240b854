"""The server: one process, an event loop for the wire, threads for the work."""

import asyncio
import contextlib
import ctypes
import errno
import json
import logging
import os
import signal
import socket
import ssl
from collections.abc import Iterator
from dataclasses import asdict, replace
from http import HTTPStatus
from pathlib import Path

from celtint_client import SUBPROTOCOL, VERSION
from celtint_client.errors import Unauthorised
from websockets.asyncio.server import Server as Listening
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from celtint_server import holding, pages, security
from celtint_server.config import ConfigError, Handed, ModelSource, Ready, ServerConfig
from celtint_server.connection import POLICY_VIOLATION, Connection
from celtint_server.receiving import Socket
from celtint_server.services import Services

CLOSE_S = 5.0
"""Seconds that jobs under way have to stop when the server does."""

log = logging.getLogger(__name__)


class Server(Services):
    """Who is let in, and what they are told of before they are."""

    def __init__(self, config: ServerConfig, models: ModelSource, token: str) -> None:
        super().__init__(config, models, token)
        self._door = security.Door(frozenset(), frozenset())
        self._waiting: dict[ServerConnection, None] = {}
        self._clients: dict[ServerConnection, str] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._ready = False

    def open(self, port: int, page: str) -> None:
        """Let clients in, who call this server by its port. page: the address of its page."""
        self._door = security.Door.of(self.config, port)
        self.admission.open(page, self._door.origins)
        if self.config.origins:
            self.admission.ask_for_code()
        self._ready = True

    async def handle(self, socket: ServerConnection) -> None:
        """Serve one WebSocket. Those without a hello are bounded apart, so that they can't keep clients out."""
        self._waiting[socket] = None
        if len(self._waiting) > self.config.max_waiting:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            oldest.transport.abort()  # without a goodbye, which it could put off
        try:
            assert isinstance(socket, Socket)  # as `serve_until` wants it
            await Connection(self, socket, self.admit).run()
        finally:
            self._waiting.pop(socket, None)
            self._clients.pop(socket, None)

    def admit(self, socket: ServerConnection, key: str) -> None:
        """Count a socket that has said hello as a client. key: the id of a page's. Raises QueueFull if there are too
        many."""
        if len(self._clients) >= self.config.max_clients:
            raise security.too_many()
        self._waiting.pop(socket, None)
        self._clients[socket] = key

    async def greet(self, socket: ServerConnection, request: Request) -> Response | None:
        """Answer plain HTTP, refuse who isn't let in, or (None) go on to the WebSocket."""
        refusal = self._door.refuse_host(request.headers)
        path = request.path.partition("?")[0]
        upgrade = "Upgrade" in request.headers
        if refusal is None and pages.method(request) not in ("GET", "HEAD"):
            return pages.plain(socket, request, HTTPStatus.METHOD_NOT_ALLOWED, "{}\n")
        if refusal is None and path in ("/healthz", "/readyz"):
            good = path == "/healthz" or self._ready
            status = HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
            return pages.plain(socket, request, status, json.dumps({"status": "ok" if good else "starting"}) + "\n")
        if refusal is None and self.config.pages is not None and not upgrade:
            page = await asyncio.to_thread(self.config.pages, path)
            if page is not None:
                return pages.answer(socket, request, page, self.config.tls_cert is not None)
        if refusal is None and path != "/":
            return pages.plain(socket, request, HTTPStatus.NOT_FOUND, "{}\n")
        if refusal is None and upgrade:
            refusal = self._door.refuse_socket(request.headers, len(self._clients), self.config.max_clients)
        if refusal is None:
            return None
        log.warning("refused: %s", refusal.error)
        return pages.plain(socket, request, refusal.status, refusal.body())

    async def close_revoked(self) -> None:
        """Let go of pages whose key was taken back meanwhile."""
        keys = {key for key in self._clients.values() if key}
        gone = await asyncio.to_thread(self.admission.revoked, keys) if keys else set()
        for page in [each for each, key in self._clients.items() if key in gone]:
            log.info("a page's key was revoked: %s", self._clients.pop(page))
            closing = asyncio.create_task(page.close(POLICY_VIOLATION, Unauthorised.name))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def until_idle(self, seconds: float | None) -> None:
        """Return once nobody was connected and nothing was done for so long; drop old results meanwhile."""
        pause = min(1.0, seconds / 4) if seconds else 1.0
        idle = 0.0
        while seconds is None or idle < seconds:
            await asyncio.sleep(pause)
            await asyncio.to_thread(self.sequences.sweep)
            await asyncio.to_thread(self.admission.sweep)
            await self.close_revoked()
            idle = 0.0 if self.queue.busy() or self._clients or self._waiting else idle + pause


def _one_heap() -> None:
    """Have the worker threads allocate from the process's first heap, where glibc is the C library.

    In a heap of its own a thread gets every large array fresh from the kernel, page by page, and so takes up to a
    third longer over the same drawing (mallopt(3), M_ARENA_MAX).
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(-8, 1)


def run(config: ServerConfig, models: ModelSource) -> None:
    """Serve until SIGTERM, SIGINT or the idle limit.

    Raises ConfigError if the server can't start this way.
    """
    _one_heap()
    asyncio.run(_run(config, models))


async def _run(config: ServerConfig, models: ModelSource) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    await serve_until(config, models, stop)


async def serve_until(config: ServerConfig, models: ModelSource, stop: asyncio.Event) -> None:
    """Serve until `stop` is set or the idle limit. Raises ConfigError."""
    tls = security.tls_context(config)
    token = security.new_token() if config.token_file is None else security.shared_token(config.token_file)
    for folder in await asyncio.to_thread(holding.sweep, config.spool_dir):
        log.info("swept %s, whose server ended without doing so", folder.name)
    server = Server(config, models, token)
    listening = await _listen(config, server, tls)
    async with listening:
        port = int(next(iter(listening.sockets)).getsockname()[1])
        address = _address(config, port) if config.pages is not None else ""
        server.open(port, address)
        with _announced(config, port, token, address):
            if config.invite is not None:
                handed = [_counted(server, file) for file in config.handed]
                config.invite(server.admission.invite(handed))
            idle = asyncio.create_task(server.until_idle(config.idle_exit_s))
            idle.add_done_callback(lambda _: stop.set())
            await stop.wait()
            idle.cancel()
        log.info("stopping")
        await asyncio.to_thread(server.queue.close, CLOSE_S)
        server.sequences.close()
        server.admission.close()


def _counted(server: Server, file: Handed) -> Handed:
    return replace(file, lease=server.ledger.lease("handed", "", len(file.data)))


async def _listen(config: ServerConfig, server: Server, tls: ssl.SSLContext | None) -> Listening:
    """Listen on the port, or on the first free one from it on. Raises ConfigError."""
    for port in range(config.port, config.port + config.ports):
        try:
            return await serve(
                server.handle,
                config.host,
                port,
                ssl=tls,
                subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
                compression=None,
                process_request=server.greet,
                create_connection=Socket,
                server_header=None,
                max_size=security.HELLO_BYTES,
                ping_timeout=60,
                logger=logging.getLogger("celtint_server.websockets"),
            )
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port == config.port + config.ports - 1:
                raise ConfigError(f"The server can't listen on port {port}: {error.strerror}.") from None
    raise ConfigError("The server was given no port to listen on.")


def _address(config: ServerConfig, port: int) -> str:
    """Where a browser finds the page: by the first further name, where the host is every address."""
    name = config.hosts[0] if config.hosts and config.host in ("", "0.0.0.0", "::") else config.host or "127.0.0.1"
    return f"{'https' if config.tls_cert else 'http'}://{f'[{name}]' if ':' in name else name}:{port}/"


@contextlib.contextmanager
def _announced(config: ServerConfig, port: int, token: str, page: str) -> Iterator[None]:
    """Write the state file and say that the server is ready; in the end take it back if it is still ours."""
    scheme = "wss" if config.tls_cert else "ws"
    host = f"[{config.host}]" if ":" in config.host else config.host or "127.0.0.1"
    ready = Ready(
        url=f"{scheme}://{host}:{port}/",
        host=config.host,
        port=port,
        pid=os.getpid(),
        version=VERSION,
        token_file=str(config.token_file or ""),
        state_file=str(config.state_file or ""),
        page=page,
    )
    state = json.dumps({**asdict(ready), "token": token}) + "\n"
    before = _read(config.state_file)
    if config.state_file is not None:
        security.write_private(config.state_file, state)
    log.info("version %s listens at %s", VERSION, ready.url)
    if config.ready is not None:
        config.ready(ready)
    try:
        yield
    finally:
        if config.state_file is not None and _read(config.state_file) == state:
            if _answers(before):
                # The server that was there before us still is: let clients find it again.
                security.write_private(config.state_file, before)
            else:
                config.state_file.unlink(missing_ok=True)


def _answers(state: str) -> bool:
    """Whether the server that a state file's text tells of is there."""
    try:
        told = json.loads(state)
        with socket.create_connection((told["host"] or "127.0.0.1", told["port"]), timeout=1.0):
            return True
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _read(path: Path | None) -> str:
    try:
        return "" if path is None else path.read_text("utf-8")
    except OSError:
        return ""
