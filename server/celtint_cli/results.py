"""Results that are kept in a folder, so that `celtint palette` can give an entry another colour later.

A drawing's folder holds ``colour.png`` (the colour layer), ``labels.png`` (of every pixel its region: red + 256 green +
65536 blue, 0 for none), ``report.json`` (`celtint_cli.report`), with style "soft" ``shade.png``, and ``result.json``,
which says that this is a result, in which version of the form, and what celtint wrote: the hash of every file, so that
what somebody has painted since is not taken for celtint's own. A sequence's folder has a ``result.json`` that lists its
frames, and under ``frames`` the folder of each.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from celtint import BadRequest, CeltintError, FrameResult, Result
from celtint_files.profiles import Profile

from celtint_cli import files
from celtint_cli.accounts import Maker, xmp_of
from celtint_cli.changing import Change, changing, settle
from celtint_cli.journal import about_frame, digest
from celtint_cli.report import parse_inks, parse_palette_of, parse_regions, report

VERSION = 1
MANIFEST, COLOUR, LABELS, SHADE, REPORT = "result.json", "colour.png", "labels.png", "shade.png", "report.json"
FILES = (MANIFEST, COLOUR, LABELS, SHADE, REPORT)
PICTURE, SEQUENCE = "picture", "sequence"
_MOST_REGIONS = 1 << 24

U8 = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Manifest:
    """A ``result.json``.

    kind: PICTURE, of a drawing or of one frame, or SEQUENCE. files: by name, the hash of what celtint wrote. frames: of
    a sequence, their names in order. of: of a frame, the stamp of what it was coloured from. recoloured: by entry, the
    colour that `celtint palette` gave it. maker: of what the pictures say in XMP; None if they say nothing.
    """

    kind: str
    files: dict[str, str] = field(default_factory=dict)
    frames: tuple[str, ...] = ()
    of: str = ""
    recoloured: dict[str, str] = field(default_factory=dict)
    maker: Maker | None = None

    def encode(self) -> bytes:
        about: dict[str, Any] = {"celtint": "result", "version": VERSION, "kind": self.kind}
        if self.kind == SEQUENCE:
            about["frames"] = list(self.frames)
        else:
            about |= {"of": self.of, "recoloured": self.recoloured, "files": self.files}
            about |= {} if self.maker is None else {"maker": asdict(self.maker)}
        return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class KeptResult:
    """A result as it was kept. frame: what its report says besides of a sequence's frame. space: of what profile its
    colours are; None is sRGB."""

    result: Result
    manifest: Manifest
    frame: dict[str, Any] | None
    space: Profile | None = None


def manifest(folder: Path) -> Manifest:
    """What a folder says of itself. Raises BadRequest for one that is no result, or of a later version."""
    path = folder / MANIFEST
    if not path.is_file():
        raise BadRequest(f"There is no result in {folder}; celtint colour and sequence make one with --result.")
    try:
        about = json.loads(files.read_text(path))
        if about["celtint"] != "result":
            raise ValueError
        if about["version"] > VERSION:
            raise BadRequest(f"{folder} was written by a newer celtint; use that one.")
        found = Manifest(
            about["kind"],
            {name: str(about["files"][name]) for name in FILES if name in about.get("files", {})},
            tuple(str(name) for name in about.get("frames", ())),
            str(about.get("of", "")),
            {str(entry): str(colour) for entry, colour in about.get("recoloured", {}).items()},
            Maker(**about["maker"]) if "maker" in about else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BadRequest(f"{path} is not one that celtint wrote; name another folder.") from None
    if found.kind not in (PICTURE, SEQUENCE) or any(Path(name).name != name or not name for name in found.frames):
        raise BadRequest(f"{path} is not one that celtint wrote; name another folder.")
    return found


def make_room(folder: Path, kind: str, force: bool) -> None:
    """Make the folder of a result that is about to be written, or see that another may take its place.

    Raises BadRequest for a folder that holds something else; and, unless force, where somebody has painted into the
    files or recoloured them since.
    """
    if folder.exists() and not folder.is_dir():
        raise BadRequest(f"{folder} is a file; name a folder for the result.")
    files.make_folder(folder)
    settle(folder)
    if not any(not path.name.startswith(".") for path in folder.iterdir()):
        return
    if not (folder / MANIFEST).is_file():
        raise BadRequest(f"{folder} holds something else; name a new or an empty folder for the result.")
    there = manifest(folder)
    if there.kind != kind:
        raise BadRequest(f"{folder} holds the result of a {there.kind}; name another folder.")
    if force:
        return
    frames = sorted(path.name for path in (folder / "frames").glob("*"))  # those of an earlier list too
    for place, one in parts(folder, replace(there, frames=tuple(frames))):
        check_untouched(place, one)
        if one.recoloured:
            raise BadRequest(
                f"{folder} was recoloured with celtint palette; name another folder, or colour it anew with --force."
            )


def parts(folder: Path, whole: Manifest) -> Iterator[tuple[Path, Manifest]]:
    """The folders that hold a colouring: of a sequence those of its frames that are coloured, in order."""
    if whole.kind == PICTURE:
        yield folder, whole
        return
    for name in whole.frames:
        place = frame_folder(folder, name)
        if (place / MANIFEST).is_file():
            yield place, manifest(place)


def frame_folder(folder: Path, stem: str) -> Path:
    """Where a sequence's result has a frame."""
    return folder / "frames" / stem


