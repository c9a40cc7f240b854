"""Characters that packages of npm draw in many poses and with many faces: model sheets, and what is to be coloured.

comicgen's figures, with clothes and hair of several kinds, and the busts of @dicebear's outlined styles. Whole
characters and styles are kept out of training: some to choose weights by, some for the bench alone.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from celtint_train.data.cache import cache_root, filled, npm_package, unpacked
from celtint_train.evaluation.bench.pairs.sources import (
    COMIC,
    DICE,
    STYLES,
    Vector,
    draw_avatars,
    face_first,
    text_of,
    together,
)

FOLDER = "characters"
"""Of the cache: what is made of the packages for these characters."""
FIGURES = {
    "aryan": "train", "deenuova": "train", "deynuovo": "train", "priyanuova": "train", "ringonuovo": "train",
    "bean": "train", "ethan": "validation", "bill": "bench", "sophie": "bench",
}  # fmt: skip
"""comicgen's coloured characters and the split that each belongs to."""
ATTIRES = {
    "bodycon": "train", "casualfullsleevetee": "train", "casualtee": "train", "fullsleeveshirt": "train",
    "saree": "train", "stickfigure": "train", "tuckedinshirt": "train", "uniform": "train", "formal": "validation",
    "formalsuit": "bench",
}  # fmt: skip
"""What comicgen's figures with a choice of clothes wear; one that a held character wears is held with it."""
HEADS = 1
"""Figures of each of the clothes: each has hair and a hand of its own."""
HANDS = ("thinlines", "sketchy", "strokes")
BUSTS = {"adventurer": "train", "lorelei": "train", "open-peeps": "train", "big-smile": "train",
         "micah": "validation", "toon-head": "bench"}  # fmt: skip
ARTISTS = {
    "comicgen": "comicgen's characters by Ramya Mylavarapu, Devarani B and Swetha Mylavarapu, CC0 1.0",
    "adventurer": "Adventurer by Lisa Wischofsky, CC BY 4.0",
    "lorelei": "Lorelei by Lisa Wischofsky, CC0 1.0",
    "open-peeps": "Open Peeps by Pablo Stanley, CC0 1.0",
    "big-smile": "Custom Avatar by Ashley Seo, CC BY 4.0",
    "micah": "Avatar Illustration System by Micah Lanier, CC BY 4.0",
    "toon-head": "ToonHead by Johan Melin, CC BY 4.0",
}
"""Who drew each, and under what licence it may be learned from."""
FACES = 10
"""Characters of each of the @dicebear styles."""
DRAWINGS = 8
"""Of one character."""
SHADE = re.compile(r"<(path|ellipse|circle|polygon)\b[^<>]*\bopacity=\"0?\.\d+\"[^<>]*/>")
"""A shape of comicgen that darkens what lies below: shading, no part of its own."""

_BUSTS = """
import { createAvatar } from "@dicebear/core";
import { writeFileSync } from "node:fs";
const changing = {
  adventurer: ["eyes", "mouth", "eyebrows"], lorelei: ["eyes", "mouth", "eyebrows"], "open-peeps": ["face"],
  "big-smile": ["eyes", "mouth"], micah: ["eyes", "mouth", "eyebrows"], "toon-head": ["eyes", "mouth", "eyebrows"],
};
const other = ["hair", "head", "nose"];
const skins = ["f2d3b1", "ecad80", "c98a5e", "9e5f3c"];
let state = 1;
const below = (n) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0, Math.floor((state >>> 8) / 16777216 * n));
const shade = () => Array.from({ length: 3 }, () => (80 + below(150)).toString(16).padStart(2, "0")).join("");
for (const [number, style] of STYLES.entries()) {
  const made = await import(`@dicebear/${style}`);
  const known = Object.entries(made.schema.properties);
  for (let face = 0; face < FACES; face++) {
    state = 7919 * number + 104729 * face + 1;
    const options = { seed: `${style} ${face}` };
    for (const [key, told] of known) {
      if (told.items?.enum) options[key] = [told.items.enum[below(told.items.enum.length)]];
      else if (key.endsWith("Probability")) options[key] = below(100) < (told.default ?? 100) ? 100 : 0;
      else if (key === "skinColor" || key === "baseColor") options[key] = [skins[below(4)]];
      else if (/^(hair|clothing|clothes|shirt|headContrast|earring|glasses|facialHair)Color$/.test(key))
        options[key] = [shade()];
    }
    for (let drawing = 0; drawing < DRAWINGS; drawing++) {
      const loose = drawing % 4 === 3 && style !== "toon-head" ? other : [];
      for (const [key, told] of known)
        if (drawing && told.items?.enum && [...changing[style], ...loose].includes(key))
          options[key] = [told.items.enum[below(told.items.enum.length)]];
      const name = `${style}-${String(face).padStart(2, "0")}-${drawing}.svg`;
      writeFileSync(name, createAvatar(made, options).toString());
    }
  }
}
"""
"""Every fourth drawing has other hair: the part is known, its form is new."""


