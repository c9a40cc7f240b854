"""An animated layer out of pictures. Krita has no call that writes keys at any time, so the frames are imported into
a document of their own, their times put right in its saved file, and the layer brought over: one undo step."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_krita import names, painting
from celtint_krita.model import Refused
from celtint_krita.qt import tr

if TYPE_CHECKING:
    from celtint_client.messages import RGB

    from celtint_krita.drawing import Drawing
    from celtint_krita.pixels import Layer


def write(drawing: Drawing, frames: dict[int, Layer]) -> None:
    """A new animated layer with these frames at their times, where the colours go."""
    times = sorted(frames)
    with tempfile.TemporaryDirectory(prefix="celtint-") as folder:
        pictures = []
        for number, time in enumerate(times):
            path = str(Path(folder) / f"{number:06}.png")
            if not painting.image_of(frames[time]).save(path):
                raise Refused(tr("The frames can't be written to the temporary folder; make room on the disk."))
            pictures.append(path)
        even, timed = str(Path(folder) / "even.kra"), str(Path(folder) / "timed.kra")
        drawing.page.save_frames(pictures, even)
        retime(even, timed, times)
        own = drawing.page.bring(timed, names.RESULT_LAYER, *drawing.where())
    drawing.choices.results["colour"] = own
    drawing.keep()


def retime(source: str, target: str, times: list[int]) -> None:
    """Copy a .kra whose keys are at 0, 1, 2 … so that the n-th is at the n-th of the times."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            if entry.filename.endswith("keyframes.xml"):
                text = data.decode()
                data = re.sub(r'time="(\d+)"', lambda found: f'time="{times[int(found.group(1))]}"', text).encode()
            new.writestr(entry, data)


def swap(drawing: Drawing, own: str, times: list[int], old: RGB, new: RGB) -> None:
    """Change a colour on every frame: a new animated layer takes the old one's place."""
    frames = {time: painting.swapped(drawing.page.read(own, time), old, new) for time in times}
    write(drawing, frames)
    drawing.page.remove(own)
