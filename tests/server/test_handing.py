"""Files that are handed over to the page: who may, how much, to whom, and for how long."""

import time
from typing import Any

import pytest
from celtint_client import VERSION, framing
from celtint_client.client import Client
from celtint_client.errors import BadPicture, BadRequest, QueueFull, TooLarge, Unauthorised
from celtint_client.handing import HandRequest, Taken
from celtint_client.messages import ColourRequest
from celtint_client.opening import open_page
from celtint_client.parts import Part
from celtint_server import codes
from celtint_server.config import Handed
from celtint_web import serving


@pytest.fixture
def paged(serve):
    return serve(pages=serving.page)


def heard(socket) -> Any:
    return framing.decode(socket.recv(timeout=60))


def page(server, url, **said):
    """A page that was opened by this address."""
    socket = server.socket(origin=server.ready.page.rstrip("/"))
    said.setdefault("code", url.partition("#code=")[2])
    socket.send(framing.encode(framing.Request(1, "hello", {"client": "page", "version": VERSION, **said})))
    return socket, heard(socket).result


def take(socket):
    socket.send(framing.encode(framing.Request(2, "page.take", {})))
    answer = heard(socket)
    return Taken.read(answer.result, answer.parts)


def file(name, data=b"data", role="picture"):
    return HandRequest(name, Part("file", 0, 0, data), role)


def test_files_come_in_their_order_and_once(paged):
    opened = open_page(paged.client(), [file("a.kra", b"\x00\xff" * 50000), file("hints.png", b"", "hints")])
    socket, _ = page(paged, opened.url)
    first, second, none = take(socket), take(socket), take(socket)
    assert (first.name, first.role, first.left, bytes(first.file.view)) == ("a.kra", "picture", 1, b"\x00\xff" * 50000)
    assert (second.name, second.role, second.left, bytes(second.file.view)) == ("hints.png", "hints", 0, b"")
    assert (none.name, none.left, none.file) == ("", 0, None)


def test_each_page_gets_what_was_handed_over_to_it(paged):
    client = paged.client()
    one, two = open_page(client, [file("one.png")]), open_page(client, [file("two.png")])
    first, second, third = page(paged, one.url)[0], page(paged, two.url)[0], page(paged, open_page(client).url)[0]
    assert [take(socket).name for socket in (second, first, third)] == ["two.png", "one.png", ""]


def test_a_page_that_lost_its_connection_takes_the_rest_by_its_key(paged):
    opened = open_page(paged.client(), [file("one.png"), file("two.png")])
    socket, welcome = page(paged, opened.url)
    assert take(socket).name == "one.png"
    socket.close()
    again, _ = page(paged, "", key=welcome["key"], code=None)
    assert take(again).name == "two.png"


def test_files_at_the_start_of_a_server(serve, tmp_path):
    invitations = []
    server = serve(
        pages=serving.page, handed=(Handed("a.png", "picture", b"data"),), invite=invitations.append,
        keys_file=tmp_path / "keys.json",
    )  # fmt: skip
    end = time.monotonic() + 60
    while not invitations:  # a server is ready a moment before it invites
        assert time.monotonic() < end
        time.sleep(0.01)
    assert take(page(server, invitations[0].url)[0]).name == "a.png"


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\secret\\a.png", "/a.png", "<script>alert(1)</script>.png"])
def test_a_name_is_a_text_without_folders(paged, name):
    opened = open_page(paged.client(), [file(name)])
    taken = take(page(paged, opened.url)[0]).name
    assert "\\" not in taken and ".." not in taken and name.endswith(taken)


BIG = 12 << 20


@pytest.fixture
def small(serve):
    """A server with room for two big files."""
    return serve(pages=serving.page, memory_bytes=64 << 20, client_bytes=32 << 20)


def fill(server):
    """Hand over two big files; where they lie there is no room for a third."""
    with Client(server.ready.url, server.token) as client:
        opened = open_page(client, [file("a.png", bytes(BIG)), file("b.png", bytes(BIG))])
        with pytest.raises(QueueFull):
            open_page(client, [file("c.png", bytes(BIG))])
    return opened


def becomes_empty(server):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return bool(fill(server).url)
        except QueueFull:
            time.sleep(0.1)
    return False


def test_files_are_counted_and_go_after_ten_minutes(small, monkeypatch):
    monkeypatch.setattr(codes, "VALID_S", 1.0)
    fill(small)
    assert becomes_empty(small)


def test_files_go_after_ten_minutes_though_the_page_is_there(small, monkeypatch):
    monkeypatch.setattr(codes, "VALID_S", 1.0)
    page(small, fill(small).url)
    assert becomes_empty(small)


def test_taken_files_are_no_longer_counted(small):
    socket, _ = page(small, fill(small).url)
    assert [len(take(socket).file.view) for _ in range(2)] == [BIG, BIG]
    assert becomes_empty(small)


def test_what_was_handed_over_and_never_opened_goes_with_its_connection(small):
    client = Client(small.ready.url, small.token)
    for name in "ab":
        client.ask("page.hand", file(name, bytes(BIG)).params(), file(name, bytes(BIG)).parts()).next()
    client.close()
    assert becomes_empty(small)


def test_a_file_that_is_larger_than_a_message_is_refused(serve):
    server = serve(pages=serving.page, max_message=1 << 20)
    with pytest.raises(TooLarge):
        open_page(server.client(), [file("a.png", b"x" * (2 << 20))])
    assert open_page(server.client(), [file("a.png")]).url


def test_a_page_takes_but_lets_nobody_else_in(paged):
    socket, _ = page(paged, open_page(paged.client()).url)
    for method, params in (("page.open", {}), ("page.hand", {"name": "a.png"})):
        socket.send(framing.encode(framing.Request(3, method, params)))
        assert heard(socket).name == "UNAUTHORISED"


def test_a_program_hands_over_but_takes_nothing(paged):
    client = paged.client()
    open_page(client, [file("a.png")])
    with pytest.raises(Unauthorised):
        client.ask("page.take", {}, {}).next()


def test_a_server_without_a_page_opens_none(server):
    for files in ([], [file("a.png")]):
        with pytest.raises(BadRequest, match="no page"):
            open_page(server.client(), files)


def test_what_is_no_file_is_refused(paged):
    client = paged.client()
    picture = Part("l8", 2, 2, b"1234")
    for request in (HandRequest("a.png", picture), HandRequest("a.png", Part("file", 0, 0, b""), "key")):
        with pytest.raises(BadRequest):
            open_page(client, [request])
    with pytest.raises(BadRequest):
        client.ask("page.open", {"url": "http://evil.example/"}, {}).next()


def test_a_file_is_no_picture(paged):
    with pytest.raises(BadPicture, match="not a picture"):
        paged.client().colour(ColourRequest(Part("file", 2, 2, b"1234")))
