"""The contact sheet of a sequence: crops of what should be looked at first, as one picture and as one page."""

import base64
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from celtint import RGB, FrameResult, Picture, format_colour
from celtint.sequence.doubts import Doubt, look_first
from celtint_files.png import png
from PIL import Image, ImageDraw, ImageFont

Pixels = npt.NDArray[np.uint8]
Ring = list[list[int]]

MOST = 24
"""Crops on a sheet: more is no longer a glance."""
OUTLINED = 12
"""Unsure regions of a frame whose outline is kept, the ones that deserve a look most."""
_CELL, _TEXT, _ACROSS, _MARGIN = (300, 200), 62, 4, 12
_LEAST_SIDE = 90
"""Pixels of the drawing that a crop shows at least, so that one sees where it is."""
_MARK = (214, 0, 120)

DECIDED = {
    "hint": "by a hint",
    "box": "by a box",
    "key": "matched with little confidence",
    "cast": "by the cast, with little confidence",
    "palette": "guessed from the palette",
    "rule": "guessed from what is around it",
    "network": "guessed by the network",
    "none": "left clear",
}
"""How a colour was decided, to people; what isn't here is said as the report says it."""


@dataclass(frozen=True)
class Crop:
    """What a sheet says of one doubt. shown: (h, w, 3) uint8, of `_CELL` at most. frame, first, last: names of frames.
    colour: None where there is none. share: of the picture; of a grey frame what no motion led to."""

    shown: Pixels
    frame: str
    first: str
    last: str
    colour: RGB | None
    how: str
    share: float

    @property
    def lasts(self) -> str:
        return self.frame if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def of(self) -> str:
        return "no motion led here" if self.share and not self.how else self.how


def outlines(result: FrameResult) -> dict[int, list[Ring]]:
    """The outlines of the regions of a frame that deserve a look most, by id, to draw later, when its label map is
    gone. Nothing where the label map isn't there, or the frame is the one before it once more."""
    if result.held or not result.labels.any():
        return {}
    box = {region.id: region.box for region in result.regions}
    return {number: _rings(result.labels, number, box[number]) for number in look_first(result.regions)[:OUTLINED]}


def _rings(labels: npt.NDArray[np.int32], number: int, box: Sequence[int]) -> list[Ring]:
    x, y, width, height = box
    mask = (labels[y : y + height, x : x + width] == number).astype(np.uint8)
    found, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE, offset=(x, y))
    fine = max(0.7, 0.004 * max(width, height))
    return [cv2.approxPolyDP(ring, fine, True)[:, 0].tolist() for ring in found]


def crop(
    doubt: Doubt, row: dict[str, Any], names: Sequence[str], picture: Picture, colour: Pixels, rings: list[Ring]
) -> Crop:
    """What is shown of a doubt.

    row: of its frame in the report. names: of all frames. picture, colour: the frame and its colour layer,
    (H, W, 4) uint8. rings: the region's outlines; its box is drawn where there are none.
    """
    height, width = colour.shape[:2]
    about = (names[doubt.frame], names[doubt.first], names[doubt.last])
    region = next((r for r in row["regions"] if r["id"] == doubt.region), None)
    if region is None:
        whole = (0, 0, width, height)
        return Crop(_shown(row["mode"], picture, colour, whole, []), *about, None, "", float(row["doubt"]))
    x, y, wide, high = region["box"]
    drawn = rings or [[[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]]]
    shown = _shown(row["mode"], picture, colour, _around(x, y, wide, high, width, height), drawn)
    how = DECIDED.get(region["decided_by"], region["decided_by"])
    written = region["colour"]
    rgb = None if written is None else (int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16))
    return Crop(shown, *about, rgb, how, region["area"] / (width * height))


