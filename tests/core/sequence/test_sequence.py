"""Sequences: keys and hints are law on every frame, held drawings cost nothing, what changes is all that changes."""

import gc
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from celtint import (
    BadRequest,
    Box,
    Cancelled,
    FrameResult,
    Hints,
    Key,
    MatcherNetwork,
    Networks,
    Picture,
    Scene,
    SequenceSettings,
    affected,
    colour_sequence,
)
from celtint.regions.measuring import runs
from celtint.sequence.scenes import keyed
from celtint.sequence.sequence import shots
from celtint.sequence.states import PackedLabels
from celtint_models.registry import load_matcher
from hypothesis import given, settings
from hypothesis import strategies as st

SIZE = (96, 160)
RED, BLUE, GREEN = (200, 40, 40), (40, 60, 200), (30, 160, 60)
PLAIN = SequenceSettings(mode="line", undecided="transparent", window=4)


class Clip:
    """A ring (red) and a box in two halves (blue, green) that move to the right."""

    def __init__(self, places, size=SIZE):
        self.places, self.size, self.asked = list(places), size, []

    def __len__(self):
        return len(self.places)

    def picture(self, index):
        self.asked.append(index)
        return Picture(self.ink(index))

    def _parts(self, index):
        at = self.places[index]
        y, x = np.indices(self.size)
        ring = np.hypot(x - 36 - at, y - 48)
        left = (np.abs(y - 48) < 26) & (x > 84 + at) & (x < 106 + at)
        right = (np.abs(y - 48) < 26) & (x >= 106 + at) & (x < 130 + at)
        return ring, left, right

    def ink(self, index):
        ring, left, right = self._parts(index)
        ink = np.full(self.size, 255, np.uint8)
        ink[np.abs(ring - 22) < 1.5] = 0
        for part in (left, right):
            inner = np.zeros_like(part)
            inner[2:-2, 2:-2] = part[2:-2, 2:-2] & part[:-4, 2:-2] & part[4:, 2:-2] & part[2:-2, :-4] & part[2:-2, 4:]
            ink[part & ~inner] = 0
        return ink

    def truth(self, index):
        ring, left, right = self._parts(index)
        layer = np.zeros((*self.size, 4), np.uint8)
        for part, colour in ((ring < 22, RED), (left, BLUE), (right, GREEN)):
            layer[part] = (*colour, 255)
        return layer


def run(clip, keys=None, hints=None, settings=PLAIN, **more) -> list[FrameResult]:
    return list(colour_sequence(clip, keys, hints, settings=settings, **more))


def wrong(clip, result, index):
    paper = clip.ink(index) == 255
    paper[1:-1, 1:-1] &= paper[:-2, 1:-1] & paper[2:, 1:-1] & paper[1:-1, :-2] & paper[1:-1, 2:]
    truth = clip.truth(index)
    clear = (truth[..., 3] == 0) & (result.colour[..., 3] == 0)
    return float((~clear & (truth != result.colour).any(axis=2))[paper].mean())


def dab(place, colour, size=SIZE):
    layer = np.zeros((*size, 4), np.uint8)
    y, x = place
    layer[y - 3 : y + 4, x - 3 : x + 4] = (*colour, 255)
    return Hints(layer)


def test_one_key_colours_all_frames_byte_for_byte() -> None:
    clip = Clip(range(0, 14, 2))
    results = run(clip, {0: Key(clip.truth(0))})
    assert [r.index for r in results] == list(range(7))
    assert max(wrong(clip, r, r.index) for r in results) < 0.002
    colours = {tuple(c) for r in results for c in np.unique(r.colour[r.colour[..., 3] > 0], axis=0).tolist()}
    assert colours == {(*RED, 255), (*BLUE, 255), (*GREEN, 255)}


def test_a_key_in_the_middle_and_one_at_the_end_reach_back() -> None:
    clip = Clip(range(0, 14, 2))
    for key in (3, 6):
        assert max(wrong(clip, r, r.index) for r in run(clip, {key: Key(clip.truth(key))})) < 0.002


def test_lines_baked_into_a_key_change_nothing() -> None:
    clip = Clip(range(0, 8, 2))
    layer = clip.truth(0)
    baked = np.where(layer[..., 3:] > 0, layer[..., :3], 255) * (clip.ink(0)[..., None] / 255.0)
    results = run(clip, {0: Key(baked.astype(np.uint8))})
    ring = results[-1].colour[48, 36 + clip.places[-1]]
    assert tuple(ring) == (*RED, 255)


