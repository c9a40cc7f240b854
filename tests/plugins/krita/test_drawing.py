"""What goes into a document and what never does, with a Krita of a few lines."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest

W, H = 6, 4
LINES = bytes([0, 0, 0, 255]) + bytes(4 * (W * H - 1))
RED, BLUE = bytes([0, 0, 255, 255]) * (W * H), bytes([255, 0, 0, 255]) * (W * H)


@pytest.fixture
def document() -> Iterator[Any]:
    """A document in front: background, lines, hints."""
    from .fake_krita import Document, Krita, Node

    made = Document(W, H)
    for name, data in (("Background", b"\xff" * (4 * W * H)), ("lines", LINES), ("hints", RED)):
        node = Node(made, name, "paintlayer")
        node._pixels = data
        made.rootNode().addChildNode(node, None)
    made.history.clear()
    Krita.instance().opened = [made]
    yield made
    Krita.instance().opened = []


@pytest.fixture
def drawing(document: Any) -> Any:
    from celtint_krita.host.page import front_page
    from celtint_krita.model.drawing import Drawing

    page = front_page()
    assert page is not None
    made = Drawing.of(page)
    ids = {each.name: each.id for each in page.layers()}
    made.choices.lines, made.choices.hints = ids["lines"], ids["hints"]
    return made


def answer(data: bytes, width: int = W) -> Any:
    from celtint_client.answers import Colouring
    from celtint_client.parts import Part

    return Colouring("job", "line", 0, colour=Part("bgra8", width, H, data))


def names(document: Any) -> list[str]:
    return [node.name() for node in document.rootNode().childNodes()]


def pixels(document: Any, name: str) -> bytes:
    return next(bytes(n.pixelData(0, 0, W, H)) for n in document.rootNode().childNodes() if n.name() == name)


def test_colours_go_below_the_lines_in_one_step(drawing: Any, document: Any) -> None:
    drawing.place(answer(RED), False, None, None)
    assert names(document) == ["Background", "celtint colour", "lines", "hints"]
    assert document.history == ["Add Layer celtint colour"]
    assert pixels(document, "lines") == LINES


def test_what_is_painted_on_layers_of_marks_goes_with_the_request(drawing: Any, document: Any) -> None:
    from .fake_krita import Node

    assert drawing.request(drawing.lines(), None, ()).marks is None
    for name, at in (("celtint same", (5, 6)), ("celtint merge", (6, 7))):
        node = Node(document, name, "paintlayer")
        pixels = bytearray(4 * W * H)
        pixels[4 * at[0] + 3], pixels[4 * at[1] + 3] = 255, 255 if name == "celtint merge" else 100
        node._pixels = bytes(pixels)
        document.rootNode().addChildNode(node, None)
    sent = drawing.request(drawing.lines(), None, ()).marks
    assert (sent.encoding, sent.width, sent.height) == ("l8", W, H)
    assert bytes(sent.data)[4:9] == bytes([0, 3, 1, 1, 0])
    drawing.choices.merge = 40
    assert drawing.request(drawing.lines(), None, ()).settings.merge == 0.4


def test_again_means_celtint_s_own_layer_and_a_second_time_a_second_layer(drawing: Any, document: Any) -> None:
    drawing.place(answer(RED), False, None, None)
    drawing.place(answer(BLUE), True, None, None)
    assert pixels(document, "celtint colour") == BLUE
    assert len(document.history) == 1
    drawing.place(answer(RED), False, None, None)
    assert names(document) == ["Background", "celtint colour", "celtint colour 2", "lines", "hints"]
    assert pixels(document, "celtint colour") == BLUE


def test_what_the_artist_painted_on_is_never_overwritten(drawing: Any, document: Any) -> None:
    drawing.place(answer(RED), False, None, None)
    own = next(n for n in document.rootNode().childNodes() if n.name() == "celtint colour")
    painted = bytes([1, 2, 3, 255]) + RED[4:]
    own._pixels = painted
    drawing.place(answer(BLUE), True, None, None)
    assert pixels(document, "celtint colour") == painted
    assert pixels(document, "celtint colour 2") == BLUE


def test_what_is_its_own_is_known_again_from_the_document_alone(drawing: Any, document: Any) -> None:
    from celtint_krita.host.page import front_page
    from celtint_krita.model.drawing import Drawing

    drawing.place(answer(RED), False, None, None)
    page = front_page()
    assert page is not None
    Drawing.of(page).place(answer(BLUE), True, None, None)
    assert names(document).count("celtint colour") == 1
    assert pixels(document, "celtint colour") == BLUE


@pytest.mark.parametrize("opaque", [True, False])
def test_colours_that_would_not_be_seen_go_above_by_multiply(drawing: Any, document: Any, opaque: bool) -> None:
    lines = next(n for n in document.rootNode().childNodes() if n.name() == "lines")
    if opaque:
        lines._pixels = b"\xff" * (4 * W * H)
    else:
        document.rootNode()._children.remove(document.rootNode().childNodes()[0])
    drawing.place(answer(RED), False, None, None)
    order = names(document)
    own = document.rootNode().childNodes()[order.index("celtint colour")]
    assert order.index("celtint colour") == order.index("lines") + 1
    assert own.blendingMode() == "multiply"
    assert document.history == ["Add Layer celtint colour"]


def test_a_selection_bounds_what_is_coloured_and_what_is_updated(drawing: Any, document: Any) -> None:
    mask = b"\xff" * W + bytes(W * (H - 1))
    drawing.place(answer(RED), False, mask, None)
    first = pixels(document, "celtint colour")
    assert first[: 4 * W] == RED[: 4 * W]
    assert not any(first[4 * W + 3 :: 4])
    drawing.place(answer(BLUE), True, mask[::-1], None)
    second = pixels(document, "celtint colour")
    assert second[: 4 * W] == RED[: 4 * W]
    assert second[-4 * W :] == BLUE[-4 * W :]
    assert names(document).count("celtint colour") == 1


def test_closed_removed_or_resized_meanwhile_is_said(drawing: Any, document: Any) -> None:
    from celtint_krita.host.refused import Refused

    from .fake_krita import Krita

    before = list(document.history)
    with pytest.raises(Refused, match="size"):
        drawing.place(answer(RED[: 4 * H * 2], 2), False, None, None)
    next(n for n in document.rootNode().childNodes() if n.name() == "lines").remove()
    with pytest.raises(Refused, match="removed"):
        drawing.place(answer(RED), False, None, None)
    Krita.instance().opened = []
    with pytest.raises(Refused, match="closed"):
        drawing.place(answer(RED), False, None, None)
    assert [step for step in document.history if "Add" in step] == before


def test_empty_lines_and_thin_hints_are_said(drawing: Any, document: Any) -> None:
    from celtint_krita.host.refused import Refused

    nodes = {n.name(): n for n in document.rootNode().childNodes()}
    nodes["hints"]._pixels = bytes([9, 9, 9, 60]) * (W * H)
    with pytest.raises(Refused, match="opaque"):
        drawing.hints()
    nodes["lines"]._pixels = bytes(4 * W * H)
    with pytest.raises(Refused, match="empty"):
        drawing.lines()
    drawing.choices.results["colour"] = drawing.choices.lines
    with pytest.raises(Refused, match="made by celtint"):
        drawing.lines()


def test_previews_come_on_top_and_go_again(drawing: Any, document: Any) -> None:
    from celtint_krita.host.pixels import Layer

    drawing.overlay("preview", "celtint regions", Layer(W, H, RED))
    assert names(document)[-1] == "celtint regions"
    drawing.overlay("preview", "celtint regions", None)
    assert names(document) == ["Background", "lines", "hints"]


def test_frames_are_found_in_groups_too(drawing: Any, document: Any) -> None:
    from .fake_krita import Node

    group, inner = Node(document, "group", "grouplayer"), Node(document, "inner", "paintlayer")
    document.rootNode().addChildNode(group, None)
    group.addChildNode(inner, None)
    inner._frames = {0: RED, 3: BLUE, 7: RED}
    page = drawing.page
    ids = {each.name: each.id for each in page.layers()}
    assert page.drawings(ids["group"], 0, 10) == [0, 3, 7]
    assert page.drawings(ids["inner"], 4, 8) == [4, 7]
    assert page.drawings(ids["lines"], 0, 10) == []
    assert page.read(ids["inner"], 5).data == BLUE


def ended(steps: Generator[None, None, Any]) -> Any:
    """What a generator ends with."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_following_writes_only_what_changed_and_not_over_paint(drawing: Any, document: Any) -> None:
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.choices import digest
    from celtint_krita.model.drawing import Change

    drawing.place(answer(RED), False, None, None)
    own = drawing.choices.results["colour"]
    new = Layer(W, H, RED[:-4] + BLUE[:4])
    corner = (W - 1, H - 1)
    node = next(n for n in document.rootNode().childNodes() if n.name() == "celtint colour")
    painted = bytes([7, 7, 7, 255])
    node._pixels = painted + node._pixels[4:]  # the artist's, elsewhere
    assert ended(drawing.follow(own, Change(Layer(1, 1, BLUE[:4]), corner, new)))
    assert node._pixels == painted + new.data[4:]
    assert not ended(drawing.follow(own, Change(Layer(W, H, BLUE), (0, 0), Layer(W, H, BLUE))))  # over that paint
    assert node._pixels == painted + new.data[4:]
    node._pixels = new.data
    drawing.settle(own, digest(new.data))
    assert f'"{own}": "{digest(new.data)}"' in bytes(document.annotation("celtint/choices")).decode()


