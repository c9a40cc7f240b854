"""As much of Krita's API as the plugin uses, with layers that hold bytes: for tests that need no Krita.

tests/hosts/krita checks against the real one that every name here is a name there.
"""

from __future__ import annotations

import uuid
from typing import Any

from PyQt5.QtCore import QByteArray, QObject, QRect, QUuid

SRGB = "sRGB-elle-V2-srgbtrc.icc"


class Node(QObject):
    """A layer with BGRA bytes of the document's size; of Qt's kind, as Krita's own are, since SIP has to know it."""

    def __init__(self, document: Document, name: str, kind: str) -> None:
        super().__init__()
        self._document, self._name, self._kind = document, name, kind
        self._id = QUuid("{" + str(uuid.uuid4()) + "}")
        self._parent: Node | None = None
        self._children: list[Node] = []
        self._blending, self._locked, self._visible = "normal", False, True
        self._pixels = bytes(4 * document.width() * document.height())
        self._frames: dict[int, bytes] = {}
        self._shapes: list[Shape] = []

    def uniqueId(self) -> QUuid:
        return self._id

    def name(self) -> str:
        return self._name

    def setName(self, name: str) -> None:
        self._name = name

    def type(self) -> str:
        return self._kind

    def childNodes(self) -> list[Node]:
        return list(self._children)

    def parentNode(self) -> Node | None:
        return self._parent

    def addChildNode(self, child: Node, above: Node | None) -> bool:
        at = len(self._children) if above is None else self._children.index(above) + 1
        self._children.insert(at, child)
        child._parent = self
        self._document.history.append(f"Add Layer {child.name()}")
        self._document.setActiveNode(child)
        return True

    def remove(self) -> bool:
        if self._parent is not None:
            self._parent._children.remove(self)
            self._document.history.append(f"Remove Layer {self._name}")
        return True

    def clone(self) -> Node:
        copy = Node(self._document, self._name, self._kind)
        copy._pixels, copy._blending, copy._frames = self._pixels, self._blending, dict(self._frames)
        copy._visible = self._visible
        for child in self._children:
            inner = child.clone()
            inner._parent = copy
            copy._children.append(inner)
        return copy

    def bounds(self) -> QRect:
        """Tight, as Krita's are for a layer with little on it."""
        width, painted = self._document.width(), [at // 4 for at in range(3, len(self._pixels), 4) if self._pixels[at]]
        if not painted:
            return QRect()
        xs, ys = [at % width for at in painted], [at // width for at in painted]
        return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)

    def pixelData(self, x: int, y: int, width: int, height: int) -> QByteArray:
        stride = 4 * self._document.width()
        rows = range(y, y + height)
        return QByteArray(b"".join(self._pixels[stride * r + 4 * x : stride * r + 4 * (x + width)] for r in rows))

    def projectionPixelData(self, x: int, y: int, width: int, height: int) -> QByteArray:
        return self.pixelData(x, y, width, height)

    def setPixelData(self, data: QByteArray, x: int, y: int, width: int, height: int) -> bool:
        assert len(data) == 4 * width * height
        page, given = bytearray(self._pixels), bytes(data)
        for row in range(height):
            start = 4 * ((y + row) * self._document.width() + x)
            page[start : start + 4 * width] = given[4 * row * width : 4 * (row + 1) * width]
        self._pixels = bytes(page)
        return True

    def animated(self) -> bool:
        return bool(self._frames)

    def hasKeyframeAtTime(self, time: int) -> bool:
        return time in self._frames

    def pixelDataAtTime(self, x: int, y: int, width: int, height: int, time: int) -> QByteArray:
        return QByteArray(self._frames.get(time, b""))

    def blendingMode(self) -> str:
        return self._blending

    def setBlendingMode(self, mode: str) -> None:
        """Recorded as an undo step of the document that the node is in."""
        self._blending = mode
        self._document.history.append("Composition Mode Change")

    def locked(self) -> bool:
        return self._locked

    def setLocked(self, locked: bool) -> None:
        self._locked = locked

    def visible(self) -> bool:
        return self._visible

    def setVisible(self, visible: bool) -> None:
        self._visible = visible

    def colorModel(self) -> str:
        return self._document.colorModel()

    def colorDepth(self) -> str:
        return self._document.colorDepth()

    def colorProfile(self) -> str:
        return self._document.colorProfile()

    def shapes(self) -> list[Shape]:
        return self._shapes


class Shape(QObject):
    """A shape of a vector layer."""

    def __init__(self, name: str, svg: str) -> None:
        super().__init__()
        self._name, self._svg, self._selected = name, svg, False

    def name(self) -> str:
        return self._name

    def setName(self, name: str) -> None:
        self._name = name

    def toSvg(self) -> str:
        return self._svg

    def select(self) -> None:
        self._selected = True

    def isSelected(self) -> bool:
        return self._selected


class Selection:
    """Bytes, one a pixel."""

    def __init__(self, mask: bytes) -> None:
        self._mask = mask

    def pixelData(self, x: int, y: int, width: int, height: int) -> QByteArray:
        assert len(self._mask) == width * height
        return QByteArray(self._mask)


class Document(QObject):
    """history: what the undo list would show."""

    def __init__(self, width: int, height: int, space: tuple[str, str, str] = ("RGBA", "U8", SRGB)) -> None:
        super().__init__()
        self._size, self._space = (width, height), space
        self.history: list[str] = []
        self._annotations: dict[str, bytes] = {}
        self._selection: Selection | None = None
        self._active: Node | None = None
        self._root = Node(self, "root", "grouplayer")
        self._time = 0

    def rootNode(self) -> Node:
        return self._root

    def clone(self) -> Document:
        """A copy, whose layers have the ids of this one's, as *Create Copy from Current Image* gives."""
        copy = Document(*self._size, self._space)
        copy._root._id = self._root._id
        for child in self._root.childNodes():
            twin = child.clone()
            twin._document, twin._id, twin._parent = copy, child._id, copy._root
            copy._root._children.append(twin)
        copy._annotations = dict(self._annotations)
        return copy

    def width(self) -> int:
        return self._size[0]

    def height(self) -> int:
        return self._size[1]

    def resolution(self) -> int:
        return 72

    def colorModel(self) -> str:
        return self._space[0]

    def colorDepth(self) -> str:
        return self._space[1]

    def colorProfile(self) -> str:
        return self._space[2]

    def setColorSpace(self, model: str, depth: str, profile: str) -> bool:
        self._space = (model, depth, profile)
        self.history.append("Convert Image Type")
        return True

    def createNode(self, name: str, kind: str) -> Node:
        return Node(self, name, kind)

    def createGroupLayer(self, name: str) -> Node:
        return Node(self, name, "grouplayer")

    def createVectorLayer(self, name: str) -> Node:
        return Node(self, name, "vectorlayer")

    def activeNode(self) -> Node | None:
        return self._active

    def setActiveNode(self, node: Node) -> None:
        self._active = node

    def annotation(self, key: str) -> QByteArray:
        return QByteArray(self._annotations.get(key, b""))

    def setAnnotation(self, key: str, description: str, data: QByteArray) -> None:
        assert description
        self._annotations[key] = bytes(data)

    def selection(self) -> Selection | None:
        return self._selection

    def setSelection(self, selection: Selection | None) -> None:
        self._selection = selection

    def currentTime(self) -> int:
        return self._time

    def setCurrentTime(self, time: int) -> None:
        self._time = time

    def fullClipRangeStartTime(self) -> int:
        return 0

    def fullClipRangeEndTime(self) -> int:
        return 100

    def waitForDone(self) -> None:
        """Nothing is under way here."""

    def refreshProjection(self) -> None:
        """Nothing is shown here."""

    def setBatchmode(self, on: bool) -> None:
        """There is nobody to ask."""

    def setModified(self, on: bool) -> None:
        """Nothing is saved here."""

    def close(self) -> bool:
        app = Krita.instance()
        app.opened = [each for each in app.opened if each is not self]
        return True


class Krita:
    """The application."""

    _only: Krita | None = None

    def __init__(self) -> None:
        self.opened: list[Document] = []
        self._settings: dict[tuple[str, str], str] = {}

    @classmethod
    def instance(cls) -> Krita:
        if cls._only is None:
            cls._only = cls()
        return cls._only

    def activeDocument(self) -> Document | None:
        return self.opened[-1] if self.opened else None

    def documents(self) -> list[Document]:
        return list(self.opened)

    def createDocument(
        self, width: int, height: int, name: str, model: str, depth: str, profile: str, resolution: float
    ) -> Document:
        assert name and resolution
        return Document(width, height, (model, depth, profile))

    def resources(self, kind: str) -> dict[str, Any]:
        assert kind
        return {}

    def readSetting(self, group: str, name: str, usual: str) -> str:
        return self._settings.get((group, name), usual)

    def writeSetting(self, group: str, name: str, value: str) -> None:
        self._settings[group, name] = value

    def action(self, name: str) -> None:
        assert name


class DockWidget:
    """What a docker is made of; not shown here."""


class DockWidgetFactoryBase:
    """Where a docker goes."""


class DockWidgetFactory:
    """What makes a docker for each window."""


class Extension:
    """What adds actions."""
