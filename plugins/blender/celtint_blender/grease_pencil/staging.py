"""A picture of boxes as strokes and fills: what the server answers, laid out for an object of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from celtint_client.messages import ColourRequest, Settings, Wanted

from celtint_blender.grease_pencil import centre
from celtint_blender.grease_pencil.drawing import Strokes, linear_of_bytes
from celtint_blender.grease_pencil.errand import Errand
from celtint_blender.grease_pencil.run import fills
from celtint_blender.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from celtint_client.answers import Colouring, Progress
    from celtint_client.client import Client
    from celtint_client.messages import RGB
    from celtint_client.staging import StageAnswer, StageRequest
    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.drawing import Fills
    from celtint_blender.grease_pencil.view import Canvas

OUTPUTS = ("lines", "hints", "layers")
"""What a picture is asked for with, as rgba8."""
WANTED = Wanted(("polygons", "report", "labels"), tolerance=0.5)
INK = 128
"""The opacity from which on a pixel of the lines is one."""
BACKGROUND = "background"


class Staging(Errand):
    """Asks for a picture, and for the outlines of its regions. sheets: by name, what each layer is to have, the
    farthest first; ink: the lines' colour; answer: what the server told."""

    again = "make the picture again"

    def __init__(self, request: StageRequest, canvas: Canvas, connect: Callable[[], Client]) -> None:
        super().__init__(connect)
        self._request, self._canvas, self._begun = request, canvas, 0.0
        self.sheets: list[tuple[str, Strokes]] = []
        self.ink: RGB = (0, 0, 0)
        self.answer: StageAnswer | None = None
        self.begin()

    def _ask(self, client: Client) -> None:
        if "stage" not in client.welcome.verbs:
            raise Refused("This server makes no pictures of boxes; update it to this add-on's version.")
        answer = client.stage(self._request, self._tell)
        if answer.lines is None or answer.hints is None:
            raise Refused("The server sent no lines; update it to this add-on's version.")
        self._begun = 0.5
        asked = ColourRequest(answer.lines, answer.hints, settings=Settings("line"), wanted=WANTED)
        self.sheets = sheets(answer, client.colour(asked, self._tell), self._canvas)
        self.ink = _ink_colour(_pixels(answer.lines))
        self.answer = answer

    def _tell(self, news: Progress) -> None:
        super()._tell(news)
        self.share = self._begun + news.share / 2


def sheets(answer: StageAnswer, coloured: Colouring, canvas: Canvas) -> list[tuple[str, Strokes]]:
    """What each layer is to have, by its name: the background, then the objects, the nearest last.

    coloured: the picture's lines and hints, coloured, with outlines and labels.
    """
    every = sorted(answer.objects, key=lambda each: each.order)
    lines = _pixels(answer.lines)
    owner = _owners(answer, every, lines.shape[:2])
    labels = np.frombuffer(coloured.labels.raw("u32"), "<u4").reshape(owner.shape) if coloured.labels else owner * 0
    votes = np.zeros((int(labels.max()) + 1, len(every) + 1), np.int64)
    np.add.at(votes, (labels.ravel(), owner.ravel()), 1)
    of_region = votes.argmax(axis=1)
    drawn: list[list[tuple[Any, Any]]] = [[] for _ in range(len(every) + 1)]
    for path, radii, at in centre.strokes(lines[..., 3] / 255):
        place = int(np.bincount(owner.ravel()[at]).argmax())
        if bool(np.all(path @ canvas.limits[:, :2].T + canvas.limits[:, 2] >= 0)):
            drawn[place].append((path, radii))
    ink = linear_of_bytes(np.array([_ink_colour(lines)], np.uint8))
    names = [BACKGROUND, *(f"{one.box + 1} {one.name}" for one in every)]
    found = []
    for n, name in enumerate(names):
        regions = set(np.flatnonzero(of_region == n).tolist())
        strokes = _joined(fills(coloured, canvas, regions), drawn[n], canvas, ink)
        if len(strokes):
            found.append((name, strokes))
    return found


def _owners(answer: StageAnswer, every: list[Any], shape: tuple[int, ...]) -> NDArray[np.int64]:
    """h×w: whose each pixel is, 0 for nobody's, n for the n-th of the objects, which are sorted the farthest first."""
    owner = np.zeros(shape, np.int64)
    if answer.layers is None:
        return owner
    strip = _pixels(answer.layers)
    for n, one in enumerate(every, start=1):
        x, y, width, height = one.bounds
        owner[y : y + height, x : x + width][strip[one.row : one.row + height, :width, 3] >= INK] = n
    return owner


def _pixels(part: Any) -> NDArray[np.uint8]:
    return np.frombuffer(part.raw("rgba8"), np.uint8).reshape(part.height, part.width, 4)


def _ink_colour(lines: NDArray[np.uint8]) -> RGB:
    """The colour of the most opaque pixel."""
    red, green, blue, _ = lines.reshape(-1, 4)[int(lines[..., 3].argmax())].tolist()
    return red, green, blue


def _joined(filled: Fills, drawn: list[tuple[Any, Any]], canvas: Canvas, ink: NDArray[np.float32]) -> Strokes:
    """Fills, and over them lines, as strokes of one layer. ink: 1×4, of the lines, which the viewport may look for."""
    lines = [(canvas.points(path), radii * _unit(canvas, path)) for path, radii in _dotted(drawn)]
    k, lengths = len(filled.lengths), [len(points) for points, _ in lines]
    inside = np.arange(k + len(lines)) < k
    return Strokes(
        np.concatenate([filled.points, *(points for points, _ in lines)]),
        np.concatenate([np.full(len(filled.points), 0.001), *(radii for _, radii in lines)]).astype(np.float32),
        np.array([*filled.lengths.tolist(), *lengths], np.int32),
        inside.copy(),
        ~inside,
        inside,
        np.where(inside[:, None], np.float32(0), ink),
        np.concatenate([filled.colours, np.zeros((len(lines), 4), np.float32)]),
    )


def _dotted(drawn: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Lines with at least two points each: a lone one gets another beside it, as one alone isn't drawn."""
    beside = np.array([[0.0, 0.0], [0.1, 0.0]])
    return [(path + beside, radii.repeat(2)) if len(path) == 1 else (path, radii) for path, radii in drawn]


def _unit(canvas: Canvas, path: NDArray[np.float64]) -> float:
    """How long a pixel is there, in the layer's units."""
    middle = path.mean(axis=0)
    across = canvas.points(np.stack([middle - 0.5, middle + 0.5]))
    return float(np.linalg.norm(across[1] - across[0])) / 2**0.5
