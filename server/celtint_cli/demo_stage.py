"""`make demo-stage`: a picture of six boxes, and the same with two of its dabs replaced."""

import sys
from collections.abc import Sequence
from pathlib import Path

import celtint
import numpy as np
import numpy.typing as npt
from celtint import RGB, CeltintError, Hints, Picture, Settings, Staged, StageLayout
from celtint_files.ora import Layer, merged
from PIL import Image, ImageDraw, ImageFont

from celtint_cli import files
from celtint_cli.layouts import parse_layout
from celtint_cli.stage import write
from celtint_cli.stock import stock

LAYOUT = Path("examples/stage.json")
OUTPUT = Path("demo-out/stage")
BLOTS: tuple[tuple[str, RGB], ...] = (("dog", (92, 104, 140)), ("tree", (214, 120, 40)))
"""Whose largest part takes which colour."""
MARGIN = 12
"""Pixels around the four pictures of the sheet."""

U8 = npt.NDArray[np.uint8]


def main() -> int:
    """Make the picture of examples/stage.json and recolour it, into demo-out/stage; run from the repository's root."""
    try:
        _demo()
    except CeltintError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    return 0


def _demo() -> None:
    layout = parse_layout(files.read_text(LAYOUT), str(LAYOUT), {})
    has, made = stock(), []

    def stager(asked: StageLayout) -> Staged:
        made.append(celtint.stage(asked, has.objects, has.words))
        return made[-1]

    files.make_folder(OUTPUT)
    for note in write(OUTPUT, [layout], stager):
        print(f"demo: {note}", file=sys.stderr)
    scene = made[0]
    print(f"{len(layout.boxes)} boxes became {len(scene.objects)} objects in {len(scene.regions)} parts:")
    for one in scene.objects:
        print(f"    {one.tag:<10}{one.name}, of {one.source} ({one.licence})")
    blotted = blot(scene, BLOTS)
    before, after = (_coloured(scene, layer) for layer in (scene.hints, blotted))
    print(f"{len(BLOTS)} dabs replaced: {changed(before, after, blotted, scene.hints)}")
    recoloured, sheet = OUTPUT / "recoloured.png", OUTPUT / "sheet.png"
    shown = whole(scene, after.colour)
    panels = [boxes_on_paper(layout), on_white(scene.lines), on_white(scene.picture), on_white(shown)]
    files.write_whole({recoloured: files.png(shown), sheet: files.png(side_by_side(panels))})
    print(f"the picture, its lines, flats, hints and layers are in {OUTPUT}")
    print(f"recoloured it is {recoloured}; boxes, lines, picture and that side by side are {sheet}")


def blot(scene: Staged, blots: Sequence[tuple[str, RGB]]) -> U8:
    """(H, W, 4): the scene's hints with the dot of each tag's largest part in another colour.

    Raises BadRequest for a tag that nothing stands for.
    """
    hints = scene.hints.copy()
    for tag, colour in blots:
        own = [region for region in scene.regions if region.tag == tag]
        if not own:
            raise celtint.BadRequest(f"There is no {tag} in the picture; choose another box to recolour.")
        largest = max(own, key=lambda region: region.area)
        dot = (scene.labels == largest.id) & (hints[..., 3] >= 128)
        hints[dot, :3] = colour
    return hints


def changed(before: celtint.Result, after: celtint.Result, blotted: U8, hints: U8) -> str:
    """What became of it, in words. Raises CeltintError if other parts changed than those whose dot did."""
    dots = (blotted != hints).any(axis=2)
    parts = np.unique(before.labels[dots])
    meant = np.isin(before.labels, parts)
    found = (before.colour != after.colour).any(axis=2)
    if not np.array_equal(found, meant):
        other = int((found != meant).sum())
        raise CeltintError(f"{other} pixels changed, or stayed, that should not have; this is a mistake of celtint's.")
    return f"{len(parts)} of {len(before.regions)} parts changed, {int(found.sum())} pixels, and no other pixel"


def _coloured(scene: Staged, hints: U8) -> celtint.Result:
    return celtint.colour(Picture(scene.lines), Hints(hints), settings=Settings("line"))


def whole(scene: Staged, colours: U8) -> U8:
    """(H, W, 4): colours under the scene's shade and lines."""
    height, width = colours.shape[:2]
    return merged([Layer("flats", colours), Layer("shade", scene.shade), Layer("lines", scene.lines)], width, height)


def on_white(layer: U8) -> U8:
    """(H, W, 3): a layer with alpha on white paper."""
    height, width = layer.shape[:2]
    paper = Layer("paper", np.full_like(layer, 255))
    return merged([paper, Layer("", layer)], width, height)[..., :3]


def boxes_on_paper(layout: StageLayout) -> U8:
    """(H, W, 3): the boxes with their names, as somebody draws them."""
    paper = Image.new("RGB", (layout.width, layout.height), "white")
    pen = ImageDraw.Draw(paper)
    size = max(12, layout.side // 40)
    font = ImageFont.load_default(size)
    for box in layout.boxes:
        pen.rectangle((box.x, box.y, box.x + box.width, box.y + box.height), outline=(40, 90, 180), width=size // 8)
        pen.text((box.x + size / 3, box.y + size / 4), box.tag, (20, 20, 30), font)
    return np.asarray(paper)


def side_by_side(panels: Sequence[U8]) -> U8:
    """Four pictures of one size, two and two, on grey."""
    height, width = panels[0].shape[:2]
    sheet = np.full((2 * height + 3 * MARGIN, 2 * width + 3 * MARGIN, 3), 200, np.uint8)
    for place, panel in enumerate(panels):
        top, left = (
            MARGIN + step * (side + MARGIN) for step, side in zip(divmod(place, 2), (height, width), strict=True)
        )
        sheet[top : top + height, left : left + width] = panel
    return sheet


if __name__ == "__main__":
    sys.exit(main())
