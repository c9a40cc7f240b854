import cv2
import numpy as np
from celtint import (
    Box,
    Cast,
    Casting,
    Character,
    FrameResult,
    Frames,
    Hints,
    Key,
    ModelSheet,
    Picture,
    Result,
    Settings,
    colour,
    colour_sequence,
    read_cast,
)
from celtint.types.arrays import U8

from tests.core.cast.figures_drawn import HAIR, OTHER, SHIRT, SKIN, TROUSERS, drawn

SPOTS = {HAIR: (150, 40), SKIN: (150, 92), SHIRT: (150, 150), TROUSERS: (136, 250)}
"""Where each part is on the first pose, before it is moved."""
LEFT = (0, 25, -30, 10)


def casting(*names: str) -> Casting:
    characters = {
        "Ada": Character("Ada", (ModelSheet(drawn()),)),
        "Bo": Character("Bo", (ModelSheet(drawn(other=True)),)),
    }
    return Casting(read_cast(Cast(tuple(characters[name] for name in names or ("Ada",)))))


def at(result: Result | FrameResult, x: int, y: int) -> tuple[int, ...]:
    return tuple(result.colour[y, x].tolist())


def parts_right(
    result: Result | FrameResult, pose: int, scale: float = 1.0, other: bool = False, x0: int = 0, y0: int = 0
) -> int:
    right = 0
    for part, (x, y) in SPOTS.items():
        spot = round((x + LEFT[pose]) * scale) + x0, round(y * scale) + y0
        right += at(result, *spot) == (*(OTHER[part] if other else part), 255)
    return right


def test_another_pose_takes_the_colours_of_the_sheet() -> None:
    for pose in range(4):
        result = colour(Picture(drawn(pose, lines=True)), cast=casting())
        assert parts_right(result, pose) == 4
        assert at(result, 3, 3)[3] == 0, "the page stays empty"


def test_scale_does_not_matter_and_entries_are_named() -> None:
    result = colour(Picture(drawn(1, size=700, lines=True)), cast=casting())
    assert parts_right(result, 1, 700 / 300) == 4
    decided = [r for r in result.regions if r.colour is not None]
    assert {r.decided_by for r in decided} == {"cast"}
    names = {e.id: e.name for e in result.palette.entries}
    assert all(names[r.entry or ""].startswith("Ada: ") for r in decided)


def page() -> U8:
    """Two panels: Ada in one, Bo in the other."""
    whole = np.full((340, 680, 3), 255, np.uint8)
    for left, one in ((10, drawn(1, lines=True)), (350, drawn(2, lines=True, other=True))):
        whole[20:320, left + 10 : left + 310] = one
        cv2.rectangle(whole, (left, 10), (left + 320, 330), (0, 0, 0), 3)
    return whole


def test_several_characters_are_told_apart_on_a_page_of_panels() -> None:
    result = colour(Picture(page()), cast=casting("Ada", "Bo"))
    assert parts_right(result, 1, x0=20, y0=20) == 4
    assert parts_right(result, 2, x0=360, y0=20, other=True) >= 3
    assert at(result, 40, 40)[3] == 0, "the panel behind stays empty"


def test_a_box_with_a_name_says_who_it_is() -> None:
    picture = Picture(drawn(0, lines=True))
    told = colour(picture, boxes=[Box(0, 0, 300, 300, "bo")], cast=casting("Ada", "Bo"))
    assert at(told, *SPOTS[SHIRT])[:3] == OTHER[SHIRT]
    assert at(colour(picture, cast=casting("Ada", "Bo")), *SPOTS[SHIRT])[:3] == SHIRT


def test_hints_and_boxes_win() -> None:
    layer = np.zeros((300, 300, 4), np.uint8)
    x, y = SPOTS[SHIRT]
    layer[y - 3 : y + 3, x - 3 : x + 3] = (1, 2, 3, 255)
    result = colour(Picture(drawn(lines=True)), Hints(layer), [Box(100, 20, 100, 40, "cap", (9, 9, 9))], cast=casting())
    assert at(result, x, y)[:3] == (1, 2, 3)
    assert at(result, *SPOTS[SKIN])[:3] == SKIN


def test_what_no_sheet_shows_is_guessed_and_marked() -> None:
    picture = drawn(lines=True)
    cv2.circle(picture, (150, 160), 9, (20, 16, 18), 2)  # a button
    result = colour(Picture(picture), cast=casting())
    region = next(r for r in result.regions if r.id == result.labels[160, 150])
    assert region.unsure and region.decided_by == "cast"


def test_a_grey_picture_takes_chroma_by_part() -> None:
    grey = cv2.cvtColor(drawn(1), cv2.COLOR_RGB2GRAY)
    result = colour(Picture(np.asarray(grey, np.uint8)), settings=Settings(mode="grey"), cast=casting())
    x, y = SPOTS[SHIRT]
    red, green, blue, _ = at(result, x + LEFT[1], y)
    assert blue > red + 40 and blue > green + 20


class Drawings(Frames):
    def __init__(self, pictures: list[U8]) -> None:
        self._pictures = pictures

    def __len__(self) -> int:
        return len(self._pictures)

    def picture(self, index: int) -> Picture:
        return Picture(self._pictures[index])


def test_a_sequence_needs_no_key_where_there_is_a_cast() -> None:
    frames = Drawings([drawn(pose, lines=True) for pose in (0, 1, 2)])
    for pose, frame in enumerate(colour_sequence(frames, cast=casting())):
        for part, (x, y) in SPOTS.items():
            assert tuple(frame.colour[y, x + LEFT[pose], :3].tolist()) == part
        assert {r.decided_by for r in frame.regions if r.colour is not None} == {"cast"}


def test_keys_win_over_the_cast() -> None:
    frames = Drawings([drawn(0, lines=True), drawn(1, lines=True)])
    repainted = drawn()
    repainted[(repainted == SHIRT).all(axis=2)] = (7, 200, 7)
    _, second = colour_sequence(frames, {0: Key(repainted)}, cast=casting())
    x, y = SPOTS[SHIRT]
    assert tuple(second.colour[y, x + LEFT[1], :3].tolist()) == (7, 200, 7)


def test_a_newcomer_takes_the_colours_of_its_sheet_and_not_the_keys() -> None:
    # The key shows Ada where Bo stands on the next drawing: place and form speak for her colours.
    frames = Drawings([drawn(0, lines=True), drawn(0, lines=True, other=True)])
    _, second = colour_sequence(frames, {0: Key(drawn())}, cast=casting("Ada", "Bo"))
    assert parts_right(second, 0, other=True) == 4


def test_who_is_on_a_key_in_other_colours_keeps_them() -> None:
    night = drawn()
    painted = (night != 255).any(axis=2)
    night[painted] = night[painted] // 2
    frames = Drawings([drawn(0, lines=True), drawn(1, lines=True)])
    _, second = colour_sequence(frames, {0: Key(night)}, cast=casting("Ada", "Bo"))
    x, y = SPOTS[SHIRT]
    assert tuple(second.colour[y, x + LEFT[1], :3].tolist()) == tuple(c // 2 for c in SHIRT)
