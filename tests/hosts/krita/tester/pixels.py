"""The plugin's host module against real Krita, without a window: what it reads, and where it puts what."""

import hashlib
import random
from pathlib import Path
from typing import Any

from celtint_krita.host.page import Page
from celtint_krita.host.pixels import Layer, Leaf
from celtint_krita.host.refused import Refused
from celtint_krita.model import clip
from celtint_tester.qt import QtCore
from krita import Document, Krita, Node, Selection

SRGB = "sRGB-elle-V2-srgbtrc.icc"
COLOURS = [
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 255),
    (0, 0, 0),
    (128, 128, 128),
    (200, 40, 30),
    (12, 34, 56),
]
COLOURS += [(1, 2, 3), (254, 253, 252), (40, 90, 220), (240, 180, 150)]
SIDE = 4


class Sheet(Page):
    """The plugin's page, and Krita's document that it is of."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.paper = document


def page_of(
    width: int, height: int, depth: str = "U8", profile: str = SRGB, model: str = "RGBA", dpi: float = 72.0
) -> Sheet:
    """An empty document."""
    made = Krita.instance().createDocument(width, height, "page", model, depth, profile, dpi)
    made.setBatchmode(True)
    for child in made.rootNode().childNodes():
        child.remove()
    return Sheet(made)


def paint(page: Sheet, name: str, data: bytes, rect: tuple[int, int, int, int] | None = None) -> str:
    """A layer on top with these raw bytes; its id."""
    node = page.paper.createNode(name, "paintlayer")
    node.setPixelData(QtCore.QByteArray(data), *(rect or page.size))
    page.paper.rootNode().addChildNode(node, None)
    page.paper.waitForDone()
    return str(node.uniqueId().toString())


def put(page: Sheet, layer: Layer, lines: str) -> str:
    """A result where the plugin puts it for these lines; its id."""
    above, blending = page.under(lines, opaque=False)
    return page.insert("celtint colour", layer, above, blending)


def swatches() -> bytes:
    """BGRA bytes of a row of squares, one for each of COLOURS, the last one half transparent."""
    row = b"".join(bytes([b, g, r, 255 if n else 128]) * SIDE for n, (r, g, b) in enumerate(reversed(COLOURS)))
    return row * SIDE


def converted(data: bytes, size: tuple[int, int], source: tuple[str, str, str], target: tuple[str, str, str]) -> bytes:
    """Raw pixels of one colour space in another, by Krita's own conversion of a document."""
    document = Krita.instance().createDocument(*size, "converted", *source, 72.0)
    node = document.createNode("copy", "paintlayer")
    node.setPixelData(QtCore.QByteArray(data), 0, 0, *size)
    document.rootNode().addChildNode(node, None)
    document.setColorSpace(*target)
    document.waitForDone()
    found = bytes(node.pixelData(0, 0, *size))
    document.close()
    return found


def furthest(left: bytes, right: bytes) -> int:
    """The largest difference between two pixels' bytes, 256 if there are not as many of them."""
    return max(abs(a - b) for a, b in zip(left, right, strict=True)) if len(left) == len(right) else 256


def round_trip(depth: str, profile: str, model: str = "RGBA") -> dict[str, Any]:
    """How far colours move when the plugin reads a layer of this kind, and when it puts its own beside it."""
    size, own = (SIDE * len(COLOURS), SIDE), ("RGBA", "U8", SRGB)
    page = page_of(*size, depth, profile, model)
    space = (model, depth, str(page.paper.colorProfile()))
    raw = converted(swatches(), size, own, space)
    painted = paint(page, "painted", raw)
    there = converted(raw, size, space, own)
    result = put(page, Layer(*size, swatches()), painted)
    node = page.node(result)
    kept = (node.colorModel(), node.colorDepth(), node.colorProfile())
    back = converted(bytes(node.pixelData(*page.size)), size, kept, own)
    return {
        "space": space,
        "read": furthest(page.read(painted).data, there),
        "read_of_srgb": furthest(page.read(painted).data, swatches()),
        "put": furthest(back, swatches()),
        "untouched": bytes(page.node(painted).pixelData(*page.size)) == raw,
        "layer": kept,
    }


def places() -> dict[str, Any]:
    """What is read of a layer that hangs over the page's edge, and of one that was moved."""
    page = page_of(20, 10)
    dot = bytes([9, 8, 7, 255])
    over = paint(page, "over", dot * 100, (-5, -5, 10, 10))
    moved = paint(page, "moved", dot * 4, (0, 0, 2, 2))
    page.node(moved).move(12, 3)
    page.paper.waitForDone()
    return {"over": opaque(page.read(over)), "moved": opaque(page.read(moved)), "bounds": bounds(page.node(over))}


def opaque(layer: Layer) -> list[int]:
    """x, y, width, height of what isn't transparent in a layer; it must be a rectangle."""
    alphas = layer.data[3::4]
    rows = [y for y in range(layer.height) if any(alphas[y * layer.width : (y + 1) * layer.width])]
    columns = [x for x in range(layer.width) if any(alphas[x :: layer.width])]
    count = sum(1 for alpha in alphas if alpha)
    if count != len(rows) * len(columns):
        raise AssertionError("it is no rectangle")
    return [columns[0], rows[0], len(columns), len(rows)]


def bounds(node: Node) -> list[int]:
    return list(node.bounds().getRect())


def order(parent: Node) -> list[Any]:
    """Names from the bottom to the top, a group as a list."""
    return [[child.name(), *order(child)] if child.childNodes() else child.name() for child in parent.childNodes()]


