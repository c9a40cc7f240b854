"""Finding and starting the real server."""

import contextlib
import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from celtint_client import launcher
from celtint_client.errors import LaunchError
from celtint_client.messages import ColourRequest, Settings
from celtint_client.parts import Part


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A state folder of the test's own; a server that is left in it is stopped."""
    path = tmp_path / "state"
    monkeypatch.setenv("CELTINT_STATE_DIR", str(path))
    yield path
    with contextlib.suppress(OSError, ValueError, KeyError):
        os.kill(pid_in(path), signal.SIGTERM)


def pid_in(folder):
    return json.loads((folder / "server.json").read_text())["pid"]


def script(tmp_path, text):
    """A command that isn't celtint."""
    path = tmp_path / "command.py"
    path.write_text(text)
    return [sys.executable, str(path)]


def test_it_starts_a_server_once_and_finds_it_again(folder):
    assert launcher.find() is None
    with launcher.connect("one") as one, launcher.connect("two") as two:
        request = ColourRequest(Part("l8", 16, 16, bytes(256)), settings=Settings(undecided="distinct"))
        layer = one.colour(request).colour
        assert layer is not None and layer.complete()
        assert two.welcome == one.welcome
        first = pid_in(folder)
    with launcher.connect("three"):
        assert pid_in(folder) == first


def test_applications_that_start_at_once_share_one_server(folder):
    with ThreadPoolExecutor(3) as pool:
        clients = list(pool.map(lambda _: launcher.connect(), range(3)))
    ports = {client._socket.remote_address for client in clients}
    for client in clients:
        client.close()
    assert len(clients) == 3
    assert len(ports) == 1


def test_a_state_file_left_behind_is_passed_over(folder):
    folder.mkdir(mode=0o700)
    state = {"url": "ws://127.0.0.1:9/", "token": "0" * 64}
    (folder / "server.json").write_text(json.dumps(state))
    assert launcher.find() is None
    (folder / "server.json").write_text("half a fi")
    assert launcher.find() is None
    with launcher.connect() as client:
        assert client.welcome.version


def test_a_server_that_dies_shows_its_log(tmp_path, folder):
    command = script(tmp_path, "import sys; print('the disk is on fire', file=sys.stderr); sys.exit(3)")
    with pytest.raises(LaunchError, match="the disk is on fire") as caught:
        launcher.connect(command=command)
    assert str(caught.value).startswith("The server ended before it was ready (exit status 3).")
    assert str(folder / "server.log") in str(caught.value)
    assert "before it was ready (exit status 3)" in (folder / "server.log").read_text()
    with pytest.raises(LaunchError) as caught:
        launcher.connect(command=script(tmp_path, "import sys; sys.exit(4)"))
    assert "the disk is on fire" not in str(caught.value)  # that was another one
    assert "exit status 4" in str(caught.value)


def test_a_server_that_never_gets_ready_is_given_up_and_stopped(tmp_path):
    mark = tmp_path / "pid"
    command = script(
        tmp_path,
        f"import os, sys, time; open({str(mark)!r}, 'w').write(str(os.getpid()));"
        "print('still thinking', file=sys.stderr, flush=True); time.sleep(60)",
    )
    with pytest.raises(LaunchError, match=r"within 5 seconds(.|\n)*still thinking"):
        launcher.connect(command=command, wait_s=5)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_what_says_something_else_is_no_server(tmp_path):
    with pytest.raises(LaunchError, match="what it said first wasn't that it is ready"):
        launcher.connect(command=script(tmp_path, "print('hello')"))


def test_a_command_that_is_not_there():
    with pytest.raises(LaunchError, match="can't be started"):
        launcher.connect(command=["/no/such/program"])


def test_a_folder_that_others_can_write_is_refused(folder):
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(LaunchError, match="others"):
        launcher.connect()


@pytest.mark.parametrize(
    ("platform", "variables", "place"),
    [
        ("linux", {"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/celtint"),
        ("linux", {}, "/home/u/.local/state/celtint"),
        ("darwin", {}, "/home/u/Library/Application Support/celtint"),
        ("win32", {"LOCALAPPDATA": "/home/u/AppData/Local"}, "/home/u/AppData/Local/celtint"),
    ],
)
def test_where_the_state_lies(monkeypatch, platform, variables, place):
    for name in ("CELTINT_STATE_DIR", "XDG_RUNTIME_DIR", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/u")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", platform)
        found = launcher.state_folder()
    assert found == Path(place)
