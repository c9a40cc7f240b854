"""What an output folder of `celtint sequence` holds already, and from what; only what a change concerns is redone."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from celtint import BadRequest, FrameResult, Scene, format_colour
from celtint.sequence.sequence import shots

from celtint_cli import files
from celtint_cli.contact import outlines

NAME = ".celtint-sequence.jsonl"


class Stamps:
    """What each frame's colours come from, in short: the run's settings and the files of its shot.

    run: what all frames share. pictures: by frame, the file of its picture; or one that holds all. layers: keys,
    hints and marks, by frame. A file is known by its name, size and time. `parts`: the shots. `of`: each frame's
    stamp, by stem. `run`: the stamp of everything.
    """

    def __init__(
        self,
        run: Sequence[Any],
        stems: list[str],
        pictures: list[Path],
        layers: Sequence[Mapping[int, Path]],
        scenes: Sequence[Scene],
    ) -> None:
        self.stems, self._pictures, self._layers = stems, pictures, layers
        self.run = digest(json.dumps([*run, self._of(range(len(stems)))]).encode())
        self.parts: list[range] = []
        self.of: dict[str, str] = {}
        for scene in scenes:
            for part in shots([scene]):
                # The key ahead has its say too.
                seen = [*part, *((part.stop,) if part.stop in scene.keys else ())]
                seen += [] if scene.borrowed is None else [scene.borrowed]
                cuts = [cut for cut in scene.cuts if cut in part]
                told = [*run, scene.mode, cuts, stems[part.start : part.stop], self._of(seen)]
                stamp = digest(json.dumps(told).encode())
                self.of |= dict.fromkeys((stems[k] for k in part), stamp)
                self.parts.append(part)

    def _of(self, seen: Sequence[int]) -> list[Any]:
        pictures = [self._pictures[k] for k in seen] if len(self._pictures) > 1 else self._pictures
        layers = [[(k, about_file(layer[k])) for k in seen if k in layer] for layer in self._layers]
        return [[about_file(p) for p in pictures], layers]


class Journal:
    """Lines of JSON, one a frame, the last one counts; a line cut short by a stopped run counts for nothing."""

    def __init__(self, folder: Path, stamps: Stamps) -> None:
        """Raises BadRequest where the folder cannot be written."""
        self._path, self._stamps = folder / NAME, stamps
        rows = {row["frame"]: row for row in self._rows() if row.get("of", "") == stamps.of.get(row["frame"])}
        self._frames = {stem: str(row["png"]) for stem, row in rows.items()}
        files.remove_drafts(self._path)
        files.write_whole({self._path: "".join(json.dumps(row) + "\n" for row in rows.values()).encode()})

    def missing(self, targets: Sequence[Path], kept: Callable[[str], bool] = lambda _stem: True) -> list[range]:
        """The shots in which a frame is missing or was changed, neighbours joined. kept: whether all else that is
        wanted of a frame is there, by its stem."""
        found: list[range] = []
        for part in self._stamps.parts:
            if all(self._has(targets[k]) and kept(targets[k].stem) for k in part):
                continue
            if found and found[-1].stop == part.start:
                found[-1] = range(found[-1].start, part.stop)
            else:
                found.append(part)
        return found

    def note(self, target: Path, data: bytes, result: FrameResult) -> None:
        """Say that a frame is there. Raises BadRequest where the disk is full."""
        row = {"frame": target.stem, "of": self._stamps.of[target.stem], "png": digest(data), **_about(result)}
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
        except OSError as error:
            raise BadRequest(f"{self._path} cannot be written: {error.strerror or error}.") from None

    def report(self, stems: list[str]) -> list[dict[str, Any]]:
        """What is known of all frames, in order, with the outlines of what is unsure."""
        own = ("png", "of")
        rows = {row["frame"]: {k: v for k, v in row.items() if k not in own} for row in self._rows()}
        return [rows[stem] for stem in stems]

    def _has(self, target: Path) -> bool:
        return target.is_file() and self._frames.get(target.stem) == digest(target.read_bytes())

    def _rows(self) -> Iterator[dict[str, Any]]:
        if not self._path.is_file():
            return
        with self._path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.endswith("\n") and line.startswith('{"frame"'):
                    yield json.loads(line)


def digest(data: bytes) -> str:
    """A short name for bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def about_file(path: Path) -> tuple[str, int, int]:
    """What a file is known by: its name, size and time."""
    about = path.stat()
    return str(path), about.st_size, about.st_mtime_ns


def about_frame(result: FrameResult) -> dict[str, Any]:
    """What is said of a frame besides its colouring."""
    return {"held": result.held, "cut": result.cut, "doubt": round(result.doubt, 4)}


def _about(result: FrameResult) -> dict[str, Any]:
    return {
        "mode": result.mode,
        **about_frame(result),
        "unsure": sorted(result.unsure),
        "outlines": outlines(result),
        "regions": [
            {
                "id": r.id,
                "colour": None if r.colour is None else format_colour(r.colour),
                "decided_by": r.decided_by,
                "confidence": round(float(r.confidence), 3),
                "area": r.area,
                "box": list(r.box),
                "unsure": r.unsure,
            }
            for r in result.regions
        ],
    }
