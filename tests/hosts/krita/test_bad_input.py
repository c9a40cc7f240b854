"""What can't be coloured: a sentence in the docker that says what to do, and the document as it was."""

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from websockets.sync.server import ServerConnection, serve

from .artist import RESULT, Artist
from .harness import NEEDS, Home, held_server, kill_server, server_pid
from .pictures import RED, rooms

pytestmark = pytest.mark.needs(*NEEDS)


def told_and_untouched(artist: Artist, word: str, press: str = "celtint_colour") -> str:
    """Press a button, wait for a message with this word, and see that nothing in the document has changed."""
    before = artist.krita.call("drawing.fingerprint")
    artist.press(press)
    message = artist.told(word)
    assert artist.krita.call("drawing.fingerprint") == before
    artist.krita.until("window.usable", "celtint_colour")
    return message


def test_no_document(artist: Artist) -> None:
    artist.press("celtint_colour")
    artist.told("open a document")


def test_an_empty_layer(artist: Artist) -> None:
    artist.open(rooms())
    artist.krita.call("drawing.empty_layer", "nothing")
    artist.pick("celtint_lines", "nothing")
    told_and_untouched(artist, "empty")


def test_a_white_layer(artist: Artist) -> None:
    artist.open(rooms())
    artist.pick("celtint_lines", "Background")
    told_and_untouched(artist, "Background is white all over")


def test_a_vector_layer_as_lines(artist: Artist) -> None:
    artist.open(rooms())
    artist.krita.call("drawing.add_box", "shapes", "rect1", [10, 10, 50, 50])
    artist.pick("celtint_lines", "shapes")
    told_and_untouched(artist, "choose a paint layer")


def test_hints_too_thin_to_count(artist: Artist) -> None:
    artist.open(rooms())
    thin = np.zeros((300, 400, 4), np.uint8)
    thin[140:160, 90:110] = (*RED, 90)
    artist.add("hints", thin)
    artist.pick("celtint_hints", "hints")
    told_and_untouched(artist, "opaque")


def test_locked_lines_are_only_read(artist: Artist) -> None:
    artist.open(rooms())
    lines = artist.pixels("lines")
    artist.krita.call("drawing.lock", "lines")
    artist.colour()
    assert (artist.pixels("lines") == lines).all()


def test_update_leaves_a_locked_layer_alone(artist: Artist) -> None:
    artist.open(rooms())
    artist.colour()
    artist.krita.call("drawing.lock", RESULT)
    told_and_untouched(artist, "locked", "celtint_update")


def test_a_group_may_be_the_lines(artist: Artist) -> None:
    artist.open(rooms())
    artist.krita.call("drawing.into_group", "lines", "ink")
    artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], RED)
    artist.pick("celtint_lines", "ink")
    artist.colour()
    assert artist.pixels(RESULT)[150, 100].tolist() == [*RED, 255]
    assert artist.layers()[1:3] == [RESULT, "ink"]


@pytest.mark.parametrize(("model", "depth"), [("GRAYA", "U8"), ("CMYKA", "U8"), ("LABA", "U16")])
def test_other_colour_models_are_converted_for_the_server_alone(artist: Artist, model: str, depth: str) -> None:
    artist.open(rooms())
    hints = artist.new_hints()
    artist.stroke([(80, 150), (120, 150)], (120, 120, 120))
    kind = artist.krita.call("drawing.convert", model, depth, "")
    before = artist.krita.call("drawing.fingerprint")
    artist.colour()
    assert kind[:2] == [model, depth]
    after = artist.krita.call("drawing.fingerprint")
    assert [each for each in after if each[0] != RESULT] == before
    painted, coloured = (artist.srgb(name)[150, 100].astype(int) for name in (hints, RESULT))
    assert coloured[3] == 255
    assert abs(painted - coloured).max() <= 1