def check_untouched(folder: Path, about: Manifest) -> None:
    """Raises BadRequest for a file that isn't what celtint wrote there."""
    for name, was in about.files.items():
        path = folder / name
        if path.is_file() and digest(files.read_bytes(path)) != was:
            raise BadRequest(
                f"{path} was changed by somebody else than celtint; copy what you want to keep and say --force."
            )


def stage(
    change: Change,
    place: Path,
    result: Result,
    frame: dict[str, Any] | None = None,
    of: str = "",
    recoloured: dict[str, str] | None = None,
    space: Profile | None = None,
    maker: Maker | None = None,
) -> None:
    """Let a result be part of a change of the folder that `place` is, or lies in.

    space: of what profile its colours are; None is sRGB. maker: for the pictures' XMP. Raises BadRequest as
    `Change.put`.
    """
    xmp = xmp_of(result, maker, recoloured)
    contents = {COLOUR: files.png(result.colour, space, xmp), LABELS: files.png(_as_picture(result.labels))}
    if result.shade is not None:
        contents[SHADE] = files.png(result.shade, space, xmp)
    contents[REPORT] = report(result, frame, space).encode()
    said = Manifest(PICTURE, {name: digest(data) for name, data in contents.items()}, (), of, recoloured or {}, maker)
    contents[MANIFEST] = said.encode()
    prefix = place.relative_to(change.folder)
    change.put({(prefix / name).as_posix(): data for name, data in contents.items()})
    if result.shade is None:
        change.remove((prefix / SHADE).as_posix())


def read(folder: Path) -> KeptResult:
    """A drawing's result, or a frame's. Raises BadRequest or BadPicture for files that are missing or do not fit."""
    about = manifest(folder)
    said = _said(folder)
    (colour, space), labels = _layer(folder / COLOUR), _labels(folder / LABELS)
    shade = _layer(folder / SHADE)[0] if SHADE in about.files else None
    try:
        result = Result(
            colour=colour,
            labels=labels,
            regions=parse_regions(said),
            palette=parse_palette_of(said),
            mode=said["mode"],
            gap=int(said["gap"]),
            shade=shade,
            timings={str(stage): float(seconds) for stage, seconds in said["timings"].items()},
            notes=tuple(str(note) for note in said.get("notes", ())),
            inks=parse_inks(said),
        )
        frame = said.get("frame")
    except (KeyError, TypeError, ValueError, AttributeError, CeltintError):
        raise BadRequest(f"{folder / REPORT} is not the report of a colouring; colour it again.") from None
    sizes = {layer.shape[:2] for layer in (colour, labels, shade) if layer is not None}
    last = max((region.id for region in result.regions), default=0)
    if len(sizes) > 1 or last > int(labels.max(initial=0)) or min((r.id for r in result.regions), default=1) < 1:
        raise BadRequest(f"The files of {folder} do not belong together; colour it again.")
    return KeptResult(result, about, frame, space)


