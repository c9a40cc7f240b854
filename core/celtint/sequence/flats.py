"""Line drawings of a sequence: their regions are matched, not recoloured.

The drawings of a window are read, their regions linked with those of the keys and of the drawings around
(`celtint.sequence.tracks`), and the colour of each is decided once from all that reaches it. What nothing reaches is
guessed, by a rule or by the network, in a colour of the keys and hints; the same part is guessed once.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, pairwise

import cv2
import numpy as np

from celtint.ink.paper import ink_coverage
from celtint.line.decisions import name_entries, snap_to_palette
from celtint.matching.geometry import GeometryMatcher, Matcher
from celtint.networks.proposal import propose, region_colours
from celtint.networks.session import loaded
from celtint.sequence import tuning
from celtint.sequence.closing import Leaks, leaks
from celtint.sequence.corrections import Around, contradicted, corrects
from celtint.sequence.frames import FrameResult, Networks, SequenceInput
from celtint.sequence.grouping import joined, level_groups, open_groups, settle_groups
from celtint.sequence.keys import GUESSED, codes_of, rgb_of
from celtint.sequence.rules import by_mean, by_running_on, in_company, without_outside
from celtint.sequence.states import OPEN, FrameState, digest_of, read_drawing, state_of
from celtint.sequence.tracks import Links, Source, guessed_around, solve
from celtint.types.arrays import U8, Bool
from celtint.types.choices import DecidedBy
from celtint.types.picture import Box, Palette, PaletteEntry, Pause, Progress, no_pause, pauses
from celtint.types.settings import SequenceSettings

AHEAD = 2
"""Drawings whose regions are found while others are matched."""


class Flats:
    """Colours line drawings, shot by shot."""

    def __init__(
        self,
        frames: SequenceInput,
        boxes: Sequence[Box],
        palette: Palette,
        settings: SequenceSettings,
        networks: Networks,
    ) -> None:
        self._frames, self._boxes, self._palette, self._settings = frames, boxes, palette, settings
        self._given = palette
        self._network = loaded(networks.proposal) if settings.undecided == "network" else None
        self._guesser: DecidedBy = "network" if settings.undecided == "network" else "rule"
        self._matcher: Matcher = networks.matcher or GeometryMatcher()
        self._own = frozenset(codes_of(np.array([e.colour for e in palette.entries], np.uint8).reshape(-1, 3)).tolist())
        self._entries: dict[int, int] = {}
        self._told: set[int] = set()
        self._mean: int | None = None
        # The key behind, what hints since said otherwise of, the last frame with hints, the drawings before.
        self._behind: FrameState | None = None
        self._overruled: Bool | None = None
        self._told_behind: FrameState | None = None
        self._before: list[FrameState] = []
        self._borrowing = False
        self._pause: Pause = no_pause

    def shot(self, shot: range, tell: Progress, key_ahead: bool, borrowed: int | None = None) -> Iterator[FrameResult]:
        """Colour the frames of one shot. Its first may be a key; key_ahead: whether the frame after its last is one.
        borrowed: a key of another scene, whose word is always marked."""
        self._pause = pauses(tell, "frame", shot.start / len(self._frames))
        # Nothing is known of other shots, so that one that is done alone gets the same bytes.
        self._entries, self._told, self._mean = {}, set(self._own), None
        before = ahead = self._behind = self._told_behind = self._overruled = None
        self._before, self._borrowing = [], borrowed is not None
        if borrowed is not None:
            (self._behind,) = self._reading(range(borrowed, borrowed + 1), tell)
        if key_ahead:
            (ahead,) = self._reading(range(shot.stop, shot.stop + 1), tell)
        reading = self._reading(shot, tell)
        for start in range(shot.start, shot.stop, self._settings.window):
            window = range(start, min(start + self._settings.window, shot.stop))
            for drawn in self._decided(window, reading, before, ahead, window.stop == shot.stop):
                yield self._result(drawn, before is not None and drawn.digest == before.digest)
                before = drawn

    def _reading(self, indices: range, tell: Progress) -> Iterator[FrameState]:
        """The drawings of some frames, a few of them read ahead by other threads; a held one is read once."""
        digest, before = b"", None
        waiting: deque[tuple[int, Future[FrameState] | None]] = deque()
        left = iter(indices)
        with ThreadPoolExecutor(AHEAD) as pool:
            while True:
                while len(waiting) <= AHEAD and (index := next(left, None)) is not None:
                    given = self._frames.given(index)
                    mine = digest_of(given)
                    read = None
                    if mine != digest:
                        read = pool.submit(
                            read_drawing,
                            index,
                            mine,
                            given,
                            self._boxes,
                            self._settings.gap,
                            self._settings.ink,
                            self._settings.trace,
                            self._pause,
                            None,
                            self._frames.cast,
                            self._settings.keys_anywhere,
                        )
                    waiting.append((index, read))
                    digest = mine
                if not waiting:
                    return
                index, read = waiting.popleft()
                before = read.result() if read is not None else _once_more(before, index)
                tell("regions", index / len(self._frames))
                self._hear(before)
                yield before

    def _hear(self, drawn: FrameState) -> None:
        """Take note of the colours the artist gave."""
        for code in np.unique(drawn.code[drawn.fixed]).tolist():
            self._entries.setdefault(code, len(self._entries))
            if code >= 0:
                self._told.add(code)
        for code in np.unique(drawn.cast_code[drawn.cast_code != OPEN]).tolist():
            self._entries.setdefault(code, len(self._entries))

    def _decided(
        self,
        window: range,
        reading: Iterator[FrameState],
        before: FrameState | None,
        ahead: FrameState | None,
        last_of_shot: bool,
    ) -> list[FrameState]:
        """The next drawings, decided. before: the drawing before them; ahead: the key after the shot."""
        # Whatever the artist says in the window is heard before anything in it is decided.
        told = [index for index in window if self._frames.told(index)]
        drawings = list(islice(reading, max([window.start, *told]) + 1 - window.start))
        if drawings[0].key:
            self._behind = drawings[0]
        links, different = Links(self._matcher), list[FrameState]()
        around = self._around(drawings, ahead)
        marked = [drawn for drawn in drawings if open_groups(drawn)]
        for drawn in marked:
            self._pause()
            solve([drawn], [around.sources(links, drawn, _nearest(reversed(self._before)))], self._entries)
            settle_groups(drawn, list(self._entries))
        around = self._around(drawings, ahead) if marked else around
        # The others are linked as they come, while those after them are read.
        rest = islice(reading, len(window) - len(drawings))
        for place, drawn in enumerate(_noted(drawings, rest)):
            same = different[-1] if different else before
            if same is not None and drawn.digest == same.digest:
                drawings[place] = same.again(drawn.index)
            else:
                drawings[place] = self._met(links, around, drawn, different)
                different.append(drawings[place])
        self._colour(links, around, different)
        for one, two in pairwise([*([before] if before is not None else []), *drawings]):
            if one.digest == two.digest:
                two.shares = one.shares
        self._remember(links, around, different)
        return drawings

    def _around(self, drawings: Sequence[FrameState], ahead: FrameState | None) -> Around:
        hinted = [self._told_behind, *(d for d in drawings if corrects(d))]
        told = [d for d in hinted if d is not None]
        return Around(self._behind, self._overruled, ahead, told, tuple(self._before))

    def _colour(self, links: Links, around: Around, drawings: list[FrameState]) -> None:
        """Decide all regions of drawings that differ from each other."""
        asked = [around.sources(links, drawn, near) for drawn, near in _neighbours(around.before, drawings)]
        self._pause()
        solve(drawings, asked, self._entries, around.reserved(links, drawings))
        known = [d for d in (around.behind, around.ahead) if d is not None]
        for drawn, sources in zip(drawings, asked, strict=True):
            in_company(drawn, known, self._entries)
            self._settle(drawn)
            self._pause()
            self._propose(drawn, sources)
            level_groups(drawn)

    def _met(self, links: Links, around: Around, drawn: FrameState, earlier: list[FrameState]) -> FrameState:
        """A drawing linked with what is there already, both ways, and with its lines closed where theirs were."""
        self._pause()
        near = _nearest(reversed([*around.before, *earlier]))
        links.together(drawn, [*around.near(drawn.index), *near], near)
        found = self._leaks(links, around, drawn, near)
        if found:
            given = self._frames.given(drawn.index)
            settings, digest = self._settings, drawn.digest
            drawn = read_drawing(
                drawn.index, digest, given, self._boxes, settings.gap, settings.ink, settings.trace,
                self._pause, found, self._frames.cast,
            )  # fmt: skip
            links.renew(drawn.index)
            solve([drawn], [around.sources(links, drawn, near)], self._entries)
        for other in near:
            if all(other is not known for known in around.before):
                links.odds(other, drawn)
        links.forget()
        return drawn

    def _leaks(self, links: Links, around: Around, drawn: FrameState, near: list[FrameState]) -> Leaks:
        """What was closed on the drawing before, as far as is known of both by now."""
        solve([drawn], [around.sources(links, drawn, near)], self._entries)
        told = drawn.key or bool(drawn.own.any())
        found: Leaks = {}
        # The last but one knows what the last had open too.
        for other in () if told else near:
            found = leaks(links, drawn, other) | found
        return found

    def _remember(self, links: Links, around: Around, drawings: list[FrameState]) -> None:
        """What the next window is to know."""
        self._before = [d for d in [*self._before, *drawings] if len(d.code) > 1][-tuning.TRACKS.reach :]
        for told in around.told:
            if self._behind is not None and told is not self._told_behind:
                part = contradicted(links, told, self._behind)[1]
                self._overruled = part if self._overruled is None else self._overruled | part
        self._told_behind = around.told[-1] if around.told else None

    def _settle(self, drawn: FrameState) -> None:
        """Give each region the colour that most of what reaches it has; where too little does, it stays open."""
        if drawn.shares.shape[1] == 0:
            return
        codes = np.array(list(self._entries), np.int64)
        reaches = drawn.shares.sum(axis=1)
        take = (reaches >= tuning.FLATS.least) & ~drawn.fixed
        drawn.code[take] = codes[drawn.shares.argmax(axis=1)[take]]
        drawn.sure[take] = drawn.shares.max(axis=1)[take]

    def _propose(self, drawn: FrameState, sources: Sequence[Source]) -> None:
        """Guess what matches nothing known, or leave it open, which is a guess too."""
        open_ = drawn.code == OPEN
        if not open_.any():
            return
        drawn.sure[open_] = tuning.FLATS.guess
        again = guessed_around(drawn, sources)
        drawn.code[open_] = again[open_]
        open_ = drawn.code == OPEN
        if not open_.any():
            return
        if self._network is not None:
            self._ask_network(drawn, open_)
        elif self._settings.undecided == "auto":
            by_running_on(drawn, without_outside(drawn, open_), self._given)
        elif self._settings.undecided == "mean":
            # Of what was told when it is first asked for, and no other until the shot is over: it must not flicker.
            self._mean = by_mean(self._told - self._own, self._given) if self._mean is None else self._mean
            inner = without_outside(drawn, open_)
            drawn.code[inner] = drawn.code[inner] if self._mean is None else self._mean

    def _ask_network(self, drawn: FrameState, open_: Bool) -> None:
        assert self._network is not None
        grey = ~ink_coverage(self._frames.picture(drawn.index), self._settings.ink, self._settings.trace)
        if int(grey.min()) == 255:  # a blank page stays clear
            return
        boxes = [*self._boxes, *self._frames.boxes_of(drawn.index)]
        proposal = propose(self._network, grey, "line", _as_hints(drawn), boxes)
        colours, confidence = region_colours(proposal, drawn.labels.unpack(), drawn.described.ids[open_])
        told = [PaletteEntry(str(c), "", tuple(rgb_of(np.array([c]))[0].tolist())) for c in sorted(self._told)]
        drawn.code[open_] = codes_of(snap_to_palette(colours, Palette(tuple(told)))) | GUESSED
        drawn.sure[open_] = np.minimum(confidence, tuning.FLATS.guess)

    def _result(self, drawn: FrameState, again: bool) -> FrameResult:
        state = state_of(drawn, self._guesser, self._told)
        one = joined(drawn)
        labels = drawn.labels.looked_up(one.ids)
        layer = drawn.labels.looked_up(state.rgba().view(np.uint32).ravel()).view(np.uint8).reshape(*labels.shape, 4)
        names, self._palette = name_entries(state, self._palette)
        guessed = (drawn.code >= GUESSED) | (drawn.code == OPEN)
        doubtful = ~drawn.fixed & ((drawn.sure < tuning.FLATS.sure) | guessed | self._borrowing)
        unsure = tuple(np.unique(one.ids[drawn.described.ids[doubtful]]).tolist())
        marked = set(unsure)
        found = state.infos(one.area, one.box, names)
        infos = tuple(i if i.unsure == (i.id in marked) else replace(i, unsure=not i.unsure) for i in found)
        return FrameResult(drawn.index, layer, labels, infos, unsure, self._palette, "line", again)


def _once_more(before: FrameState | None, index: int) -> FrameState:
    assert before is not None  # the first drawing equals none before it
    return before.again(index)


def _noted(drawings: list[FrameState], rest: Iterator[FrameState]) -> Iterator[FrameState]:
    """The drawings that are there, then the rest, which join them."""
    yield from tuple(drawings)
    for drawn in rest:
        drawings.append(drawn)
        yield drawn


def _neighbours(
    before: Sequence[FrameState], drawings: list[FrameState]
) -> Iterator[tuple[FrameState, list[FrameState]]]:
    """Each drawing with those beside it; an empty one tells its neighbours nothing, those beyond it do."""
    chain = [*before, *drawings]
    for place, drawn in enumerate(drawings, len(before)):
        yield drawn, [*_nearest(reversed(chain[:place])), *_nearest(chain[place + 1 :])]


def _nearest(way: Iterable[FrameState]) -> list[FrameState]:
    return list(islice((d for d in way if len(d.code) > 1), tuning.TRACKS.reach))


def _as_hints(drawn: FrameState) -> U8:
    """(h, w, 4) uint8 on the small grid: the colours decided so far, inside their regions."""
    rgba = np.zeros((len(drawn.code) + 1, 4), np.uint8)
    decided = np.flatnonzero(drawn.code >= 0)
    rgba[decided + 1, :3] = rgb_of(drawn.code[decided])
    rgba[decided + 1, 3] = 255
    grid = drawn.described.grid
    inner = cv2.erode(grid.astype(np.float32), np.ones((5, 5))) == cv2.dilate(grid.astype(np.float32), np.ones((5, 5)))
    return np.where(inner[..., None], rgba[grid], 0).astype(np.uint8)
