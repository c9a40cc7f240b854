"""Palettes: the same names and colours there and back, as other programs write them, and all that is wrong told."""

import io
import struct
import zipfile

import numpy as np
import pytest
from celtint import CeltintError, Palette, PaletteEntry
from celtint_cli import made_profiles as made
from celtint_files import kpl
from celtint_files.palettes import ENDINGS, read, written
from celtint_files.swatches import plain
from hypothesis import given
from hypothesis import strategies as st

NAMELESS = ".hex"
colours = st.tuples(*[st.integers(0, 255)] * 3)
entries = st.builds(PaletteEntry, id=st.text(min_size=1), name=st.text(max_size=200), colour=colours)
palettes = st.lists(entries, unique_by=lambda e: e.id, min_size=1, max_size=40).map(lambda es: Palette(tuple(es)))
HERO = Palette(
    (
        PaletteEntry("skin", "Skin", (255, 224, 200)),
        PaletteEntry("sand", "Sand & “sea” <1>", (255, 224, 200)),
        PaletteEntry("hair", "髪の毛 🎨", (12, 34, 56)),
        PaletteEntry("void", "", (0, 0, 0)),
    )
)


@pytest.mark.parametrize("ending", ENDINGS)
@given(palette=palettes)
def test_names_and_colours_come_back_and_so_do_the_bytes(ending: str, palette: Palette) -> None:
    data = written(palette, ending)
    again, notes = read(data, "a")
    assert not notes and [e.colour for e in again.entries] == [e.colour for e in palette.entries]
    if ending == ".json":
        assert [e.id for e in again.entries] == [e.id for e in palette.entries]
    elif ending != NAMELESS:
        assert [e.name for e in again.entries] == [plain(e.name) for e in palette.entries]
    assert written(again, ending) == data


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("through", ENDINGS)
def test_from_one_kind_of_file_to_another(ending: str, through: str) -> None:
    one, _ = read(written(HERO, through), "a")
    other, _ = read(written(one, ending), "b")
    assert [e.colour for e in other.entries] == [e.colour for e in HERO.entries]
    if NAMELESS not in (ending, through):
        assert [e.name for e in other.entries] == [e.name for e in HERO.entries]


def ase(model: bytes, *numbers: float) -> bytes:
    """A group with a colour in it, as Illustrator writes it."""
    name = "ink".encode("utf-16-be") + b"\0\0"
    body = struct.pack(">H", 4) + name + model + struct.pack(f">{len(numbers)}fH", *numbers, 2)
    group = struct.pack(">H", 4) + name
    blocks = [(0xC001, group), (1, body), (0xC002, b"")]
    return b"ASEF" + struct.pack(">HHI", 1, 0, 3) + b"".join(struct.pack(">HI", k, len(b)) + b for k, b in blocks)


def aco(*numbers: int) -> bytes:
    """Of version 1 alone, as Photoshop 4 wrote it."""
    return struct.pack(">7H", 1, 1, *numbers)


@pytest.mark.parametrize(
    ("data", "colour", "noted"),
    [
        (ase(b"RGB ", 1, 0.5, 0), (255, 128, 0), False),
        (ase(b"Gray", 0.5), (128, 128, 128), False),
        (ase(b"CMYK", 0, 1, 1, 0), (255, 0, 0), True),
        (ase(b"LAB ", 0.5, 60, 40), (213, 60, 55), True),
        (aco(0, 65535, 32896, 0, 0), (255, 128, 0), False),
        (aco(1, 0, 65535, 65535, 0), (255, 0, 0), False),
        (aco(2, 65535, 0, 0, 65535), (255, 0, 0), True),
        (aco(7, 5000, 6000, 4000, 0), (213, 60, 55), True),
        (aco(8, 10000, 0, 0, 0), (255, 255, 255), False),
        (b"; Lospec\n#FFE0C8\n", (255, 224, 200), False),
        (b"\xef\xbb\xbfGIMP Palette\r\n255 224 200 Skin\r\n", (255, 224, 200), False),
    ],
)
def test_colours_as_other_programs_write_them(data: bytes, colour: tuple[int, int, int], noted: bool) -> None:
    palette, notes = read(data, "a.ase")
    assert np.abs(np.subtract(palette.entries[0].colour, colour)).max() <= 1
    assert (len(notes) == 1 and "a.ase has colours in" in notes[0]) if noted else notes == ()


