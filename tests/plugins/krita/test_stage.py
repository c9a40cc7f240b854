"""A picture of the boxes: what is asked for, which layers come of the answer, what *Colour* reads then."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

W, H = 6, 4
CLEAR = bytes(4)
INK, FUR, SKY, DOT = b"\x10\x10\x10\xff", b"\x20\x40\x80\xff", b"\xf0\xc0\xa0\xff", b"\x20\x40\x80\xff"
GRASS = b"\x30\x90\x60\xff"


def part(pixels: bytes, width: int = W) -> Any:
    from celtint_client.parts import Part

    return Part("bgra8", width, len(pixels) // 4 // width, pixels)


def answer(**changed: Any) -> Any:
    """A near dog of 2 × 2 pixels and a far tree of 3 × 1 on a sky; the dog's colour is left of its line."""
    from celtint_client.messages import PaletteEntry
    from celtint_client.staging import StageAnswer, StagedObject

    dog = StagedObject(0, "hound", "set:dog", "dog", 0.2, "set", "MIT", "Ann", (1, 1, 2, 2), order=1)
    tree = StagedObject(1, "tree", "set:tree", "tree", 0.0, "set", "MIT", "Ann", (0, 2, 3, 1), order=0, row=2)
    strip = (FUR + INK + CLEAR) * 2 + GRASS * 3
    made = {
        "palette": (PaletteEntry("p0", "dog: fur", (128, 64, 32)),),
        "notes": ("Nothing like 'xyzzy' (box 3) is known.",),
        "lines": part(INK + CLEAR * (W * H - 1)),
        "flats": part(FUR * (W * H)),
        "hints": part(DOT + CLEAR * (W * H - 1)),
        "background": part(SKY * (W * H)),
        "layers": part(strip, 3),
    }
    return StageAnswer("job", (dog, tree), **{**made, **changed})


@pytest.fixture
def document() -> Iterator[Any]:
    """A document in front, with the artist's lines on it."""
    from .fake_krita import Document, Krita, Node

    made = Document(W, H)
    made.rootNode().addChildNode(Node(made, "lines", "paintlayer"), None)
    made.history.clear()
    Krita.instance().opened = [made]
    yield made
    Krita.instance().opened = []


@pytest.fixture
def drawing(document: Any) -> Any:
    from celtint_krita.host.page import Page
    from celtint_krita.model.drawing import Drawing

    return Drawing.of(Page(document))


def place(drawing: Any, made: Any, apart: bool) -> list[Any]:
    """The nodes of the group that comes of it, from below."""
    from celtint_krita.model import staging

    drawing.place_stage(staging.leaves(made, apart), made.palette, apart)
    group = drawing.page.document.rootNode().childNodes()[-1]
    return list(group.childNodes())


def names(nodes: list[Any]) -> list[str]:
    return [node.name() for node in nodes]


def test_a_picture_is_one_group_on_top_whose_lines_and_hints_colour_reads(drawing: Any, document: Any) -> None:
    found = place(drawing, answer(shade=part(INK * (W * H))), apart=False)
    assert names(document.rootNode().childNodes()) == ["lines", "celtint stage"]
    assert names(found) == ["background", "flats", "shade", "lines 2", "celtint hints"]
    assert [node.visible() for node in found] == [True, True, True, True, False]
    assert document.history == ["Add Layer celtint stage"]
    assert drawing.lines().data == answer().lines.raw("bgra8")
    assert drawing.hints().data == answer().hints.raw("bgra8")
    assert [entry.name for entry in drawing.entries] == ["dog: fur"]


def test_update_paints_the_flats_again_until_somebody_has_painted_there(drawing: Any, document: Any) -> None:
    from celtint_client.answers import Colouring

    found = place(drawing, answer(), apart=False)
    drawing.place(Colouring("job", "line", 0, colour=part(GRASS * (W * H))), True, None, None)
    assert found[1]._pixels == GRASS * (W * H)
    found[1]._pixels = SKY * (W * H)
    drawing.place(Colouring("job", "line", 0, colour=part(FUR * (W * H))), True, None, None)
    assert found[1]._pixels == SKY * (W * H)
    group = document.rootNode().childNodes()[-1]
    assert names(group.childNodes()) == ["background", "flats", "celtint colour", "lines 2", "celtint hints"]


