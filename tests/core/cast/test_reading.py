from collections.abc import Callable

import cv2
import numpy as np
import pytest
from celtint import (
    BadPicture,
    BadRequest,
    Cast,
    Character,
    ModelSheet,
    Palette,
    PaletteEntry,
    Picture,
    TooLarge,
    read_cast,
)
from celtint.types.arrays import U8
from skimage import data

from tests.core.cast.figures_drawn import BLACK, HAIR, SHIRT, SKIN, TROUSERS, WHITE, drawn

COLOURS = {HAIR, SKIN, SHIRT, TROUSERS}


def cast_of(*sheets: ModelSheet, palette: Palette | None = None) -> Cast:
    return Cast((Character("Ada", sheets, palette or Palette()),))


def colours_of(cast: Cast) -> set[tuple[int, int, int]]:
    return {e.colour for e in read_cast(cast).palette.entries}


@pytest.mark.parametrize("ground", [True, False])
def test_a_finished_drawing_tells_its_colours_exactly(ground: bool) -> None:
    found = colours_of(cast_of(ModelSheet(drawn(ground=ground))))
    assert found - {WHITE} == COLOURS


def test_lines_that_lie_beside_are_taken_as_they_are() -> None:
    sheet = ModelSheet(drawn(), Picture(drawn(lines=True)))
    assert colours_of(cast_of(sheet)) - {WHITE} == COLOURS


def test_several_poses_on_a_sheet_are_several_references() -> None:
    row = np.concatenate([drawn(0), drawn(1), drawn(2)], axis=1)
    known = read_cast(cast_of(ModelSheet(row)))
    assert len(known.characters[0].references) == 3


def test_a_swatch_and_a_label_are_no_figures() -> None:
    sheet = drawn()
    cv2.rectangle(sheet, (10, 10), (24, 24), (0, 0, 0), 2)
    cv2.putText(sheet, "Ada", (10, 290), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 0), 2)
    known = read_cast(cast_of(ModelSheet(sheet)))
    assert len(known.characters[0].references) == 1


def test_a_sheet_without_lines_is_parted_where_its_colours_meet() -> None:
    picture = np.full((200, 200, 3), 255, np.uint8)
    picture[40:160, 40:100], picture[40:160, 100:160] = SHIRT, SKIN
    known = read_cast(cast_of(ModelSheet(picture, name="ada/flat.png")))
    assert {e.colour for e in known.palette.entries} - {WHITE} == {SHIRT, SKIN}
    assert known.notes == ("ada/flat.png has no lines; its colours' borders are taken for them.",)


def test_a_file_saved_as_jpeg_makes_no_colours_of_its_own() -> None:
    _, data_ = cv2.imencode(".jpg", drawn(size=600), [cv2.IMWRITE_JPEG_QUALITY, 75])
    saved = np.asarray(cv2.imdecode(data_, cv2.IMREAD_COLOR), np.uint8)
    colours = colours_of(cast_of(ModelSheet(saved)))
    assert len(colours) <= 6
    for colour in COLOURS:
        assert min(max(abs(a - b) for a, b in zip(colour, other, strict=True)) for other in colours) <= 6


def test_colours_take_the_names_of_the_palette_and_its_exact_values() -> None:
    near = (SHIRT[0] + 3, SHIRT[1] - 2, SHIRT[2])
    palette = Palette((PaletteEntry("1", "coat", near), PaletteEntry("2", "cap", (1, 250, 3))))
    found = read_cast(cast_of(ModelSheet(drawn()), palette=palette)).palette.entries
    assert [e.name for e in found[:2]] == ["Ada: coat", "Ada: cap"]
    assert found[0].colour == near and SHIRT not in {e.colour for e in found}


def test_two_characters_of_one_colour_have_an_entry_each() -> None:
    sheet = ModelSheet(drawn())
    known = read_cast(Cast((Character("Ada", (sheet,)), Character("Bo", (sheet,)))))
    ids = [e.id for e in known.palette.entries]
    assert len(set(ids)) == len(ids) and {e.name.split(":")[0] for e in known.palette.entries} == {"Ada", "Bo"}


@pytest.mark.parametrize("picture", [data.astronaut, data.coffee, data.chelsea])
def test_a_photograph_is_said_and_left_out(picture: Callable[[], U8]) -> None:
    photograph = np.ascontiguousarray(picture())
    known = read_cast(cast_of(ModelSheet(photograph, name="ada/me.jpg"), ModelSheet(drawn())))
    assert any("ada/me.jpg" in note and "photograph" in note for note in known.notes)
    assert len(known.characters[0].references) == 1


def test_an_empty_sheet_is_said_and_a_character_without_any_gives_its_palette() -> None:
    palette = Palette((PaletteEntry("1", "coat", SHIRT),))
    known = read_cast(cast_of(ModelSheet(np.full((64, 64, 3), 255, np.uint8), name="ada/0.png"), palette=palette))
    assert known.notes == (
        "ada/0.png is left out: nothing is drawn on it.",
        "Ada has no sheet that can be used; only its palette is.",
    )
    assert [e.name for e in known.palette.entries] == ["Ada: coat"]


def test_what_is_no_cast_is_refused_in_a_sentence() -> None:
    sheet = ModelSheet(drawn())
    with pytest.raises(BadRequest, match="called 'ADA '; give one another name"):
        Cast((Character("Ada", (sheet,)), Character("ADA ", (sheet,))))
    with pytest.raises(BadRequest, match="no name"):
        Character("  ", (sheet,))
    with pytest.raises(TooLarge, match=r"big\.png is 70000×20; the limit is 65536 pixels a side"):
        ModelSheet(np.zeros((20, 70000, 3), np.uint8), name="big.png")
    with pytest.raises(BadPicture, match="16 pixels"):
        ModelSheet(np.zeros((4, 4, 3), np.uint8))
    with pytest.raises(BadPicture, match="as large as the sheet"):
        ModelSheet(drawn(), Picture(np.zeros((20, 20), np.uint8)))


def test_a_thick_line_is_no_part() -> None:
    sheet = np.full((600, 600, 3), 255, np.uint8)
    for radius, colour in ((200, SHIRT), (100, SKIN)):
        cv2.circle(sheet, (300, 300), radius, colour, -1)
        cv2.circle(sheet, (300, 300), radius, BLACK, 14)
    assert colours_of(cast_of(ModelSheet(sheet))) - {WHITE} == {SHIRT, SKIN}
