"""Shots of painted pictures: how a picture is taken apart, what its drawings show, and why regions are wrong."""

from itertools import pairwise

import numpy as np
import pytest
from celtint_train.evaluation.sequences.clips import frame_of
from celtint_train.evaluation.sequences.shots import sets
from celtint_train.evaluation.sequences.shots.drawing import Pencil, Shot
from celtint_train.evaluation.sequences.shots.faults import Faults
from celtint_train.evaluation.sequences.shots.layers import Figure, from_vectors
from celtint_train.evaluation.sequences.shots.moving import Camera, actor
from celtint_train.evaluation.sequences.shots.parting import Drawing, parted

BODY = '<rect x="30" y="50" width="40" height="60" fill="#3a6fb0" stroke="#000" stroke-width="2"/>'
ARM = '<rect x="65" y="52" width="50" height="14" fill="#e8b48c" stroke="#000" stroke-width="2"/>'
HEAD = '<circle cx="50" cy="35" r="24" fill="#e8b48c" stroke="#000" stroke-width="2"/>'
SHUT = '<rect x="44" y="40" width="12" height="3" fill="#a03040"/>'
OPEN = '<ellipse cx="50" cy="42" rx="9" ry="7" fill="#701020"/>'
EYES = '<circle cx="42" cy="28" r="5" fill="#ffffff"/><circle cx="58" cy="28" r="5" fill="#ffffff"/>'


def svg(*shapes: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">{"".join(shapes)}</svg>'


@pytest.fixture(scope="module")
def figure() -> Figure:
    found = from_vectors("doll", [svg(BODY, ARM, HEAD, EYES, SHUT), svg(BODY, ARM, HEAD, EYES, OPEN)], 1)
    assert found is not None
    return found


def shot_of(figure: Figure, camera: Camera, length: int = 5) -> Shot:
    acting = actor(figure, np.random.default_rng(3), (0.5, 0.95), 0.8, (0.0, 0.0), 1.0, (3,))
    return Shot("doll", "acting", length, 1.0, (160, 160), (acting,), camera, Pencil(1.0, 0, 90, 0.3, 0), 5)


def test_an_arm_hangs_from_the_body_and_a_face_lies_on_its_head() -> None:
    parts = parted(Drawing(svg(BODY, ARM, HEAD, EYES, SHUT)))
    body, arm, head, face = parts
    assert (body.below, arm.below, head.below, face.below) == (-1, 0, 0, 2)
    assert face.on and len(face.keys) == 3 and not (arm.on or head.on)


def test_what_is_painted_on_a_black_form_moves_with_it() -> None:
    black = '<circle cx="50" cy="35" r="26" fill="#000"/>'
    parts = parted(Drawing(svg(BODY, black, HEAD, EYES)))
    assert [len(part.keys) for part in parts] == [1, 2, 2]


def test_faces_share_all_but_what_changes(figure: Figure) -> None:
    assert figure.faces == 2
    body, _, _, face = figure.layers
    assert (body.faces[0] == body.faces[1]).all() and (face.faces[0] != face.faces[1]).any()


def test_each_drawing_parts_by_lines_what_differs_in_truth(figure: Figure) -> None:
    clip = shot_of(figure, Camera((0.1, 0.0), 1.2, 0.05)).clip()
    for frame in clip.frames:
        assert frame.scored[frame.area > 20].mean() > 0.9
    skin = {tuple(c) for c in clip.frames[0].layer[clip.frames[0].layer[..., 3] > 0].tolist()}
    assert (0xE8, 0xB4, 0x8C, 255) in skin


def test_parts_move_apart_and_what_was_behind_comes_to_light(figure: Figure) -> None:
    shot = shot_of(figure, Camera((0.0, 0.0), 1.0, 0.0))
    first, later = (shot.drawing(k)[1] for k in (0, 2))
    assert (first != later).mean() > 0.01
    assert all((shot.drawing(2)[k] == shot.drawing(2)[k]).all() for k in (0, 1))


def test_a_mouth_that_opens_brings_a_colour_that_the_key_does_not_show(figure: Figure) -> None:
    clip = shot_of(figure, Camera((0.0, 0.0), 1.0, 0.0)).clip()
    mouth = 0x701020
    assert [mouth in frame.code for frame in clip.frames] == [False, False, False, True, True]


def test_after_a_cut_the_view_is_another(figure: Figure) -> None:
    shot = shot_of(figure, Camera((0.0, 0.0), 1.0, 0.0, jump=2, there=(1.8, 0.0, 0.3)))
    drawn = [shot.drawing(k)[1] for k in range(3)]
    step, jump = ((one != two).mean() for one, two in pairwise(drawn))
    assert shot.cut == 2 and jump > 2 * step


def test_no_figure_is_in_both_sets() -> None:
    assert not set(sets.CARTOONS["development"]) & set(sets.CARTOONS["held"])
    assert sets.SPLITS["development"] != sets.SPLITS["held"]


def test_what_is_wrong_is_counted_by_its_cause() -> None:
    ink = np.full((30, 60), 255, np.uint8)
    ink[:, 19:21] = ink[:, 39:41] = 0
    table = np.array([[0, 0, 0, 0], [10, 0, 0, 255], [20, 0, 0, 255], [30, 0, 0, 255]], np.uint8)
    key, frame = (
        frame_of(ink, np.repeat(np.array([row], np.int32), 30, 0).repeat(20, 1), table, 0)
        for row in ([1, 2, 2], [1, 2, 3])
    )
    faults = Faults()
    right = key.code.copy()
    faults.add(key, key, right, frame, np.where(frame.identity == 1, frame.code, frame.code[frame.identity == 1][0]))
    assert faults.asked == 3 and faults.wrong == {"inherited": 0, "newcomer": 1, "new mistake": 1}
    bad = np.where(key.identity == 2, key.code[key.identity == 1][0], key.code)
    again = Faults()
    again.add(key, key, bad, key, bad)
    assert again.wrong == {"inherited": 2, "newcomer": 0, "new mistake": 0}
