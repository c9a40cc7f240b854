"""Palettes from and to text."""

import pytest
from celtint import (
    BadRequest,
    Palette,
    PaletteEntry,
    format_colour,
    format_gpl,
    format_json,
    parse_colour,
    parse_palette,
)
from hypothesis import given
from hypothesis import strategies as st

colours = st.tuples(*[st.integers(0, 255)] * 3)
entries = st.builds(PaletteEntry, id=st.text(min_size=1), name=st.text(), colour=colours)
palettes = st.lists(entries, unique_by=lambda e: e.id, max_size=9).map(lambda es: Palette(tuple(es)))

KRITA = """GIMP Palette
Name: Anime
Columns: 4
#
255 224 200\tSkin
255 224 200\tSand
  0   0   0
 12  34  56\tUntitled
"""


@given(palettes)
def test_json_gives_the_palette_back(palette: Palette) -> None:
    assert parse_palette(format_json(palette)) == palette


@given(palettes)
def test_gpl_gives_colours_and_order_back(palette: Palette) -> None:
    read = parse_palette(format_gpl(palette))
    assert [e.colour for e in read.entries] == [e.colour for e in palette.entries]
    assert len({e.id for e in read.entries}) == len(palette.entries)


@given(colours)
def test_colours(colour: tuple[int, int, int]) -> None:
    assert parse_colour(format_colour(colour)) == colour


def test_gpl_as_other_programs_write_it() -> None:
    read = parse_palette(KRITA.replace("\n", "\r\n"))
    assert [(e.id, e.name, e.colour) for e in read.entries] == [
        ("skin", "Skin", (255, 224, 200)),
        ("sand", "Sand", (255, 224, 200)),
        ("000000", "", (0, 0, 0)),
        ("0c2238", "Untitled", (12, 34, 56)),
    ]
    aseprite = parse_palette("GIMP Palette\nChannels: RGBA\n#\n1 2 3 255 3 shades\n")
    assert aseprite.entries == (PaletteEntry("3-shades", "3 shades", (1, 2, 3)),)


def test_equal_names_get_ids_of_their_own() -> None:
    read = parse_palette(
        '[{"id": "hair-2", "colour": "#010203"}, {"name": "Hair", "colour": "#000000"},'
        ' {"name": "hair", "colour": "ffffff"}]'
    )
    assert [e.id for e in read.entries] == ["hair-2", "hair", "hair-3"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "3",
        '{"entries": 3}',
        "[3]",
        '[{"name": "x"}]',
        '[{"colour": "red"}]',
        '[{"colour": 3}]',
        '[{"id": 3, "colour": "#000000"}]',
        '[{"id": "a", "colour": "#000000"}, {"id": "a", "colour": "#000000"}]',
        "GIMP Palette\n1 2\n",
        "GIMP Palette\n1 2 300 x\n",
        "[" * 100_000,
    ],
)
def test_what_is_not_a_palette(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_palette(text)
