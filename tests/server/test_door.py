"""Hosts, health, private files, TLS, and a refusal to start."""

import contextlib
import http.client
import json
import os
import socket
import ssl
import stat
import struct
import subprocess
import threading
from pathlib import Path

import pytest
from celtint_client import VERSION, framing
from celtint_client.client import Client
from celtint_client.errors import ConnectionLost, QueueFull
from celtint_server import security
from celtint_server.app import run
from celtint_server.config import ConfigError, ServerConfig
from websockets.exceptions import ConnectionClosed


def get(server, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.ready.port, timeout=60)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def test_a_server_that_dies_as_one_connects_is_lost():
    """Its socket still takes connections, which are reset before or in the middle of the handshake."""
    with socket.create_server(("127.0.0.1", 0)) as dying:

        def reset():
            with contextlib.suppress(OSError):
                while True:
                    taken, _ = dying.accept()
                    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    taken.close()

        threading.Thread(target=reset, daemon=True).start()
        for _ in range(30):
            with pytest.raises(ConnectionLost, match="No celtint server answers"):
                Client(f"ws://127.0.0.1:{dying.getsockname()[1]}/", "token", "test")
        dying.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health(server, path):
    status, body = get(server, path)
    assert status == 200
    assert json.loads(body) == {"status": "ok"}


def test_nothing_else_is_there(server):
    assert get(server, "/etc/passwd")[0] == 404
    assert get(server, "/")[0] == 426


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec_WebSocket_Protocol": "celtint.v1",
}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}@x", ""])
def test_a_foreign_host_is_refused(server, tools, host):
    """DNS rebinding: the page's own name was made to point at this machine, so the socket's Host is that name."""
    status, body = get(server, "/", Host=host.format(port=server.ready.port), **UPGRADE)
    assert status == 403
    assert json.loads(body)["name"] == "UNAUTHORISED"
    assert server.client().colour(tools.simple()).colour is not None


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}"])
def test_our_own_names_are_let_in(server, host):
    assert get(server, "/", Host=host.format(port=server.ready.port), **UPGRADE)[0] == 101


def test_our_own_page_is_let_in_under_our_own_names(server, tools):
    own = {"Host": f"localhost:{server.ready.port}", **UPGRADE}
    assert get(server, "/", Origin=f"http://localhost:{server.ready.port}", **own)[0] == 101
    assert get(server, "/", Origin=f"https://localhost:{server.ready.port}", **own)[0] == 403


def test_further_names_are_let_in_if_configured(serve):
    server = serve(hosts=("studio.example",))
    assert get(server, "/", Host=f"studio.example:{server.ready.port}", **UPGRADE)[0] == 101


def test_too_many_clients(serve, tools):
    server = serve(max_clients=2)
    clients = [server.client(), server.client()]
    with pytest.raises(Exception, match="Too many clients"):
        server.client()
    clients[0].close()
    assert clients[1].colour(tools.simple()).colour is not None


def test_sockets_that_say_no_hello_keep_nobody_out(serve, tools):
    server = serve(max_clients=2)
    idle = [server.socket() for _ in range(40)]
    clients = [server.client(), server.client()]
    assert clients[1].colour(tools.simple()).colour is not None
    with pytest.raises(QueueFull):
        server.client()
    assert tools.ask(idle[-1], "hello", {"token": "", "client": "", "version": VERSION}).name == "UNAUTHORISED"


def test_of_too_many_sockets_without_hello_the_oldest_go(serve, tools):
    server = serve(max_waiting=3)
    idle = [server.socket() for _ in range(3)]
    client = server.client()
    with pytest.raises(ConnectionClosed):
        idle[0].recv(timeout=60)
    assert client.colour(tools.simple()).colour is not None
    hello = {"token": server.token, "client": "late", "version": VERSION}
    assert isinstance(tools.ask(idle[1], "hello", hello), framing.Response)
    assert isinstance(tools.ask(idle[2], "hello", hello), framing.Response)


