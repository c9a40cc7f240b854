"""The log of a real server: what every line says, what no line says, and that it stays small and private."""

import base64
import contextlib
import json
import logging
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from celtint_client import errors, launcher, log
from celtint_client.messages import ColourRequest, PaletteEntry, PaletteRequest, Settings, Wanted
from celtint_client.parts import Part, Ref
from celtint_server import logs

ROOT = Path(__file__).parents[2]
HEAD = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) client=(\S+) job=(-|[0-9a-f]{32}) \w"
)
DISTINCT = Settings(undecided="distinct")
PIXELS = bytes(range(256)) * 16
DRAWING, FOLDER = "Anna ist müde.kra", "/home/anna/Zeichnungen"

BROKEN = f"""
import base64, json, os, sys, threading
from pathlib import Path
import numpy as np
from celtint_client import log
from celtint_server.work import Studio
log.MOST_BYTES = int(sys.argv.pop(1))
colour = Studio.colour
def broken(studio, job, request, parts, tell, before=None):
    pixels = bytes(parts["picture"].part.view)
    state = Path(os.environ["CELTINT_STATE_DIR"], "server.json").read_text()
    if request.live == "quoted":
        raise FileNotFoundError(2, "No such file", "{FOLDER}/{DRAWING}")
    if request.live == "said":
        try:
            raise ValueError(f"{FOLDER}/seite7.kra {{np.frombuffer(pixels, np.uint8)}} {{pixels}}")
        except ValueError:
            raise RuntimeError(f"{{base64.b64encode(pixels).decode()}} {{pixels.hex()}} {{state}}")
    if request.live == "thread":
        thread = threading.Thread(target=lambda: [][len(pixels)])
        thread.start()
        thread.join()
    if request.live == "crash":
        os.write(2, b"written by a library\\n")
    return colour(studio, job, request, parts, tell, before)
Studio.colour = broken
from celtint_cli.main import main
sys.exit(main([*sys.argv[1:]]))
"""


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A state folder of the test's own; a server that is left in it is stopped."""
    folder = tmp_path / "state"
    monkeypatch.setenv("CELTINT_STATE_DIR", str(folder))
    yield folder
    with contextlib.suppress(OSError, ValueError, KeyError):
        os.kill(json.loads((folder / "server.json").read_text())["pid"], signal.SIGTERM)


@pytest.fixture
def connect(state, tmp_path):
    """A client of a server with mistakes, which a launcher starts; most: bytes of one log."""

    def start(most=log.MOST_BYTES, name="krita"):
        program = tmp_path / "broken.py"
        program.write_text(BROKEN)
        return launcher.connect(name, [sys.executable, str(program), str(most)])

    return start


def request(live=None, **options):
    return ColourRequest(Part("l8", 64, 64, PIXELS), live=live, settings=DISTINCT, **options)


def failing(client, live):
    """Ask for what fails in the server; gives the job's id and the sentence."""
    jobs = []
    with pytest.raises(errors.Internal) as caught:
        client.colour(request(live), lambda news: jobs.append(news.job))
    return jobs[0], str(caught.value)


def session(client):
    """Some work and many mistakes, ours and the client's."""
    client.colour(request())
    job, _ = failing(client, "quoted")
    other, sentence = failing(client, "said")
    assert "its log says why" in sentence
    client.colour(request("thread"))
    for bad in (
        request(model=f"{FOLDER}/{DRAWING}"),
        ColourRequest(Part("png", 64, 64, PIXELS)),
        ColourRequest(Ref("0" * 64)),
        request(palette=(PaletteEntry("e", DRAWING, (1, 2, 3)), PaletteEntry("e", FOLDER, (1, 2, 3)))),
    ):
        with pytest.raises(errors.WireError):
            client.colour(bad)
    with pytest.raises(errors.BadRequest):
        client.palette(PaletteRequest(job, FOLDER, (1, 2, 3)))
    return job, other


