"""Where the bench's pairs come from: outlined vector art of several hands, from packages of npm and Debian.

Nothing learns from these pictures here; two styles (``held``) are kept out of every choice of a constant.
"""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from celtint_train.data.cache import DataError, cache_root, debian_package, filled, npm_package, unpacked

FOLDER = "pairs"
"""Of the cache: what is made of the packages for this bench."""
COMIC, DICE = "1.9.9", "9.4.3"
POLITICIANS = ("biden", "trump")
COLOURLESS = ("ava", "dee", "dey", "evan", "priya", "ringo")
"""Drawn in black and white; most of them are there in colours too, under another name."""
STYLES = ("adventurer", "lorelei", "open-peeps", "micah", "big-smile", "toon-head")
AVATARS = 24
"""Faces drawn of each of the styles."""
MARKS = ("flags", "symbols", "extras-openmoji", "extras-unicode")
NOT_DRAWINGS = (
    "computer",
    "shapes",
    "signs_and_symbols",
    "special",
    "geography",
    "buttons",
    "logos",
    "flag",
    "unsorted",
)
NOT_FLAT = re.compile(r"Gradient|clip-path|filter|<image|<text|opacity\s*[:=]\s*\"?0?\.\d")
_DARK_STROKE = re.compile(r"stroke\s*[:=]\s*\"?(#000|black)")
_FILL = re.compile(r"fill\s*[:=]\s*\"?(#[0-9a-fA-F]{6})")
FEWEST_FILLS, MOST_BYTES = 5, 150_000

_AVATARS = """
import { createAvatar } from "@dicebear/core";
import { writeFileSync } from "node:fs";
const colours = ["d97b4f", "8b5a3c", "e8c15a", "5b7fa6", "a65b8c", "6aa66f"];
const skins = ["f2d3b1", "ecad80", "c98a5e", "9e5f3c"];
for (const style of STYLES) {
  const options = style === "lorelei" ? { hairColor: colours, skinColor: skins } : {};
  const made = await import(`@dicebear/${style}`);
  for (let seed = 0; seed < AVATARS; seed++) {
    const name = `${style}-${String(seed).padStart(2, "0")}.svg`;
    writeFileSync(name, createAvatar(made, { seed: `${style} ${seed}`, ...options }).toString());
  }
}
"""


@dataclass(frozen=True)
class Vector:
    """A drawing of a package: ``svg`` is its text, ``line`` that of its exact lines where they are a drawing of their
    own. part: the share of its height, from the top, that is taken (a bust of a whole figure)."""

    name: str
    svg: str
    line: str | None = None
    part: float = 1.0


@dataclass(frozen=True)
class PairSource:
    """Drawings of one hand, listed in an order that never changes. held: no constant is chosen on it."""

    name: str
    drawings: Callable[[], Iterator[Vector]]
    held: bool = False


def sources() -> tuple[PairSource, ...]:
    """Every source, those that are held last."""
    styles = [PairSource(f"dicebear {style}", partial(_avatars, style), style == "toon-head") for style in STYLES]
    every = [PairSource("comicgen", _comicgen), *styles, PairSource("openclipart", _openclipart)]
    every.append(PairSource("openmoji", _openmoji, held=True))
    return tuple(sorted(every, key=lambda source: source.held))


def shuffled(names: list[str]) -> list[str]:
    """In an order that looks like chance and depends on the names alone."""
    return sorted(names, key=lambda name: hashlib.blake2b(name.encode(), digest_size=8).digest())


