"""`make demo`: the example drawing through the real server, and a picture of what came out."""

import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from celtint import Box, CeltintError, Hints, Picture, Result, Settings
from celtint.colours.depth import to_eight_bit
from celtint_client.answers import Progress
from celtint_client.client import Client
from celtint_client.errors import WireError

from celtint_cli import files, page
from celtint_cli.boxes import parse_boxes
from celtint_cli.connecting import private_server
from celtint_cli.remote import colour_there

EXAMPLES = Path("examples")
OUTPUT = Path("demo-out")
MARGIN = 12
"""Pixels between the three pictures of the side-by-side."""

Image = npt.NDArray[np.uint8]


def main() -> int:
    """Colour examples/drawing.png with its hints into demo-out/; run from the repository's root."""
    try:
        _demo()
    except (CeltintError, WireError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    return 0


def _demo() -> None:
    drawing = files.read_picture(EXAMPLES / "drawing.png")
    hints = files.read_hints(EXAMPLES / "hints.png")
    boxes = parse_boxes(files.read_text(EXAMPLES / "boxes.json"), "boxes.json")
    start = time.perf_counter()
    with private_server("celtint demo") as client:
        print(f"server started on loopback in {time.perf_counter() - start:.2f} s")
        result = _coloured(client, drawing, hints, boxes)
    print("server stopped")
    files.make_folder(OUTPUT)
    layer, sheet = OUTPUT / "colour.png", OUTPUT / "side-by-side.png"
    compared = side_by_side(drawing, hints, result.colour)
    files.write_whole({layer: files.png(result.colour), sheet: files.png(compared)})
    print(f"the colour layer is {layer}")
    print(f"drawing, hints and result side by side are {sheet}")
    print(f"or in the browser: {_celtint()} serve --open shows http://127.0.0.1:{page.PORT}/")


def _celtint() -> Path:
    """The command as it is typed here."""
    command = Path(sys.executable).with_name("celtint")
    return command.relative_to(Path.cwd()) if command.is_relative_to(Path.cwd()) else command


def _coloured(client: Client, drawing: Image, hints: Image, boxes: Sequence[Box]) -> Result:
    """Colour through the server and print how long each stage took, as seen from here."""
    stages = [("sending", time.perf_counter())]

    def follow(progress: Progress) -> None:
        if progress.stage != stages[-1][0]:
            stages.append((progress.stage, time.perf_counter()))

    picture = Picture(drawing)
    result = colour_there(
        client, picture, hints=Hints(hints), boxes=boxes, palette=None, settings=Settings(), progress=follow
    )
    stages.append(("", time.perf_counter()))
    total = stages[-1][1] - stages[0][1]
    print(f"coloured {picture.width}×{picture.height}, {len(result.regions)} regions, in {total:.2f} s:")
    for (stage, start), (_, end) in pairwise(stages):
        print(f"    {stage:<12}{end - start:6.2f} s")
    return result


def side_by_side(drawing: Image, hints: Image, colour: Image) -> Image:
    """(H, 3 W + 4 margins, 3) uint8: the drawing, the hints over it, the colour layer with the lines
    multiplied on.

    drawing: (H, W) to (H, W, 4); hints and colour: (H, W, 4); all uint8.
    """
    lines = on_paper(drawing)
    hinted = _over(hints, np.uint8(255) - (np.uint8(255) - lines) // 2)
    multiplied = _over(colour, np.full_like(lines, 255)).astype(np.uint16) * lines // 255
    sheet = np.full((lines.shape[0] + 2 * MARGIN, 3 * lines.shape[1] + 4 * MARGIN, 3), 200, np.uint8)
    for place, panel in enumerate((lines, hinted, multiplied)):
        left = MARGIN + place * (lines.shape[1] + MARGIN)
        sheet[MARGIN:-MARGIN, left : left + lines.shape[1]] = panel
    return sheet


def on_paper(drawing: Image) -> Image:
    """A drawing of any kind as (H, W, 3) uint8 on white."""
    drawing = to_eight_bit(drawing)
    if drawing.ndim == 2:
        return np.repeat(drawing[:, :, None], 3, axis=2)
    if drawing.shape[2] == 3:
        return drawing
    rgba = drawing if drawing.shape[2] == 4 else drawing[:, :, [0, 0, 0, 1]]
    return _over(rgba, np.full((*rgba.shape[:2], 3), 255, np.uint8))


def _over(layer: Image, paper: Image) -> Image:
    """A layer with straight alpha over opaque paper."""
    alpha = layer[:, :, 3:].astype(np.uint32)
    mixed = layer[:, :, :3] * alpha + paper * (255 - alpha)
    return np.asarray((mixed + 127) // 255, np.uint8)


if __name__ == "__main__":
    sys.exit(main())
