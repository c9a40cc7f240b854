"""A web site on another port of this machine: another origin, as every page of the internet is."""

import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def site(folder: Path) -> Iterator[str]:
    """Serve an empty page from a folder; gives its address."""
    place = folder / "site"
    place.mkdir()
    (place / "index.html").write_text("<!doctype html><title>elsewhere</title>", "utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(place))

        def log_message(self, *_said: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()
        thread.join(10)
