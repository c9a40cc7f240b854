"""Layers drawn from what the server answers: Qt paints whole areas, so that no pixel is met in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from celtint_krita.host.pixels import Layer
from celtint_krita.host.qt import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPointF, Qt, tr
from celtint_krita.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from celtint_client.answers import Colouring
    from celtint_client.messages import RGB, PaletteEntry
    from celtint_client.parts import Part

_MARK = (255, 0, 160)


def layer_of(part: Part | None) -> Layer:
    """The layer in a part, which came as it was asked for. Raises Refused if none came."""
    if part is None:
        raise Refused(tr("The server sent no picture; update it to this plugin's version."))
    return Layer(part.width, part.height, bytes(part.raw("bgra8")))


def ink_layer(part: Part | None) -> Layer:
    """What counts as ink, as red lines on a clear layer. Raises Refused if no plane of it came."""
    if part is None:
        raise Refused(tr("This drawing has no lines to tell apart; it was taken for a grey picture."))
    plane = bytes(part.raw("l8"))
    made = bytearray(4 * len(plane))
    made[2::4] = b"\xff" * len(plane)
    made[3::4] = plane.translate(bytes(range(255, -1, -1)))
    return Layer(part.width, part.height, bytes(made))


def image_of(layer: Layer) -> QImage:
    """A picture that owns its pixels."""
    return QImage(layer.data, layer.width, layer.height, 4 * layer.width, QImage.Format.Format_ARGB32).copy()


def layer_from(image: QImage) -> Layer:
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return Layer(image.width(), image.height(), bytes(bits))


def _where(image: QImage, colour: RGB) -> QImage:
    """(one bit a pixel) where a picture has exactly this opaque colour."""
    return image.createMaskFromColor(QColor(*colour).rgb(), Qt.MaskMode.MaskInColor)


def _plane(mask: QImage) -> bytes:
    """A bit mask as one byte a pixel, 0 or 255."""
    wide = mask.convertToFormat(QImage.Format.Format_Grayscale8)
    bits = wide.constBits()
    bits.setsize(wide.sizeInBytes())
    data, step, width = bytes(bits), wide.bytesPerLine(), wide.width()
    if step == width:
        return data
    return b"".join(data[y * step : y * step + width] for y in range(wide.height()))


class Flat(NamedTuple):
    """All that has one colour in a result, as a layer."""

    name: str
    colour: RGB
    layer: Layer


def by_colour(layer: Layer, entries: Sequence[PaletteEntry]) -> list[Flat]:
    """A layer for each colour that is met, named after its palette entry."""
    image, found = image_of(layer), []
    for colour in dict.fromkeys(entry.colour for entry in entries):
        names = [entry.name for entry in entries if entry.colour == colour and entry.name]
        mask = _plane(_where(image, colour))
        if mask.strip(b"\0"):
            out = bytearray(bytes((*reversed(colour), 0)) * (layer.width * layer.height))
            out[3::4] = mask
            title = "#{:02x}{:02x}{:02x}".format(*colour)
            found.append(Flat(names[0] if names else title, colour, Layer(layer.width, layer.height, bytes(out))))
    return found


def recoloured(layer: Layer, changes: Mapping[RGB, RGB]) -> Layer:
    """The layer with some exact opaque colours replaced by others, all at once."""
    image, size = image_of(layer), layer.width * layer.height
    masks = [(int.from_bytes(_plane(_where(image, old)), "little"), new) for old, new in changes.items()]
    out = bytearray(layer.data)
    for channel in range(3):
        plane = int.from_bytes(out[channel::4], "little")
        for mask, new in masks:
            fresh = int.from_bytes(bytes([new[2 - channel]]) * size, "little")
            plane = (plane & ~mask) | (fresh & mask)
        out[channel::4] = plane.to_bytes(size, "little")
    return Layer(layer.width, layer.height, bytes(out))


def unsure_marks(answer: Colouring) -> Layer:
    """Hatching over the regions whose colour is a guess."""
    if answer.colour is None or answer.polygons is None or answer.regions is None:
        raise Refused(tr("The server sent no outlines; update it to this plugin's version."))
    width, height = answer.colour.width, answer.colour.height
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(0)
    wanted = {region.id for region in answer.regions if region.unsure}
    path = _outlines(answer, wanted)
    painter = QPainter(image)
    painter.setClipPath(path)  # of the line round a region only the half inside it is drawn
    painter.setPen(QPen(QColor(*_MARK), max(2.0, width / 500)))
    painter.setBrush(QBrush(QColor(*_MARK, 150), Qt.BrushStyle.BDiagPattern))
    painter.drawPath(path)
    painter.end()
    return layer_from(image)


def ring(width: int, height: int, box: tuple[int, int, int, int]) -> Layer:
    """A ring about a box (x, y, width, height), as far as it lies on the page, on a clear layer of that size."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(0)
    thick, x, y, wide, high = max(2.0, width / 500), *box
    room = 3 * thick
    path = QPainterPath()
    left, top = max(thick, x - room), max(thick, y - room)
    right, bottom = min(width - thick, x + wide + room), min(height - thick, y + high + room)
    path.addRoundedRect(left, top, right - left, bottom - top, room, room)
    painter = QPainter(image)
    for pen, colour in ((2 * thick, (255, 255, 255)), (thick, _MARK)):
        painter.setPen(QPen(QColor(*colour), pen))
        painter.drawPath(path)
    painter.end()
    return layer_from(image)


def _outlines(answer: Colouring, wanted: set[int]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    if answer.polygons is None:
        return path
    for ring in answer.polygons.rings():
        if ring.region in wanted:
            first, *others = map(QPointF, ring.points[::2], ring.points[1::2])
            path.moveTo(first)
            for point in others:
                path.lineTo(point)
            path.closeSubpath()
    return path
