"""A document of Krita's. Everything here runs on the main thread.

What was found by running Krita 5.1.5 to 5.3 decides how: a new node is filled before it is added (one undo step,
"Add Layer"); colour spaces are converted in documents of their own; nothing is ever written into a layer that
celtint didn't make.
"""

from __future__ import annotations

import itertools
from typing import Any

from celtint_krita.host import listing
from celtint_krita.host.application import Krita
from celtint_krita.host.boxes import Rectangle, rectangle
from celtint_krita.host.nodes import Listed, animated, found, held, id_of, inside, listed, pixel_bytes
from celtint_krita.host.pixels import Layer, Leaf
from celtint_krita.host.qt import QByteArray, QTimer, tr
from celtint_krita.host.refused import Refused
from celtint_krita.host.scratch import close, opened, scratch
from celtint_krita.host.spaces import SRGB, is_grey, is_srgb, to_rgb

_ACTIVATED_MS = (0, 30, 100, 300)
_CHOICES = "celtint/choices"
_numbers = itertools.count(1)
_PAINTABLE = frozenset(["paintlayer"])
_AS_LINES = frozenset(["paintlayer", "grouplayer", "filelayer", "clonelayer", "filllayer"])


def front_page() -> Page | None:
    """The document in front, if there is one."""
    found = Krita.instance().activeDocument()
    return None if found is None or found.rootNode() is None else Page(found)


