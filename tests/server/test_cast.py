"""A cast over a real socket: sent once, referred to after that; what is no cast is refused."""

import io
import zipfile

import cv2
import numpy as np
import pytest
from celtint_client.casting import packed
from celtint_client.errors import BadRequest, TooLarge
from celtint_client.messages import Box, Settings
from celtint_client.parts import Part
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings

from tests.core.cast.figures_drawn import OTHER, SHIRT, drawn


def png(pixels):
    return cv2.imencode(".png", pixels[..., ::-1])[1].tobytes()


def cast():
    return packed({"Ada/1.png": png(drawn()), "Bo/1.png": png(drawn(other=True))})


def lines(tools, pose=0):
    return tools.part(cv2.cvtColor(drawn(pose, lines=True), cv2.COLOR_RGB2GRAY), "l8")


def shirt_of(answer):
    layer = np.frombuffer(answer.colour.view, np.uint8).reshape(answer.colour.height, answer.colour.width, 4)
    return tuple(layer[150, 150, :3].tolist())


def test_a_cast_colours_and_a_box_with_a_name_ties(server, tools):
    client = server.client()
    request = tools.simple(
        lines(tools), cast=cast(), settings=Settings("line"), wanted=tools.Wanted(("colour", "report"))
    )
    answer = client.colour(request)
    assert shirt_of(answer) == SHIRT
    assert {r.decided_by for r in answer.regions if r.colour} == {"cast"}
    assert all(e.name.startswith("Ada: ") for e in answer.palette)
    tied = tools.simple(lines(tools), cast=cast(), settings=Settings("line"), boxes=(Box(0, 0, 300, 300, "Bo"),))
    assert shirt_of(client.colour(tied)) == OTHER[SHIRT]


def test_a_cast_is_sent_once(server, tools):
    client = server.client()
    first = client.colour(tools.simple(lines(tools), cast=cast(), settings=Settings("line")))
    sent = []
    push = client._push
    client._push = lambda message: (sent.append(sum(map(len, message))), push(message))[1]
    again = client.colour(tools.simple(lines(tools), cast=cast(), settings=Settings("line")))
    assert shirt_of(again) == shirt_of(first) == SHIRT
    assert sent[0] < len(cast().view)


def test_a_sequence_takes_a_cast(server, tools):
    frames = [Frame(k, lines(tools, k)) for k in range(2)]
    got = []
    request = SequenceRequest(settings=SequenceSettings("line"), cast=cast())
    server.client().sequence(request, frames, lambda frame: got.append(shirt_of(frame.colouring)))
    assert got[0] == SHIRT and len(got) == 2


def compressed():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Ada/1.png", bytes(1 << 20))
    return Part("file", 0, 0, buffer.getvalue())


@pytest.mark.parametrize(
    ("part", "error", "said"),
    [
        (Part("file", 0, 0, b"no zip at all"), BadRequest, "no zip"),
        (compressed(), BadRequest, "stored"),
        (packed({f"Ada/{k}.png": b"" for k in range(300)}), TooLarge, "at most 256 files"),
        (packed({"Ada/read me.txt": b"hello"}), BadRequest, "has no picture"),
        (packed({"Ada/1.png": b"hello"}), BadRequest, "has no picture"),
        (Part("l8", 1, 1, b"0"), BadRequest, "encoding file"),
    ],
    ids=["bytes", "compressed", "many", "text", "broken", "l8"],
)
def test_what_is_no_cast_is_refused(server, tools, part, error, said):
    with pytest.raises(error, match=said):
        server.client().colour(tools.simple(cast=part))