def test_held_drawings_give_the_same_bytes() -> None:
    clip = Clip([0, 0, 2, 2, 2, 4])
    results = run(clip, {0: Key(clip.truth(0))})
    assert [r.held for r in results] == [False, False, False, True, True, False]
    assert results[2].colour.tobytes() == results[3].colour.tobytes() == results[4].colour.tobytes()
    assert results[2].regions == results[3].regions


def test_the_same_input_gives_the_same_bytes() -> None:
    clip = Clip(range(0, 10, 2))
    one, two = (run(clip, {0: Key(clip.truth(0))}) for _ in range(2))
    assert all(
        a.colour.tobytes() == b.colour.tobytes() and a.regions == b.regions for a, b in zip(one, two, strict=True)
    )


def test_a_hint_is_law_and_a_key_to_the_frames_after_it() -> None:
    clip = Clip(range(0, 12, 2))
    results = run(clip, {0: Key(clip.truth(0))}, {2: dab((48, 36 + 4), (1, 2, 3))})
    shown = [tuple(r.colour[48, 36 + clip.places[r.index]]) for r in results]
    assert shown[:1] == [(*RED, 255)] and shown[2:] == [(1, 2, 3, 255)] * 4
    hinted = next(r for r in results[2].regions if r.colour == (1, 2, 3))
    assert hinted.decided_by == "hint" and hinted.id not in results[2].unsure


@pytest.mark.parametrize("last_is_key", [False, True])
def test_a_hint_is_a_key_to_the_frames_before_it_too(last_is_key: bool) -> None:
    clip = Clip(range(0, 18, 2))
    keys = {0: Key(clip.truth(0))} | ({8: Key(clip.truth(8))} if last_is_key else {})
    results = run(clip, keys, {5: dab((48, 36 + 10), (1, 2, 3))})
    shown = [tuple(r.colour[48, 36 + clip.places[r.index]])[:3] for r in results]
    assert shown[:2] == [RED] * 2 and shown[4:7] == [(1, 2, 3)] * 3
    assert shown[7:] == [shown[7], RED if last_is_key else (1, 2, 3)]


@pytest.mark.parametrize("matcher", [None, load_matcher()], ids=["geometry", "network"])
def test_what_is_left_open_stays_open_until_a_hint_says_otherwise(matcher: MatcherNetwork | None) -> None:
    clip = Clip(range(0, 24, 2))
    ring = dab((48, 36), RED)
    places = clip.places

    def shown(results: list[FrameResult], column: int) -> list[int]:
        return [int(r.colour[48, column + at, 3]) for r, at in zip(results, places, strict=True)]

    results = run(clip, None, {0: ring}, networks=Networks(None, matcher))
    assert shown(results, 36) == [255] * 12
    for column in (66, 95, 118):  # the paper and both halves of the box
        assert shown(results, column) == [0] * 12
    assert all(
        r.confidence == 0 and r.id in result.unsure for result in results for r in result.regions if r.colour is None
    )
    hints, wide = {0: ring, 6: dab((48, 95 + 12), BLUE)}, replace(PLAIN, window=12)
    results = run(clip, None, hints, wide, networks=Networks(None, matcher))
    assert shown(results, 36) == shown(results, 95) == [255] * 12
    assert shown(results, 66) == shown(results, 118) == [0] * 12


@pytest.mark.parametrize("window", [4, 12])
@pytest.mark.parametrize("matcher", [None, load_matcher()], ids=["geometry", "network"])
def test_a_dab_on_a_later_drawing_leaves_its_other_parts_as_an_earlier_one_s_dabs_have_them(
    matcher: MatcherNetwork | None, window: int
) -> None:
    clip = Clip(range(0, 24, 2))
    first = dab((48, 36), RED).pixels + dab((48, 95), BLUE).pixels + dab((48, 118), GREEN).pixels
    hints = {0: Hints(first), 5: dab((48, 95 + 10), (1, 2, 3)), 9: dab((48, 118 + 18), (4, 5, 6))}
    results = run(clip, None, hints, replace(PLAIN, window=window), networks=Networks(None, matcher))

    def shown(column: int) -> list[tuple[int, ...]]:
        return [tuple(r.colour[48, column + at].tolist()) for r, at in zip(results, clip.places, strict=True)]

    assert shown(36) == [(*RED, 255)] * 12
    assert shown(95)[:1] == [(*BLUE, 255)] and shown(95)[5:] == [(1, 2, 3, 255)] * 7
    assert shown(118)[:1] == [(*GREEN, 255)] and shown(118)[9:] == [(4, 5, 6, 255)] * 3
    assert [pixel[3] for pixel in shown(66)] == [0] * 12  # the paper, which no dab lies in


