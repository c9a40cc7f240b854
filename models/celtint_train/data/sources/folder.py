"""A folder of somebody's own pictures."""

from collections.abc import Iterator
from pathlib import Path

from celtint.networks.descriptor import words

from celtint_train.data.sources.registry import Item, Source

FEWEST_GROUPS = 5
"""With fewer sub-folders than this a user's pictures are held back one by one."""
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")


def folder_source(folder: Path, licence: str = "the owner's own", weight: float = 0.25) -> Source:
    """A user's own folder of coloured pictures as a source; a picture's sub-folder is among its tags and, where there
    are `FEWEST_GROUPS` of them, its group. A fifth of the groups is held back: such sets are small."""

    def items() -> Iterator[Item]:
        inside = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in _PICTURES)
        grouped = len({path.parent for path in inside}) >= FEWEST_GROUPS
        for path in inside:
            group = path.parent if grouped and path.parent != Path() else path.with_suffix("")
            key, whole = path.as_posix().replace("/", "-"), folder / path
            yield Item(key, f"{folder.name} {group.as_posix()}", whole, whole, words(str(path)))

    by = f"Pictures in the folder {folder.name}"
    return Source(f"folder-{folder.name}", licence, by, weight, items, 0.2, one_at_least=True)
