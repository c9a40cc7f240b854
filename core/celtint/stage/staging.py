"""The verb `stage`: from a layout to a picture and everything that it is made of."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from scipy.ndimage import find_objects

from celtint.stage.assembled import Assembled, assemble, paint
from celtint.stage.backgrounds import horizon, lay
from celtint.stage.drawer import Drawing, loaded
from celtint.stage.drawing import Shade, Sheet, blank, blank_part
from celtint.stage.hinting import dots, least_room
from celtint.stage.layout import StageLayout
from celtint.stage.learned import drawn_anew
from celtint.stage.lining import drawn_plainly, lined
from celtint.stage.objects import ObjectSet
from celtint.stage.placing import Group, set_out
from celtint.stage.shading import Silhouette, shaded
from celtint.stage.words import WordTable
from celtint.types.arrays import I32, U8, Labels, Rgba
from celtint.types.errors import BadRequest
from celtint.types.picture import RGB, Palette, PaletteEntry, Progress
from celtint.types.result import RegionInfo

INK: RGB = (26, 24, 32)
"""What lines are drawn in."""


@dataclass(frozen=True)
class StagedObject:
    """What stands in a box.

    box: place of the box in the layout. object: its id in the set. distance: of its name from the tag, 0 the same to 1
    unlike. bounds: x, y, width, height in pixels of all copies, before others cover them. order: 0 the farthest.
    layer: (height, width, 4) the group alone, lines and colours.
    """

    box: int
    tag: str
    object: str
    name: str
    distance: float
    source: str
    licence: str
    attribution: str
    bounds: tuple[int, int, int, int]
    copies: int
    order: int
    mirrored: bool
    layer: Rgba


@dataclass(frozen=True)
class Staged:
    """A picture, and what it is made of, all (H, W, …) as large as the canvas.

    picture: (H, W, 4) what one sees. lines: (H, W, 4) the line art, dark with alpha. grey: (H, W) lines and tones on
    white. flats: (H, W, 4) one colour a region, under the lines to their middle; see-through where nothing is. shade:
    (H, W, 4) to lay over the flats (nothing in it with style "flat"). labels: (H, W) int32 ids of regions from 1, 0
    where nothing is. hints: (H, W, 4) one dot a region: `colour` with the lines and these gives the flats again.
    background: (H, W, 4) the background alone. objects: in the order of the boxes. notes: plain sentences.
    """

    picture: Rgba
    lines: Rgba
    grey: U8
    flats: Rgba
    shade: Rgba
    labels: Labels
    regions: tuple[RegionInfo, ...]
    palette: Palette
    hints: Rgba
    background: Rgba
    objects: tuple[StagedObject, ...]
    notes: tuple[str, ...] = ()


def _silent(_stage: str, _share: float) -> None:
    pass


def stage(
    layout: StageLayout,
    objects: ObjectSet,
    words: WordTable,
    progress: Progress | None = None,
    drawing: Drawing = None,
) -> Staged:
    """Set a stage: put an object of the set into each box and draw the whole.

    drawing: the network of the engine "learned", or what loads it; other engines don't ask for it. The same layout,
    set, words and network give the same bytes.

    Raises BadRequest where nothing can be drawn: no box names anything known, and there is no background.
    ModelNotFound where the engine is "learned" and there is no network.
    """
    tell = progress or _silent
    tell("placing", 0.0)
    setting = set_out(layout, objects, words)
    if not setting.groups and layout.background == "none":
        raise BadRequest(" ".join(setting.notes[:3]) or "There is no box and no background, so nothing can be drawn.")
    if layout.engine == "learned":
        setting, objects = drawn_anew(setting, layout.seed, objects, loaded(drawing))
    tell("drawing", 0.1)
    with ThreadPoolExecutor(1) as beside:  # what each object and the background look like alone needs nothing of it
        alone = beside.submit(_alone, layout, setting.groups, objects)
        made = assemble(layout, setting.groups, objects)
        tell("layers", 0.6)
        parts, background = alone.result()
    tell("hints", 0.9)
    shade = _shade(layout, made, setting.groups, parts)
    return _handed_over(layout, made, setting.groups, background, shade, parts, setting.notes)


def _shade(layout: StageLayout, made: Assembled, groups: tuple[Group, ...], parts: list[StagedObject]) -> Rgba:
    if layout.style == "flat":
        return np.zeros((layout.height, layout.width, 4), np.uint8)
    of_label = np.array([shade.group for shade in made.sheet.shades], np.int32)
    seen = of_label[made.lines.owner][made.lines.regions]
    alone = [Silhouette(g, p.bounds[0], p.bounds[1], p.layer[..., 3]) for g, p in zip(groups, parts, strict=True)]
    line = None if layout.background == "none" else horizon(layout, groups)
    return shaded(seen, alone, layout.light, line)


def _handed_over(
    layout: StageLayout,
    made: Assembled,
    groups: tuple[Group, ...],
    background: Rgba,
    shade: Rgba,
    parts: list[StagedObject],
    notes: tuple[str, ...],
) -> Staged:
    lines, shades = made.lines, made.sheet.shades
    owned = [shades[label] for label in lines.owner[1:].tolist()]
    palette, entries = _palette(owned, groups)
    flats = _flat(lines.regions, [shade.colour for shade in owned])
    ink = np.empty((*lines.ink.shape, 4), np.uint8)
    ink[..., :3], ink[..., 3] = INK, lines.ink
    picture = inked(flats if layout.style == "flat" else laid_over(shade, flats), lines.ink)
    grey = np.asarray(cv2.cvtColor(on_white(picture), cv2.COLOR_RGB2GRAY), np.uint8)
    return Staged(
        picture,
        ink,
        grey,
        flats,
        shade,
        lines.regions,
        _regions(lines.regions, owned, entries, groups),
        palette,
        dots(lines, [shade.colour for shade in owned], layout.side),
        background,
        tuple(sorted(parts, key=lambda part: part.box)),
        notes,
    )


def inked(flats: Rgba, ink: U8) -> Rgba:
    """(h, w, 4): flats, opaque or see-through, under lines; ink: (h, w), how much of a pixel is line."""
    picture = flats.copy()
    drawn = np.flatnonzero(ink)
    share, below = ink.ravel()[drawn, None].astype(np.float32) / 255, picture.reshape(-1, 4)[drawn].astype(np.float32)
    held = below[:, 3:] / 255 * (1 - share)
    alpha = share + held
    mixed = (np.array(INK, np.float32) * share + below[:, :3] * held) / np.maximum(alpha, 1e-6)
    picture.reshape(-1, 4)[drawn] = np.concatenate([mixed, alpha * 255], axis=1) + 0.5
    return picture


def laid_over(shade: Rgba, flats: Rgba) -> Rgba:
    """(h, w, 4): a shade layer over flats, both with straight alpha."""
    if flats[..., 3].min(initial=255) == 255:
        return _over_opaque(shade, flats)
    top, below = shade[..., 3:].astype(np.float32) / 255, flats[..., 3:].astype(np.float32) / 255
    held = below * (1 - top)
    alpha = top + held
    colour = (shade[..., :3] * top + flats[..., :3] * held) / np.maximum(alpha, 1e-6)
    return np.asarray(np.concatenate([colour, alpha * 255], axis=2) + 0.5, np.uint8)


def _over_opaque(shade: Rgba, flats: Rgba) -> Rgba:
    made = flats.copy()
    top = shade[..., 3].astype(np.uint16)
    for channel in range(3):  # rounded as a division by 255 is, without one
        mixed = shade[..., channel] * top + flats[..., channel] * (255 - top) + 128
        made[..., channel] = (mixed + (mixed >> 8)) >> 8
    return made


def on_white(picture: Rgba) -> U8:
    """(h, w, 3): a picture as it looks on white paper."""
    opaque = picture[..., 3] == 255
    rgb = np.asarray(picture[..., :3].copy())
    if not opaque.all():
        rest = picture[~opaque].astype(np.float32)
        share = rest[:, 3:] / 255
        rgb[~opaque] = rest[:, :3] * share + 255 * (1 - share) + 0.5
    return rgb


def _flat(regions: I32, colours: list[RGB]) -> Rgba:
    table = np.zeros((len(colours) + 1, 4), np.uint8)
    if colours:
        table[1:, :3], table[1:, 3] = colours, 255
    # As whole numbers of four bytes they are looked up much faster than as rows of a table.
    return np.take(table.view(np.uint32)[:, 0], regions).view(np.uint8).reshape(*regions.shape, 4)


def _palette(owned: list[Shade], groups: tuple[Group, ...]) -> tuple[Palette, list[str]]:
    """An entry for each colour of each box, "dog: fur"; and the id of each region's."""
    entries: dict[tuple[int, RGB], PaletteEntry] = {}
    ids, used = [], set()
    for shade in owned:
        key = (shade.group, shade.colour)
        if key not in entries:
            whose = groups[shade.group].object.name if shade.group >= 0 else "background"
            name = f"{whose}: {shade.name}" if shade.name else whose
            ident, again = name, 1
            while ident in used:
                again += 1
                ident = f"{name} {again}"
            used.add(ident)
            entries[key] = PaletteEntry(ident, ident, shade.colour)
        ids.append(entries[key].id)
    return Palette(tuple(entries.values())), ids


def _regions(regions: I32, owned: list[Shade], entries: list[str], groups: tuple[Group, ...]) -> tuple[RegionInfo, ...]:
    area = np.bincount(regions.ravel(), minlength=len(owned) + 1)
    boxes = _boxes(regions, len(owned))
    return tuple(
        RegionInfo(
            place,
            shade.colour,
            entry,
            "box",
            1.0,
            int(area[place]),
            boxes[place],
            groups[shade.group].asked.tag if shade.group >= 0 else "",
        )
        for place, (shade, entry) in enumerate(zip(owned, entries, strict=True), start=1)
    )


def _boxes(regions: I32, count: int) -> list[tuple[int, int, int, int]]:
    """x, y, width, height of each region, of 0 nothing."""
    found: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
    for slices in find_objects(regions, count):
        if slices is None:
            found.append((0, 0, 0, 0))
        else:
            down, across = slices
            found.append((across.start, down.start, across.stop - across.start, down.stop - down.start))
    return found


def _staged_object(layout: StageLayout, group: Group, order: int, objects: ObjectSet) -> StagedObject:
    one = objects.objects[group.index]
    left, top, right, bottom = group.bounds
    half = layout.line_width / 2 + 1
    x0, y0 = max(0, int(left - half)), max(0, int(top - half))
    x1 = min(layout.width, int(np.ceil(right + half)))
    y1 = min(layout.height, int(np.ceil(bottom + half)))
    sheet = blank_part(layout, x0, y0, x1 - x0, y1 - y0)
    paint(sheet, layout, group, order, objects)
    return StagedObject(
        group.box,
        group.asked.tag,
        one.id,
        one.name,
        group.found.distance,
        one.source,
        one.licence,
        one.attribution,
        (x0, y0, x1 - x0, y1 - y0),
        len(group.places),
        order,
        group.places[0].mirrored,
        _drawn_alone(sheet, least_room(layout.side)),
    )


def _drawn_alone(sheet: Sheet, least: float) -> Rgba:
    """A sheet's lines over its colours."""
    lines = lined(sheet, least)
    flats = _flat(lines.regions, [sheet.shades[label].colour for label in lines.owner[1:].tolist()])
    return inked(flats, lines.ink)


def _alone(layout: StageLayout, groups: tuple[Group, ...], objects: ObjectSet) -> tuple[list[StagedObject], Rgba]:
    """The layers of all groups, and that of the background."""
    parts = [_staged_object(layout, group, order, objects) for order, group in enumerate(groups)]
    return parts, _background_alone(layout, groups)


def _background_alone(layout: StageLayout, groups: tuple[Group, ...]) -> Rgba:
    if layout.background == "none":
        return np.zeros((layout.height, layout.width, 4), np.uint8)
    sheet = blank(layout)
    lay(sheet, layout, groups)
    plain = drawn_plainly(sheet)
    return inked(_flat(plain.labels, [shade.colour for shade in sheet.shades[1:]]), plain.ink)
