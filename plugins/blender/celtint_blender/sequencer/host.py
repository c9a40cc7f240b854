"""The one place that knows strips of Blender's Video Sequencer, and how versions differ in them."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bpy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_NAMES = {
    "start": ("content_start", "frame_start"),
    "first": ("left_handle", "frame_final_start"),
    "end": ("right_handle", "frame_final_end"),
    "trim_left": ("left_handle_offset", "frame_offset_start"),
    "trim_right": ("right_handle_offset", "frame_offset_end"),
    "skip_first": ("content_trim_start", "animation_offset_start"),
    "skip_last": ("content_trim_end", "animation_offset_end"),
    "length": ("content_duration", "frame_duration"),
}
"""What strips say of their times; the first name is that of Blender 5.2 and later, which warns of the second."""

TRIMS = ("trim_left", "trim_right", "skip_first", "skip_last")


def get(strip: Any, what: str) -> int:
    """A strip's time in frames, by its name in `_NAMES`."""
    new, old = _NAMES[what]
    return round(getattr(strip, new) if hasattr(strip, new) else getattr(strip, old))


def put(strip: Any, what: str, value: int) -> None:
    """Set what `get` reads."""
    new, old = _NAMES[what]
    setattr(strip, new if hasattr(strip, new) else old, value)


def strips(scene: Any) -> Any:
    """The strips of a scene outside of its metas, or nothing."""
    editor = scene.sequence_editor
    if editor is None:
        return ()
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def edited_scene(context: Any) -> Any:
    """The scene whose strips the sequencer shows: from Blender 5.0 on a workspace may pin one."""
    return getattr(context, "sequencer_scene", None) or context.scene


def shown(strip: Any) -> range:
    """The frames of the timeline on which a strip shows."""
    return range(get(strip, "first"), get(strip, "end"))


def element(strip: Any, frame: int) -> int:
    """Which of an image strip's pictures is shown on a frame of the timeline; beyond its ends the first or last."""
    skipped = get(strip, "skip_first")
    k = plain_element(strip, frame) - skipped
    return skipped + (get(strip, "length") - 1 - k if strip.use_reverse_frames else k)


def plain_element(strip: Any, frame: int) -> int:
    """`element` of a strip that doesn't run backwards."""
    k = min(max(frame - get(strip, "start"), 0), get(strip, "length") - 1)
    return get(strip, "skip_first") + k


def files(strip: Any) -> tuple[Path, ...]:
    """The pictures of an image strip, all of them, as absolute paths."""
    folder = Path(bpy.path.abspath(strip.directory))
    return tuple(folder / each.filename for each in strip.elements)


def movie(strip: Any) -> Path:
    """The file of a movie strip."""
    return Path(bpy.path.abspath(strip.filepath))


def free_channel(scene: Any, strip: Any) -> int:
    """The lowest channel above a strip that nothing lies on while it shows."""
    mine = shown(strip)
    taken = {s.channel for s in strips(scene) if get(s, "first") < mine.stop and get(s, "end") > mine.start}
    return next(n for n in range(strip.channel + 1, strip.channel + 3 + len(taken)) if n not in taken)


def add_like(scene: Any, strip: Any, name: str, paths: list[Path], blend: str) -> Any:
    """A strip of pictures above another, with its range, trims and place in the picture.

    paths: of one folder, a picture for each that the other strip has or, of a movie, could show.
    """
    made = strips(scene).new_image(name, _relative(paths[0]), free_channel(scene, strip), get(strip, "start"))
    for path in paths[1:]:
        made.elements.append(path.name)
    if len(paths) > 1:
        made.directory = _relative(paths[0].parent) + "/"
    for what in TRIMS:
        put(made, what, get(strip, what))
    put(made, "start", get(strip, "start"))
    for what in ("offset_x", "offset_y", "scale_x", "scale_y", "rotation", "origin"):
        setattr(made.transform, what, getattr(strip.transform, what))
    for what in ("min_x", "max_x", "min_y", "max_y"):
        setattr(made.crop, what, getattr(strip.crop, what))
    for what in ("use_flip_x", "use_flip_y"):
        setattr(made, what, getattr(strip, what))
    made.blend_type, made.blend_alpha = blend, strip.blend_alpha
    return made


