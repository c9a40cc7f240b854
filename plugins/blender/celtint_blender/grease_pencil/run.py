"""Colouring an object: Blender's main thread reads the drawings one by one, a thread has the server colour them."""

from __future__ import annotations

import contextlib
import queue
import time
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from celtint_client import words
from celtint_client.messages import ColourRequest, Wanted
from celtint_client.scenes import Scenes
from celtint_client.sequences import SequenceRequest

from celtint_blender.grease_pencil.drawing import EMPTY, Fills, linear_of_bytes
from celtint_blender.grease_pencil.errand import Errand
from celtint_blender.grease_pencil.outlines import outlines

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from typing import Any

    from celtint_client.answers import Colouring, Progress
    from celtint_client.client import Client
    from celtint_client.messages import PaletteEntry, Settings
    from celtint_client.parts import Part
    from celtint_client.sequences import FrameAnswer, SequenceSettings
    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.reading import Gathered
    from celtint_blender.grease_pencil.skin import Skin
    from celtint_blender.grease_pencil.view import Canvas

WANTED = Wanted(("polygons", "report"), tolerance=0.5)
OUTLINED = 12
"""Unsure regions of a drawing that can be shown."""
AHEAD = 4
"""Drawings that are read before the server takes them."""


@dataclass(frozen=True)
class Asked:
    """What is the same for all drawings."""

    one: Settings
    many: SequenceSettings
    palette: tuple[PaletteEntry, ...]
    single: bool
    cast: Part | None = None


class Run(Errand):
    """The server's side of a job; nothing of Blender is touched.

    `ask`, then `give` every drawing, then None, when it is `fed`; when it is `over`, `results` has the fills by frame,
    or `error` says why not, if it wasn't `stopped`. unsure: regions that it is unsure of, by frame. doubts: frames and
    regions to look at, most of all first; rings: the outlines of unsure regions by frame and id. inks: the line colours
    found, as a list for people; scenes: those found in frames, as a sentence. own_s: seconds that laying out answers
    took.
    """

    def __init__(self, connect: Callable[[], Client]) -> None:
        super().__init__(connect)
        self._asked: Asked | None = None
        self._count = 1
        self._given: queue.Queue[Gathered | None] = queue.Queue(AHEAD)
        self._canvases: dict[int, Canvas] = {}
        self._skins: dict[int, Skin | None] = {}
        self.own_s, self.fed = 0.0, False
        self.unsure: dict[int, int] = {}
        self.doubts: list[tuple[int, int]] = []
        self.rings: dict[tuple[int, int], tuple[NDArray[np.float32], ...]] = {}
        self.inks = self.scenes = ""
        self._found, self._keyed = Scenes(), set[int]()
        self.results: dict[int, Fills] = {}
        self.entries: dict[str, PaletteEntry] = {}
        self.begin()

    def ask(self, asked: Asked, count: int) -> None:
        """What is asked of so many drawings; before the first is given."""
        self._asked, self._count = asked, max(count, 1)

    @property
    def hungry(self) -> bool:
        """Whether another drawing can be given."""
        return not self._given.full()

    def give(self, gathered: Gathered | None) -> None:
        """The next drawing; None after the last. Only while it is hungry."""
        if gathered is not None:
            self._canvases[gathered.frame.number] = gathered.canvas
            if gathered.frame.key is not None:
                self._keyed.add(gathered.frame.number)
            self._skins[gathered.frame.number] = gathered.skin
        self.fed = gathered is None
        self._given.put_nowait(gathered)

    def _ask(self, client: Client) -> None:
        waiting = self._gathered()
        first = next(waiting, None)
        if first is None or self._asked is None:
            return
        if self._asked.single:
            self._one(client, first, self._asked)
        else:
            self._many(client, chain([first], waiting), self._asked)

    def _one(self, client: Client, gathered: Gathered, asked: Asked) -> None:
        frame = gathered.frame
        assert frame.picture is not None  # as every drawing that is gathered has one
        given = (frame.picture, frame.hints, gathered.boxes, asked.palette, asked.one, WANTED)
        answer = client.colour(ColourRequest(*given, cast=asked.cast, marks=gathered.marks), self._tell)
        self._keep(frame.number, answer)
        self.doubts = [(frame.number, region) for region in answer.unsure]

    def _many(self, client: Client, every: Iterator[Gathered], asked: Asked) -> None:
        frames = (replace(gathered.frame, boxes=gathered.boxes, marks=gathered.marks) for gathered in every)
        request = SequenceRequest((), asked.palette, asked.many, WANTED, cast=asked.cast)
        done = client.sequence(request, frames, self._take, self._tell)
        self.scenes = self._found.sentence(self._keyed)
        self.doubts = [(doubt.number, doubt.region) for doubt in done.doubts if doubt.region is not None]

    def _gathered(self) -> Iterator[Gathered]:
        while True:
            self._check()
            with contextlib.suppress(queue.Empty):
                gathered = self._given.get(timeout=0.1)
                if gathered is None:
                    return
                yield gathered

    def _tell(self, news: Progress) -> None:
        super()._tell(news)
        if self._asked is not None and self._asked.single:
            self.share = news.share

    def _take(self, answer: FrameAnswer) -> None:
        self._check()
        self._found.take(answer)
        self._keep(answer.number, answer.colouring)
        self.share = len(self.results) / self._count

    def _keep(self, number: int, answer: Colouring) -> None:
        self.inks = words.inks(answer.inks) or self.inks
        self.entries.update((entry.id, entry) for entry in answer.palette if entry.colour != EMPTY)
        begun = time.thread_time()
        self.unsure[number] = len(answer.unsure)
        self.results[number] = worn(fills(answer, self._canvases[number]), self._skins[number])
        for region, ring in _unsure(answer, self._canvases[number]):
            self.rings[number, region] = (*self.rings.get((number, region), ()), ring)
        self.own_s += time.thread_time() - begun


def _unsure(answer: Colouring, canvas: Canvas) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Outlines on the drawing's plane of the regions that deserve a look most."""
    wanted = set(answer.unsure[:OUTLINED])
    for outline in outlines(answer.polygons) if answer.polygons is not None and wanted else ():
        if outline.region in wanted:
            ring = canvas.clipped(outline.ring)
            if len(ring) > 2:
                yield outline.region, canvas.points(ring)


def fills(answer: Colouring, canvas: Canvas, only: Container[int] | None = None) -> Fills:
    """What an answer's regions are filled with, on the drawing's plane; those without colour are left out.

    only: the regions that are wanted, None for all.
    """
    regions = {region.id: region for region in answer.regions or () if only is None or region.id in only}
    found: list[tuple[Any, np.ndarray[Any, np.dtype[np.float64]]]] = []
    for outline in outlines(answer.polygons) if answer.polygons is not None else ():
        region = regions.get(outline.region)
        if region is not None and region.colour is not None and region.colour != EMPTY:
            ring = canvas.clipped(outline.ring)
            if len(ring) > 2:
                found.append((region, ring))
    if not found:
        return Fills.none()
    colours = np.array([region.colour for region, _ in found], np.uint8)
    return Fills(
        canvas.points(np.concatenate([ring for _, ring in found])),
        np.array([len(ring) for _, ring in found], np.int32),
        linear_of_bytes(colours),
        tuple(region.entry or "" for region, _ in found),
    )


def worn(fills: Fills, skin: Skin | None) -> Fills:
    """Fills with the weights of the lines around them."""
    return fills if skin is None else replace(fills, groups=skin.names, weights=skin.at(fills.points))
