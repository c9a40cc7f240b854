"""Reading a cast: the figures on each sheet, the regions of each and their colours, as keys of a sequence are read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from celtint.cast import tuning
from celtint.cast.figures import Figure, figures
from celtint.cast.inked import lines_of
from celtint.cast.records import Cast, Character, ModelSheet
from celtint.colours.lab import ciede2000, srgb_to_lab
from celtint.ink.paper import ink_coverage, ink_threshold
from celtint.matching.network import UNDECIDED, Reference
from celtint.regions.segment import segment
from celtint.types.arrays import F32, I32, U8, Bool
from celtint.types.errors import BadPicture, CeltintError
from celtint.types.holding import held_bytes
from celtint.types.picture import RGB, Palette, PaletteEntry, Picture, Progress

APART = 100
"""Frames between a sheet and a drawing, as the matcher was taught: a sheet is no neighbour of anything."""
WHITE = 250
"""From this level on it is paper."""
EMPTY = -2
"""Colour of what is clear on a sheet, and of the page around a figure."""


@dataclass(frozen=True)
class Known:
    """A character as it is known. references: a figure of its sheets each, the best to go by first; their entries are
    places in the cast's palette, and one after its last is what stays empty."""

    name: str
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class KnownCast:
    """A cast that has been read: keep it for the next drawing.

    palette: an entry for each colour of each character, called "character: part". owner: (entries,) whose it is.
    notes: what the artist should know of the sheets, each in a plain sentence.
    """

    characters: tuple[Known, ...]
    palette: Palette
    owner: I32
    notes: tuple[str, ...] = field(default=())

    @property
    def empty(self) -> int:
        """The entry of what stays empty."""
        return len(self.palette.entries)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that this holds on to."""
        return held_bytes(self)


@dataclass(frozen=True)
class _Read:
    """A figure with (n + 1, 3) its regions' colours, and (n + 1,) how they are known: `EMPTY`, `UNDECIDED` or 0."""

    figure: Figure
    colours: U8
    told: I32


def read_cast(cast: Cast, progress: Progress | None = None, said: tuple[str, ...] = ()) -> KnownCast:
    """Read all sheets of a cast. What cannot be read is left out and said in `notes`, after what was ``said`` of the
    files already. Cancelled as `progress` does."""
    tell = progress or (lambda _stage, _share: None)
    notes = list(said)
    entries: list[PaletteEntry] = []
    owner: list[int] = []
    characters: list[Known] = []
    for k, character in enumerate(cast.characters):
        tell("cast", k / max(1, len(cast.characters)))
        read = sorted(_figures(character, notes), key=lambda r: -r.figure.area)[: tuning.FIGURES.most]
        own = _entries(character, read, {e.id for e in entries})
        if not read:
            notes.append(f"{character.name} has no sheet that can be used; only its palette is.")
        first = len(entries)
        entries += own
        owner += [k] * len(own)
        characters.append(Known(character.name, tuple(_reference(r, own, first) for r in read)))
    known = KnownCast(tuple(characters), Palette(tuple(entries)), np.array(owner, np.int32), tuple(notes))
    return replace(known, characters=tuple(_with_empty(c, known.empty) for c in characters))


def _figures(character: Character, notes: list[str]) -> Iterator[_Read]:
    for sheet in character.sheets:
        try:
            read = _read(sheet, notes)
        except CeltintError as error:
            notes.append(f"{sheet.name} is left out: {error}")
            continue
        if not read:
            notes.append(f"{sheet.name} is left out: nothing is drawn on it.")
            continue
        yield from read


def _read(sheet: ModelSheet, notes: list[str]) -> list[_Read]:
    """The figures of a sheet, without labels and dots."""
    pixels, lines = _fitted(sheet)
    alpha = pixels[:, :, 3] if pixels.shape[2] == 4 else np.full(pixels.shape[:2], 255, np.uint8)
    clear = alpha < 128
    rgb = np.where(clear[..., None], np.uint8(255), pixels[:, :, :3])
    if _in_few_colours(rgb) < tuning.READING.photograph:
        raise BadPicture("it looks like a photograph; give a drawing in flat colours.")
    if (rgb == rgb[:1, :1]).all():
        return []
    if lines is None:
        found, drawn = lines_of(rgb, clear)
        if not drawn:
            notes.append(f"{sheet.name} has no lines; its colours' borders are taken for them.")
        lines = Picture(found)
    coverage = ink_coverage(lines)
    regions = segment(coverage, ink_threshold(coverage))
    if not regions.ink.any():
        return []
    every = figures(np.asarray(~coverage, np.uint8), regions.labels, regions.ink, cut_off=True)
    largest = max((f.area for f in every), default=0)
    chosen = [f for f in every if f.area >= tuning.FIGURES.least * largest and len(f.ids) > 1]
    colours, told = _colours(rgb, clear, regions.labels, regions.ink > 0, regions.count)
    return [_of_figure(f, colours, told) for f in chosen or every[:1]]


def _in_few_colours(rgb: U8) -> float:
    """Which share of what is not white has one of the commonest colours, nearly."""
    code = (rgb >> 4).astype(np.int32)
    code = (code[..., 0] << 8 | code[..., 1] << 4 | code[..., 2])[(rgb < WHITE).any(axis=2)]
    many = np.sort(np.bincount(code))[::-1]
    return float(many[: tuning.READING.paints].sum() / max(1, many.sum())) if len(code) else 1.0