@dataclass(frozen=True)
class Character:
    """Drawings of one character, all in the same colours. style: the hand that drew it."""

    name: str
    style: str
    split: str
    drawings: tuple[Vector, ...]


def characters(split: str, styles: tuple[str, ...] = ("comicgen", *BUSTS)) -> Iterator[Character]:
    """The characters of a split ("train", "validation", "bench"), in an order that never changes.

    Raises DataError where a package cannot be had.
    """
    makers: dict[str, Callable[[str], Iterator[Character]]] = {"comicgen": _comicgen}
    makers |= {style: partial(_busts, style) for style in BUSTS}
    for style in styles:
        yield from makers[style](split)


def _comicgen(split: str) -> Iterator[Character]:
    root = unpacked(npm_package("comicgen", COMIC)) / "package" / "svg"
    for name in sorted(n for n, of in FIGURES.items() if of == split):
        for view in sorted({p.parent.parent for p in (root / name).rglob("pose/*.svg")}):
            poses, faces = (sorted((view / kind).glob("*.svg")) for kind in ("pose", "emotion"))
            behind = [faces, poses] if face_first(root / name) else [poses, faces]
            yield _figure(f"{name} {view.name}".replace(f"{name} {name}", name), split, behind)
    heads = sorted((root / "aavatar" / "gender").rglob("*.svg"))
    for number, attire in enumerate(sorted(a for a, of in ATTIRES.items() if of == split)):
        for k in range(HEADS):
            rng = np.random.default_rng([number, k, 5])
            head = heads[int(rng.integers(len(heads)))]
            faces = sorted((root / "aavatar" / "expression" / HANDS[k % len(HANDS)]).glob("*.svg"))
            poses = sorted((root / "aavatar" / "pose" / attire).glob("*.svg"))
            yield _figure(f"{attire} {head.stem}", split, [[head], faces, poses])


def _figure(name: str, split: str, layers: list[list[Path]]) -> Character:
    """A character of chosen poses and faces; each layer lies on those before it."""
    rng = np.random.default_rng(list(name.encode()))
    orders = [rng.permutation(len(layer)) for layer in layers]
    count = min(DRAWINGS, max(len(layer) for layer in layers))
    drawings = []
    for k in range(count):
        chosen = [layer[int(order[k % len(order)])] for layer, order in zip(layers, orders, strict=True)]
        title = f"{name} {' '.join(path.stem for path in chosen)}"
        drawings.append(Vector(title, SHADE.sub("", together(chosen)), part=1.0 if k % 4 != 1 else 0.5))
    return Character(name, "comicgen", split, tuple(drawings))


def _busts(style: str, split: str) -> Iterator[Character]:
    if BUSTS[style] != split:
        return
    folder = _drawn_busts()
    for face in range(FACES):
        paths = [folder / f"{style}-{face:02}-{k}.svg" for k in range(DRAWINGS)]
        yield Character(f"{style} {face}", style, split, tuple(Vector(p.stem, text_of(p)) for p in paths))


@lru_cache(maxsize=1)
def _drawn_busts() -> Path:
    script = f"const STYLES = {json.dumps(STYLES)}, FACES = {FACES}, DRAWINGS = {DRAWINGS};{_BUSTS}"
    return filled(cache_root() / FOLDER / f"dicebear-{DICE}-{FACES}-{DRAWINGS}", partial(draw_avatars, script))
