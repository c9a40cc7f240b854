"""Animated documents: made with keys where a test wants them, read back frame by frame."""

from celtint_krita.host.page import Page
from celtint_krita.model import clip
from celtint_krita.model.painting import layer_from
from celtint_tester import drawing
from celtint_tester.drawing import document, node, settle
from celtint_tester.qt import QtGui, QtWidgets
from krita import Krita


def create(pictures: list[str], times: list[int], length: int, name: str = "lines") -> None:
    """A document in front, `length` frames long, whose upper layer shows each picture from its time on."""
    size = QtGui.QImage(pictures[0]).size()
    drawing.create(size.width(), size.height())
    add(pictures, times, name)
    document().setFullClipRangeStartTime(0)
    document().setFullClipRangeEndTime(length - 1)
    settle()


def add(pictures: list[str], times: list[int], name: str) -> None:
    """A layer on top that shows each picture, of the page's size, from its time on.

    It is made as the plugin makes its own: Krita's importAnimation may die of several pictures.
    """
    layers = [
        layer_from(QtGui.QImage(picture).convertToFormat(QtGui.QImage.Format.Format_ARGB32)) for picture in pictures
    ]
    page = Page(document())
    with clip.begin(page) as film:
        for time, layer in zip(times, layers, strict=True):
            film.add(time, layer)
        page.bring(film.finish(times), name, None, "normal")
    settle()


def keys(name: str) -> list[int]:
    """The times at which a node has keys, within the clip."""
    it = node(name)
    return [time for time in range(document().fullClipRangeEndTime() + 1) if it.hasKeyframeAtTime(time)]


def key_pixels(name: str, x: int, y: int) -> dict[str, list[int]]:
    """The bytes of one pixel at each key."""
    it = node(name)
    return {str(time): list(bytes(it.pixelDataAtTime(x, y, 1, 1, time))) for time in keys(name)}


def now() -> int:
    """The frame that is shown."""
    return int(document().currentTime())


def at(time: int) -> int:
    """Go to a frame; where Krita then is."""
    document().setCurrentTime(time)
    settle()
    QtWidgets.QApplication.processEvents()
    return int(document().currentTime())


def remove_key(name: str, time: int) -> None:
    """Take a layer's key away, as *Remove Keyframe* in the timeline does."""
    document().setActiveNode(node(name))
    at(time)
    Krita.instance().action("remove_frames").trigger()
    settle()
