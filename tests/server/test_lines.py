"""The line layer over the wire: without trace lines, and in the colour that an entry gets later."""

import celtint
import numpy as np
from celtint_client.messages import ColourRequest, Settings, Wanted
from celtint_client.parts import Part
from celtint_server import convert

from tests.core.trace.drawn import traced


def asked(line_colours: str) -> ColourRequest:
    drawn = np.dstack([traced(), np.full((240, 240), 255, np.uint8)])
    part = Part("rgba8", 240, 240, drawn.data.cast("B"))
    settings = Settings(mode="line", line_colours=line_colours)
    return ColourRequest(part, wanted=Wanted(("colour", "lines")), settings=settings)


def test_the_line_layer_comes_and_says_what_it_is(server):
    with server.client() as client:
        answer = client.colour(asked("untraced"))
    assert answer.line_colours == "untraced" and sum(pen.trace for pen in answer.inks) == 2
    lines = np.frombuffer(answer.lines.raw("rgba8"), np.uint8).reshape(240, 240, 4)
    here = celtint.colour(celtint.Picture(traced()), settings=celtint.Settings(mode="line", line_colours="untraced"))
    assert here.lines is not None and np.array_equal(lines, here.lines)
    assert lines[60:110, 84:97, 3].max() == 0


def test_nobody_who_does_not_ask_gets_it(server):
    with server.client() as client:
        answer = client.colour(asked("none"))
    assert answer.lines is None and answer.line_colours == "none"


def test_it_counts_among_the_bytes_of_an_answer():
    with_lines, without = (convert.most_bytes(100, Wanted(outputs)) for outputs in (("colour", "lines"), ("colour",)))
    assert with_lines == without + 400
