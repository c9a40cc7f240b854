"""Inked lines become strokes along their middle."""

import cv2
import numpy as np
import pytest


def drawn_again(found: list, shape: tuple[int, int]) -> np.ndarray:
    """The strokes as ink, four times finer and back."""
    out = np.zeros((4 * shape[0], 4 * shape[1]), np.uint8)
    for path, radii, _ in found:
        ends = [(path[n], path[n + 1], radii[n], radii[n + 1]) for n in range(len(path) - 1)]
        for a, b, here, there in ends or [(path[0], path[0], radii[0], radii[0])]:
            for share in np.linspace(0, 1, 200):
                x, y = 4 * (a + share * (b - a))
                cv2.circle(out, (round(x), round(y)), round(4 * (here + share * (there - here))), 255, -1)
    return cv2.resize(out, shape[::-1], interpolation=cv2.INTER_AREA) > 127


def page() -> np.ndarray:
    """A ring, a cross, a slanting line and a spot, of lines that OpenCV makes five pixels wide."""
    ink = np.zeros((120, 200), np.uint8)
    cv2.circle(ink, (50, 60), 35, 255, 3)
    cv2.line(ink, (110, 20), (110, 100), 255, 3)
    cv2.line(ink, (95, 60), (125, 60), 255, 3)
    cv2.line(ink, (140, 20), (190, 90), 255, 3)
    cv2.circle(ink, (160, 100), 8, 255, -1)
    return ink > 127


def test_strokes_cover_the_ink_and_nothing_else() -> None:
    from celtint_blender.grease_pencil import centre

    ink = page()
    found = centre.strokes(ink)
    again = drawn_again(found, ink.shape)
    assert (again & ink).sum() / (again | ink).sum() > 0.85
    near = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert not (again & ~near).any()
    assert 6 <= len(found) <= 9  # a ring, four arms, a line, a spot
    assert sum(len(path) for path, _, _ in found) < 120
    assert any(np.allclose(path[0], path[-1], atol=1.5) and len(path) > 10 for path, _, _ in found)


def test_a_spot_is_as_large_as_it_is_and_lines_are_all_as_wide() -> None:
    from celtint_blender.grease_pencil import centre

    found = centre.strokes(page())
    spots = [(path, radii) for path, radii, _ in found if radii.max() > 5]
    assert len(spots) == 1
    path, radii = spots[0]
    assert radii.max() == pytest.approx(8, abs=1.5)
    assert np.hypot(*(path[radii.argmax()] - (160.5, 100.5))) < 3
    lines = np.concatenate([radii for _, radii, _ in found if radii.max() <= 5])
    assert np.ptp(lines) < 0.01
    assert lines[0] == pytest.approx(2.5, abs=0.2)


def test_no_ink_and_one_pixel_of_it() -> None:
    from celtint_blender.grease_pencil import centre

    ink = np.zeros((9, 9), bool)
    assert centre.strokes(ink) == []
    ink[4, 5] = True
    ((path, radii, at),) = centre.strokes(ink)
    assert path.tolist() == [[5.5, 4.5]]
    assert (radii > 0).all() and at.tolist() == [4 * 9 + 5]


@pytest.mark.parametrize("wide", [2, 3, 4, 5])
def test_a_stroke_runs_along_the_very_middle(wide: int) -> None:
    from celtint_blender.grease_pencil import centre

    ink = np.zeros((40, 60))
    ink[20 : 20 + wide, 10:50] = 1
    ((path, _, _),) = centre.strokes(ink)
    assert path[:, 1] == pytest.approx(20 + wide / 2, abs=0.15)
    soft = np.zeros((40, 60))
    soft[20, 10:50], soft[21 : 20 + wide, 10:50], soft[20 + wide, 10:50] = 0.75, 1, 0.25
    ((path, _, _),) = centre.strokes(soft)
    assert path[:, 1] == pytest.approx(20.25 + wide / 2, abs=0.3)
