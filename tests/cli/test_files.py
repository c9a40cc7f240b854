"""Reading pictures of every kind, refusing what is none, and writing whole or not at all."""

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from celtint import BadPicture, BadRequest, CeltintError, TooLarge
from celtint_cli import files
from celtint_client.parts import Part
from celtint_files.pictures import turned_upright
from celtint_server import convert
from PIL import Image, ImageFile, ImageOps

RNG = np.random.default_rng(7)


def noise(*shape: int, dtype: Any = np.uint8) -> npt.NDArray[Any]:
    return RNG.integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def header_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(4096))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif", "a.bmp"])
def test_eight_bit_colour(tmp_path: Path, name: str) -> None:
    pixels = noise(20, 30, 3)
    Image.fromarray(pixels).save(tmp_path / name, lossless=True)
    assert np.array_equal(files.read_picture(tmp_path / name), pixels)


def test_jpeg(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), (200, 40, 90)).save(tmp_path / "a.jpg", quality=95)
    assert np.abs(files.read_picture(tmp_path / "a.jpg").astype(int) - (200, 40, 90)).max() < 4


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA"])
@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_grey_and_alpha_are_kept(tmp_path: Path, mode: str, name: str) -> None:
    image = Image.fromarray(noise(20, 30, 4)).convert(mode)
    image.save(tmp_path / name)
    assert np.array_equal(files.read_picture(tmp_path / name), np.asarray(image))


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_sixteen_bits_stay_sixteen(tmp_path: Path, channels: int, name: str) -> None:
    pixels = noise(20, 30, channels, dtype=np.uint16).squeeze()
    swapped = pixels if channels == 1 else pixels[:, :, [2, 1, 0, 3][:channels]]
    assert cv2.imwrite(str(tmp_path / name), swapped)
    read = files.read_picture(tmp_path / name)
    assert read.dtype == np.uint16
    assert np.array_equal(read, pixels)


def test_palettes_one_bit_and_clear_colours(tmp_path: Path) -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([9, 8, 7, 6, 5, 4])
    image.save(tmp_path / "p.png")
    image.save(tmp_path / "clear.png", transparency=1)
    Image.new("1", (20, 20), 1).save(tmp_path / "one.png")
    assert files.read_picture(tmp_path / "p.png")[0, 0].tolist() == [6, 5, 4]
    assert files.read_picture(tmp_path / "clear.png")[0, 0].tolist() == [6, 5, 4, 0]
    assert files.read_picture(tmp_path / "one.png")[0, 0] == 255


@pytest.mark.parametrize("mode", ["P", "1", "L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("clear", [None, 1])
def test_a_file_and_the_wire_give_the_same_pixels(tmp_path: Path, mode: str, clear: int | None) -> None:
    image = Image.fromarray(noise(20, 30, 4)).convert(mode)
    keyed = clear is not None and mode in ("P", "L")
    more: dict[str, Any] = {"transparency": clear} if keyed else {}
    image.save(tmp_path / "a.png", **more)
    read = files.read_picture(tmp_path / "a.png")
    sent = convert.picture(Part("png", 30, 20, (tmp_path / "a.png").read_bytes())).pixels
    assert (read.dtype, read.shape) == (sent.dtype, sent.shape)
    assert np.array_equal(read, sent)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation(tmp_path: Path, orientation: int) -> None:
    image = Image.fromarray(noise(20, 30, 3))
    exif = Image.Exif()
    exif[274] = orientation
    image.save(tmp_path / "a.png", exif=exif)
    upright = np.asarray(ImageOps.exif_transpose(Image.open(tmp_path / "a.png")))
    assert np.array_equal(files.read_picture(tmp_path / "a.png"), upright)
    assert np.array_equal(turned_upright(np.asarray(image), orientation), upright)


def test_hints_are_eight_bit_and_need_transparency(tmp_path: Path) -> None:
    deep = noise(20, 30, 4, dtype=np.uint16)
    cv2.imwrite(str(tmp_path / "deep.png"), deep[:, :, [2, 1, 0, 3]])
    assert np.array_equal(files.read_hints(tmp_path / "deep.png"), np.rint(deep / 257.0).astype(np.uint8))
    Image.new("RGB", (20, 20)).save(tmp_path / "opaque.png")
    with pytest.raises(BadRequest, match="no transparency"):
        files.read_hints(tmp_path / "opaque.png")


@pytest.mark.parametrize("suffix", ["png", "webp", "jpg", "tif", "bmp"])
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, suffix: str) -> None:
    whole = tmp_path / f"whole.{suffix}"
    Image.fromarray(noise(40, 40, 3)).save(whole)
    data = whole.read_bytes()
    for share in (0.0, 0.01, 0.1, 0.5, 0.9):
        cut = tmp_path / f"cut.{suffix}"
        cut.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(BadPicture):
            files.read_picture(cut)


def test_damaged_bytes_never_escape_as_something_else(tmp_path: Path) -> None:
    for suffix in ("png", "webp", "tif", "bmp"):
        whole = tmp_path / f"whole.{suffix}"
        Image.fromarray(noise(24, 24, 4)).save(whole)
        for _ in range(40):
            data = bytearray(whole.read_bytes())
            for place in RNG.integers(0, min(len(data), 200), 3):
                data[place] = RNG.integers(256)
            (tmp_path / f"hurt.{suffix}").write_bytes(data)
            try:
                files.read_picture(tmp_path / f"hurt.{suffix}")
            except CeltintError as error:
                assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("width", "height", "limit"),
    [
        (20000, 20000, "268 megapixels"),
        (60000, 60000, "268 megapixels"),
        (800, 70000, "65536 pixels a side"),
        (70000, 70000, "65536 pixels a side"),
    ],
)
def test_bombs_are_refused_before_decoding(tmp_path: Path, width: int, height: int, limit: str) -> None:
    (tmp_path / "bomb.png").write_bytes(header_of(width, height))
    with pytest.raises(TooLarge, match=rf"bomb\.png is {width}×{height}; the limit is {limit}\.$"):
        files.read_picture(tmp_path / "bomb.png")


