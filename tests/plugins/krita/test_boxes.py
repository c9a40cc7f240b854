"""Rectangles from what Krita writes of a shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("dpi", [72, 150, 300, 600])
def test_a_box_is_in_pixels_whatever_the_resolution(dpi: int) -> None:
    from celtint_krita.host.boxes import Rectangle, rectangle

    scale = 72 / dpi
    size = f'width="{300 * scale}pt" height="{150 * scale}"'
    svg = f'<rect id="hair" {size} transform="translate({100 * scale}, {200 * scale})"/>'
    assert rectangle("hair", svg, dpi) == Rectangle(100, 200, 300, 150, "hair")


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("", (0, 0, 10, 20)),
        ("translate(5)", (5, 0, 10, 20)),
        ("scale(2)", (0, 0, 20, 40)),
        ("rotate(90)", (-20, 0, 20, 10)),
        ("rotate(90 5 10)", (-5, 5, 20, 10)),
        ("matrix(1 0 0 1 3 4)", (3, 4, 10, 20)),
        ("translate(1,2) scale(2, 3)", (1, 2, 20, 60)),
    ],
)
def test_transforms_of_svg(transform: str, expected: tuple[int, ...]) -> None:
    from celtint_krita.host.boxes import rectangle

    assert rectangle("a box", f'<rect width="10" height="20" transform="{transform}"/>', 72) == (*expected, "a box")


@pytest.mark.parametrize("name", ["shape0", "rect12", "path-3", "Ellipse"])
def test_names_that_krita_gave_are_no_tags(name: str) -> None:
    from celtint_krita.host.boxes import rectangle

    found = rectangle(name, '<rect width="10" height="20"/>', 72)
    assert found is not None
    assert found.tag == ""


@given(st.text())
def test_anything_else_is_no_box_and_no_error(svg: str) -> None:
    from celtint_krita.host.boxes import rectangle

    assert rectangle("x", svg, 72) is None
