"""Pictures of boxes over the wire: what is asked and answered, what is refused, and that nothing is lost."""

import json
from typing import Any

import celtint
import numpy as np
import pytest
from celtint_client import choices
from celtint_client.errors import BadRequest, Cancelled, ModelNotFound, TooLarge, WireError
from celtint_client.messages import ColourRequest, PaletteRequest, Settings
from celtint_client.parts import Part
from celtint_client.staging import StageAnswer, StageBox, StageRequest, StageWanted
from celtint_server import staged
from celtint_server.config import Stock

from tests.core.stage.drawers import drawer
from tests.core.stage.sets import no_words, small_set

BOXES = (StageBox(10, 60, 90, 90, "dog", facing="left", colour=(200, 30, 40)), StageBox(90, 20, 120, 130, "house"))
EVERYTHING = StageWanted(choices.STAGE_OUTPUTS)


def stock() -> Stock:
    return Stock(small_set(), no_words())


def pixels(part: Part | None) -> np.ndarray:
    assert part is not None
    return np.frombuffer(part.view, np.uint8).reshape(part.height, part.width, -1)


def test_what_comes_back_is_what_the_core_makes(serve: Any) -> None:
    request = StageRequest(220, 160, BOXES, "meadow", style="soft", seed=5, wanted=EVERYTHING)
    stages: list[str] = []
    answer = serve(stock=stock).client().stage(request, progress=lambda news: stages.append(news.stage))
    made = celtint.stage(staged.layout(request), small_set(), no_words())
    for name in ("picture", "lines", "flats", "hints", "background"):
        assert np.array_equal(pixels(getattr(answer, name)), getattr(made, name)), name
    assert np.array_equal(pixels(answer.grey)[..., 0], made.grey)
    assert answer.label_map is not None
    assert np.array_equal(np.array(answer.label_map.ids).reshape(160, 220), made.labels)
    assert [(e.id, e.name, e.colour) for e in answer.palette] == [
        (e.id, e.name, e.colour) for e in made.palette.entries
    ]
    assert [region.entry for region in answer.regions or ()] == [region.entry for region in made.regions]
    assert "objects" in stages


def test_the_engine_that_has_learned_is_asked_for_by_its_word(serve: Any) -> None:
    request = StageRequest(220, 160, BOXES, seed=5, engine="learned", wanted=EVERYTHING)
    answer = serve(stock=lambda: Stock(small_set(), no_words(), drawer)).client().stage(request)
    made = celtint.stage(staged.layout(request), small_set(), no_words(), drawing=drawer)
    assert np.array_equal(pixels(answer.picture), made.picture)
    assert [one.id for one in answer.objects] == ["test-drawer:test:dog", "test-drawer:test:house"]
    client = serve(stock=stock).client()
    with pytest.raises(ModelNotFound, match="assembled"):
        client.stage(request)
    assert client.stage(StageRequest(64, 64, background="meadow")).picture is not None


def test_each_object_s_layer_lies_in_the_strip_where_it_is_said_to(serve: Any) -> None:
    request = StageRequest(220, 160, BOXES, wanted=StageWanted(("layers",)))
    answer = serve(stock=stock).client().stage(request)
    made = celtint.stage(staged.layout(request), small_set(), no_words())
    strip = pixels(answer.layers)
    assert [one.id for one in answer.objects] == ["test:dog", "test:house"]
    for told, own in zip(answer.objects, made.objects, strict=True):
        assert told.bounds == own.bounds
        _, _, width, height = told.bounds
        assert np.array_equal(strip[told.row : told.row + height, :width], own.layer)
        assert not strip[told.row : told.row + height, width:].any()
    assert answer.picture is None and answer.regions is None


def test_members_go_there_and_back() -> None:
    request = StageRequest(
        300, 200, (StageBox(-1.5, 2, 3.25, 4, "dog", -3, "right", (1, 2, 3), "sitting"),), "night sky", "front", "soft",
        3.5, 77, "assembled", EVERYTHING, "canvas", True,
    )  # fmt: skip
    assert StageRequest.read(json.loads(json.dumps(request.params()))) == request
    layout = staged.layout(request)
    assert layout.boxes[0] == celtint.StageBox(-1.5, 2, 3.25, 4, "dog", -3, "right", (1, 2, 3), "sitting")
    assert (layout.width, layout.height, layout.background, layout.light) == (300, 200, "night sky", "front")
    assert (layout.style, layout.line, layout.seed, layout.engine) == ("soft", 3.5, 77, "assembled")


def test_a_job_is_fetched_again_on_another_connection(serve: Any) -> None:
    server = serve(stock=stock)
    first = server.client().stage(StageRequest(220, 160, BOXES, wanted=EVERYTHING))
    again = server.client().stage_job(first.job)
    assert again.params() == first.params()
    assert np.array_equal(pixels(again.picture), pixels(first.picture))
    with pytest.raises(BadRequest, match="hints"):
        server.client().palette(PaletteRequest(first.job, "dog: fur", (1, 2, 3)))


