"""Palettes to choose from, and materials that hold colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
import numpy as np
from celtint_client.messages import PaletteEntry

from celtint_blender.grease_pencil import compat
from celtint_blender.grease_pencil.drawing import linear_of_bytes, srgb_bytes
from celtint_blender.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from celtint_client.messages import RGB

FILLS = "celtint fills"


@dataclass(frozen=True)
class Chosen:
    """A palette: its entries, and the artist's materials that they are, by the entries' ids."""

    entries: tuple[PaletteEntry, ...] = ()
    materials: tuple[tuple[str, str], ...] = ()


def chosen(item: Any, settings: Any) -> Chosen:
    """The palette that an object's settings name. Raises Refused where it has no colour."""
    if settings.palette == "PALETTE":
        if settings.colours_of is None or not len(settings.colours_of.colors):
            raise Refused("No palette is chosen, or it has no colours: choose one below Palette, or do without.")
        colours = [tuple(each.color) for each in settings.colours_of.colors]
        found = [_bytes(each) if compat.palette_is_linear() else _plain(each) for each in colours]
        return Chosen(tuple(PaletteEntry(f"p{n}", hex_of(rgb), rgb) for n, rgb in enumerate(found)))
    if settings.palette != "MATERIALS":
        return Chosen()
    names = dict.fromkeys(
        slot.material.name for slot in item.material_slots if _fills(slot.material) and not _own(slot.material)
    )
    if not names:
        raise Refused(f"{item.name} has no material that fills: give it one for each colour, or do without a palette.")
    entries = [
        PaletteEntry(f"m{n}", name, _bytes(bpy.data.materials[name].grease_pencil.fill_color[:3]))
        for n, name in enumerate(names)
    ]
    return Chosen(tuple(entries), tuple((entry.id, entry.name) for entry in entries))


def _fills(material: Any) -> bool:
    style = material.grease_pencil if material is not None else None
    return style is not None and style.show_fill and style.fill_style == "SOLID"


def _own(material: Any) -> bool:
    return bool(material.get("celtint"))


def _bytes(linear: Iterable[float]) -> RGB:
    red, green, blue = srgb_bytes(np.array([tuple(linear)], np.float32))[0].tolist()
    return (red, green, blue)


def _plain(srgb: Iterable[float]) -> RGB:
    red, green, blue = (round(255 * min(max(value, 0.0), 1.0)) for value in srgb)
    return (red, green, blue)


def hex_of(colour: RGB) -> str:
    """A colour as painters write it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def slot(item: Any, material: Any) -> int:
    """The index of a material in an object, which is given it if need be."""
    for n, each in enumerate(item.material_slots):
        if each.material == material:
            return n
    item.data.materials.append(material)
    return len(item.material_slots) - 1


def fills_material() -> Any:
    """The one material of fills that have their colours in themselves."""
    return _made(FILLS, (1.0, 1.0, 1.0, 1.0))


def lines_material(colour: RGB) -> Any:
    """celtint's own material for lines of a colour, as it is or new."""
    name = f"celtint lines {hex_of(colour)}"
    for each in bpy.data.materials:
        if each.get("celtint") == name and each.grease_pencil is not None:
            return each
    material = bpy.data.materials.new(name)
    bpy.data.materials.create_gpencil_data(material)
    material["celtint"] = name
    style = material.grease_pencil
    style.show_stroke, style.show_fill, style.color = True, False, _linear(colour)
    return material


def colour_material(entry: PaletteEntry) -> Any:
    """A material of celtint's own for one entry."""
    return _made(f"celtint {entry.name or hex_of(entry.colour)}", tuple(_linear(entry.colour)))


def _linear(colour: RGB) -> list[float]:
    return [float(value) for value in linear_of_bytes(np.array([colour], np.uint8))[0]]


def _is(material: Any, name: str, colour: tuple[float, ...]) -> bool:
    if material is None or not _own(material) or material["celtint"] != name or not _fills(material):
        return False
    return bool(np.allclose(material.grease_pencil.fill_color, colour, atol=1e-5))


def _made(name: str, colour: tuple[float, ...]) -> Any:
    """celtint's own material of this name and colour, as it is or new; the artist's of that name stays as it is."""
    for each in bpy.data.materials:
        if _is(each, name, colour):
            return each
    material = bpy.data.materials.new(name)
    bpy.data.materials.create_gpencil_data(material)
    material["celtint"] = name
    style = material.grease_pencil
    style.show_stroke, style.show_fill, style.fill_color = False, True, colour
    return material


def empty_material(item: Any) -> None:
    """Let the next strokes keep what they lie in empty; they are drawn in white."""
    _brush(item, compat.EMPTIES, (255, 255, 255))


def hint_material(item: Any) -> None:
    """Let the next strokes have celtint's material for hints, which shows the colour that they are painted in."""
    _brush(item, "celtint hints", (0, 0, 0))


def _brush(item: Any, name: str, colour: RGB) -> None:
    """Make celtint's material for strokes of this name, new in this colour, the object's active one."""
    material = next((each for each in bpy.data.materials if each.get("celtint") == name), None)
    if material is None:
        material = bpy.data.materials.new(name)
        bpy.data.materials.create_gpencil_data(material)
        material["celtint"] = name
        material.grease_pencil.color = _linear(colour)
    material.grease_pencil.show_stroke, material.grease_pencil.show_fill = True, False
    item.active_material_index = slot(item, material)
