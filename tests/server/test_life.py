"""Starting and ending: the state file, idle exit, signals. Each server is a process of its own, as users run it."""

import json
import os
import signal
import stat
import subprocess
import sys

import pytest
from celtint_client.client import Client
from celtint_client.errors import ConnectionLost


@pytest.fixture
def start(tmp_path):
    """Run ``celtint serve`` with a state folder of the test's own; give the process and its ready line."""
    started = []

    def run(*options):
        process = subprocess.Popen(
            [sys.executable, "-m", "celtint_cli", "serve", "--ready-json", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "CELTINT_STATE_DIR": str(tmp_path)},
        )
        started.append(process)
        assert process.stdout is not None
        return process, json.loads(process.stdout.readline())

    yield run
    for process in started:
        process.kill()
        process.communicate()


def state_of(tmp_path):
    return json.loads((tmp_path / "server.json").read_text())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(start, tmp_path, number):
    process, ready = start()
    path = tmp_path / "server.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    state = state_of(tmp_path)
    assert (state["port"], state["pid"], state["version"]) == (ready["port"], process.pid, ready["version"])
    assert "token" not in ready
    client = Client(ready["url"], state["token"])
    process.send_signal(number)
    output, log = process.communicate(timeout=20)
    assert process.returncode == 0
    assert output == ""
    assert "Traceback" not in log
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ConnectionLost):
        client.models()
    client.close()


def test_it_ends_when_idle_but_not_while_somebody_is_there(start, tmp_path):
    process, ready = start("--idle-exit", "4")  # as long as a busy machine may take to connect
    with Client(ready["url"], state_of(tmp_path)["token"]) as client, pytest.raises(subprocess.TimeoutExpired):
        process.wait(6)
        client.models()
    assert process.wait(20) == 0
    assert not (tmp_path / "server.json").exists()


def test_the_state_file_of_a_newer_server_is_left_alone(start, tmp_path):
    first, _ = start()
    _, ready = start()
    first.terminate()
    assert first.wait(20) == 0
    assert state_of(tmp_path)["port"] == ready["port"]


def test_a_server_that_ends_gives_the_state_file_back_to_the_one_before(start, tmp_path):
    _, ready = start()
    kept = (tmp_path / "server.json").read_text()
    second, _ = start()
    second.terminate()
    assert second.wait(20) == 0
    assert (tmp_path / "server.json").read_text() == kept
    assert state_of(tmp_path)["port"] == ready["port"]


def test_a_public_address_is_refused_in_one_line(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "celtint_cli", "serve", "--host", "0.0.0.0"],
        capture_output=True,
        text=True,
        env={**os.environ, "CELTINT_STATE_DIR": str(tmp_path)},
        check=False,
        timeout=60,
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert "TLS" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
