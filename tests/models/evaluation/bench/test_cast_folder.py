"""The bench of casts from a folder: what is right, what a sheet is, and that it goes the way of the command line."""

from pathlib import Path

import numpy as np
import pytest
from celtint import Picture, colour
from celtint.types.arrays import I32, U8
from celtint_cli import main
from celtint_train.evaluation.sequences import cast_folder, framed, newcomers
from celtint_train.evaluation.sequences.cast import Found, Poses
from celtint_train.evaluation.sequences.clips import Clip, frame_of
from celtint_train.evaluation.sequences.finished import Drawn, casting, finished
from celtint_train.evaluation.sequences.metrics import Score
from celtint_train.matcher.posed import CLEAR, UNKNOWN, Posed, described
from celtint_train.puppets.clip import make_clip
from PIL import Image

COLOURS: I32 = np.array([(255, 255, 255), (200, 60, 40), (40, 90, 200)], np.int32)
SKIRT, SHIRT = CLEAR + 1, CLEAR + 2


def _posed(size: int = 160) -> Posed:
    ink, identity = np.full((size, size), 255, np.uint8), np.full((size, size), CLEAR, np.int32)
    for k, part in enumerate((SHIRT, SKIRT)):
        box = slice(30 + 50 * k, 82 + 50 * k), slice(40 - 10 * k, 110 + 10 * k)
        ink[box], identity[box] = 0, UNKNOWN
        inner = slice(box[0].start + 3, box[0].stop - 3), slice(box[1].start + 3, box[1].stop - 3)
        ink[inner], identity[inner] = 255, part
    return Posed(ink, identity)


@pytest.fixture
def drawn() -> Drawn:
    return finished(_posed(), COLOURS)


def test_a_finished_drawing_has_paint_under_its_lines_and_is_clear_around(drawn: Drawn) -> None:
    assert set(map(tuple, drawn.sheet[drawn.ink == 255].tolist())) == {
        (255, 255, 255, 0), (200, 60, 40, 255), (40, 90, 200, 255),
    }  # fmt: skip
    assert (drawn.sheet[drawn.ink == 0] == (0, 0, 0, 255)).all()


def test_what_comes_out_is_told_by_the_characters_colours(drawn: Drawn) -> None:
    cast = casting({"Ada": [drawn]}, None)
    frame = described(_posed(), 0)
    assert cast_folder.taken(drawn, cast, COLOURS).tolist() == frame.colour.tolist()
    strange = COLOURS.copy()
    strange[1] = (20, 200, 40)
    assert (cast_folder.taken(drawn, cast, strange) == cast_folder.STRANGE).sum() == 1


def test_it_goes_the_way_of_the_command_line(drawn: Drawn, tmp_path: Path) -> None:
    (tmp_path / "cast" / "Ada").mkdir(parents=True)
    Image.fromarray(drawn.sheet).save(tmp_path / "cast" / "Ada" / "sheet.png")
    Image.fromarray(drawn.ink).save(tmp_path / "pose.png")
    layer = tmp_path / "layer.png"
    told = ["colour", f"{tmp_path / 'pose.png'}", "--cast", f"{tmp_path / 'cast'}", "-o", f"{layer}"]
    assert main.main(told) == 0
    cast = casting({"Ada": [drawn]}, cast_folder.matcher())
    ours: U8 = colour(Picture(drawn.ink), cast=cast).colour
    assert np.array_equal(np.asarray(Image.open(layer)), ours)


def test_a_row_is_counted_for_each_drawing_and_number_of_sheets(drawn: Drawn) -> None:
    frame = described(_posed(), 0)
    poses = Poses("Ada", "made", (frame,) * 3, COLOURS, (drawn,) * 3)
    found = Found()
    cast_folder.ask(found, poses, None, 2)
    assert list(found.scores) == [("made", 1, cast_folder.OURS), ("made", 2, cast_folder.OURS)]
    assert found.of("made", 1, cast_folder.OURS).acc == 1 and found.shown["made", 2] == [True] * 4


def test_a_figure_posing_is_alone_and_itself() -> None:
    clip = make_clip(2, "bench", 3, 1, (216, 384))
    alone = clip.posing()
    assert len(alone) == 2
    numbers = [set(np.unique(each.drawing(newcomers.POSE).identity).tolist()) - {0} for each in alone]
    assert numbers[0] and numbers[1] and not numbers[0] & numbers[1]
    assert min(numbers[0] | numbers[1]) > clip.behind
    assert all(each.colours == clip.colours for each in alone)


def test_newcomers_are_asked_about_each_way(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = make_clip(2, "bench", 2, 3, (216, 384))
    frames = [frame_of(d.ink, d.identity, drawn.table, drawn.behind) for d in map(drawn.drawing, range(2))]
    clip = Clip("clip", frames, tuple(drawn.posing()))
    assert list(newcomers.sheets_of(clip)) == ["figure 0", "figure 1"]
    monkeypatch.setattr(newcomers, "nth_clip", lambda *_, **__: clip)
    found = newcomers.run(1, None)
    assert all(isinstance(score, Score) and score.acc for score in found.values())
    assert newcomers.rows(found).count("\n") == 2 + len(newcomers.WAYS)


def test_drawings_are_framed_as_pages_and_shots_frame_them() -> None:
    made = dict(framed.framings(_posed()))
    assert len(made) == 6
    close = made[framed.CLOSE]
    assert {int(close.identity[-1, 0]), int(close.identity[-1, -1])} == {SKIRT} or {SHIRT} == {
        int(close.identity[-1, 0]), int(close.identity[-1, -1]),
    }  # fmt: skip
    for name, posed in made.items():
        if framed.PANEL in name:
            before, gutter = made[name.removesuffix(framed.PANEL)], framed.GUTTER
            assert np.array_equal(posed.ink[gutter:-gutter, gutter:-gutter], before.ink)
            assert (posed.ink[[0, -1]] == 255).all() and (posed.ink[gutter - 3 : gutter - 1] == 0).any()
    floor = made[framed.FLOOR]
    assert ((floor.ink != _posed().ink) <= (floor.identity == CLEAR)).all() and (floor.ink != _posed().ink).any()