@pytest.mark.parametrize("keyed", [False, True])
def test_of_two_hints_the_nearer_is_heard(keyed: bool) -> None:
    clip = Clip(range(0, 24, 2))
    keys = {0: Key(clip.truth(0))} if keyed else {}
    hints = {2: dab((48, 36 + 4), (1, 2, 3)), 10: dab((48, 36 + 20), (4, 5, 6))}
    results = run(clip, keys, hints, replace(PLAIN, window=12))
    shown = [tuple(r.colour[48, 36 + clip.places[r.index]])[:3] for r in results]
    assert shown[1 + keyed : 6] == [(1, 2, 3)] * (5 - keyed)
    assert shown[7:] == [(4, 5, 6)] * 5


def test_a_correction_changes_only_what_affected_names() -> None:
    clip = Clip(range(0, 16, 2))
    keys = {0: Key(clip.truth(0)), 4: Key(clip.truth(4))}
    hints = {5: dab((48, 36 + 10), (1, 2, 3))}
    before, after = run(clip, keys), run(clip, keys, hints)
    again = affected(len(clip), list(keys), 5)
    changed = {a.index for a, b in zip(before, after, strict=True) if a.colour.tobytes() != b.colour.tobytes()}
    assert again == range(4, 8) and changed and changed <= set(again)
    only = run(clip, keys, hints, only=again)
    assert [r.colour.tobytes() for r in only] == [after[k].colour.tobytes() for k in again]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 8), st.sets(st.integers(0, 8), max_size=3))
def test_wherever_a_hint_is_its_shots_alone_change(frame: int, keyed: set[int]) -> None:
    clip = Clip(range(0, 18, 2))
    keys = {k: Key(clip.truth(k)) for k in keyed | {0}}
    hints = {frame: dab((48, 36 + clip.places[frame]), (1, 2, 3))}
    before, after = run(clip, keys), run(clip, keys, hints)
    again = affected(len(clip), list(keys), frame)
    changed = {a.index for a, b in zip(before, after, strict=True) if a.colour.tobytes() != b.colour.tobytes()}
    assert frame in changed and changed <= set(again)
    assert tuple(after[frame].colour[48, 36 + clip.places[frame]]) == (1, 2, 3, 255)
    for shot in shots([Scene(range(len(clip)), "line", tuple(sorted(keys)))]):
        only = run(clip, keys, hints, only=shot)
        assert [r.colour.tobytes() for r in only] == [after[k].colour.tobytes() for k in shot]


def test_a_colour_has_the_same_entry_whichever_shots_are_done_together() -> None:
    clip = Clip(range(0, 14, 2))
    keys = {
        0: Key(clip.truth(0)),
        4: Key(np.where(clip.truth(4)[..., :1] == RED[0], 0, clip.truth(4)).astype(np.uint8)),
    }
    named = [{r.colour: r.entry for r in one.regions} for one in (*run(clip, keys), *run(clip, keys, only=range(4, 7)))]
    assert named[4:7] == named[7:] and len({*named[7].values()} - {None}) == 2


def test_a_part_that_no_key_knows_is_marked_unsure() -> None:
    clip = Clip(range(0, 6, 2))
    key = Clip([0])
    key.picture(0)
    ink = clip.ink(0)
    ink[84 - 70 : 84, 80:136] = 255  # the box is not drawn yet on the key
    frames = Clip(clip.places)
    frames.ink = lambda index: ink if index == 0 else clip.ink(index)
    layer = np.where((ink < 255)[..., None] | (np.indices(SIZE)[1] > 70)[..., None], 0, clip.truth(0)).astype(np.uint8)
    result = run(frames, {0: Key(layer)})[1]
    boxes = [r for r in result.regions if r.box[0] > 75 and r.area > 400 and r.box[2] < 40]
    assert boxes and all(r.id in result.unsure or r.colour is None for r in boxes)
    assert {r.id for r in result.regions if r.unsure} == set(result.unsure)


def test_a_region_painted_in_two_colours_is_split() -> None:
    clip = Clip([0, 2])
    layer = clip.truth(0)
    layer[:48][layer[:48, :, 0] == RED[0]] = (250, 220, 10, 255)
    (first, _) = run(clip, {0: Key(layer)})
    assert tuple(first.colour[40, 36]) == (250, 220, 10, 255) and tuple(first.colour[58, 36]) == (*RED, 255)


def test_boxes_keep_regions_empty_on_every_frame() -> None:
    clip = Clip([0, 1, 2])
    results = run(clip, {0: Key(clip.truth(0))}, boxes=[Box(5, 15, 70, 70, "ring", "none")])
    assert all(tuple(r.colour[48, 38]) == (0, 0, 0, 0) for r in results)


