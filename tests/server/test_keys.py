"""How pages are let in: codes that are spent at once, keys that are bound, kept, and taken back."""

import json
import os
import stat
import threading
import time

import pytest
from celtint_client import VERSION, framing
from celtint_client.client import Client
from celtint_client.errors import QueueFull
from celtint_server import codes
from celtint_server.codes import Codes
from celtint_server.config import ConfigError
from celtint_server.keys import MOST, Keys
from celtint_web import serving
from websockets.exceptions import ConnectionClosed, InvalidStatus


@pytest.fixture
def paged(serve, tmp_path):
    """Start a server with the page: its ``invitations`` come in a list, which is given beside it."""

    def start(**options):
        invitations = []
        options.setdefault("keys_file", tmp_path / "keys.json")
        options.setdefault("state_file", tmp_path / "state" / "server.json")
        server = serve(pages=serving.page, invite=invitations.append, **options)
        end = time.monotonic() + 30
        while not invitations and time.monotonic() < end:
            time.sleep(0.01)
        return server, invitations[0]

    return start


def code_of(invitation):
    return invitation.url.partition("#code=")[2]


def own(server):
    return server.ready.page.rstrip("/")


def hello(server, origin, **said):
    """What a page hears, and its socket."""
    socket = server.socket(origin=origin)
    socket.send(framing.encode(framing.Request(1, "hello", {"client": "page", "version": VERSION, **said})))
    return framing.decode(socket.recv(timeout=60)), socket


def refused(server, origin, **said):
    """Whether a page is refused, and its socket closed."""
    answer, socket = hello(server, origin, **said)
    if isinstance(answer, framing.Response):
        return False
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=60)
    return answer.name == "UNAUTHORISED"


def test_a_code_is_traded_for_a_key_and_the_key_lets_in(paged, tools):
    server, invitation = paged()
    assert invitation.url.startswith(f"{server.ready.page}#code=")
    answer, _ = hello(server, own(server), code=code_of(invitation))
    key = answer.result["key"]
    assert len(key) >= 43 and key != code_of(invitation)
    again, socket = hello(server, own(server), key=key)
    assert "key" not in again.result  # it is told once
    assert tools.ask(socket, "models.list", {}, 2).result["models"]


def test_a_code_is_spent_at_once(paged):
    server, invitation = paged()
    hello(server, own(server), code=code_of(invitation))
    assert refused(server, own(server), code=code_of(invitation))


@pytest.mark.parametrize("code", ["", "x", "A" * 43, ["list"], 7, None])
def test_a_wrong_code_lets_nobody_in_and_spends_nothing(paged, code):
    server, invitation = paged()
    assert refused(server, own(server), code=code)
    assert refused(server, own(server), key=code)
    assert isinstance(hello(server, own(server), code=code_of(invitation))[0], framing.Response)


def test_a_code_ends_after_ten_minutes(paged, monkeypatch):
    assert codes.VALID_S == 600
    monkeypatch.setattr(codes, "VALID_S", 0.2)
    server, invitation = paged()
    end = time.monotonic() + 30
    while invitation.redirect.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not invitation.redirect.exists()
    assert refused(server, own(server), code=code_of(invitation))


def test_a_code_without_an_origin_or_of_another_origin_of_ours(paged):
    """Programs have the token; a code is for the page alone."""
    server, invitation = paged()
    assert refused(server, None, code=code_of(invitation))
    local = own(server).replace("127.0.0.1", "localhost")
    assert isinstance(hello(server, local, code=code_of(invitation))[0], framing.Response)


def test_a_foreign_page_opens_no_socket(paged):
    server, invitation = paged()
    for origin in ("https://evil.example", "null", "file://", f"{own(server)}0", own(server).upper()):
        with pytest.raises(InvalidStatus) as error:
            server.socket(origin=origin)
        assert error.value.response.status_code == 403
    assert isinstance(hello(server, own(server), code=code_of(invitation))[0], framing.Response)


def test_a_key_is_bound_to_its_origin(paged):
    server, invitation = paged()
    key = hello(server, own(server), code=code_of(invitation))[0].result["key"]
    assert refused(server, own(server).replace("127.0.0.1", "localhost"), key=key)
    assert refused(server, None, key=key)
    assert refused(server, own(server), key=key[:-1])
    assert refused(server, own(server), token=key)


def test_a_key_holds_over_restarts(paged):
    server, invitation = paged()
    key = hello(server, own(server), code=code_of(invitation))[0].result["key"]
    server.stop()
    server.thread.join(60)
    again, _ = paged(port=server.ready.port)
    assert isinstance(hello(again, own(server), key=key)[0], framing.Response)


def test_a_code_ends_with_its_server(paged):
    server, invitation = paged()
    server.stop()
    server.thread.join(60)
    assert not invitation.redirect.exists()
    again, _ = paged(port=server.ready.port)
    assert refused(again, own(server), code=code_of(invitation))


