"""What the artist sees of a document. Krita 5.1 has no call that moves the canvas, so its scroll bars are moved."""

from __future__ import annotations

from celtint_krita.host.application import Krita
from celtint_krita.host.qt import QAbstractScrollArea


def show(box: tuple[int, int, int, int], width: int, height: int) -> None:
    """Bring a box (x, y, width, height) of the page in front, which is width × height, into view if it isn't all seen.

    A canvas that is turned or mirrored stays where it is, as does one of several side by side.
    """
    window = Krita.instance().activeWindow()
    view = None if window is None else window.activeView()
    if view is None or view.canvas().rotation() or view.canvas().mirror():
        return
    every = window.qwindow().findChildren(QAbstractScrollArea)
    shown = [each for each in every if each.metaObject().className() == "KisCanvasController" and each.isVisible()]
    if len(shown) != 1:
        return
    x, y, wide, high = box
    for bar, start, extent, side in (
        (shown[0].horizontalScrollBar(), x, wide, width),
        (shown[0].verticalScrollBar(), y, high, height),
    ):
        # Krita lets one scroll some way past the page, as far at its end as at its beginning
        scale = (bar.maximum() + bar.minimum() + bar.pageStep()) / side
        first, last = scale * start, scale * (start + extent)
        if not bar.value() <= first <= last <= bar.value() + bar.pageStep():
            bar.setValue(round((first + last - bar.pageStep()) / 2))
