"""Layered files: what is in them, byte for byte, and what a reader makes of them."""

import io
import zipfile
from xml.etree import ElementTree

import numpy as np
import pytest
from celtint import BadRequest
from celtint_files.ora import MIMETYPE, Layer, merged, ora
from PIL import Image


def sheet(width: int, height: int, colour: tuple[int, int, int, int]) -> np.ndarray:
    return np.full((height, width, 4), colour, np.uint8)


def layers() -> list[Layer]:
    return [
        Layer("ground", sheet(40, 30, (10, 200, 30, 255))),
        Layer('a <dog> & "cat"\x00\ud800', sheet(8, 6, (200, 30, 40, 255)), 35, -2),
        Layer("shade", sheet(40, 30, (128, 128, 128, 255)), blend="multiply", opacity=0.5),
        Layer("hints", sheet(3, 3, (1, 2, 3, 255)), 4, 5, visible=False),
    ]


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_type_comes_first_and_is_stored() -> None:
    data = ora(layers(), 40, 30)
    first = opened(data).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[38 : 38 + len(MIMETYPE)] == MIMETYPE.encode()  # where file(1) looks for it


def test_layers_are_listed_from_above_with_names_that_xml_can_hold() -> None:
    archive = opened(ora(layers(), 40, 30))
    image = ElementTree.fromstring(archive.read("stack.xml"))
    rows = image.findall("./stack/layer")
    assert (image.get("w"), image.get("h")) == ("40", "30")
    assert [row.get("name") for row in rows] == ["hints", "shade", 'a <dog> & "cat"', "ground"]
    assert [row.get("visibility") for row in rows] == ["hidden", "visible", "visible", "visible"]
    assert [(row.get("x"), row.get("y")) for row in rows] == [("4", "5"), ("0", "0"), ("35", "-2"), ("0", "0")]
    assert rows[1].get("composite-op") == "svg:multiply" and rows[1].get("opacity") == "0.5"
    for row, one in zip(reversed(rows), layers(), strict=True):
        assert np.array_equal(np.asarray(Image.open(archive.open(str(row.get("src"))))), one.pixels)


def test_the_whole_is_what_the_visible_layers_come_to() -> None:
    shown = np.asarray(Image.open(opened(ora(layers(), 40, 30)).open("mergedimage.png")))
    assert np.array_equal(shown, merged(layers(), 40, 30))
    half = lambda value: round(value * (0.5 + 0.5 * 128 / 255))  # noqa: E731
    assert shown[20, 20].tolist() == [half(10), half(200), half(30), 255]
    assert shown[0, 38].tolist() == [half(200), half(30), half(40), 255]  # what sticks out is cut off
    assert shown[5, 38].tolist() == shown[20, 20].tolist()


def test_clear_layers_stay_clear_and_half_ones_mix() -> None:
    half = sheet(4, 4, (0, 0, 255, 128))
    assert merged([Layer("a", half)], 4, 4)[0, 0].tolist() == [0, 0, 255, 128]
    assert merged([Layer("a", half), Layer("b", half)], 4, 4)[0, 0].tolist() == [0, 0, 255, 192]
    assert merged([Layer("a", half, blend="multiply")], 4, 4)[0, 0].tolist() == [0, 0, 255, 128]
    assert not merged([Layer("far", half, 90, 90)], 4, 4).any()


def test_the_thumbnail_is_small_and_the_bytes_are_the_same() -> None:
    large = [Layer("ground", sheet(1000, 500, (10, 200, 30, 255)))]
    data = ora(large, 1000, 500)
    assert Image.open(opened(data).open("Thumbnails/thumbnail.png")).size == (256, 128)
    assert ora(large, 1000, 500) == data


def test_nothing_to_write_is_refused() -> None:
    with pytest.raises(BadRequest, match="at least one pixel"):
        ora([], 0, 5)
    with pytest.raises(BadRequest, match="at least one pixel"):
        ora([Layer("empty", np.zeros((0, 3, 4), np.uint8))], 5, 5)
