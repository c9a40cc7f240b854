"""What is to be done for a strip: which pictures are coloured, which show when, and where the frames go."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from celtint_blender.host.refused import Refused
from celtint_blender.sequencer import host

if TYPE_CHECKING:
    from typing import Any

KINDS = ("IMAGE", "MOVIE")
KEYS, HINTS = "key", "hint"
"""A strip of pictures above, with such a word in its name, holds the keys or the hints."""


@dataclass
class Picture:
    """One drawing to colour.

    name: of its file, without ending. path: its file, None for a movie's, which is read at `frame` of the timeline.
    """

    name: str
    frame: int
    path: Path | None
    key: Path | None = None
    hints: Path | None = None


@dataclass(frozen=True)
class Plan:
    """Everything about one strip.

    pictures: each drawing once, in the order in which they first show. shows: of the new strip's pictures, which of
    them each is. shown: by frame of the timeline, which of them it shows. folder: where the frames go; it isn't there
    yet.
    """

    scene: str
    strip: str
    pictures: tuple[Picture, ...]
    shows: tuple[int, ...]
    shown: dict[int, int]
    folder: Path

    @property
    def paths(self) -> list[Path]:
        """The new strip's files."""
        return [self.folder / f"{self.pictures[k].name}.png" for k in self.shows]


@dataclass(frozen=True)
class Choices:
    """Folders that the artist chose, or None. keys, hints: pictures named like the frames. output: for the frames."""

    keys: Path | None = None
    hints: Path | None = None
    output: Path | None = None
    first: int | None = None
    last: int | None = field(default=None)


def plan(scene: Any, strip: Any, choices: Choices, again: bool = False) -> Plan:
    """What colouring a strip takes; with `again`, where the frames of the last time are. Raises Refused."""
    if strip.type not in KINDS:
        raise Refused(f"{strip.name} is no strip of pictures and no movie; select the strip with the drawings.")
    frames = [f for f in host.shown(strip) if _within(f, choices)]
    if not frames:
        raise Refused(f"{strip.name} shows no frame in the range; choose another.")
    pictures, of_element = _pictures(strip, frames)
    _check_files(strip, pictures)
    _add_layers(scene, strip, choices, frames, pictures, of_element)
    count = host.get(strip, "length") + host.get(strip, "skip_first") + host.get(strip, "skip_last")
    low, high = min(of_element), max(of_element)
    shows = tuple(of_element[min(max(k, low), high)] for k in range(count))
    shown = {frame: of_element[host.plain_element(strip, frame)] for frame in frames}
    return Plan(scene.name, strip.name, tuple(pictures), shows, shown, _folder(strip, choices, again))


def _within(frame: int, choices: Choices) -> bool:
    first, last = choices.first, choices.last
    return (first is None or frame >= first) and (last is None or frame <= last)


def _pictures(strip: Any, frames: list[int]) -> tuple[list[Picture], dict[int, int]]:
    """The drawings that show, and for each of the new strip's pictures that show which of them it is."""
    files = host.files(strip) if strip.type == "IMAGE" else ()
    found: dict[object, int] = {}
    pictures: list[Picture] = []
    of_element: dict[int, int] = {}
    for frame in frames:
        place = host.element(strip, frame)
        path = files[place] if files else None
        which = path or place
        if which not in found:
            found[which] = len(pictures)
            name = path.stem if path else f"{host.movie(strip).stem}-{place + 1:04d}"
            pictures.append(Picture(name, frame, path))
        of_element[host.plain_element(strip, frame)] = found[which]
    names = [picture.name for picture in pictures]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(f"Two pictures of {strip.name} are named {twice}; their results would meet in one file.")
    return pictures, of_element


def _check_files(strip: Any, pictures: list[Picture]) -> None:
    files = [picture.path for picture in pictures if picture.path] or [host.movie(strip)]
    missing = [path for path in files if not path.is_file()]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise Refused(
            f"The file {missing[0].name}{more} of {strip.name} is missing; "
            "use File, External Data, Find Missing Files, or put it back."
        )


def _add_layers(
    scene: Any,
    strip: Any,
    choices: Choices,
    frames: list[int],
    pictures: list[Picture],
    of_element: dict[int, int],
) -> None:
    """Find the keys and hints: in the folders chosen, else in strips above."""
    for what, folder in ((KEYS, choices.keys), (HINTS, choices.hints)):
        if folder is not None:
            given = _named_like(folder, pictures, what)
        else:
            given = {}
            for above in _above(scene, strip, what):
                given.update(_shown_on(above, strip, frames, of_element))
        for k, path in given.items():
            if not path.is_file():
                raise Refused(f"The {what} {path.name} is missing; put it back, or remove its strip.")
            setattr(pictures[k], "key" if what == KEYS else "hints", path)


def _named_like(folder: Path, pictures: list[Picture], what: str) -> dict[int, Path]:
    """The files of a folder that are named like a picture."""
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder} with {what}s; choose another.")
    place = {picture.name: k for k, picture in enumerate(pictures)}
    found = {place[path.stem]: path for path in sorted(folder.iterdir()) if path.stem in place and path.is_file()}
    if not found:
        raise Refused(f"No file in {folder} is named like a frame ({pictures[0].name}); rename the {what}s.")
    return found


def _above(scene: Any, strip: Any, what: str) -> list[Any]:
    """Strips of pictures above, named for what they hold, the lowest first."""
    above = [s for s in host.strips(scene) if s.type == "IMAGE" and s.channel > strip.channel]
    return sorted((s for s in above if what in s.name.lower()), key=lambda s: s.channel)


def _shown_on(above: Any, strip: Any, frames: list[int], of_element: dict[int, int]) -> dict[int, Path]:
    """The pictures of a strip, each for the drawing under which it first shows."""
    found: dict[int, Path] = {}
    files, seen = host.files(above), set()
    for frame in frames:
        if frame in host.shown(above):
            path = files[host.element(above, frame)]
            if path not in seen:
                seen.add(path)
                found.setdefault(of_element[host.plain_element(strip, frame)], path)
    return found


def _folder(strip: Any, choices: Choices, again: bool) -> Path:
    """A folder that isn't there yet, or, with `again`, the last one that is."""
    if choices.output is None and not bpy.data.filepath:
        raise Refused("Save the file first, or choose a folder; the coloured frames are put beside it.")
    parent = choices.output or Path(bpy.path.abspath("//celtint"))
    name = bpy.path.clean_name(strip.name)
    tries = [parent / (name if n == 1 else f"{name}.{n:03d}") for n in range(1, 1000)]
    if again:
        return max((folder for folder in tries if folder.exists()), key=tries.index, default=tries[0])
    return next(folder for folder in tries if not folder.exists() and not half_made(folder).exists())


def half_made(folder: Path) -> Path:
    """Where frames lie until all are there."""
    return folder.with_name(f"{folder.name}.part")
