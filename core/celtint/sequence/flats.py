"""Line drawings of a sequence: their regions are matched, not recoloured.

Each drawing is asked about twice: on the way forward, of the keys around and the drawing before it, and on the way
back, of the keys around and the drawing after it. What both ways say is added up, then made calm in time along the
motion. What matches nothing is guessed once, by a rule or by the network, in a colour of the keys and hints, and is a
neighbour like any other from then on.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, pairwise

import cv2
import numpy as np

from celtint.ink.paper import ink_coverage
from celtint.line.decisions import name_entries, snap_to_palette
from celtint.matching.geometry import GeometryMatcher, Matcher
from celtint.matching.network import MatcherNetwork
from celtint.networks.proposal import propose, region_colours
from celtint.networks.session import loaded
from celtint.sequence import tuning
from celtint.sequence.corrections import corrects, mixed, nearness, on_empty, reference, without_contradicted
from celtint.sequence.frames import FrameResult, Networks, SequenceInput
from celtint.sequence.keys import GUESSED, codes_of, rgb_of
from celtint.sequence.rules import by_mean, by_running_on, without_outside
from celtint.sequence.smoothing import calmed
from celtint.sequence.states import OPEN, FrameState, digest_of, read_drawing, state_of
from celtint.types.arrays import U8, Bool
from celtint.types.choices import DecidedBy
from celtint.types.picture import Box, Palette, PaletteEntry, Pause, Progress, no_pause, pauses
from celtint.types.settings import SequenceSettings

_Behind = tuple[FrameState | None, FrameState | None]
"""The key before a drawing, and the drawing with hints since."""

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
        self._sure = (
            self._matcher.descriptor.unsure_below if isinstance(self._matcher, MatcherNetwork) else tuning.FLATS.sure
        )
        self._own = frozenset(codes_of(np.array([e.colour for e in palette.entries], np.uint8).reshape(-1, 3)).tolist())
        self._entries: dict[int, int] = {}
        self._told: set[int] = set()
        self._mean: int | None = None
        # The key behind, less what hints corrected since, and the last frame with hints.
        self._behind: FrameState | None = None
        self._told_behind: FrameState | None = None
        self._pause: Pause = no_pause

    def shot(self, shot: range, tell: Progress, key_ahead: bool) -> Iterator[FrameResult]:
        """Colour the frames of one shot. Its first may be a key; key_ahead: whether the frame after its last is one."""
        self._pause = pauses(tell, "frame", shot.start / len(self._frames))
        # Nothing is known of other shots, so that one that is done alone gets the same bytes.
        self._entries, self._told, self._mean = {}, set(self._own), None
        before = ahead = self._behind = self._told_behind = None
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
                            self._pause,
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
        self._hold(drawn)

    def _decided(
        self,
        window: range,
        reading: Iterator[FrameState],
        before: FrameState | None,
        ahead: FrameState | None,
        last_of_shot: bool,
    ) -> list[FrameState]:
        """The next drawings, decided. before: the drawing before them; ahead: the key after the shot."""
        after = ahead if last_of_shot else None
        # Whatever the artist says in the window is heard before anything in it is decided.
        told = [index for index in window if self._frames.told(index)]
        drawings = list(islice(reading, max([window.start, *told]) + 1 - window.start))
        if drawings[0].key:
            self._behind, self._told_behind = drawings[0], None
        forth = self._behind is not None or before is not None or after is None
        behind: list[_Behind] = []
        different: list[FrameState] = []
        last = before
        # The others are matched as they come, while those after them are read.
        rest = islice(reading, len(window) - len(drawings))
        for drawn in _noted(drawings, rest):
            same = different[-1] if different else before
            if same is not None and drawn.digest == same.digest:
                continue
            different.append(drawn)
            behind.append((self._behind, self._told_behind))
            if forth:
                self._forward(drawn, last, ahead)
                last = _told_by(drawn, last)
        if different:
            self._back(different, behind if forth else None, after)
            chain = [*([before] if before is not None else []), *different, *([after] if after is not None else [])]
            calmed(chain, len(self._entries))
        for drawn in different:
            self._settle(drawn)
        for one, two in pairwise([*([before] if before is not None else []), *drawings]):
            if one.digest == two.digest:
                two.shares = one.shares
        return drawings

    def _forward(self, drawn: FrameState, last: FrameState | None, ahead: FrameState | None) -> None:
        """Decide a drawing by the keys around it and the drawing before it."""
        self._ask(drawn, [self._behind, self._told_behind, _in_sight(ahead, drawn)], last)
        self._finish(drawn)
        if corrects(drawn):
            self._told_behind = drawn
            if self._behind is not None:
                self._behind = without_contradicted(self._matcher, self._behind, drawn)

    def _back(self, drawings: list[FrameState], behind: list[_Behind] | None, after: FrameState | None) -> None:
        """The way back, from the key after and from every frame with hints.

        behind: what was behind each drawing; None when nobody went forward.
        """
        source = last = key = after
        every: list[_Behind] = [(None, None)] * len(drawings) if behind is None else behind
        for drawn, (known, told) in zip(reversed(drawings), reversed(every), strict=True):
            if source is not None:
                votes = drawn.shares
                self._ask(drawn, [known, told, key, source], last)
                if behind is not None:
                    share = 0.5 if source is after else nearness(drawn, told or known, source)
                    drawn.shares = mixed(votes, drawn.shares, share, self._entries.get(OPEN))
                self._finish(drawn)
                last = _told_by(drawn, last)
            if corrects(drawn):
                source = last = drawn
                key = None if key is None else without_contradicted(self._matcher, key, drawn)

    def _finish(self, drawn: FrameState) -> None:
        self._settle(drawn)
        self._pause()
        self._propose(drawn)

    def _ask(self, drawn: FrameState, keys: Sequence[FrameState | None], neighbour: FrameState | None) -> None:
        """What keys and a neighbour say of the drawing's regions, into its `shares`."""
        self._pause()
        asked = {k.index: k for k in keys if k is not None and k.index != drawn.index}
        if neighbour is not None and neighbour.index not in asked:
            asked[neighbour.index] = neighbour
        references = [reference(known, drawn, self._entries) for known in asked.values()]
        if len(drawn.code) == 1 and references:
            drawn.shares = on_empty(references, len(self._entries))
        else:
            drawn.shares = self._matcher.match(drawn.described, references, len(self._entries)).entries
        self._hold(drawn)

    def _hold(self, drawn: FrameState) -> None:
        """What the artist decided has all the votes."""
        drawn.shares = np.pad(drawn.shares, ((0, 0), (0, len(self._entries) - drawn.shares.shape[1])))
        for k in np.flatnonzero(drawn.fixed):
            drawn.shares[k] = 0
            drawn.shares[k, self._entries[int(drawn.code[k])]] = 1

    def _settle(self, drawn: FrameState) -> None:
        """Give each region the colour with most votes; where little speaks for any, what it has stays."""
        if drawn.shares.shape[1] == 0:
            return
        codes = np.array(list(self._entries), np.int64)
        take = (drawn.shares.max(axis=1) >= tuning.FLATS.least) & ~drawn.fixed
        drawn.code[take] = codes[drawn.shares.argmax(axis=1)[take]]
        drawn.sure[take] = drawn.shares.max(axis=1)[take]

    def _propose(self, drawn: FrameState) -> None:
        """Guess what matches nothing known, or leave it open, which is a guess too."""
        open_ = drawn.code == OPEN
        if not open_.any():
            return
        drawn.sure[open_] = tuning.FLATS.guess
        if self._network is not None:
            self._ask_network(drawn, open_)
        elif self._settings.undecided == "auto":
            by_running_on(drawn, without_outside(drawn, open_), self._given)
        elif self._settings.undecided == "mean":
            # Of what was told when it is first asked for, and no other until the shot is over: it must not flicker.
            self._mean = by_mean(self._told - self._own, self._given) if self._mean is None else self._mean
            inner = without_outside(drawn, open_)
            drawn.code[inner] = drawn.code[inner] if self._mean is None else self._mean
        for code in np.unique(drawn.code[open_]).tolist():
            self._entries.setdefault(code, len(self._entries))
        drawn.shares = np.pad(drawn.shares, ((0, 0), (0, len(self._entries) - drawn.shares.shape[1])))
        for k in np.flatnonzero(open_):
            drawn.shares[k, self._entries[int(drawn.code[k])]] = max(tuning.FLATS.guess, float(drawn.sure[k]))

    def _ask_network(self, drawn: FrameState, open_: Bool) -> None:
        assert self._network is not None
        grey = ~ink_coverage(self._frames.picture(drawn.index), self._settings.ink)
        if int(grey.min()) == 255:  # a blank page stays clear
            return
        boxes = [*self._boxes, *self._frames.boxes_of(drawn.index)]
        proposal = propose(self._network, grey, "line", _as_hints(drawn), boxes)
        colours, confidence = region_colours(proposal, drawn.labels.unpack(), drawn.described.ids[open_])
        told = [PaletteEntry(str(c), "", tuple(rgb_of(np.array([c]))[0].tolist())) for c in sorted(self._told)]
        drawn.code[open_] = codes_of(snap_to_palette(colours, Palette(tuple(told)))) | GUESSED
        drawn.sure[open_] = np.minimum(confidence, tuning.FLATS.guess)

    def _result(self, drawn: FrameState, again: bool) -> FrameResult:
        state = state_of(drawn, self._guesser)
        labels = drawn.labels.unpack()
        layer = np.take(state.rgba().view(np.uint32).ravel(), labels).view(np.uint8).reshape(*labels.shape, 4)
        names, self._palette = name_entries(state, self._palette)
        doubtful = ~drawn.fixed & ((drawn.sure < self._sure) | (drawn.code >= GUESSED) | (drawn.code == OPEN))
        unsure = tuple(drawn.described.ids[doubtful].tolist())
        marked = set(unsure)
        found = state.infos(drawn.area, drawn.box, names)
        infos = tuple(replace(info, unsure=info.id in marked) for info in found)
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


def _told_by(drawn: FrameState, last: FrameState | None) -> FrameState | None:
    """The neighbour that the next drawing is asked of: an empty drawing tells it nothing, the one before that does."""
    return drawn if len(drawn.code) > 1 or last is None else last


def _in_sight(ahead: FrameState | None, drawn: FrameState) -> FrameState | None:
    return ahead if ahead is not None and ahead.index - drawn.index < tuning.FLATS.horizon else None


def _as_hints(drawn: FrameState) -> U8:
    """(h, w, 4) uint8 on the small grid: the colours decided so far, inside their regions."""
    rgba = np.zeros((len(drawn.code) + 1, 4), np.uint8)
    decided = np.flatnonzero(drawn.code >= 0)
    rgba[decided + 1, :3] = rgb_of(drawn.code[decided])
    rgba[decided + 1, 3] = 255
    grid = drawn.described.grid
    inner = cv2.erode(grid.astype(np.float32), np.ones((5, 5))) == cv2.dilate(grid.astype(np.float32), np.ones((5, 5)))
    return np.where(inner[..., None], rgba[grid], 0).astype(np.uint8)
