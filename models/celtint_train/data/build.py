"""Build the packed sets: every picture of a source as WebP, at most 288 pixels a side, with a manifest.

``sets/<source>/<id>.webp`` (RGBA where the original is see-through), ``<id>.line.webp`` where exact lines are
known, ``manifest.jsonl`` with one row a picture. Interrupted builds go on where they stopped: a picture whose
file is there is not made again, and the manifest, written last and in one move, says that the set is
complete.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from celtint.types.arrays import F32, U8
from celtint_models.writing import write_whole
from PIL import Image, UnidentifiedImageError
from tqdm import tqdm

from celtint_train.data.cache import DataError, cache_root, sha256_of
from celtint_train.data.sources.folder import folder_source
from celtint_train.data.sources.registry import Item, Source, known_sources

SIDE = 288
MIN_SIDE = 96
MAX_PIXELS = 40_000_000


def split_of(group: str, held_back: float) -> str:
    """ "validation" for about that share of the groups, chosen by the group's hash and nothing else."""
    return "validation" if _chance(group) < held_back else "train"


def _chance(group: str) -> float:
    return int.from_bytes(hashlib.blake2b(group.encode(), digest_size=4).digest(), "big") / 2**32


def _render_svg(path: Path) -> U8 | None:
    import resvg_py

    try:
        data = bytes(resvg_py.svg_to_bytes(svg_path=str(path), width=SIDE))
    except ValueError:
        return None
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    return None if decoded is None else np.asarray(decoded, np.uint8)


def _read(path: Path) -> U8 | None:
    """(H, W, 4) BGRA, or None for what is no picture, too small, or too large to be decoded safely."""
    if path.suffix.lower() == ".svg":
        return _render_svg(path)
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_PIXELS or max(picture.size) < MIN_SIDE:
                return None
            rgba = np.asarray(picture.convert("RGBA"), np.uint8)
    except (UnidentifiedImageError, OSError):
        return None
    return np.ascontiguousarray(rgba[:, :, [2, 1, 0, 3]])


def _painted_box(alpha: U8) -> tuple[slice, slice]:
    """What is painted and a little air around it."""
    rows, columns = np.flatnonzero((alpha > 8).any(axis=1)), np.flatnonzero((alpha > 8).any(axis=0))
    if len(rows) == 0:
        return slice(0, 0), slice(0, 0)
    air = max(alpha.shape) // 40
    return (
        slice(max(rows[0] - air, 0), rows[-1] + 1 + air),
        slice(max(columns[0] - air, 0), columns[-1] + 1 + air),
    )


def _shrunk(planes: U8) -> U8:
    """(h, w, 4 or more) with alpha as the fourth plane, at most SIDE pixels a side, averaged with its
    alpha."""
    part: F32 = planes.astype(np.float32)
    part[:, :, :3] = part[:, :, :3] * (part[:, :, 3:4] / 255.0)
    scale = min(1.0, SIDE / max(part.shape[:2]))
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    small[:, :, :3] = small[:, :, :3] * (255.0 / np.maximum(small[:, :, 3:4], 1.0))
    return np.asarray(np.clip(small + 0.5, 0, 255), np.uint8)


def _worth_keeping(bgra: U8) -> bool:
    """Large enough, really coloured (not a silhouette or a single flat), and not all but empty."""
    if max(bgra.shape[:2], default=0) < MIN_SIDE or min(bgra.shape[:2]) < 32:
        return False
    solid = bgra[bgra[:, :, 3] > 200][:, :3].astype(np.int16)
    if len(solid) < 0.06 * bgra.shape[0] * bgra.shape[1]:
        return False
    chroma = solid.max(axis=1) - solid.min(axis=1)
    return bool((chroma > 24).mean() > 0.03 and solid.std() > 6)


def _write(path: Path, bgra: U8, quality: int) -> None:
    opaque = bool((bgra[:, :, 3] > 250).all())
    done, data = cv2.imencode(".webp", bgra[:, :, :3] if opaque else bgra, [cv2.IMWRITE_WEBP_QUALITY, quality])
    if not done:
        raise DataError(f"{path.name} could not be written as WebP.")
    write_whole(path, data.tobytes())


