"""Scenes over the wire: cuts are told by the client's own numbers of frames, keys are taken as they lie if asked."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint_client.errors import BadRequest
from celtint_client.messages import Wanted
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings

CLEAR = SequenceSettings("line", "transparent", gap=0)
REPORT = Wanted(("colour", "report"))
NUMBERS = (10, 20, 30, 40, 50, 60)
RED, BLUE, GREEN = (200, 30, 40, 255), (20, 60, 210, 255), (10, 200, 30, 255)


def drawing(scene, at=0):
    """(96, 160) uint8: a disc that moves, or two boxes that do."""
    page = np.full((96, 160), 255, np.uint8)
    if scene == 0:
        cv2.circle(page, (50 + at, 44), 30, [0], 2)
    else:
        cv2.rectangle(page, (60 + at, 8), (150, 30), [0], 2)
        cv2.rectangle(page, (6, 52 + at), (120, 90), [0], 2)
    return page


def frames(tools, **first):
    """Two scenes of three drawings, by the numbers that a host has for them."""
    for k, number in enumerate(NUMBERS):
        yield Frame(number, tools.part(drawing(k // 3, 2 * (k % 3)), "l8"), **(first if k == 0 else {}))


def begins(server, tools, **settings):
    """The numbers of the frames that come back as the first of another scene."""
    request = SequenceRequest(settings=replace(CLEAR, **settings), wanted=REPORT)
    answers = []
    server.client().sequence(request, frames(tools), answers.append)
    assert [answer.number for answer in answers] == list(NUMBERS)
    return [answer.number for answer in answers if answer.cut]


def test_cuts_are_found_or_told_by_the_numbers_of_frames(server, tools):
    assert begins(server, tools) == [40]
    assert begins(server, tools, cuts="none") == []
    assert begins(server, tools, cuts="60, 20") == [20, 60]


@pytest.mark.parametrize(
    ("cuts", "said"), [("4", "frame 4; there is no such frame"), ("20,99", "frame 99"), ("soon", "cuts is auto, none")]
)
def test_cuts_that_are_none_are_refused(server, tools, cuts, said):
    with pytest.raises(BadRequest, match=said):
        begins(server, tools, cuts=cuts)
    assert begins(server, tools, cuts="none") == []


def test_a_key_of_another_drawing_is_taken_where_one_says_so(server, tools):
    astray = np.zeros((96, 160, 4), np.uint8)
    astray[:, :80], astray[:, 80:], astray[30:60] = RED, BLUE, GREEN
    key, answers = tools.part(astray, "rgba8"), []
    with pytest.raises(BadRequest, match="does not lie on that frame's lines"):
        server.client().sequence(SequenceRequest(settings=CLEAR), frames(tools, key=key), answers.append)
    taken = SequenceRequest(settings=replace(CLEAR, keys_anywhere=True))
    answers.clear()
    server.client().sequence(taken, frames(tools, key=key), answers.append)
    assert [answer.number for answer in answers] == list(NUMBERS)


def test_what_is_asked_of_scenes_comes_back_as_it_was_sent():
    for asked in (CLEAR, replace(CLEAR, cuts="none"), replace(CLEAR, cuts="3,9", keys_anywhere=True)):
        sent = SequenceRequest(settings=asked).params()
        assert SequenceRequest.read(sent, {}).settings == asked
