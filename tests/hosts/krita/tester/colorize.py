"""Krita's own Colorize Mask, scripted (from Krita 5.2 on): its key strokes are the dabs of a hint layer."""

import time
from typing import Any

from celtint_tester import drawing
from celtint_tester.qt import QtCore, QtWidgets
from krita import Document, Krita, ManagedColor

MASK: dict[str, Any] = {}


def there() -> bool:
    """Whether this Krita's scripts can make such masks."""
    return hasattr(Document, "createColorizeMask")


def run(lines: str, hints: str) -> float:
    """Give a line layer such a mask with the hint layer's colours as strokes; seconds until it is coloured."""
    page, layer = drawing.document(), drawing.node(lines)
    size = (0, 0, page.width(), page.height())
    data = bytes(drawing.node(hints).pixelData(*size))
    colours = sorted({data[at : at + 4] for at in range(0, len(data), 4) if data[at + 3] == 255})
    marked = [_managed(colour) for colour in colours]
    mask = page.createColorizeMask("colorize")
    layer.addChildNode(mask, None)
    mask.setEditKeyStrokes(True)
    mask.setUseEdgeDetection(False)
    mask.setLimitToDeviceBounds(False)
    mask.initializeKeyStrokeColors(marked)
    pixels = [data[at : at + 4] for at in range(0, len(data), 4)]
    strokes = [bytes(255 if each == colour else 0 for each in pixels) for colour in colours]
    for colour, stroke in zip(marked, strokes, strict=True):
        mask.setKeyStrokePixelData(QtCore.QByteArray(stroke), colour, *size)
    drawing.settle()
    start = time.perf_counter()
    mask.updateMask(True)
    page.waitForDone()
    while not _coloured(layer, size):
        QtWidgets.QApplication.processEvents()
        time.sleep(0.02)
        if time.perf_counter() - start > 300:
            raise TimeoutError("the mask coloured nothing in 300 s")
    taken = time.perf_counter() - start
    mask.setEditKeyStrokes(False)
    mask.setShowOutput(True)
    drawing.settle()
    MASK["mask"] = mask
    return taken


def _managed(colour: bytes) -> Any:
    made = ManagedColor("RGBA", "U8", "")
    made.setComponents([part / 255 for part in colour])
    return made


def _coloured(layer: Any, size: tuple[int, int, int, int]) -> bool:
    """Whether the mask's own result has anything in it."""
    mask = next(each for each in layer.childNodes() if each.name() == "colorize")
    return any(bytes(mask.projectionPixelData(*size)[3 :: 4 * 997]))


def version() -> str:
    """Krita's."""
    return str(Krita.instance().version())
