"""A page over HTTP: what is read, never run with more rights than its own files need."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

if TYPE_CHECKING:
    from celtint_server.config import Page

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""No inline script or style, no eval, nothing of any other host, in nobody's frame."""
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}


def method(request: Request) -> str:
    """GET, unless the library knows better: before version 17 it let nothing else through."""
    return str(getattr(request, "method", "GET"))


def plain(socket: ServerConnection, request: Request, status: HTTPStatus, body: str) -> Response:
    """A line of JSON."""
    response = socket.respond(status, body)
    _put(response, "Content-Type", "application/json")
    _put(response, "Cache-Control", "no-store")
    _put(response, "X-Content-Type-Options", "nosniff")
    return _without_body(request, response)


def answer(socket: ServerConnection, request: Request, page: "Page", secure: bool) -> Response:
    """A file of the page, or that it is still the one that the browser has. secure: whether this server's is TLS."""
    known = ",".join(request.headers.get_all("If-None-Match")).split(",")
    same = page.etag in {tag.strip().removeprefix("W/") for tag in known}
    response = socket.respond(HTTPStatus.NOT_MODIFIED if same else HTTPStatus.OK, "")
    _put(response, "Content-Type", page.type)
    _put(response, "ETag", page.etag)
    _put(response, "Cache-Control", "no-cache")
    _put(response, "Vary", "Accept-Encoding")
    for name, value in _ALWAYS.items():
        _put(response, name, value)
    own = f"{'wss' if secure else 'ws'}://{request.headers['Host']}"  # the door has let this name through
    policy = {**_POLICY, "connect-src": f"'self' {own}"}
    _put(response, "Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in policy.items()))
    if same:
        del response.headers["Content-Length"]
        return response
    response.body = page.body
    if page.packed is not None and _takes_gzip(request):
        response.body = page.packed
        _put(response, "Content-Encoding", "gzip")
    _put(response, "Content-Length", str(len(response.body)))
    return _without_body(request, response)


def _put(response: Response, name: str, value: str) -> None:
    if name in response.headers:
        del response.headers[name]
    response.headers[name] = value


def _without_body(request: Request, response: Response) -> Response:
    if method(request) == "HEAD":
        response.body = b""
    return response


def _takes_gzip(request: Request) -> bool:
    """Whether gzip is among what the browser takes, and not with a weight of nought (RFC 9110, 12.5.3)."""
    for row in ",".join(request.headers.get_all("Accept-Encoding")).split(","):
        name, _, weight = row.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