def test_objects_apart_stand_where_they_belong_the_nearest_above(drawing: Any) -> None:
    found = place(drawing, answer(background=None), apart=True)
    assert names(found) == ["2 tree", "1 dog", "flats", "lines 2", "celtint hints"]
    assert [node.visible() for node in found] == [True, True, False, False, False]
    empty = CLEAR * W
    assert found[0]._pixels == empty * 2 + GRASS * 3 + CLEAR * 3 + empty
    assert found[1]._pixels == empty + (CLEAR + FUR + INK + CLEAR * 3) * 2 + empty
    assert "colour" not in drawing.choices.results


def test_a_second_picture_leaves_the_first_alone(drawing: Any, document: Any) -> None:
    first = place(drawing, answer(), apart=False)
    before = [node._pixels for node in first]
    second = place(drawing, answer(flats=part(GRASS * (W * H))), apart=False)
    assert names(document.rootNode().childNodes()) == ["lines", "celtint stage", "celtint stage 2"]
    assert [node._pixels for node in first] == before
    assert names(second)[-2:] == ["lines 3", "celtint hints 2"]


def test_a_document_that_was_closed_or_resized_meanwhile_gets_nothing(drawing: Any, document: Any) -> None:
    from celtint_krita.host.refused import Refused
    from celtint_krita.model import staging

    from .fake_krita import Krita

    leaves = staging.leaves(answer(), apart=False)
    document._size = (W + 1, H)
    with pytest.raises(Refused, match="size"):
        drawing.place_stage(leaves, (), False)
    Krita.instance().opened = []
    with pytest.raises(Refused, match="closed"):
        drawing.place_stage(leaves, (), False)
    assert document.history == []


def test_what_is_asked_is_what_was_chosen() -> None:
    from celtint_client.staging import StageBox, StageRequest
    from celtint_krita.host.boxes import Rectangle
    from celtint_krita.model.choices import Choices
    from celtint_krita.model.staging import request

    choices = Choices(
        background="sea", light="above", style="soft", seed=7, tags={"dog": [1, 2, 3], "sand": "none"}, tag_colours=True
    )
    boxes = [Rectangle(-2, 1, 5, 20, "dog"), Rectangle(4, 4, 2, 2, "sand"), Rectangle(0, 0, 5, 5, "")]
    asked = request(choices, 640, 480, boxes)
    again = StageRequest.read(json.loads(json.dumps(asked.params())))
    assert (again.width, again.height, again.background, again.light) == (640, 480, "sea", "above")
    assert (again.style, again.seed, again.wanted.encoding) == ("soft", 7, "bgra8")
    assert again.boxes == (
        StageBox(-2, 1, 5, 20, "dog", colour=(1, 2, 3)),
        StageBox(4, 4, 2, 2, "sand"),
        StageBox(0, 0, 5, 5, ""),
    )
    assert "layers" not in again.wanted.outputs
    posed = request(choices, 640, 480, [Rectangle(0, 0, 9, 9, "boy, waving left"), Rectangle(0, 0, 9, 9, "dog,right")])
    assert [(box.tag, box.facing, box.pose) for box in posed.boxes] == [
        ("boy", "left", "waving"),
        ("dog", "right", None),
    ]
    choices.tag_colours, choices.apart = False, True
    asked = request(choices, 640, 480, boxes)
    assert [box.colour for box in asked.boxes] == [None, None, None]
    assert "layers" in asked.wanted.outputs


def test_the_artist_is_told_what_is_other_than_asked_and_whose_drawings_they_are() -> None:
    from celtint_krita.model.staging import summary

    told = summary(answer())
    assert "2 boxes" in told
    assert "'xyzzy'" in told
    assert "hound is dog here" in told
    assert "tree is" not in told
    assert told.count("Ann (MIT)") == 1
