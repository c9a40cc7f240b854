"""Art that its artists give out under open licences, from packages of npm and Debian."""

import json
import re
from collections.abc import Iterator

from celtint.networks.descriptor import words

from celtint_train.data.cache import debian_package, npm_package, unpacked
from celtint_train.data.sources.registry import Item, register

# Signs, letters, logos: flat marks that are coloured by convention and teach nothing about drawings.
_MARKS = (
    "flag",
    "symbol",
    "component",
    "regional-indicator",
    "brand",
    "ui-element",
    "button",
    "keycap",
    "arrow",
)


@register("openmoji", "CC-BY-SA-4.0", "OpenMoji, the open-source emoji and icon project, openmoji.org", 0.20)
def _openmoji() -> Iterator[Item]:
    package = npm_package("openmoji", "17.0.0")
    root = unpacked(package) / "package"
    for row in json.loads((root / "data" / "openmoji.json").read_text(encoding="utf-8")):
        colour = root / "color" / "svg" / f"{row['hexcode']}.svg"
        line = root / "black" / "svg" / colour.name
        if (
            row["skintone"]
            or any(m in f"{row['group']}/{row['subgroups']}" for m in _MARKS)
            or not (colour.exists() and line.exists())
        ):
            continue
        tags = words(row["annotation"], row["tags"], row["subgroups"])
        yield Item(row["hexcode"], f"openmoji {row['annotation'].split(':')[0]}", colour, package, tags, line)


@register("fluentui", "MIT", "Fluent Emoji by Microsoft Corporation, packaged as fluentui-emoji", 0.16)
def _fluentui() -> Iterator[Item]:
    package = npm_package("fluentui-emoji", "1.3.0")
    for path in sorted((unpacked(package) / "package" / "icons" / "flat").glob("*.svg")):
        base = re.sub(r"-(default|light|medium-light|medium|medium-dark|dark)$", "", path.stem)
        # One of the six skin tones each, chosen by the name, so that people are not all yellow.
        tones = ["default", "light", "medium-light", "medium", "medium-dark", "dark"]
        chosen = tones[sum(base.encode()) % len(tones)]
        if path.stem != base and not path.stem.endswith(f"{base}-{chosen}"):
            continue
        if not any(mark in path.stem for mark in (*_MARKS, "square", "circle", "heavy-")):
            yield Item(path.stem, f"fluentui {base}", path, package, words(base.replace("-", " ")))


_CAMPAIGNS = [
    "did",
    "dm",
    "dw",
    "ei",
    "httt",
    "l",
    "low",
    "nr",
    "sof",
    "sota",
    "sotbe",
    "thot",
    "trow",
    "tsg",
    "ttb",
    "utbs",
]


@register(
    "wesnoth",
    "GPL-2.0-or-later, partly CC-BY-SA-4.0",
    "The Battle for Wesnoth project and its artists; per-file credits in the package's copyright file",
    0.26,
)
def _wesnoth() -> Iterator[Item]:
    for name in ("data", *_CAMPAIGNS):
        package = debian_package(f"wesnoth-1.16-{name}")
        root = unpacked(package)
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root).as_posix()
            if path.suffix not in (".png", ".jpg", ".webp") or "l10n" in inside:
                continue
            kind = next((k for k in ("portraits", "story") if f"/{k}/" in inside), None)
            if kind is None:
                continue
            group = re.split(r"[-_+0-9]", path.stem)[0] or path.stem
            if kind == "story":
                group = f"{name} story {path.stem}"
            folders = inside.split("/images/")[-1]
            tags = words(folders.rsplit(".", 1)[0].replace("portraits", "portrait"))
            yield Item(f"{name}-{folders.replace('/', '-')}", f"wesnoth {group}", path, package, tags)


_NOT_DRAWINGS = (
    "computer",
    "shapes",
    "signs_and_symbols",
    "special",
    "geography",
    "buttons",
    "logos",
    "smiley",
)


@register("openclipart", "Public domain", "Open Clip Art Library 0.18 and its artists, openclipart.org", 0.20)
def _openclipart() -> Iterator[Item]:
    package = debian_package("openclipart-png")
    root = unpacked(package) / "usr" / "share" / "openclipart" / "png"
    for path in sorted(root.rglob("*.png")):
        inside = path.relative_to(root).as_posix()
        if any(inside.startswith(n) or f"/{n}" in inside for n in (*_NOT_DRAWINGS, "flag", "aiga", "roadsign", "card")):
            continue
        base = re.split(r"_[a-z]*_?[a-z0-9]*_\d|_\d|\d", path.stem)[0]
        yield Item(inside.replace("/", "-"), f"openclipart {base}", path, package, words(inside.rsplit(".", 1)[0]))


_NOT_ART = ("imagemap", "popup", "launcher", "hover", "logo", "ninepatch", "washington", "whitehouse")


@register("renpy", "Expat", "Ren'Py: The Question and the Ren'Py tutorial, by their artists", 0.06)
def _renpy() -> Iterator[Item]:
    for name in ("renpy-thequestion", "renpy-demo"):
        package = debian_package(name)
        root = unpacked(package)
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root).as_posix()
            if path.suffix not in (".png", ".jpg", ".webp") or "/images/" not in inside:
                continue
            if any(word in path.stem for word in _NOT_ART):
                continue
            yield Item(
                f"{name}-{path.stem}",
                f"renpy {words(path.stem)[:1]}",
                path,
                package,
                words(path.stem, "girl"),
            )


@register("tuxpaint", "GPL-2.0-or-later, partly public domain", "Tux Paint stamps and their artists", 0.08)
def _tuxpaint() -> Iterator[Item]:
    package = debian_package("tuxpaint-stamps-default")
    root = unpacked(package) / "usr" / "share" / "tuxpaint" / "stamps"
    for path in sorted(root.rglob("*.svg")):
        inside = path.relative_to(root).as_posix()
        if inside.startswith("symbols") or "flag" in inside:
            continue
        base = re.sub(r"[-_]?(left|right|\d+)$", "", path.stem)
        yield Item(inside.replace("/", "-"), f"tuxpaint {base}", path, package, words(inside.rsplit(".", 1)[0]))
