"""A figure of a few shapes, in poses: lines alone, and finished."""

import cv2
import numpy as np
from celtint.types.arrays import U8

HAIR, SKIN, SHIRT, TROUSERS = (90, 50, 30), (240, 200, 170), (40, 90, 200), (60, 120, 60)
OTHER = {HAIR: (230, 200, 60), SKIN: (150, 100, 70), SHIRT: (200, 40, 60), TROUSERS: (60, 60, 70)}
WHITE, BLACK = (255, 255, 255), (20, 16, 18)


def drawn(pose: int = 0, size: int = 300, lines: bool = False, other: bool = False, ground: bool = True) -> U8:
    """(size, size, 3 or 4): somebody with hair, face, shirt, trousers and arms. pose: how the arms are and where it
    stands. lines: without paint. other: a second character, with skirt and long hair. ground: on white, else clear."""
    picture = np.full((size, size, 3), 255, np.uint8)
    unit, left = size / 300, (0, 25, -30, 10)[pose % 4]

    def shape(points: list[tuple[float, float]], colour: tuple[int, int, int]) -> None:
        corners = np.array([((x + left) * unit, y * unit) for x, y in points], np.float32).round().astype(np.int32)
        paint = WHITE if lines else OTHER[colour] if other else colour
        cv2.fillPoly(picture, [corners], paint)
        cv2.polylines(picture, [corners], True, BLACK, max(2, round(2.5 * unit)), cv2.LINE_AA)

    def ellipse(x: float, y: float, a: float, b: float, colour: tuple[int, int, int]) -> None:
        turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        shape([(x + a * np.cos(t), y + b * np.sin(t)) for t in turn], colour)

    reach = (0, 30, -12, 16)[pose % 4]
    ellipse(150, 70, 40 if other else 34, 46 if other else 38, HAIR)
    if other:
        shape([(112, 70), (188, 70), (196, 150), (104, 150)], HAIR)
        shape([(128, 190), (172, 190), (210, 285), (90, 285)], TROUSERS)
    else:
        shape([(126, 190), (149, 190), (146, 285), (116, 285)], TROUSERS)
        shape([(151, 190), (174, 190), (184, 285), (154, 285)], TROUSERS)
    shape([(118, 118), (182, 118), (176, 192), (124, 192)], SHIRT)
    for side in (-1, 1):
        x = 150 + side * 32
        hand = (x + side * 34, 180 - side * reach)
        shape([(x, 120), (x, 142), (hand[0], hand[1] + 9), (hand[0] + side * 6, hand[1] - 9)], SHIRT)
        ellipse(hand[0] + side * 9, hand[1] + 2, 10, 11, SKIN)
    ellipse(150, 84, 26, 31, SKIN)
    if ground:
        return picture
    alpha = np.where((picture == 255).all(axis=2), 0, 255).astype(np.uint8)
    return np.dstack([picture, alpha])
