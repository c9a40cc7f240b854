"""Large pages and long strips: what is done in parts is as if it were done at once."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour
from celtint.ink.paper import reading
from celtint.regions import flooding
from celtint.regions.segment import segment
from celtint.types.arrays import I32, U8
from celtint.types.picture import span


def at_once(labels: I32) -> I32:
    """What is nearest, by one transform of the whole plane."""
    known = labels != 0
    _, index = cv2.distanceTransformWithLabels(
        (~known).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    found = labels.copy()
    found[~known] = labels[known][np.asarray(index, np.int32)[~known] - 1]
    return found


@pytest.mark.parametrize("share", [0.0005, 0.02, 0.7])
def test_the_nearest_label_is_the_same_in_parts(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    labels = np.where(rng.random((500, 90)) < share, rng.integers(1, 50, (500, 90)), 0).astype(np.int32)
    labels[200:280] = 0
    monkeypatch.setattr(flooding, "_AT_ONCE", 2000)
    monkeypatch.setattr(flooding, "_AROUND", 4)
    assert np.array_equal(flooding.nearest_label(labels), at_once(labels))


def test_the_catchments_are_the_same_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    from celtint.regions import climbing

    page = np.full((300, 200), 1, np.uint8)
    for k in range(12):
        cv2.circle(page, (17 * k + 5, 25 * k + 3), 20 + k, (0,), 1)
    height = np.asarray(cv2.distanceTransform(page, cv2.DIST_L2, cv2.DIST_MASK_5), np.float32)
    whole = climbing.catchments(height)
    monkeypatch.setattr(climbing, "_ROWS", 700)
    monkeypatch.setattr(climbing, "_AT_ONCE", 64)
    parts = climbing.catchments(height)
    assert np.array_equal(whole.labels, parts.labels) and np.array_equal(whole.summit, parts.summit)


def panel() -> U8:
    """A house with a door that stands open a little, in a frame."""
    page = np.full((200, 160), 255, np.uint8)
    cv2.rectangle(page, (8, 8), (151, 191), (0,), 2)
    cv2.rectangle(page, (40, 90), (120, 160), (0,), 2)
    cv2.line(page, (40, 90), (80, 40), (0,), 2)
    cv2.line(page, (80, 40), (120, 90), (0,), 2)
    page[157:164, 70:76] = 255
    return page


def test_a_strip_is_looked_at_like_its_panels() -> None:
    many = 30
    strip = np.concatenate([panel()] * many)
    assert span(strip.shape) == 320
    alone, whole = segment(255 - panel(), 90), segment(255 - strip, 90)
    assert whole.step == alone.step == 1 and whole.gap == alone.gap
    assert whole.count == many * (alone.count - 1) + 1  # the outside is one
    assert reading(Picture(strip)).mode == "line"


def test_a_strip_takes_dabs_like_its_panels() -> None:
    many = 30
    dabs = np.zeros((200, 160, 4), np.uint8)
    dabs[120:124, 60:64] = (200, 30, 30, 255)
    dabs[20:24, 20:24] = (30, 90, 200, 255)
    settings = Settings(mode="line", undecided="transparent")
    alone = colour(Picture(panel()), Hints(dabs), settings=settings).colour
    strip = colour(
        Picture(np.concatenate([panel()] * many)), Hints(np.concatenate([dabs] * many)), settings=settings
    ).colour
    assert np.array_equal(strip[200:-200], np.concatenate([alone] * (many - 2)))
