"""What the artist chose for a drawing; knows neither Qt nor Krita."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from celtint_client import words
from celtint_client.messages import Settings


@dataclass
class Choices:
    """The docker's settings for one document, kept in it.

    lines, hints, boxes, keys: ids of layers, or None. gap: pixels, `words.AUTO_GAP` for the server's choice. ink:
    which line colours count, as the wire has it. colours: most colours, `words.ANY_COLOURS` for as many as it takes.
    strength: percent. palette: the name of one of Krita's, empty for none. background, light, seed: of a picture of
    the boxes; apart: each object on a layer of its own; tag_colours: in the colour of its tag. tags: colour by tag,
    "none" for paper that stays empty. results: layers that celtint made, by what they are ("colour", "shade", …);
    marks: by id, the digest of what celtint wrote into a layer: one that differs was painted on since and is the
    artist's.
    """

    lines: str | None = None
    hints: str | None = None
    boxes: str | None = None
    keys: str | None = None
    mode: str = "auto"
    style: str = "flat"
    undecided: str = "auto"
    gap: int = words.AUTO_GAP
    ink: str = "auto"
    colours: int = words.ANY_COLOURS
    strength: int = 100
    model: str | None = None
    palette: str = ""
    split: bool = False
    background: str = "none"
    light: str = "left"
    seed: int = 0
    apart: bool = False
    tag_colours: bool = False
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
            gap=words.gap(self.gap),
            colours=words.colours(self.colours),
            strength=self.strength / 100,
            ink=words.ink(self.ink),
        )


def digest(data: bytes) -> str:
    """What stands for a layer's pixels in `Choices.marks`."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
