"""The floor that a cold colouring stands on: what OpenCV takes for the steps that no fill can do without."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import celtint
import cv2
import numpy as np
from celtint import Hints, Picture
from celtint.types.arrays import U8

from celtint_train.evaluation.report import Bar, table
from celtint_train.evaluation.rivals.tools import ALONE
from celtint_train.puppets.scenes import BENCH_SEEDS, make_hints, make_scene

ROUNDS = 7
"""The best of so many counts, the two taking turns."""
BARS = {1024: 6.0, 2048: 4.0, 4096: 3.0}
"""So many times the floor a cold colouring may take, by the side of the picture."""


@dataclass(frozen=True)
class Floor:
    """Seconds, the best of `ROUNDS`. side: of the picture. changed: a hint in another colour, the picture known."""

    side: int
    floor: float
    cold: float
    changed: float


def steps(picture: U8) -> U8:
    """Threshold, closing, two distance transforms, components and paint by a table: (h, w) uint8 to (h, w, 4)."""
    _, ink = cv2.threshold(picture, 127, 255, cv2.THRESH_BINARY_INV)
    paper = cv2.bitwise_not(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)))
    cv2.distanceTransform(paper, cv2.DIST_L2, 5)
    cv2.distanceTransformWithLabels(paper, cv2.DIST_L2, 5)
    count, labels = cv2.connectedComponents(paper, ltype=cv2.CV_32S)
    paints = np.arange(count, dtype=np.uint32) * np.uint32(2654435761)
    return np.take(paints, np.asarray(labels, np.int32)).view(np.uint8).reshape(*picture.shape, 4)


def measure(side: int, timed: Callable[[Callable[[], object]], float], changed: Callable[[U8], U8]) -> Floor:
    """Time the floor and celtint in turns on one scene. timed: seconds of some work. changed: other hints of some."""
    scene = make_scene(side, BENCH_SEEDS[0], "some")
    dots = make_hints(scene, BENCH_SEEDS[0], "dots")
    picture, layers = Picture(scene.picture), [Hints(dots), Hints(changed(dots))]
    floors, colds, changes = [], [], []
    for _ in range(ROUNDS):
        floors.append(timed(lambda: steps(scene.picture)))
        colds.append(timed(lambda: celtint.colour(picture, layers[0], settings=ALONE)))
    prepared = celtint.prepare(picture, ALONE)
    for k in range(ROUNDS + 1):
        changes.append(timed(partial(celtint.colour, prepared, layers[k % 2], settings=ALONE)))
    return Floor(side, min(floors), min(colds), min(changes[1:]))


def bars(found: list[Floor]) -> list[Bar]:
    """How often celtint cold takes the floor, of those sides that have a bar."""
    return [
        Bar(
            f"flats at {one.side}², cold, against the floor",
            f"≤ {BARS[one.side]:g}×",
            f"{one.cold / one.floor:.1f}×",
            one.cold <= BARS[one.side] * one.floor,
        )
        for one in found
        if one.side in BARS
    ]


def text(found: list[Floor]) -> str:
    """What was measured, in Markdown."""
    head = ["side", "floor, s", "celtint cold, s", "× floor", "a changed hint, s", "× floor"]
    rows = [
        [
            f"{one.side}",
            f"{one.floor:.4f}",
            f"{one.cold:.3f}",
            f"{one.cold / one.floor:.1f}",
            f"{one.changed:.3f}",
            f"{one.changed / one.floor:.2f}",
        ]
        for one in found
    ]
    said = (
        f"*Floor*: OpenCV {cv2.__version__}, {cv2.getNumThreads()} threads, on the picture as grey bytes: threshold, "
        "closing 7×7, a distance transform (L2, 5×5) once and once with labels, connected components, paint by a "
        f"table. One scene a side, the best of {ROUNDS}, the floor and celtint taking turns.\n\n"
    )
    return said + table(head, rows)