def test_a_page_that_has_a_key_keeps_it_when_it_is_opened_again(paged):
    server, invitation = paged()
    key = hello(server, own(server), code=code_of(invitation))[0].result["key"]
    second = code_of(server_invites(server))
    answer, _ = hello(server, own(server), key=key, code=second)
    assert isinstance(answer, framing.Response) and "key" not in answer.result
    assert refused(server, own(server), code=second)
    assert len(Keys(server.config.keys_file).listed()) == 1


def server_invites(server):
    """Another address, as `celtint open` asks for one."""
    answer = server.client().ask("page.open", {}, {}).next().result
    return type("Invitation", (), {"url": answer["url"]})


def test_a_revoked_key_loses_its_connection_and_isn_t_let_in(paged):
    server, invitation = paged()
    answer, socket = hello(server, own(server), code=code_of(invitation))
    other, still = hello(server, own(server), code=code_of(server_invites(server)))
    keys = Keys(server.config.keys_file)
    assert keys.revoke(keys.listed()[0].id) == 1
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=60)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008
    assert refused(server, own(server), key=answer.result["key"])
    still.send(framing.encode(framing.Request(2, "models.list", {})))
    assert isinstance(framing.decode(still.recv(timeout=60)), framing.Response)
    assert isinstance(hello(server, own(server), key=other.result["key"])[0], framing.Response)


def test_the_token_still_lets_in_and_its_rules_are_the_same(paged):
    server, _ = paged()
    assert isinstance(hello(server, own(server), token=server.token)[0], framing.Response)
    assert refused(server, own(server), token="0" * 64)
    assert refused(server, None)
    assert refused(server, own(server))


def test_a_wrong_token_beside_a_good_key_is_a_wrong_token(paged):
    server, invitation = paged()
    assert refused(server, own(server), token="0" * 64, code=code_of(invitation))
    assert isinstance(hello(server, own(server), code=code_of(invitation))[0], framing.Response)


def test_the_redirect_is_private_leads_there_and_goes_when_the_code_is_spent(paged, tmp_path):
    server, invitation = paged()
    redirect = invitation.redirect
    assert redirect.parent == tmp_path / "state"
    assert stat.S_IMODE(redirect.stat().st_mode) == 0o600
    assert invitation.url in redirect.read_text("utf-8")
    assert "<script" not in redirect.read_text("utf-8")
    hello(server, own(server), code=code_of(invitation))
    assert not redirect.exists()


def test_redirects_that_a_killed_server_left_are_swept(paged, tmp_path):
    folder = tmp_path / "state"
    folder.mkdir()
    old, new, other = folder / "open-0.html", folder / "open-1.html", folder / "notes.html"
    for path in (old, new, other):
        path.write_text("left", "utf-8")
    for path in (old, other):
        os.utime(path, (time.time() - codes.VALID_S - 60,) * 2)
    paged()
    assert not old.exists() and new.exists() and other.exists()


def test_neither_code_nor_key_is_logged(paged, caplog):
    caplog.set_level("DEBUG")
    server, invitation = paged()
    key = hello(server, own(server), code=code_of(invitation))[0].result["key"]
    refused(server, own(server), code=code_of(invitation))
    refused(server, own(server), key="K" * 43)
    ours = "\n".join(record.getMessage() for record in caplog.records if "websockets" not in record.name)
    assert "a page has a key now" in ours
    assert code_of(invitation) not in ours and key not in ours and "K" * 43 not in ours


# --- the file of keys


def test_keys_are_kept_hashed_in_a_private_file(tmp_path):
    path = tmp_path / "folder" / "keys.json"
    name, key = Keys(path).add("http://127.0.0.1:8517", "page")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert key not in path.read_text("utf-8")
    (kept,) = Keys(path).listed()
    assert (kept.id, kept.origin, kept.client, kept.made) == (name, "http://127.0.0.1:8517", "page", kept.used)
    assert Keys(path).find(key, kept.origin) == name and Keys(path).find(kept.digest, kept.origin) is None


def test_a_use_is_noted(tmp_path):
    path = tmp_path / "keys.json"
    name, key = Keys(path).add("http://127.0.0.1:8517", "page")
    said = json.loads(path.read_text("utf-8"))
    said["keys"][0]["used"] = "2020-01-01T00:00:00+00:00"
    path.write_text(json.dumps(said), "utf-8")
    assert Keys(path).find(key, "http://127.0.0.1:8517") == name
    assert Keys(path).listed()[0].used >= said["keys"][0]["made"]


def test_two_servers_write_the_file_at_once(tmp_path):
    path = tmp_path / "keys.json"
    made, failed = [], []

    def add(number):
        try:
            made.extend(Keys(path).add(f"http://127.0.0.1:{number}", "page")[0] for _ in range(5))
        except ConfigError as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    assert {key.id for key in Keys(path).listed()} == set(made) and len(made) == 40
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["keys.json", "keys.lock"]


