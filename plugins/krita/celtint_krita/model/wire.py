"""What is asked of the server and what to tell of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_client import casting
from celtint_client.choices import SAID_BY
from celtint_client.errors import BadRequest, Internal
from celtint_client.messages import Box, ColourRequest, PaletteEntry, Wanted
from celtint_client.parts import Part

from celtint_krita.host.language import TEXTS, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtint_client.errors import WireError
    from celtint_client.messages import RGB

    from celtint_krita.host.boxes import Rectangle
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.choices import Choices


def part(layer: Layer) -> Part:
    """A layer as it travels."""
    return Part("bgra8", layer.width, layer.height, layer.data)


def request(
    choices: Choices,
    lines: Layer,
    hints: Layer | None,
    rectangles: Sequence[Rectangle] = (),
    palette: Sequence[tuple[str, RGB]] = (),
    said: tuple[Box, ...] = (),
    outputs: tuple[str, ...] = ("colour",),
    live: str | None = None,
    batch: bool = False,
    marks: Part | None = None,
) -> ColourRequest:
    """What is sent for one drawing. said: what the artist said of single places."""
    entries = tuple(PaletteEntry(f"p{n}", name or f"{n + 1}", rgb) for n, (name, rgb) in enumerate(palette))
    return ColourRequest(
        part(lines),
        None if hints is None else part(hints),
        (*(_box(each, choices, lines) for each in rectangles if _meets(each, lines)), *said),
        entries,
        choices.settings(),
        Wanted(outputs, "bgra8"),
        choices.model,
        live,
        batch,
        cast=casting.chosen(choices.cast),
        marks=marks,
    )


def _meets(box: Rectangle, page: Layer) -> bool:
    return box.x < page.width and box.y < page.height and box.x + box.width > 0 and box.y + box.height > 0


def _box(box: Rectangle, choices: Choices, page: Layer) -> Box:
    """The part of a rectangle that lies on the page, with its tag's colour."""
    x, y = max(0, box.x), max(0, box.y)
    right, bottom = min(page.width, box.x + box.width), min(page.height, box.y + box.height)
    chosen = choices.tags.get(box.tag)
    colour = tuple(chosen) if isinstance(chosen, (list, tuple)) else chosen
    return Box(x, y, right - x, bottom - y, box.tag, colour)  # type: ignore[arg-type]


def wanted(choices: Choices) -> tuple[str, ...]:
    """The outputs that an ordinary colouring needs."""
    shade = ("shade",) if choices.style == "soft" else ()
    lines = ("lines",) if choices.line_colours != "none" else ()
    return ("colour", *shade, *lines, "report")


class Foreseen(BadRequest):
    """What the plugin itself refused while a job was under way, in the artist's language."""


def failed(error: WireError) -> str:
    """What to tell of an error: its own sentence, in another language behind what its name means there."""
    known = type(error) is Internal or not (error.name == Internal.name or isinstance(error, Foreseen))
    meant = TEXTS.get(error.name) if known else None
    return str(error) if meant is None else f"{meant} ({error})"


def summary(answer: object) -> str:
    """What to tell of a finished colouring, in a sentence."""
    regions = getattr(answer, "regions", None) or ()
    unsure = sum(1 for region in regions if region.unsure)
    told = sum(1 for region in regions if region.decided_by in SAID_BY)
    sentence = tr("Coloured {0} regions, {1} of them as you said.").format(len(regions), told)
    if unsure:
        sentence = tr("Coloured {0} regions, {1} of them as you said; unsure of {2}.").format(
            len(regions), told, unsure
        )
    return " ".join((sentence, *getattr(answer, "notes", ())))
