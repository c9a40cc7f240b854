"""What the artist chose for a drawing, and the request it makes; knows neither Qt nor Krita."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from celtint_client.messages import Box, ColourRequest, PaletteEntry, Settings, Wanted
from celtint_client.parts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtint_client.messages import RGB

    from celtint_krita.boxes import Rectangle
    from celtint_krita.pixels import Layer

AUTO_GAP, ANY_COLOURS = -1, 0


class Refused(Exception):
    """What the artist asked for can't be done; one plain sentence that says what to do."""


@dataclass
class Choices:
    """The docker's settings for one document, kept in it.

    lines, hints, boxes, keys: ids of layers, or None. gap: pixels, AUTO_GAP for the server's choice. colours:
    most colours, ANY_COLOURS for as many as it takes. strength: percent. palette: the name of one of Krita's,
    empty for none. tags: colour by tag, "none" for paper that stays empty. results: layers that celtint made,
    by what they are ("colour", "shade", …); marks: by id, the digest of what celtint wrote into a layer: one that
    differs was painted on since and is the artist's.
    """

    lines: str | None = None
    hints: str | None = None
    boxes: str | None = None
    keys: str | None = None
    mode: str = "auto"
    style: str = "flat"
    undecided: str = "auto"
    gap: int = AUTO_GAP
    colours: int = ANY_COLOURS
    strength: int = 100
    model: str | None = None
    palette: str = ""
    split: bool = False
    tags: dict[str, object] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, layer: str, data: bytes) -> None:
        """Remember what was written into a layer."""
        self.marks[layer] = digest(data)

    def unchanged(self, layer: str, data: bytes) -> bool:
        """Whether a layer still holds what celtint wrote."""
        return self.marks.get(layer) == digest(data)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Choices:
        """Read what a document holds; what is missing or not understood is as if never chosen."""
        try:
            found = json.loads(text)
        except ValueError:
            return cls()
        plain = cls()
        known = found if isinstance(found, dict) else {}
        good: dict[str, Any] = {}
        for each in fields(cls):
            value, usual = known.get(each.name), getattr(plain, each.name)
            fits = isinstance(value, str) or value is None if usual is None else type(value) is type(usual)
            if each.name in known and fits:
                good[each.name] = value
        return cls(**good)

    def settings(self) -> Settings:
        """As the wire has them."""
        return Settings(
            mode=self.mode,
            style=self.style,
            undecided=self.undecided,
            gap="auto" if self.gap == AUTO_GAP else self.gap,
            colours=None if self.colours == ANY_COLOURS else self.colours,
            strength=self.strength / 100,
        )


def digest(data: bytes) -> str:
    """What stands for a layer's pixels in `Choices.marks`."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def part(layer: Layer) -> Part:
    """A layer as it travels."""
    return Part("bgra8", layer.width, layer.height, layer.data)


def request(
    choices: Choices,
    lines: Layer,
    hints: Layer | None,
    rectangles: Sequence[Rectangle] = (),
    palette: Sequence[tuple[str, RGB]] = (),
    outputs: tuple[str, ...] = ("colour",),
    live: str | None = None,
    batch: bool = False,
) -> ColourRequest:
    """What is sent for one drawing."""
    entries = tuple(PaletteEntry(f"p{n}", name or f"{n + 1}", rgb) for n, (name, rgb) in enumerate(palette))
    return ColourRequest(
        part(lines),
        None if hints is None else part(hints),
        tuple(_box(each, choices, lines) for each in rectangles if _meets(each, lines)),
        entries,
        choices.settings(),
        Wanted(outputs, "bgra8"),
        choices.model,
        live,
        batch,
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
    return ("colour", "shade", "report") if choices.style == "soft" else ("colour", "report")


def summary(answer: object) -> str:
    """What to tell of a finished colouring, in a sentence."""
    regions = getattr(answer, "regions", None) or ()
    unsure = sum(1 for region in regions if region.unsure)
    told = sum(1 for region in regions if region.decided_by in ("hint", "box", "key"))
    sentence = f"Coloured {len(regions)} regions, {told} of them as you said"
    return sentence + (f"; unsure of {unsure}." if unsure else ".")
