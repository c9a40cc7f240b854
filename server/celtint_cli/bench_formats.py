"""The part of `celtint bench` on files: what layered files, palettes and colour profiles are when they have been
written and read, by celtint alone and with Krita in between."""

import argparse
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import celtint
import numpy as np
import numpy.typing as npt
from celtint import Hints, Palette, PaletteEntry, Picture, Settings
from celtint.colours.lab import ciede2000
from celtint_files import palettes
from celtint_files.layering import written
from celtint_files.opening import layers as layers_in
from celtint_files.opening import opened
from celtint_files.ora import Layer, merged
from celtint_files.profiles import SRGB, Profile, profile_of
from celtint_files.sheets import every
from celtint_files.swatches import plain
from PIL import Image, ImageCms

from celtint_cli import made_profiles as made
from celtint_cli.files import png

if TYPE_CHECKING:
    from celtint_train.evaluation.report import Section

Say = Callable[[str], None]
U8 = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 240, 180
KRITA = ("dbus-run-session", "xvfb-run", "krita")
THROUGH = ((".ora", ".kra"), (".ora", ".psd"), (".ora", ".ora"), (".psd", ".ora"), (".psd", ".psd"), (".psd", ".kra"))
"""What celtint writes, and what Krita makes of it for celtint to read."""
PALETTES, COLOURS = 200, 24
"""Palettes there and back, and colours of each."""
NEAREST = 0.5
"""Most that a colour may be off, ΔE 2000."""
SPACES = {"Display P3": (made.P3, 2.2), "Adobe RGB (1998)": (made.ADOBE, 2.19921875)}


@dataclass(frozen=True)
class Trip:
    """What became of a file's layers. way: from file to file. layers: how many; same: with the same pixels, name,
    opacity, blending and visibility. None where there is no Krita."""

    way: str
    layers: int
    same: int | None


def measure(options: argparse.Namespace, say: Say) -> "Section":
    """Write, read and compare, as a section of the report."""
    from celtint_train.evaluation.report import Bar, Section, table

    trips = [_trip(f"{ending} → celtint", written(_layers(), ending, None)) for ending in (".ora", ".psd")]
    able = all(shutil.which(word) for word in KRITA)
    for ending, into in THROUGH[:1] if options.quick else THROUGH:
        say(f"formats: {ending} through Krita to {into}")
        way = f"{ending} → Krita → {into} → celtint"
        trips.append(_trip(way, _through_krita(ending, into)) if able else Trip(way, len(_layers()), None))
    colours = _palettes_kept(10 if options.quick else PALETTES)
    off = {**{name: _dabbed(name) for name in SPACES}, "a press's CMYK": _inks(), "grey, gamma 2.2": _grey(2.2)}
    layers, same = sum(trip.layers for trip in trips), sum(trip.same or 0 for trip in trips)
    bars = [
        Bar("layers of ORA, KRA and PSD the same when celtint, psd-tools and Krita have had them", "all",
            f"{same} of {layers}", same == layers, "" if able else "No Krita is installed."),
        Bar("palettes with the same names, colours and bytes there and back, five formats", "all",
            f"{sum(colours.values())} of {len(colours) * (10 if options.quick else PALETTES)}",
            len(set(colours.values())) == 1 and min(colours.values()) == (10 if options.quick else PALETTES)),
        *(Bar(f"{name}: a colour off at most, ΔE 2000", f"≤ {NEAREST}", f"{most:.2f}", most <= NEAREST)
          for name, most in off.items()),
    ]  # fmt: skip
    rows = [[trip.way, f"{trip.layers}", "not measured" if trip.same is None else f"{trip.same}"] for trip in trips]
    text = (
        "Four layers of 240×180: flats, grain that is half there, lines that multiply, under a name in Japanese, and "
        "hints that are hidden. *The same*: every pixel that is not clear, the name, opacity, blending, visibility.\n\n"
        + table(["way", "layers", "the same"], rows)
        + f"\nPalettes: {COLOURS} colours each, names in all kinds of letters; of .hex, which has none, the colours. "
        "Colours: dabs in hints of that profile, as the layer that comes out says them; drawings in the inks of a "
        "press beside what LittleCMS makes of each, and grey of a gamma beside the formula.\n"
    )
    return Section("formats", "Files", text, tuple(bars))


def _layers() -> list[Layer]:
    grain = np.random.default_rng(2).integers(0, 256, (90, 130, 4), dtype=np.uint8)
    grain[..., 3] = 255
    lines = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    lines[40:44, 10:200] = (0, 0, 0, 255)
    return [
        Layer("colours", np.full((HEIGHT, WIDTH, 4), (90, 160, 200, 255), np.uint8)),
        Layer("grain", grain, 70, 50, opacity=0.5),
        Layer("線画", lines, blend="multiply"),
        Layer("hints", np.full((20, 30, 4), (200, 40, 30, 255), np.uint8), 33, 90, visible=False),
    ]


def _trip(way: str, data: bytes) -> Trip:
    found = layers_in(data, "a file")
    assert found is not None  # all of these have layers
    by, same = {sheet.name: sheet for sheet in every(found.sheets)}, 0
    for one in _layers():
        sheet = by.get(one.name)
        if sheet is None:
            continue
        pixels = found.picture("lines", one.name, None).pixels
        alone = merged([Layer(one.name, one.pixels, one.x, one.y)], WIDTH, HEIGHT)
        seen = alone[..., 3] > 0
        alike = np.array_equal(pixels[..., 3], alone[..., 3]) and np.array_equal(pixels[seen], alone[seen])
        alike = alike and abs(sheet.opacity - one.opacity) <= 1 / 255
        same += alike and (sheet.multiply, sheet.visible) == (one.blend == "multiply", one.visible)
    return Trip(way, len(_layers()), same)


