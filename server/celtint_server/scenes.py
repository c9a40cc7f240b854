"""Pictures of boxes: what a job of `stage` does, and what it leaves."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import celtint
from celtint.stage.layout import MOST_SIDE
from celtint.types.picture import pauses
from celtint_client.errors import BadRequest, TooLarge
from celtint_client.messages import Wanted
from celtint_client.staging import StageAnswer, StageBox, StageRequest, StageWanted

from celtint_server import staged
from celtint_server.config import ServerConfig
from celtint_server.jobs import Tell
from celtint_server.ledger import Lease, Ledger
from celtint_server.sequences import Sequence
from celtint_server.work import EACH_REGION, Outcome

if TYPE_CHECKING:
    from celtint_server.config import Stock

OVERLAP = 4
"""How often the boxes together may cover the largest canvas: each one's layer is held."""


@dataclass(frozen=True)
class Scene:
    """What a finished job of `stage` leaves: the answer asked for. lease: of its bytes, or None."""

    wanted: StageWanted
    answer: StageAnswer
    lease: Lease | None = field(default=None, compare=False)

    @cached_property
    def nbytes(self) -> int:
        """Bytes of memory this holds on to."""
        return sum(len(part.view) for part in staged.parts(self.answer)) + self._rows

    def answered(self, wanted: Wanted | None) -> StageAnswer:
        """The answer. Raises BadRequest for other outputs than were asked for at first."""
        if wanted is not None:
            raise BadRequest("A picture of boxes comes back as it was asked for at first; leave out what is wanted.")
        return self.answer

    def answering_bytes(self, _wanted: Wanted | None) -> int:
        """At most how many bytes it takes to answer, beyond what is held already."""
        return self._rows

    @property
    def _rows(self) -> int:
        return EACH_REGION * (len(self.answer.regions or ()) + len(self.answer.objects) + len(self.answer.palette))


Ended = Outcome | Scene | Sequence
"""What jobs leave."""


class Stage:
    """Makes pictures of boxes; safe to use from several threads."""

    def __init__(self, config: ServerConfig, ledger: Ledger) -> None:
        self._config = config
        self._ledger = ledger

    @property
    def offered(self) -> bool:
        """Whether this server has objects to place."""
        return self._config.stock is not None

    @cached_property
    def _stock(self) -> "Stock":
        assert self._config.stock is not None  # or nobody is told of `stage`
        return self._config.stock()

    def check(self, request: StageRequest) -> None:
        """Refuse what can be refused before it waits. Raises TooLarge, BadRequest."""
        width, height = request.width, request.height
        most = min(self._config.max_pixels, MOST_SIDE**2)
        if width * height > most:
            raise TooLarge(f"A canvas has at most {most / 1e6:.1f} megapixels, this is {width}×{height}.")
        covered = sum(_area(box, width, height) for box in request.boxes)
        if covered > OVERLAP * most:
            raise TooLarge(
                f"The boxes cover {covered / 1e6:.0f} megapixels together, and may cover {OVERLAP * most / 1e6:.0f}; "
                "make them smaller, or leave some out."
            )
        staged.layout(request)

    def make(self, job: str, request: StageRequest, tell: Tell) -> Scene:
        """Make the picture. Raises what the core raises."""
        tell("objects", 0.0)
        stock = self._stock
        made = celtint.stage(staged.layout(request), stock.objects, stock.words, tell, stock.drawing)
        scene = Scene(request.wanted, staged.answer(job, made, request.wanted, pauses(tell, "answer", 1.0)))
        return replace(scene, lease=self._ledger.force("results", scene.nbytes))


def _area(box: StageBox, width: int, height: int) -> float:
    """Pixels of a box that lie on the canvas."""
    across = min(box.x + box.width, width) - max(box.x, 0)
    down = min(box.y + box.height, height) - max(box.y, 0)
    return max(0.0, across) * max(0.0, down)
