"""An animated layer out of pictures. Krita has no call that writes keys at any time, so the frames are imported into
a document of their own, their times put right in its saved file, and the layer brought over: one undo step."""

from __future__ import annotations

import tempfile
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
        even = str(Path(folder) / "even.kra")
        above, blending = drawing.where()
        own = drawing.page.bring_frames(names.RESULT_LAYER, pictures, times, even, above, blending)
    drawing.choices.results["colour"] = own
    drawing.keep()


def swap(drawing: Drawing, own: str, times: list[int], old: RGB, new: RGB) -> None:
    """Change a colour on every frame: a new animated layer takes the old one's place."""
    frames = {time: painting.swapped(drawing.page.read(own, time), old, new) for time in times}
    write(drawing, frames)
    drawing.page.remove(own)