def _through_krita(ending: str, into: str) -> bytes:
    """The file that Krita makes of one, in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="krita-") as home:
        source, target = Path(home) / f"scene{ending}", Path(home) / f"out{into}"
        source.write_bytes(written(_layers(), ending, None))
        own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        command = ["dbus-run-session", "--", "xvfb-run", "-a", "krita", "--export", "--export-filename"]
        subprocess.run(
            [*command, str(target), str(source)],
            env={**os.environ, **own},
            capture_output=True,
            timeout=240,
            check=True,
        )
        return target.read_bytes()


def _palettes_kept(count: int) -> dict[str, int]:
    """By format, of how many palettes names, colours and bytes are the same when they were read and written again."""
    kept = {}
    for ending in (".gpl", ".kpl", ".ase", ".aco", ".hex"):
        kept[ending] = 0
        for seed in range(count):
            palette = _palette(seed)
            data = palettes.written(palette, ending)
            again, notes = palettes.read(data, "a palette")
            names = ending == ".hex" or [e.name for e in again.entries] == [plain(e.name) for e in palette.entries]
            colours = [e.colour for e in again.entries] == [e.colour for e in palette.entries]
            kept[ending] += names and colours and not notes and palettes.written(again, ending) == data
    return kept


def _palette(seed: int) -> Palette:
    rng = np.random.default_rng([seed, 20])
    signs = "aä Z9&<\"'髪の毛🎨#;é"
    entries = []
    for k in range(COLOURS):
        red, green, blue = (int(v) for v in rng.integers(0, 256, 3))
        name = "".join(rng.choice(list(signs), rng.integers(0, 12)))
        entries.append(PaletteEntry(f"{k}", name, (red, green, blue)))
    return Palette(tuple(entries))


def _seen(pixels: U8, primaries: Sequence[tuple[float, float, float]], gamma: float) -> npt.NDArray[np.float64]:
    """(..., 3) Lab at D50 of 8 bits in a space of three primaries and a gamma, by the formulas of ICC.1."""
    xyz = ((pixels[..., :3] / 255.0) ** gamma) @ np.array(primaries) / made.D50
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def _dabbed(name: str) -> float:
    """How far the colour of a region is at most from the dab in it, hints and layer going through files."""
    primaries, gamma = SPACES[name]
    space = profile_of(made.rgb(name, primaries, gamma))
    assert space is not None  # as it is written to the letter
    page, cells = np.full((513, 513), 255, np.uint8), np.arange(0, 513, 32)
    page[cells], page[:, cells] = 0, 0
    page[cells[:-1] + 1], page[:, cells[:-1] + 1] = 0, 0
    middles = cells[:-1] + 16
    hints = np.zeros((513, 513, 4), np.uint8)
    dabs = np.random.default_rng(7).integers(0, 256, (16, 16, 3), np.uint8)
    for y, row in zip(middles, dabs, strict=True):
        for x, dab in zip(middles, row, strict=True):
            hints[y - 2 : y + 3, x - 2 : x + 3] = (*dab, 255)
    given = opened(png(hints, space), "hints", into=None)
    result = celtint.colour(Picture(page), Hints(given.pixels), settings=Settings(mode="line", undecided="transparent"))
    out = opened(png(result.colour, given.profile), "colours", into=None)
    assert out.profile == space
    got = out.pixels[np.ix_(middles + 8, middles + 8)]
    return float(ciede2000(_seen(got, primaries, gamma), _seen(dabs, primaries, gamma)).max())


def _inks() -> float:
    """How far a drawing in the inks of a press is at most from what LittleCMS says that they look like."""
    inks = np.random.default_rng(3).integers(0, 256, (64, 64, 4), np.uint8)
    image, buffer = Image.fromarray(inks, "CMYK"), io.BytesIO()
    image.save(buffer, "TIFF", icc_profile=made.press())
    press, screen = (ImageCms.ImageCmsProfile(io.BytesIO(data)) for data in (made.press(), SRGB.data))
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE
    by = ImageCms.buildTransform(press, screen, "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)
    wanted = ImageCms.applyTransform(image, by)
    read = opened(buffer.getvalue(), "inks.tif").pixels
    return float(ciede2000(_lab(read), _lab(np.asarray(wanted))).max())


def _lab(pixels: U8) -> npt.NDArray[np.float64]:
    """Of sRGB."""
    share = pixels[..., :3] / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return _seen(np.asarray(linear * 255), made.SRGB, 1.0)


def _grey(gamma: float) -> float:
    """How far grey of a gamma is at most from what the formula makes of it in sRGB."""
    ramp = np.tile(np.arange(256, dtype=np.uint8), (16, 1))
    read = opened(png(ramp, Profile(made.grey(gamma), "L", "grey")), "grey").pixels
    linear = (ramp / 255.0) ** gamma
    meant = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055) * 255
    both = [
        np.repeat(np.asarray(plane)[..., None], 3, axis=2)
        for plane in (read[..., 0] if read.ndim == 3 else read, meant)
    ]
    return float(ciede2000(_lab(both[0]), _lab(both[1])).max())
