"""What can't be coloured: a sentence in the docker that says what to do, and the document as it was."""

import pytest

from .artist import Artist
from .harness import NEEDS
from .pictures import rooms

pytestmark = pytest.mark.needs(*NEEDS)


def refused(artist: Artist, word: str, press: str = "celtint_colour") -> None:
    """Press a button, wait for a message with this word, and see that nothing in the document has changed."""
    before = artist.krita.call("drawing.fingerprint")
    artist.press(press)
    message = artist.told(word)
    assert message.strip().endswith((".", "?"))
    assert artist.krita.call("drawing.fingerprint") == before


def test_no_document(artist: Artist) -> None:
    artist.krita.call("window.trigger_click", "celtint_colour")
    assert "document" in artist.told("open")


def test_an_empty_layer(artist: Artist) -> None:
    artist.open(rooms())
    artist.krita.call("drawing.empty_layer", "nothing")
    artist.pick("celtint_lines", "nothing")
    refused(artist, "empty")
