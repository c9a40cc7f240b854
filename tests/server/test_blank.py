"""A blank drawing that comes as strokes, alone or among frames, comes back clear."""

import numpy as np
import pytest
from celtint_client.messages import ColourRequest, Settings, Wanted
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings
from celtint_client.strokes import strokes_part

BLANK = strokes_part(160, 120, b"", b"")
LAYER = Wanted(("colour", "report"), "rgba8")


@pytest.mark.parametrize("mode", ["auto", "line"])
@pytest.mark.parametrize("undecided", ["auto", "network", "mean", "distinct"])
def test_a_blank_drawing_comes_back_clear(server, mode, undecided):
    with server.client() as client:
        got = client.colour(ColourRequest(BLANK, settings=Settings(mode=mode, undecided=undecided), wanted=LAYER))
    assert got.mode == "line"
    assert not np.frombuffer(got.colour.view, np.uint8).any()


@pytest.mark.parametrize("mode", ["auto", "line"])
@pytest.mark.parametrize("undecided", ["auto", "network", "transparent"])
def test_blank_frames_come_back_clear(server, mode, undecided):
    request = SequenceRequest(settings=SequenceSettings(mode, undecided), wanted=LAYER)
    found = []
    with server.client() as client:
        client.sequence(request, (Frame(n, BLANK) for n in range(3)), found.append)
    assert len(found) == 3
    assert not any(np.frombuffer(each.colouring.colour.view, np.uint8).any() for each in found)
