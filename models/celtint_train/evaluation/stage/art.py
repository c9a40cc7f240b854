"""Art of the classes that the bench knows, by many hands: what its classifier learns from, source by source."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from celtint.types.arrays import U8

from celtint_train.data.cache import DataError, npm_package, unpacked

ICONIFY = {
    "noto": "1.2.9",
    "twemoji": "1.2.5",
    "fxemoji": "1.2.2",
    "emojione": "1.2.3",
    "streamline-emojis": "1.2.4",
}
"""Sets packed as @iconify-json/NAME, with their versions."""
SOURCES = (*ICONIFY, "openmoji", "fluent")
HEADS = (
    "boy", "girl", "baby", "old man", "old woman", "police officer", "builder", "cook", "farmer", "firefighter",
    "astronaut", "guard", "princess", "prince", "wizard", "father christmas",
)  # fmt: skip
"""People of whom the sets have heads and busts alone: no drawing of them is narrower than 0.6 of its height."""
_TONE = re.compile(r"-?(default|light|medium-light|medium|medium-dark|dark)(-skin-tone)?$")
_GROUPS = ("animals", "plants", "food", "places", "vehicles", "sky", "home", "play", "people")


@dataclass(frozen=True)
class Drawing:
    """A picture of a class: ``kind`` is the class, ``source`` the set, ``svg`` its text."""

    kind: str
    source: str
    name: str
    svg: str


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """classes.toml: group to class to further names."""
    told = tomllib.loads((Path(__file__).parent / "classes.toml").read_text(encoding="utf-8"))
    return {group: told[group] for group in _GROUPS}


@cache
def classes() -> tuple[str, ...]:
    """Every class, in an order that stays."""
    return tuple(kind for group in table().values() for kind in group)


@cache
def class_of(tag: str) -> str | None:
    """The class that a layout means by a tag; None where it means none."""
    told = tomllib.loads((Path(__file__).parent / "classes.toml").read_text(encoding="utf-8"))
    word = told["words"].get(tag, tag)
    return word if word in classes() else None


@cache
def _by_name() -> dict[str, str]:
    """Names without spaces, hyphens and numbers, to classes; a class's own name wins over another's further one."""
    further = {_bare(n): kind for group in table().values() for kind, names in group.items() for n in names}
    return further | {_bare(kind): kind for kind in classes()}


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"-\d+$", "", name.lower().replace("’", "").replace("'", "")))


def kind_named(name: str) -> str | None:
    """The class of a picture that a set calls by this name."""
    return _by_name().get(_bare(name))


def drawings(source: str) -> Iterator[Drawing]:
    """What a set has of the classes, in an order that stays. Raises DataError for a set that isn't known or had."""
    if source in ICONIFY:
        yield from _iconify(source)
    elif source == "openmoji":
        yield from _openmoji()
    elif source == "fluent":
        yield from _fluent()
    else:
        raise DataError(f"{source} is none of {', '.join(SOURCES)}.")


def _iconify(source: str) -> Iterator[Drawing]:
    root = unpacked(npm_package(f"@iconify-json/{source}", ICONIFY[source])) / "package"
    told = json.loads((root / "icons.json").read_text(encoding="utf-8"))
    for name, icon in sorted(told["icons"].items()):
        kind = kind_named(name)
        if kind is not None and not icon.get("hidden"):
            width, height = (icon.get(side, told.get(side, 16)) for side in ("width", "height"))
            svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox='
            yield Drawing(kind, source, name, f'{svg}"0 0 {width} {height}">{icon["body"]}</svg>')


def _openmoji() -> Iterator[Drawing]:
    root = unpacked(npm_package("openmoji", "17.0.0")) / "package"
    for row in json.loads((root / "data" / "openmoji.json").read_text(encoding="utf-8")):
        kind, path = kind_named(row["annotation"]), root / "color" / "svg" / f"{row['hexcode']}.svg"
        if kind is not None and not row["skintone"] and path.exists():
            yield Drawing(kind, "openmoji", row["annotation"], path.read_text(encoding="utf-8"))


def _fluent() -> Iterator[Drawing]:
    folder = unpacked(npm_package("fluentui-emoji", "1.3.0")) / "package" / "icons" / "flat"
    for path in sorted(folder.glob("*.svg")):
        base = _TONE.sub("", path.stem)
        kind = kind_named(base)
        if kind is not None and path.stem in (base, f"{base}-default"):
            yield Drawing(kind, "fluent", base, path.read_text(encoding="utf-8"))


def rendered(svg: str, side: int) -> U8 | None:
    """A drawing cut to what is painted: (h, w, 4) uint8 straight sRGB RGBA, the longer side about ``side``; None
    where nothing can be drawn."""
    import resvg_py

    try:
        data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side))
    except ValueError:
        return None
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.ndim != 3 or decoded.shape[2] != 4:
        return None
    ys, xs = np.nonzero(decoded[..., 3] > 8)
    if len(ys) == 0:
        return None
    cut = decoded[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return np.ascontiguousarray(cut[..., [2, 1, 0, 3]], np.uint8)