def test_of_too_many_keys_the_one_not_used_for_longest_goes(tmp_path):
    path = tmp_path / "keys.json"
    keys = Keys(path)
    names = [keys.add("http://127.0.0.1:8517", "page")[0] for _ in range(MOST)]
    said = json.loads(path.read_text("utf-8"))
    said["keys"][7]["used"] = "2020-01-01T00:00:00+00:00"
    path.write_text(json.dumps(said), "utf-8")
    new = keys.add("http://127.0.0.1:8517", "page")[0]
    left = {key.id for key in keys.listed()}
    assert len(left) == MOST and new in left
    assert left == {*names, new} - {said["keys"][7]["id"]}


@pytest.mark.parametrize("damage", ["not json", "[]", '{"keys": [{}]}', '{"keys": 3}', "\udcff"])
def test_a_damaged_file_lets_nobody_in_and_is_said(paged, tmp_path, caplog, damage):
    path = tmp_path / "keys.json"
    path.write_bytes(damage.encode("utf-8", "surrogateescape"))
    path.chmod(0o600)
    with pytest.raises(ConfigError, match=r"remove it|can't be read"):
        Keys(path).listed()
    server, invitation = paged()
    assert refused(server, own(server), code=code_of(invitation))
    assert any("no page is let in" in record.getMessage() for record in caplog.records)
    with Client(server.ready.url, server.token) as client:
        assert client.models()


def test_a_file_that_others_can_read_is_not_used(tmp_path):
    path = tmp_path / "keys.json"
    Keys(path).add("http://127.0.0.1:8517", "page")
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="other users"):
        Keys(path).listed()


# --- pages of other origins


@pytest.fixture
def pairing(serve, tmp_path):
    """A server that lets file:// in once it has said a code; the codes that were shown."""
    shown = []
    server = serve(origins=("file://", "null"), show_code=shown.append, keys_file=tmp_path / "keys.json")
    return server, shown


def test_a_page_elsewhere_types_the_code_and_has_a_key(pairing):
    server, shown = pairing
    assert len(shown) == 1 and len(shown[0]) == 14
    assert refused(server, "file://", code="0000-0000-0000")
    key = hello(server, "file://", code=f" {shown[0].lower().replace('-', ' ')}")[0].result["key"]
    assert isinstance(hello(server, "file://", key=key)[0], framing.Response)
    assert refused(server, "null", key=key)
    with pytest.raises(InvalidStatus):
        server.socket(origin="https://evil.example")


def test_another_code_is_shown_once_the_first_is_spent_and_somebody_asks(pairing):
    server, shown = pairing
    assert refused(server, "null", code="wrong")
    assert len(shown) == 1  # it holds still
    hello(server, "file://", code=shown[0])
    assert len(shown) == 1  # nobody asked
    assert refused(server, "null", code=shown[0])
    assert len(shown) == 2 and shown[0] != shown[1]
    assert isinstance(hello(server, "null", code=shown[1])[0], framing.Response)


def test_without_it_no_such_page_is_let_in_and_nothing_is_shown(serve):
    shown = []
    server = serve(pages=serving.page, show_code=shown.append)
    for origin in ("file://", "null"):
        with pytest.raises(InvalidStatus):
            server.socket(origin=origin)
    assert refused(server, own(server))
    assert not shown


def test_a_typed_code_is_for_the_pages_that_were_allowed(serve, tmp_path):
    shown, invitations = [], []
    server = serve(
        pages=serving.page, origins=("file://",), show_code=shown.append, invite=invitations.append,
        keys_file=tmp_path / "keys.json",
    )  # fmt: skip
    assert refused(server, own(server), code=shown[0])
    assert refused(server, "file://", code=code_of(invitations[0]))


def test_not_more_codes_are_live_than_anybody_needs():
    live = Codes()
    for _ in range(codes.MOST):
        live.add(codes.new(), frozenset(["http://127.0.0.1:8517"]))
    with pytest.raises(QueueFull):
        live.add(codes.new(), frozenset(["http://127.0.0.1:8517"]))


def test_letters_that_look_like_digits_are_taken_for_them():
    live = Codes()
    live.add("10AB-CDEF-0011", frozenset(["null"]))
    assert live.spend("IoAbCdEf ooLl", "null") is not None


def test_a_page_that_is_open_keeps_the_server_from_idling_away(paged):
    server, invitation = paged(idle_exit_s=1.0)
    _answer, socket = hello(server, own(server), code=code_of(invitation))
    server.thread.join(3)
    assert server.thread.is_alive()
    socket.close()
    server.thread.join(30)
    assert not server.thread.is_alive()
