"""A picture with a thing in each tagged box, as a new group on top of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita.host.qt import QObject, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import staging

if TYPE_CHECKING:
    from typing import Any

    from celtint_krita.host.pixels import Leaf
    from celtint_krita.model.drawing import Drawing
    from celtint_krita.ui.desk import Desk


class Stage(QObject):
    """Makes pictures of the boxes of the document in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def another(self) -> None:
        """The next number's picture. Raises Refused."""
        seed = self._desk.docker.seed
        seed.setValue(seed.value() + 1 if seed.value() < staging.MOST_SEED else 0)
        self.make()

    def make(self) -> None:
        """Begin. Raises Refused."""
        desk = self._desk
        drawing = desk.current()
        page, choices = drawing.page, drawing.choices
        if choices.boxes is None and page.has_shapes(page.active()):
            choices.boxes = page.active()
        rectangles = page.rectangles(choices.boxes)
        if not rectangles and choices.background == "none":
            raise Refused(tr("There is no box yet; press New beside Layer, draw boxes, tag them, and try again."))
        asked, apart = staging.request(choices, page.width, page.height, rectangles), choices.apart

        def work(client: Any, tell: Any) -> Any:
            if "stage" not in client.welcome.verbs:
                raise Refused(tr("This server makes no pictures of boxes; update it to this plugin's version."))
            answer = client.stage(asked, tell)
            return answer, staging.leaves(answer, apart)

        again = tr("Press Make a picture of the boxes to try again.")
        desk.start(work, lambda found: self._made(drawing, apart, *found), tr("Making a picture …"), again)

    def _made(self, drawing: Drawing, apart: bool, answer: Any, leaves: list[Leaf]) -> None:
        drawing.place_stage(leaves, answer.palette, apart)
        desk = self._desk
        if drawing is desk.drawing:
            desk.form.follow(drawing.page, drawing.choices)
        desk.offer(drawing)
        desk.say(staging.summary(answer) + drawing.grey_note())
