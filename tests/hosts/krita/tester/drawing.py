"""The document: drawings put into it, pixels taken out of it, strokes' places on the screen."""

import hashlib
from pathlib import Path
from typing import Any

from celtint_tester.qt import QtCore, QtGui, QtWidgets
from krita import Document, Krita, Node, Selection

SRGB = "sRGB-elle-V2-srgbtrc.icc"


def document() -> Document:
    """The document in front."""
    found = Krita.instance().activeDocument()
    if found is None:
        raise LookupError("no document is open")
    return found


def create(
    width: int, height: int, model: str = "RGBA", depth: str = "U8", profile: str = "", dpi: float = 72.0
) -> None:
    """A new document in a new view, in front; an empty profile is Krita's default for the model."""
    app = Krita.instance()
    made = app.createDocument(width, height, "drawing", model, depth, profile, dpi)
    made.setBatchmode(True)
    app.activeWindow().addView(made)
    app.setActiveDocument(made)
    settle()


def settle() -> None:
    """Wait until Krita has done what it was told."""
    document().waitForDone()
    QtWidgets.QApplication.processEvents()


def close() -> None:
    """Close the document in front, unsaved."""
    shown = document()
    shown.setModified(False)
    shown.close()
    QtWidgets.QApplication.processEvents()


def close_all() -> None:
    """Close every document, unsaved."""
    for each in Krita.instance().documents():
        each.setModified(False)
        each.close()
    QtWidgets.QApplication.processEvents()


def node(name: str) -> Node:
    """The node of that name, the topmost one if there are several."""
    found = document().nodeByName(name)
    if found is None:
        raise LookupError(f"no node is named {name}; there are {tree()}")
    return found


def tree() -> list[Any]:
    """Names of all nodes from the bottom to the top; a group is a list of its name and its children's."""
    return _names(document().rootNode())[1:]


def _names(parent: Node) -> list[Any]:
    children = [_names(child) if child.type() == "grouplayer" else child.name() for child in parent.childNodes()]
    return [parent.name(), *children]


def exists(name: str) -> bool:
    """Whether a node of that name is in the document."""
    return document().nodeByName(name) is not None


def gone(name: str) -> bool:
    """Whether no node of that name is in the document."""
    return not exists(name)


def more_than(count: int) -> list[str]:
    """The names of the nodes at the top level if there are more than that, else none."""
    names = [child.name() for child in document().rootNode().childNodes()]
    return names if len(names) > count else []


def undo() -> None:
    """Undo once, as the menu does."""
    Krita.instance().action("edit_undo").trigger()
    settle()


def redo() -> None:
    """Redo once."""
    Krita.instance().action("edit_redo").trigger()
    settle()


def add(name: str, picture: str, x: int = 0, y: int = 0, above: str = "") -> None:
    """A new paint layer with the pixels of a PNG, put in as bytes of the layer's own kind: RGBA U8 documents only."""
    data, width, height = _bytes_of(picture)
    layer = document().createNode(name, "paintlayer")
    layer.setPixelData(data, x, y, width, height)
    document().rootNode().addChildNode(layer, node(above) if above else None)
    document().refreshProjection()
    settle()


def put_pixels(name: str, picture: str) -> None:
    """Give a layer the pixels of a PNG: RGBA U8 documents only."""
    data, width, height = _bytes_of(picture)
    node(name).setPixelData(data, 0, 0, width, height)
    document().refreshProjection()
    settle()


