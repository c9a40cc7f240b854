"""The page over HTTP: its headers, what is packed, and what isn't there."""

import gzip
import http.client
import json

import pytest
from celtint_web import serving


@pytest.fixture
def paged(serve):
    """A server with the canvas."""
    return serve(pages=serving.page)


def ask(server, path="/", method="GET", **headers):
    """Status, headers by lower-case name, body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.ready.port, timeout=60)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def home():
    page = serving.page("/")
    assert page is not None
    return page.body


def policy(headers):
    rows = (row.split() for row in headers["content-security-policy"].split(";"))
    return {name: set(sources) for name, *sources in rows}


def test_the_page_is_there_and_strict(paged):
    status, headers, body = ask(paged)
    assert status == 200 and body == home()
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-cache"
    assert int(headers["content-length"]) == len(body)


def test_the_policy_lets_nothing_of_others_in(paged):
    found = policy(ask(paged)[1])
    own = {"'self'", "'none'", "blob:", "data:", f"ws://127.0.0.1:{paged.ready.port}"}
    assert set().union(*found.values()) <= own
    assert found["default-src"] == found["frame-ancestors"] == found["base-uri"] == found["form-action"] == {"'none'"}
    assert found["script-src"] == found["style-src"] == found["worker-src"] == {"'self'"}
    assert found["img-src"] == {"'self'", "blob:", "data:"}
    assert found["connect-src"] == {"'self'", f"ws://127.0.0.1:{paged.ready.port}"}


def test_the_page_may_only_open_the_socket_of_the_name_it_has(paged):
    headers = ask(paged, Host=f"localhost:{paged.ready.port}")[1]
    assert policy(headers)["connect-src"] == {"'self'", f"ws://localhost:{paged.ready.port}"}


def test_the_page_s_address_is_told(paged, server):
    assert paged.ready.page == f"http://127.0.0.1:{paged.ready.port}/"
    assert server.ready.page == ""
    assert ask(server)[0] == 426  # a server without a page speaks the wire alone


def packed():
    body = b"<!doctype html>" + b" " * 4000
    made = serving.Page(body, gzip.compress(body), "text/html; charset=utf-8", '"tag"')
    return body, lambda path: made if path == "/" else None


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("br", False),
        ("", False),
        ("gzip;q=0, br", False),
        ("gzip ; q=0.000", False),
    ],
)
def test_it_is_packed_for_browsers_that_take_it(serve, accepted, is_packed):
    body, pages = packed()
    _status, headers, got = ask(serve(pages=pages), Accept_Encoding=accepted)
    assert (headers.get("content-encoding") == "gzip") is is_packed
    assert (gzip.decompress(got) if is_packed else got) == body
    assert headers["vary"] == "Accept-Encoding" and int(headers["content-length"]) == len(got)


@pytest.mark.parametrize("known", ['"tag"', 'W/"tag"', '"other", "tag"'])
def test_what_the_browser_has_is_not_sent_again(serve, known):
    body, pages = packed()
    server = serve(pages=pages)
    status, headers, got = ask(server, If_None_Match=known)
    assert (status, got) == (304, b"") and headers["etag"] == '"tag"'
    assert "content-security-policy" in headers
    status, _headers, got = ask(server, If_None_Match='"another"')
    assert (status, got) == (200, body)


def test_a_head_has_no_body_and_other_methods_are_refused(paged):
    status, headers, body = ask(paged, method="HEAD")
    assert body == b""
    if status == 200:  # websockets before version 17 refuses it by itself
        assert int(headers["content-length"]) == len(home())
    assert ask(paged, method="POST")[0] in (400, 405)
    assert ask(paged, method="DELETE")[0] in (400, 405)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:{port}", ""])
@pytest.mark.parametrize("path", ["/", "/index.html", "/src/main.js"])
def test_a_foreign_host_gets_no_file(paged, host, path):
    status, headers, body = ask(paged, path, Host=host.format(port=paged.ready.port))
    assert status == 403 and json.loads(body)["name"] == "UNAUTHORISED"
    assert "content-security-policy" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../serving.py",
        "/%2e%2e/serving.py",
        "/..%2fserving.py",
        "/client/../../serving.py",
        "/src/",
        "/style",
        "/client/",
    ],
)
def test_there_is_nothing_else(paged, path):
    status, headers, body = ask(paged, path)
    assert (status, body) == (404, b"{}\n")
    assert headers["x-content-type-options"] == "nosniff"


def test_a_question_behind_the_path_changes_nothing(paged):
    assert ask(paged, "/?new")[2] == home()


def test_a_socket_at_a_file_s_path_is_no_socket(paged):
    status, _headers, _body = ask(
        paged,
        "/index.html",
        Upgrade="websocket",
        Connection="Upgrade",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
        Sec_WebSocket_Protocol="celtint.v1",
    )
    assert status == 404


def test_health_is_answered_beside_the_page(paged):
    assert json.loads(ask(paged, "/healthz")[2]) == {"status": "ok"}