def test_a_copy_is_another_document_though_its_layers_have_the_same_ids(drawing: Any, document: Any) -> None:
    from celtint_krita.host.page import Page, front_page

    from .fake_krita import Krita

    copy = document.clone()
    Krita.instance().opened.append(copy)
    page = front_page()
    assert page is not None
    assert page.layers() == drawing.page.layers()
    assert not page.same(drawing.page)
    assert drawing.page.same(Page(document))
    assert not drawing.page.in_front
    assert page.key != drawing.page.key
    Krita.instance().opened = [copy]
    assert not drawing.page.open
    assert page.open


@pytest.mark.parametrize(("depth", "profile"), [("U8", "srgbtrc"), ("U16", "srgbtrc"), ("F16", "g10"), ("F32", "g10")])
def test_a_grey_document_is_said_and_becomes_rgb_of_its_depth(depth: str, profile: str) -> None:
    from celtint_krita.host.page import Page
    from celtint_krita.model.drawing import Drawing

    from .fake_krita import Document

    document = Document(W, H, ("GRAYA", depth, "Gray-D50-elle-V2-srgbtrc.icc"))
    drawing = Drawing.of(Page(document))
    assert "Convert to RGB" in drawing.grey_note()
    drawing.page.to_rgb()
    assert (document.colorModel(), document.colorDepth()) == ("RGBA", depth)
    assert profile in document.colorProfile()
    assert drawing.grey_note() == ""
    drawing.page.to_rgb()
    assert document.history == ["Convert Image Type"]


