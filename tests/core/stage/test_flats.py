"""Whatever is put on a canvas, its flats come back from its lines and hints, and its lines have the width asked for."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Palette, Picture, StageBox, Staged, StageLayout, colour, stage
from celtint.types.arrays import F64, U8
from celtint.types.choices import Background
from skimage.morphology import skeletonize

from .sets import no_words, small_set

OBJECTS = small_set()
WORDS = no_words()
TAGS = ("dog", "tree", "cloud", "house", "trees", "clouds")
BACKGROUNDS: tuple[Background, ...] = ("none", "meadow", "street", "room", "sea", "night sky")


def drawn_at_random(seed: int) -> Staged:
    luck = np.random.default_rng(seed)
    width, height = (int(v) for v in luck.integers(200, 620, 2))
    boxes = []
    for _ in range(int(luck.integers(1, 9))):
        x, y = luck.random() * width * 0.9, luck.random() * height * 0.9
        size = (0.06 + 0.5 * luck.random(2)) * (width, height)
        paint = tuple(int(v) for v in luck.integers(0, 256, 3)) if luck.random() < 0.4 else None
        boxes.append(StageBox(x, y, float(size[0]), float(size[1]), str(luck.choice(TAGS)), colour=paint))  # type: ignore[arg-type]
    background = BACKGROUNDS[int(luck.integers(len(BACKGROUNDS)))]
    line = float(luck.choice([0, 0, 2.5, 5]))
    return stage(StageLayout(width, height, tuple(boxes), background, line=line, seed=seed), OBJECTS, WORDS)


@pytest.mark.parametrize("seed", range(24))
def test_every_region_comes_back_from_one_dot(seed: int) -> None:
    made = drawn_at_random(seed)
    result = colour(Picture(made.lines), Hints(made.hints))
    painted = made.hints[..., 3] > 0
    for region in made.regions:
        mine = made.labels == region.id
        pixels = result.colour[mine]
        right = (pixels[:, :3] == region.colour).all(axis=1) & (pixels[:, 3] == 255)
        assert right.mean() >= 0.9, (region.entry, region.box, float(right.mean()))
        count, _ = cv2.connectedComponents((painted & mine).astype(np.uint8))
        assert count == 2, "one dot in each"
    assert not (painted & (made.labels == 0)).any()


@pytest.mark.parametrize("seed", range(4))
def test_dots_are_one_per_cent_of_the_side_and_lie_clear_of_lines(seed: int) -> None:
    made = drawn_at_random(100 + seed)
    side = max(made.labels.shape)
    for region in made.regions:
        area = int(((made.hints[..., 3] > 0) & (made.labels == region.id)).sum())
        assert area >= 0.6 * np.pi * max(2.5, 0.005 * side) ** 2
    assert (made.lines[..., 3][made.hints[..., 3] > 0] < 128).all()


def test_another_dot_changes_its_part_alone() -> None:
    made = stage(StageLayout(400, 400, (StageBox(60, 60, 280, 280, "house"),), "meadow"), OBJECTS, WORDS)
    roof = next(r for r in made.regions if r.entry == "house: roof")
    hints = made.hints.copy()
    hints[(made.labels == roof.id) & (hints[..., 3] > 0)] = (20, 40, 220, 255)
    before, after = (colour(Picture(made.lines), Hints(h)).colour for h in (made.hints, hints))
    changed = (before != after).any(axis=2)
    assert changed[made.labels == roof.id].mean() > 0.9 and changed[made.labels != roof.id].mean() < 0.002


@pytest.mark.parametrize("line", [3.0, 6.0])
def test_lines_have_the_width_asked_for(line: float) -> None:
    boxes = (
        StageBox(30, 300, 260, 260, "house"),
        StageBox(320, 40, 240, 200, "cloud"),
        StageBox(330, 330, 250, 250, "tree"),
    )
    made = stage(StageLayout(600, 600, boxes, "room", line=line), OBJECTS, WORDS)
    widths = widths_of(made.lines[..., 3])
    assert len(widths) > 500
    within = (widths > 0.85 * line) & (widths < 1.15 * line)
    assert abs(np.median(widths) / line - 1) < 0.08 and within.mean() > 0.9, np.percentile(widths, [1, 5, 50, 95, 99])


def widths_of(ink: U8) -> F64:
    """How wide lines are along their middle, in pixels, measured four times as finely."""
    fine = cv2.resize(ink, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC) > 127
    away = cv2.distanceTransform(fine.astype(np.uint8), cv2.DIST_L2, 5)
    middle = skeletonize(fine)
    return np.asarray(away[middle], np.float64) * 2 / 4


def test_palettes_name_objects_and_parts() -> None:
    made = stage(StageLayout(300, 300, (StageBox(10, 10, 280, 280, "house"),)), OBJECTS, WORDS)
    assert isinstance(made.palette, Palette)
    assert {"house: wall", "house: roof", "house: door"} <= {entry.name for entry in made.palette.entries}
