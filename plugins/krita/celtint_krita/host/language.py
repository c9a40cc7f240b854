"""The plugin's texts in the artist's language, by the English ones: ``translations/celtint_LANGUAGE.ts``, as Qt
Linguist edits them. They are read as they are, so that a translator sees the change at Krita's next start."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TEXTS: dict[str, str] = {}
"""Those of the artist's language, once the plugin is registered."""
FOLDER, NAME = "translations", "celtint_{0}.ts"


def tr(text: str) -> str:
    """The text in the artist's language, if there is a translation."""
    return TEXTS.get(text, text)


def texts(package: Path, languages: Iterable[str]) -> dict[str, str]:
    """Texts of the first of the languages, such as "de-AT" or "ja", that there is a translation to; none where English
    comes before it. package: the plugin's folder."""
    for each in languages:
        short = each.replace("_", "-").partition("-")[0].lower()
        if short in ("en", "c"):
            break
        path = package / FOLDER / NAME.format(short)
        if path.is_file():
            return read(path)
    return {}


def read(path: Path) -> dict[str, str]:
    """What is translated in a file."""
    rows = ElementTree.parse(path).iter("message")
    found = {row.findtext("source", ""): row.findtext("translation", "") for row in rows}
    return {source: text for source, text in found.items() if text}
