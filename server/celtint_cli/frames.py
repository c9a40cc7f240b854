"""Where the frames of a sequence come from: folders, patterns, animated pictures and videos, read one at a time."""

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import av
import cv2
import numpy as np
import numpy.typing as npt
from celtint import BadPicture, BadRequest, Picture, TooLarge
from celtint.types.picture import limit_passed
from celtint_files.opening import ENDINGS
from celtint_files.profiles import SRGB, Profile
from PIL import Image, UnidentifiedImageError

from celtint_cli import files, numbering

Pixels = npt.NDArray[Any]

PICTURES = frozenset([".png", ".webp", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"])
"""What frames are, where a folder has any; others beside them are previews, or what they were saved from."""
ANIMATED = frozenset([".webp", ".gif", ".png", ".apng"])
VIDEOS = frozenset([".mp4", ".mkv", ".mov", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ogv"])
_PRINTF = re.compile(r"%0?(\d*)d")


class Source(Protocol):
    """Frames with names. What `celtint.Frames` asks for, and what their results are called.

    space: in what profile's numbers they are read; None is sRGB. notes: what is to be said of the files that were read.
    """

    stems: list[str]
    inputs: list[Path]
    space: Profile | None
    notes: dict[str, None]

    def __len__(self) -> int: ...

    def picture(self, index: int) -> Picture: ...


class PictureFiles:
    """One file a frame, all of one size."""

    def __init__(self, paths: list[Path]) -> None:
        self.inputs = paths
        self.stems = [path.stem for path in paths]
        self.space: Profile | None = None
        self.notes: dict[str, None] = {}
        self._size: tuple[int, int] | None = None

    def __len__(self) -> int:
        return len(self.inputs)

    def picture(self, index: int) -> Picture:
        path = self.inputs[index]
        try:
            found = files.read(path, self.space or SRGB)
            picture = Picture(found.pixels)
        except BadPicture as error:
            sentence = str(error)
            raise BadPicture(sentence if str(path) in sentence else f"{path}: {sentence}") from None
        self.notes |= dict.fromkeys(found.notes)
        if self._size is None:
            self._size = (picture.width, picture.height)
        if (picture.width, picture.height) != self._size:
            width, height = self._size
            raise BadRequest(
                f"{path} is {picture.width}×{picture.height} and other frames are {width}×{height}; "
                "make all frames the same size."
            )
        return picture


class AnimatedPicture:
    """The frames of an animated WebP, GIF or APNG. Frames of other disposal are composed as they are shown."""

    def __init__(self, path: Path) -> None:
        self.inputs = [path]
        self.space: Profile | None = None
        self.notes: dict[str, None] = {}
        self._path = path
        try:
            self._image = Image.open(io.BytesIO(files.read_bytes(path)))
        except (UnidentifiedImageError, OSError):
            raise BadPicture(f"{path} is not a picture, or damaged.") from None
        width, height = self._image.size
        if limit := limit_passed(width, height):
            raise TooLarge(f"{path} is {width}×{height}; {limit}.")
        self._count = int(getattr(self._image, "n_frames", 1))
        self.stems = _numbered(path.stem, self._count)

    def __len__(self) -> int:
        return self._count

    def picture(self, index: int) -> Picture:
        try:
            self._image.seek(index)
            shown = self._image.convert("RGBA")
        except (OSError, EOFError, SyntaxError, ValueError):
            raise BadPicture(f"{self._path} is damaged or cut short at frame {index}.") from None
        return Picture(_plainest(np.asarray(shown)))


class Video:
    """The frames of a video, decoded by FFmpeg; going back seeks to the key frame before."""

    def __init__(self, path: Path) -> None:
        self.inputs = [path]
        self.space: Profile | None = None
        self.notes: dict[str, None] = {}
        self._path = path
        self._times = _times(path)
        self.stems = _numbered(path.stem, len(self._times))
        self._places = {shown: place for place, shown in enumerate(self._times)}
        self._container: Any = None
        self._decoded: Any = iter(())
        self._next = -1
        self._recent: dict[int, Pixels] = {}

    def __len__(self) -> int:
        return len(self._times)

    def picture(self, index: int) -> Picture:
        if index not in self._recent:
            self._read(index)
        return Picture(self._recent[index])

    def _read(self, index: int) -> None:
        try:
            if self._container is None or not self._next <= index <= self._next + 32:
                self._seek(index)
            for frame in self._decoded:
                if frame.pts not in self._places:
                    continue
                place = self._places[frame.pts]
                self._next = place + 1
                self._recent[place] = _plainest(frame.to_ndarray(format="rgb24"))
                while len(self._recent) > 8:
                    self._recent.pop(next(iter(self._recent)))
                if place >= index:
                    break
        except (av.error.FFmpegError, ValueError):
            raise BadPicture(f"{self._path} is damaged or cut short at frame {index}.") from None
        if index not in self._recent:
            raise BadPicture(f"{self._path} is damaged or cut short at frame {index}.")

    def _seek(self, index: int) -> None:
        if self._container is not None:
            self._container.close()
        self._container = av.open(str(self._path))
        stream = self._container.streams.video[0]
        stream.thread_type = "AUTO"
        self._next = 0
        if index > 0:
            self._container.seek(self._times[index], stream=stream, backward=True, any_frame=False)
        self._decoded = self._container.decode(stream)


def _times(path: Path) -> list[int]:
    """When each frame is shown, in order; found by decoding once, so a video that is cut short is known at once."""
    times = []
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise BadPicture(f"{path} has no pictures in it.")
            stream = container.streams.video[0]
            if limit := limit_passed(stream.width, stream.height):
                raise TooLarge(f"{path} is {stream.width}×{stream.height}; {limit}.")
            stream.thread_type = "AUTO"
            times = [int(frame.pts) for frame in container.decode(stream) if frame.pts is not None]
            declared = int(stream.frames)
    except av.error.FFmpegError:
        raise BadPicture(f"{path} is not a video, or damaged after {len(times)} frames.") from None
    if not times:
        raise BadPicture(f"{path} has no frames.")
    if declared > len(times) + 1:
        raise BadPicture(f"{path} is cut short: {len(times)} of {declared} frames can be read; copy it again.")
    return times


def find(given: str) -> Source:
    """The frames that a word of the command line names: a folder, a pattern (``*`` or ``%04d``), or a file.

    Raises BadRequest where there are none, two share a stem, a number is missing in the sequence, or they are of
    several levels.
    """
    path = Path(given)
    if path.is_dir():
        return _pictures(pictures_in(path), given)
    if path.is_file():
        ending = path.suffix.lower()
        if ending in VIDEOS:
            return Video(path)
        if ending in ANIMATED:
            source = AnimatedPicture(path)
            return source if len(source) > 1 or ending == ".gif" else PictureFiles([path])
        return PictureFiles([path])
    pattern = _PRINTF.sub(lambda m: "[0-9]" * int(m[1]) if m[1] else "*", path.name)
    if pattern == path.name and "*" not in pattern and "?" not in pattern:
        raise BadRequest(f"There is no {given}.")
    if not path.parent.is_dir():
        raise BadRequest(f"There is no folder {path.parent}.")
    return _pictures(_plain_first(path.parent.glob(pattern)), given)


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder by name: those of `PICTURES`, or, without any, of all that is read."""
    return _plain_first(p for p in folder.iterdir() if not p.name.startswith("."))


def _plain_first(paths: Iterable[Path]) -> list[Path]:
    found = sorted(p for p in paths if p.suffix.lower() in ENDINGS)
    return [p for p in found if p.suffix.lower() in PICTURES] or found


def by_stem(where: Path, stems: Sequence[str], what: str) -> dict[int, Path]:
    """The files of a folder whose stem is a frame's. Raises BadRequest for one that is no frame's."""
    if not where.is_dir():
        raise BadRequest(f"There is no folder {where} with {what}.")
    place = {stem: k for k, stem in enumerate(stems)}
    found: dict[int, Path] = {}
    for path in pictures_in(where):
        if path.stem not in place:
            raise BadRequest(f"{path} matches no frame; {what} are named like their frames ({stems[0]}, …).")
        found[place[path.stem]] = path
    if not found:
        raise BadRequest(f"There are no {what} in {where}.")
    return found


def _pictures(paths: list[Path], given: str) -> PictureFiles:
    if not paths:
        raise BadRequest(f"There are no pictures in {given}.")
    stems = [p.stem for p in paths]
    twice = next((s for s in stems if stems.count(s) > 1), None) if len(set(stems)) < len(stems) else None
    if twice is not None:
        raise BadRequest(f"Two frames are named {twice}; their results would meet in one file.")
    numbering.check_one_level(paths)
    numbers = [numbering.NUMBER.search(stem) for stem in stems]
    known = [int(m[1]) for m in numbers if m]
    if len(known) == len(paths) and len({s[: m.start()] for s, m in zip(stems, numbers, strict=True) if m}) == 1:
        order = np.argsort(known, kind="stable")
        paths = [paths[k] for k in order]
        gap = numbering.missing(sorted(known))
        if gap is not None:
            raise BadRequest(
                f"Frame {gap[0]} is missing in {given} (after {gap[1]}); add it, or move the others to another folder."
            )
    return PictureFiles(paths)


def _numbered(stem: str, count: int) -> list[str]:
    digits = max(4, len(str(count)))
    return [f"{stem}-{k:0{digits}d}" for k in range(1, count + 1)]


def _plainest(pixels: Pixels) -> Pixels:
    """Without channels that say nothing: colour that is grey, alpha that is opaque."""
    if pixels.shape[2] == 4 and int(pixels[..., 3].min()) == 255:
        pixels = pixels[..., :3]
    if pixels.shape[2] == 3:
        low, high = pixels.min(axis=2), pixels.max(axis=2)
        if int((high - low).max()) <= 2:
            return np.ascontiguousarray(cv2.extractChannel(np.ascontiguousarray(pixels), 1))
    return np.ascontiguousarray(pixels)
