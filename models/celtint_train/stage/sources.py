"""The sets of pictures that objects are taken from, by the names of their packages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources

from celtint_train.data.cache import DataError, npm_package, unpacked
from celtint_train.stage.figures import figure

PERMISSIVE = ("MIT", "CC0-1.0", "public domain", "Apache-2.0", "CC-BY-4.0")
"""What objects of the wheel may be under: nothing that asks for more than to be named."""

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@dataclass(frozen=True)
class ArtSet:
    """Pictures of one hand. read: the text of an SVG by its name; package: said in an object's source. sketch: it is
    drawn with outlines of its own, which are left out."""

    name: str
    package: str
    licence: str
    attribution: str
    read: Callable[[str], str]
    sketch: bool = False


def art_sets() -> dict[str, ArtSet]:
    """Every set by its short name. Reading from one raises DataError where its package cannot be had or has no such
    picture."""
    sets = [
        ArtSet(
            "fluent",
            "npm fluentui-emoji 1.3.0",
            "MIT",
            "Fluent Emoji by Microsoft Corporation, packaged by Mohammad Abu Mattar",
            _fluent,
        ),
        ArtSet(
            "figure",
            "npm fluentui-emoji 1.3.0, on bodies of celtint",
            "MIT",
            "Fluent Emoji by Microsoft Corporation, packaged by Mohammad Abu Mattar; bodies drawn for celtint",
            lambda name: figure(name, _fluent),
        ),
        ArtSet("own", "celtint", "Apache-2.0", "drawn for celtint", _own),
        _iconify("noto", "1.2.9", "Apache-2.0", "Noto Emoji by Google Inc"),
        _iconify("twemoji", "1.2.5", "CC-BY-4.0", "Twemoji by Twitter, Inc and other contributors"),
    ]
    return {one.name: one for one in sets}


def _fluent(name: str) -> str:
    path = unpacked(npm_package("fluentui-emoji", "1.3.0")) / "package" / "icons" / "flat" / f"{name}.svg"
    if not path.is_file():
        raise DataError(f"fluentui-emoji has no picture {name!r}; take it out of the catalogue.")
    return path.read_text(encoding="utf-8")


def _own(name: str) -> str:
    file = resources.files("celtint_train") / "stage" / "own" / f"{name}.svg"
    if not file.is_file():
        raise DataError(f"There is no drawing {name!r} in celtint_train/stage/own; take it out of the catalogue.")
    return file.read_text(encoding="utf-8")


def _iconify(name: str, version: str, licence: str, attribution: str) -> ArtSet:
    package = f"npm @iconify-json/{name} {version}"
    return ArtSet(name, package, licence, attribution, partial(_icon, name, version))


@cache
def _icons(name: str, version: str) -> dict[str, str]:
    folder = unpacked(npm_package(f"@iconify-json/{name}", version)) / "package"
    told = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
    sides = told.get("width", 16), told.get("height", 16)
    made = {}
    for icon, row in told["icons"].items():
        left, top = row.get("left", 0), row.get("top", 0)
        width, height = row.get("width", sides[0]), row.get("height", sides[1])
        made[icon] = f'{_HEAD} viewBox="{left} {top} {width} {height}">{row["body"]}</svg>'
    return made


def _icon(name: str, version: str, icon: str) -> str:
    icons = _icons(name, version)
    if icon not in icons:
        raise DataError(f"@iconify-json/{name} has no picture {icon!r}; take it out of the catalogue.")
    return icons[icon]
