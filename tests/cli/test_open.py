"""Opening the canvas: `serve --open`, `open`, and `keys`. Browsers are a script that says what it was shown."""

import html
import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from celtint_cli import page
from celtint_client import SUBPROTOCOL, VERSION, framing
from celtint_client.handing import Taken
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from .conftest import Run

BROWSER = """#!/bin/sh
printf '%s\\n' "$1" >> {folder}/command-line
cat "$(printf '%s' "$1" | sed 's|^file://||')" > {folder}/draft && mv {folder}/draft {folder}/shown.html
"""
CELTINT = [sys.executable, "-m", "celtint_cli"]


@dataclass
class Started:
    """A `celtint` that serves the canvas."""

    process: "subprocess.Popen[str]"
    ready: dict[str, Any]
    log: Path

    def stop(self) -> str:
        """End it; what it said on standard error."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0
        return self.log.read_text("utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own and a browser that keeps what it is shown there."""
    script = tmp_path / "browser.sh"
    script.write_text(BROWSER.format(folder=tmp_path), "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("CELTINT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("BROWSER", f"{script} %s")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return tmp_path


@pytest.fixture
def start(place: Path) -> Iterator[Any]:
    """Start `celtint` with words, and wait until its state file is there."""
    running: list[Started] = []

    def run_words(*words: str | Path) -> Started:
        log, state = place / f"log-{len(running)}", place / "state" / "server.json"
        with log.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                [*CELTINT, *map(str, words)], stdout=subprocess.PIPE, stderr=errors, text=True, cwd=place
            )
        running.append(Started(process, {}, log))
        end = time.monotonic() + 60
        while time.monotonic() < end and process.poll() is None:
            said = json.loads(state.read_text("utf-8")) if state.exists() else {}
            if said.get("pid") == process.pid:
                running[-1].ready = said
                return running[-1]
            time.sleep(0.05)
        raise AssertionError(log.read_text("utf-8"))

    yield run_words
    for one in running:
        one.process.kill()
        one.process.communicate()


def shown(place: Path) -> str:
    """The address in what the browser was shown, which is then forgotten."""
    file = place / "shown.html"
    end = time.monotonic() + 30
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    found = re.search(r'url=([^"]+)"', file.read_text("utf-8"))
    assert found
    file.unlink()
    return html.unescape(found[1])


def taken(url: str) -> list[Taken]:
    """Be the page at this address: trade the code, take all files."""
    base, _, code = url.partition("#code=")
    with connect(
        base.replace("http", "ws", 1),
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        origin=Origin(base.rstrip("/")),
        compression=None,
        proxy=None,
        max_size=None,
    ) as socket:

        def ask(method: str, params: dict[str, Any]) -> Any:
            socket.send(framing.encode(framing.Request(1, method, params)))
            return framing.decode(socket.recv(timeout=60))

        welcome = ask("hello", {"code": code, "client": "canvas", "version": VERSION})
        assert isinstance(welcome, framing.Response) and welcome.result["key"], welcome
        found: list[Taken] = []
        while True:
            answer = ask("page.take", {})
            one = Taken.read(answer.result, answer.parts)
            if one.file is None:
                return found
            found.append(one)


def test_serve_open_shows_the_browser_a_private_file_and_never_the_code(start: Any, place: Path) -> None:
    server = start("serve", "--open")
    url = shown(place)
    assert url.startswith(f"{server.ready['page']}#code=")
    with urllib.request.urlopen(server.ready["page"]) as answer:
        assert answer.read().lower().startswith(b"<!doctype html>")
    code = url.partition("#code=")[2]
    assert code not in (place / "command-line").read_text("utf-8")
    assert list((place / "state").glob("open-*.html"))
    assert taken(url) == []
    assert not list((place / "state").glob("open-*.html"))
    said = server.stop()
    assert code not in said and server.ready["page"] in said and "Traceback" not in said


def test_the_port_is_the_usual_one_or_the_next_free_one_which_is_said(start: Any, place: Path) -> None:
    first, second = start("serve", "--open"), start("serve", "--open")
    assert page.PORT <= first.ready["port"] < second.ready["port"] < page.PORT + page.PORTS
    assert f"port {page.PORT} is taken, so the page is at {second.ready['page']}" in second.stop()


def test_a_port_that_was_asked_for_is_that_one_or_none(start: Any, run: Run, place: Path) -> None:
    server = start("serve", "--open", "--port", "0")
    assert server.ready["port"] not in range(page.PORT, page.PORT + page.PORTS)
    said = run("serve", "--open", "--port", str(server.ready["port"]))
    assert said.code == 2 and "can't listen on port" in said.err


def test_without_a_browser_the_address_is_said(start: Any, place: Path) -> None:
    server = start("serve", "--open", "--no-browser")
    url = server.process.stdout.readline().strip()
    assert taken(url) == []
    assert url.partition("#code=")[2] not in server.stop()
    assert not (place / "command-line").exists()