def prints(document: Document) -> dict[str, str]:
    """A hash of every layer's pixels, by id."""
    found = {}
    for node in document.topLevelNodes():
        data = bytes(node.pixelData(0, 0, document.width(), document.height()))
        found[node.uniqueId().toString()] = hashlib.sha256(data).hexdigest()
    return found


def placement() -> dict[str, Any]:
    """Where results go: under lines with paper below, in a group, under a group, and with nothing below."""
    white, ink, flat = bytes([255] * 64), bytes([0, 0, 0, 255] * 16), Layer(4, 4, bytes([30, 40, 200, 255] * 16))
    found: dict[str, Any] = {}
    page = page_of(4, 4)
    paint(page, "paper", white)
    lines = paint(page, "lines", ink)
    paint(page, "above", ink)
    before = prints(page.paper)
    put(page, flat, lines)
    put(page, flat, lines)
    after = prints(page.paper)
    found["with paper"] = order(page.paper.rootNode())
    found["untouched"] = all(after[key] == value for key, value in before.items())
    page = page_of(4, 4)
    lines = paint(page, "lines", bytes(32) + bytes([0, 0, 0, 255] * 8))
    result = put(page, flat, lines)
    page.paper.refreshProjection()
    seen = bytes(page.paper.pixelData(0, 0, 4, 4))
    found["alone"] = [
        order(page.paper.rootNode()),
        page.node(result).blendingMode(),
        list(seen[:4]),
        list(seen[-4:]),
    ]
    found["in a group"] = _in_a_group(flat, ink, white)
    return found


def _in_a_group(flat: Layer, ink: bytes, white: bytes) -> list[Any]:
    page = page_of(4, 4)
    paint(page, "paper", white)
    group = page.paper.createGroupLayer("ink")
    page.paper.rootNode().addChildNode(group, None)
    for name in ("rough", "lines"):
        node = page.paper.createNode(name, "paintlayer")
        node.setPixelData(QtCore.QByteArray(ink), *page.size)
        group.addChildNode(node, None)
    put(page, flat, str(node.uniqueId().toString()))
    put(page, flat, str(group.uniqueId().toString()))
    whole = page.read(str(group.uniqueId().toString()))
    return [order(page.paper.rootNode()), len(whole.data)]


def split() -> list[Any]:
    """A group with one layer for each colour, under the lines."""
    page = page_of(4, 4)
    paint(page, "paper", bytes([255] * 64))
    lines = paint(page, "lines", bytes([0, 0, 0, 255] * 16))
    layers = [Leaf(name, Layer(4, 4, bytes([blue, 0, 0, 255] * 16))) for name, blue in (("sky", 200), ("sea", 100))]
    page.insert_group("celtint colour", layers, *page.under(lines, opaque=False))
    return order(page.paper.rootNode())


def boxes(dpi: float) -> list[Any]:
    """What the plugin makes of a tagged box and a shifted one, drawn at pixels. It needs a window to draw them in."""
    page = page_of(1000, 800, dpi=dpi)
    Krita.instance().activeWindow().addView(page.paper)
    vector = page.paper.createVectorLayer("boxes")
    page.paper.rootNode().addChildNode(vector, None)
    scale = 72.0 / dpi
    size = f'width="{1000 * scale}pt" height="{800 * scale}pt" viewBox="0 0 1000 800"'
    shapes = (
        '<rect id="hair" x="100" y="200" width="300" height="150" fill="none" stroke="#f00" stroke-width="4"/>'
        '<rect id="far" x="10" y="20" width="30" height="40" transform="translate(500 400)" fill="#0f0"/>'
    )
    vector.addShapesFromSvg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shapes}</svg>')
    found = page.rectangles(str(vector.uniqueId().toString()))
    return sorted([box.tag, box.x, box.y, box.width, box.height] for box in found)


def selection() -> dict[str, Any]:
    """What of a selection that hangs over the page's edge lies on the page."""
    page = page_of(20, 10)
    none = page.selected()
    chosen = Selection()
    chosen.select(-5, 2, 10, 4, 255)
    page.paper.setSelection(chosen)
    mask = page.selected()
    return {"none": none is None, "some": [n for n, value in enumerate(mask or b"") if value]}


def large(side: int) -> dict[str, Any]:
    """A page of side² pixels is read and gets a result."""
    page = page_of(side, side)
    lines = paint(page, "lines", bytes([0, 0, 0, 255]) * 100, (side - 10, side - 10, 10, 10))
    layer = page.read(lines)
    result = put(page, Layer(side, side, bytes([1, 2, 3, 255]) * (side * side)), lines)
    return {"bytes": len(layer.data), "ink": list(layer.data[-4:]), "put": bounds(page.node(result))}


def frames(depth: str, times: list[int]) -> dict[str, Any]:
    """A layer of frames of noise, some of it see-through, with an empty part, on a page of no whole tiles."""
    page = page_of(150, 100, depth)
    noise = random.Random(7)
    pictures = {time: bytes(4 * 150 * 40) + bytes(noise.choices(range(256), k=4 * 150 * 60)) for time in times}
    with clip.begin(page) as film:
        for time, data in pictures.items():
            film.add(time, Layer(150, 100, data))
        path = film.finish(times)
        own = page.bring(path, "frames", None, "normal")
    keys = page.keys(own, 0, 20)
    return {
        "keys": keys,
        "exact": [page.read(own, time).data == pictures.get(time, bytes(4 * 150 * 100)) for time in keys],
        "layers": order(page.paper.rootNode()),
        "left": Path(path).parent.exists(),
    }


def broken(path: str) -> str:
    """What the plugin says of a file that is no .kra."""
    Path(path).write_bytes(b"nothing")
    try:
        page_of(4, 4).bring(path, "frames", None, "normal")
    except Refused as refused:
        return str(refused)
    return ""