def test_its_lines_and_hints_are_coloured_as_it_was(serve: Any) -> None:
    client = serve(stock=stock).client()
    answer: StageAnswer = client.stage(StageRequest(320, 240, BOXES, "meadow", wanted=EVERYTHING))
    assert answer.lines is not None
    coloured = client.colour(ColourRequest(answer.lines, answer.hints, settings=Settings("line")))
    inside = pixels(answer.lines)[..., 3] == 0
    assert np.array_equal(pixels(coloured.colour)[inside], pixels(answer.flats)[inside])


def test_a_newer_request_of_the_same_canvas_takes_its_place(serve: Any) -> None:
    server = serve(stock=stock, workers=1)
    client = server.client()
    call = client.ask("stage", StageRequest(2000, 2000, BOXES, "meadow", live="canvas").params(), {})
    client.stage(StageRequest(64, 64, background="meadow", live="canvas"))
    news: Any = call.next()
    while getattr(news, "method", "") != "done":
        news = call.next()
    assert news.params["error"]["data"]["name"] == Cancelled.name


ODD: dict[str, StageBox] = {
    "outside": StageBox(-500, 20, 60, 60, "dog"),
    "no width": StageBox(20, 20, 0, 60, "dog"),
    "one pixel": StageBox(20, 20, 1, 1, "dog"),
    "an empty tag": StageBox(20, 20, 60, 60, ""),
    "a script": StageBox(20, 20, 60, 60, "<script>alert(1)</script>"),
    "nonsense": StageBox(20, 20, 60, 60, "xyzzy"),
    "a long tag": StageBox(20, 20, 60, 60, "dog" * 333),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_box_is_told_of_and_the_others_stand(serve: Any, kind: str) -> None:
    client = serve(stock=stock).client()
    answer = client.stage(StageRequest(220, 160, (ODD[kind], BOXES[1])))
    assert [one.box for one in answer.objects] == [1]
    (note,) = answer.notes
    assert "box 1" in note.lower() and note.endswith(".") and len(note) < 300
    with pytest.raises(BadRequest):
        client.stage(StageRequest(220, 160, (ODD[kind],)))
    assert client.stage(StageRequest(220, 160, (BOXES[1],))).objects  # the server goes on


def test_three_hundred_boxes_one_over_the_other(serve: Any) -> None:
    boxes = tuple(StageBox(10, 20, 60, 60, "dog" if n % 2 else "tree", order=n) for n in range(300))
    answer = serve(stock=stock).client().stage(StageRequest(96, 96, boxes))
    assert [one.box for one in answer.objects] == list(range(300))


ODD_ROW = {"x": 0, "y": 0, "width": 9, "height": 9}
REFUSED: dict[str, tuple[dict[str, Any], type[WireError], str]] = {
    "a canvas of 900 megapixels": ({"width": 30_000, "height": 30_000}, TooLarge, "megapixels"),
    "a canvas too long": ({"width": 100_000, "height": 20}, TooLarge, "pixels a side"),
    "no canvas": ({"width": 0, "height": 0}, BadRequest, "width"),
    "no width": ({"height": 10}, BadRequest, "width"),
    "a tag of ten thousand letters": ({"boxes": [ODD_ROW | {"tag": "d" * 10_000}]}, BadRequest, "1000"),
    "a box without a place": ({"boxes": [{"tag": "dog"}]}, BadRequest, "'x'"),
    "a place that is no number": ({"boxes": [ODD_ROW | {"x": "0"}]}, BadRequest, "'x'"),
    "a member that there isn't": ({"boxes": [ODD_ROW | {"name": "dog"}]}, BadRequest, "'name'"),
    "five thousand boxes": ({"boxes": [ODD_ROW] * 5000}, BadRequest, "4096"),
    "a background that there isn't": ({"background": "moon"}, BadRequest, "meadow"),
    "a line too wide": ({"line": 65}, BadRequest, "line"),
    "an engine that there isn't": ({"engine": "dreamt"}, BadRequest, "assembled"),
    "an output that there isn't": ({"want": ["colour"]}, BadRequest, "picture"),
    "nothing to draw": ({}, BadRequest, "no box"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_is_refused_in_clear_words(serve: Any, kind: str) -> None:
    changes, error, words = REFUSED[kind]
    params = {"width": 100, "height": 100} | changes
    if "width" not in changes and "height" in changes:
        del params["width"]
    client = serve(stock=stock).client()
    with pytest.raises(error, match=words) as refused:
        client._work("stage", params, {}, None, StageAnswer.read)
    assert str(refused.value).endswith(".")
    assert client.stage(StageRequest(64, 64, background="meadow")).picture is not None


def test_boxes_that_cover_too_much_together_are_refused(serve: Any) -> None:
    client = serve(stock=stock, max_pixels=10_000).client()
    many = tuple(StageBox(-50, 0, 1000, 1000, "dog") for _ in range(5))
    with pytest.raises(TooLarge, match="leave some out"):
        client.stage(StageRequest(100, 100, many))
    assert len(client.stage(StageRequest(100, 100, many[:4])).objects) == 4


def test_a_server_without_objects_has_no_such_verb(serve: Any) -> None:
    client = serve().client()
    assert "stage" not in client.welcome.verbs
    with pytest.raises(BadRequest, match="no method 'stage'"):
        client.stage(StageRequest(64, 64, background="meadow"))
