"""What the artist chose: kept, read back, and made into a request."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

values = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())
rows = st.dictionaries(st.sampled_from(["lines", "mode", "gap", "tags", "split", "results", "other"]), values)


@given(rows)
def test_whatever_a_document_holds_can_be_read(found: dict[str, object]) -> None:
    import json

    from celtint_krita.model.choices import Choices

    choices = Choices.from_json(json.dumps(found))
    assert Choices.from_json(choices.to_json()) == choices
    for name, kind in (("mode", str), ("gap", int), ("tags", dict), ("split", bool)):
        assert type(getattr(choices, name)) is kind


def test_broken_text_is_as_if_nothing_was_chosen() -> None:
    from celtint_krita.model.choices import Choices

    assert Choices.from_json("{oh no") == Choices.from_json("") == Choices.from_json("[1]") == Choices()


def test_a_request_says_what_was_chosen() -> None:
    from celtint_client.messages import Box, ColourRequest
    from celtint_krita.host.boxes import Rectangle
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.choices import Choices
    from celtint_krita.model.wire import request

    page = Layer(10, 8, bytes(320))
    choices = Choices(gap=5, colours=3, strength=40, tags={"sky": "none", "hair": [1, 2, 3]})
    boxes = [Rectangle(-2, 1, 5, 20, "hair"), Rectangle(4, 4, 2, 2, "sky"), Rectangle(30, 0, 5, 5, "off the page")]
    made = request(choices, page, None, boxes, [("skin", (9, 8, 7))])
    assert made.boxes == (Box(0, 1, 3, 7, "hair", (1, 2, 3)), Box(4, 4, 2, 2, "sky", "none"))
    assert (made.settings.gap, made.settings.colours, made.settings.strength) == (5, 3, 0.4)
    assert [(entry.name, entry.colour) for entry in made.palette] == [("skin", (9, 8, 7))]
    # what the server reads is what was meant
    import json

    again = ColourRequest.read(json.loads(json.dumps(made.params())), made.parts())
    assert (again.boxes, again.settings, again.palette, again.wanted) == (
        made.boxes,
        made.settings,
        made.palette,
        made.wanted,
    )


def test_untold_gaps_and_colours_are_the_servers_choice() -> None:
    from celtint_krita.model.choices import Choices

    settings = Choices().settings()
    assert (settings.gap, settings.colours) == ("auto", None)


def test_ink_is_as_written_and_auto_where_nothing_is() -> None:
    from celtint_client.answers import Pen
    from celtint_client.words import inks
    from celtint_krita.model.choices import Choices

    assert Choices().settings().ink == Choices(ink=" ").settings().ink == "auto"
    assert Choices.from_json(Choices(ink="#202020").to_json()).settings().ink == "#202020"
    found = (Pen((0, 0, 0), 0.9, True), Pen((150, 190, 235), 0.1, False))
    assert inks(found) == "Line colours: #000000 90%, #96beeb 10% (not ink)."
    assert inks(()) == ""


def test_what_counts_as_ink_is_shown_in_red() -> None:
    import pytest
    from celtint_client.parts import Part
    from celtint_krita.host.refused import Refused
    from celtint_krita.model.painting import ink_layer

    assert ink_layer(Part("l8", 2, 1, b"\x00\xff")) == (2, 1, b"\x00\x00\xff\xff\x00\x00\xff\x00")
    with pytest.raises(Refused, match="no lines"):
        ink_layer(None)


def test_a_cast_is_sent_with_a_drawing_and_what_is_none_is_refused(tmp_path: Path) -> None:
    from celtint_client.errors import WireError
    from celtint_client.parts import Part
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model import wire
    from celtint_krita.model.choices import Choices

    (tmp_path / "Ada").mkdir()
    (tmp_path / "Ada" / "1.png").write_bytes(b"a picture")
    lines = Layer(4, 4, bytes(64))
    sent = wire.request(Choices(cast=str(tmp_path)), lines, None)
    assert isinstance(sent.cast, Part) and sent.cast.encoding == "file" and b"Ada/1.png" in bytes(sent.cast.data)
    assert wire.request(Choices(), lines, None).cast is None
    with pytest.raises(WireError, match="is not a folder"):
        wire.request(Choices(cast=str(tmp_path / "nowhere")), lines, None)


def test_the_last_result_s_palette_is_kept_and_rows_that_are_none_are_passed_over() -> None:
    from celtint_client.messages import PaletteEntry
    from celtint_krita.model.choices import Choices

    choices, entries = Choices(), (PaletteEntry("h1", "skin", (1, 2, 3)), PaletteEntry("h2", "", (255, 0, 9)))
    choices.remember(entries)
    again = Choices.from_json(choices.to_json())
    assert again == choices and again.remembered() == entries
    again.entries += [None, ["a", "b"], ["a", "b", [1, 2]], ["a", "b", [1, 2, 300]], ["a", 5, [1, 2, 3]], "abc"]
    assert again.remembered() == entries


def test_a_layer_is_white_without_lines_and_not_with_a_speck() -> None:
    from celtint_krita.host.pixels import Layer, white

    page = bytearray(b"\xff" * 64)
    assert white(Layer(4, 4, bytes(page)))
    page[8:12] = bytes(4)  # nothing is there
    assert white(Layer(4, 4, bytes(page)))
    for speck in (b"\xff\xff\xfe\xff", b"\0\0\0\x80", b"\xff\xff\xff\x80"):
        page[40:44] = speck
        assert not white(Layer(4, 4, bytes(page)))