@pytest.mark.parametrize("level", ["info", "debug"])
def test_every_line_says_when_for_whom_and_for_what_and_none_says_what_is_an_artists(
    connect, state, monkeypatch, level
):
    monkeypatch.setenv("CELTINT_LOG_LEVEL", level)
    with connect(name=f"krita {DRAWING}") as client:
        token = json.loads((state / "server.json").read_text())["token"]
        jobs = session(client)
        path = state / log.FILE
        said = path.read_text()
    lines = said.splitlines()
    assert [line for line in lines if not HEAD.match(line)] == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (client_id, *_) = re.findall(r"client=(krita-[0-9a-f]{8}) ", said)
    for job, kind in zip(jobs, ("FileNotFoundError", "RuntimeError"), strict=True):
        mine = [line for line in lines if f"client={client_id} job={job} " in line]
        assert any("The server failed at this job" in line for line in mine)
        assert any("broken.py" in line and "in broken" in line for line in mine)
        assert any(kind in line for line in mine)
    assert "ValueError" in said  # what came before is told too
    assert "IndexError" in said  # and what ended a thread
    assert "DEBUG" in said or level == "info"
    for secret in (token, token[:20], DRAWING, "Anna", "Zeichnungen", "seite7", FOLDER, "\\x00", "[0 1", "0, 1"):
        assert secret not in said
    for encoded in (base64.b64encode(PIXELS).decode(), PIXELS.hex(), repr(PIXELS)):
        pieces = (encoded[at : at + 24] for at in range(0, 480, 24))
        assert not any(piece in said for piece in pieces)


def test_it_is_begun_anew_when_it_is_full_and_what_libraries_write_goes_along(connect, state):
    most = 6000
    with connect(most) as client:
        for _ in range(30):
            failing(client, "quoted")
        client.colour(request("crash"))
    files = sorted(path.name for path in state.iterdir() if path.name.startswith(log.FILE))
    assert files == [log.FILE, f"{log.FILE}.1", f"{log.FILE}.2"]
    for name in files:
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o600
        assert 0 < (state / name).stat().st_size < most + 1000  # some of it without a head, from libraries
    assert "written by a library" in (state / log.FILE).read_text()


def test_a_server_that_starts_adds_to_the_log_and_makes_it_private(connect, state):
    state.mkdir(mode=0o700)
    (state / log.FILE).write_text("from an earlier server\n")
    (state / log.FILE).chmod(0o644)
    with connect():
        pass
    assert (state / log.FILE).read_text().startswith("from an earlier server\n")
    assert stat.S_IMODE((state / log.FILE).stat().st_mode) == 0o600


def test_a_server_that_cannot_start_says_why_in_its_log(state):
    program = "import sys; from celtint_cli.main import main; sys.exit(main([*sys.argv[1:], '--port', '70000']))"
    with pytest.raises(errors.LaunchError, match="--port is 0 to 65535") as caught:
        launcher.connect(command=[sys.executable, "-c", program])
    assert str(state / log.FILE) in str(caught.value)
    tls = "import sys; from celtint_cli.main import main; sys.exit(main([*sys.argv[1:], '--host', '0.0.0.0']))"
    with pytest.raises(errors.LaunchError, match=r"exit status 2(.|\n)* ERROR client=- job=- .*can't serve.*TLS"):
        launcher.connect(command=[sys.executable, "-c", tls])


