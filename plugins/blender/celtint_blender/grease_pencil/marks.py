"""Marks: what is drawn on layers `marks/merge`, `marks/empty` and `marks/same`, in whatever colour."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from celtint_client.choices import MARK_CHOICES

from celtint_blender.grease_pencil import view
from celtint_blender.grease_pencil.drawing import linear_of_bytes
from celtint_blender.grease_pencil.settings import MARKS
from celtint_blender.grease_pencil.view import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtint_client.parts import Part

    from celtint_blender.grease_pencil.view import View

_NUMBERS = {f"{MARKS}{choice.word}": choice.number for choice in MARK_CHOICES}


def number_of(name: str) -> int | None:
    """The number of the marks that a layer of this name holds, Blender's number after it aside; None for others."""
    return _NUMBERS.get(re.sub(r"\.\d{3,}$", "", name))


def part(seen: View, layers: Sequence[tuple[str, Layer]]) -> Part | None:
    """The strokes of layers, by their names, as marks are sent: their colours' red is the number."""
    found = []
    for name, layer in layers:
        colour = linear_of_bytes(np.array([[number_of(name) or 0, 0, 0]], np.uint8))
        every = np.repeat(colour, len(layer.strokes), axis=0)
        found.append(Layer(replace(layer.strokes, ink=every, fill=every), layer.place))
    return view.part(seen, found, paint=True) if found else None
