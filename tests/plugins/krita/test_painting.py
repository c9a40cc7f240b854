"""Layers drawn from a server's answer, pixel by pixel."""

import dataclasses
import struct
from typing import Any

W, H = 90, 40
ROOMS = {1: (0, 30), 2: (30, 60), 3: (60, 90)}
"""Three rooms side by side: by region, the columns it begins at and ends before."""


def answer(decided: dict[int, tuple[str, bool]]) -> Any:
    """Three rooms with these deciders and doubts, the third one with a hole in its middle, as the server answers."""
    from celtint_client.answers import Colouring, Region
    from celtint_client.parts import Part
    from celtint_client.typed import Polygons

    regions, points, rings = [], [], []
    for number, (left, right) in ROOMS.items():
        by, unsure = decided[number]
        area = (left, 0, right - left, H)
        regions.append(Region(number, (1, 2, 3), "c1", by, 0.4, H * 30, area, unsure=unsure))
        outlines = [[(left, 0), (left, H), (right, H), (right, 0)]]
        if number == 3:
            outlines.append([(70, 15), (80, 15), (80, 25), (70, 25)])
        for hole, ring in enumerate(outlines):
            points += ring
            rings.append((number, len(ring), int(hole > 0)))
    flat = [value for point in points for value in point]
    polygons = Polygons(
        Part("f32", 2, len(points), struct.pack(f"<{len(flat)}f", *flat)),
        Part("u32", 3, len(rings), b"".join(struct.pack("<3I", *row) for row in rings)),
    )
    colour = Part("bgra8", W, H, bytes(4 * W * H))
    return Colouring("job", "line", 0, regions=tuple(regions), colour=colour, polygons=polygons)


def marked(layer: Any) -> set[tuple[int, int]]:
    """x, y of the pixels that have paint."""
    alpha = layer.data[3::4]
    return {(at % W, at // W) for at, value in enumerate(alpha) if value}


def test_what_is_unsure_is_marked_inside_and_nowhere_else() -> None:
    from celtint_krita.model.painting import unsure_marks

    layer = unsure_marks(answer({1: ("hint", False), 2: ("network", True), 3: ("hint", False)}))
    assert (layer.width, layer.height) == (W, H)
    found = marked(layer)
    inside = {(x, y) for x in range(30, 60) for y in range(H)}
    assert found <= inside
    # hatched from edge to edge: every square of eight pixels in the room has some of it
    assert all(
        any((x + i, y + j) in found for i in range(8) for j in range(8)) for x in (30, 38, 46) for y in (0, 16, 32)
    )
    assert 0.1 < len(found) / len(inside) < 0.9


def test_a_ring_lies_about_its_box_and_on_the_page() -> None:
    from celtint_krita.model.painting import ring

    inner, outer = marked(ring(W, H, (30, 12, 30, 16))), marked(ring(W, H, (0, 0, W, H)))
    assert inner and outer and not any(30 <= x < 60 and 12 <= y < 28 for x, y in inner)
    assert {y for x, y in outer if x == W // 2} & set(range(6)) and {x for x, _ in outer} >= {1, W - 2}


def test_a_hole_is_left_out() -> None:
    from celtint_krita.model.painting import unsure_marks

    found = marked(unsure_marks(answer({1: ("hint", False), 2: ("hint", False), 3: ("distinct", True)})))
    assert found
    assert all(60 <= x < 90 and not (70 <= x < 80 and 15 <= y < 25) for x, y in found)


def test_the_answer_says_what_is_unsure_not_the_plugin() -> None:
    from celtint_krita.model.painting import unsure_marks
    from celtint_krita.model.wire import summary

    sure = answer({1: ("network", False), 2: ("hint", False), 3: ("network", False)})
    assert not marked(unsure_marks(sure))
    assert "unsure" not in summary(sure)
    thin = dataclasses.replace(sure, notes=("A dab is thin.",))
    assert summary(thin) == f"{summary(sure)} A dab is thin."
    assert "unsure of 2" in summary(answer({1: ("box", True), 2: ("hint", False), 3: ("network", True)}))
