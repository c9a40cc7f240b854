"""The bench of cuts: joined clips have the cuts that they say, and what is found of them is counted rightly."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import cv2
import numpy as np
import pytest
from celtint_train.evaluation.bench.art import Art
from celtint_train.evaluation.sequences import cuts
from celtint_train.evaluation.sequences.cuts import Count, ours
from celtint_train.evaluation.sequences.joined import LENGTH, SIZE, HeldOut, Joined, joined
from celtint_train.evaluation.sequences.recipes import GENERATED, UNSEEN, clips
from celtint_train.puppets.clip import Clip, make_clip


def disc(at: int) -> np.ndarray:
    page = np.full(SIZE, 255, np.uint8)
    cv2.circle(page, (120 + at, 100), 60, [0], 3)
    return page


def boxes(at: int) -> np.ndarray:
    page = np.full(SIZE, 255, np.uint8)
    cv2.rectangle(page, (150 + at, 20), (360, 70), [0], 3)
    cv2.rectangle(page, (20, 120 + at), (280, 200), [0], 3)
    return page


BLANK = np.full(SIZE, 255, np.uint8)


class Shapes:
    """A disc or two boxes in motion, in place of a generated clip."""

    behind = 0

    def __init__(self, number: int, size: tuple[int, int]) -> None:
        self.shape, self.size = (disc, boxes)[number % 2], size[::-1]

    def drawing(self, index: int) -> SimpleNamespace:
        ink = cv2.resize(self.shape(2 * index), self.size, interpolation=cv2.INTER_AREA)
        return SimpleNamespace(ink=ink, identity=(ink < 128).astype(np.int32))

    def shaded(self, index: int) -> np.ndarray:
        return np.repeat(self.drawing(index).ink[..., None] // 2 + 60, 3, axis=2)


class Made(HeldOut):
    """Material of which nothing is held out, and for which no file is needed."""

    def drawn(self, number: int, step: int = 1, size: tuple[int, int] = SIZE) -> Clip:
        return cast(Clip, Shapes(number, size))

    def acted(self, number: int) -> list[np.ndarray]:
        return [(disc, boxes)[number % 2](3 * k) for k in range(LENGTH)]

    def page(self, number: int) -> np.ndarray:
        noise = np.random.default_rng(number).normal(0, 1, SIZE).astype(np.float32)
        return np.clip(120 + 1400 * cv2.GaussianBlur(noise, (0, 0), 9), 0, 255).astype(np.uint8)

    def figure(self, number: int) -> list[Art]:
        rgb = np.full((90, 60, 3), 255, np.uint8)
        cv2.circle(rgb, (30, 45), 25, (40 + 20 * number, 90, 120), -1)
        return [Art("disc", "made", rgb, np.asarray((rgb < 255).any(axis=2)), None)]

    def filmed(self) -> list[np.ndarray]:
        return [np.roll(self.page(40 + k // 18), k, axis=1) for k in range(36)]


class Generated(Made):
    """The same, with clips as the bench has them, of seeds that networks may learn from."""

    def drawn(self, number: int, step: int = 1, size: tuple[int, int] = SIZE) -> Clip:
        return make_clip(number, "train", 1, step, size)


def two_scenes() -> Joined:
    return joined("two", ("line", [disc(2 * k) for k in range(5)]), ("grey", [boxes(2 * k) for k in range(4)]))


def test_a_joined_clip_has_its_scenes_one_after_the_other() -> None:
    clip = two_scenes()
    assert len(clip) == 9 and clip.cuts == (5,)
    assert clip.modes == ["line"] * 5 + ["grey"] * 4
    assert (clip.picture(4).pixels == disc(8)).all() and (clip.picture(5).pixels == boxes(0)).all()


@pytest.mark.parametrize(
    ("got", "counted", "said"),
    [
        ([5], (1, 0, 0), "all right"),
        ([], (0, 1, 0), "missed 6"),
        ([3, 5], (1, 0, 1), "invented 4"),
        ([4], (0, 1, 1), "missed 6; invented 5"),
    ],
)
def test_found_missed_and_invented_cuts_are_told_apart(
    got: list[int], counted: tuple[int, int, int], said: str
) -> None:
    clip, count = two_scenes(), Count()
    assert count.add(clip, got, clip.modes) == said
    assert (count.found, count.missed, count.invented, count.flipped) == (*counted, 0)
    assert "9 frames taken" not in Count().add(clip, [5], clip.modes)
    assert "4 frames taken for the other kind" in Count().add(clip, [5], ["line"] * 9)


def test_a_cut_beside_blank_frames_may_be_put_on_either_side_of_them() -> None:
    clip = joined("blank", ("line", [disc(0), disc(2), BLANK, BLANK]), ("line", [boxes(0), boxes(2)]))
    for at, right in ((4, 1), (3, 1), (2, 1), (1, 0), (5, 0)):
        count = Count()
        count.add(clip, [at], clip.modes)
        assert count.found == right


def test_every_recipe_makes_frames_of_one_size_with_cuts_inside() -> None:
    made = list(clips(Made(Path())))
    assert len(made) == len(GENERATED) + len(UNSEEN) == len({clip.name for clip in made})
    for clip in made:
        assert {(p.shape, p.dtype.name) for p in clip.pictures} == {(SIZE, "uint8")}
        assert len(clip.modes) == len(clip) and list(clip.cuts) == sorted(set(clip.cuts))
        assert clip.cuts and clip.cuts[0] > 0 and clip.cuts[-1] < len(clip)
        changes = [k for k in range(1, len(clip)) if clip.modes[k] != clip.modes[k - 1]]
        assert set(changes) <= set(clip.cuts)


def test_the_section_is_made_from_one_clip() -> None:
    said: list[str] = []
    section = cuts.run(Path(), said.append, 1, Generated(Path()))
    clip = next(clips(Generated(Path())))
    found, _ = ours(clip)
    assert section.key == "cuts" and "1 joined clips" in section.text and clip.name in section.text
    assert f"| {cuts.OURS} | {len(set(found) & set(clip.cuts))} of {len(clip.cuts)} |" in section.text
    assert {bar.what for bar in section.bars} >= {"cuts invented", "frames taken for the other kind"}
    assert said
