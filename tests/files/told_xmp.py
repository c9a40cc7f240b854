"""XMP read as any XML, for tests."""

from typing import Any
from xml.etree import ElementTree

from PIL import Image

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def said(image: Image.Image) -> dict[str, Any]:
    """Properties by their names without spaces: texts, and of bags the rows; empty where the picture says nothing."""
    packet = image.info.get("xmp")
    if packet is None:
        return {}
    description = ElementTree.fromstring(packet).find(f".//{RDF}Description")
    assert description is not None
    found: dict[str, Any] = {}
    for one in description:
        items = [{part.tag.partition("}")[2]: part.text for part in item} for item in one.iter(f"{RDF}li")]
        found[one.tag.partition("}")[2]] = items or one.text
    return found
