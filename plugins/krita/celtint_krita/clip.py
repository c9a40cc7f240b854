"""An animated layer out of pictures. Krita has no call that writes keys at any time, so the frames are imported into
a document of their own, unless their times are even put right in its saved file, and the layer is brought over: one
undo step."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_krita import host, names, painting
from celtint_krita.model import Refused
from celtint_krita.qt import tr

if TYPE_CHECKING:
    from celtint_client.messages import RGB

    from celtint_krita.drawing import Drawing


def write(drawing: Drawing, frames: dict[int, str]) -> None:
    """A new animated layer that shows each picture, a PNG's path, from its time on, where the colours go."""
    times = sorted(frames)
    step = times[1] if len(times) > 1 and times[1] > 0 else 1
    even = times == list(range(0, step * len(times), step))
    with tempfile.TemporaryDirectory(prefix="celtint-") as folder:
        source = drawing.page.imported([frames[time] for time in times], step if even else 1)
        if not even:
            saved, timed = str(Path(folder) / "even.kra"), str(Path(folder) / "timed.kra")
            written = source.saveAs(saved)
            host.close(source)
            if not written:
                raise Refused(tr("The frames can't be written to the temporary folder; make room on the disk."))
            retime(saved, timed, times)
            source = host.Krita.instance().openDocument(timed)
        own = drawing.page.bring(source, names.RESULT_LAYER, *drawing.where())
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
    with tempfile.TemporaryDirectory(prefix="celtint-") as folder:
        frames = {}
        for time in times:
            pixels = painting.swapped(drawing.page.read(own, time), old, new)
            frames[time] = painting.save(pixels, str(Path(folder) / f"{time:06}.png"))
        write(drawing, frames)
    drawing.page.remove(own)
