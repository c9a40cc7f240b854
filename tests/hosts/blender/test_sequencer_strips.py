"""Strips of the Video Sequencer, coloured without a window in every version."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from ..cast import ON_SHOT, SHEETS, SHOT, wrong
from ..krita.harness import kill_server
from .harness import Blender
from .shot import KEY, RADIUS, Shot, red

Pixels = npt.NDArray[np.uint8]


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    return Shot(tmp_path)


def pixels(path: str | Path) -> Pixels:
    return np.asarray(Image.open(path).convert("RGBA"))


def test_pictures_with_keys_above(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.pictures", str(shot.folder), shot.lines(8), shot.keys(2))
    made, before = said["made"], said["before"]
    assert said["refused"] == ""
    assert said["after"] == before
    assert (made["channel"], made["range"], made["trims"]) == (3, before["range"], before["trims"])
    assert made["range"] == [12, 17]
    assert made["blend"] == "MULTIPLY"
    # what the trims hide is the nearest that was coloured
    assert made["files"] == [f"f_{k:04}.png" for k in (1, 1, 2, 3, 4, 5, 5, 5)]
    assert sorted(p.name for p in (shot.folder / "celtint" / "lines").iterdir()) == sorted(set(made["files"]))
    assert said["counts"] == [3, 1, 0]
    for k, file in enumerate(made["files"][1:6], 1):
        layer, off = pixels(Path(made["folder"]) / file), shot.off_lines(k)
        assert (layer[off] == shot.expected(k)[off]).all(axis=1).mean() > 0.99
    for k, file in enumerate(said["renders"], 1):
        picture, off = pixels(file).astype(int), shot.off_lines(k)
        assert (np.abs(picture - shot.expected(k))[off] <= 1).all(axis=1).mean() > 0.99
        assert picture[shot.on_lines(k)][:, :3].max() < 60


def test_paper_that_a_key_leaves_clear_shows_the_drawing_s(blender: Blender, shot: Shot) -> None:
    (name,) = shot.keys(0)
    painted = pixels(shot.folder / "keys" / name).copy()
    painted[shot.distance(0) > RADIUS] = 0
    Image.fromarray(painted).save(shot.folder / "keys" / name)
    said = blender.call("strips.clear", str(shot.folder), shot.lines(3), [name])
    assert said["refused"] == ""
    assert said["made"]["blend"] == "DARKEN"
    picture, off = pixels(said["renders"][0]), shot.off_lines(1)
    inside = shot.distance(1) < RADIUS
    assert (picture[off & inside] == KEY).all(axis=1).mean() > 0.99
    assert (picture[off & ~inside] == 255).all(axis=1).mean() > 0.99
    assert picture[shot.on_lines(1)][:, :3].max() < 60


def test_a_movie_with_keys_from_a_folder(blender: Blender, shot: Shot) -> None:
    shot.keys(1, "movie-keys", "film-{:04d}.png", first=3)
    said = blender.call("strips.movie", str(shot.folder), shot.lines(6))
    made, before = said["made"], said["before"]
    assert said["refused"] == ""
    assert (made["channel"], made["range"], made["trims"]) == (4, before["range"], before["trims"])
    assert made["files"] == [f"film-{k:04}.png" for k in (2, 2, 3, 4, 5, 5)]
    assert said["scenes"] == 1
    for k, file in zip((1, 3), said["renders"], strict=True):
        picture, off = pixels(file).astype(int), shot.off_lines(k)
        assert (np.abs(picture - shot.expected(k))[off] <= 6).all(axis=1).mean() > 0.99  # the movie's own loss


def test_grey_pictures_keep_their_light(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.grey", str(shot.folder), shot.grey(3))
    made = said["made"]
    assert said["refused"] == ""
    assert made["blend"] == "ALPHA_OVER"
    for k, file in enumerate(made["files"]):
        layer = pixels(Path(made["folder"]) / file)
        light = np.asarray(Image.fromarray(layer[:, :, :3]).convert("L")).astype(int)
        given = np.asarray(Image.open(shot.folder / "grey" / f"g_{k:04}.jpg").convert("L")).astype(int)
        assert np.abs(light - given).mean() < 8
        assert red(layer).mean() > 0.02


def test_held_pictures_backwards_strips_and_several_at_once(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.held", str(shot.folder), shot.lines(4))
    assert said["refused"] == ""
    assert said["still"]["files"] == ["f_0000.png"]
    assert said["still"]["range"] == said["still was"]["range"] == [1, 25]
    # the new strip runs forwards
    assert said["back"]["files"] == ["f_0003.png", "f_0002.png", "f_0001.png", "f_0001.png"]
    assert len(list((shot.folder / "celtint" / "back").iterdir())) == 3


def test_scenes_are_told_and_begin_where_the_artist_says(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.scenes", str(shot.folder), shot.lines(6), "13, 200")
    assert "the frames with which scenes begin, such as 14, 31" in said["wrong"]
    assert said["refused"] == ""
    assert said["scenes"] == "2 scenes, which begin with 11 (line, no key), 13 (line, no key); Cuts says otherwise."
    assert not said["before"] and said["looked"]  # nobody told of these frames: all is a guess
    assert set(said["looked"]) <= set(range(11, 17))


def test_a_strip_takes_its_colours_from_the_sheets_of_a_cast(blender: Blender, tmp_path: Path) -> None:
    names = [path.name for path in SHOT]
    said = blender.call("strips.cast", str(tmp_path), names, str(SHOT[0].parent), str(SHEETS))
    assert said["refused"] == ""
    assert wrong(pixels(Path(said["made"]["folder"]) / names[0]), ON_SHOT) == []


def test_nothing_is_overwritten(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.again", str(shot.folder), shot.lines(2))
    assert said["refused"] == ["", ""]
    folders = [Path(made["folder"]).name for made in said["made"]]
    assert folders == ["lines", "lines.002"]
    assert [made["channel"] for made in said["made"]] == [2, 3]


def test_bad_input_is_refused_in_a_sentence_and_the_file_is_as_it_was(blender: Blender, shot: Shot) -> None:
    shot.keys(1, "movie-keys", "film-{:04d}.png", first=3)
    shot.broken()
    got = blender.call("strips.bad_input", str(shot.folder), shot.lines(3))
    said = got["said"]
    told = {
        "none selected": "Select the strips",
        "unknown": "There is no strip nothing",
        "no pictures": "wipe is no strip of pictures",
        "out of range": "shows no frame in the range",
        "missing": "nowhere.png and 1 more of gone is missing",
        "broken": "The PNG is damaged or cut short",
        "sizes": "make all of them one size",
        "no keys": "There is no folder",
        "other keys": "is named like a frame",
        "missing movie": "no-film.mp4 of film is missing",
    }
    for what, sentence in told.items():
        assert what == "missing movie" or what in said
        assert sentence in said.get(what, sentence), (what, said[what])
        assert "Traceback" not in said.get(what, "")
    assert said["no strips"]
    assert got["before"] == got["after"]
    assert not (shot.folder / "celtint").exists() or not list((shot.folder / "celtint").iterdir())


def test_an_unsaved_file_needs_a_folder(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.unsaved", str(shot.folder), shot.lines(2))
    assert "Save the file first" in said["refused"]
    assert said["then"] == ""
    assert Path(said["made"]["folder"]).parent == shot.folder / "elsewhere"


def test_a_server_that_cannot_be_started(blender: Blender, shot: Shot) -> None:
    said = blender.call("strips.no_server", str(shot.folder), shot.lines(2), CELTINT_STATE_DIR=str(shot.state()))
    assert "/nowhere/python" in said["refused"] or "start" in said["refused"]
    assert "Traceback" not in said["refused"]
    assert said["counts"] == [1, 1, 0]


def test_a_server_that_dies_leaves_the_file_as_it_was(blender: Blender, shot: Shot) -> None:
    half_made = shot.folder / "celtint" / "lines.part"

    def kill() -> None:
        while not list(half_made.glob("*.png")):
            time.sleep(0.01)
        kill_server(blender.home)  # type: ignore[arg-type]  # it looks for `state` alone

    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill)
        said = blender.call("strips.dying", str(shot.folder), shot.lines(60))
        killed.result(60)
    assert said["refused"]
    assert "Traceback" not in said["refused"]
    assert said["counts"] == [1, 1, 0]
    assert not list((shot.folder / "celtint").iterdir())


def test_what_nobody_foresaw_is_told_in_a_sentence_and_leaves_nothing(blender: Blender, shot: Shot) -> None:
    got = blender.call("strips.breaking", str(shot.folder), shot.lines(3))
    for what, (told, counts, can_start) in got["said"].items():
        assert "did not foresee; nothing was changed" in told, what
        assert "ZeroDivisionError" not in told, what
        assert counts == [1, 1, 0], what
        assert can_start, what
    assert got["then"] == ""
    assert [path.name for path in (shot.folder / "celtint").iterdir()] == ["lines"]
