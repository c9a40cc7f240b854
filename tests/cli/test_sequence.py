"""`celtint sequence`: from files to files, bad input, and runs that were stopped."""

import json
import resource
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from celtint_cli.frames import find
from celtint_cli.main import main
from celtint_files.ora import Layer, ora
from PIL import Image
from psd_tools import PSDImage
from psd_tools.psd.layer_and_mask import MaskParameters

SIZE = (64, 96)
PLAIN = ("--undecided", "transparent", "--mode", "line")


def ink(at: int) -> np.ndarray:
    y, x = np.indices(SIZE)
    ring = np.abs(np.hypot(x - 36 - at, y - 32) - 18)
    return np.where(ring < 1.5, 0, 255).astype(np.uint8)


def layer(at: int) -> np.ndarray:
    y, x = np.indices(SIZE)
    rgba = np.zeros((*SIZE, 4), np.uint8)
    rgba[np.hypot(x - 36 - at, y - 32) < 18] = (200, 40, 40, 255)
    return rgba


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    (tmp_path / "frames").mkdir()
    (tmp_path / "keys").mkdir()
    for k in range(6):
        Image.fromarray(ink(2 * k)).save(tmp_path / "frames" / f"a{k + 1:03d}.png")
    Image.fromarray(layer(0)).save(tmp_path / "keys" / "a001.png")
    return tmp_path


def run(shot: Path, *more: str, frames: str = "frames", out: str = "out") -> int:
    words = ["sequence", str(shot / frames), "--keys", str(shot / "keys"), "-o", str(shot / out), *PLAIN, *more]
    return main(words)


def written(shot: Path, out: str = "out") -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((shot / out).glob("*.png"))}


def test_every_frame_gets_a_layer_of_its_name(shot: Path) -> None:
    assert run(shot, "--report", str(shot / "report.json")) == 0
    assert list(written(shot)) == [f"a{k:03d}.png" for k in range(1, 7)]
    for k in range(6):
        shown = np.asarray(Image.open(shot / "out" / f"a{k + 1:03d}.png"))
        assert tuple(shown[32, 36 + 2 * k]) == (200, 40, 40, 255) and shown[2, 2, 3] == 0
    report = json.loads((shot / "report.json").read_text(encoding="utf-8"))
    assert [row["frame"] for row in report["frames"]] == [f"a{k:03d}" for k in range(1, 7)]
    assert {r["decided_by"] for r in report["frames"][3]["regions"]} <= {"key", "none"}


def test_files_with_layers_give_what_plain_ones_give(shot: Path) -> None:
    assert run(shot) == 0
    for folder, at in (("inks", range(6)), ("keys", range(1))):
        (shot / folder).mkdir(exist_ok=True)
        for k in at:
            paint, grey = layer(2 * k), ink(2 * k)
            drawn = np.dstack([np.zeros((*SIZE, 3), np.uint8), 255 - grey])
            page = [Layer("paint", paint)] + ([Layer("lines", drawn)] if folder == "inks" else [])
            (shot / folder / f"a{k + 1:03d}.ora").write_bytes(ora(page, SIZE[1], SIZE[0]))
    assert run(shot, frames="inks", out="plain keys") == 0
    (shot / "keys" / "a001.png").unlink()
    assert run(shot, frames="inks", out="layered") == 0
    assert len(written(shot)) == 6 and written(shot) == written(shot, "plain keys") == written(shot, "layered")
    (shot / "frames" / "shot.ora").write_bytes(b"what the drawings were saved from")
    assert run(shot, out="beside") == 0 and written(shot, "beside") == written(shot)


@pytest.mark.parametrize("key", ["a001=", "1="])
def test_keys_by_name_and_number_and_frames_by_pattern(shot: Path, key: str) -> None:
    assert run(shot) == 0
    words = ["sequence", str(shot / "frames" / "a%03d.png"), "--keys", f"{key}{shot / 'keys' / 'a001.png'}"]
    assert main([*words, "-o", str(shot / "other"), *PLAIN]) == 0
    assert written(shot, "other") == written(shot)
    assert [p.name for p in find(str(shot / "frames" / "a*.png")).inputs][:2] == ["a001.png", "a002.png"]


def test_a_stopped_run_goes_on_and_gives_the_same_bytes(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shot, out="whole") == 0
    assert run(shot) == 0
    (shot / "out" / "a004.png").unlink()
    (shot / "out" / "a005.png").write_bytes(b"half")
    journal = shot / "out" / ".celtint-sequence.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert run(shot) == 0
    assert written(shot) == written(shot, "whole")
    capsys.readouterr()
    assert run(shot) == 0
    assert "6 were there already" in capsys.readouterr().out


