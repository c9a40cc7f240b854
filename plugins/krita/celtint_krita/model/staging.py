"""A picture of the boxes: what is asked of the server, and the layers that its answer becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_client import words
from celtint_client.staging import StageBox, StageRequest, StageWanted

from celtint_krita import names
from celtint_krita.host.pixels import Leaf, Patch
from celtint_krita.host.qt import tr
from celtint_krita.model.painting import layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from celtint_client.messages import RGB
    from celtint_client.staging import StageAnswer

    from celtint_krita.host.boxes import Rectangle
    from celtint_krita.model.choices import Choices

MOST_SEED = 2147483647
"""The last picture's number, as the wire has it."""


def request(choices: Choices, width: int, height: int, rectangles: Sequence[Rectangle]) -> StageRequest:
    """What is sent for the boxes of a page."""
    outputs = ("lines", "flats", "shade", "hints", "background", *(("layers",) if choices.apart else ()))
    return StageRequest(
        width,
        height,
        tuple(_box(each, choices) for each in rectangles),
        choices.background,
        choices.light,
        choices.style,
        seed=choices.seed,
        wanted=StageWanted(outputs, "bgra8"),
    )


def _box(box: Rectangle, choices: Choices) -> StageBox:
    """What is in a box. After a comma a tag says how it is: "dog, left", "woman, waving"."""
    what, facing, pose = words.posed(box.tag)
    return StageBox(*box[:4], what, facing=facing, colour=_colour(choices, box.tag), pose=pose)


def _colour(choices: Choices, tag: str) -> RGB | None:
    chosen = choices.tags.get(tag) if choices.tag_colours else None
    if not isinstance(chosen, (list, tuple)):
        return None  # none was chosen, or "none": a thing that stays empty is for `colour` alone
    red, green, blue = chosen
    return (red, green, blue)


def leaves(answer: StageAnswer, apart: bool) -> list[Leaf]:
    """The layers of an answer, the bottom one first, hints and lines last; the pixels as they are to be in Krita.

    apart: each object's own layer is shown, in place of the flats and the lines of all.
    """
    found = []
    if answer.background is not None:
        found.append(Leaf(names.STAGE_BACKGROUND, layer_of(answer.background)))
    if apart:
        found += _objects(answer)
    found.append(Leaf(names.STAGE_FLATS, layer_of(answer.flats), visible=not apart))
    if answer.shade is not None:
        found.append(Leaf(names.STAGE_SHADE, layer_of(answer.shade)))
    found.append(Leaf(names.STAGE_LINES, layer_of(answer.lines), visible=not apart))
    return [*found, Leaf(names.HINT_LAYER, layer_of(answer.hints), visible=False)]


def _objects(answer: StageAnswer) -> Iterator[Leaf]:
    """Each object's pixels where they belong, the farthest first."""
    if answer.layers is None:
        return
    strip, stride = bytes(answer.layers.raw("bgra8")), 4 * answer.layers.width
    for one in sorted(answer.objects, key=lambda each: each.order):
        x, y, width, height = one.bounds
        rows = range(one.row * stride, (one.row + height) * stride, stride)
        pixels = b"".join(strip[start : start + 4 * width] for start in rows)
        yield Leaf(f"{one.box + 1} {one.name}", Patch(x, y, width, height, pixels))


def summary(answer: StageAnswer) -> str:
    """What to tell of a picture: the notes, what isn't quite what was asked for, and whose drawings it has."""
    told = [tr("Made a picture of {0} boxes; its hints are on a hidden layer.").format(len(answer.objects))]
    told += answer.notes
    near = [tr("{0} is {1} here").format(one.tag, one.name) for one in answer.objects if one.distance > 0]
    if near:
        told.append("; ".join(dict.fromkeys(near)) + ".")
    owed = [f"{one.attribution} ({one.licence})" for one in answer.objects]
    if owed:
        told.append(tr("Drawn after {0}.").format("; ".join(dict.fromkeys(owed))))
    return " ".join(told)
