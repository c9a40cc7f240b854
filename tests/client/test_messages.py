"""Requests and answers survive the way there and back; what a client gets wrong is named."""

import json

import pytest
from celtint_client.answers import Colouring, Limits, Model, Polygons, Region, Welcome
from celtint_client.errors import BadRequest
from celtint_client.messages import (
    LAYER_ENCODINGS,
    OUTPUTS,
    Box,
    ColourRequest,
    JobRequest,
    PaletteEntry,
    PaletteRequest,
    Settings,
    Wanted,
)
from celtint_client.parts import Part
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
)


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


def test_welcome_and_what_a_newer_server_adds():
    welcome = Welcome("0.1.0", ("a", "b"), Limits(1, 2, 3))
    assert Welcome.read({**sent(welcome.params()), "news": 1}) == welcome
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


def test_parts_of_other_names_are_refused():
    part = Part("l8", 1, 1, b"x")
    for given_parts in ({}, {"hints": part}, {"picture": part, "mask": part}):
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
