"""Files that the page writes, read by those who know their formats; and the other way round. Run by Node.js."""

import base64
import io
import json
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageSequence

pytestmark = pytest.mark.needs("node")
HERE = Path(__file__).parent
SEVERAL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Encoders:
    """The page's encoders in a Node.js of their own."""

    def __init__(self) -> None:
        command = ["node", str(HERE / "node" / "formats.mjs")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, kind: str, **job: Any) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"kind": kind, **job}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "raised" in answer:
            raise ValueError(answer["raised"])
        return answer["made"]

    def file(self, kind: str, **job: Any) -> bytes:
        return base64.b64decode(self.ask(kind, **job))


@pytest.fixture(scope="module")
def encoders() -> Iterator[Encoders]:
    made = Encoders()
    yield made
    made.process.communicate(timeout=90)


def picture(pixels: np.ndarray) -> dict[str, Any]:
    """A picture as the page has it: (H, W) grey or (H, W, 4) straight RGBA, uint8."""
    height, width = pixels.shape[:2]
    return {
        "width": width,
        "height": height,
        "encoding": "l8" if pixels.ndim == 2 else "rgba8",
        "bytes": text(np.ascontiguousarray(pixels).tobytes()),
    }


def sheet(name: str, pixels: np.ndarray, blend: str = "normal", opacity: float = 1, visible: bool = True) -> Any:
    return {"id": name, **picture(pixels), "blend": blend, "opacity": opacity, "visible": visible}


SIDES = st.integers(1, 40)
ANY_RGBA = st.tuples(SIDES, SIDES).flatmap(lambda size: arrays.arrays(np.uint8, (*size, 4)))
FLATS = st.tuples(SIDES, SIDES).flatmap(
    lambda size: arrays.arrays(np.uint8, size, elements=st.integers(0, 3)).map(
        lambda index: np.array([[0, 0, 0, 0], [200, 30, 40, 255], [1, 2, 3, 4], [255, 255, 255, 255]], np.uint8)[index]
    )
)


@SEVERAL
@given(pixels=ANY_RGBA | FLATS)
def test_png_keeps_every_byte_of_what_is_nearly_clear(encoders: Encoders, pixels: np.ndarray) -> None:
    file = encoders.file("png", picture=picture(pixels))
    read = Image.open(io.BytesIO(file))
    assert read.mode == ("RGB" if (pixels[..., 3] == 255).all() else "RGBA")
    assert np.array_equal(np.asarray(read.convert("RGBA")), pixels)
    again = encoders.ask("unpng", file=text(file))
    assert again == picture(pixels)


def test_png_of_a_grey_picture_is_grey(encoders: Encoders) -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(8, 32)
    read = Image.open(io.BytesIO(encoders.file("png", picture=picture(pixels))))
    assert read.mode == "L" and np.array_equal(np.asarray(read), pixels)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_kind_is_read(encoders: Encoders, mode: str) -> None:
    rng = np.random.default_rng(3)
    source = Image.fromarray(rng.integers(0, 256, (37, 23, 4), np.uint8))
    smooth = Image.linear_gradient("L").resize((23, 20))
    source.paste(smooth.convert("RGBA"), (0, 0, 23, 20))  # so that all of PNG's filters are used
    if mode == "I;16":
        image = Image.fromarray(rng.integers(0, 65536, (37, 23)).astype(np.uint16))
    elif mode == "P":
        image = source.convert("RGB").quantize(13)
    else:
        image = source.convert(mode)
    file = io.BytesIO()
    image.save(file, "PNG", **({"transparency": 3} if mode == "P" else {}))
    read = encoders.ask("unpng", file=text(file.getvalue()))
    pixels = np.frombuffer(base64.b64decode(read["bytes"]), np.uint8).reshape(37, 23, -1)
    if mode == "I;16":
        assert np.array_equal(pixels[..., 0], np.round(np.asarray(image) / 257))
    elif mode in ("1", "L"):
        assert read["encoding"] == "l8" and np.array_equal(pixels[..., 0], np.asarray(image.convert("L")))
    else:
        reread = Image.open(file).convert("RGBA")
        assert np.array_equal(pixels, np.asarray(reread))


def test_png_that_only_the_browser_understands_is_left_to_it(encoders: Encoders) -> None:
    file = io.BytesIO()
    Image.new("RGB", (3, 3)).save(file, "PNG", icc_profile=b"not read here")
    assert encoders.ask("unpng", file=text(file.getvalue())) is None
    assert encoders.ask("unpng", file=text(b"no picture at all, but long enough to be one" * 3)) is None


