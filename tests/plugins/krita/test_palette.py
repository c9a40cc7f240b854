"""Palettes in files, and what the artist makes of a result's colours, without Krita."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

RED, GREEN, BLUE = (200, 10, 10), (10, 200, 10), (10, 10, 200)


def test_a_palette_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    from celtint_krita.model import gpl

    rows = [("skin", RED), ("the sky\tat night", GREEN), ("#0a0ac8", BLUE)]
    gpl.write(tmp_path / "series.gpl", rows)
    assert gpl.read(tmp_path / "series.gpl") == [("skin", RED), ("the sky at night", GREEN), ("#0a0ac8", BLUE)]
    assert [each.name for each in tmp_path.iterdir()] == ["series.gpl"]


def test_krita_s_own_file_is_read_as_it_was_written_and_by_the_engine_too(tmp_path: Path) -> None:
    from celtint_files.palettes import read as read_palette
    from celtint_krita.model import gpl

    rows = [("skin <1>", RED), ("the sky\tat night", GREEN), *((f"c{n}", (n, 0, 255 - n)) for n in range(40))]
    gpl.write(tmp_path / "series.kpl", rows)
    wanted = [rows[0], ("the sky at night", GREEN), *rows[2:]]
    assert gpl.read(tmp_path / "series.kpl") == wanted
    entries = read_palette((tmp_path / "series.kpl").read_bytes(), "series.kpl")[0].entries
    assert [(each.name, each.colour) for each in entries] == wanted


@pytest.mark.parametrize(
    "inside", [None, "<Colorset", "<Colorset/>", '<Colorset><ColorSetEntry name="x"><Lab/></ColorSetEntry></Colorset>']
)
def test_a_zip_that_is_no_palette_is_said(tmp_path: Path, inside: str | None) -> None:
    from celtint_krita.host.refused import Refused
    from celtint_krita.model import gpl

    with zipfile.ZipFile(tmp_path / "a.kpl", "w") as archive:
        archive.writestr("other" if inside is None else "colorset.xml", inside or "")
    with pytest.raises(Refused, match="no palette"):
        gpl.read(tmp_path / "a.kpl")
    gpl.write(tmp_path / "a.kpl", [("Skin", (250, 220, 190))] * 40)
    data = bytearray((tmp_path / "a.kpl").read_bytes())
    at = data.index(b"colorset.xml") + 12
    data[at : at + 8] = bytes([255] * 8)  # no stream that zlib knows
    (tmp_path / "a.kpl").write_bytes(data)
    with pytest.raises(Refused, match="no palette"):
        gpl.read(tmp_path / "a.kpl")
    (tmp_path / "a.kpl").write_bytes(b"PK and no more")
    with pytest.raises(Refused, match="no palette"):
        gpl.read(tmp_path / "a.kpl")


def test_a_file_of_gimp_is_read(tmp_path: Path) -> None:
    from celtint_krita.model import gpl

    (tmp_path / "a.gpl").write_text(
        "GIMP Palette\nName: A\nColumns: 3\n#\n  0   0 255\tBlue\n255 255 255 White paper\n1 2 3\n"
    )
    assert gpl.read(tmp_path / "a.gpl") == [("Blue", (0, 0, 255)), ("White paper", (255, 255, 255)), ("", (1, 2, 3))]


@pytest.mark.parametrize("text", ["", "JASC-PAL\n1 2 3\n", "GIMP Palette\n", "GIMP Palette\n999 0 0 x\n"])
def test_what_is_no_palette_is_said(tmp_path: Path, text: str) -> None:
    from celtint_krita.host.refused import Refused
    from celtint_krita.model import gpl

    (tmp_path / "a.gpl").write_text(text)
    with pytest.raises(Refused, match="no palette"):
        gpl.read(tmp_path / "a.gpl")
    with pytest.raises(Refused, match="can't be read"):
        gpl.read(tmp_path / "b.gpl")
    with pytest.raises(Refused, match="can't be written"):
        gpl.write(tmp_path / "c" / "a.gpl", [("x", RED)])


def answer(*colours: Any) -> Any:
    from celtint_client.answers import Colouring, Region
    from celtint_client.messages import PaletteEntry
    from celtint_client.parts import Part
    from celtint_krita.model.recolouring import written

    data = b"".join(bytes((*colour[::-1], 255)) for colour in colours)
    entries = tuple(PaletteEntry(f"c{n}", written(colour), colour) for n, colour in enumerate(dict.fromkeys(colours)))
    regions = tuple(Region(n, colour, "c", "hint", 1, 1, (n, 0, 1, 1)) for n, colour in enumerate(colours))
    return Colouring("job", "line", 0, entries, regions=regions, colour=Part("bgra8", len(colours), 1, data))


def test_two_colours_change_places_and_go_on_changing() -> None:
    from celtint_krita.model import recolouring

    kept = recolouring.then({}, {RED: GREEN, GREEN: RED})
    got: Any = recolouring.answered(answer(RED, GREEN, BLUE), recolouring.changes(kept))
    assert [each.colour for each in got.palette] == [each.colour for each in got.regions] == [GREEN, RED, BLUE]
    assert bytes(got.colour.view) == bytes(answer(GREEN, RED, BLUE).colour.view)
    kept = recolouring.then(kept, {GREEN: BLUE})  # what is shown green was red, or a green of its own
    got = recolouring.answered(answer(RED, GREEN, BLUE), recolouring.changes(kept))
    assert [each.colour for each in got.regions] == [BLUE, RED, BLUE]
    back = recolouring.then(recolouring.then({}, {RED: GREEN}), {GREEN: RED})
    assert recolouring.changes(back)[GREEN] == RED and RED not in recolouring.changes(back)


def test_names_go_with_their_colours_and_broken_ones_do_no_harm() -> None:
    from celtint_krita.model import recolouring

    names = recolouring.moved({"#c80a0a": "coat", "#0a0ac8": "sky"}, {RED: GREEN})
    shown = recolouring.named(answer(GREEN, BLUE, RED, GREEN).palette, names)
    assert [each.name for each in shown] == ["coat", "sky", ""]
    assert recolouring.changes({"#c80a0a": "#zzzzzz", "x": "#0a0ac8", "#0a0ac8": 7}) == {}
    assert recolouring.named(answer(RED).palette, {"#c80a0a": 7})[0].name == ""
