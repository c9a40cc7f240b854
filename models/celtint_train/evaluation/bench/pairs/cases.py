"""The pairs of the bench: a drawing in lines, the areas that it parts, and their colours; kept in the cache."""

import io
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
from celtint.types.arrays import I32, U8, Bool
from celtint_models.writing import write_whole
from skimage import measure

from celtint_train.data.cache import cache_root
from celtint_train.evaluation.bench.pairs.flats import Flats, taken_apart
from celtint_train.evaluation.bench.pairs.gaps import opened
from celtint_train.evaluation.bench.pairs.pen import grown, ink_of, overshot, picture_of, ruled, strands
from celtint_train.evaluation.bench.pairs.sources import FOLDER, PairSource, Vector, sources
from celtint_train.evaluation.bench.pairs.strokes import Stroke, strokes_of
from celtint_train.evaluation.bench.pairs.tracing import network_of
from celtint_train.puppets.scenes import BASE, FAINT, Gaps, Scene

VERSION = 2
"""Of how pairs are drawn: another number draws them anew."""
LEAST = 30
"""Pixels of an area that counts."""
FEWEST, MOST = 6, 400
"""Areas that a drawing must have, and may have at 512 pixels."""
PURE = 0.9
"""An area less than this share of which is one flat is none: its border was too fine for the working size."""


class Case(NamedTuple):
    """A drawing and the truth about it.

    picture: (h, w) uint8, dark lines on white. truth: (h, w) int32, areas from 1, 0 on the whole lines and what is too
    small to count. colours: (n, 3) uint8 sRGB, row i for area i + 1.
    """

    name: str
    picture: U8
    truth: I32
    colours: U8

    @property
    def scene(self) -> Scene:
        """The same as generated drawings are given: what belongs to no area counts as line."""
        return Scene(self.picture, self.truth, self.truth == 0, 0, self.colours)


