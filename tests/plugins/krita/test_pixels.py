"""Planes of bytes: masks, mixtures, emptiness; checked against numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

SIDE = 6
planes = st.binary(min_size=SIDE * SIDE, max_size=SIDE * SIDE)
layers = st.binary(min_size=4 * SIDE * SIDE, max_size=4 * SIDE * SIDE)


def array(data: bytes) -> np.ndarray:
    return np.frombuffer(data, np.uint8).reshape(SIDE, SIDE, -1)


@given(layers, planes)
def test_over_takes_the_new_where_the_mask_is_at_least_half(data: bytes, mask: bytes) -> None:
    from celtint_krita.host.pixels import Layer, over

    below, above = Layer(SIDE, SIDE, data), Layer(SIDE, SIDE, data[::-1])
    mixed = over(below, above, mask)
    expected = np.where(array(mask) >= 128, array(above.data), array(below.data))
    assert (array(mixed.data) == expected).all()


@given(layers, planes)
def test_inside_keeps_colours_and_takes_alpha_exactly_where_it_is_full_or_none(data: bytes, mask: bytes) -> None:
    from celtint_krita.host.pixels import Layer, inside

    flat = array(data).copy()
    flat[..., 3] = np.where(flat[..., 3] >= 128, 255, 0)
    cut = array(inside(Layer(SIDE, SIDE, flat.tobytes()), mask).data)
    assert (cut[..., :3] == flat[..., :3]).all()
    assert (cut[..., 3] == np.minimum(flat[..., 3], array(mask)[..., 0])).all()


KINDS = [(0, 1, 0, 0), (90, 0, 1, 0), (128, 0, 0, 0), (255, 0, 0, 1)]


@pytest.mark.parametrize(("alpha", "empty", "thin", "full"), KINDS)
def test_what_a_layer_holds(alpha: int, empty: int, thin: int, full: int) -> None:
    from celtint_krita.host.pixels import Layer, blank, opaque, painted_thinly

    layer = Layer(2, 2, bytes([9, 9, 9, alpha]) * 4)
    assert (blank(layer), painted_thinly(layer), opaque(layer)) == (bool(empty), bool(thin), bool(full))


def test_a_colour_becomes_another_and_nothing_else_does() -> None:
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.painting import by_colour, recoloured

    red, green, blue = (200, 10, 10), (10, 200, 10), (10, 10, 200)
    pixels = np.zeros((5, 7, 4), np.uint8)
    pixels[:2] = (*red[::-1], 255)
    pixels[3:, :4] = (*green[::-1], 255)
    layer = Layer(7, 5, pixels.tobytes())

    changed = np.frombuffer(recoloured(layer, {red: blue}).data, np.uint8).reshape(5, 7, 4)
    expected = pixels.copy()
    expected[:2] = (*blue[::-1], 255)
    assert (changed == expected).all()

    from celtint_client.messages import PaletteEntry

    entries = [PaletteEntry("1", "coat", red), PaletteEntry("2", "", green), PaletteEntry("3", "x", blue)]
    found = by_colour(layer, entries)
    assert [name for name, _, _ in found] == ["coat", "#0ac80a"]
    coat = np.frombuffer(found[0].layer.data, np.uint8).reshape(5, 7, 4)
    assert (coat[..., 3] == np.where((pixels == (*red[::-1], 255)).all(-1), 255, 0)).all()
    assert (coat[coat[..., 3] > 0] == (*red[::-1], 255)).all()
