"""What written pictures say of themselves, as Pillow, psd-tools and an XML reader find it."""

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from celtint_cli import made_profiles as made
from celtint_files.ora import Layer, ora
from celtint_files.png import png
from celtint_files.profiles import profile_of
from celtint_files.psd_writing import psd
from celtint_files.xmp import OWN, TRAINED, Account, packet
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import Resource

from tests.files.told_xmp import said

ACCOUNT = Account("0.1.0", "line", [("hint", 3, 400), ("network", 2, 90)], "a & <b>", {"skin": "#ffe0c8"})


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("profile", [None, profile_of(made.rgb("P3", made.P3))])
def test_a_png_says_who_decided_and_is_the_same_picture(kind: Any, profile: Any) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (20, 30, 4)).astype(kind)
    data = png(pixels, profile, packet(ACCOUNT))
    assert data == png(pixels, profile, packet(ACCOUNT))
    image = Image.open(io.BytesIO(data))
    found = said(image)
    assert found["CreatorTool"] == "celtint 0.1.0" and found["model"] == "a & <b>"
    assert found["DigitalSourceType"] == TRAINED
    assert [tuple(row.values()) for row in found["decided"]] == [
        ("hint", "3", "400"), ("network", "2", "90"),
    ]  # fmt: skip
    plain = Image.open(io.BytesIO(png(pixels, profile)))
    assert np.array_equal(np.asarray(image), np.asarray(plain)) and not said(plain)
    assert image.info.get("icc_profile") == plain.info.get("icc_profile")


def test_who_asked_no_network_says_nothing_of_one() -> None:
    text = packet(Account("0.1.0", "line", [("hint", 1, 9)])).decode()
    assert "Digital" not in text.partition("<rdf:Description")[2] and "celtint:model" not in text


def test_files_of_layers_say_it_too() -> None:
    layers = [Layer("colours", np.full((20, 30, 4), (9, 8, 7, 255), np.uint8))]
    archive = zipfile.ZipFile(io.BytesIO(ora(layers, 30, 20, xmp=packet(ACCOUNT))))
    assert said(Image.open(archive.open("mergedimage.png")))["model"] == "a & <b>"
    page = PSDImage.open(io.BytesIO(psd(layers, 30, 20, xmp=packet(ACCOUNT))))
    held = page.image_resources.get_data(Resource.XMP_METADATA)
    assert OWN in (held if isinstance(held, str) else bytes(held).decode())
