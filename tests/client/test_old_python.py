"""The client runs on the Python that drawing applications embed."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from celtint_client import VERSION

ROOT = Path(__file__).parents[2]

PROGRAM = """
import array
import sys
from celtint_client import answers, client, errors, framing, launcher, log, messages, parts, place, reading, sequences
from celtint_client import engine, fetching, installer, pythons, streaming
from celtint_client.choices import OUTPUTS
from celtint_client.messages import ColourRequest, Settings
from celtint_client.parts import Part
from celtint_client.strokes import strokes_part

assert sys.version_info[:2] == (3, 9), sys.version
request = ColourRequest(Part("l8", 32, 16, bytes(512)), settings=Settings(undecided="distinct"))
with launcher.connect("old", command=sys.argv[1:]) as connected:
    stages = []
    answer = connected.colour(request, lambda progress: stages.append(progress.stage))
    assert answer.colour.complete() and (answer.colour.width, answer.colour.height) == (32, 16)
    assert stages[0] == "queued"
    page = Part("l8", 32, 16, bytes([255] * 256 + [0] * 32 + [255] * 224))
    line = Settings(mode="line", undecided="distinct")
    seen = connected.colour(ColourRequest(page, settings=line, wanted=messages.Wanted(OUTPUTS)))
    assert sum(ring.points.nbytes for ring in seen.polygons.rings()) and seen.label_map.at(0, 0) == seen.regions[0].id
    assert not seen.regions[0].unsure
    again = connected.colour(request)
    assert bytes(again.colour.view) == bytes(answer.colour.view)
    try:
        connected.colour(ColourRequest(parts.Ref("0" * 64)))
    except errors.UnknownPart as error:
        assert error.refs == ("0" * 64,)
    points, lengths = array.array("f", (2, 8, 1, 30, 8, 1)), array.array("I", (2,))
    drawn = connected.colour(ColourRequest(strokes_part(32, 16, points, lengths), settings=request.settings))
    assert (drawn.colour.width, drawn.colour.height) == (32, 16)
    assert "done after" in place.Place("old").log("an old host")
    print("coloured")
"""


@pytest.mark.needs("python3.9")
def test_python_3_9_colours_through_the_server(old_python, tmp_path):
    environment = {**os.environ, "CELTINT_STATE_DIR": str(tmp_path / "state")}
    venv = tmp_path / "venv"
    subprocess.run([old_python, "-m", "venv", venv], check=True)
    subprocess.run(
        [venv / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "websockets==15.0.1"],
        check=True,
    )
    (venv / "lib" / "python3.9" / "site-packages" / "celtint.pth").write_text(str(ROOT / "server"))
    command = [sys.executable, "-m", "celtint_cli"]
    run = subprocess.run(
        [venv / "bin" / "python", "-W", "error", "-c", PROGRAM, *command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    stop = f"import json, os, signal; os.kill(json.load(open({str(tmp_path / 'state' / 'server.json')!r}))['pid'], 15)"
    subprocess.run([sys.executable, "-c", stop], check=False, capture_output=True)
    assert run.stdout == "coloured\n", run.stderr


def test_the_version_is_the_distributions():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION
