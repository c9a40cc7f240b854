"""Frames that an artist drew one by one, the art set's: their lines, and what was painted under them.

A region's truth is the middle colour of what was painted in it, colours nearly alike are one; where there is no one
colour there is no truth. Nothing is chosen on them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from celtint.colours.lab import ciede2000, srgb_to_lab
from celtint.types.arrays import F32, I32, I64, U8, Bool

from celtint_train.evaluation.bench.art import Art, held_out
from celtint_train.evaluation.bench.pairs.true_pairs import merged
from celtint_train.evaluation.sequences.clips import Clip, Frame, frame_of

RUNS = ("carrot/carrot-run", "carrot/carrot-doublejump", "kid/kid", "faber/faber_closeup", "ada/ada_closeup")
"""Runs of frames: the folder, and what their names begin with."""
ALIKE, NEAR, PURE = 10.0, 20.0, 0.6
"""ΔE2000 up to which colours are one, and up to which a pixel is of its region's; least share of such pixels."""
EVERY = 200
SIDE, MOST = 512, 13
"""Longest side, and drawings of a run."""


def runs(folder: Path) -> Iterator[Clip]:
    """The runs of frames that the art set in ``folder`` holds. Raises BadRequest where it is none."""
    found: dict[str, list[Art]] = {}
    for art in held_out(folder, "pair", EVERY, SIDE):
        name = "/".join(art.name.split("/")[-2:])
        run = next((r for r in RUNS if name.startswith(f"{r}_")), None)
        if run is not None and art.line is not None:
            found.setdefault(run, []).append(art)
    for run in RUNS:
        arts = sorted(found.get(run, []), key=lambda art: art.name)[:MOST]
        if len(arts) > 2:
            yield Clip(f"art {run}", _frames(arts))


def _frames(arts: Sequence[Art]) -> list[Frame]:
    """The frames, all of the size of the largest, standing on its lower edge."""
    h, w = (max(art.rgb.shape[k] for art in arts) for k in (0, 1))
    planes = [_standing(art, h, w) for art in arts]
    read = [_regions(ink, rgb, figure) for ink, rgb, figure in planes]
    colours = np.concatenate([c for c, _, _ in read])
    areas = np.concatenate([a for _, a, _ in read])
    painted = np.concatenate([p for _, _, p in read])
    order = np.argsort(-areas, kind="stable")
    order = order[painted[order]]
    number = np.zeros(len(areas), np.int32)
    number[order] = merged(np.asarray(srgb_to_lab(colours[order][None])[0], np.float32), ALIKE) + 1
    table = np.zeros((int(number.max()) + 2, 4), np.uint8)  # the last is of no one colour
    for k in order[::-1].tolist():
        table[number[k]] = (*colours[k], 255)
    frames, first = [], 0
    for (ink, rgb, _), (own, _, _) in zip(planes, read, strict=True):
        given = number[first : first + len(own)]
        first += len(own)
        frames.append(_frame(ink, rgb, given, table))
    return frames


def _standing(art: Art, height: int, width: int) -> tuple[U8, U8, U8]:
    """Lines, colours and where the figure is, (height, width), in the middle of the lower edge."""
    assert art.line is not None  # runs are of pairs
    h, w = art.line.shape
    left = (width - w) // 2
    room = ((height - h, 0), (left, width - w - left))
    ink = np.pad(art.line, room, constant_values=255)
    rgb = np.pad(art.rgb, (*room, (0, 0)), constant_values=255)
    return ink, rgb, np.pad(art.figure.astype(np.uint8), room)


def _labels(ink: U8) -> Frame:
    return frame_of(ink, np.zeros(ink.shape, np.int32), np.zeros((1, 4), np.uint8), 0)


def _regions(ink: U8, rgb: U8, figure: U8) -> tuple[U8, I64, Bool]:
    """(n, 3) the middle colour of each region, (n,) its area, (n,) whether it is painted."""
    labels = _labels(ink).labels
    off = ink > 150
    n = int(labels.max())
    colours, area, painted = np.zeros((n, 3), np.uint8), np.zeros(n, np.int64), np.zeros(n, np.bool_)
    for k in range(n):
        own = (labels == k + 1) & off
        area[k] = own.sum()
        if area[k]:
            colours[k] = np.median(rgb[own], axis=0)
            painted[k] = figure[own].mean() >= 0.5
    return colours, area, painted


def _frame(ink: U8, rgb: U8, number: I32, table: U8) -> Frame:
    """A frame whose pixels are of their region's number, and of the last one where they are of another colour."""
    labels = _labels(ink).labels
    identity = np.concatenate([[0], number])[labels].astype(np.int32)
    lab: F32 = np.asarray(srgb_to_lab(rgb), np.float32)
    wanted: F32 = np.asarray(srgb_to_lab(table[None, :, :3])[0], np.float32)[identity]
    far = (ciede2000(wanted, lab) > NEAR) & (identity > 0)
    mixed = np.where(far, len(table) - 1, identity).astype(np.int32)
    frame = frame_of(ink, mixed, table, 0)
    layer = table[identity]
    scored = frame.scored & (frame.identity < len(table) - 1)
    return Frame(ink, frame.labels, frame.area, frame.identity, frame.code, scored, frame.front, layer)