class KeptFrames:
    """A sequence's result while its frames are coloured. The folder says from the start which frames there will be."""

    def __init__(self, folder: Path, stems: Sequence[str], inputs: Sequence[Path], force: bool) -> None:
        """Raises BadRequest as `make_room`, and for inputs that lie in the folder."""
        make_room(folder, SEQUENCE, force)
        own = folder.resolve()
        inside = next((path for path in inputs if path.resolve().is_relative_to(own)), None)
        if inside is not None:
            raise BadRequest(f"{inside} lies in the result's own folder; copy it elsewhere, or name another folder.")
        self._folder = folder
        with changing(folder) as change:
            change.put({MANIFEST: Manifest(SEQUENCE, frames=tuple(stems)).encode()})

    def has(self, stem: str, of: str) -> bool:
        """Whether a frame is there whole, coloured from what the stamp says, and nothing happened to it since."""
        folder = frame_folder(self._folder, stem)
        if not (folder / MANIFEST).is_file():
            return False
        about = manifest(folder)
        if about.of != of or about.recoloured or not about.files:
            return False
        paths = {folder / name: was for name, was in about.files.items()}
        return all(path.is_file() and digest(files.read_bytes(path)) == was for path, was in paths.items())

    def keep(
        self, stem: str, frame: FrameResult, of: str, space: Profile | None = None, maker: Maker | None = None
    ) -> None:
        """Write a frame, whole or not at all."""
        result = Result(frame.colour, frame.labels, frame.regions, frame.palette, frame.mode, 0)
        with changing(self._folder) as change:
            stage(change, frame_folder(self._folder, stem), result, about_frame(frame), of, space=space, maker=maker)


def palette_of(folder: Path) -> Any:
    """The palette of a drawing's result, or a frame's, without its pictures. Raises BadRequest."""
    try:
        return parse_palette_of(_said(folder))
    except (KeyError, TypeError, ValueError, CeltintError):
        raise BadRequest(f"{folder / REPORT} is not the report of a colouring; colour it again.") from None


def _said(folder: Path) -> Any:
    try:
        return json.loads(files.read_text(folder / REPORT))
    except (ValueError, RecursionError):
        raise BadRequest(f"{folder / REPORT} is not the report of a colouring; colour it again.") from None


def space_of(folder: Path) -> Profile | None:
    """Of what profile the colours of a drawing's result, or a frame's, are. Raises as `read`."""
    return _layer(folder / COLOUR)[1]


def _layer(path: Path) -> tuple[U8, Profile | None]:
    """(H, W, 4) uint8, in its own space, and that; one that was saved without transparency is opaque."""
    found = files.read(path, None)
    pixels = found.pixels
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise BadRequest(f"{path} is not a colour layer with 8 bits a channel; save it as one, or colour it again.")
    if pixels.shape[2] == 3:
        pixels = np.dstack((pixels, np.full(pixels.shape[:2], 255, np.uint8)))
    return np.ascontiguousarray(pixels), found.profile


def _as_picture(labels: npt.NDArray[np.int32]) -> U8:
    """(H, W, 3) uint8: red + 256 green + 65536 blue is the region."""
    if int(labels.max(initial=0)) >= _MOST_REGIONS:
        raise BadRequest(f"A result is kept of at most {_MOST_REGIONS - 1} regions; this has more.")
    four = np.ascontiguousarray(labels, "<i4").view(np.uint8).reshape(*labels.shape, 4)
    return np.ascontiguousarray(four[:, :, :3])


def _labels(path: Path) -> npt.NDArray[np.int32]:
    pixels = files.read_picture(path)
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise BadRequest(f"{path} is not a label map; colour it again.")
    red, green, blue = (pixels[:, :, channel].astype(np.int32) for channel in range(3))
    return cast(npt.NDArray[np.int32], red | green << 8 | blue << 16)
