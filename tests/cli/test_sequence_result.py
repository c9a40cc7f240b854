"""A sequence's result that is kept and recoloured, and a sequence that a server colours."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from celtint_cli import files, results
from PIL import Image

SIZE = (64, 96)
PLAIN = ("--undecided", "transparent", "--mode", "line")
RED, BLUE, GREEN = (200, 40, 40), (10, 20, 230), (10, 160, 60)


def ink(at: int) -> np.ndarray:
    y, x = np.indices(SIZE)
    ring = np.abs(np.hypot(x - 30 - at, y - 32) - 18)
    return np.where((ring < 1.5) | (np.abs(x - 80) < 1.5), 0, 255).astype(np.uint8)


def layer(at: int, colour: tuple[int, int, int] = RED) -> np.ndarray:
    y, x = np.indices(SIZE)
    rgba = np.zeros((*SIZE, 4), np.uint8)
    rgba[np.hypot(x - 30 - at, y - 32) < 18] = (*colour, 255)
    rgba[:, 80:] = (*BLUE, 255)
    return rgba


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """Five frames and two keys: a ring that moves, and a strip that stands."""
    for name in ("frames", "keys"):
        (tmp_path / name).mkdir()
    for k in range(5):
        Image.fromarray(ink(2 * k)).save(tmp_path / "frames" / f"a{k + 1}.png")
    for k in (0, 3):
        Image.fromarray(layer(2 * k)).save(tmp_path / "keys" / f"a{k + 1}.png")
    return tmp_path


def colour(shot: Path, run, *more: str | Path, out: str = "out", result: str = "result"):
    words = ("sequence", shot / "frames", "--keys", shot / "keys", "-o", shot / out, *PLAIN)
    return run(*words, "--result", shot / result, *more)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def layers(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in folder.glob("*.png")}


def test_an_entry_changes_on_all_frames_and_nothing_else_does(shot: Path, run) -> None:
    assert colour(shot, run).code == 0
    kept = {k: (shot / "result" / "frames" / f"a{k}" / "colour.png").read_bytes() for k in range(1, 6)}
    assert kept == {k: (shot / "out" / f"a{k}.png").read_bytes() for k in range(1, 6)}
    said = run("palette", shot / "result", "#c82828", "#0aa03c", "-o", shot / "new")
    assert (said.code, said.err) == (0, "") and "on 5 of 5 frames" in said.out
    assert sorted(layers(shot / "new")) == [f"a{k}" for k in range(1, 6)]
    for k in range(5):
        was, now = (files.read_picture(shot / name / f"a{k + 1}.png") for name in ("out", "new"))
        ring = (was == (*RED, 255)).all(axis=2)
        assert ring.sum() > 900 and (now[ring] == (*GREEN, 255)).all() and np.array_equal(now[~ring], was[~ring])
        new = (shot / "new" / f"a{k + 1}.png").read_bytes()
        assert new == (shot / "result" / "frames" / f"a{k + 1}" / "colour.png").read_bytes()


def test_an_entry_that_few_frames_have_changes_those(shot: Path, run) -> None:
    for k in (3, 4):
        Image.fromarray(layer(2 * k, GREEN)).save(shot / "keys" / f"a{k + 1}.png")
    assert colour(shot, run).code == 0
    before = bytes_of(shot / "result")
    green = {
        k for k in range(1, 6)
        if (files.read_picture(shot / "out" / f"a{k}.png") == (*GREEN, 255)).all(axis=2).any()
    }  # fmt: skip
    assert {4, 5} <= green < {1, 2, 3, 4, 5}
    said = run("palette", shot / "result", "#0aa03c", "#000001")
    assert said.code == 0 and f"on {len(green)} of 5 frames" in said.out
    changed = {name for name, data in bytes_of(shot / "result").items() if data != before[name]}
    assert {Path(name).parts[1] for name in changed if name.endswith("colour.png")} == {f"a{k}" for k in green}


def test_shots_that_are_done_apart_call_a_colour_the_same(shot: Path, run) -> None:
    other = layer(6, GREEN)
    other[:, 80:] = (*RED, 255)
    Image.fromarray(other).save(shot / "keys" / "a4.png")
    assert colour(shot, run).code == 0
    before = bytes_of(shot / "result")
    shutil.rmtree(shot / "result" / "frames" / "a5")
    said = colour(shot, run)
    assert said.code == 0 and "2 frames" in said.out and "3 were there already" in said.out
    assert run("palette", shot / "result", "#c82828", "#000001").code == 0
    for k in range(1, 6):
        was = files.read_picture(shot / "out" / f"a{k}.png")
        now = files.read_picture(shot / "result" / "frames" / f"a{k}" / "colour.png")
        red = (was == (*RED, 255)).all(axis=2)
        assert red.any() and (now[red] == (0, 0, 1, 255)).all() and np.array_equal(now[~red], was[~red])
    assert before.keys() == bytes_of(shot / "result").keys()


def test_what_was_painted_or_recoloured_is_kept_until_forced(shot: Path, run) -> None:
    assert colour(shot, run).code == 0
    first = bytes_of(shot / "result")
    path = shot / "result" / "frames" / "a2" / "colour.png"
    painted = files.read_picture(path).copy()
    painted[:5, :5] = (9, 9, 9, 255)
    path.write_bytes(files.png(painted))
    before = bytes_of(shot)
    for said in (run("palette", shot / "result", "#c82828", "#0aa03c"), colour(shot, run)):
        assert said.code == 2 and str(path) in said.err and "--force" in said.err and bytes_of(shot) == before
    assert run("palette", shot / "result", "#c82828", "#0aa03c", "--force").code == 0
    assert (files.read_picture(path)[:5, :5] == (9, 9, 9, 255)).all()
    said = colour(shot, run)
    assert said.code == 2 and "recoloured" in said.err
    assert colour(shot, run, "--force").code == 0 and bytes_of(shot / "result") == first


def test_a_failure_leaves_every_frame_as_it_was(shot: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert colour(shot, run).code == 0
    before = bytes_of(shot)
    (shot / "result" / "frames" / "a4" / "labels.png").write_bytes(b"\x89PNG")
    said = run("palette", shot / "result", "#c82828", "#0aa03c", "--force", "-o", shot / "new")
    assert said.code == 2 and "a4" in said.err and said.err.count("\n") == 1
    (shot / "result" / "frames" / "a4" / "labels.png").write_bytes(before[str(Path("result/frames/a4/labels.png"))])
    assert bytes_of(shot) == before
    shutil.rmtree(shot / "result" / "frames" / "a5")
    said = run("palette", shot / "result", "#c82828", "#0aa03c")
    assert said.code == 2 and "not finished" in said.err


def test_frames_are_in_memory_one_at_a_time(shot: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert colour(shot, run).code == 0
    most = alive = 0
    read = results.read

    class Counted(results.KeptResult):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def counted(folder: Path) -> results.KeptResult:
        nonlocal alive, most
        one = read(folder)
        alive, most = alive + 1, max(most, alive + 1)
        return Counted(one.result, one.manifest, one.frame)

    monkeypatch.setattr(results, "read", counted)
    assert run("palette", shot / "result", "#c82828", "#0aa03c", "-o", shot / "new").code == 0
    assert 1 <= most <= 2  # the last one is let go of when the next is there


def test_inputs_and_outputs_lie_elsewhere(shot: Path, run) -> None:
    assert colour(shot, run).code == 0
    said = run("sequence", shot / "frames", "-o", shot / "result" / "x", "--result", shot / "result", *PLAIN)
    assert said.code == 2 and "own folder" in said.err
    said = run("colour", shot / "frames" / "a1.png", "-o", shot / "o.png", "--result", shot / "result")
    assert said.code == 2 and "the result of a sequence" in said.err
    said = run("palette", shot / "result", "#c82828", "#0aa03c", "-o", shot / "result" / "frames")
    assert said.code == 2 and "own folder" in said.err


def test_a_server_gives_the_same_bytes(shot: Path, run, served: str) -> None:
    dab = np.zeros((*SIZE, 4), np.uint8)
    dab[28:36, 40:46] = (*GREEN, 255)
    (shot / "hints").mkdir()
    Image.fromarray(dab).save(shot / "hints" / "a3.png")
    palette = {"entries": [{"id": "sky", "name": "Sky", "colour": "#0a14e6"}]}
    (shot / "palette.json").write_text(json.dumps(palette), encoding="utf-8")
    boxes = [{"x": 0, "y": 0, "width": 9, "height": 9, "tag": "hair", "colour": "none"}]
    (shot / "boxes.json").write_text(json.dumps(boxes), encoding="utf-8")
    files = ("--hints", shot / "hints", "--palette", shot / "palette.json", "--boxes", shot / "boxes.json")
    more = (*files, "--window", "3")
    assert colour(shot, run, *more, "--report", shot / "here.json", out="here", result="kept").code == 0
    there = (*more, "--server", served, "--report", shot / "there.json")
    said = colour(shot, run, *there, out="there", result="kept there")
    assert said.code == 0, said.err
    assert layers(shot / "here") == layers(shot / "there") and len(layers(shot / "here")) == 5
    assert (shot / "here.json").read_bytes() == (shot / "there.json").read_bytes()
    mine, theirs = bytes_of(shot / "kept"), bytes_of(shot / "kept there")
    assert mine.keys() == theirs.keys()
    assert [name for name in mine if mine[name] != theirs[name] and Path(name).name != "result.json"] == []
    (shot / "there" / "a2.png").unlink()
    again = colour(shot, run, *there, out="there", result="kept there")
    assert again.code == 0 and "3 frames" in again.out and layers(shot / "here") == layers(shot / "there")
    once_more = colour(shot, run, *there, out="there", result="kept there")
    assert "5 were there already" in once_more.out


def test_grey_frames_and_videos_by_a_server_too(shot: Path, run, served: str) -> None:
    for k in range(5):
        y, x = np.indices(SIZE)
        shade = 90 + 60 * np.sin((x - 2 * k) / 9) + 60 * np.cos(y / 7)
        rgb = np.dstack([shade, shade, shade])
        Image.fromarray(rgb.astype(np.uint8)).save(shot / "frames" / f"a{k + 1}.png")
    words = ("sequence", shot / "frames", "--mode", "grey", "--undecided", "transparent", "--keys", shot / "keys")
    Image.fromarray(layer(0)[..., :3]).save(shot / "keys" / "a1.png")
    assert run(*words, "-o", shot / "here").code == 0
    said = run(*words, "-o", shot / "there", "--server", served)
    assert said.code == 0, said.err
    assert layers(shot / "here") == layers(shot / "there")


def test_what_is_wrong_is_said_by_both_alike(shot: Path, run, served: str) -> None:
    Image.fromarray(layer(0)[:50]).save(shot / "keys" / "a4.png")
    for more in ((), ("--server", served)):
        said = run("sequence", shot / "frames", "--keys", shot / "keys", "-o", shot / "out", *PLAIN, *more)
        assert said.code == 2 and "a4.png is 96×50 and the frame a4 96×64" in said.err
    said = run("sequence", shot / "frames", "-o", shot / "out", "--server", served, "--adapt", "5")
    assert said.code == 2 and "--adapt learns in this process" in said.err
    said = run("sequence", shot / "frames", "-o", shot / "out", "--server", served, "--model", "nobody")
    assert said.code == 2 and "nobody" in said.err and said.err.count("\n") == 1
    said = run("sequence", shot / "frames", "-o", shot / "out", "--server", "http://127.0.0.1")
    assert said.code == 2 and "ws://" in said.err