def test_the_last_place_is_given_once(serve, tools):
    server = serve(max_clients=1)
    first, second = server.socket(), server.socket()
    hello = {"token": server.token, "client": "bare", "version": VERSION}
    assert isinstance(tools.ask(first, "hello", hello), framing.Response)
    assert tools.ask(second, "hello", hello).name == "QUEUE_FULL"
    with pytest.raises(ConnectionClosed):
        second.recv(timeout=60)
    assert isinstance(tools.ask(first, "models.list", {}, 2), framing.Response)


def test_the_token_file_is_private_and_stays(serve):
    server = serve()
    path = server.config.token_file
    assert len(server.token) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    server.stop()
    server.thread.join(60)
    assert path.read_text().strip() == server.token
    with pytest.raises(ConnectionLost):
        Client(server.ready.url, server.token)


def test_two_servers_have_two_tokens(serve):
    assert serve().token != serve().token


def test_two_servers_share_a_token_file_and_neither_takes_it_away(serve, tmp_path):
    path = tmp_path / "shared"
    first, second = serve(token_file=path), serve(token_file=path)
    first.stop()
    first.thread.join(60)
    with Client(second.ready.url, path.read_text().strip()) as client:
        assert client.models()


def test_servers_that_make_the_token_file_at_once_agree(serve, tmp_path, monkeypatch):
    """Each sees no file yet, as when both look before either has written."""
    path = tmp_path / "shared"
    there = Path.exists
    monkeypatch.setattr(Path, "exists", lambda self, **options: self != path and there(self, **options))
    servers = [serve(token_file=path), serve(token_file=path)]
    token = path.read_text().strip()
    for server in servers:
        with Client(server.ready.url, token) as client:
            assert client.models()
    assert [entry.name for entry in tmp_path.iterdir()] == ["shared"]


def test_a_given_token_file_is_read_and_kept(tmp_path):
    path = tmp_path / "token"
    path.write_text("ab" * 32 + "\n")
    path.chmod(0o600)
    assert security.read_token(path) == "ab" * 32
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="other users"):
        security.read_token(path)
    path.chmod(0o600)
    path.write_text("secret")
    with pytest.raises(ConfigError, match="64 hex digits"):
        security.read_token(path)


def test_a_private_file_is_whole_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "folder" / "state"
    security.write_private(path, "first")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    monkeypatch.setattr(os, "fdopen", _full)
    with pytest.raises(ConfigError, match="No space"):
        security.write_private(path, "second")
    assert path.read_text() == "first"
    assert [entry.name for entry in path.parent.iterdir()] == ["state"]
    for write in (lambda at: security.write_private(at, "third"), security.shared_token):
        with pytest.raises(ConfigError):
            write(path / "below a file")


def _full(handle, *_args, **_options):
    os.close(handle)
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.20", "studio.example"])
def test_no_public_address_without_tls(tools, host):
    with pytest.raises(ConfigError, match="TLS"):
        run(ServerConfig(host=host), tools.Models())


def test_half_of_tls_is_refused(tools, tmp_path):
    with pytest.raises(ConfigError, match="certificate and a key"):
        run(ServerConfig(tls_cert=tmp_path / "cert.pem"), tools.Models())
    (tmp_path / "bad.pem").write_text("not a certificate")
    with pytest.raises(ConfigError, match="can't be used"):
        run(ServerConfig(tls_cert=tmp_path / "bad.pem", tls_key=tmp_path / "bad.pem"), tools.Models())


def test_a_port_that_is_taken_is_said(server, tools):
    with pytest.raises(ConfigError, match="port"):
        run(ServerConfig(port=server.ready.port), tools.Models())


@pytest.mark.needs("openssl")
def test_tls(serve, tools, tmp_path):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
            key,
            "-out",
            cert,
            "-days",
            "2",
            *subject,
        ],
        check=True,
        capture_output=True,
    )
    server = serve(tls_cert=cert, tls_key=key)
    assert server.ready.url.startswith("wss://")
    trusting = ssl.create_default_context(cafile=cert)
    assert server.client(tls=trusting).colour(tools.simple()).colour is not None
    with pytest.raises(ConnectionLost):
        Client(server.ready.url, server.token, timeout=5)


def test_every_address_keeps_to_hosts_that_were_named():
    door = security.Door.of(ServerConfig(host="0.0.0.0", hosts=("studio.example",)), 9000)
    assert door.hosts == {"0.0.0.0:9000", "studio.example:9000"}