def corners(strip: Any, box: tuple[int, int, int, int]) -> list[tuple[float, float]]:
    """The corners of a box (x, y, width, height) in pixels of an image strip's pictures, where the preview shows them:
    in the render's pixels from the middle of the picture, upwards."""
    first, place = strip.elements[0], strip.transform
    wide, high = float(first.orig_width), float(first.orig_height)
    turn = complex(math.cos(place.rotation), math.sin(place.rotation))
    pivot = complex(wide * (place.origin[0] - 0.5), high * (place.origin[1] - 0.5))
    found = []
    for across, down in ((0, 0), (1, 0), (1, 1), (0, 1)):
        x, y = box[0] + across * box[2] - wide / 2, high / 2 - box[1] - down * box[3]
        x, y = -x if strip.use_flip_x else x, -y if strip.use_flip_y else y
        x, y = (x - pivot.real) * place.scale_x, (y - pivot.imag) * place.scale_y
        at = pivot + complex(place.offset_x, place.offset_y) + turn * complex(x, y)
        found.append((at.real, at.imag))
    return found


def _relative(path: Path) -> str:
    wanted = bpy.data.filepath and bpy.context.preferences.filepaths.use_relative_paths
    return bpy.path.relpath(str(path)) if wanted else str(path)


def read_picture(path: Path) -> Any:
    """(H, W, 4) uint8 sRGB with straight alpha, rows from the top, or None for what Blender can't read."""
    image = bpy.data.images.load(str(path), check_existing=False)
    try:
        width, height = image.size
        if not width * height:
            return None
        pixels = np.empty(4 * width * height, np.float32)
        image.pixels.foreach_get(pixels)
        linear = image.is_float and image.colorspace_settings.name not in ("sRGB", "Non-Color", "Raw")
    finally:
        bpy.data.images.remove(image)
    layer = pixels.reshape(height, width, 4)[::-1]
    if linear:
        layer = np.concatenate([_encoded(layer[:, :, :3]), layer[:, :, 3:]], axis=2)
    return np.rint(np.clip(layer, 0.0, 1.0) * 255.0).astype(np.uint8)


def _encoded(linear: Any) -> Any:
    """sRGB of linear light (IEC 61966-2-1)."""
    low = np.clip(linear, 0.0, 1.0)
    return np.where(low <= 0.0031308, low * 12.92, 1.055 * low ** (1 / 2.4) - 0.055)


@dataclass
class MovieReader:
    """Reads the frames of a movie strip as the timeline shows them, without its place in the picture.

    Blender gives a movie's pixels to nobody but its renderer, so a scene of their own renders the frames.
    """

    scene: Any
    strip: Any
    start: int
    target: Path

    def read(self, frame: int) -> Path:
        """The frame of the timeline as a PNG file, which the next one overwrites. On Blender's main thread."""
        # Overriding the context would be plainer, but Blender with Python 3.12 or older then looks up its members
        # without Python's lock, and dies of it where another thread runs. Without, another scene is rendered at the
        # current scene's frame: its strip is moved to be there.
        now = bpy.context.scene.frame_current
        put(self.strip, "start", self.start + now - frame)
        self.scene.frame_set(now)
        bpy.ops.render.render(write_still=True, scene=self.scene.name)
        return self.target


@contextlib.contextmanager
def movie_reader(scene: Any, strip: Any, folder: Path) -> Iterator[MovieReader]:
    """Read a movie strip; its scene is removed at the end."""
    own = bpy.data.scenes.new("celtint movie")
    try:
        editor = own.sequence_editor_create()
        own.render.fps, own.render.fps_base = scene.render.fps, scene.render.fps_base
        made = (editor.strips if hasattr(editor, "strips") else editor.sequences).new_movie(
            "movie", str(movie(strip)), 1, get(strip, "start"), fit_method="ORIGINAL"
        )
        for what in TRIMS:
            put(made, what, get(strip, what))
        made.use_reverse_frames = strip.use_reverse_frames
        own.render.resolution_x, own.render.resolution_y = _size(made)
        own.render.resolution_percentage = 100
        own.view_settings.view_transform, own.render.dither_intensity = "Standard", 0.0
        if hasattr(own.render.image_settings, "media_type"):
            own.render.image_settings.media_type = "IMAGE"
        own.render.image_settings.file_format, own.render.image_settings.color_mode = "PNG", "RGB"
        own.render.image_settings.compression = 0
        own.render.use_sequencer, own.render.use_file_extension = True, False
        target = folder / "movie-frame.png"
        own.render.filepath = str(target)
        yield MovieReader(own, made, get(strip, "start"), target)
    finally:
        bpy.data.scenes.remove(own)


def _size(strip: Any) -> tuple[int, int]:
    """Width and height of a movie, in pixels."""
    first = strip.elements[0]
    return first.orig_width, first.orig_height
