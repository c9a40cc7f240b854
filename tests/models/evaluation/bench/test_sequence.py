"""The bench of sequences: what counts as right, flicker, consistency, and that rivals see what they are given."""

import numpy as np
import pytest
from celtint import Networks
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.sequences import flats as sequence
from celtint_train.evaluation.sequences import shaded as sequence_shaded
from celtint_train.evaluation.sequences.clips import SEEN, make_clip, nth_clip, read_regions
from celtint_train.evaluation.sequences.metrics import Score, cdc, mean
from celtint_train.evaluation.sequences.rivals import STEPS
from celtint_train.puppets.clip import make_clip as characters

SIZE = (96, 160)


@pytest.fixture(scope="module")
def clip():
    return make_clip(3, 3, 1, SIZE)


def test_the_truth_scores_full_marks_and_another_colour_none(clip) -> None:
    frame = clip.frames[0]
    best, worst = Score(), Score()
    best.add(frame, frame.code, np.zeros(len(frame.code), bool))
    worst.add(frame, frame.code + 1, np.ones(len(frame.code), bool))
    assert mean(best.acc) == mean(best.acc_thres) == mean(best.foreground) == 1 and best.wrong == 0
    assert mean(worst.acc) == mean(worst.pixels) == 0 and worst.wrong == worst.wrong_marked > 0


def test_regions_are_read_from_a_layer_as_they_were_painted(clip) -> None:
    for frame in clip.frames:
        scored = frame.scored & (frame.area > 30)
        assert (read_regions(frame, frame.layer) == frame.code)[scored].mean() > 0.95


def test_flicker_counts_parts_that_change_where_the_truth_does_not(clip) -> None:
    one, two = clip.frames[:2]
    calm, odd = Score(), Score()
    calm.flicker(one, two, one.code, two.code)
    odd.flicker(one, two, one.code, two.code + 1)
    assert calm.pairs == odd.pairs > 0 and calm.changed == 0 and odd.changed == odd.pairs


@pytest.mark.parametrize("name", STEPS)
def test_a_still_drawing_keeps_its_colours(clip, name: str) -> None:
    frame = clip.frames[0]
    large = frame.scored & (frame.area > 60)
    assert (STEPS[name](frame, frame.code, frame) == frame.code)[large].mean() > 0.9


def test_consistency_and_noise_are_measured() -> None:
    painted = characters(3, "bench", 3, 1, SIZE)
    frames = [painted.shaded(k) for k in range(3)]
    still = [frames[0]] * 3
    assert cdc(still, 1) == 0 < cdc([frames[0], 255 - frames[0], frames[0]], 1)
    assert psnr(frames[0], frames[0]) == 60 > psnr(frames[0], frames[1])


def test_somebody_is_seen_on_every_drawing_of_the_bench() -> None:
    assert (characters(0, "bench", 25, 3, SIZE).drawing(24).identity == 0).all()  # who is alone has left
    for number in range(2):
        clip = nth_clip(number, 25, 3, SIZE)
        assert all((frame.layer[..., 3] > 0).mean() > SEEN / 2 for frame in clip.frames)
    assert nth_clip(0, 25, 3, SIZE).name != nth_clip(1, 25, 3, SIZE).name


def test_a_key_shows_everybody_but_newcomers() -> None:
    def unknown(newcomers: bool) -> float:
        clip = nth_clip(0, 25, 3, SIZE, newcomers=newcomers)
        known = np.unique(clip.frames[0].code)
        return max(float((~np.isin(f.code, known) & f.front & f.scored).mean()) for f in clip.frames)

    assert unknown(newcomers=True) > 0.3 > unknown(newcomers=False)


def test_the_bench_measures_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "SIZE", SIZE)
    monkeypatch.setattr(sequence, "LENGTH", 4)
    monkeypatch.setattr(sequence_shaded, "SIZE", SIZE)
    monkeypatch.setattr(sequence_shaded, "LENGTH", 3)
    said: list[str] = []
    flats = sequence.run(1, Networks(), said.append)
    grey = sequence_shaded.run(1, Networks(), said.append)
    assert "consecutive" in flats.text and "two keys" in flats.text and "one key, step 6" in flats.text
    assert "newcomers, step 3" in flats.text
    assert len(flats.bars) == 10 and len(grey.bars) == 5 and len(said) == 5
    assert all(picture.dtype == np.uint8 for picture in (*flats.pictures.values(), *grey.pictures.values()))
