"""What objects there are: lists chosen by hand, one file a group, in the folder `catalogue`.

``name = { art = ["SET:PICTURE<"], tags = [...] }``: a class of objects, its pictures (the best first) and other words
for it. ``<`` or ``>`` after a picture says that it looks to the left or right; after a space may stand what a person
does in it. What a group says of all (``kind``,
``repeats``, ``widens``, ``poses``), a class may say for itself. ``[cut]`` names colours of a picture that are left out:
the water under a boat, the lamp beside a sofa.
"""

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from celtint_train.stage.painted import RGB

KINDS = ("stands", "floats", "hangs", "lies", "flies")
FACING = {"<": "left", ">": "right"}
SETTLED = {"kind": "stands", "repeats": False, "widens": False, "poses": []}


@dataclass(frozen=True)
class Entry:
    """One picture of a class. told: kind, repeats, widens, poses. cut: colours that are left out of it."""

    name: str
    group: str
    art: str
    picture: str
    tags: tuple[str, ...]
    facing: str
    told: dict[str, Any]
    cut: tuple[RGB, ...] = ()

    @property
    def id(self) -> str:
        """The set and the picture, as in ``fluent:dog``."""
        return f"{self.art}:{self.picture}"


def entries() -> list[Entry]:
    """Every picture of the catalogue, in its order. Raises ValueError for a slip in one of its files."""
    files = sorted(
        (f for f in (resources.files("celtint_train") / "stage" / "catalogue").iterdir() if f.name.endswith(".toml")),
        key=lambda f: f.name,
    )
    found = [entry for file in files for entry in _entries(tomllib.loads(file.read_text(encoding="utf-8")))]
    twice = {e.id for e in found if sum(e.id == other.id for other in found) > 1}
    if twice:
        raise ValueError(f"The catalogue lists {', '.join(sorted(twice))} more than once.")
    return found


def _entries(file: dict[str, Any]) -> list[Entry]:
    of_group = SETTLED | {key: file[key] for key in SETTLED if key in file}
    found = []
    for name, row in file["objects"].items():
        unknown = set(row) - {"art", "tags", *SETTLED}
        told = of_group | {key: row[key] for key in SETTLED if key in row}
        if unknown or told["kind"] not in KINDS:
            raise ValueError(f"The catalogue says {', '.join(sorted(unknown)) or told['kind']!r} of {name!r}.")
        for art in row["art"]:
            shown, _, poses = art.partition(" ")
            of, picture = shown.rstrip("<>").split(":")
            tags = tuple(dict.fromkeys([name, *row.get("tags", [])]))
            cut = tuple(_rgb(colour) for colour in file.get("cut", {}).get(f"{of}:{picture}", ()))
            own = told | {"poses": poses.split(", ") if poses else told["poses"]}
            found.append(Entry(name, file["group"], of, picture, tags, FACING.get(shown[-1], "front"), own, cut))
    return found


def _rgb(text: str) -> RGB:
    r, g, b = bytes.fromhex(text.removeprefix("#"))
    return r, g, b
