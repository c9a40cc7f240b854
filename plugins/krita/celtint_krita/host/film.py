"""An animated layer in a file, as Krita writes one.

`Document.importAnimation` is not used: with more than one picture it takes away an image that one of Krita's own
threads is still looking at, and Krita 5.1.5 dies of that now and then, with all that the artist hasn't saved.
A .kra is a zip: a layer's keyframes.xml says when it shows which frame, and each frame is a file of tiles.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_krita.host.pixels import Layer
from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SIDE = 64
_ROW = 4 * _SIDE
_EMPTY = bytes(_SIDE * _ROW)
_RAW = b"\0"
"""A tile that begins with this holds its pixels as they are; one that begins with 1 was compressed by LZF."""
_QUICKLY = 1
_LAYER = re.compile(r'<layer\b[^>]*?\sfilename="([^"]+)"')
_PICTURES = ("mergedimage.png", "preview.png")
_KEYS = """<?xml version="1.0" encoding="UTF-8"?>
<keyframes xmlns="http://www.calligra.org/DTD/krita-keyframes"><channel name="content">{0}</channel></keyframes>
"""
_KEY = '<keyframe time="{0}" color-label="0" frame="{1}"><offset x="0" y="0" type="point"/></keyframe>'


def tiles(layer: Layer) -> bytes:
    """A layer of any size as Krita keeps a frame: a header, then each tile of 64 × 64 pixels that isn't empty."""
    width, height, data = layer
    found = []
    for top in range(0, height, _SIDE):
        rows = range(4 * width * top, 4 * width * min(top + _SIDE, height), 4 * width)
        for left in range(0, width, _SIDE):
            first, end = 4 * left, 4 * min(left + _SIDE, width)
            pixels = b"".join([data[row + first : row + end].ljust(_ROW, b"\0") for row in rows])
            pixels = pixels.ljust(len(_EMPTY), b"\0")
            if pixels != _EMPTY:
                found.append(b"%d,%d,LZF,%d\n%b%b" % (left, top, len(_RAW + pixels), _RAW, pixels))
    return b"VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA %d\n%b" % (len(found), b"".join(found))


class Film:
    """The frames of a layer, written into a .kra in a temporary folder as they come; `with` it, or `close` it."""

    def __init__(self, width: int, height: int, template: Mapping[str, bytes]) -> None:
        """width, height: the page's. template: by name, what the running Krita puts into the .kra of one empty 8-bit
        layer, of any size. Raises Refused."""
        main = template["maindoc.xml"].decode()
        layer = _LAYER.search(main)
        if layer is None:
            raise Refused(tr("celtint doesn't know how this Krita keeps layers; update the plugin."))
        self._name = layer[1]
        self._place = next(name for name in template if name.endswith(f"/layers/{self._name}"))[: -len(self._name)]
        main = main.replace("<layer ", f'<layer keyframes="{self._name}.keyframes.xml" ', 1)
        for side, size in (("width", width), ("height", height)):
            main = re.sub(rf'(<IMAGE\b[^>]*?\s{side}=)"\d+"', rf'\g<1>"{size}"', main)
        # the frame at 0 comes in the place of the layer's own; the pictures are of the template
        gone = {*_PICTURES, self._place + self._name}
        self._rest = {name: data for name, data in template.items() if name not in gone}
        self._rest["maindoc.xml"] = main.encode()
        self._lock = threading.Lock()
        with _room():
            self._folder = tempfile.TemporaryDirectory(prefix="celtint-")
            path = Path(self._folder.name) / "frames.kra"
            self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICKLY)

    def add(self, time: int, layer: Layer) -> None:
        """What is shown from a time on; from any thread. Raises Refused if there is no room for it."""
        self._write(self._place + self._frame(time), tiles(layer))

    def finish(self, times: Iterable[int]) -> str:
        """Give these of the frames their keys; the path of the .kra. Raises Refused if there is no room for it.

        Every layer has a key at 0 in Krita: an empty one if none of the times is.
        """
        frames = {time: self._frame(time) for time in times}
        if 0 not in frames:
            frames[0] = f"{self._name}.empty"
            self._write(self._place + frames[0], tiles(Layer(0, 0, b"")))
        keys = "".join(_KEY.format(time, frames[time]) for time in sorted(frames))
        self._write(f"{self._place}{self._name}.keyframes.xml", _KEYS.format(keys).encode())
        for name, data in self._rest.items():
            self._write(name, data)
        with _room(), self._lock:
            self._zip.close()
        return str(self._zip.filename)

    def _frame(self, time: int) -> str:
        """The name of a frame's file; an only frame's has to be the layer's."""
        return f"{self._name}.f{time}" if time else self._name

    def _write(self, name: str, data: bytes) -> None:
        with _room(), self._lock:
            self._zip.writestr(name, data)

    def close(self) -> None:
        """Remove the file."""
        with self._lock, contextlib.suppress(OSError):
            self._zip.close()
        self._folder.cleanup()

    def __enter__(self) -> Film:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """Say what to do if a file can't be written."""
    try:
        yield
    except OSError as error:
        raise Refused(tr("The frames can't be written to the temporary folder; make room on the disk.")) from error
