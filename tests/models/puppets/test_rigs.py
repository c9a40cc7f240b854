"""Skeletons and the flow that follows them."""

import numpy as np
from celtint_train.puppets.actions import ACTIONS, RESTING, any_action
from celtint_train.puppets.flow import affine, moved
from celtint_train.puppets.pieces import oval, smooth, tube
from celtint_train.puppets.skeleton import Build, Limb, PosedSkeleton
from hypothesis import given
from hypothesis import strategies as st

ANGLES = st.floats(-1.8, 1.8)


@given(ANGLES, ANGLES)
def test_a_limb_keeps_its_length_and_hangs_on_its_root(upper: float, lower: float) -> None:
    body = PosedSkeleton(Build(), RESTING | {"arm left": upper, "arm left lower": lower})
    along = np.linspace(0, 1.25, 200)
    bone = Limb("arm left")(np.stack([along, 0 * along], axis=1), body)
    assert np.allclose(bone[0], body.limb("arm left")[0], atol=1e-6)
    assert abs(np.linalg.norm(np.diff(bone, axis=0), axis=1).sum() - 1.25) < 0.02


def test_every_action_moves_and_names_what_a_figure_has() -> None:
    for name in ACTIONS:
        action = any_action(np.random.default_rng(2), [name])
        poses = [action.at(t) for t in (0.0, 9.0)]
        assert set(poses[0]) == set(RESTING) and poses[0] != poses[1] and 0 <= poses[0]["blink"] <= 1


def test_outlines_pass_through_their_points() -> None:
    points = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    curve = smooth(points, range(4))
    assert all(np.abs(curve - p).sum(axis=1).min() < 1e-9 for p in points)
    assert np.ptp(curve, axis=0).tolist() == [1, 1]


@given(ANGLES, st.floats(-0.4, 0.4))
def test_the_flow_of_a_bending_arm_is_the_rig_s_own(upper: float, more: float) -> None:
    one = PosedSkeleton(Build(), RESTING | {"arm right": upper})
    two = PosedSkeleton(Build(), RESTING | {"arm right": upper + more, "arm right lower": more})
    rig, rest = Limb("arm right"), np.array([[0.2, 0.03], [0.6, -0.04], [1.0, 0.0]])
    here, there = (lambda p, b=body: rig(p, b) * 80 for body in (one, two))
    got = moved(tube([(0.0, 0.1), (0.6, 0.09), (1.2, 0.06)]), here, there, here(rest))
    assert np.allclose(got, there(rest) - here(rest), atol=0.05)


def test_the_flow_of_what_is_shut_goes_with_its_nearest_point() -> None:
    got = moved(
        oval(0, 0, 0.2, 0.1), lambda p: p * (50, 0), lambda p: np.add(p * (50, 0), (3, 1)), np.array([[4.0, 0.2]])
    )
    assert np.allclose(got, [[3, 1]])


def test_paper_goes_with_the_camera() -> None:
    pixels = np.array([[3.0, 9.0], [40.0, -2.0]])
    got = affine(lambda p: p * 20.0, lambda p: np.add(p * 30.0, (1, 2)), pixels)
    assert np.allclose(got, np.add(pixels * 0.5, (1, 2)))