@pytest.mark.parametrize("ink", [0, 255])
def test_all_black_and_empty_frames_are_coloured_with_something(ink: int) -> None:
    clip = Clip([0, 2, 4])
    drawn = Clip(clip.places)
    drawn.ink = lambda index: np.full(SIZE, ink, np.uint8) if index == 1 else clip.ink(index)
    results = run(drawn, {0: Key(clip.truth(0))})
    assert len(results) == 3 and wrong(clip, results[0], 0) < 0.002


def test_one_frame_is_a_sequence() -> None:
    clip = Clip([0])
    assert wrong(clip, run(clip, {0: Key(clip.truth(0))})[0], 0) < 0.002
    assert run(clip)[0].unsure


def test_what_does_not_fit_is_said_in_one_sentence() -> None:
    clip = Clip([0, 2])
    small = Key(np.zeros((20, 20, 4), np.uint8))
    moved = Key(np.roll(clip.truth(0), 31, axis=0))
    for keys, hints, said in (
        ({5: Key(clip.truth(0))}, {}, "frame"),
        ({0: small}, {}, "as large as its frame"),
        ({}, {1: Hints(np.zeros((20, 20, 4), np.uint8))}, "same size"),
        ({0: moved}, {}, "does not lie on that frame's lines"),
    ):
        with pytest.raises(BadRequest, match=said):
            run(clip, keys, hints)
    odd = Clip([0, 2])
    odd.ink = lambda index: np.full((96, 160 + index), 255, np.uint8)
    with pytest.raises(BadRequest, match="make all frames the same size"):
        run(odd)
    with pytest.raises(BadRequest, match="No network"):
        run(clip, settings=SequenceSettings(undecided="network"))
    with pytest.raises(BadRequest, match="window"):
        SequenceSettings(window=1)


def test_progress_may_stop_the_work_between_frames() -> None:
    def stop(stage: str, share: float) -> None:
        if stage == "frame" and share > 0.4:
            raise Cancelled("stopped")

    clip, seen = Clip(range(6)), []
    with pytest.raises(Cancelled):
        seen.extend(r.index for r in colour_sequence(clip, settings=PLAIN, progress=stop))


def test_only_a_window_of_frames_is_read_ahead() -> None:
    clip = Clip([2 * (k % 5) for k in range(40)])
    results = colour_sequence(clip, {0: Key(clip.truth(0))}, settings=replace(PLAIN, cuts="none"))
    for _ in range(3):
        next(results)
    assert max(clip.asked) <= PLAIN.window + 3


def test_a_key_taken_as_it_lies_is_not_refused() -> None:
    clip = Clip([0, 2])
    moved = Key(np.roll(clip.truth(0), 31, axis=0))
    run(clip, {0: moved}, settings=replace(PLAIN, keys_anywhere=True))
    with pytest.raises(BadRequest, match="keys-anywhere"):
        run(clip, {0: moved})


def test_a_key_with_light_and_shade_painted_in_lies_on_its_lines_and_one_of_a_later_drawing_does_not() -> None:
    clip = Clip([0, 2])
    toned = clip.truth(0)
    toned[40:60, :, :3] = (toned[40:60, :, :3] * 0.7).astype(np.uint8)
    run(clip, {0: Key(toned)})
    with pytest.raises(BadRequest, match="does not lie"):
        run(clip, {0: Key(Clip([12]).truth(0))})


def test_scenes_without_a_key_ask_another_s_and_a_change_of_that_key_concerns_them() -> None:
    cuts, keys = (4, 8, 12), (1, 9)
    scenes = keyed([Scene(range(k, k + 4), "line", told=True) for k in (0, *cuts)], keys)
    assert [scene.borrowed for scene in scenes] == [None, 1, None, 9]
    assert affected(16, keys, 1, scenes) == range(8) and affected(16, keys, 9, scenes) == range(8, 16)
    assert affected(16, keys, 10, scenes) == range(9, 12) and affected(16, keys, 5, scenes) == range(4, 8)
    (first, second, *_) = keyed([scenes[0], replace(scenes[1], mode="grey")], keys)
    assert first.keys == (1,) and second.borrowed is None  # drawings and painted frames have nothing to lend each other


