"""Profiles of drawings and hints: what was dabbed is what comes out, as who honours profiles sees it."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint.colours.lab import ciede2000
from celtint_cli import files
from celtint_cli import made_profiles as made
from celtint_client.parts import Part
from celtint_files.profiles import SRGB, changed, profile_of
from celtint_server import convert
from PIL import Image, ImageCms

from .conftest import BLUE, RED, Run

DISPLAY_P3, ADOBE_RGB = made.rgb("Display P3", made.P3), made.rgb("Adobe RGB (1998)", made.ADOBE, 2.19921875)
PLAIN = ("--undecided", "transparent")


SPACES = {"sRGB": (made.SRGB, None), "P3": (made.P3, 2.2), "Adobe": (made.ADOBE, 2.19921875)}


def seen(pixels: np.ndarray, space: str) -> np.ndarray:
    """(..., 3) Lab at D50 of 8 bits in a space, by the formulas of ICC.1 and IEC 61966-2-1, without rounding."""
    primaries, gamma = SPACES[space]
    share = pixels[..., :3] / 255.0
    broken = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = (broken if gamma is None else share**gamma) @ np.array(primaries) / made.D50
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def save(path: Path, like: Path, profile: bytes | None) -> None:
    image = Image.open(like)
    image.save(path, icc_profile=profile) if profile else image.save(path)


@pytest.mark.parametrize("profile", [DISPLAY_P3, ADOBE_RGB, SRGB.data], ids=["P3", "Adobe", "sRGB"])
def test_a_layer_has_the_numbers_and_the_profile_of_its_hints(folder: Path, run: Run, profile: bytes) -> None:
    save(folder / "hints.png", folder / "hints.png", profile)
    save(folder / "drawing.png", folder / "drawing.png", None)
    kept = ("--result", folder / "kept", "--report", folder / "out.json", "--svg", folder / "out.svg")
    done = run(
        "colour", folder / "drawing.png", "--hints", folder / "hints.png", "-o", folder / "out.png", *PLAIN, *kept
    )
    assert done.code == 0, done.err
    for path in (folder / "out.png", folder / "kept" / "colour.png"):
        layer = Image.open(path)
        assert layer.info["icc_profile"] == profile
        assert layer.getpixel((28, 32)) == (*RED, 255) and layer.getpixel((3, 3)) == (*BLUE, 255)
    red = tuple(convert_to_srgb(RED, profile))
    assert f"#{bytes(red).hex()}" in (folder / "out.svg").read_text()
    listed = run("palette", folder / "kept").out
    assert f"#{bytes(red).hex()}" in listed
    green = "#14c81e"
    entry = listed.splitlines()[0].split("\t")[0]
    done = run("palette", folder / "kept", entry, green, "-o", folder / "new.png")
    assert done.code == 0, done.err
    layer = Image.open(folder / "new.png")
    assert layer.info["icc_profile"] == profile
    sheet = np.asarray(layer)
    assert (np.abs(files.read_picture(folder / "new.png").astype(int) - (20, 200, 30, 255)).max(axis=2) <= 2).any()
    assert (sheet[..., :3] == RED).all(axis=2).any() or (sheet[..., :3] == BLUE).all(axis=2).any()


def convert_to_srgb(colour: tuple[int, int, int], profile: bytes) -> list[int]:
    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    by = ImageCms.buildTransform(
        own, ImageCms.createProfile("sRGB"), "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    return list(ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), by).getpixel((0, 0)))  # type: ignore


def test_palettes_and_boxes_are_srgb_whatever_the_hints_are(folder: Path, run: Run) -> None:
    save(folder / "hints.png", folder / "hints.png", ADOBE_RGB)
    (folder / "boxes.json").write_text('[{"x":50,"y":14,"width":36,"height":36,"tag":"ball","colour":"#14c81e"}]')
    words = ("colour", folder / "drawing.png", "--hints", folder / "hints.png", "--boxes", folder / "boxes.json")
    assert run(*words, "-o", folder / "out.png", *PLAIN).code == 0
    layer = np.asarray(Image.open(folder / "out.png"))
    assert layer[32, 28].tolist() == [*RED, 255]
    assert np.abs(files.read_picture(folder / "out.png")[32, 68].astype(int) - (20, 200, 30, 255)).max() <= 1


@pytest.mark.parametrize("profile", [made.press(), None], ids=["a press", "no profile"])
def test_a_drawing_in_inks_is_a_drawing(folder: Path, run: Run, profile: bytes | None) -> None:
    inks = Image.open(folder / "drawing.png").convert("CMYK")
    black = np.zeros((64, 96, 4), np.uint8)
    black[..., 3] = 255 - np.asarray(Image.open(folder / "drawing.png"))
    Image.fromarray(black, "CMYK").save(folder / "drawing.tif", icc_profile=profile)
    assert inks.mode == "CMYK"
    words = ("colour", folder / "drawing.tif", "--hints", folder / "hints.png", "-o", folder / "out.png", *PLAIN)
    done = run(*words)
    assert done.code == 0, done.err
    assert ("is in CMYK (a press)" in done.err) == (profile is not None)
    assert files.read_picture(folder / "out.png")[32, 28].tolist() == [*RED, 255]


def test_inks_are_what_a_press_makes_of_them(tmp_path: Path) -> None:
    """Within half a ΔE of the nearest that sRGB has, as LittleCMS says it."""
    inks = np.random.default_rng(3).integers(0, 256, (16, 16, 4), np.uint8)
    Image.fromarray(inks, "CMYK").save(tmp_path / "inks.tif", icc_profile=made.press())
    read = files.read_picture(tmp_path / "inks.tif")
    own = ImageCms.ImageCmsProfile(io.BytesIO(made.press()))
    by = ImageCms.buildTransform(
        own,
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE,
    )
    wanted = np.asarray(ImageCms.applyTransform(Image.fromarray(inks, "CMYK"), by))
    assert ciede2000(seen(read, "sRGB"), seen(wanted, "sRGB")).max() < 0.5
    assert read.std() > 40


@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.2])
def test_grey_is_as_light_as_its_gamma_says(tmp_path: Path, gamma: float) -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8), (16, 1))
    Image.fromarray(ramp).save(tmp_path / "grey.png", icc_profile=made.grey(gamma))
    read = files.read_picture(tmp_path / "grey.png")
    linear = (ramp / 255.0) ** gamma
    wanted = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055) * 255
    assert read.ndim == 2 and apart(read, wanted) < 0.5
    deep = (ramp.astype(np.uint16) * 257)[:, :, None].repeat(1, axis=2)
    assert cv2.imwrite(str(tmp_path / "deep.png"), deep)
    Image.open(tmp_path / "deep.png").save(tmp_path / "deep-grey.png", icc_profile=made.grey(gamma))
    of_deep = files.read_picture(tmp_path / "deep-grey.png")
    assert of_deep.dtype == np.uint16 and apart(of_deep / 257, wanted) < 0.5


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """How far two greys in sRGB are from each other at most, in ΔE."""
    return float(ciede2000(*(seen(np.dstack([grey] * 3), "sRGB") for grey in (one, other))).max())


def off(pixels: np.ndarray, of: str, changed: np.ndarray, to: str) -> np.ndarray:
    """ΔE of each colour that the other space has, and not just at its edge."""
    most = np.iinfo(changed.dtype).max
    inside = ((changed[..., :3] > most // 100) & (changed[..., :3] < most - most // 100)).all(axis=2)
    assert inside.mean() > 0.4
    scaled = changed if most == 255 else changed / 257
    return np.asarray(ciede2000(seen(pixels, of), seen(scaled, to))[inside])


def test_a_drawing_in_another_space_keeps_its_colours(tmp_path: Path) -> None:
    colours = np.random.default_rng(5).integers(60, 196, (64, 64, 4), np.uint8)
    for space, profile in (("P3", DISPLAY_P3), ("Adobe", ADOBE_RGB)):
        Image.fromarray(colours).save(tmp_path / "a.png", icc_profile=profile)
        read = files.read_picture(tmp_path / "a.png")
        assert off(colours, space, read, "sRGB").max() < 0.5
        assert np.array_equal(read[..., 3], colours[..., 3])
        sent = convert.picture(Part("png", 64, 64, (tmp_path / "a.png").read_bytes())).pixels
        assert np.array_equal(sent, read)
        other = files.read(tmp_path / "a.png", profile_of(ADOBE_RGB)).pixels
        assert off(colours, space, other, "Adobe").max() < 0.5
        deep = colours.astype(np.uint16) * 257
        files.write_whole({tmp_path / "deep.png": files.png(deep, profile_of(profile))})
        read = files.read_picture(tmp_path / "deep.png")
        assert read.dtype == np.uint16 and off(colours, space, read, "sRGB").max() < 0.1


@pytest.mark.parametrize("of", ["P3", "Adobe", "sRGB"])
@pytest.mark.parametrize("to", ["P3", "Adobe", "sRGB"])
def test_every_colour_is_the_nearest_that_eight_bits_have(of: str, to: str) -> None:
    """In saturated blacks eight bits are so far apart that a few in a hundred thousand lie further off."""
    profiles = {"P3": profile_of(DISPLAY_P3), "Adobe": profile_of(ADOBE_RGB), "sRGB": SRGB}
    one, other = profiles[of], profiles[to]
    assert one is not None and other is not None
    colours = np.random.default_rng(6).integers(0, 256, (200, 200, 3), np.uint8)
    far = off(colours, of, changed(colours, one, other), to)
    assert (far <= 0.5).mean() > 0.9998 and far.max() < 0.6


@pytest.mark.parametrize("broken", [b"no profile at all", DISPLAY_P3[:200], bytes(200), made.press()[:500]])
def test_a_broken_profile_is_passed_over_and_said(folder: Path, run: Run, broken: bytes) -> None:
    save(folder / "hints.png", folder / "hints.png", broken)
    done = run("colour", folder / "drawing.png", "--hints", folder / "hints.png", "-o", folder / "out.png", *PLAIN)
    assert done.code == 0
    assert "hints.png has a colour profile that is broken; its colours are taken for sRGB." in done.err
    layer = Image.open(folder / "out.png")
    assert layer.getpixel((28, 32)) == (*RED, 255) and "icc_profile" not in layer.info


@pytest.mark.parametrize("profile", [None, DISPLAY_P3])
def test_sixteen_bits_come_out_where_they_are_asked_for(folder: Path, run: Run, profile: bytes | None) -> None:
    hints = np.asarray(Image.open(folder / "hints.png")).astype(np.uint16) * 257
    reds = hints[..., 0] == RED[0] * 257
    hints[reds & (hints[..., 3] > 0), :3] = (51423, 10234, 7777)
    files.write_whole({folder / "deep.png": files.png(hints, None if profile is None else profile_of(profile))})
    words = ("colour", folder / "drawing.png", "--hints", folder / "deep.png", "--depth", "16")
    assert run(*words, "-o", folder / "out.png", *PLAIN, "--style", "soft").code == 0
    found = files.read(folder / "out.png", None)
    assert found.pixels.dtype == np.uint16
    assert found.pixels[32, 28].tolist() == [51423, 10234, 7777, 65535]
    assert found.pixels[3, 3].tolist() == [*(257 * v for v in BLUE), 65535]
    assert (found.profile.data if found.profile else None) == profile
    assert files.read(folder / "out.shade.png", None).pixels.dtype == np.uint16


def test_a_sequence_is_in_the_space_of_its_keys(folder: Path, run: Run) -> None:
    for name in ("frames", "keys"):
        (folder / name).mkdir()
    drawing = Image.open(folder / "drawing.png")
    for name in ("a1", "a2"):
        drawing.save(folder / "frames" / f"{name}.png")
    words = ("colour", folder / "drawing.png", "--hints", folder / "hints.png", *PLAIN)
    save(folder / "hints.png", folder / "hints.png", DISPLAY_P3)
    assert run(*words, "-o", folder / "keys" / "a1.png").code == 0
    assert run("sequence", folder / "frames", "--keys", folder / "keys", "-o", folder / "out", *PLAIN).code == 0
    layer = Image.open(folder / "out" / "a2.png")
    assert layer.info["icc_profile"] == DISPLAY_P3
    assert layer.getpixel((28, 32)) == (*RED, 255)
