"""Layers read and written some rows at a time, with Krita's own work between, so that its window never waits for a
large page: 4 MB take it some milliseconds, the 140 MB of an A3 page at 600 dpi a sixth of a second, each time.

What is done so is a generator that yields wherever Krita may go on; `ui.pump` runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from celtint_krita.host.pixels import Layer

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from celtint_krita.host.page import Page

STRIP_BYTES = 4 << 20
"""Of pixels that are read or written in one go."""


class Strips(NamedTuple):
    """A layer of width × height BGRA pixels in strips of rows from the top, each None where nothing at all is in it."""

    width: int
    height: int
    rows: tuple[bytes | None, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing is on it."""
        return not any(self.rows)

    def layer(self) -> Layer:
        """The whole of it in one piece."""
        stride, cuts = 4 * self.width, enumerate(spans(self.width, self.height))
        data = b"".join(self.rows[at] or bytes(stride * (end - first)) for at, (first, end) in cuts)
        return Layer(self.width, self.height, data)


def spans(width: int, height: int, first: int = 0) -> Iterator[tuple[int, int]]:
    """The first row of each strip and the one after its last, of rows `first` to before `first + height`."""
    high = max(1, STRIP_BYTES // max(1, 4 * width))
    for row in range(first, first + height, high):
        yield row, min(row + high, first + height)


def read(page: Page, layer: str | None, before: Strips | None = None) -> Generator[None, None, Strips]:
    """A layer as `Page.read` gives it; before: what it was, which it shares all with that is still so. Raises Refused
    as that does."""
    width, height = page.width, page.height
    known = before.rows if before is not None and (before.width, before.height) == (width, height) else ()
    found: list[bytes | None] = []
    for at, (first, end) in enumerate(spans(width, height)):
        data = page.rows(layer, first, end)
        if data is None:  # of a kind that Krita gives in one piece only
            whole = page.read(layer)
            pieces = [cut(whole, (0, top, width, bottom - top)) for top, bottom in spans(width, height)]
            return Strips(width, height, tuple(each if each.strip(b"\0") else None for each in pieces))
        found.append(known[at] if known and data == known[at] else data if data.strip(b"\0") else None)
        yield
    return Strips(width, height, tuple(found))


def same(page: Page, layer: str, known: Layer, rect: tuple[int, int, int, int]) -> Generator[None, None, bool]:
    """Whether a layer has these very bytes in a rectangle of it, x, y, width and height."""
    x, y, width, height = rect
    for first, end in spans(width, height, y):
        if page.raw(layer, (x, first, width, end - first)) != cut(known, (x, first, width, end - first)):
            return False
        yield
    return True


def write(page: Page, layer: str, pixels: Layer, x: int, y: int) -> Generator[None, None, None]:
    """Put pixels into a layer that celtint made, with their corner at x and y; no undo step. Raises Refused."""
    stride, rows = 4 * pixels.width, memoryview(pixels.data)
    for first, end in spans(pixels.width, pixels.height):
        page.put(layer, bytes(rows[first * stride : end * stride]), (x, y + first, pixels.width, end - first))
        yield
    page.refresh()


def cut(layer: Layer, rect: tuple[int, int, int, int]) -> bytes:
    """The bytes of a rectangle of a layer."""
    x, y, width, height = rect
    stride, rows = 4 * layer.width, memoryview(layer.data)
    if width == layer.width:
        return bytes(rows[y * stride : (y + height) * stride])
    return b"".join(rows[row * stride + 4 * x : row * stride + 4 * (x + width)] for row in range(y, y + height))


def paste(layer: Layer, patch: Layer, x: int, y: int) -> Layer:
    """The layer with a patch in it, its corner at x and y."""
    stride, wide = 4 * layer.width, 4 * patch.width
    out, rows = bytearray(layer.data), memoryview(patch.data)
    for row in range(patch.height):
        start = (y + row) * stride + 4 * x
        out[start : start + wide] = rows[row * wide : (row + 1) * wide]
    return Layer(layer.width, layer.height, bytes(out))
