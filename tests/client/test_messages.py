"""Requests and answers survive the way there and back; what a client gets wrong is named."""

import json

import pytest
from celtint_client.answers import Colouring, Limits, Model, Region, Welcome
from celtint_client.choices import LAYER_ENCODINGS, OUTPUTS
from celtint_client.errors import BadRequest
from celtint_client.messages import (
    Box,
    ColourRequest,
    JobRequest,
    PaletteEntry,
    PaletteRequest,
    Settings,
    Wanted,
)
from celtint_client.parts import Part, Ref
from celtint_client.reading import Fields
from celtint_client.sequences import (
    Credit,
    Doubt,
    Frame,
    FrameAnswer,
    FrameSummary,
    SequenceDone,
    SequenceRequest,
    SequenceSettings,
)
from celtint_client.typed import Polygons
from hypothesis import given
from hypothesis import strategies as st

bytes_ = st.integers(0, 255)
colours = st.tuples(bytes_, bytes_, bytes_)
texts = st.text(max_size=20)
wholes = st.integers(-1000, 1000)
boxes = st.builds(Box, wholes, wholes, wholes, wholes, texts, colours | st.just("none") | st.none())
entries = st.builds(PaletteEntry, texts, texts, colours)
settings_ = st.builds(
    Settings,
    st.sampled_from(["auto", "line", "grey"]),
    st.sampled_from(["flat", "soft"]),
    st.sampled_from(["network", "transparent", "distinct"]),
    st.just("auto") | st.integers(0, 512),
    st.none() | st.integers(1, 256),
    st.floats(0, 1),
)
wanted = st.builds(
    Wanted,
    st.lists(st.sampled_from(OUTPUTS), max_size=6).map(tuple),
    st.sampled_from(LAYER_ENCODINGS),
    st.floats(0, 64),
)
parts = st.builds(Part, st.just("l8"), st.just(2), st.just(2), st.binary(min_size=4, max_size=4))
requests = st.builds(
    ColourRequest,
    parts,
    st.none() | parts,
    st.lists(boxes, max_size=3).map(tuple),
    st.lists(entries, max_size=3).map(tuple),
    settings_,
    wanted,
    st.none() | texts,
    st.none() | texts,
    st.booleans(),
)
regions = st.builds(
    Region,
    st.integers(1, 99),
    st.none() | colours,
    st.none() | texts,
    texts,
    st.floats(0, 1),
    st.integers(0, 99),
    st.tuples(*[st.integers(0, 99)] * 4),
    texts,
)
colourings = st.builds(
    Colouring,
    texts,
    texts,
    st.integers(0, 99),
    st.lists(entries, max_size=3).map(tuple),
    st.dictionaries(texts, st.floats(0, 99), max_size=3),
    st.none() | st.lists(regions, max_size=3).map(tuple),
    *[st.none() | parts] * 4,
    st.none() | st.builds(Polygons, parts, parts),
    st.lists(texts, max_size=3).map(tuple),
)


sequence_settings = st.builds(
    SequenceSettings,
    st.sampled_from(["auto", "line", "grey"]),
    st.sampled_from(["network", "transparent"]),
    st.just("auto") | st.integers(0, 512),
    st.integers(2, 240),
    st.floats(0, 1),
)
sequences = st.builds(
    SequenceRequest,
    st.lists(boxes, max_size=3).map(tuple),
    st.lists(entries, max_size=3).map(tuple),
    sequence_settings,
    wanted,
    st.none() | texts,
    st.none() | texts,
)
numbers = st.lists(wholes, max_size=4).map(tuple)
without = st.lists(st.sampled_from(["hints", "key"]), max_size=2, unique=True).map(tuple)
frames = st.builds(Frame, wholes, *[st.none() | parts] * 3, without)
summaries = st.builds(FrameSummary, wholes, st.integers(0, 99))
doubts = st.builds(Doubt, wholes, st.none() | wholes, wholes, wholes)
frame_answers = st.builds(FrameAnswer, wholes, colourings, st.booleans(), st.booleans(), st.floats(0, 1))


def sent(params):
    return json.loads(json.dumps(params))


@given(requests)
def test_colour_request(request):
    assert ColourRequest.read(sent(request.params()), request.parts()) == request


@given(st.builds(PaletteRequest, texts, texts, colours, wanted))
def test_palette_request(request):
    assert PaletteRequest.read(sent(request.params())) == request


@given(st.builds(JobRequest, texts, st.none() | wanted))
def test_job_request(request):
    assert JobRequest.read(sent(request.params())) == request


@given(colourings)
def test_colouring(answer):
    assert Colouring.read(sent(answer.params()), answer.parts()) == answer


@given(sequences)
def test_sequence_request(request):
    assert SequenceRequest.read(sent(request.params()), request.parts()) == request


@given(frames)
def test_frame(frame):
    assert Frame.take(Fields(sent(frame.params()), "frame"), frame.parts()) == frame


@given(frame_answers)
def test_frame_answer(answer):
    assert FrameAnswer.read(sent(answer.params()), answer.parts()) == answer


@given(st.builds(SequenceDone, texts, *(st.lists(each, max_size=3).map(tuple) for each in (summaries, doubts))))
def test_sequence_done(done):
    assert SequenceDone.read(sent(done.params())) == done


