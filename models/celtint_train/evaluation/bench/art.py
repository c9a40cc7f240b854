"""The art set: pictures of many artists, each with where it comes from and under what licence, in a folder beside the
project. Its manifest (manifest.tsv) says which are held out (use "test": nothing learns from them and no constant is
chosen on them) and which may be learned from."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from celtint import BadRequest
from celtint.types.arrays import U8, Bool
from PIL import Image

from celtint_train.evaluation import sheets
from celtint_train.evaluation.given import dot, fitted

SIDE = 512
"""Longest side at which its pictures are coloured."""
KINDS = ("pair", "paint", "page", "pose", "frame")


@dataclass(frozen=True)
class Art:
    """One picture of the set.

    style: the folder that holds one artist's work. rgb: (h, w, 3) uint8 on white paper; of a pair, without the lines
    where they are a layer of their own. figure: (h, w) bool, where it is painted at all. line: (h, w) uint8, the lines
    of a pair, dark on white.
    """

    name: str
    style: str
    rgb: U8
    figure: Bool
    line: U8 | None


def held_out(folder: Path, kind: str, most: int, side: int | None = SIDE) -> Iterator[Art]:
    """At most ``most`` test pictures of a kind of every style, evenly over those there are, styles by name.

    side: their longest side is made no longer than this; None leaves them as they were drawn.

    Raises BadRequest where the folder holds no such set.
    """
    styles: dict[str, list[dict[str, str]]] = {}
    for row in _manifest(folder):
        if row["use"] == "test" and row["kind"] == kind:
            styles.setdefault(row["file"].split("/")[0], []).append(row)
    for style in sorted(styles):
        rows = styles[style]
        for k in np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).round().astype(int)):
            yield _read(folder, style, rows[k], side)


def of_style(
    folder: Path, use: str, begins: str, first: int = 0, most: int | None = None, side: int | None = SIDE
) -> list[Art]:
    """The pictures whose files begin so, by name, from the one of that number on, again from the first where there are
    fewer than that.

    Raises BadRequest where the folder holds no such set, or nothing of it begins so.
    """
    rows = sorted((row for row in _manifest(folder) if row["use"] == use), key=lambda row: row["file"])
    mine = [row for row in rows if row["file"].startswith(begins)]
    if not mine:
        raise BadRequest(f"The art set in {folder} has nothing that begins with {begins}.")
    first %= len(mine)
    last = len(mine) if most is None else first + most
    return [_read(folder, begins.split("/", maxsplit=1)[0], row, side) for row in mine[first:last]]


def _manifest(folder: Path) -> list[dict[str, str]]:
    path = folder / "manifest.tsv"
    if not path.is_file():
        raise BadRequest(f"{folder} is not the art set: it has no manifest.tsv; give its folder with --art.")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _read(folder: Path, style: str, row: dict[str, str], side: int | None) -> Art:
    whole = np.asarray(Image.open(folder / row["file"]).convert("RGBA"))
    painted = whole
    if "true" in row["note"]:  # layers of the artist's own; other flats were made by filling the lines
        painted = np.asarray(Image.open(folder / row["flat"]).convert("RGBA"))
    line = np.asarray(Image.open(folder / row["line"]).convert("L")) if row["line"] else None
    rgb = sheets.over_white(painted)
    planes = (rgb, whole[..., 3], line)
    small, alpha, drawn = (None if plane is None else _small(plane, side) for plane in planes)
    assert small is not None and alpha is not None
    return Art(row["file"], style, small, alpha >= 128, drawn)


def _small(picture: U8, side: int | None) -> U8:
    return picture if side is None or max(picture.shape[:2]) <= side else fitted(picture, side)


def dabs(art: Art, count: int, seed: int) -> U8:
    """``count`` dots of 3×3 pixels at random places of what is painted, off the lines, in its colours: (h, w, 4)."""
    rng = np.random.default_rng((seed, count))
    layer = np.zeros((*art.rgb.shape[:2], 4), np.uint8)
    free = art.figure if art.line is None else art.figure & (art.line >= 224)
    y, x = np.nonzero(cv2.erode(free.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=0))
    for k in rng.integers(0, len(y), count) if len(y) else ():
        dot(layer, art.rgb, int(y[k]), int(x[k]))
    return layer