def krita(colorset: str, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kpl.MIMETYPE)
        archive.writestr("colorset.xml", colorset)
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def row(name: str, colour: str, row: int, column: int) -> str:
    return f'<ColorSetEntry name="{name}">{colour}<Position row="{row}" column="{column}"/></ColorSetEntry>'


def test_krita_s_groups_are_read_row_by_row_and_its_profiles_honoured() -> None:
    red = '<RGB space="P3" r="0.5" g="0.2" b="0.2"/>'
    group = f'<Group name="g" rows="1">{row("third", red, 0, 0)}</Group>'
    second, first = row("second", '<Gray space="x" g="1"/>', 1, 0), row("first", '<sRGB r="0.2" g="0" b="0"/>', 0, 3)
    profiles = b'<Profiles><Profile name="P3" filename="p3.icc"/></Profiles>'
    data = krita(f"<ColorSet>{second}{group}{first}</ColorSet>", profiles_xml=profiles, p3_icc=made.rgb("P3", made.P3))
    palette, _ = read(data, "a.kpl")
    assert [e.name for e in palette.entries] == ["first", "second", "third"]
    assert [e.colour for e in palette.entries[:2]] == [(51, 0, 0), (255, 255, 255)]
    assert palette.entries[2].colour[0] > 135  # P3's red lies farther out


MANY = Palette(tuple(PaletteEntry(str(k), f"n{k}", (k % 256, k // 256, 0)) for k in range(10_000)))
ODD = '<sRGB r="a"/>'
LATIN = "GIMP Palette\n1 2 3\tFrüh".encode("latin-1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        *((written(MANY, ending), "A palette has at most 4096 entries, this has 10000") for ending in ENDINGS),
        (LATIN, "a is not written in UTF-8; save it so"),
        (LATIN + b"\n1 2 3\tx" * 10_000, "a is not written in UTF-8; save it so"),
        (b"", "a has no colours"),
        (b"; nothing\n", "a has no colours"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a is no palette"),
        (b"hello", "a is no palette"),
        (b"RIFF\0\0\0\0PAL ", "a is no palette"),
        (b"[" * 99_999, "a: The palette is neither"),
        (b"ASEF", "a is damaged or cut short"),
        (b"ASEF\0\1\0\0\0\0\0\0", "a has no colours"),
        (ase(b"HSB ", 1, 1, 1), "a is damaged or cut short"),
        (ase(b"RGB ", float("nan"), 1, 1), ""),
        (aco(3, 1, 1, 1, 1), "a is damaged or cut short"),
        (krita("<ColorSet/>"), "a has no colours"),
        (krita("<ColorSet>"), "a is damaged"),
        (krita(f"<ColorSet>{row('x', ODD, 0, 0)}</ColorSet>"), "a is damaged"),
        (krita(f"<ColorSet>{row('x', '<XYZ/>', 0, 0)}</ColorSet>"), "a is damaged"),
        (krita(f"<ColorSet>{' ' * (17 << 20)}</ColorSet>"), "a holds more than"),
        (bytes(17 << 20), "a has more than 16 MiB"),
    ],
)
def test_what_is_wrong_is_one_sentence(data: bytes, said: str) -> None:
    try:
        read(data, "a")
    except CeltintError as error:
        assert said and said in str(error) and "\n" not in str(error)
    else:
        assert not said


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_cut_short_or_hurt_is_one_sentence(ending: str) -> None:
    data, rng = written(HERO, ending), np.random.default_rng(2)
    for end in range(len(data)):
        try:
            read(data[:end], "a")
        except CeltintError as error:
            assert "\n" not in str(error)
        else:  # a text that ends earlier is a shorter text; Photoshop's list without names is whole
            assert ending in (".gpl", ".hex", ".aco") or end == len(data) - 1
    for _ in range(200):
        hurt = bytearray(data)
        for place in rng.integers(0, len(data), 3):
            hurt[place] = rng.integers(256)
        try:
            read(bytes(hurt), "a")
        except CeltintError as error:
            assert "\n" not in str(error)