def test_png_that_is_broken_off_is_refused(encoders: Encoders) -> None:
    file = encoders.file("png", picture=picture(np.random.default_rng(1).integers(0, 256, (50, 50, 4), np.uint8)))
    with pytest.raises(ValueError, match=r"\w"):
        encoders.ask("unpng", file=text(file[:3000]))


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=20)


@SEVERAL
@given(files=st.dictionaries(NAMES, st.tuples(st.binary(max_size=600), st.booleans()), max_size=5))
def test_zip_is_read_by_others_and_read_again(encoders: Encoders, files: dict[str, tuple[bytes, bool]]) -> None:
    given_files = [{"name": name, "bytes": text(data * 9), "packed": packed} for name, (data, packed) in files.items()]
    archive = encoders.file("zip", files=given_files)
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        assert read.testzip() is None
        assert read.namelist() == list(files)
        assert {name: read.read(name) for name in files} == {name: data * 9 for name, (data, _) in files.items()}
        assert all(info.date_time == (2024, 5, 6, 7, 8, 10) for info in read.infolist())
    assert encoders.ask("unzip", file=text(archive)) == {one["name"]: one["bytes"] for one in given_files}


def test_zip_by_others_is_read(encoders: Encoders) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stored", b"abc" * 50, zipfile.ZIP_STORED)
        archive.writestr("ordner/grün.txt", "grün" * 50)
        archive.comment = b"with a comment"
    found = encoders.ask("unzip", file=text(file.getvalue()))
    assert base64.b64decode(found["ordner/grün.txt"]).decode() == "grün" * 50
    assert base64.b64decode(found["stored"]) == b"abc" * 50


def test_a_broken_zip_is_refused(encoders: Encoders) -> None:
    archive = bytearray(encoders.file("zip", files=[{"name": "a", "bytes": text(b"0123456789")}]))
    archive[33] ^= 1
    for broken in (bytes(archive), b"", b"PK", bytes(archive[:-30])):
        with pytest.raises(ValueError, match=r"\."):
            encoders.ask("unzip", file=text(broken))


@SEVERAL
@given(pixels=FLATS | ANY_RGBA, count=st.integers(1, 3))
def test_gif_has_flats_exactly(encoders: Encoders, pixels: np.ndarray, count: int) -> None:
    frames = [np.roll(pixels, at, axis=1) for at in range(count)]
    file = encoders.file("gif", frames=[picture(frame) for frame in frames], rate=12)
    read = [frame.convert("RGBA").copy() for frame in ImageSequence.Iterator(Image.open(io.BytesIO(file)))]
    seen = [frame for at, frame in enumerate(frames) if at == 0 or not same(frame, frames[at - 1])]
    assert len(read) == len(frames) or len(read) >= len(seen)
    colours = {tuple(colour) for colour in pixels[pixels[..., 3] > 127][:, :3]}
    for image, frame in zip(read, frames, strict=len(read) == len(frames)):
        got = np.asarray(image)
        solid = frame[..., 3] > 127
        assert np.array_equal(got[..., 3] > 127, solid)
        if len(colours) <= 255:
            assert np.array_equal(got[solid][:, :3], frame[solid][:, :3])


def same(one: np.ndarray, other: np.ndarray) -> bool:
    clear = (one[..., 3] < 128) & (other[..., 3] < 128)
    return bool(((one == other).all(axis=-1) | clear).all())


def test_gif_of_more_than_4096_codes_and_more_than_256_colours(encoders: Encoders) -> None:
    rng = np.random.default_rng(5)
    noise = np.dstack([rng.integers(0, 256, (200, 300, 3), np.uint8), np.full((200, 300), 255, np.uint8)])
    noise[:, :120] = (200, 30, 40, 255)
    file = encoders.file("gif", frames=[picture(noise)], rate=10)
    got = np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).astype(int)
    assert (got[:, :120] == (200, 30, 40)).all()
    assert np.abs(got - noise[..., :3]).mean() < 45
    few = noise.copy()
    few[..., :3] &= 0xC0
    file = encoders.file("gif", frames=[picture(few)], rate=10)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(file)).convert("RGB")), few[..., :3])


@pytest.mark.parametrize("rate", [8, 12, 24, 25])
def test_gif_plays_as_long_as_it_should(encoders: Encoders, rate: int) -> None:
    frames = [np.full((4, 4, 4), 255, np.uint8) for _ in range(2 * rate)]
    for at, frame in enumerate(frames):
        frame[0, 0] = (at, 0, 0, 255)
    file = encoders.file("gif", frames=[picture(frame) for frame in frames], rate=rate)
    image = Image.open(io.BytesIO(file))
    total = sum(frame.info["duration"] for frame in ImageSequence.Iterator(image))
    assert image.info["loop"] == 0
    assert abs(total - 2000) <= 10


