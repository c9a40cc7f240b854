"""Documents as a whole: opened, copied, of another colour space."""

from array import array

from celtint_tester.drawing import document, fit, settle
from celtint_tester.qt import QtCore, QtWidgets
from krita import Krita


def open_file(path: str) -> list[str]:
    """Open a file in a new view, in front; what colour space it has."""
    opened = Krita.instance().openDocument(path)
    opened.setBatchmode(True)
    Krita.instance().activeWindow().addView(opened)
    Krita.instance().setActiveDocument(opened)
    settle()
    fit()
    return space()


def save_as(path: str) -> None:
    """Save the document under another name, as *Save As* does."""
    document().saveAs(path)
    settle()


def space() -> list[str]:
    """The model, depth and profile of the document."""
    page = document()
    return [page.colorModel(), page.colorDepth(), page.colorProfile()]


def is_of(model: str) -> bool:
    """Whether the document is of a colour model."""
    return document().colorModel() == model


def several() -> bool:
    """Whether there are two documents, the newer one in front."""
    every = Krita.instance().documents()
    return len(every) == 2 and document() == every[-1]


def ramp(name: str) -> None:
    """Add a layer that goes from black to white from left to right, in a grey document of any depth."""
    page = document()
    kind = {"U8": ("B", 255), "U16": ("H", 65535), "F32": ("f", 1.0)}[page.colorDepth()]
    full = kind[1]
    steps = [full * x / (page.width() - 1) for x in range(page.width())]
    values = array(kind[0], [part for step in steps for part in (step if kind[0] == "f" else round(step), full)])
    layer = page.createNode(name, "paintlayer")
    data = QtCore.QByteArray(values.tobytes() * page.height())
    layer.setPixelData(data, 0, 0, page.width(), page.height())
    page.rootNode().addChildNode(layer, None)
    page.refreshProjection()
    settle()


def switch(number: int) -> bool:
    """Bring the document of this number, by age, to the front, as *Window ▸ Next* does; whether it is there."""
    app = Krita.instance()
    wanted = app.documents()[number]
    if document() != wanted:
        app.action("windows_next").trigger()
    QtWidgets.QApplication.processEvents()
    return bool(document() == wanted)