@given(st.integers(1, 60), st.sets(st.integers(0, 59)), st.integers(0, 59))
def test_shots_cover_every_frame_once(count: int, keys: set[int], frame: int) -> None:
    keys = {k for k in keys if k < count}
    parts = shots([Scene(range(count), "line", tuple(sorted(keys)))])
    assert [k for part in parts for k in part] == list(range(count))
    assert keys <= {part.start for part in parts}
    if frame < count:
        assert frame in affected(count, sorted(keys), frame)


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 9))
def test_packed_labels_come_back(seed: int, height: int, width: int) -> None:
    labels = np.random.default_rng(seed).integers(0, 3, (height, width)).astype(np.int32)
    packed = PackedLabels.pack(runs(labels))
    assert (packed.unpack() == labels).all()
    assert (packed.looked_up(np.array([5, 7, 9], np.uint8)) == 2 * labels + 5).all()


class Film:
    """A soft blob of colour that moves over a wall of another, as grey frames; from frame `cut` on another scene."""

    def __init__(self, count, cut=None):
        self.count, self.cut = count, cut

    def __len__(self):
        return self.count

    def truth(self, index):
        y, x = np.indices(SIZE)
        wall = np.stack([90 + x * 0.5, 120 + y * 0.4, 160 - x * 0.3], axis=2)
        blob = np.exp(-((x - 50 - 2 * index) ** 2 + (y - 48) ** 2) / 700.0)[..., None]
        texture = 14 * np.sin((x - 2 * index) / 3)[..., None] * np.sin(y / 4)[..., None] * blob
        if self.cut is not None and index >= self.cut:
            return np.clip(np.stack([250 - 40 * (y // 12 % 2)] * 3, axis=2) * [1, 0.9, 0.9], 0, 255).astype(np.uint8)
        return np.clip(wall * (1 - blob) + np.array([210, 120, 60]) * blob + texture, 0, 255).astype(np.uint8)

    def picture(self, index):
        grey = self.truth(index).astype(np.float32) @ np.array([0.3, 0.59, 0.11], np.float32)
        return Picture(np.rint(grey).astype(np.uint8))


GREY = SequenceSettings(mode="grey", undecided="transparent")


def test_chroma_follows_the_motion() -> None:
    film = Film(8)
    results = run(film, {0: Key(film.truth(0))}, settings=GREY)
    for r in results:
        error = np.abs(r.colour[..., :3].astype(int) - film.truth(r.index)).mean()
        assert error < 6, r.index
    assert results[0].mode == "grey" and not any(r.cut for r in results)


def test_no_colour_is_carried_across_a_cut() -> None:
    film = Film(8, cut=5)
    results = run(film, {0: Key(film.truth(0))}, settings=GREY)
    assert [r.cut for r in results] == [k == 5 for k in range(8)]
    shown = results[6].colour[..., :3].astype(int)
    assert np.abs(shown.max(axis=2) - shown.min(axis=2)).max() <= 2
    assert results[6].doubt > 0.9 and results[2].doubt < 0.2


class Mixed:
    """Line drawings, then (from frame 4) a film, then (from frame 8) drawings again; some frames are empty."""

    clip, film, empty = Clip(range(0, 24, 2)), Film(12), (2, 9)

    def __len__(self):
        return 12

    def picture(self, index):
        if index in self.empty:
            return Picture(np.full(SIZE, 255, np.uint8))
        return self.film.picture(index) if 4 <= index < 8 else self.clip.picture(index)


@pytest.mark.parametrize("keyed", [(0, 4, 8), (0, 8), (0, 4)])
def test_every_scene_has_its_own_mode(keyed: tuple[int, ...]) -> None:
    mixed = Mixed()
    keys = {k: Key(mixed.film.truth(k) if k == 4 else mixed.clip.truth(k)) for k in keyed}
    settings = SequenceSettings(undecided="transparent", window=4)
    results = run(mixed, keys, settings=settings)
    assert [r.index for r in results] == list(range(12))
    assert [r.mode for r in results] == ["line"] * 4 + ["grey"] * 4 + ["line"] * 4
    assert [r.cut for r in results] == [k in (4, 8) for k in range(12)]
    for r in results:
        if r.index in mixed.empty:
            assert not r.colour[..., 3].any()
        elif r.mode == "line":
            assert wrong(mixed.clip, r, r.index) == 0  # the key of the other scene of drawings is asked too
            assert r.index < 4 or 8 in keyed or len(r.unsure) == len(r.regions)
    if 4 in keyed:
        assert np.abs(results[6].colour[..., :3].astype(int) - mixed.film.truth(6)).mean() < 6


def test_memory_stays_as_it_is_along_a_shot():
    clip, held = Clip([k % 7 for k in range(72)]), {}
    tracemalloc.start()
    for result in colour_sequence(clip, {0: Key(clip.truth(0))}, settings=PLAIN):
        if result.index in (23, 71):
            gc.collect()
            held[result.index] = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held[71] <= 1.05 * held[23], held
