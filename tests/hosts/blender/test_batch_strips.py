"""celtint without a window, as farms call it: strips over a range, `Saved:` lines, and a status that tells."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ..cast import ON_SHOT, SHEETS, SHOT, wrong
from .harness import ROOT, Blender
from .shot import Shot

EXPRESSION = "import bpy; bpy.ops.celtint.batch()"
JOB_TYPE = ROOT / "plugins" / "blender" / "flamenco" / "celtint.js"
MANAGER = """
const made = [];
class Task {
    constructor(name, type) { Object.assign(this, {name, type, commands: [], after: []}); }
    addCommand(command) { this.commands.push(command); }
    addDependency(task) { this.after.push(task.name); }
}
const author = {Task: (name, type) => new Task(name, type), Command: (name, parameters) => ({name, parameters})};
const job = {settings: JSON.parse(process.argv[1]), addTask: (task) => made.push(task)};
const fs = require("fs");
eval(fs.readFileSync(process.argv[2], "utf8") + "; compileJob(job); console.log(JSON.stringify({JOB_TYPE, made}))");
"""
"""As much of a Flamenco Manager as compiles a job."""


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    return Shot(tmp_path)


@pytest.fixture
def file(window_blender: Blender, shot: Shot) -> str:
    """A saved file with a strip of six drawings."""
    return str(window_blender.call("strips.saved", str(shot.folder), shot.lines(6)))


def batch(blender: Blender, file: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return blender.run("blender", "-b", file, "--python", "{main}", "--python-expr", EXPRESSION, "--", *arguments)


def saved(done: subprocess.CompletedProcess[str]) -> list[Path]:
    return [Path(line[7:]) for line in done.stdout.splitlines() if line.startswith("Saved: /")]


@pytest.mark.needs("blender")
def test_a_range_of_a_strip_into_a_copy_of_the_file(window_blender: Blender, file: str) -> None:
    before = Path(file).read_bytes()
    done = batch(window_blender, file, "--strips", "lines", "--first", "12", "--last", "14")
    assert done.returncode == 0, done.stdout + done.stderr
    *frames, copy = saved(done)
    assert [frame.name for frame in frames] == ["f_0001.png", "f_0002.png", "f_0003.png"]
    assert all(frame.is_file() for frame in frames)
    assert copy.name == "shot-celtint.blend"
    assert Path(file).read_bytes() == before
    lines, made = window_blender.call("strips.opened", str(copy))
    assert (made["range"], made["channel"]) == (lines["range"], 2)
    assert [Path(made["folder"]) / name for name in made["files"][1:4]] == frames


@pytest.mark.needs("blender")
def test_frames_first_and_the_strip_later_as_on_a_farm(window_blender: Blender, file: str, shot: Shot) -> None:
    output = ("--output", str(shot.folder / "farm"))
    done = batch(window_blender, file, "--strips", "lines", "--frames-only", *output)
    assert done.returncode == 0, done.stdout + done.stderr
    frames = saved(done)
    assert len(frames) == 6
    assert not list(shot.folder.glob("*-celtint*.blend"))
    target = shot.folder / "coloured.blend"
    done = batch(window_blender, file, "--strips", "lines", "--add-only", *output, "--save", str(target))
    assert saved(done) == [target]
    made = window_blender.call("strips.opened", str(target))[1]
    assert (made["name"], made["blend"]) == ("lines colour", "DARKEN")
    assert [Path(made["folder"]) / name for name in made["files"]] == frames


@pytest.mark.needs("blender")
def test_the_colours_of_a_cast_and_the_scenes_that_were_found(window_blender: Blender, tmp_path: Path) -> None:
    path = window_blender.call("strips.saved", str(tmp_path), [each.name for each in SHOT], str(SHOT[0].parent))
    done = batch(window_blender, path, "--strips", "lines", "--cast", str(SHEETS), "--cuts", "none", "--frames-only")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lines: One scene, of drawings." in done.stdout
    frames = saved(done)
    assert [frame.name for frame in frames] == ["1.png", "2.png", "3.png"]
    assert wrong(np.asarray(Image.open(frames[0]).convert("RGBA")), ON_SHOT) == []


@pytest.mark.needs("blender")
@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("--strips", "nothing"), 1, "There is no strip nothing"),
        (("--objects", "Nobody"), 1, "There is no object Nobody"),
        (("--strips", "lines", "--scene", "Elsewhere"), 1, "There is no scene Elsewhere"),
        (("--strips", "lines", "--save", "{file}"), 1, "is there already"),
        (("--strips", "lines", "--add-only", "--output", "/nowhere"), 1, "is missing; colour the strip again"),
        (("--objects", "A", "--frames-only"), 1, "--frames-only is for strips"),
        ((), 1, "Say what to colour"),
        (("--strips", "lines", "--fist", "1"), 2, "unrecognized arguments"),
    ],
)
def test_failures_have_a_status_and_a_sentence(
    window_blender: Blender, file: str, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    done = batch(window_blender, file, *(each.replace("{file}", file) for each in arguments))
    assert done.returncode == status, done.stdout + done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not saved(done)


def test_the_command_of_later_versions(blender: Blender, shot: Shot) -> None:
    path = blender.call("strips.saved", str(shot.folder), shot.lines(3))
    assert blender.call("strips.command", ["--strips", "lines", "--frames-only"], path) == 0
    assert len(list((shot.folder / "celtint" / "lines").glob("*.png"))) == 3
    assert blender.call("strips.command", ["--strips", "nothing"], path) == 1


@pytest.mark.needs("node")
def test_the_flamenco_job_type_makes_a_task_a_strip() -> None:
    settings = {
        "blendfile": "/shots/a.blend",
        "scene": "Scene",
        "strips": "lines, more lines",
        "objects": "Hero",
        "output": "/shots/out",
        "save": "/shots/a-celtint.blend",
    }
    words = ["node", "-e", MANAGER, json.dumps(settings), str(JOB_TYPE)]
    told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert {each["key"] for each in told["JOB_TYPE"]["settings"]} == set(settings)
    assert [task["name"] for task in told["made"]] == ["strip-lines", "strip-more lines", "save"]
    assert told["made"][-1]["after"] == ["strip-lines", "strip-more lines"]
    common = ["--python-expr", EXPRESSION, "--", "--scene", "Scene", "--output", "/shots/out"]
    for task in told["made"]:
        (command,) = task["commands"]
        assert command["name"] == "blender-render"
        assert command["parameters"]["blendfile"] == "/shots/a.blend"
        assert command["parameters"]["args"][: len(common)] == common
    given = [task["commands"][0]["parameters"]["args"][len(common) :] for task in told["made"]]
    assert given[0] == ["--strips", "lines", "--frames-only"]
    assert given[2] == ["--strips", "lines,more lines", "--add-only", "--objects", "Hero", "--save", settings["save"]]
    refused = subprocess.run(
        ["node", "-e", MANAGER, json.dumps({**settings, "strips": "", "objects": " "}), str(JOB_TYPE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode
    assert "Name the strips or the objects" in refused.stderr
