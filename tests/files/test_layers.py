"""Files with layers, read: by name, in groups, and whatever is wrong with them told in a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from celtint import BadPicture, BadRequest, CeltintError, TooLarge
from celtint_cli import files
from celtint_cli import made_profiles as made
from celtint_files import archives
from celtint_files.layering import written
from celtint_files.opening import layers as layers_in
from celtint_files.opening import opened
from celtint_files.ora import Layer, merged, ora
from celtint_files.png import png
from celtint_files.profiles import profile_of
from celtint_files.psd_writing import psd
from celtint_files.sheets import every
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import Resource
from psd_tools.psd.image_resources import ImageResource
from psd_tools.psd.layer_and_mask import MaskParameters

from tests.cli.conftest import BLUE, RED, Run, folder, run  # noqa: F401


def sheet(colour: tuple[int, int, int, int], height: int = 30, width: int = 40) -> np.ndarray:
    return np.full((height, width, 4), colour, np.uint8)


def layers() -> list[Layer]:
    return [
        Layer("colours", sheet((10, 200, 30, 255))),
        Layer("Line art 2", sheet((0, 0, 0, 255), 4, 50), -5, 10, blend="multiply", opacity=0.5),
        Layer("hints", sheet((200, 30, 40, 255), 6, 6), 30, 20, visible=False),
        Layer("線画の下", sheet((1, 2, 3, 200), 9, 9), 2, 2),
    ]


Written = Callable[..., bytes]


@pytest.mark.parametrize("write", [ora, psd])
def test_layers_come_back_by_name_where_they_lay(write: Written) -> None:
    data = write(layers(), 40, 30)
    for one in layers():
        found = opened(data, "a", "lines", one.name).pixels
        alone = merged([Layer(one.name, one.pixels, one.x, one.y)], 40, 30)
        there = alone[..., 3] > 0
        assert np.array_equal(found[there], alone[there]) and not found[..., 3][~there].any()
    assert tuple(opened(data, "a", "lines").pixels[12, 3]) == (0, 0, 0, 255)
    assert tuple(opened(data, "a", "hints").pixels[22, 32]) == (200, 30, 40, 255)
    whole = opened(write(layers()[:1], 40, 30), "a", "lines").pixels
    assert tuple(whole[5, 5][:3]) == (10, 200, 30)


@pytest.mark.parametrize("write", [ora, psd])
def test_a_profile_goes_with_the_layers(write: Written) -> None:
    profile = profile_of(made.rgb("Display P3", made.P3))
    found = opened(write(layers(), 40, 30, profile), "a", "lines", "colours", None)
    assert found.profile == profile and tuple(found.pixels[5, 5]) == (10, 200, 30, 255)
    assert tuple(opened(write(layers(), 40, 30, profile), "a", "lines", "colours").pixels[5, 5]) != (10, 200, 30, 255)


def test_psd_tools_reads_what_was_written() -> None:
    read = PSDImage.open(io.BytesIO(psd(layers(), 40, 30)))
    assert [one.name for one in read] == [one.name for one in layers()]
    assert [one.opacity for one in read] == [255, 128, 255, 255]
    assert [one.blend_mode.name for one in read] == ["NORMAL", "MULTIPLY", "NORMAL", "NORMAL"]
    assert [one.visible for one in read] == [True, True, False, True]
    assert np.array_equal(np.asarray(read.topil())[5, 20, :3], (10, 200, 30))


def masked_psd(mask: Image.Image, disabled: bool = False, density: int | None = None) -> bytes:
    """A layer of hints at (4, 3), 10 wide and 8 high, its mask at the same place."""
    page = PSDImage.new("RGBA", (40, 30))
    paint = Image.fromarray(sheet((200, 30, 40, 255), 8, 10))
    made_of = page.create_pixel_layer(paint, name="hints", top=3, left=4).create_mask(mask, top=3, left=4)
    made_of.disabled = disabled
    if density is not None:
        made_of.data.flags.parameters_applied = True
        made_of.data.parameters = MaskParameters(user_mask_density=density)
    buffer = io.BytesIO()
    page.save(buffer)
    return buffer.getvalue()


def test_a_painted_mask_of_photoshop_hides_what_it_hides() -> None:
    mask = np.zeros((8, 10), np.uint8)
    mask[:, :4], mask[:, 4] = 255, 128
    found = opened(masked_psd(Image.fromarray(mask)), "a.psd", "hints")
    assert np.array_equal(found.pixels[3:11, 4:14, 3], mask) and found.pixels[..., 3].sum() == mask.sum()
    assert tuple(found.pixels[5, 5]) == (200, 30, 40, 255) and found.notes == ()
    off = opened(masked_psd(Image.fromarray(mask), disabled=True), "a.psd", "hints")
    assert off.pixels[..., 3].sum() == 80 * 255 and off.notes == ()


def masked_kra(kind: str, visible: str) -> bytes:
    tile = b"\0" + bytes((40, 30, 200, 255)) * 64 * 64
    mask = f'<masks><mask name="Mask" nodetype="{kind}" visible="{visible}" filename="m"/></masks>'
    layer = f'<layer name="hints" nodetype="paintlayer" colorspacename="RGBA" filename="l" x="0" y="0">{mask}</layer>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made_of:
        image = f'<IMAGE width="40" height="30"><layers>{layer}</layers></IMAGE>'
        made_of.writestr("maindoc.xml", f"<DOC>{image}</DOC>")
        head = b"VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 1\n"
        made_of.writestr("a/layers/l", head + b"0,0,LZF,%d\n" % len(tile) + tile)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (masked_kra("transparencymask", "1"), True),
        (masked_kra("transparencymask", "0"), False),
        (masked_kra("selectionmask", "1"), False),
        (masked_psd(Image.new("L", (10, 8), 0), density=100), True),
    ],
    ids=["krita", "krita, hidden", "krita, a selection", "photoshop, thinned"],
)
def test_a_mask_that_is_not_applied_is_said(data: bytes, said: bool) -> None:
    found = opened(data, "a", "hints")
    assert tuple(found.pixels[5, 5]) == (200, 30, 40, 255)
    told = ("a has a mask on 'hints', which is not applied; apply it in your program and save again.",)
    assert found.notes == (told if said else ())


@pytest.mark.parametrize("profile", [None, made.press()], ids=["no profile", "a press"])
def test_a_layer_in_inks_is_clear_where_nothing_is_painted(profile: bytes | None) -> None:
    page = PSDImage.new("CMYK", (40, 30))
    page.create_pixel_layer(Image.fromarray(sheet((200, 30, 40, 255), 8, 10)), name="hints", top=3, left=4)
    lines = page.create_pixel_layer(Image.fromarray(sheet((0, 0, 0, 255), 30, 40)), name="lines")
    lines._channels[0].set_data(bytes(40 * 29) + b"\x80" * 40, 40, 30, 8)  # psd-tools takes no alpha with inks
    if profile is not None:
        icc = int(Resource.ICC_PROFILE)
        page.image_resources[icc] = ImageResource(key=icc, data=profile)
    buffer = io.BytesIO()
    page.save(buffer)
    found = opened(buffer.getvalue(), "a.psd", "hints")
    assert found.pixels.shape == (30, 40, 4) and found.pixels[..., 3].sum() == 80 * 255
    assert found.pixels[5, 6, 0] > 2 * found.pixels[5, 6, 1] and "a.psd is in CMYK" in found.notes[0]
    alpha = opened(buffer.getvalue(), "a.psd", "lines").pixels[..., 3]
    assert (alpha[:29] == 0).all() and (alpha[29] == 128).all()


def archive(stack: str, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made_of:
        made_of.writestr("stack.xml", f'<?xml version="1.0"?>{stack}')
        for name, data in members.items():
            made_of.writestr(f"{name}.png", data)
    return buffer.getvalue()


def test_a_group_is_what_its_visible_layers_come_to() -> None:
    one, other = png(sheet((9, 9, 9, 255))), png(sheet((200, 30, 40, 255), 5, 5))
    inner = '<stack name="inner"><layer name="b" src="b.png" x="3" y="4"/></stack>'
    hidden = '<stack name="off" visibility="hidden"><layer name="b" src="b.png"/></stack>'
    lines = f'<stack name="Lines">{hidden}{inner}<layer name="a" src="a.png"/></stack>'
    stack = f'<image w="40" h="30"><stack>{lines}</stack></image>'
    found = opened(archive(stack, a=one, b=other), "a.ora", "lines").pixels
    assert tuple(found[5, 4]) == (200, 30, 40, 255) and tuple(found[0, 0]) == (9, 9, 9, 255)


def test_three_hundred_layers_are_no_trouble() -> None:
    many = [Layer(f"sketch {k}", sheet((k % 256, 0, 0, 255), 3, 3), k % 30, k % 20) for k in range(300)]
    found = opened(ora(many, 40, 30), "a.ora", "lines", "sketch 217").pixels
    assert tuple(found[217 % 20, 217 % 30]) == (217, 0, 0, 255)
    with pytest.raises(BadRequest, match=r"has no layer 'ink'; its layers are sketch 299, .* and 288 more"):
        opened(ora(many, 40, 30), "a.ora", "lines", "ink")


def test_a_strip_that_photoshop_cannot_hold_is_told() -> None:
    strip = [Layer("lines", sheet((0, 0, 0, 255), 30_001, 1))]
    with pytest.raises(BadRequest, match=r"at most 30000 pixels a side, and this is 1×30001; name the file of .*\.ora"):
        written(strip, ".psd", None)
    assert opened(written(strip, ".ora", None), "a.ora", "lines").pixels.shape == (30_001, 1, 4)
    head = b"8BPS\0\2" + bytes(6) + b"\0\4" + (30_001).to_bytes(4, "big") + (16).to_bytes(4, "big") + b"\0\x08\0\3"
    with pytest.raises(TooLarge, match=r"a\.psb is 16×30001; of Photoshop's files those of 30000 pixels a side"):
        opened(head + bytes(40), "a.psb")


@pytest.mark.parametrize("start", [b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"])
def test_jpeg_xl_is_said_to_be_left_out(start: bytes) -> None:
    with pytest.raises(BadPicture, match=r"a\.jxl is JPEG XL, which isn't read; save it as PNG"):
        opened(start + bytes(99), "a.jxl")


@pytest.mark.parametrize("kind", ["GIF", "AVIF"])
def test_still_gif_and_avif_are_read(kind: str) -> None:
    buffer = io.BytesIO()
    Image.fromarray(sheet((200, 30, 40, 255))).convert("RGB").save(buffer, kind, quality=100)
    found = opened(buffer.getvalue(), f"a.{kind.lower()}").pixels
    assert found.shape[:2] == (30, 40) and np.abs(found[5, 5, :3].astype(int) - (200, 30, 40)).max() <= 3
    with pytest.raises(BadPicture):
        opened(buffer.getvalue()[: len(buffer.getvalue()) // 2], "a")


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_XML", 1 << 20)
    with pytest.raises(TooLarge, match="holds more than a picture may"):
        opened(archive(f'<image w="40" h="30">{" " * (2 << 20)}</image>'), "a.ora")
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><image w="40" h="30"><stack><layer name="&a;"/></stack></image>'
    with pytest.raises(BadPicture, match="is damaged"):
        opened(archive(entities), "a.ora")
    deep = "<stack>" * 100 + "</stack>" * 100
    with pytest.raises(BadPicture, match="is damaged"):
        opened(archive(f'<image w="40" h="30">{deep}</image>'), "a.ora")
    with pytest.raises(TooLarge, match="the limit is"):
        opened(archive('<image w="90000" h="30"><stack/></image>'), "a.ora")


@pytest.mark.parametrize("write", [ora, psd])
def test_what_is_cut_short_or_hurt_is_told_in_a_sentence(write: Written) -> None:
    data, rng = write(layers(), 40, 30), np.random.default_rng(4)
    for share in (0.02, 0.2, 0.5, 0.8):
        try:
            found = opened(data[: int(len(data) * share)], "a", "lines", "colours").pixels
        except CeltintError as error:
            assert "\n" not in str(error)
        else:  # only what comes after the layer is missing
            assert share >= 0.5 and (found == layers()[0].pixels).all()
    for _ in range(60):
        hurt = bytearray(data)
        for place in rng.integers(4, len(data), 4):
            hurt[place] = rng.integers(256)
        try:
            opened(bytes(hurt), "a", "lines", "colours")
        except CeltintError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("ending", ["ora", "psd"])
def test_a_page_comes_from_its_file_and_goes_into_one(folder: Path, run: Run, ending: str) -> None:  # noqa: F811
    drawing, hints = files.read_picture(folder / "drawing.png"), files.read_hints(folder / "hints.png")
    page = [Layer("ink", np.dstack([drawing] * 3 + [np.full_like(drawing, 255)])), Layer("my dabs", hints)]
    write = {"ora": ora, "psd": psd}[ending]
    (folder / f"page.{ending}").write_bytes(write(page, 96, 64))
    words = ("colour", folder / f"page.{ending}", "--hints-layer", "my dabs", "-o", folder / "out.png")
    more = ("--layers", folder / f"layers.{ending}", "--each-colour", "--style", "soft", "--undecided", "transparent")
    done = run(*words, *more)
    assert done.code == 0, done.err
    layer = files.read_picture(folder / "out.png")
    assert layer[32, 28].tolist() == [*RED, 255] and layer[3, 3].tolist() == [*BLUE, 255]
    made_of = (folder / f"layers.{ending}").read_bytes()
    assert np.array_equal(opened(made_of, "a", "lines", "lines").pixels[..., 0], drawing)
    with pytest.raises(BadRequest) as told:
        opened(made_of, "a", "lines", "nothing")
    names = str(told.value).partition("layers are ")[2].rstrip(".").split(", ")
    assert names[0] == "lines" and "shade" in names and len(names) >= 4
    said = run(*words[:3], "nobody", *words[4:])
    assert said.code == 2 and "has no layer 'nobody'; its layers are my dabs, ink." in said.err


def test_layers_are_named_alike_on_every_page(folder: Path, run: Run) -> None:  # noqa: F811
    """In the palette's order, whatever a page uses of it and wherever its hints lie."""
    (folder / "hero.gpl").write_text("GIMP Palette\n40 90 220\tSea\n10 160 60\tLeaf\n200 40 30\tHat\n")
    (folder / "b.png").write_bytes(files.png(files.read_picture(folder / "drawing.png")[:, ::-1].copy()))
    (folder / "hints-b.png").write_bytes(files.png(files.read_hints(folder / "hints.png")[::-1, ::-1].copy()))
    found = []
    for picture, hints in (("drawing.png", "hints.png"), ("b.png", "hints-b.png")):
        words = (
            "colour",
            folder / picture,
            "--hints",
            folder / hints,
            "--palette",
            folder / "hero.gpl",
            "--each-colour",
        )
        more = ("--undecided", "transparent", "--mode", "line", "-o", folder / "o.png", "--layers", folder / "o.ora")
        assert run(*words, *more).code == 0
        sheets = layers_in((folder / "o.ora").read_bytes(), "o.ora")
        assert sheets is not None
        found.append([sheet.name for sheet in every(sheets.sheets)])
    assert found[0] == found[1] == ["Sea", "Hat", "lines"]