def over(under: np.ndarray, layer: np.ndarray, opacity: float = 1.0) -> np.ndarray:
    """Straight RGBA over straight RGBA, in floating point."""
    alpha, below = layer[..., 3:] / 255 * opacity, under[..., 3:] / 255
    total = alpha + below * (1 - alpha)
    colour = np.where(
        total > 0, (alpha * layer[..., :3] + below * (1 - alpha) * under[..., :3]) / np.maximum(total, 1e-9), 0
    )
    return np.round(np.dstack([colour, 255 * total]))


@SEVERAL
@given(pixels=ANY_RGBA, opacity=st.sampled_from([1.0, 0.5, 0.2]))
def test_layers_lie_on_one_another_as_anywhere(encoders: Encoders, pixels: np.ndarray, opacity: float) -> None:
    height, width = pixels.shape[:2]
    under = np.flip(pixels, axis=2)
    sheets = [sheet("colours", under), sheet("hints", pixels, opacity=opacity), sheet("shade", pixels, visible=False)]
    job = {"width": width, "height": height, "background": None, "sheets": sheets}
    made = np.frombuffer(encoders.file("flat", picture=job), np.uint8).reshape(pixels.shape)
    wanted = over(over(np.zeros(pixels.shape), under), pixels, opacity)
    assert np.abs(made[..., 3] - wanted[..., 3]).max() <= 1
    clear = wanted[..., 3] > 20
    assert np.abs(made[clear].astype(int) - wanted[clear]).max(initial=0) <= 1


def test_lines_without_paper_are_paint_that_gives_the_drawing_again(encoders: Encoders) -> None:
    lines = np.tile(np.arange(256, dtype=np.uint8), (3, 1))
    job: dict[str, Any] = {"width": 256, "height": 3, "background": None}
    job["sheets"] = [sheet("lines", lines, "multiply")]
    made = np.frombuffer(encoders.file("flat", picture=job), np.uint8).reshape(3, 256, 4)
    assert (made[..., :3] == 0).all() and np.array_equal(made[..., 3], 255 - lines)
    colours = np.full((3, 256, 4), (200, 100, 50, 255), np.uint8)
    job["sheets"].insert(0, sheet("colours", colours))
    made = np.frombuffer(encoders.file("flat", picture=job), np.uint8).reshape(3, 256, 4)
    assert np.abs(made[..., 0] - 200 * (lines / 255)).max() <= 0.51


def layered() -> Any:
    rng = np.random.default_rng(8)
    lines = np.full((30, 40), 255, np.uint8)
    lines[10:12] = 0
    colours = np.zeros((30, 40, 4), np.uint8)
    colours[:, :20] = (200, 30, 40, 255)
    colours[:, 20:] = rng.integers(0, 256, (30, 20, 4))
    hints = np.zeros((30, 40, 4), np.uint8)
    hints[3:6, 3:6] = (1, 200, 3, 255)
    sheets = [
        sheet("colours", colours),
        sheet("hints", hints, opacity=0.5, visible=False),
        sheet("lines", lines, "multiply"),
    ]
    names = {"background": "Paper", "colours": "Farben <\"&'> \x07", "hints": "Tupfer", "lines": "Linien"}
    return {"width": 40, "height": 30, "background": [250, 240, 230], "sheets": sheets, "names": names}


