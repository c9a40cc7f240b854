"""What the artist chose for a drawing; knows neither Qt nor Krita."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from celtint_client import words
from celtint_client.messages import PaletteEntry, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass
class Choices:
    """The docker's settings for one document, kept in it.

    lines, hints, boxes, keys: ids of layers, or None. gap: pixels, `words.AUTO_GAP` for the server's choice. ink:
    which line colours count, trace: which are trace lines, as the wire has both. cuts: as written,
    frames as Krita counts them. line_colours: what becomes of the lines on a layer of their own, as the wire has it.
    colours: most colours, `words.ANY_COLOURS` for as many as it takes.
    strength, merge: percent. palette: the name of one of Krita's, empty for none. cast: a folder of model
    sheets, empty for none. background, light, seed: of a picture of
    the boxes; apart: each object on a layer of its own; tag_colours: in the colour of its tag. tags: colour by tag,
    "none" for paper that stays empty. results: layers that celtint made, by what they are ("colour", "shade", …);
    marks: by id, the digest of what celtint wrote into a layer: one that differs was painted on since and is the
    artist's. leaves: layers of celtint's group with one colour each, by id, that colour as #rrggbb. entries: of the
    last result's palette, rows of id, name and [red, green, blue].
    names: by #rrggbb, what the artist calls a colour of results; changes: what became of one, also by #rrggbb.
    said: of places that celtint was unsure of, as `doubts.said` has it; doubts: those left, as `doubts.kept` has them.
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
    trace: str = "auto"
    line_colours: str = "none"
    colours: int = words.ANY_COLOURS
    strength: int = 100
    merge: int = 0
    model: str | None = None
    palette: str = ""
    cast: str = ""
    cuts: str = "auto"
    split: bool = False
    background: str = "none"
    light: str = "left"
    seed: int = 0
    apart: bool = False
    tag_colours: bool = False
    tags: dict[str, object] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    leaves: dict[str, str] = field(default_factory=dict)
    entries: list[Any] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    said: list[Any] = field(default_factory=list)
    doubts: list[Any] = field(default_factory=list)

    @classmethod
    def usual(cls, text: str) -> Choices:
        """What a new document begins with: the artist's own settings, as `settled` gives them, or celtint's."""
        found = cls.from_json(text)
        return cls(**{name: getattr(found, name) for name in USUAL})

    def settled(self) -> str:
        """The settings that may be the usual ones, for `usual`."""
        return json.dumps({name: getattr(self, name) for name in USUAL}, sort_keys=True)

    def reset(self) -> None:
        """Take celtint's own settings where `usual` has some."""
        plain = Choices()
        for name in USUAL:
            setattr(self, name, getattr(plain, name))

    def alike(self, other: Choices) -> bool:
        """Whether the other has the same settings, as the docker shows them."""
        return all(getattr(self, name) == getattr(other, name) for name in (*USUAL, *_OWN))

    def mark(self, layer: str, data: bytes) -> None:
        """Remember what was written into a layer."""
        self.marks[layer] = digest(data)

    def unchanged(self, layer: str, data: bytes) -> bool:
        """Whether a layer still holds what celtint wrote."""
        return self.marks.get(layer) == digest(data)

    def remember(self, entries: Iterable[PaletteEntry]) -> None:
        """Keep a result's palette."""
        self.entries = [[each.id, each.name, list(each.colour)] for each in entries]

    def remembered(self) -> tuple[PaletteEntry, ...]:
        """The last result's palette; without rows that aren't understood."""
        found = []
        for row in self.entries:
            named = isinstance(row, list) and len(row) == 3 and all(isinstance(text, str) for text in row[:2])
            colour = row[2] if named and isinstance(row[2], list) else []
            if len(colour) == 3 and all(type(value) is int and 0 <= value <= 255 for value in colour):
                found.append(PaletteEntry(row[0], row[1], (colour[0], colour[1], colour[2])))
        return tuple(found)

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
            trace=words.ink(self.trace),
            line_colours=self.line_colours,
            merge=self.merge / 100,
        )


def digest(data: bytes) -> str:
    """What stands for a layer's pixels in `Choices.marks`."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


USUAL = (
    "mode",
    "style",
    "undecided",
    "gap",
    "ink",
    "trace",
    "line_colours",
    "colours",
    "strength",
    "model",
    "palette",
    "cast",
    "split",
)
"""Settings that new documents may begin with."""
_OWN = ("lines", "hints", "boxes", "keys", "cuts", "background", "light", "seed", "apart", "tag_colours")
"""Those that are about one document."""