def test_open_hands_pictures_to_the_server_that_runs(start: Any, run: Run, place: Path, folder: Path) -> None:
    server = start("serve", "--open", "--no-browser")
    said = run("open", folder / "drawing.png", "--hints", folder / "hints.png")
    assert (said.code, said.out) == (0, "")
    files = taken(shown(place))
    assert [(file.name, file.role) for file in files] == [("drawing.png", "picture"), ("hints.png", "hints")]
    for file in files:
        assert file.file is not None
        assert bytes(file.file.view) == (folder / file.name).read_bytes()
    said = run("open", folder / "drawing.png", "--no-browser")
    assert said.code == 0 and [file.name for file in taken(said.out.strip())] == ["drawing.png"]
    assert server.process.poll() is None


def test_open_starts_a_server_where_none_runs(start: Any, place: Path, folder: Path) -> None:
    server = start("open", folder / "drawing.png", folder / "hints.png")
    assert [(file.name, file.role) for file in taken(shown(place))] == [
        ("drawing.png", "picture"),
        ("hints.png", "picture"),
    ]
    assert "Traceback" not in server.stop()


def test_open_starts_one_beside_a_server_without_a_page(start: Any, place: Path) -> None:
    plain = start("serve")
    assert plain.ready["page"] == ""
    server = start("open")
    assert taken(shown(place)) == []
    server.stop()
    state = json.loads((place / "state" / "server.json").read_text("utf-8"))
    assert state["pid"] == plain.ready["pid"]  # the plugins find theirs again


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere.png",), "cannot be read"),
        ((".",), "is a folder"),
        (("--hints", "hints.png"), "give one PICTURE"),
        (("a.png", "b.png", "--hints", "hints.png"), "give one PICTURE"),
    ],
)
def test_what_can_t_be_opened_is_said_before_anything_starts(
    run: Run, place: Path, words: tuple[str, ...], why: str
) -> None:
    said = run("open", *words)
    assert said.code == 2 and why in said.err and len(said.err.splitlines()) == 1
    assert not (place / "state" / "server.json").exists()


def test_a_file_larger_than_the_server_takes_is_refused(run: Run, place: Path) -> None:
    with (place / "huge.png").open("wb") as file:
        file.truncate(1 << 32)
    said = run("open", place / "huge.png")
    assert said.code == 2 and "drop it onto the page" in said.err


def test_keys_are_listed_and_revoked(start: Any, run: Run, place: Path) -> None:
    assert run("keys").out == "No page has a key.\n"
    server = start("serve", "--open", "--no-browser")
    taken(server.process.stdout.readline().strip())
    (line,) = run("keys").out.splitlines()
    name = line.split()[0]
    assert server.ready["page"].rstrip("/") in line and "canvas" in line
    assert run("keys", "--revoke", "nobody").code == 2
    assert run("keys", "--revoke", name).out == "1 revoked\n"
    assert run("keys").out == "No page has a key.\n"
    assert run("keys", "--revoke", "all").out == "0 revoked\n"


def test_keys_outlive_a_session_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder of what runs is emptied when its user logs out."""
    if sys.platform in ("win32", "darwin"):
        assert page.keys_file().name == "keys.json"
        return
    monkeypatch.delenv("CELTINT_STATE_DIR", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert page.keys_file() == tmp_path / "state" / "celtint" / "keys.json"


def test_a_page_elsewhere_is_told_its_code_on_the_terminal(start: Any, place: Path) -> None:
    server = start("serve", "--allow-origin", "null", "--allow-origin", "file://")
    said = server.log.read_text("utf-8")
    assert re.search(r"let in a page of null or file://, type \w{4}-\w{4}-\w{4} there", said)


@pytest.mark.parametrize(
    "origin", ["*", "evil.example", "https://evil.example/page", "HTTPS://A", "https://*.example", ""]
)
def test_what_is_no_origin_is_refused(run: Run, place: Path, origin: str) -> None:
    said = run("serve", "--allow-origin", origin)
    assert said.code == 2 and "An origin is null" in said.err


def test_no_browser_without_open_is_refused(run: Run) -> None:
    assert run("serve", "--no-browser").code == 2


def test_a_browser_that_can_t_be_started_leaves_the_address(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda place: False)
    page.show("http://127.0.0.1:1/#code=x", place / "open-1.html", browser=True)
    end = time.monotonic() + 10
    out = ""
    while "#code=x" not in out and time.monotonic() < end:
        out += capfd.readouterr().out
        time.sleep(0.01)
    assert out == "http://127.0.0.1:1/#code=x\n"


def test_without_a_desktop_no_text_browser_takes_the_terminal(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BROWSER")
    monkeypatch.setattr(sys, "platform", "linux")
    page.show("http://127.0.0.1:1/#code=x", place / "open-1.html", browser=True)
    assert capsys.readouterr().out == "http://127.0.0.1:1/#code=x\n"