class Page:
    """A document. Layers are named by their unique ids, which survive saving; a copy has its original's."""

    def __init__(self, document: Any) -> None:
        """key: a name of this page while Krita runs. `same` says whether two pages are one document."""
        self._document = document
        self.key = f"page {next(_numbers)}"

    @property
    def document(self) -> Any:
        """Krita's own object."""
        return self._document

    @property
    def width(self) -> int:
        return int(self._document.width())

    @property
    def height(self) -> int:
        return int(self._document.height())

    @property
    def dpi(self) -> float:
        return float(self._document.resolution())

    @property
    def open(self) -> bool:
        """Whether the document is still there."""
        return any(each == self._document for each in listing.open_documents(Krita.instance()))

    def same(self, other: Page) -> bool:
        """Whether the other is this very document, not one with the same layers, as a copy has."""
        return bool(self._document == other._document)

    @property
    def grey(self) -> bool:
        """Whether it shows every layer as grey."""
        return is_grey(self._document)

    def is_grey(self, layer: str | None) -> bool:
        """Whether what is painted on a layer is grey."""
        node = self.node(layer)
        return node is not None and is_grey(node)

    def to_rgb(self) -> None:
        """Convert a grey document to RGB of its own depth, as Krita's menu does; one undo step. Raises Refused."""
        if self.grey and not to_rgb(self._document):
            raise Refused(tr("Krita can't convert it; try Image, Convert Image Color Space."))

    @property
    def in_front(self) -> bool:
        shown = front_page()
        return shown is not None and shown.same(self)

    @property
    def size(self) -> tuple[int, int, int, int]:
        return (0, 0, self.width, self.height)

    def choices(self) -> str:
        """The text that `keep_choices` kept in the document, or nothing."""
        return bytes(self._document.annotation(_CHOICES)).decode("utf-8", "replace")

    def keep_choices(self, text: str) -> None:
        if text != self.choices():
            self._document.setAnnotation(_CHOICES, "celtint", QByteArray(text.encode()))
            self._document.setModified(True)  # or closing it would lose them without a question

    def layers(self) -> list[Listed]:
        """Every layer, the topmost first."""
        return list(listed(self._document.rootNode(), 0))

    def node(self, layer: str | None) -> Any:
        """The node of that id, or None."""
        return found(self._document.rootNode(), layer) if layer else None

    def named(self, layer: str | None) -> str:
        node = self.node(layer)
        return "" if node is None else str(node.name())

    def active(self) -> str | None:
        """The id of the active layer."""
        node = self._document.activeNode()
        return None if node is None else id_of(node)

    def read(self, layer: str | None, time: int | None = None) -> Layer:
        """A layer within the page as 8-bit sRGB, as `time` shows it (held frames too), or as it is now.

        Raises Refused if it is gone or has no pixels to give.
        """
        node = self.node(layer)
        if node is None:
            raise Refused(tr("The layer is no longer there; choose another."))
        if node.type() not in _AS_LINES:
            raise Refused(tr("{0} holds no pixels; choose a paint layer or a group.").format(node.name()))
        if time is not None and node.animated():
            time = held(node, time)
            data = b"" if time is None else bytes(node.pixelDataAtTime(*self.size, time))
            data = data or bytes(pixel_bytes(node) * self.width * self.height)
        elif time is not None and animated(node):
            self.go_to(time)
            data = bytes(node.projectionPixelData(*self.size))
        elif node.type() in _PAINTABLE:
            data = bytes(node.pixelData(*self.size))
        else:
            data = bytes(node.projectionPixelData(*self.size))
        return Layer(self.width, self.height, self._srgb(node, data))

    def rows(self, layer: str | None, first: int, end: int) -> bytes | None:
        """Rows of a layer as `read` gives them, at once; None where only `read` can. Raises Refused if it is gone."""
        node = self.node(layer)
        if node is None:
            raise Refused(tr("The layer is no longer there; choose another."))
        if node.type() not in _AS_LINES or not is_srgb(node):
            return None
        give = node.pixelData if node.type() in _PAINTABLE else node.projectionPixelData
        return bytes(give(0, first, self.width, end - first))

    def _srgb(self, node: Any, data: bytes) -> bytes:
        if is_srgb(node):
            return data
        space = (node.colorModel(), node.colorDepth(), node.colorProfile())
        beside = scratch(Krita.instance(), self.width, self.height, *space)
        try:
            copy = beside.createNode("copy", "paintlayer")
            copy.setPixelData(QByteArray(data), *self.size)
            beside.rootNode().addChildNode(copy, None)
            if not beside.setColorSpace("RGBA", "U8", SRGB):
                raise Refused(tr("{0} can't be read as RGB; convert it to RGB first.").format(node.name()))
            beside.waitForDone()
            return bytes(copy.pixelData(*self.size))
        finally:
            close(beside)

    def selected(self) -> bytes | None:
        """The selection within the page, a byte a pixel, or None if there is none."""
        chosen = self._document.selection()
        return None if chosen is None else bytes(chosen.pixelData(*self.size))

    def has_shapes(self, layer: str | None) -> bool:
        """Whether a layer is one for shapes."""
        node = self.node(layer)
        return node is not None and bool(node.type() == "vectorlayer")

    def rectangles(self, layer: str | None) -> list[Rectangle]:
        """The boxes on a vector layer."""
        node = self.node(layer)
        if node is None:
            return []
        if node.type() != "vectorlayer":
            raise Refused(tr("{0} is no vector layer; boxes are drawn on one.").format(node.name()))
        found = [rectangle(str(shape.name()), shape.toSvg(), self.dpi) for shape in listing.shapes_of(node)]
        return [each for each in found if each is not None]

    def tag_selected(self, layer: str | None, tag: str) -> int:
        """Name the selected shapes of the boxes layer; how many there were."""
        node = self.node(layer)
        if node is None or node.type() != "vectorlayer":
            raise Refused(tr("Choose the vector layer with your boxes first, or press New box layer."))
        shapes = [shape for shape in listing.shapes_of(node) if shape.isSelected()]
        for shape in shapes:
            shape.setName(tag)
        if shapes:
            self._document.setModified(True)
        return len(shapes)

    def new_paint_layer(self, name: str) -> str:
        """An empty layer on top, made active; its id."""
        return self._on_top(self._blank(self.free_name(name)))

    def new_vector_layer(self, name: str) -> str:
        """The same for shapes."""
        return self._on_top(self._document.createVectorLayer(self.free_name(name)))

    def _on_top(self, made: Any) -> str:
        self._document.rootNode().addChildNode(made, None)
        self._document.setActiveNode(made)
        return id_of(made)

    def free_name(self, name: str) -> str:
        """The name, or the name and a number if a layer has it already."""
        taken, number, free = {each.name for each in self.layers()}, 1, name
        while free in taken:
            number += 1
            free = f"{name} {number}"
        return free

    def _blank(self, name: str, blending: str = "normal") -> Any:
        """A new 8-bit sRGB paint layer for a document of any kind; not yet in it.

        Blending is set in a document of its own, where it makes no undo step here.
        """
        if is_srgb(self._document) and blending == "normal":
            return self._document.createNode(name, "paintlayer")
        beside = scratch(Krita.instance(), self.width, self.height)
        try:
            made = beside.createNode(name, "paintlayer")
            beside.rootNode().addChildNode(made, None)
            made.setBlendingMode(blending)
            beside.waitForDone()
            return made.clone()
        finally:
            close(beside)

    def insert(self, name: str, layer: Layer, above: str | None, blending: str = "normal") -> str:
        """A new layer with these pixels above another, or on top for None; one undo step. Its id."""
        made = self._blank(self.free_name(name), blending)
        made.setPixelData(QByteArray(layer.data), *self.size)
        return self._place(made, above)

    def under(self, lines: str | None, opaque: bool) -> tuple[str | None, str]:
        """Where colours go: the layer to put them above, and how they blend.

        That is under the lines. Under the bottom-most layer of a group Krita can insert nothing, and under an opaque
        one nothing is seen: there colours go above, by Multiply, which leaves dark lines dark.
        """
        node = self.node(lines)
        if node is None:
            return None, "normal"
        siblings = [id_of(child) for child in listing.children(node.parentNode())]
        at = siblings.index(str(lines))
        return (lines, "multiply") if opaque or at == 0 else (siblings[at - 1], "normal")

    def _place(self, made: Any, above: str | None) -> str:
        before, node, own = self.active(), self.node(above), id_of(made)
        parent = self._document.rootNode() if node is None else node.parentNode()
        parent.addChildNode(made, node)
        self._stay_at(before, own)
        return own

    def _stay_at(self, before: str | None, made: str) -> None:
        """Krita makes a new layer the active one some turns of its loop later; the artist goes on where they were."""
        for wait in _ACTIVATED_MS:
            QTimer.singleShot(wait, lambda: self._activate_again(before, made))

    def _activate_again(self, before: str | None, made: str) -> None:
        if self.open and self.active() == made and self.node(before) is not None:
            self._document.setActiveNode(self.node(before))

    def bring(self, path: str, name: str, above: str | None, blending: str) -> str:
        """Copy the animated layer of a .kra above a layer of this document; one undo step. Its id. Raises Refused."""
        source, layer = opened(Krita.instance(), path)
        try:
            layer.setName(self.free_name(name))
            layer.setBlendingMode(blending)
            source.waitForDone()
            return self._place(layer.clone(), above)
        finally:
            close(source)

    def insert_group(self, name: str, leaves: list[Leaf], above: str | None, blending: str = "normal") -> str:
        """A group of these layers, the first at the bottom; one undo step. Its id."""
        beside = scratch(Krita.instance(), self.width, self.height)
        try:
            group = beside.createGroupLayer(self.free_name(name))
            beside.rootNode().addChildNode(group, None)
            for leaf in leaves:
                child = beside.createNode(leaf.name, "paintlayer")
                child.setPixelData(QByteArray(leaf.pixels.data), *leaf.pixels.rect)
                group.addChildNode(child, None)
                child.setBlendingMode(leaf.blending)
                child.setVisible(leaf.visible)
            group.setBlendingMode(blending)
            beside.waitForDone()
            return self._place(group.clone(), above)
        finally:
            close(beside)

    def insert_into(self, group: str, name: str, layer: Layer) -> str:
        """A new layer with these pixels on top in a group; one undo step. Its id."""
        before, made = self.active(), self._blank(name)
        made.setPixelData(QByteArray(layer.data), *self.size)
        self.node(group).addChildNode(made, None)
        self._stay_at(before, id_of(made))
        return id_of(made)

    def within(self, group: str) -> list[str]:
        """The layers directly in a group, the bottom one first."""
        return [id_of(child) for child in listing.children(self.node(group))]

    def writable(self, layer: str) -> Any:
        """A layer that celtint made. Raises Refused where it is gone or locked."""
        node = self.node(layer)
        if node is None:
            raise Refused(tr("celtint's layer is gone; press Colour for a new one."))
        if node.locked():
            raise Refused(tr("{0} is locked; unlock it or press Colour for a new layer.").format(node.name()))
        return node

    def rewrite(self, layer: str, pixels: Layer) -> None:
        """New pixels for a layer that celtint made; no undo step, so the artist's own stay in order."""
        self.put(layer, pixels.data, self.size)
        self.refresh()

    def put(self, layer: str, data: bytes, rect: tuple[int, int, int, int]) -> None:
        """New pixels for a rectangle of a layer that celtint made, seen once `refresh` was called. Raises Refused."""
        self.writable(layer).setPixelData(QByteArray(data), *rect)

    def refresh(self) -> None:
        """Have Krita show what was `put`: it has no call for a part of the page, nor one that doesn't wait for it."""
        self._document.refreshProjection()

    def remove(self, layer: str | None) -> None:
        """Take away a layer that celtint made."""
        node = self.node(layer)
        if node is not None:
            node.remove()

    def raw(self, layer: str | None, rect: tuple[int, int, int, int] | None = None) -> bytes:
        """A layer's bytes, or a rectangle's, as they are, to see whether somebody changed it; nothing if it is gone."""
        node = self.node(layer)
        return b"" if node is None else bytes(node.pixelData(*(rect or self.size)))

    def time(self) -> int:
        return int(self._document.currentTime())

    def clip(self) -> tuple[int, int]:
        """First and last frame of the clip."""
        return int(self._document.fullClipRangeStartTime()), int(self._document.fullClipRangeEndTime())

    def keys(self, layer: str | None, first: int, last: int) -> list[int]:
        """The frames, first to last, on which a layer or anything in it has keys."""
        node = self.node(layer)
        layers = [] if node is None else [each for each in (node, *inside(node)) if each.animated()]
        return [t for t in range(first, last + 1) if any(each.hasKeyframeAtTime(t) for each in layers)]

    def drawings(self, layer: str | None, first: int, last: int) -> list[int]:
        """The frames, first to last, on which a layer shows another drawing than before; the first too if one is
        held there."""
        before = self.keys(layer, 0, first)
        return sorted({*([first] if before else []), *self.keys(layer, first, last)})

    def has_frames(self, layer: str | None) -> bool:
        """Whether a layer, or anything in a group, has frames."""
        node = self.node(layer)
        return node is not None and animated(node)

    def go_to(self, time: int) -> None:
        """Show a frame."""
        self._document.setCurrentTime(time)
        self._document.waitForDone()
