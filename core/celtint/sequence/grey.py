"""Shaded and grey frames of a sequence: chroma carried along the motion, light left alone.

On the way forward every frame takes chroma from the frame before, and straight from the key before where the motion to
it can be followed; on the way back from the frame and the key after. Where no way can be believed, what was carried is
spread along the frame's own edges and corrected by the proposal network, which sees it as hints.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.colouring import lightness_of
from celtint.colours.chroma import AlongEdges
from celtint.colours.depth import to_eight_bit
from celtint.colours.gamut import to_srgb8
from celtint.colours.lab import srgb_to_lab
from celtint.grey.colouring import apply_box, decided_chroma, hold_hints, working_size
from celtint.grey.lending import lent
from celtint.hints.spreading import shrink_hints
from celtint.ink.paper import grey_on_paper
from celtint.networks.proposal import propose
from celtint.networks.session import loaded
from celtint.sequence import tuning
from celtint.sequence.flow import carry, places
from celtint.sequence.frames import FrameResult, Networks, SequenceInput
from celtint.sequence.states import digest_of
from celtint.sequence.tones import Toned, Tones, learned, painted
from celtint.types.arrays import F32, U8, Bool, Lab
from celtint.types.errors import BadRequest
from celtint.types.picture import Box, Hints, Palette, Pause, Progress, no_pause, pauses
from celtint.types.settings import SequenceSettings

_BAND = 128


@dataclass(frozen=True)
class GreyState:
    """One frame at working size.

    light: (h, w) float32 L; grey: (h, w) uint8 the same for the flow. chroma: (h, w, 2) float32 a and b; belief: (h, w)
    float32, 0 to 1. origin: (h, w, 2) float32, x and y in the key that it was carried from, frame by frame. key:
    whether the artist coloured it. toned: what the key says of its lightness.
    """

    index: int
    digest: bytes
    light: F32
    grey: U8
    chroma: F32
    belief: F32
    origin: F32
    key: bool
    toned: Toned | None = None


class Grey:
    """Colours shaded frames, shot by shot."""

    def __init__(
        self,
        frames: SequenceInput,
        boxes: Sequence[Box],
        palette: Palette,
        settings: SequenceSettings,
        networks: Networks,
    ) -> None:
        if any(box.colour is not None for box in boxes):
            raise BadRequest("Boxes with colours work on line drawings; on grey frames give hints.")
        self._frames, self._boxes, self._palette, self._settings = frames, boxes, palette, settings
        self._network = loaded(networks.proposal) if settings.undecided in ("auto", "network") else None
        if settings.undecided == "auto" and self._network is not None and "grey" not in self._network.descriptor.modes:
            self._network = None
        self._mean: F32 | None = None
        self._tones: Tones | None = None
        self._last: FrameResult | None = None
        self._lender: GreyState | None = None
        self._size = working_size(*frames.size)
        self._pause: Pause = no_pause

    def shot(self, shot: range, tell: Progress, key_ahead: bool, borrowed: int | None = None) -> Iterator[FrameResult]:
        """Colour the frames of one shot. Its first may be a key; key_ahead: whether the frame after its last is one;
        borrowed: a key of another scene, which lends its colours, and everywhere in doubt."""
        self._pause = pauses(tell, "frame", shot.start / len(self._frames))
        ahead = self._see(shot.stop) if key_ahead else None
        behind = before = self._mean = self._last = None
        self._lender = None if borrowed is None else self._see(borrowed)
        self._tones = _tones_of([self._lender, ahead])
        for start in range(shot.start, shot.stop, self._settings.window):
            seen: list[GreyState] = []
            for index in range(start, min(start + self._settings.window, shot.stop)):
                tell("light", index / len(self._frames))
                seen.append(self._see(index))
            if seen[0].key:
                behind = seen[0]
                self._tones = _tones_of([behind, ahead])
            for one in self._carried(seen, before, behind, ahead, start + len(seen) == shot.stop):
                again = before is not None and before.digest == one.digest
                before = one
                self._last = self._result(one, again)
                yield self._last

    def _see(self, index: int) -> GreyState:
        """A frame with what its key and hints say."""
        given = self._frames.given(index)
        h, w = self._size
        light = cv2.resize(lightness_of(given.picture), (w, h), interpolation=cv2.INTER_AREA)
        chroma, belief, toned = np.zeros((h, w, 2), np.float32), np.zeros((h, w), np.float32), None
        if given.key is not None:
            lab, belief = _lab_of_key(given.key, (h, w))
            chroma, said = lab[..., 1:], belief > 0
            toned = Toned(np.asarray(light[said], np.float32), *(lab[..., k][said] for k in range(3)))
        grey = np.asarray(np.rint(light * 2.55), np.uint8)
        shown = np.asarray(light, np.float32)
        key = given.key is not None
        return GreyState(index, digest_of(given), shown, grey, chroma, belief, places(h, w), key, toned=toned)

    def _carried(
        self,
        seen: list[GreyState],
        before: GreyState | None,
        behind: GreyState | None,
        ahead: GreyState | None,
        last_of_shot: bool,
    ) -> list[GreyState]:
        """A window of frames with chroma carried from both sides, as far as it can be believed."""
        forth, last = [], before
        for one in seen:
            last = self._filled(self._from(one, last, behind), last)
            forth.append(last)
        if ahead is None or not last_of_shot:
            return forth
        back, last = [], ahead
        for one in reversed(seen):
            last = self._from(one, last, ahead)
            back.append(last)
        return [
            _blended(one, [one, two]) if not one.key else one for one, two in zip(forth, reversed(back), strict=True)
        ]

    def _from(self, one: GreyState, neighbour: GreyState | None, key: GreyState | None) -> GreyState:
        """Chroma for a frame from its neighbour and from a key."""
        self._pause()
        if one.key:
            return one
        if neighbour is not None and neighbour.digest == one.digest:
            return replace(one, chroma=neighbour.chroma, belief=neighbour.belief, origin=neighbour.origin)
        found = []
        if neighbour is not None:
            found.append(_taken(one, neighbour, tuning.GREY.wear))
        if (
            key is not None
            and key is not neighbour
            and key.index != one.index
            and abs(key.index - one.index) <= tuning.GREY.straight
        ):
            self._pause()
            found.append(_straight(one, key, found[0]) if found else _taken(one, key, tuning.GREY.wear))
        return _blended(one, found) if found else one

    def _filled(self, one: GreyState, before: GreyState | None) -> GreyState:
        """The frame with chroma everywhere: hints are law, what was carried is believed as far as it can be, the rest
        is spread from both and proposed."""
        self._pause()
        given = self._frames.given(one.index)
        hints = given.hints
        if one.key and hints is None and not given.boxes:
            return one
        if before is not None and before.digest == one.digest:
            return replace(one, chroma=before.chroma, belief=before.belief)
        held, held_lab = one.belief >= tuning.GREY.heard, np.concatenate([one.light[..., None], one.chroma], axis=2)
        law = np.zeros(self._size, np.bool_)
        if hints is not None:
            law, lab = _small(hints, self._size)
            held_lab = np.where(law[..., None], lab, held_lab)
            held = (held & ~_reach_of(law)) | law
        far: F32 | None = None
        wanted, open_ = self._settings.undecided == "network" or held.any(), float(held.mean()) < 0.98
        if self._lender is not None and open_:
            far = lent(one.light, self._lender.light, self._lender.chroma, self._lender.belief > 0)
        elif self._network is not None and wanted and open_:
            layer = _layer(held_lab, held)
            proposal = propose(self._network, grey_on_paper(given.picture), "grey", layer, [*self._boxes, *given.boxes])
            self._pause()
            far = np.asarray(cv2.resize(proposal.lab[..., 1:], self._size[::-1]), np.float32)
        if self._settings.undecided == "mean" and held.any():
            # The shot's first, so that it does not flicker.
            self._mean = held_lab[held][:, 1:].mean(axis=0) if self._mean is None else self._mean
            far = np.broadcast_to(self._mean, (*self._size, 2))
        spreaded = decided_chroma(one.light, held_lab.astype(np.float32), held, far, self._settings.strength)
        trust = np.where(_reach_of(law), 0.0, np.clip(one.belief / tuning.GREY.heard, 0, 1))[..., None]
        chroma = np.where(law[..., None], held_lab[..., 1:], trust * one.chroma + (1 - trust) * spreaded)
        belief = np.where(law, 1.0, np.maximum(one.belief, tuning.GREY.fresh))
        for box in given.boxes:
            took = apply_box(chroma, one.light, law, box, (given.picture.height, given.picture.width))
            belief = np.maximum(belief, took)
        return replace(one, chroma=chroma.astype(np.float32), belief=belief.astype(np.float32))

    def _result(self, one: GreyState, again: bool) -> FrameResult:
        if again and self._last is not None:
            return replace(self._last, index=one.index, held=True)
        given = self._frames.given(one.index)
        picture, hints = given.picture, given.hints
        lightness = lightness_of(picture)
        height, width = lightness.shape
        upward = AlongEdges(one.light, one.chroma[..., 0], one.chroma[..., 1], (height, width))
        out = np.empty((height, width, 4), np.uint8)
        out[..., 3] = 255
        key = given.key if hints is None and not given.boxes else None
        added = self._added(one, (height, width))
        for top in range(0, height, _BAND):
            self._pause()
            rows = slice(top, min(top + _BAND, height))
            band = np.ascontiguousarray(lightness[rows])
            a, b = upward.rows(band, top)
            for box in (box for box in given.boxes if box.colour == "none"):
                inside = slice(max(0, box.y - top), max(0, box.y + box.height - top))
                a[inside, box.x : box.x + box.width] = b[inside, box.x : box.x + box.width] = 0.0
            if self._tones is not None and added is not None:
                band = np.clip(self._tones.lightness(band) + added[rows], 0, 100)
            rgb = to_srgb8(band, a, b)
            if key is not None:
                _as_painted(rgb, band, key[rows])
            if hints is not None:
                hold_hints(rgb, band, hints.pixels[rows])
            out[rows, :, :3] = rgb
        p = to_eight_bit(picture.pixels)
        if p.ndim == 3 and p.shape[2] in (2, 4):
            out[..., 3] = p[..., -1]
        doubt = float((one.belief <= tuning.GREY.fresh).mean())
        labels = np.zeros((height, width), np.int32)
        return FrameResult(one.index, out, labels, (), (), self._palette, "grey", again, doubt=doubt)

    def _added(self, one: GreyState, size: tuple[int, int]) -> F32 | None:
        """What the colours of a frame add to the keys' curve of lightness, at full size."""
        if self._tones is None:
            return None
        added = self._tones.added(one.light, *np.moveaxis(one.chroma, -1, 0))
        return np.asarray(cv2.resize(added, size[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _tones_of(keys: Sequence[GreyState | None]) -> Tones | None:
    return learned([k.toned for k in keys if k is not None and k.toned is not None])


def _as_painted(rgb: U8, light: F32, key: U8) -> None:
    """Let a key's own pixels be seen, all but the lines of the frame that lie over it. rgb, light, key: some rows."""
    shown = painted(srgb_to_lab(key[..., :3])[..., 0], light)
    if key.shape[2] == 4:
        shown &= key[..., 3] == 255
    rgb[shown] = key[shown][:, :3]


def _lab_of_key(key: U8, size: tuple[int, int]) -> tuple[F32, F32]:
    """A key's Lab at working size, and where it says something: where it is not clear."""
    lab = np.empty((*key.shape[:2], 3), np.float32)
    for top in range(0, key.shape[0], _BAND):
        lab[top : top + _BAND] = srgb_to_lab(key[top : top + _BAND, :, :3])
    small = cv2.resize(lab, size[::-1], interpolation=cv2.INTER_AREA)
    clear = np.zeros(key.shape[:2], np.float32) if key.shape[2] == 3 else (key[..., 3] < 128).astype(np.float32)
    silent = np.asarray(cv2.resize(clear, size[::-1], interpolation=cv2.INTER_AREA)) > 0.01
    return np.asarray(small, np.float32), np.where(silent, 0, 1).astype(np.float32)


def _taken(one: GreyState, source: GreyState, wear: float, guess: F32 | None = None) -> GreyState:
    """Chroma of another frame where the motion leads to it. guess: as for `celtint.sequence.flow.flow`."""
    if source.digest == one.digest or np.array_equal(source.grey, one.grey):
        return replace(one, chroma=source.chroma, belief=source.belief * np.float32(wear), origin=source.origin)
    picture = np.concatenate([source.chroma / _lit(source.light), source.origin], axis=2)
    carried = carry(picture, source.belief, one.grey, source.grey, guess)
    chroma, origin = carried.picture[..., :2] * _lit(one.light), carried.picture[..., 2:]
    return replace(one, chroma=chroma, belief=carried.belief * np.float32(wear), origin=origin)


def _lit(light: F32) -> F32:
    """(h, w, 1) what chroma is in proportion to. light: (h, w) L.

    What light falls on a surface scales its red, green and blue alike, and so a and b with L + 16 (CIE 1976: cube
    roots); what shines on it or through it scales them less.
    """
    whole = (light + np.float32(16.0)) / np.float32(100.0)
    return np.asarray(np.power(whole, np.float32(tuning.GREY.lit))[..., None], np.float32)


def _straight(one: GreyState, key: GreyState, stepwise: GreyState) -> GreyState:
    """Chroma straight from the key, sought where the motion from frame to frame leads, and not believed where it was
    found elsewhere: over a long way a sleeve is taken for a strand of hair of the same light."""
    straight = _taken(one, key, tuning.GREY.wear, stepwise.origin - places(*one.belief.shape))
    apart = np.linalg.norm(straight.origin - stepwise.origin, axis=2)
    near = np.exp(-np.square(apart * np.float32(tuning.GREY.astray / max(apart.shape))))
    known = np.clip(stepwise.belief / np.float32(tuning.GREY.known), 0, 1)
    return replace(straight, belief=straight.belief * (1 - known * (1 - near)))


def _blended(one: GreyState, ways: Sequence[GreyState]) -> GreyState:
    """Several ways' chroma, the better believed one counting for much more, so that colours do not mix to grey."""
    weight = np.stack([np.power(w.belief, tuning.GREY.sharply) + 1e-9 for w in ways])
    weight /= weight.sum(axis=0)
    chroma = sum(share[..., None] * w.chroma for share, w in zip(weight, ways, strict=True))
    belief = np.max([w.belief for w in ways], axis=0)
    # what goes astray on one frame is not to lead the next one astray
    return replace(
        one, chroma=np.asarray(chroma, np.float32), belief=np.asarray(belief, np.float32), origin=ways[0].origin
    )


def _small(hints: Hints, size: tuple[int, int]) -> tuple[Bool, F32]:
    paint, law = shrink_hints(hints.pixels, size)
    return law, srgb_to_lab(paint)


def _reach_of(law: Bool) -> Bool:
    """Around hints what was carried is not believed: the artist changes something there."""
    if not law.any():
        return law
    reach = 2 * (max(law.shape) // tuning.GREY.around) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    return np.asarray(cv2.dilate(law.astype(np.uint8), kernel) > 0)


def _layer(lab: Lab, held: Bool) -> U8:
    """(h, w, 4) uint8: chroma as a hint layer of working size."""
    layer = np.zeros((*held.shape, 4), np.uint8)
    layer[..., :3] = to_srgb8(*(np.ascontiguousarray(lab[..., k], np.float32) for k in range(3)))
    layer[..., 3] = held * np.uint8(255)
    return layer
