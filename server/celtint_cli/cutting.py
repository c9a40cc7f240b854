"""The scenes of a shot on the command line: what `--cuts` says, and what was found, which is remembered."""

import json
from collections.abc import Collection, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from celtint import BadRequest, Frames, Progress, Scene, SequenceSettings, find_scenes
from celtint.sequence.scenes import keyed
from celtint_client import scenes as wire_scenes

from celtint_cli import files

NAME = ".celtint-scenes.json"


def cuts(words: str, stems: Sequence[str]) -> str:
    """What `--cuts` says, as `SequenceSettings` has it: auto, none, or numbers of frames counted from 1. Frames may be
    named. Raises BadRequest for one that does not exist."""
    if words in ("auto", "none"):
        return words
    place = {stem: k for k, stem in enumerate(stems, start=1)}
    found = []
    for word in words.split(","):
        name = word.strip()
        number = place.get(name, int(name) if name.isdecimal() and name.isascii() else 0)
        if not 1 <= number <= len(stems):
            raise BadRequest(f"--cuts {name!r} is no frame; name one like {stems[0]}, or 1 to {len(stems)}.")
        found.append(number)
    return ",".join(str(number) for number in sorted(set(found)))


def scenes_of(
    frames: Frames, keys: Collection[int], settings: SequenceSettings, folder: Path, of: Any, progress: Progress
) -> tuple[Scene, ...]:
    """The scenes of a sequence; looked for only where the output folder does not remember them.

    of: what tells these frames from others, as JSON.
    """
    path, stamp = folder / NAME, [version("celtint"), settings.mode, settings.cuts, of]
    files.remove_drafts(path)
    spans = _remembered(path, stamp, len(frames))
    if spans is None:
        found = find_scenes(frames, keys, settings.mode, settings.cuts, progress)
        edges = [(scene, pairwise([scene.frames.start, *scene.cuts, scene.frames.stop])) for scene in found]
        rows = [[start, stop, scene.mode] for scene, spans in edges for start, stop in spans]
        files.write_whole({path: (json.dumps({"of": stamp, "scenes": rows}) + "\n").encode()})
        return found
    return keyed([Scene(span, mode, told=settings.cuts != "auto") for span, mode in spans], keys)


def told(scenes: Sequence[Scene], stems: Sequence[str], mode: str) -> str | None:
    """One line on a shot of more than one scene, or of one whose kind was chosen."""
    begun = [(scene.frames.start, scene.mode, bool(scene.keys)) for scene in scenes]
    begun = sorted([*begun, *((cut, scene.mode, False) for scene in scenes for cut in scene.cuts)])
    if len(begun) == 1 and (mode != "auto" or scenes[0].mode == "line"):
        return None
    line = wire_scenes.told([(stems[start], kind, key) for start, kind, key in begun])
    return line if len(begun) == 1 else f"{line}; --cuts says otherwise"


def _remembered(path: Path, stamp: list[Any], count: int) -> list[tuple[range, Any]] | None:
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["of"] != json.loads(json.dumps(stamp)):
            return None
        spans = [(range(int(a), int(b)), str(mode)) for a, b, mode in kept["scenes"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = [k for span, mode in spans for k in span if mode in ("line", "grey")]
    return spans if whole == list(range(count)) else None