def test_grey_hints_are_said(drawing: Any, document: Any) -> None:
    node = next(n for n in document.rootNode().childNodes() if n.name() == "hints")
    assert drawing.grey_note() == ""
    node.colorModel = lambda: "GRAYA"
    assert "grey" in drawing.grey_note()


def test_a_group_of_colours_is_updated_in_place_and_kept_once_it_was_painted_on(drawing: Any, document: Any) -> None:
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.painting import Flat

    def flats(*of: tuple[str, bytes, tuple[int, int, int]]) -> list[Any]:
        return [Flat(name, colour, Layer(W, H, data)) for name, data, colour in of]

    red, blue = ("red", RED, (255, 0, 0)), ("blue", BLUE, (0, 0, 255))
    drawing.place(answer(RED), False, None, flats(red))
    group = next(node for node in document.rootNode().childNodes() if node.name() == "celtint colour")
    drawing.place(answer(BLUE), True, None, flats(blue))
    assert names(document).count("celtint colour") == 1
    assert [(node.name(), node._pixels) for node in group.childNodes()] == [("red", bytes(len(RED))), ("blue", BLUE)]
    drawing.repaint(drawing.choices.results["colour"], {(0, 0, 255): (255, 0, 0)})
    assert group.childNodes()[1]._pixels == RED
    group.childNodes()[0]._pixels = BLUE
    drawing.place(answer(RED), True, None, flats(red))
    assert names(document).count("celtint colour 2") == 1
    assert group.childNodes()[0]._pixels == BLUE
