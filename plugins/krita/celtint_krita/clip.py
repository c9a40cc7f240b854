"""An animated layer out of pictures. Krita has no call that writes keys, so the frames are written into a file, as
`film` says, and their layer is brought over from there: one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita import host, names, painting, scratch
from celtint_krita.film import Film

if TYPE_CHECKING:
    from collections.abc import Iterable

    from celtint_client.messages import RGB

    from celtint_krita.drawing import Drawing


def begin(page: host.Page) -> Film:
    """Where the frames of a new layer go. Raises Refused."""
    return Film(page.width, page.height, scratch.template(host.Krita.instance()))


def write(drawing: Drawing, film: Film, times: Iterable[int]) -> None:
    """A new animated layer that shows each of these frames from its time on, where the colours go. Raises Refused."""
    own = drawing.page.bring(film.finish(times), names.RESULT_LAYER, *drawing.where())
    drawing.choices.results["colour"] = own
    drawing.keep()


def swap(drawing: Drawing, own: str, times: list[int], old: RGB, new: RGB) -> None:
    """Change a colour on every frame: a new animated layer takes the old one's place."""
    with begin(drawing.page) as film:
        for time in times:
            film.add(time, painting.swapped(drawing.page.read(own, time), old, new))
        write(drawing, film, times)
    drawing.page.remove(own)