class TestWhileAJobRuns:
    """The server's clock is stopped, so that the job is surely under way when the artist does something else."""

    @pytest.fixture(autouse=True)
    def _server(self, artist: Artist) -> None:
        artist.open(rooms())
        artist.colour()
        artist.undo()

    def test_the_document_is_closed(self, artist: Artist, home: Home) -> None:
        with held_server(home):
            artist.press("celtint_colour")
            artist.told("colouring")
            artist.close()
        artist.krita.until("window.usable", "celtint_colour")
        assert "closed" in artist.message()
        assert artist.krita.call("drawing.count") == 0

    def test_the_lines_are_deleted(self, artist: Artist, home: Home) -> None:
        with held_server(home):
            artist.press("celtint_colour")
            artist.told("colouring")
            artist.krita.call("drawing.remove", "lines")
            before = artist.krita.call("drawing.fingerprint")
        artist.told("removed")
        assert artist.krita.call("drawing.fingerprint") == before

    def test_another_document_is_in_front(self, artist: Artist, home: Home) -> None:
        with held_server(home):
            artist.press("celtint_colour")
            artist.told("colouring")
            artist.krita.call("drawing.create", 50, 40)
            before = artist.krita.call("drawing.fingerprint")
        artist.krita.until("window.usable", "celtint_colour")
        assert artist.krita.call("drawing.fingerprint") == before
        artist.close()
        artist.krita.until("drawing.exists", RESULT)

    def test_cancel(self, artist: Artist, home: Home) -> None:
        before = artist.krita.call("drawing.fingerprint")
        with held_server(home):
            artist.press("celtint_colour")
            artist.told("colouring")
            artist.press("celtint_cancel")
            artist.told("cancelled")  # though the server says nothing yet
            artist.krita.until("window.usable", "celtint_colour")
        assert artist.krita.call("drawing.fingerprint") == before
        artist.colour()

    def test_cancel_where_the_server_never_answers_again(self, artist: Artist, home: Home) -> None:
        before = artist.krita.call("drawing.fingerprint")
        with held_server(home):
            artist.press("celtint_colour")
            artist.told("colouring")
            artist.press("celtint_cancel")
            artist.told("cancelled")
            kill_server(home)
        assert artist.krita.call("drawing.fingerprint") == before
        artist.colour()

    def test_the_server_is_killed_and_comes_back(self, artist: Artist, home: Home) -> None:
        before = artist.krita.call("drawing.fingerprint")
        with held_server(home) as old:
            artist.press("celtint_colour")
            artist.told("colouring")
            kill_server(home)
        artist.told("Coloured")  # it was asked of a new one
        artist.krita.until("window.usable", "celtint_colour")
        after = artist.krita.call("drawing.fingerprint")
        assert [each for each in after if each[0] != RESULT] == before
        assert RESULT in artist.layers()
        assert server_pid(home) != old


class TestTheServer:
    """Addresses that don't answer as they should; the artist's own server is taken again afterwards."""

    @pytest.fixture
    def place(self, artist: Artist, home: Home) -> Iterator[Callable[[str, str, str], None]]:
        """Say where the server is and connect."""

        def apply(python: str, url: str, token: str) -> None:
            for field, value in (("python", python), ("url", url), ("token", token)):
                artist.krita.call("window.enter", f"celtint_server_{field}", value)
            artist.press("celtint_server_apply")

        artist.open(rooms())
        yield apply
        apply("", "", "")
        artist.told("connected")

    def test_nobody_answers(self, artist: Artist, place: Callable[[str, str, str], None]) -> None:
        place("", "ws://127.0.0.1:9/", "token")
        artist.told("no celtint server answers")
        told_and_untouched(artist, "no celtint server answers")

    def test_the_token_is_wrong(self, artist: Artist, home: Home, place: Callable[[str, str, str], None]) -> None:
        artist.colour()
        place("", artist.server_url(home), "wrong")
        artist.told("token")

    def test_it_is_something_else(self, artist: Artist, place: Callable[[str, str, str], None]) -> None:
        def silent(connection: ServerConnection) -> None:
            for _ in connection:
                pass

        with serve(silent, "127.0.0.1", 0) as other:
            thread = threading.Thread(target=other.serve_forever)
            thread.start()
            place("", f"ws://127.0.0.1:{other.socket.getsockname()[1]}/", "token")
            artist.told("celtint.v1")
            other.shutdown()
            thread.join(10)

    def test_it_isn_t_installed(self, artist: Artist, home: Home, place: Callable[[str, str, str], None]) -> None:
        kill_server(home)
        place("/nowhere/python3", "", "")
        artist.told("press install")
        artist.krita.until("window.seen", "celtint_setup_install")
        told_and_untouched(artist, "press install")