def test_data_too_short_for_its_pixels_is_refused_before_decoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few bytes can't be the 64 MB that its header asks memory for."""

    def decoded(_image: ImageFile.ImageFile) -> None:
        raise AssertionError("memory for the pixels was taken")

    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    (tmp_path / "hollow.png").write_bytes(header_of(8192, 8192))
    with pytest.raises(BadPicture, match=r"hollow\.png is damaged or cut short; save the picture again"):
        files.read_picture(tmp_path / "hollow.png")


def test_no_picture(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("hello")
    (tmp_path / "none.png").write_bytes(header_of(0, 16))
    for name in ("text.png", "none.png"):
        with pytest.raises(BadPicture):
            files.read_picture(tmp_path / name)
    for path in (tmp_path, tmp_path / "missing.png"):
        with pytest.raises(BadRequest, match="cannot be read"):
            files.read_picture(path)


def test_png_gives_the_pixels_back() -> None:
    pixels = noise(20, 30, 4)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(files.png(pixels)))), pixels)


def test_all_outputs_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    first.write_bytes(b"old")
    left = iter([None])

    def full(_number: int) -> None:
        if next(left, "none") == "none":
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises(BadRequest, match=r"second\.png cannot be written: No space"):
        disk.setattr(os, "fsync", full)
        files.write_whole({first: b"new", second: b"new"})
    assert first.read_bytes() == b"old"
    assert names_in(tmp_path) == ["first.png"]
    files.write_whole({first: b"new", second: b"too"})
    assert (first.read_bytes(), second.read_bytes()) == (b"new", b"too")
    assert names_in(tmp_path) == ["first.png", "second.png"]


@pytest.mark.parametrize("name", ["色" * 82 + ".png", "x" * 255, "é" * 120 + "." * 15, "x" * 241])
def test_the_longest_names_are_written_and_leave_no_drafts(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for data in (b"old", b"new"):
        files.write_whole({path: data})
        assert path.read_bytes() == data
    assert names_in(tmp_path) == [name]
    (tmp_path / f".{files._short(path)}.0123abcd.part").write_bytes(b"half")
    files.remove_drafts(path)
    assert names_in(tmp_path) == [name]


def test_outputs_that_would_hurt_something(tmp_path: Path) -> None:
    picture = tmp_path / "in.png"
    picture.write_bytes(b"drawing")
    (tmp_path / "link.png").symlink_to(picture)
    for outputs, words in (
        ([picture], "one of the inputs"),
        ([tmp_path / "link.png"], "one of the inputs"),
        ([tmp_path / "a", tmp_path / "x" / ".." / "a"], "Two outputs"),
        ([tmp_path], "a folder"),
        ([tmp_path / "nowhere" / "out.png"], "no folder"),
        ([tmp_path / ("色" * 84 + ".png")], "a name of 256 bytes, the limit is 255"),
    ):
        with pytest.raises(BadRequest, match=words):
            files.write_whole(dict.fromkeys(outputs, b""), [picture])
    assert picture.read_bytes() == b"drawing"
