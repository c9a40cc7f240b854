"""Pictures and hints as files over a real socket: decoded in the job, in bounds, refused in a sentence."""

import io
import struct
import zipfile
import zlib

import numpy as np
import pytest
from celtint_cli import made_profiles as made
from celtint_client.errors import BadPicture, BadRequest, TooLarge, WireError
from celtint_client.messages import Settings
from celtint_client.parts import Part
from celtint_files.ora import Layer, ora
from celtint_files.png import png
from celtint_files.profiles import profile_of
from celtint_files.psd_writing import psd
from PIL import Image

from .conftest import dabs, drawing


def filed(data: bytes) -> Part:
    return Part("file", 0, 0, data)


def page(write=ora) -> bytes:
    """The drawing and its hints, and under them something else."""
    height, width = drawing().shape[:2]
    lines = np.dstack([drawing()] * 3 + [np.full((height, width), 255, np.uint8)]) if drawing().ndim == 2 else drawing()
    under = np.full((height, width, 4), (9, 200, 9, 255), np.uint8)
    return write([Layer("paper", under), Layer("ink", lines), Layer("my dabs", dabs())], width, height)


def colour_of(answer) -> np.ndarray:
    return np.frombuffer(answer.colour.view, np.uint8).reshape(answer.colour.height, answer.colour.width, 4)


@pytest.mark.parametrize("write", [ora, psd])
def test_a_page_with_layers_is_coloured_as_its_pixels_are(server, tools, write) -> None:
    client = server.client()
    settings = Settings("line", undecided="transparent")
    whole = client.colour(
        tools.simple(tools.part(drawing(), "l8"), hints=tools.part(dabs(), "rgba8"), settings=settings)
    )
    own = tools.simple(filed(page(write)), lines_layer="ink", hints_layer="my dabs", settings=settings)
    beside = tools.simple(filed(page(write)), hints=filed(png(dabs())), settings=settings)
    for request in (own, beside, own):  # the last from what is kept
        assert np.array_equal(colour_of(client.colour(request)), colour_of(whole))
    other = tools.simple(filed(page(write)), lines_layer="paper", settings=settings)
    assert not np.array_equal(colour_of(client.colour(other)), colour_of(whole))


def test_what_is_to_be_said_of_a_file_is_said(server, tools) -> None:
    buffer = io.BytesIO()
    inks = np.zeros((*drawing().shape[:2], 4), np.uint8)
    inks[..., 3] = 255 - drawing().reshape(drawing().shape[0], drawing().shape[1], -1)[..., 0]
    Image.fromarray(inks, "CMYK").save(buffer, "TIFF", icc_profile=made.press())
    client, request = server.client(), tools.simple(filed(buffer.getvalue()), settings=Settings("line"))
    for _ in range(2):
        assert any("The file is in CMYK (a press)" in note for note in client.colour(request).notes)


def test_a_profile_of_hints_becomes_srgb(server, tools) -> None:
    p3 = profile_of(made.rgb("Display P3", made.P3))
    hints = filed(png(dabs(colour=(200, 60, 50)), p3))
    request = tools.simple(filed(png(drawing())), hints=hints, settings=Settings("line", undecided="transparent"))
    layer = colour_of(server.client().colour(request))
    red = layer[layer[..., 3] > 0][0, :3]
    assert red[0] > 205  # farther out than P3's number


def bomb(side: int) -> bytes:
    """A PNG that says it is so large, of black, as small as deflate can."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes((side + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def packed(stack: str, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stack.xml", stack)
        for name, data in members.items():
            archive.writestr(f"{name}.png", data)
    return buffer.getvalue()


SMALL = '<image w="96" h="80"><stack><layer name="lines" src="a.png"/></stack></image>'


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (b"", BadPicture, "not a picture"),
        (b"hello", BadPicture, "not a picture"),
        (page()[:300], BadPicture, "damaged"),
        (packed("<image"), BadPicture, "damaged"),
        (packed('<image w="60000" h="9000"><stack/></image>'), TooLarge, "60000×9000"),
        (packed('<image w="9000" h="9000"><stack/></image>'), TooLarge, "at most 67.1 megapixels"),
        (bomb(9000), TooLarge, "at most 67.1 megapixels"),
        (packed(SMALL, a=bomb(2000)), TooLarge, "far larger than the picture"),
        (packed(SMALL, a=bytes(32 << 20)), TooLarge, "holds more than"),
        (packed(f"<image{' ' * (17 << 20)}/>"), TooLarge, "holds more than"),
    ],
)
def test_bad_files_are_refused_in_a_sentence_and_the_server_goes_on(serve, tools, data, kind, said) -> None:
    client = serve(max_pixels=1 << 26).client()
    with pytest.raises(kind, match=said) as told:
        client.colour(tools.simple(filed(data), settings=Settings("line")))
    assert "\n" not in str(told.value)
    assert client.colour(tools.simple(filed(png(drawing())), settings=Settings("line"))).colour is not None


def test_three_hundred_layers_are_one_after_the_other(server, tools) -> None:
    stack = "".join(f'<layer name="{k}" src="a.png"/>' for k in range(300))
    group = f'<image w="96" h="80"><stack><stack name="lines">{stack}</stack></stack></image>'
    answer = server.client().colour(tools.simple(filed(packed(group, a=png(drawing()))), settings=Settings("line")))
    assert answer.colour is not None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"lines_layer": "nobody"}, "has no layer 'nobody'"),
        ({"hints_layer": "nobody"}, "has no layer 'nobody'"),
        ({"hints": filed(png(drawing()))}, "no transparency"),
        ({"hints": filed(png(dabs(40, 30)))}, "40×30|as large as"),
    ],
)
def test_layers_that_are_not_there_are_told(server, tools, more, said) -> None:
    with pytest.raises((BadRequest, BadPicture), match=said):
        server.client().colour(tools.simple(filed(page()), settings=Settings("line"), **more))


def test_layers_of_what_is_no_file_are_refused(server, tools) -> None:
    client = server.client()
    for more in ({"lines_layer": "ink"}, {"hints_layer": "ink"}):
        with pytest.raises(BadRequest, match="send the file"):
            client.colour(tools.simple(tools.part(drawing(), "l8"), **more))


def test_there_is_no_more_memory_for_it_than_the_server_has(serve, tools) -> None:
    client = serve(memory_bytes=300 << 20, client_bytes=300 << 20).client()
    with pytest.raises(WireError, match=r"memory|holds as much"):
        client.colour(tools.simple(filed(bomb(6000)), settings=Settings("line")))
