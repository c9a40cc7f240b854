"""The page's files by the paths that a browser asks for.

``/`` and what is below it is the folder page/; ``/client/`` is the JavaScript client's source. No path is decoded and
none is resolved: a path that isn't made of plain names, of a kind that pages are made of, leads nowhere.
"""

import gzip
import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_ROOTS = (("/client/", _HERE / "client" / "src"), ("/", _HERE / "page"))
"""What a path begins with, and the folder that it then names; the first that fits."""
_NAMES = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_-]*/)*[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+", re.ASCII)
_TEXTS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_PICTURES = {".png": "image/png", ".webp": "image/webp"}


@dataclass(frozen=True)
class Page:
    """One file. body: its bytes. packed: the same by gzip, None where that makes it no smaller. type: what stands in
    Content-Type. etag: what stands in ETag, the same as long as the bytes are."""

    body: bytes
    packed: bytes | None
    type: str
    etag: str


_lock = threading.Lock()
_kept: dict[Path, tuple[int, int, Page]] = {}
"""Files that were read, with the time and the size they had."""


def page(path: str) -> Page | None:
    """The file at a URL's path, "/" being index.html; None if there is none. Safe to use from several threads."""
    for start, folder in _ROOTS:
        if path.startswith(start):
            return _file(folder, path.removeprefix(start) or "index.html")
    return None


def _file(folder: Path, name: str) -> Page | None:
    file = folder / name
    if not _NAMES.fullmatch(name) or file.suffix not in {**_TEXTS, **_PICTURES}:
        return None
    try:
        about = file.stat()
        with _lock:
            kept = _kept.get(file)
        if kept is None or kept[:2] != (about.st_mtime_ns, about.st_size):
            kept = (about.st_mtime_ns, about.st_size, _read(file))
            with _lock:
                _kept[file] = kept
    except OSError:
        return None
    return kept[2]


def _read(file: Path) -> Page:
    body = file.read_bytes()
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if file.suffix in _PICTURES:
        return Page(body, None, _PICTURES[file.suffix], etag)
    packed = gzip.compress(body, 9, mtime=0)
    kind = f"{_TEXTS[file.suffix]}; charset=utf-8"
    return Page(body, packed if len(packed) < len(body) else None, kind, etag)