def test_ora_is_as_its_specification_says(encoders: Encoders) -> None:
    job = layered()
    with zipfile.ZipFile(io.BytesIO(encoders.file("ora", picture=job))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read("mimetype") == b"image/openraster"
        layers = list(ET.fromstring(archive.read("stack.xml")).iter("layer"))
        assert [layer.get("name") for layer in layers] == ["Linien", "Tupfer", "Farben <\"&'> ", "Paper"]
        assert [layer.get("composite-op") for layer in layers] == ["svg:multiply", *["svg:src-over"] * 3]
        assert [layer.get("visibility") for layer in layers] == ["visible", "hidden", "visible", "visible"]
        assert layers[1].get("opacity") == "0.5"
        for layer, wanted in zip(layers[:3], reversed(job["sheets"]), strict=True):
            image = Image.open(archive.open(str(layer.get("src"))))
            assert text(image.tobytes()) == wanted["bytes"]
        merged = np.asarray(Image.open(archive.open("mergedimage.png")).convert("RGBA"))
        assert merged[5, 5].tolist() == merged[4, 4].tolist() == [200, 30, 40, 255]
        assert merged[11, 5].tolist() == [0, 0, 0, 255]
        assert max(Image.open(archive.open("Thumbnails/thumbnail.png")).size) <= 256


def test_ora_is_opened_by_its_lines_and_its_dabs(encoders: Encoders) -> None:
    job = layered()
    read = encoders.ask("unora", file=text(encoders.file("ora", picture=job)))
    assert read["layers"] == ["Linien", "Tupfer"]
    assert read["picture"]["bytes"] == job["sheets"][2]["bytes"]
    assert read["hints"]["bytes"] == job["sheets"][1]["bytes"]


def png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_ora_of_others_is_opened_where_its_layers_lie(encoders: Encoders) -> None:
    stack = (
        "<?xml version='1.0'?><image w='12' h='10'><stack><stack name='group'>"
        "<layer x='3' y='-1' src='data/a.png' name='Ink &amp; wash'/></stack>"
        "<layer src='data/b.png' name='Paper'/></stack></image>"
    )
    ink = np.full((4, 5, 4), (9, 8, 7, 255), np.uint8)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "image/openraster")
        archive.writestr("stack.xml", stack)
        archive.writestr("data/a.png", png(ink))
        archive.writestr("data/b.png", png(np.zeros((10, 12), np.uint8)))
    read = encoders.ask("unora", file=text(file.getvalue()))
    pixels = np.frombuffer(base64.b64decode(read["picture"]["bytes"]), np.uint8).reshape(10, 12, 4)
    assert read["layers"] == ["Ink & wash"]
    wanted = np.zeros((10, 12, 4), np.uint8)
    wanted[:3, 3:8] = ink[1:]
    assert np.array_equal(pixels, wanted)


def test_svg_has_a_path_for_each_area_and_the_lines(encoders: Encoders) -> None:
    regions = [
        {"id": 1, "colour": [200, 30, 40], "entry": "skin", "tag": "<script>alert(1)</script>"},
        {"id": 2, "colour": None, "entry": None, "tag": ""},
        {"id": 3, "colour": [200, 30, 40], "entry": "skin", "tag": ""},
    ]
    square, hole = [0, 0, 0, 4, 4, 4, 4, 0], [1, 1, 2, 1, 2, 2.126, 1, 2]
    outlines = {"table": [1, 4, 0, 1, 4, 1, 2, 4, 0, 3, 4, 0], "points": square + hole + square + hole}
    lines = sheet("lines", np.full((4, 4), 255, np.uint8), "multiply")
    job = {
        "width": 4,
        "height": 4,
        "name": "a & b",
        "background": None,
        "outlines": outlines,
        "regions": regions,
        "lines": lines,
    }
    root = ET.fromstring(encoders.file("svg", picture=job))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "a & b"
    paths = list(root.iter(f"{space}path"))
    assert [path.get("id") for path in paths] == ["region-1", "region-3"]
    assert paths[0].get("d") == "M0 0 0 4 4 4 4 0zM1 1 2 1 2 2.13 1 2z"
    assert paths[0].findtext(f"{space}title") == "<script>alert(1)</script>"
    assert [group.get("fill") for group in root.iter(f"{space}g")] == [None, "#c81e28"]
    image = root.find(f"{space}image")
    assert image is not None and str(image.get("href")).startswith("data:image/png;base64,")


def test_webm_is_a_film_to_others(encoders: Encoders) -> None:
    coder = av.CodecContext.create("libvpx", "w")
    coder.width, coder.height, coder.pix_fmt, coder.time_base = 64, 48, "yuv420p", Fraction(1, 12)
    packed = []
    for at in range(5):
        frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 50 * at, np.uint8), format="rgb24").reformat(
            format="yuv420p"
        )
        frame.pts = at
        packed += coder.encode(frame)
    packed += coder.encode(None)
    rows = [{"time": 40_000 * at, "key": one.is_keyframe, "bytes": text(bytes(one))} for at, one in enumerate(packed)]
    about = {"width": 64, "height": 48, "codec": "V_VP8", "duration": 200_000}
    with av.open(io.BytesIO(encoders.file("webm", packed=rows, about=about)), "r") as film:
        assert film.format.name == "matroska,webm" and film.duration == 200_000_000
        frames = list(film.decode(video=0))
    assert [round(float(frame.time or 0)) for frame in frames] == [0, 40, 80, 120, 160]
    assert [abs(int(frame.to_ndarray(format="gray").mean()) - 50 * at) < 8 for at, frame in enumerate(frames)] == [
        True
    ] * 5
