"""Frames drawn by hand: their truth is read from what was painted, the same colour by the same code on all frames."""

import numpy as np
from celtint_train.evaluation.bench.art import Art
from celtint_train.evaluation.sequences.shots.hand import _frames
from celtint_train.evaluation.sequences.shots.section import figure_right


def art(width: int, left: tuple[int, int, int], mixed: bool = False) -> Art:
    """Two areas in a frame of lines; the right one is of two colours where it is mixed."""
    line = np.full((60, width), 255, np.uint8)
    line[[4, 5, 54, 55], 4 : width - 4] = 0
    line[4:56, [4, 5, 29, 30, width - 6, width - 5]] = 0
    rgb = np.full((60, width, 3), 255, np.uint8)
    rgb[4:56, 4:30] = left
    rgb[4:56, 30 : width - 4] = (40, 90, 200)
    if mixed:
        rgb[4:30, 30 : width - 4] = (220, 180, 30)
    figure = np.zeros((60, width), np.bool_)
    figure[4:56, 4 : width - 4] = True
    return Art("set/run_1.full.webp", "set", rgb, figure, line)


def test_colours_nearly_alike_are_one_on_all_frames_whatever_their_size() -> None:
    one, two = _frames([art(64, (200, 60, 60)), art(80, (203, 62, 58))])
    assert one.ink.shape == two.ink.shape == (60, 80)
    assert set(one.code.tolist()) == set(two.code.tolist()) and len(set(one.code.tolist())) == 3
    assert -1 in one.code.tolist() and one.scored.all() and two.scored.all()


def test_what_is_of_no_one_colour_is_not_scored() -> None:
    plain, mixed = _frames([art(64, (200, 60, 60)), art(64, (200, 60, 60), mixed=True)])
    assert plain.scored.sum() == 3 and mixed.scored.sum() == 2


def test_the_figures_pixels_count_by_themselves() -> None:
    (frame, _) = _frames([art(64, (200, 60, 60)), art(64, (200, 60, 60))])
    assert figure_right(frame, frame.layer) == 1
    half = frame.layer.copy()
    half[:, :30] = 0
    assert 0.3 < figure_right(frame, half) < 0.7