def test_frames_of_another_run_are_done_again(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shot) == 0
    blue = layer(0)
    blue[blue[..., 3] > 0] = (10, 20, 230, 255)
    Image.fromarray(blue).save(shot / "keys" / "a001.png")
    assert run(shot) == 0
    assert "there already" not in capsys.readouterr().out
    assert tuple(np.asarray(Image.open(shot / "out" / "a006.png"))[32, 46]) == (10, 20, 230, 255)


def test_with_two_keys_only_shots_with_missing_frames_are_done(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(layer(6)).save(shot / "keys" / "a004.png")
    assert run(shot) == 0
    before = written(shot)
    (shot / "out" / "a005.png").unlink()
    capsys.readouterr()
    assert run(shot) == 0
    assert "3 frames" in capsys.readouterr().out and written(shot) == before


def test_marks_are_named_like_their_frames_and_followed_around(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shot) == 0
    (shot / "marks").mkdir()
    plane = np.zeros(SIZE, np.uint8)
    plane[30:35, 34 + 6 : 40 + 6] = 2  # empty
    Image.fromarray(plane).save(shot / "marks" / "a004.png")
    capsys.readouterr()
    assert run(shot, "--marks", str(shot / "marks")) == 0
    assert "there already" not in capsys.readouterr().out
    inside = [np.asarray(Image.open(shot / "out" / f"a{k + 1:03d}.png"))[32, 36 + 2 * k].tolist() for k in range(6)]
    assert inside[0] == [200, 40, 40, 255] and [pixel[3] for pixel in inside[3:]] == [0, 0, 0]
    Image.fromarray(plane[:20]).save(shot / "marks" / "a004.png")
    assert run(shot, "--marks", str(shot / "marks"), out="other") == 2
    assert "make them the same size" in capsys.readouterr().err
    Image.fromarray(plane).save(shot / "marks" / "b.png")
    assert run(shot, "--marks", str(shot / "marks"), out="other") == 2
    assert "marks are named like their frames" in capsys.readouterr().err


def test_a_hint_has_only_its_own_shot_done_again(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(layer(6)).save(shot / "keys" / "a004.png")
    assert run(shot) == 0
    before = written(shot)
    dab = np.zeros((*SIZE, 4), np.uint8)
    dab[28:36, 36:44] = (10, 20, 230, 255)
    (shot / "hints").mkdir()
    Image.fromarray(dab).save(shot / "hints" / "a002.png")
    capsys.readouterr()
    assert run(shot, "--hints", str(shot / "hints"), "--report", str(shot / "report.json")) == 0
    assert "3 frames" in capsys.readouterr().out
    after = written(shot)
    changed = {name for name in after if after[name] != before[name]}
    assert "a002.png" in changed and changed <= {"a002.png", "a003.png"}
    assert len(json.loads((shot / "report.json").read_text(encoding="utf-8"))["frames"]) == 6


def test_a_killed_run_goes_on_and_gives_the_same_bytes(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for k in range(6, 48):
        Image.fromarray(ink(2 * (k % 6))).save(shot / "frames" / f"a{k + 1:03d}.png")
    for k in (12, 30):
        Image.fromarray(layer(0)).save(shot / "keys" / f"a{k + 1:03d}.png")
    words = ["sequence", str(shot / "frames"), "--keys", str(shot / "keys"), "-o", str(shot / "out"), *PLAIN]
    with subprocess.Popen([sys.executable, "-m", "celtint_cli", *words, "--window", "2"]) as process:
        while not (shot / "out" / "a001.png").is_file():
            assert process.poll() is None
            time.sleep(0.002)
        process.kill()
    assert 0 < len(written(shot)) < 48
    assert run(shot, "--window", "2") == 0 and run(shot, "--window", "2", out="whole") == 0
    assert written(shot) == written(shot, "whole")
    assert not [path.name for path in (shot / "out").iterdir() if path.suffix == ".part"]


def test_drafts_of_a_killed_run_are_removed_and_other_files_stay(shot: Path) -> None:
    (shot / "out").mkdir()
    own = [".a002.png.0123abcd.part", "..celtint-sequence.jsonl.0123abcd.part"]
    others = [".a002.png.part", ".notes.png.0123abcd.part"]
    for name in (*own, *others):
        (shot / "out" / name).write_bytes(b"half")
    assert run(shot) == 0
    assert sorted(path.name for path in (shot / "out").glob("*.part")) == sorted(others)


@pytest.mark.parametrize("ending", ["webp", "gif", "png"])
def test_animated_pictures(shot: Path, ending: str) -> None:
    pictures = [Image.fromarray(ink(2 * k)) for k in range(6)]
    more: dict[str, Any] = {"lossless": True} if ending == "webp" else {}
    pictures[0].save(shot / f"clip.{ending}", save_all=True, append_images=pictures[1:], duration=80, **more)
    words = ["sequence", str(shot / f"clip.{ending}"), "--keys", f"1={shot / 'keys' / 'a001.png'}"]
    assert main([*words, "-o", str(shot / "out"), *PLAIN]) == 0
    assert list(written(shot)) == [f"clip-{k:04d}.png" for k in range(1, 7)]
    shown = np.asarray(Image.open(shot / "out" / "clip-0006.png"))
    assert tuple(shown[32, 46]) == (200, 40, 40, 255)


def film(path: Path, count: int = 6) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=Fraction(12))
        stream.height, stream.width, stream.pix_fmt, stream.bit_rate = *SIZE, "yuv420p", 4_000_000
        for k in range(count):
            frame = av.VideoFrame.from_ndarray(np.repeat(ink(2 * k)[:, :, None], 3, axis=2), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def test_videos_and_going_back_in_them(shot: Path) -> None:
    film(shot / "clip.mp4")
    words = ["sequence", str(shot / "clip.mp4"), "--keys", f"1={shot / 'keys' / 'a001.png'}", "-o", str(shot / "out")]
    assert main([*words, *PLAIN]) == 0
    assert tuple(np.asarray(Image.open(shot / "out" / "clip-0006.png"))[32, 46]) == (200, 40, 40, 255)
    source = find(str(shot / "clip.mp4"))
    first, last = source.picture(0).pixels.copy(), source.picture(5).pixels.copy()
    assert (source.picture(0).pixels == first).all() and (source.picture(5).pixels == last).all()
    assert np.abs(first.astype(int) - ink(0)).mean() < 8


def test_what_is_wrong_with_the_input_is_said(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film(shot / "clip.mkv")
    (shot / "cut.mkv").write_bytes((shot / "clip.mkv").read_bytes()[:300])
    (shot / "empty").mkdir()
    (shot / "gap").mkdir()
    for k in (1, 2, 4):
        Image.fromarray(ink(k)).save(shot / "gap" / f"{k:03d}.png")
    (shot / "odd").mkdir()
    for k in (1, 2):
        Image.fromarray(np.full((64, 90 + k), 255, np.uint8)).save(shot / "odd" / f"{k}.png")
    Image.fromarray(layer(0)).save(shot / "x.png")
    frames = str(shot / "frames")
    for words, said in (
        ([str(shot / "nowhere")], "There is no"),
        ([str(shot / "empty")], "no pictures"),
        ([str(shot / "gap")], "Frame 3 is missing"),
        ([str(shot / "odd")], "same size"),
        ([str(shot / "cut.mkv")], "damaged"),
        ([frames, "--keys", f"a009={shot / 'x.png'}"], "matches no frame"),
        ([frames, "--keys", f"1={shot / 'nothing.png'}"], "cannot be read"),
        ([frames, "--hints", str(shot / "keys" / "..")], "matches no frame"),
        ([frames, "--window", "1"], "window"),
    ):
        assert main(["sequence", *words, "-o", str(shot / "bad"), *PLAIN]) == 2, words
        error = capsys.readouterr().err
        assert said in error and error.count("\n") == 1, error


def test_a_key_of_another_size_is_named(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(layer(0)[:50]).save(shot / "keys" / "a001.png")
    assert run(shot) == 2
    assert "a001.png is 96×50 and the frame a001 96×64" in capsys.readouterr().err


def test_results_never_replace_the_frames(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (shot / "frames" / "a001.png").read_bytes()
    assert run(shot, out="frames") == 2
    assert "one of the inputs" in capsys.readouterr().err
    assert (shot / "frames" / "a001.png").read_bytes() == before


def test_a_full_disk_is_said_and_what_was_written_stays(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shot) == 0
    whole = written(shot)
    least = max(map(len, whole.values()))
    (shot / "out" / "a006.png").unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (least // 2, hard))  # stands for a disk with that much room
    try:
        assert run(shot, out="full") == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "cannot be written" in capsys.readouterr().err
    assert not [p for p in (shot / "full").iterdir() if p.suffix in (".png", ".part")]
    assert run(shot, out="full") == 0 and written(shot, "full") == whole


def test_a_mask_on_hints_is_said_once(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shot / "hints").mkdir()
    for k in (1, 4):
        page = PSDImage.new("RGBA", (SIZE[1], SIZE[0]))
        dabs = page.create_pixel_layer(Image.fromarray(layer(2 * k - 2)), name="hints")
        dabs.create_mask(Image.new("L", (SIZE[1], SIZE[0]), 255)).data.parameters = MaskParameters(user_mask_density=90)
        assert dabs.mask is not None
        dabs.mask.data.flags.parameters_applied = True
        page.save(shot / "hints" / f"a{k:03d}.psd")
    assert run(shot, "--hints", str(shot / "hints")) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" has a mask on 'hints'")[0] for line in lines if "mask" in line] == [
        f"celtint: {shot / 'hints'}/a{k:03d}.psd" for k in (1, 4)
    ]