@pytest.mark.parametrize(("options", "said"), [((), True), (("--log-level", "error"), False)])
def test_the_level_is_asked_for(state, options, said):
    process = subprocess.Popen(
        [sys.executable, "-m", "celtint_cli", "serve", "--ready-json", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, written = process.communicate(timeout=60)
    assert bool(written) is said
    assert all(HEAD.match(line) for line in written.splitlines())
    assert not (state / log.FILE).exists()


def test_an_answer_that_cannot_be_told_is_logged_with_its_job(server, tools, monkeypatch, caplog):
    caplog.handler.setFormatter(logs.Lines())
    client = server.client()
    asked = tools.simple()
    jobs = []
    client.colour(asked, lambda news: jobs.append(news.job))
    monkeypatch.setattr("celtint_server.work.convert.colouring", lambda *_: dict[str, int]()["Anna"])
    with pytest.raises(errors.Internal, match="its log says why"):
        client.job(jobs[0], Wanted(("colour", "polygons")))
    assert any("client=test-" in line and f"job={jobs[0]}" in line for line in caplog.text.splitlines())
    assert "KeyError" in caplog.text
    monkeypatch.undo()
    assert client.job(jobs[0]).colour is not None  # on the same connection


def test_whoever_tells_of_a_mistake_of_ours_has_logged_it():
    for path in (ROOT / "server" / "celtint_server").glob("*.py"):
        assert ("Internal(" in path.read_text()) is (path.name == "logs.py"), path.name


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The server can't serve: it isn't ready", "The server can't serve: it isn't ready"),
        ("No such file: '/home/anna/a b.kra'", "No such file: …"),
        ("No such file: /home/anna/a.kra, sorry", "No such file: …, sorry"),
        (r"lost C:\Users\Anna\a.kra now", "lost … now"),
        ("lost ~/a.kra", "lost …"),
        ("""KeyError: "it's Anna's" here""", "KeyError: … here"),
        ("listens at ws://127.0.0.1:4000/ with 12 MB/s", "listens at ws://127.0.0.1:4000/ with 12 MB/s"),
        ("token " + "a1" * 32, "token …"),
        ("job " + "a1" * 16, "job " + "a1" * 16),
        ("values [255 255 0 1.5e3 -2 7 8 9 10]", "values […"),
        ("b'\\x00\\x01' ends", "… ends"),
        ("after 0.81 s at 64×64", "after 0.81 s at 64×64"),
    ],
)
def test_what_is_left_out_of_a_text(text, left):
    assert logs.hidden(text) == left


def test_a_made_up_job_or_name_writes_no_line_of_its_own(caplog):
    caplog.handler.setFormatter(logs.Lines())
    with logs.of_job("0\n2026-01-01 made up"), logs.of_job(["no", "text"]):
        logging.getLogger("celtint_server.x").warning("one\ntwo\x1b[31m")
    assert [line.split("job=")[1] for line in caplog.text.splitlines()] == ["- x: one", "- x: two?[31m"]
    assert logs.plain("krita\nWARNING") == "krita"
    assert logs.plain("") == log.NOBODY


def test_a_log_can_be_copied_with_what_one_needs_to_know(tmp_path):
    path = tmp_path / log.FILE
    log.older(path).write_text("".join(f"old {n}\n" for n in range(300)))
    path.write_text("".join(f"new {n}\n" for n in range(150)) + f"at {Path.home()}/x\n")
    lines = log.copied(tmp_path, "Krita 5.2.9").splitlines()
    assert lines[0].endswith("in Krita 5.2.9")
    assert "Python 3" in lines[1]
    assert lines[3:6] == ["old 251", "old 252", "old 253"]
    assert lines[-2:] == ["new 149", "at ~/x"]
    assert len(lines) == 3 + log.LINES


def test_a_log_that_is_not_there_says_so(tmp_path):
    assert "no server has been started from here" in log.copied(tmp_path, "Krita 5.2.9")
    (tmp_path / log.FILE).write_text("of a server here")
    assert "on another machine" in log.copied(tmp_path, "Krita 5.2.9", near=False)
    assert "of a server here" not in log.copied(tmp_path, "Krita 5.2.9", near=False)


def test_a_head_is_in_local_time():
    moment = 1767225600.9999
    assert log.head(moment, "INFO").startswith(time.strftime("%Y-%m-%d %H:%M:%S.999 INFO", time.localtime(moment)))