@given(st.builds(Credit, texts, st.integers(0, 100), numbers))
def test_credit(credit):
    assert Credit.read(sent(credit.params())) == credit


BAD_SEQUENCES = [
    {"settings": {"window": 1}},
    {"settings": {"undecided": "distinct"}},
    {"settings": {"style": "soft"}},
    {"settings": 3},
    {"live": "page"},
    {"corrects": 7},
    {"frames": 3},
]


@pytest.mark.parametrize("params", BAD_SEQUENCES, ids=str)
def test_what_a_client_gets_wrong_about_a_sequence(params):
    with pytest.raises(BadRequest):
        SequenceRequest.read(params, {})


@pytest.mark.parametrize("params", [{}, {"number": 1.5}, {"number": 1, "without": ["picture"]}], ids=str)
def test_what_a_client_gets_wrong_about_a_frame(params):
    with pytest.raises(BadRequest):
        Frame.take(Fields(params, "frame"), {})


def test_a_frame_has_no_parts_of_other_names():
    with pytest.raises(BadRequest):
        Frame.take(Fields({"number": 1}, "frame"), {"mask": Part("l8", 1, 1, b"x")})


def test_welcome_and_what_a_newer_server_adds():
    welcome = Welcome("0.1.0", ("a", "b"), Limits(1, 2, 3), ("colour", "sequence"))
    assert Welcome.read({**sent(welcome.params()), "news": 1}) == welcome
    older = {key: value for key, value in sent(welcome.params()).items() if key != "verbs"}
    assert Welcome.read(older).verbs == ("colour", "palette")
    model = {"name": "a", "title": "A", "kind": "k", "modes": ["line"], "licence": "CC0-1.0", "default": True}
    assert Model.read({**model, "more": 1}) == Model("a", "A", "k", ("line",), "CC0-1.0", True)


def test_a_bare_request_takes_the_defaults():
    part = Part("l8", 1, 1, b"x")
    assert ColourRequest.read({}, {"picture": part}) == ColourRequest(part)


BAD = [
    {"settings": {"gaps": 3}},
    {"settings": {"gap": "wide"}},
    {"settings": {"gap": True}},
    {"settings": {"gap": 1.5}},
    {"settings": {"gap": 513}},
    {"settings": {"gap": -1}},
    {"settings": {"gap": None}},
    {"settings": {"colours": 0}},
    {"settings": {"strength": "1"}},
    {"settings": {"strength": -0.1}},
    {"settings": {"mode": 3}},
    {"settings": []},
    {"boxes": {}},
    {"boxes": [[1, 2, 3, 4]]},
    {"boxes": [{"x": 1, "y": 2, "width": 3}]},
    {"boxes": [{"x": 1, "y": 2, "width": 3, "height": 1e3}]},
    {"boxes": [{"x": 1, "y": 2, "width": 3, "height": 4, "colour": [1, 2, 256]}]},
    {"boxes": [{"x": 1, "y": 2, "width": 3, "height": 4, "colour": "#ff0000"}]},
    {"boxes": [{"x": 1, "y": 2, "width": 3, "height": 4, "tag": "x" * 1001}]},
    {"palette": [{"id": "a", "colour": [1, 2]}]},
    {"palette": [{"name": "a", "colour": [1, 2, 3]}]},
    {"want": ["everything"]},
    {"want": "colour"},
    {"encoding": "jpeg"},
    {"tolerance": -1},
    {"batch": 1},
    {"live": 5},
    {"model": ["x"]},
    {"path": "/etc/passwd"},
]


@pytest.mark.parametrize("params", BAD, ids=str)
def test_what_a_client_gets_wrong(params):
    with pytest.raises(BadRequest):
        ColourRequest.read(params, {"picture": Part("l8", 1, 1, b"x")})


def test_what_may_be_a_word_or_a_number_is_said_so():
    for gap in ("wide", 513, None, [3]):
        with pytest.raises(BadRequest, match=r"^'gap' is a whole number from 0 to 512, or 'auto'\.$"):
            Settings.read({"gap": gap})
    with pytest.raises(BadRequest, match=r"^A colour is .* from 0 to 255, or 'none' or null\.$"):
        Box.read({"x": 1, "y": 2, "width": 3, "height": 4, "colour": "red"})
    assert Box.read({"x": 1, "y": 2, "width": 3, "height": 4, "colour": None}).colour is None


def test_parts_of_other_names_are_refused():
    part = Part("l8", 1, 1, b"x")
    refused: list[dict[str, Part | Ref]] = [{}, {"hints": part}, {"picture": part, "mask": part}]
    for given_parts in refused:
        with pytest.raises(BadRequest):
            ColourRequest.read({}, given_parts)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | texts, st.lists, max_leaves=5))
def test_any_value_anywhere(value):
    for key in ("boxes", "palette", "settings", "want", "encoding", "tolerance", "model", "live", "batch"):
        for params in ({key: value}, {key: [value]}, {"settings": {"gap": value, "colours": value}}):
            try:
                ColourRequest.read(params, {"picture": Part("l8", 1, 1, b"x")})
            except BadRequest as error:
                assert str(error)
