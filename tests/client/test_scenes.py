"""Cuts as a host's people write them, and scenes as they are told of them."""

import pytest
from celtint_client.answers import Colouring
from celtint_client.errors import BadRequest
from celtint_client.scenes import Scenes, cuts, told
from celtint_client.sequences import FrameAnswer

SHOWN = {10: 0, 11: 0, 12: 1, 13: 2, 14: 2}
"""Three drawings on frames 10 to 14, numbered from 0 on the wire; the first and the last are held."""


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("", "auto"),
        (" Auto ", "auto"),
        ("none", "none"),
        ("12", "1"),
        ("13, 12", "1,2"),
        ("14 12,", "1,2"),  # held: it is the drawing that is shown there
        ("13,14", "2"),
        ("-5, 12, 300", "1"),  # of other ranges
        ("300", "none"),
    ],
)
def test_what_is_written_becomes_the_wire_s(written: str, sent: str) -> None:
    assert cuts(written, SHOWN) == sent


@pytest.mark.parametrize("written", ["twelve", "12-14", "12;13", "12.5", ",", "auto,12"])
def test_what_is_none_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(BadRequest, match="such as 14, 31"):
        cuts(written, SHOWN)


def answer(number: int, mode: str, cut: bool = False) -> FrameAnswer:
    return FrameAnswer(number, Colouring("job", mode, 0), cut=cut)


def test_scenes_are_told_in_a_line_whatever_the_order_in_which_their_frames_come() -> None:
    found = Scenes()
    assert found.sentence(()) == ""
    for each in (answer(4, "grey", True), answer(1, "line"), answer(0, "line"), answer(5, "grey")):
        found.take(each)
    name = {0: "10", 4: "14"}.__getitem__
    assert found.sentence((1,), name) == (
        "2 scenes, which begin with 10 (line), 14 (grey, no key); Cuts says otherwise."
    )


def test_one_scene_says_of_what() -> None:
    found = Scenes()
    found.take(answer(3, "line"))
    assert found.sentence(()) == "One scene, of drawings."
    assert told([("a", "grey", True)]) == "one scene, of grey frames"
