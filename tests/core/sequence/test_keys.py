"""What an artist painted on a key comes out on its own drawing, through gaps and beside the page."""

import cv2
import numpy as np
import pytest
from celtint import BadRequest, Picture
from celtint.sequence.states import FrameInput, FrameState, digest_of, read_drawing

RED, BLUE, PALE = (200, 30, 40), (30, 60, 200), (250, 210, 190)
HEAD, CHIN = (250, 300), (250, 360)


def page() -> np.ndarray:
    """(600, 800) uint8: a small head with a wide open chin, two rooms of it apart by a line."""
    paper = np.full((600, 800), 255, np.uint8)
    cv2.ellipse(paper, HEAD, (60, 60), 90, 25, 335, 0, 3, cv2.LINE_AA)
    return paper


def read(paper: np.ndarray, key: np.ndarray) -> FrameState:
    given = FrameInput(Picture(paper), None, key)
    return read_drawing(0, digest_of(given), given, (), "auto", keys_anywhere=True)


def codes(drawn: FrameState) -> np.ndarray:
    """(h, w) the code of each pixel's region."""
    table = np.full(len(drawn.area), -2, np.int64)
    table[drawn.described.ids] = drawn.code
    return table[drawn.labels.unpack()]


def code(colour: tuple[int, int, int]) -> int:
    return colour[0] << 16 | colour[1] << 8 | colour[2]


def painted(short: int = 0, *, split: bool = False) -> np.ndarray:
    """The head's paint, `short` pixels less than up to its line; split: its left half in another colour."""
    key = np.zeros((600, 800, 4), np.uint8)
    cv2.circle(key, HEAD, 60 - short, (*RED, 255), -1)
    if split:
        left = key[:, : HEAD[0]]
        left[left[..., 3] > 0] = (*BLUE, 255)
    return key


def test_the_drawing_is_open() -> None:
    drawn = read(page(), np.zeros((600, 800, 4), np.uint8))
    labels = drawn.labels.unpack()
    assert labels[300, 250] == labels[20, 20]


@pytest.mark.parametrize("short", [0, 4])
def test_paint_that_a_gap_joins_to_the_page_stays(short: int) -> None:
    """A head of one colour is one fiftieth of what it is joined to; what stays clear is painted clear."""
    found = codes(read(page(), painted(short)))
    assert found[300, 250] == found[250, 250] == code(RED)
    assert found[20, 20] == found[300, 400] == -1


def test_an_opaque_page_stays_what_it_is_too() -> None:
    key = painted()
    key[key[..., 3] == 0] = (*PALE, 255)
    found = codes(read(page(), key))
    assert found[300, 250] == code(RED) and found[20, 20] == code(PALE)


def test_a_slip_onto_the_page_is_no_part() -> None:
    key = np.zeros((600, 800, 4), np.uint8)
    cv2.circle(key, (600, 150), 14, (*RED, 255), -1)
    assert set(np.unique(codes(read(page(), key)))) == {-1}


def test_clear_rims_are_no_parts() -> None:
    """A closed head, painted so carelessly that a tenth of it stays clear along the line."""
    paper = np.full((600, 800), 255, np.uint8)
    cv2.circle(paper, HEAD, 60, 0, 3, cv2.LINE_AA)
    drawn = read(paper, painted(5))
    assert set(np.unique(codes(drawn)[280:320, 200:300])) == {code(RED)}
    assert len(drawn.area) == 3


ROOM, WALL = 40, 5


def rooms(*, gaps: bool = False) -> np.ndarray:
    """(480, 640) uint8: so many lines that a colour's border is near one wherever it lies. gaps: every fourth room is
    open to the one before it."""
    paper = np.full((480, 640), 255, np.uint8)
    for k in range(WALL):
        paper[k::ROOM] = paper[:, k::ROOM] = 0
    if gaps:
        for left in range(2 * ROOM, 640, 4 * ROOM):
            for top in range(0, 480, ROOM):
                paper[top + 14 : top + 32, left : left + WALL] = 255
    return paper


def refused(paper: np.ndarray, aside: int) -> bool:
    """Whether paint in two colours by turns, room by room and so many pixels to the right, is no key of these rooms."""
    rows, columns = np.indices(paper.shape)
    key = np.array([RED, BLUE], np.uint8)[(rows // ROOM + (columns - aside) // ROOM) % 2]
    given = FrameInput(Picture(paper), None, key)
    try:
        read_drawing(0, digest_of(given), given, (), 0)
    except BadRequest as error:
        assert "does not lie on that frame's lines" in str(error)
        return True
    return False


def test_a_key_beside_its_lines_is_refused_though_lines_are_everywhere() -> None:
    assert not refused(rooms(), 0)
    assert refused(rooms(), 18)


def test_a_true_key_with_a_third_of_its_rooms_open_is_taken() -> None:
    assert not refused(rooms(gaps=True), 0)
