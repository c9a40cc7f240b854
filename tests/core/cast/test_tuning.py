"""Constants of casts: set wrongly, as a slip of the hand would, each fails what it is there for."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import pytest
from celtint import Cast, Casting, Character, ModelSheet, Picture, colour, read_cast
from celtint.cast import tuning
from celtint.matching.features import RegionFeatures
from celtint.matching.geometry import GeometryMatcher
from celtint.matching.network import Reference, Votes
from celtint.sequence import tuning as sequence_tuning
from celtint.types.arrays import F32
from skimage import data

from tests.core.breaking import Broken, noticed_by
from tests.core.cast import test_colouring as colouring
from tests.core.cast import test_framed as framed
from tests.core.cast import test_reading as reading
from tests.core.cast.figures_drawn import HAIR, SHIRT, SKIN, TROUSERS, WHITE, drawn
from tests.core.sequence import test_tracks as tracks


def a_drawing_with_lines_has_nothing_to_say() -> None:
    assert read_cast(Cast((Character("Ada", (ModelSheet(drawn()),)),))).notes == ()


def a_photograph_is_left_out() -> None:
    reading.test_a_photograph_is_said_and_left_out(data.astronaut)


def colours_are_exact() -> None:
    reading.test_a_finished_drawing_tells_its_colours_exactly(ground=True)


def test_a_paint_that_two_sheets_have_nearly_alike_is_one() -> None:
    near = drawn()
    near[(near == SHIRT).all(axis=2)] = (SHIRT[0] + 2, SHIRT[1], SHIRT[2] - 2)
    assert len(reading.colours_of(reading.cast_of(ModelSheet(drawn()), ModelSheet(near))) - {WHITE}) == 4


def test_a_swatch_of_two_colours_is_no_figure() -> None:
    sheet = drawn()
    cv2.rectangle(sheet, (8, 8), (24, 24), [0, 0, 0], 2)
    cv2.line(sheet, (16, 8), (16, 24), [0, 0, 0], 2)
    assert len(read_cast(reading.cast_of(ModelSheet(sheet))).characters[0].references) == 1


class Mistaken(GeometryMatcher):
    """By place and form the first figure's, but for the smallest region, where it is asked of so many figures at
    once."""

    def __init__(self, figures: int, entry: int, share: float) -> None:
        super().__init__()
        self.figures, self.entry, self.share = figures, entry, share

    def match(
        self,
        frame: RegionFeatures,
        references: Sequence[Reference],
        entries: int | None = None,
        pairs: Sequence[F32] | None = None,
    ) -> Votes:
        votes = super().match(frame, references[:1], entries, pairs)
        if len(references) == self.figures:
            smallest = int(frame.areas[:-1].argmin())
            votes.entries[smallest] = 0
            votes.entries[smallest, self.entry] = self.share
        return votes


def test_what_little_speaks_for_takes_what_encloses_it_as_a_guess() -> None:
    known = colouring.casting().known
    skin = [e.colour for e in known.palette.entries].index(SKIN)
    picture = drawn(lines=True)
    cv2.circle(picture, (150, 160), 7, [20, 16, 18], 2)
    result = colour(Picture(picture), cast=Casting(known, Mistaken(1, skin, 0.1)))
    button = next(r for r in result.regions if r.id == result.labels[160, 150])
    assert button.colour == SHIRT and button.unsure


def test_who_is_clear_is_asked_alone() -> None:
    known = colouring.casting("Ada", "Bo").known
    other = int((known.owner == 1).argmax())
    result = colour(Picture(drawn(lines=True)), cast=Casting(known, Mistaken(2, other, 1.0)))
    assert {r.colour for r in result.regions if r.colour is not None} == {HAIR, SKIN, SHIRT, TROUSERS}


BROKEN: list[Broken] = [
    ("READING", "side", 24, colouring.test_another_pose_takes_the_colours_of_the_sheet),
    ("READING", "pen", 0.008, reading.test_a_thick_line_is_no_part),
    ("READING", "dark", 254, a_drawing_with_lines_has_nothing_to_say),
    ("READING", "edge", 500.0, reading.test_a_sheet_without_lines_is_parted_where_its_colours_meet),
    ("READING", "shaded", -1.0, colours_are_exact),
    ("READING", "pure", 1.01, colours_are_exact),
    ("READING", "paints", 4096, a_photograph_is_left_out),
    ("READING", "photograph", 0.0, a_photograph_is_left_out),
    ("READING", "photograph", 1.01, colours_are_exact),
    ("READING", "merge", 60.0, colours_are_exact),
    ("READING", "merge", 0.0, test_a_paint_that_two_sheets_have_nearly_alike_is_one),
    ("READING", "named", 0.0, reading.test_colours_take_the_names_of_the_palette_and_its_exact_values),
    ("FIGURES", "ground", 2.0, framed.test_a_panel_that_is_no_rectangle_is_ground_all_the_same),
    ("FIGURES", "panel", 2.0, framed.test_a_panel_cuts_a_figure_off_as_the_page_does),
    ("FIGURES", "least", 0.0, test_a_swatch_of_two_colours_is_no_figure),
    ("FIGURES", "least", 2.0, reading.test_several_poses_on_a_sheet_are_several_references),
    ("FIGURES", "near", 1.0, reading.test_several_poses_on_a_sheet_are_several_references),
    ("FIGURES", "most", 1, reading.test_several_poses_on_a_sheet_are_several_references),
    ("DECIDING", "least", 1.01, colouring.test_another_pose_takes_the_colours_of_the_sheet),
    ("DECIDING", "least", 0.0, test_what_little_speaks_for_takes_what_encloses_it_as_a_guess),
    ("DECIDING", "sure", 2.0, colouring.test_a_grey_picture_takes_chroma_by_part),
    ("DECIDING", "clear", 1.01, test_who_is_clear_is_asked_alone),
    ("DECIDING", "guess", 0.9, test_what_little_speaks_for_takes_what_encloses_it_as_a_guess),
]


test_constants_matter = noticed_by(tuning, BROKEN)


@pytest.mark.parametrize(
    ("field", "wrong", "noticed"),
    [
        ("cast", 0.0, colouring.test_a_sequence_needs_no_key_where_there_is_a_cast),
        ("cast", 1e6, colouring.test_keys_win_over_the_cast),
        ("shown", 0.0, colouring.test_a_newcomer_takes_the_colours_of_its_sheet_and_not_the_keys),
        ("there", 0.0, colouring.test_a_newcomer_takes_the_colours_of_its_sheet_and_not_the_keys),
        ("absent", 1.0, tracks.test_of_who_is_on_no_key_the_cast_says_more),
        ("stranger", 1.0, tracks.test_regions_of_two_characters_are_hardly_linked),
        ("stranger", 0.0, tracks.test_regions_of_two_characters_are_hardly_linked),
        ("there", 10.0, colouring.test_who_is_on_a_key_in_other_colours_keeps_them),
    ],
    ids=[
        "a cast says nothing",
        "a cast drowns keys",
        "keys show all",
        "all are on keys",
        "who is on no key is heard as others are",
        "strangers are linked",
        "strangers are never linked",
        "nobody is on a key",
    ],
)
def test_what_a_cast_counts_in_a_sequence_matters(
    field: str, wrong: float, noticed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence_tuning, "TRACKS", replace(sequence_tuning.TRACKS, **{field: wrong}))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        noticed()