def _around(x: int, y: int, wide: int, high: int, width: int, height: int) -> tuple[int, int, int, int]:
    """The part of a picture that shows a box and what is around it, in the form of a cell."""
    tall = max(1.6 * high, 1.6 * wide * _CELL[1] / _CELL[0], _LEAST_SIDE)
    across, down = min(width, round(tall * _CELL[0] / _CELL[1])), min(height, round(tall))
    left = min(max(0, x + wide // 2 - across // 2), width - across)
    top = min(max(0, y + high // 2 - down // 2), height - down)
    return left, top, across, down


def _shown(mode: str, picture: Picture, colour: Pixels, window: tuple[int, int, int, int], rings: list[Ring]) -> Pixels:
    """(h, w, 3): the colours under the lines, in the window, with the rings drawn on them."""
    x, y, wide, high = window
    part = np.s_[y : y + high, x : x + wide]
    alpha = colour[part][:, :, 3:].astype(np.float32) / 255
    seen = colour[part][:, :, :3] * alpha + 255 * (1 - alpha)
    if mode == "line":
        seen = seen * _light(picture.pixels[part])
    scale = min(_CELL[0] / wide, _CELL[1] / high)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_NEAREST
    out = np.ascontiguousarray(cv2.resize(np.rint(seen).astype(np.uint8), size, interpolation=way))
    points = [np.round((np.array(ring) - (x, y) + 0.5) * scale * 16).astype(np.int32) for ring in rings]
    for thick, ink in ((5, (255, 255, 255)), (2, _MARK)):
        cv2.polylines(out, points, True, ink, thick, cv2.LINE_AA, shift=4)
    return np.asarray(out, np.uint8)


def _light(pixels: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """(H, W, 1 or 3) 0 to 1: a drawing as it lies on white."""
    full = 1.0 if pixels.dtype.kind == "f" else float(np.iinfo(pixels.dtype).max)
    grey = (pixels[:, :, None] if pixels.ndim == 2 else pixels).astype(np.float32) / full
    if grey.shape[2] in (2, 4):
        alpha = grey[:, :, -1:]
        return np.asarray(grey[:, :, :-1] * alpha + 1 - alpha, np.float32)
    return grey


def as_png(crops: Sequence[Crop], title: str) -> bytes:
    """The sheet as one picture."""
    across, rows = min(_ACROSS, max(1, len(crops))), -(-len(crops) // _ACROSS)
    step = (_CELL[0] + _MARGIN, _CELL[1] + _TEXT + _MARGIN)
    sheet = Image.new("RGB", (max(across * step[0] + _MARGIN, 640), rows * step[1] + 44), "white")
    draw = ImageDraw.Draw(sheet)
    large, small = ImageFont.load_default(17), ImageFont.load_default(13)
    draw.text((_MARGIN, _MARGIN), title, "black", large)
    for k, one in enumerate(crops):
        left, top = _MARGIN + (k % _ACROSS) * step[0], 44 + (k // _ACROSS) * step[1]
        draw.rectangle((left, top, left + _CELL[0] - 1, top + _CELL[1] - 1), "#eeeeee")
        shown = Image.fromarray(one.shown)
        sheet.paste(shown, (left + (_CELL[0] - shown.width) // 2, top + (_CELL[1] - shown.height) // 2))
        _caption(draw, one, k + 1, (left, top + _CELL[1] + 5), small)
    return png(np.asarray(sheet))


def _caption(draw: Any, one: Crop, number: int, at: tuple[int, int], font: Any) -> None:
    left, top = at
    draw.text((left, top), _cut(draw, f"{number}. {one.frame}", font), "black", font)
    draw.rectangle((left, top + 19, left + 12, top + 31), one.colour, "#666666")
    colour = "no colour" if one.colour is None else format_colour(one.colour)
    draw.text((left + 18, top + 18), _cut(draw, f"{colour}, {one.of}", font, 18), "#333333", font)
    draw.text((left, top + 36), _cut(draw, f"{one.share:.1%} of the picture, {one.lasts}", font), "#333333", font)


def _cut(draw: Any, text: str, font: Any, left: int = 0) -> str:
    """As much of a text as a cell has room for."""
    while len(text) > 1 and draw.textlength(text, font=font) > _CELL[0] - left:
        text = text[:-2].rstrip("…") + "…"
    return text


_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5em; color: #111; background: #fff; }
ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(310px, 1fr)); gap: 1.2em; padding: 0;
list-style: none; }
figure { margin: 0; } img { max-width: 100%; background: #eee; border: 1px solid #ccc; }
figcaption b { display: block; } i { display: inline-block; width: .9em; height: .9em; border: 1px solid #666;
vertical-align: -.1em; margin-right: .3em; }
"""


def as_page(crops: Sequence[Crop], title: str) -> bytes:
    """The sheet as one page that needs no other file."""
    rows = "\n".join(_row(one, k + 1) for k, one in enumerate(crops))
    said = html.escape(title)
    head = (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{said}</title>\n<style>{_STYLE}</style>\n'
    )
    return f"{head}<h1>{said}</h1>\n<ol>\n{rows}\n</ol>\n</html>\n".encode()


def _row(one: Crop, number: int) -> str:
    data = base64.b64encode(png(one.shown)).decode()
    swatch, colour = "", "no colour"
    if one.colour is not None:
        colour = format_colour(one.colour)
        swatch = f'<i style="background: {colour}"></i>'
    name, lasts = html.escape(one.frame), html.escape(one.lasts)
    told = f"{swatch}{colour}, {html.escape(one.of)}<br>{one.share:.1%} of the picture, {lasts}"
    image = f'<img src="data:image/png;base64,{data}" alt="{name}">'
    return f"<li><figure>{image}<figcaption><b>{number}. {name}</b>{told}</figcaption></figure></li>"


def sheet(doubts: Sequence[Doubt], shown: Callable[[Doubt], Crop], title: str, frames: int) -> tuple[bytes, bytes]:
    """The picture and the page of the first doubts. shown: gives the crop of one. frames: how many there are."""
    first = doubts[:MOST]
    more = f" (the first {MOST} of {len(doubts)})" if len(doubts) > MOST else ""
    told = f"{title}: {len(doubts)} parts to look at on {frames} frames{more}" if doubts else f"{title}: nothing unsure"
    crops = [shown(doubt) for doubt in first]
    return as_png(crops, told), as_page(crops, told)
