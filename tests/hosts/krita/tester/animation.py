"""Animated documents: made with keys where a test wants them, read back frame by frame."""

import re
import zipfile
from pathlib import Path

from celtint_tester.drawing import document, node, settle
from krita import Krita
from PyQt5.QtWidgets import QApplication


def create(pictures: list[str], times: list[int], length: int, path: str, name: str = "lines") -> None:
    """A document in front whose layer shows each picture from its time on, `length` frames long.

    Krita imports pictures at even steps only, so the keys' times are put right in the file, as HOSTS.md found.
    """
    app = Krita.instance()
    first = path + ".even.kra"
    size = _size(pictures[0])
    scratch = app.createDocument(*size, "even", "RGBA", "U8", "", 72.0)
    scratch.setBatchmode(True)
    scratch.importAnimation(pictures, 0, 1)
    scratch.waitForDone()
    scratch.saveAs(first)
    scratch.waitForDone()
    scratch.close()
    _retime(first, path, times)
    opened = app.openDocument(path)
    opened.setBatchmode(True)
    app.activeWindow().addView(opened)
    app.setActiveDocument(opened)
    opened.setFullClipRangeStartTime(0)
    opened.setFullClipRangeEndTime(length - 1)
    next(child for child in opened.rootNode().childNodes() if child.animated()).setName(name)
    settle()


def _size(picture: str) -> tuple[int, int]:
    from PyQt5.QtGui import QImage

    image = QImage(picture)
    return image.width(), image.height()


def _retime(source: str, target: str, times: list[int]) -> None:
    """Copy a .kra, its n-th key moved to the n-th of the times."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            if entry.filename.endswith("keyframes.xml"):
                text = data.decode()
                data = re.sub(r'time="(\d+)"', lambda m: f'time="{times[int(m.group(1))]}"', text).encode()
            new.writestr(entry, data)
    Path(source).unlink()


def keys(name: str) -> list[int]:
    """The times at which a node has keys, within the clip."""
    it = node(name)
    return [time for time in range(document().fullClipRangeEndTime() + 1) if it.hasKeyframeAtTime(time)]


def key_pixels(name: str, x: int, y: int) -> dict[str, list[int]]:
    """The bytes of one pixel at each key."""
    it = node(name)
    return {str(time): list(bytes(it.pixelDataAtTime(x, y, 1, 1, time))) for time in keys(name)}


def at(time: int) -> int:
    """Go to a frame; where Krita then is."""
    document().setCurrentTime(time)
    settle()
    QApplication.processEvents()
    return int(document().currentTime())


def remove_key(name: str, time: int) -> None:
    """Take a layer's key away, as *Remove Keyframe* in the timeline does."""
    document().setActiveNode(node(name))
    at(time)
    Krita.instance().action("remove_frames").trigger()
    settle()
