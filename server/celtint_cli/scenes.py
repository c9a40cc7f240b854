"""What a picture of boxes is written as: pictures, palette, SVG, layers, report; each name with its bytes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import RegionInfo, Result, Staged, StagedObject, StageLayout, format_colour, to_svg
from celtint_files import palettes
from celtint_files.ora import Layer, ora

from celtint_cli import files
from celtint_cli.accounts import Maker, xmp_of_stage

VERSION = 1
REPORT = "report.json"
BACKGROUND = "layers/background.png"
NAMES = ("picture.png", "lines.png", "grey.png", "flats.png", "shade.png", "hints.png", "palette.gpl", "scene.svg",
         "scene.ora", REPORT, BACKGROUND)  # fmt: skip
"""Files of every picture, where it has them; the layers of its objects are named in its report."""
_LAYER = re.compile(r"layers/[0-9]{3,}-[a-z0-9-]+\.png")
TOLERANCE = 0.5
"""Pixels that the SVG's outlines may lie from the true ones."""
INK = 128
"""Alpha from which on a pixel is line in the SVG, which has no half ones."""


def written(layout: StageLayout, made: Staged, maker: Maker | None = None) -> dict[str, bytes]:
    """Every file of a picture, by its name in the picture's folder. maker: for the pictures' XMP; None for none."""
    xmp = xmp_of_stage(made, maker, layout.engine)
    contents = {
        "picture.png": files.png(made.picture, xmp=xmp),
        "lines.png": files.png(made.lines, xmp=xmp),
        "grey.png": files.png(made.grey, xmp=xmp),
        "flats.png": files.png(made.flats, xmp=xmp),
        "shade.png": files.png(made.shade, xmp=xmp),
        "hints.png": files.png(made.hints, xmp=xmp),
        "palette.gpl": palettes.written(made.palette, ".gpl", "stage"),
        "scene.svg": scene_svg(made).encode(),
        "scene.ora": ora(sheets(made), layout.width, layout.height, xmp=xmp),
        REPORT: (json.dumps(_report(layout, made), ensure_ascii=False, indent=1) + "\n").encode(),
    }
    if made.background[..., 3].any():
        contents[BACKGROUND] = files.png(made.background, xmp=xmp)
    for one in made.objects:
        contents[layer_name(one)] = files.png(_on_canvas(one, layout), xmp=xmp)
    return contents


def told_of(folder: Path) -> list[dict[str, Any]] | None:
    """What the report in a folder says of its picture's objects; None where there is no such report."""
    try:
        report = json.loads((folder / REPORT).read_text("utf-8"))
        return list(report["objects"]) if report["celtint"] == "stage" else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def left_behind(folder: Path) -> Iterator[str]:
    """Names of the files that a picture has put into its folder and that are still there; never anybody else's."""
    objects = told_of(folder)
    if objects is None:
        return
    layers = [one.get("layer") for one in objects if isinstance(one, dict)]
    for name in (*NAMES, *dict.fromkeys(name for name in layers if isinstance(name, str) and _LAYER.fullmatch(name))):
        if (folder / name).is_file():
            yield name


def layer_name(one: StagedObject) -> str:
    """The file of an object's own layer: by its box, counted from 1, and its name in plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "-", one.name.lower()).strip("-") or "object"
    return f"layers/{one.box + 1:03d}-{plain[:40]}.png"


def scene_svg(made: Staged) -> str:
    """The flats as polygons, a group for each palette entry, and over them the lines as one path."""
    flats = Result(made.flats, made.labels, made.regions, made.palette, "line", 0)
    ink = (made.lines[..., 3] >= INK).astype(np.int32)
    colour = tuple(int(value) for value in made.lines[..., :3].reshape(-1, 3)[np.argmax(made.lines[..., 3])])
    height, width = ink.shape
    info = RegionInfo(1, (colour[0], colour[1], colour[2]), None, "box", 1.0, int(ink.sum()), (0, 0, width, height))
    lines = Result(made.lines, ink, (info,), made.palette, "line", 0)
    below, above = to_svg(flats, TOLERANCE).splitlines(), to_svg(lines, TOLERANCE).splitlines()
    return "\n".join([*below[:-1], '<g id="lines" shape-rendering="auto">', *above[1:-1], "</g>", below[-1], ""])


def sheets(made: Staged) -> list[Layer]:
    """The layers of the layered file, from below: what is shown comes to the picture."""
    found = [Layer("background", made.background)] if made.background[..., 3].any() else []
    for one in sorted(made.objects, key=lambda each: each.order):
        x, y = one.bounds[:2]
        found.append(Layer(f"{one.box + 1} {one.name}", one.layer, x, y))
    found.append(Layer("flats", made.flats, visible=False))
    if made.shade[..., 3].any():
        found.append(Layer("shade", made.shade))
    return [*found, Layer("hints", made.hints, visible=False), Layer("lines", made.lines)]


def _on_canvas(one: StagedObject, layout: StageLayout) -> npt.NDArray[np.uint8]:
    whole = np.zeros((layout.height, layout.width, 4), np.uint8)
    x, y, width, height = one.bounds
    whole[y : y + height, x : x + width] = one.layer
    return whole


def _report(layout: StageLayout, made: Staged) -> dict[str, Any]:
    asked = {name: getattr(layout, name) for name in ("width", "height", "background", "light", "style", "line")}
    return {
        "celtint": "stage",
        "version": VERSION,
        **asked,
        "seed": layout.seed,
        "engine": layout.engine,
        "notes": list(made.notes),
        "objects": [_told(one) for one in made.objects],
        "palette": [{"id": e.id, "name": e.name, "colour": format_colour(e.colour)} for e in made.palette.entries],
        "regions": [_region(region) for region in made.regions],
    }


def _told(one: StagedObject) -> dict[str, Any]:
    return {
        "box": one.box + 1,
        "tag": one.tag,
        "object": one.object,
        "name": one.name,
        "distance": round(float(one.distance), 4),
        "source": one.source,
        "licence": one.licence,
        "attribution": one.attribution,
        "bounds": [int(number) for number in one.bounds],
        "copies": int(one.copies),
        "order": int(one.order),
        "mirrored": bool(one.mirrored),
        "layer": layer_name(one),
    }


def _region(region: RegionInfo) -> dict[str, Any]:
    return {
        "id": region.id,
        "colour": None if region.colour is None else format_colour(region.colour),
        "entry": region.entry,
        "area": region.area,
        "box": [int(number) for number in region.box],
        "tag": region.tag,
    }
