"""Panels of a comic page and the order in which they are read."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint import Picture, Result, Settings, colour
from celtint.line import tuning
from celtint.line.panels import Rectangle, in_order, panels_of

PAGE: tuple[Rectangle, ...] = (
    (20, 20, 160, 120),
    (200, 20, 180, 120),
    (20, 160, 360, 100),
    (20, 280, 110, 230),
    (150, 280, 230, 100),
    (150, 400, 230, 110),
)
"""Three rows; the last has a high panel on the left and two others beside it."""


def drawn(boxes: tuple[Rectangle, ...] = PAGE) -> Result:
    page = np.full((540, 400), 255, np.uint8)
    for x, y, width, height in boxes:
        cv2.rectangle(page, (x, y), (x + width - 1, y + height - 1), (0,), 2)
        cv2.circle(page, (x + width // 2, y + height // 2), 25, (0,), 2)
    cv2.circle(page, (190, 270), 5, (0,), 2)  # a blot in the gutter
    return colour(Picture(page), settings=Settings(mode="line", undecided="transparent"))


def near(one: Rectangle, other: Rectangle) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 4


def order(result: Result, reading: str) -> list[int]:
    return [next(k for k, box in enumerate(PAGE) if near(panel.box, box)) for panel in panels_of(result, reading)]  # type: ignore[arg-type]


def test_panels_in_the_order_in_which_they_are_read() -> None:
    result = drawn()
    assert order(result, "ltr") == [0, 1, 2, 3, 4, 5]
    assert order(result, "rtl") == [1, 0, 2, 4, 5, 3]


def test_a_panel_lists_what_lies_in_it() -> None:
    result = drawn()
    for panel in panels_of(result, "ltr"):
        assert len(panel.regions) == 2  # its ground and the ring in it
        x, y, width, height = panel.box
        assert {int(result.labels[y + height // 2, x + width // 2]), int(result.labels[y + 8, x + 8])} == {
            *panel.regions
        }


def test_a_page_without_panels_is_one() -> None:
    result = drawn(())
    assert [panel.box for panel in panels_of(result, "ltr")] == [(0, 0, 400, 540)]
    assert panels_of(replace(result, ink=None), "ltr") == ()


def test_a_panel_may_hang_over_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Rectangle] = [(0, 100, 50, 100), (0, 0, 100, 110), (60, 106, 50, 100)]
    assert in_order(rows, "rtl") == [rows[1], rows[2], rows[0]]
    monkeypatch.setattr(tuning, "PANELS", replace(tuning.PANELS, slack=0.0))
    assert in_order(rows, "rtl") != [rows[1], rows[2], rows[0]]


def test_what_is_small_is_no_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    result = drawn()
    assert len(panels_of(result, "ltr")) == len(PAGE)
    monkeypatch.setattr(tuning, "PANELS", replace(tuning.PANELS, least=0.01))
    assert len(panels_of(result, "ltr")) == len(PAGE) + 1
