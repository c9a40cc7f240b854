"""An animated layer out of pictures. Krita has no call that writes keys, so the frames are written into a file, as
`film` says, and their layer is brought over from there: one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita import names
from celtint_krita.host import application, scratch
from celtint_krita.host.film import Film
from celtint_krita.host.page import Page
from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import painting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from celtint_client.messages import RGB

    from celtint_krita.model.drawing import Drawing


def begin(page: Page) -> Film:
    """Where the frames of a new layer go. Raises Refused."""
    return Film(page.width, page.height, scratch.template(application.Krita.instance()))


def write(drawing: Drawing, film: Film, times: Iterable[int]) -> None:
    """A new animated layer that shows each of these frames from its time on, where the colours go. Raises Refused."""
    own = drawing.page.bring(film.finish(times), names.RESULT_LAYER, *drawing.where())
    drawing.choices.results["colour"] = own
    drawing.keep()


def recolour(drawing: Drawing, changed: Mapping[RGB, RGB]) -> None:
    """Change colours of celtint's layer, on all its frames: a new animated layer takes the old one's place. They stay
    so in results to come. Raises Refused."""
    page, own = drawing.page, drawing.choices.results.get("colour")
    if own is None or page.node(own) is None:
        raise Refused(tr("There is no coloured layer here yet; press Colour first."))
    times = page.drawings(own, *page.clip())
    if not times:
        drawing.repaint(own, changed)
    else:
        with begin(page) as film:
            for time in times:
                film.add(time, painting.recoloured(page.read(own, time), changed))
            write(drawing, film, times)
        page.remove(own)
    drawing.change(changed)