def _of_figure(figure: Figure, colours: U8, told: I32) -> _Read:
    own = np.concatenate([colours[figure.ids], np.full((1, 3), 255, np.uint8)])
    return _Read(figure, own, np.concatenate([told[figure.ids], [EMPTY]]).astype(np.int32))


def _fitted(sheet: ModelSheet) -> tuple[U8, Picture | None]:
    """The sheet at the size at which it is read; paint is not blended where it can be helped."""
    pixels, lines = sheet.pixels, sheet.lines
    longest = max(pixels.shape[:2])
    if longest <= tuning.READING.side:
        return pixels, lines
    share = tuning.READING.side / longest
    size = (max(16, round(pixels.shape[1] * share)), max(16, round(pixels.shape[0] * share)))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    if lines is not None:
        lines = Picture(np.ascontiguousarray(cv2.resize(lines.pixels, size, interpolation=cv2.INTER_AREA)))
    return small, lines


def _colours(rgb: U8, clear: Bool, labels: I32, ink: Bool, count: int) -> tuple[U8, I32]:
    """(count + 1, 3) the colour of each region and (count + 1,) whether it has one: 0, `EMPTY` or `UNDECIDED`.

    The colour is the commonest one of its calm pixels where that is most of them, as flats are exact; else the middle.
    """
    paint = ~ink & (cv2.erode((~ink).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
    colours, told = np.zeros((count + 1, 3), np.uint8), np.full(count + 1, UNDECIDED, np.int32)
    order = np.argsort(labels.ravel(), kind="stable")
    bounds = np.searchsorted(labels.ravel()[order], np.arange(count + 2))
    flat, bare, calm = rgb.reshape(-1, 3), clear.ravel(), paint.ravel()
    dry = ~ink.ravel()
    for k in range(1, count + 1):
        at = order[bounds[k] : bounds[k + 1]]
        if len(at) == 0:
            continue
        for mask in (calm, dry):
            if mask[at].any():
                at = at[mask[at]]
                break
        if bare[at].mean() > 0.5:
            told[k] = EMPTY
            continue
        pixels = flat[at[~bare[at]]]
        colours[k] = _commonest(pixels)
        apart = _away(pixels, colours[k])
        if (apart <= tuning.READING.shaded).mean() >= tuning.READING.pure:
            told[k] = 0
    return colours, told


def _commonest(pixels: U8) -> U8:
    wide = pixels.astype(np.int64)
    code, many = np.unique((wide[:, 0] << 16) | (wide[:, 1] << 8) | wide[:, 2], return_counts=True)
    top = int(many.argmax())
    if many[top] >= 0.3 * len(pixels):
        return np.array([code[top] >> 16 & 255, code[top] >> 8 & 255, code[top] & 255], np.uint8)
    return np.asarray(np.median(pixels, axis=0), np.uint8)


def _away(pixels: U8, colour: U8) -> F32:
    """How far some of the pixels are from a colour, ΔE2000."""
    lab = np.asarray(srgb_to_lab(pixels[:: max(1, len(pixels) // 512)]), np.float32)
    middle = np.asarray(srgb_to_lab(colour[None]), np.float32)
    return np.asarray(ciede2000(np.broadcast_to(middle, lab.shape), lab), np.float32)


def _entries(character: Character, read: list[_Read], taken: set[str]) -> list[PaletteEntry]:
    """The character's palette: its own entries by their names, then a colour each that only sheets show."""
    own = [(e.name or e.id, e.colour) for e in character.palette.entries]
    area: dict[RGB, float] = {}
    for r in read:
        for k in np.flatnonzero(r.told == 0):
            red, green, blue = (int(v) for v in r.colours[k])
            area[red, green, blue] = area.get((red, green, blue), 0.0) + float(r.figure.described.areas[k])
    for colour in sorted(area, key=lambda c: (-area[c], c)):
        apart = _apart(colour, [c for _, c in own])
        limits = np.where(
            np.arange(len(own)) < len(character.palette.entries), tuning.READING.named, tuning.READING.merge
        )
        if not (apart <= limits).any():
            own.append(("#{:02x}{:02x}{:02x}".format(*colour), colour))
    made = []
    for number, (part, colour) in enumerate(own):
        key = f"{character.name}: {part}"
        key = key if key not in taken else f"{key} {number + 1}"
        taken.add(key)
        made.append(PaletteEntry(key, f"{character.name}: {part}", colour))
    return made


def _apart(colour: RGB, others: list[RGB]) -> F32:
    if not others:
        return np.zeros(0, np.float32)
    lab = np.asarray(srgb_to_lab(np.array(others, np.uint8)), np.float32)
    mine = np.asarray(srgb_to_lab(np.array([colour], np.uint8)), np.float32)
    return np.asarray(ciede2000(np.broadcast_to(mine, lab.shape), lab), np.float32)


def _reference(read: _Read, own: list[PaletteEntry], first: int) -> Reference:
    """A figure as the matcher is asked of it; `EMPTY` stays for now."""
    entries = read.told.copy()
    colours = [e.colour for e in own]
    for k in np.flatnonzero(read.told == 0):
        red, green, blue = (int(v) for v in read.colours[k])
        entries[k] = first + int(_apart((red, green, blue), colours).argmin())
    n = len(entries)
    return Reference(read.figure.described, entries, APART, "key", np.ones(n, np.float32))


def _with_empty(character: Known, empty: int) -> Known:
    references = [
        replace(r, entries=np.where(r.entries == EMPTY, empty, r.entries).astype(np.int32))
        for r in character.references
    ]
    return Known(character.name, tuple(references))
