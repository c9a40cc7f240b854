"""What a PNG claims against what it holds, before anything is decoded."""

import struct
import zlib

import cv2
import numpy as np
import pytest
from celtint import BadPicture
from celtint_client.parts import Part
from celtint_files import png
from celtint_server import convert


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def file_of(width, height, depth, colour, data, interlace=0, before=b""):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"".join((b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), before, chunk(b"IDAT", data), chunk(b"IEND", b"")))


def check(file):
    view = memoryview(file)
    png.check_data(view, png.header(view))


KINDS = [(depth, colour) for colour, depths in png._DEPTHS.items() for depth in depths]


@pytest.mark.parametrize(("depth", "colour"), KINDS)
@pytest.mark.parametrize("interlace", [0, 1])
def test_the_emptiest_picture_of_every_kind_is_let_through(depth, colour, interlace):
    """All zeros, compressed as well as deflate can: no honest picture is emptier."""
    width, height = 1999, 1201
    head = png.Header(width, height, depth, colour, interlace)
    data = zlib.compress(bytes(head.raw_bytes), 9)
    assert head.raw_bytes / len(data) > 900  # so the bound is nearly reached
    check(file_of(width, height, depth, colour, data, interlace))
    with pytest.raises(BadPicture):
        check(file_of(width, height, depth, colour, data[: len(data) // 2], interlace))


@pytest.mark.parametrize("size", [(16, 16), (17, 19), (33, 17), (40, 23)])
@pytest.mark.parametrize("interlace", [0, 1])
def test_the_bytes_of_the_rows_are_those_that_a_decoder_wants(size, interlace):
    """Data of just that length is a picture, of a byte less it isn't."""
    width, height = size
    raw = png.Header(width, height, 8, 2, interlace).raw_bytes
    whole, short = (file_of(width, height, 8, 2, zlib.compress(bytes(n)), interlace) for n in (raw, raw - 1))
    assert convert.picture(Part("png", width, height, whole)).pixels.shape == (height, width, 3)
    with pytest.raises(BadPicture):
        convert.picture(Part("png", width, height, short))


def test_pixels_are_held_by_picture_data_alone():
    """A megabyte of something else beside it doesn't make it a picture."""
    other = chunk(b"teXt", bytes(1 << 20))
    with pytest.raises(BadPicture):
        check(file_of(8192, 8192, 16, 6, b"x" * 21, before=other))


def test_data_in_many_chunks_counts_together():
    pixels = np.random.default_rng(1).integers(0, 256, (64, 64), np.uint8)
    whole = cv2.imencode(".png", pixels)[1].tobytes()
    start = whole.index(b"IDAT")
    data = whole[start + 4 : start + 4 + struct.unpack(">I", whole[start - 4 : start])[0]]
    pieces = b"".join(chunk(b"IDAT", data[n : n + 7]) for n in range(0, len(data), 7))
    check(whole[: start - 4] + pieces + chunk(b"IEND", b""))


@pytest.mark.parametrize("file", [(40, 40, 16, 3, b"x" * 99), (40, 40, 5, 0, b"x" * 99), (40, 40, 8, 6, b"x" * 99, 2)])
def test_a_kind_that_there_is_not(file):
    with pytest.raises(BadPicture, match="kind"):
        check(file_of(*file))