def _make(item: Item, name: str, folder: Path) -> tuple[int, int] | None:
    """Write the item's files; its size, or None when it is not worth keeping."""
    colour = _read(item.colour)
    if colour is None:
        return None
    box = _painted_box(colour[:, :, 3])
    if min(colour[box].shape[:2]) == 0:
        return None
    drawn = _read(item.line) if item.line is not None else None
    exact = drawn is not None and drawn.shape == colour.shape
    planes = np.dstack([colour, drawn[:, :, 3]]) if drawn is not None and exact else colour
    small = _shrunk(planes[box])
    if not _worth_keeping(small[:, :, :4]):
        return None
    if exact:
        cv2.imwrite(str(folder / f"{name}.line.webp"), small[:, :, 4], [cv2.IMWRITE_WEBP_QUALITY, 80])
    _write(folder / f"{name}.webp", np.ascontiguousarray(small[:, :, :4]), 88)
    return int(small.shape[1]), int(small.shape[0])


def _rows(source: Source, folder: Path, earlier: dict[str, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    hashes: dict[Path, str] = {}
    items = list(source.items())
    always = min((item.group for item in items), key=_chance, default=None) if source.one_at_least else None
    for item in tqdm(items, desc=source.name, unit="picture"):
        if item.package not in hashes:
            hashes[item.package] = sha256_of(item.package)
        name = hashlib.blake2b(f"{source.name}/{item.key}".encode(), digest_size=8).hexdigest()
        split = "validation" if item.group == always else split_of(item.group, source.held_back)
        known = earlier.get(name)
        if known and known["package_sha256"] == hashes[item.package]:
            yield known | {"group": item.group, "split": split}
            continue
        size = _make(item, name, folder)
        if size is not None:
            yield {
                "id": name, "source": source.name, "file": item.key, "package": item.package.name,
                "package_sha256": hashes[item.package], "licence": source.licence,
                "attribution": source.attribution, "tags": list(item.tags), "group": item.group,
                "split": split, "size": list(size),
                "line": (folder / f"{name}.line.webp").exists(),
                "sha256": sha256_of(folder / f"{name}.webp"),
            }  # fmt: skip


def build(source: Source) -> Path:
    """Build one source's set in the cache and return its folder; quick when it is already there and whole."""
    folder = cache_root() / "sets" / source.name
    folder.mkdir(parents=True, exist_ok=True)
    journal = folder / "manifest.part"
    manifest = folder / "manifest.jsonl"
    earlier: dict[str, dict[str, Any]] = {}
    for path in (manifest, journal):
        earlier |= {row["id"]: row for row in _told(path) if _intact(folder, row)}
    made = []
    with journal.open("a", encoding="utf-8") as stream:  # what an earlier build came to stays until this one is done
        stream.write("\n")
        for row in _rows(source, folder, earlier):
            made.append(json.dumps(row) + "\n")
            stream.write(made[-1])
            stream.flush()
    write_whole(manifest, "".join(made).encode())
    journal.unlink()
    return folder


def _told(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a manifest or a journal; what a stop left half written is left out."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with contextlib.suppress(json.JSONDecodeError):
            yield json.loads(line)


def _intact(folder: Path, row: dict[str, Any]) -> bool:
    path = folder / f"{row['id']}.webp"
    lines = not row["line"] or (folder / f"{row['id']}.line.webp").exists()
    return lines and path.exists() and sha256_of(path) == row["sha256"]


def build_named(names: Iterable[str]) -> None:
    """Build sources by name; a name that is a folder's path is a user's own pictures."""
    known = known_sources()
    for name in names:
        if name in known:
            build(known[name])
        elif Path(name).is_dir():
            build(folder_source(Path(name)))
        else:
            raise DataError(f"{name} is neither a source ({', '.join(known)}) nor a folder.")
    write_attribution()


def write_attribution() -> Path:
    """ATTRIBUTION.md beside the sets: for every source its licence, its authors and how many pictures it
    gave."""
    root = cache_root() / "sets"
    lines = ["# Attribution", "", "Pictures the networks of celtint learn from.", ""]
    for manifest in sorted(root.glob("*/manifest.jsonl")):
        rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
        if rows:
            packages = ", ".join(sorted({f"`{r['package']}`" for r in rows}))
            lines += [f"## {rows[0]['source']}", "", f"- licence: {rows[0]['licence']}"]
            lines += [
                f"- by: {rows[0]['attribution']}",
                f"- pictures: {len(rows)}",
                f"- from: {packages}",
                "",
            ]
    path = root / "ATTRIBUTION.md"
    write_whole(path, "\n".join(lines).encode())
    return path