def text_of(path: Path) -> str:
    """An SVG without what stands before its root."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return text[text.find("<svg") :]


def _comicgen() -> Iterator[Vector]:
    """Poses with faces, every second one a bust."""
    root = unpacked(npm_package("comicgen", COMIC)) / "package" / "svg"
    poses = [p.relative_to(root).as_posix() for p in root.glob("**/pose/*.svg")]
    kept = [p for p in poses if p.split("/")[0] not in (*POLITICIANS, *COLOURLESS)]
    for number, name in enumerate(shuffled(kept)):
        pose = root / name
        faces = sorted((pose.parent.parent / "emotion").glob("*.svg"))
        if not faces:
            continue
        face = faces[int.from_bytes(hashlib.blake2b(name.encode(), digest_size=2).digest()) % len(faces)]
        layers = [face, pose] if face_first(root / name.split("/")[0]) else [pose, face]
        svg = together(layers)
        yield Vector(f"{name[:-4]} {face.stem}".replace("/pose/", " "), svg, part=1.0 if number % 2 else 0.45)


def together(layers: list[Path]) -> str:
    """Layers of a comicgen character as one SVG, the lowest first."""
    inside = "".join(text_of(layer) for layer in layers)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 600">{inside}</svg>'


@lru_cache(maxsize=64)
def face_first(character: Path) -> bool:
    """Whether a character's template lays the face below the pose; it may name another's."""
    template = (character / "index.svg").read_text(encoding="utf-8")
    other = re.search(r'import "\.\./(\w+)/', template)
    if other:
        return face_first(character.parent / other[1])
    return template.find("emotion") < template.find("pose")


def _avatars(style: str) -> Iterator[Vector]:
    folder = _drawn_avatars()
    for number in range(AVATARS):
        path = folder / f"{style}-{number:02}.svg"
        yield Vector(path.stem, text_of(path))


def _drawn_avatars() -> Path:
    """A folder with the faces of all styles, drawn by the packages' own code under Node.

    Raises DataError when there is no Node or it fails.
    """
    script = f"const STYLES = {json.dumps(STYLES)}, AVATARS = {AVATARS};{_AVATARS}"
    return filled(cache_root() / FOLDER / f"dicebear-{DICE}-{AVATARS}", partial(draw_avatars, script))


def draw_avatars(text: str, folder: Path) -> None:
    """Run a script, which draws with @dicebear's packages, in ``folder``. Raises DataError where that fails."""
    if shutil.which("node") is None:
        raise DataError("node is needed to draw the faces of @dicebear; install it and try again.")
    for name in ("core", *STYLES):
        package = unpacked(npm_package(f"@dicebear/{name}", DICE)) / "package"
        shutil.copytree(package, folder / "node_modules" / "@dicebear" / name)
    script = folder / "draw.mjs"
    script.write_text(text, encoding="utf-8")
    done = subprocess.run(["node", script.name], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DataError(f"node could not draw the faces of @dicebear: {(done.stderr.strip() or 'no message')[-200:]}")


def cartoon(name: str) -> Vector:
    """A drawing of openclipart by its path in the package, without its ending."""
    return Vector(name.replace("/", " "), text_of(_cartoons() / f"{name}.svg"))


def _cartoons() -> Path:
    return unpacked(debian_package("openclipart-svg")) / "usr" / "share" / "openclipart" / "svg"


def _openclipart() -> Iterator[Vector]:
    """Cartoons with dark strokes and flat fills, nothing else in them."""
    root = _cartoons()
    for name in shuffled([p.relative_to(root).as_posix() for p in root.rglob("*.svg")]):
        if any(name.startswith(n) or f"/{n}" in name for n in NOT_DRAWINGS):
            continue
        path = root / name
        if path.stat().st_size > MOST_BYTES:
            continue
        text = text_of(path)
        fills = {f for f in _FILL.findall(text) if max(int(f[k : k + 2], 16) for k in (1, 3, 5)) > 90}
        if len(fills) >= FEWEST_FILLS and _DARK_STROKE.search(text) and not NOT_FLAT.search(text):
            yield Vector(name[:-4].replace("/", " "), text)


def _openmoji() -> Iterator[Vector]:
    root = unpacked(npm_package("openmoji", "17.0.0")) / "package"
    rows = json.loads((root / "data" / "openmoji.json").read_text(encoding="utf-8"))
    known = {r["hexcode"]: r for r in rows if not r["skintone"] and r["group"] not in MARKS}
    for code in shuffled(list(known)):
        colour, line = (root / kind / "svg" / f"{code}.svg" for kind in ("color", "black"))
        if colour.exists() and line.exists():
            yield Vector(f"{code} {known[code]['annotation']}".replace("/", " "), text_of(colour), text_of(line))
