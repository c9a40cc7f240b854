"""The simulated artist, on four rooms with a paint bucket, and true pairs on a made art set."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from celtint.types.arrays import U8
from celtint_train.evaluation.bench.art import Art
from celtint_train.evaluation.bench.pairs import dabs, true_pairs
from celtint_train.evaluation.bench.pairs.cases import Case
from celtint_train.evaluation.rivals.tools import BucketFill

COLOURS = np.array([(200, 30, 40), (30, 40, 200), (40, 180, 60), (250, 250, 250)], np.uint8)


def rooms() -> Case:
    """A wide room and three beside it."""
    picture = np.full((90, 120), 255, np.uint8)
    cv2.line(picture, (60, 0), (60, 90), 0, 2)
    cv2.line(picture, (60, 30), (120, 30), 0, 2)
    cv2.line(picture, (60, 60), (120, 60), 0, 2)
    _, truth = cv2.connectedComponents((picture == 255).astype(np.uint8), connectivity=4)
    return Case("rooms", picture, truth.astype(np.int32), COLOURS)


def bucket(case: Case) -> Callable[[U8], U8]:
    return lambda hints: BucketFill().flats(case.picture, hints)


def test_a_dab_a_room_is_enough_where_lines_are_whole() -> None:
    case = rooms()
    work = dabs.work_of(case, bucket(case))
    assert work == dabs.exact(case) == dabs.Work((4, 4), (True, True), 1.0)


def test_what_exact_dabs_take_stops_at_what_has_to_be_right() -> None:
    truth = np.repeat([[1] * 90, [2] * 90, [3] * 90, [4] * 90], [60, 36, 3, 1], axis=0).astype(np.int32)
    case = Case("strips", np.full(truth.shape, 255, np.uint8), truth, COLOURS)
    assert dabs.exact(case) == dabs.Work((2, 3), (True, True), 1.0)


def test_the_largest_wrong_patch_comes_first_and_dabs_lie_in_its_middle() -> None:
    case = rooms()
    seen: list[U8] = []

    def watching(hints: U8) -> U8:
        seen.append(hints.copy())
        return BucketFill().flats(case.picture, hints)

    dabs.work_of(case, watching)
    y, x = np.nonzero(seen[1][..., 3])
    assert abs(y.mean() - 45) <= 16 and abs(x.mean() - 29) < 2 and len(y) <= 5


def test_who_never_gets_there_stops_at_four_dabs_an_area() -> None:
    case = rooms()
    asked: list[int] = []

    def idle(hints: U8) -> U8:
        asked.append(1)
        return np.zeros_like(hints)

    work = dabs.work_of(case, idle)
    assert work == dabs.Work((16, 16), (False, False), 0.0) and len(asked) == 17


def test_bars_are_of_medians() -> None:
    few, many = dabs.Work((5, 7), (True, True), 1.0), dabs.Work((10, 10), (True, True), 1.0)
    first, second = dabs.bars_of([(few, many), (few, many), (many, few)])
    assert first.met and "0.50×" in first.got and second.met and "(7 of 10)" in second.got
    assert not dabs.bars_of([(many, few)])[0].met


def art(shade: bool) -> Art:
    """A square of two halves within lines, and the page; ``shade``: painted, its colours vary a little."""
    rgb = np.full((80, 120, 3), 255, np.uint8)
    rgb[10:70, 10:60], rgb[10:70, 60:110] = (200, 30, 40), (30, 40, 200)
    if shade:
        grain = np.random.default_rng(1).integers(-2, 3, rgb.shape)
        rgb = np.clip(rgb + grain, 0, 255).astype(np.uint8)
    line = np.full((80, 120), 255, np.uint8)
    cv2.rectangle(line, (10, 10), (110, 70), 0, 2)
    return Art("one", "style", rgb, np.ones((80, 120), np.bool_), line)


def test_areas_of_a_true_pair_are_those_of_its_flats_off_the_lines() -> None:
    for shade in (False, True):
        case = true_pairs.case_of(art(shade))
        assert len(case.colours) == 3 and (case.truth[case.picture == 0] == 0).all()
        hints = true_pairs.dots(case)
        assert sorted(np.unique(case.truth[hints[..., 3] > 0]).tolist()) == [1, 2, 3]


def test_the_ceiling_gives_what_no_line_parts_one_colour() -> None:
    case = true_pairs.case_of(art(False))
    layer = true_pairs.ceiling(case)
    inside = layer[20:60, 20:100, :3].reshape(-1, 3)
    assert len(np.unique(inside, axis=0)) == 1 and tuple(layer[2, 2, :3]) == (255, 255, 255)


def test_a_small_gap_bounds_a_part_and_a_wide_one_does_not() -> None:
    paper = np.ones((60, 100), np.bool_)
    paper[:, 50] = False
    paper[28:33, 50] = True
    parts = true_pairs.bounded(paper)
    assert parts[30, 10] != parts[30, 90] and parts.min() == 0 and (parts[paper] > 0).all()
    paper[20:40, 50] = True
    assert len(np.unique(true_pairs.bounded(paper)[30, [10, 90]])) == 1


def test_the_section_on_true_pairs(tmp_path: Path) -> None:
    head = "file\tkind\tsource\tpath\tlicence\tattribution\tcharacter\tline\tflat\tsize\tcommit\tnote\tuse\n"
    one = art(False)
    assert one.line is not None
    cv2.imwrite(str(tmp_path / "full.png"), one.rgb[..., ::-1])
    cv2.imwrite(str(tmp_path / "line.png"), one.line)
    row = "\t".join(["style/full.png", "pair", *"abcde", "style/line.png", "style/full.png", "", "0", "true", "test"])
    (tmp_path / "style").mkdir()
    for name in ("full.png", "line.png"):
        (tmp_path / name).rename(tmp_path / "style" / name)
    (tmp_path / "manifest.tsv").write_text(head + row + "\n", encoding="utf-8")
    section = true_pairs.run(tmp_path, quick=True, say=lambda _line: None)
    assert section.bars[0].met and "| style | 1 | 3 |" in section.text