def cases(size: int, gaps: Gaps, most: int, held: bool = False) -> list[Case]:
    """At most ``most`` pairs, ``size`` pixels on the longest side, of all sources in turn: the same every time.

    held: of the sources on which no constant is chosen, rather than of the others. Raises DataError where a package
    cannot be had.
    """
    chosen = [source for source in sources() if source.held == held]
    each = -(-most // len(chosen))
    columns = [list(islice(of_source(source, size, gaps), each)) for source in chosen]
    turns = (column[k] for k in range(each) for column in columns if k < len(column))
    return list(islice(turns, most))


def of_source(source: PairSource, size: int, gaps: Gaps) -> Iterator[Case]:
    """The pairs of one source, from the cache where they have been drawn before."""
    folder = cache_root() / FOLDER / str(VERSION) / source.name.replace(" ", "-")
    for drawing in source.drawings():
        path = folder / f"{drawing.name.replace('/', '-')}-{size}-{gaps}.npz"
        case = _read(path) if path.exists() else _made(drawing, folder, size, gaps)
        if not path.exists():
            _write(path, case)
        if case is not None:
            yield case


def _made(drawing: Vector, folder: Path, size: int, gaps: Gaps) -> Case | None:
    seed = zlib.crc32(drawing.name.encode())
    found = stored(drawing, folder, seed)
    return None if found is None else drawn(drawing.name, *found, seed=seed, size=size, gaps=gaps)


def stored(drawing: Vector, folder: Path, seed: int) -> tuple[Flats, tuple[Stroke, ...]] | None:
    """The drawing's flats and strokes, from ``folder`` where they are there; None where it has none. ``seed`` chooses
    the colour of what is filled black."""
    path = folder / f"{drawing.name.replace('/', '-')}.npz"
    if not path.exists():
        flats = taken_apart(drawing, seed)
        _write_strokes(path, flats, strokes_of(network_of(flats)) if flats is not None else ())
    return _read_strokes(path)


def drawn(name: str, flats: Flats, strokes: tuple[Stroke, ...], *, seed: int, size: int, gaps: Gaps) -> Case | None:
    """The drawing at a size, its gaps; None where it parts too few areas, or too many. ``seed`` says how it is drawn,
    in the same way whatever the gaps."""
    rng = np.random.default_rng([seed, size, 1])
    scale, grow = size / max(flats.flat.shape), grown(size)
    shape = (round(flats.flat.shape[0] * scale), round(flats.flat.shape[1] * scale))
    ink = ink_of(rng)
    lines = overshot(ruled(strokes, scale, rng), rng, grow)
    cover = 255 - picture_of(lines, shape)
    room = np.asarray(cv2.distanceTransform((cover <= FAINT * 255).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    lines += strands(lines, room, rng, grow)
    whole = picture_of(lines, shape)
    truth, colours = _areas(whole < round(255 * (1 - FAINT)), flats)
    if not FEWEST <= len(colours) <= MOST * max(1.0, size / BASE):
        return None
    open_lines = opened(lines, truth, gaps, np.random.default_rng([seed, size, 2]), grow)
    return Case(name, picture_of(open_lines, shape, ink), truth, colours)


def _areas(ink: Bool, flats: Flats) -> tuple[I32, U8]:
    """The areas between whole lines, those that count, and the colour that most of each has."""
    parts = np.asarray(measure.label(~ink, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    flat = cv2.resize(flats.flat.astype(np.float32), ink.shape[::-1], interpolation=cv2.INTER_NEAREST).astype(np.int32)
    inner = np.asarray(cv2.erode((~ink).astype(np.uint8), np.ones((3, 3), np.uint8))) > 0
    many, kinds = int(parts.max()) + 1, len(flats.colours)
    ballots = parts[inner].astype(np.int64) * kinds + flat[inner]
    votes = np.bincount(ballots, minlength=many * kinds).reshape(many, kinds)
    pure = votes.max(axis=1) >= PURE * np.maximum(votes.sum(axis=1), 1)
    counts = (np.bincount(parts.ravel(), minlength=many) >= LEAST) & pure & (votes.sum(axis=1) > 0)
    counts[0] = False
    number = np.where(counts, np.cumsum(counts), 0).astype(np.int32)
    return np.asarray(number[parts]), np.asarray(flats.colours[votes.argmax(axis=1)][counts])


def _write(path: Path, case: Case | None) -> None:
    if case is None:
        _save(path)
    else:
        _save(
            path,
            picture=case.picture,
            truth=case.truth.astype(np.uint16),
            colours=case.colours,
            name=np.array(case.name),
        )


def _read(path: Path) -> Case | None:
    with np.load(path) as found:
        if "picture" not in found:
            return None
        return Case(str(found["name"]), found["picture"], found["truth"].astype(np.int32), found["colours"])


def _write_strokes(path: Path, flats: Flats | None, strokes: tuple[Stroke, ...]) -> None:
    if flats is None:
        _save(path)
        return
    _save(
        path,
        flat=flats.flat.astype(np.uint16),
        colours=flats.colours,
        points=np.concatenate([s.points for s in strokes] or [np.zeros((0, 2))]).astype(np.float32),
        lengths=np.array([len(s.points) for s in strokes], np.int64),
        ways=np.array([(s.closed, *s.met) for s in strokes], np.bool_).reshape(-1, 3),
    )


def _read_strokes(path: Path) -> tuple[Flats, tuple[Stroke, ...]] | None:
    with np.load(path) as found:
        if "flat" not in found:
            return None
        flat = found["flat"].astype(np.int32)
        runs = np.split(found["points"].astype(np.float64), np.cumsum(found["lengths"])[:-1])
        ways = found["ways"].tolist()
        strokes = tuple(Stroke(p, w[0], (w[1], w[2])) for p, w in zip(runs, ways, strict=False))
        return Flats(flat, found["colours"], np.zeros(flat.shape, np.bool_)), strokes


def _save(path: Path, **arrays: npt.NDArray[Any]) -> None:
    """Write an .npz, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = io.BytesIO()
    np.savez_compressed(data, **arrays)  # type: ignore[arg-type]
    write_whole(path, data.getvalue())