def _bytes_of(picture: str) -> tuple[QtCore.QByteArray, int, int]:
    image = QtGui.QImage(picture).convertToFormat(QtGui.QImage.Format.Format_ARGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return QtCore.QByteArray(bytes(bits)), image.width(), image.height()


def select(name: str) -> bool:
    """Make a node the active one."""
    document().setActiveNode(node(name))
    settle()
    return bool(document().activeNode().name() == name)


def facts(name: str) -> dict[str, Any]:
    """What a node is: type, colour space, bounds, lock, blending."""
    it = node(name)
    bounds = it.bounds()
    return {
        "type": it.type(),
        "model": it.colorModel(),
        "depth": it.colorDepth(),
        "profile": it.colorProfile(),
        "bounds": list(bounds.getRect()),
        "blending": it.blendingMode(),
        "locked": it.locked(),
        "visible": it.visible(),
        "animated": it.animated(),
        "id": it.uniqueId().toString(),
    }


def save_pixels(name: str, path: str, rect: list[int] | None = None) -> list[int]:
    """Write a node's raw pixels, by default those of the document's rectangle, to a file; the rectangle."""
    where = rect or [0, 0, document().width(), document().height()]
    Path(path).write_bytes(bytes(node(name).pixelData(*where)))
    return where


def save_projection(path: str) -> None:
    """Save what the artist sees as a PNG."""
    document().refreshProjection()
    settle()
    document().projection(0, 0, document().width(), document().height()).save(path)


def pixel(name: str, x: int, y: int) -> list[int]:
    """The bytes of one pixel of a node."""
    return list(bytes(node(name).pixelData(x, y, 1, 1)))


def has_pixel(name: str, x: int, y: int, wanted: list[int]) -> bool:
    """Whether a node exists and has that pixel."""
    return document().nodeByName(name) is not None and pixel(name, x, y) == wanted


def save_as_srgb(name: str, path: str) -> list[int]:
    """Write a node's pixels as 8-bit sRGB, converted by Krita in a document of their own; the rectangle."""
    it, page = node(name), document()
    size = (page.width(), page.height())
    scratch = Krita.instance().createDocument(
        *size, "scratch", it.colorModel(), it.colorDepth(), it.colorProfile(), 72.0
    )
    copy = scratch.createNode("copy", "paintlayer")
    copy.setPixelData(it.pixelData(0, 0, *size), 0, 0, *size)
    scratch.rootNode().addChildNode(copy, None)
    scratch.setColorSpace("RGBA", "U8", SRGB)
    scratch.waitForDone()
    Path(path).write_bytes(bytes(copy.pixelData(0, 0, *size)))
    scratch.close()
    return [0, 0, *size]


def convert(model: str, depth: str, profile: str) -> list[str]:
    """Convert the whole document as *Image ▸ Convert Image Color Space* does; what it then is."""
    page = document()
    page.setColorSpace(model, depth, profile or Krita.instance().profiles(model, depth)[0])
    settle()
    return [page.colorModel(), page.colorDepth(), page.colorProfile()]


def fingerprint() -> list[Any]:
    """Everything about the document's nodes that a test of "untouched" compares: order, kinds, places, pixels."""
    return [_print(child) for child in document().rootNode().childNodes()]


def _print(it: Node) -> list[Any]:
    where = it.bounds().getRect()
    pixels = hashlib.sha256(bytes(it.pixelData(*where))).hexdigest() if it.type() == "paintlayer" else it.type()
    return [it.name(), it.type(), where, pixels, it.locked(), [_print(child) for child in it.childNodes()]]


def empty_layer(name: str, kind: str = "paintlayer") -> None:
    """Add a layer with nothing on it, on top."""
    document().rootNode().addChildNode(document().createNode(name, kind), None)
    settle()


def hide(name: str) -> None:
    """Make a layer invisible."""
    node(name).setVisible(False)
    document().refreshProjection()
    settle()


def lock(name: str) -> None:
    """Lock a layer."""
    node(name).setLocked(True)


def remove(name: str) -> None:
    """Delete a layer."""
    node(name).remove()
    settle()


def into_group(name: str, group: str) -> None:
    """Put a layer into a new group at its place."""
    made, child = document().createGroupLayer(group), node(name)
    document().rootNode().addChildNode(made, child)
    copy = child.duplicate()
    child.remove()
    made.addChildNode(copy, None)
    copy.setName(name)
    settle()


def count() -> int:
    """How many documents are open."""
    return len(Krita.instance().documents())


def active() -> str:
    """The name of the active node."""
    return str(document().activeNode().name())


def select_rectangle(rect: list[int]) -> None:
    """Select a rectangle of the document: x, y, width, height."""
    chosen = Selection()
    chosen.select(*rect, 255)
    document().setSelection(chosen)
    settle()


def has_shape(layer: str, name: str) -> bool:
    """Whether a vector layer has a shape of that name."""
    return name in shapes(layer)


def save_and_reopen(path: str) -> None:
    """Save the document, close it and open the file in a new view."""
    page = document()
    page.saveAs(path)
    page.waitForDone()
    close()
    opened = Krita.instance().openDocument(path)
    opened.setBatchmode(True)
    Krita.instance().activeWindow().addView(opened)
    Krita.instance().setActiveDocument(opened)
    settle()
    fit()


def canvas() -> QtWidgets.QWidget:
    """The widget that Krita paints the document on: the largest of its kind that can be seen."""
    kinds = ("KisOpenGLCanvas2", "KisQPainterCanvas")
    found = [
        each
        for each in QtWidgets.QApplication.allWidgets()
        if each.metaObject().className() in kinds and each.isVisible()
    ]
    return max(found, key=lambda each: each.width() * each.height())


def fit() -> None:
    """Show the whole page in the middle of the view."""
    shown, page = canvas(), document()
    zoom = 0.95 * min(shown.width() / page.width(), shown.height() / page.height())
    Krita.instance().activeWindow().activeView().canvas().setZoomLevel(zoom)
    settle()
    across, down = _scroll_bars()
    across.setValue(round((page.width() * zoom - shown.width()) / 2))
    down.setValue(round((page.height() * zoom - shown.height()) / 2))
    settle()


def zoom(level: float) -> None:
    """Show the page larger or smaller; 1 is a pixel a pixel, in a document of 72 dpi."""
    Krita.instance().activeWindow().activeView().canvas().setZoomLevel(level)
    settle()


def in_view(x: float, y: float) -> bool:
    """Whether a pixel of a document of 72 dpi is on the canvas."""
    (place,) = on_screen([[x, y]])
    return bool(canvas().rect().contains(canvas().mapFromGlobal(QtCore.QPoint(*place))))


def _scroll_bars() -> list[QtWidgets.QScrollBar]:
    """The canvas's scroll bars; their values are where its corner is on the zoomed page."""
    area = canvas().parentWidget().parentWidget()
    return [area.horizontalScrollBar(), area.verticalScrollBar()]


def on_screen(points: list[list[float]]) -> list[list[int]]:
    """Where pixels of a document of 72 dpi are on the screen."""
    corner = canvas().mapToGlobal(QtCore.QPoint(0, 0))
    zoom = Krita.instance().activeWindow().activeView().canvas().zoomLevel()
    across, down = (bar.value() for bar in _scroll_bars())
    return [[round(corner.x() + x * zoom - across), round(corner.y() + y * zoom - down)] for x, y in points]


def brush(preset: str, size: float, colour: list[float]) -> None:
    """Take the freehand brush with this preset, size in pixels, and colour (red, green, blue, 0 to 1)."""
    from krita import ManagedColor

    app = Krita.instance()
    app.action("KritaShape/KisToolBrush").trigger()
    view = app.activeWindow().activeView()
    view.setCurrentBrushPreset(app.resources("preset")[preset])
    view.setBrushSize(size)
    paint = ManagedColor("RGBA", "U8", "")
    red, green, blue = colour
    paint.setComponents([blue, green, red, 1.0])
    view.setForeGroundColor(paint)
    view.setPaintingOpacity(1.0)
    view.setPaintingFlow(1.0)
    settle()


def presets(word: str) -> list[str]:
    """Names of brush presets that contain a word."""
    return sorted(name for name in Krita.instance().resources("preset") if word.lower() in name.lower())


def add_box(layer: str, name: str, rect: list[float]) -> None:
    """Draw a rectangle, in pixels, on a vector layer, which is made if there is none."""
    page = document()
    found = page.nodeByName(layer)
    if found is None:
        found = page.createVectorLayer(layer)
        page.rootNode().addChildNode(found, None)
    scale = 72.0 / page.resolution()
    x, y, width, height = rect
    wide, high = page.width(), page.height()
    box = f'<rect id="{name}" x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="#ff0000"/>'
    size = f'width="{wide * scale:g}pt" height="{high * scale:g}pt" viewBox="0 0 {wide} {high}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{box}</svg>'
    found.addShapesFromSvg(svg)
    settle()


def shapes(layer: str) -> list[str]:
    """The names of the shapes on a vector layer."""
    return [shape.name() for shape in node(layer).shapes()]


def pick_shapes(layer: str) -> int:
    """Select every shape of a vector layer, as a click with the shape tool does."""
    every = node(layer).shapes()
    for shape in every:
        shape.select()
    return len(every)
