"""How every run ends, whatever was raised: with one sentence, and with buttons that can be pressed again."""

from __future__ import annotations

import contextlib
import logging
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from celtint_client.errors import WireError
from celtint_client.estimate import Estimate, spoken

from celtint_blender.host.refused import Refused, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOG = logging.getLogger("celtint")
"""What it is told goes to Blender's console."""
TICK_S = 0.05
PATIENCE_S = 3.0
"""How long a run that was stopped waits for its server before it is let go."""
UNFORESEEN = (
    "celtint met something that it did not foresee; nothing was changed. Try again; Blender's console says what it was."
)
HALF_DONE = (
    "celtint met something that it did not foresee; undo takes back what it did. Blender's console says what it was."
)


class Task(Protocol):
    """What is under way. share: 0 to 1. wrote: whether something in the file was changed."""

    wrote: bool

    @property
    def share(self) -> float: ...

    def go_on(self, wait_s: float) -> bool:
        """Do a little, wait no longer than that; True at the end. Raises Refused."""

    def stop(self) -> None:
        """End soon, by Stopped; without waiting."""

    def drop(self) -> None:
        """End now and leave nothing behind; nothing where it has ended."""

    def sentence(self) -> str:
        """What to tell at the end."""


@contextlib.contextmanager
def told(tell: Callable[[set[str], str], object], wrote: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """What is raised within is told in one sentence; the one place that catches what nobody foresaw.

    tell: gets a level as Blender names it, and the sentence. wrote: whether something in the file was changed.
    """
    try:
        yield
    except Stopped as error:
        tell({"WARNING"}, str(error))
    except (Refused, WireError) as error:
        tell({"ERROR"}, str(error))
    except Exception:  # else the buttons would stay dead, and nobody would know why
        LOG.exception("What nobody foresaw:")
        tell({"ERROR"}, HALF_DONE if wrote() else UNFORESEEN)


class Colouring:
    """What the operators that colour have in common; put it before `bpy.types.Operator`.

    area: the kind of area that shows how far it is. under_way: what runs now, at most one; a list for each operator.
    remaining: how long that still takes, as people say it.
    """

    area = ""
    under_way: ClassVar[list[Any]]
    remaining: ClassVar[str] = ""
    _task: Any = None
    _estimate: Any = None
    _timer: Any = None

    if TYPE_CHECKING:

        def begin(self, context: Any) -> Task:
            """Begin what the artist asked for. Raises Refused."""

        def report(self, level: set[str], sentence: str) -> None:
            """Blender's own."""

    def execute(self, context: Any) -> set[str]:
        """Without a window: wait for it."""
        with told(self.report, self._wrote), self._ended():
            self._task = self.begin(context)
            while not self._task.go_on(TICK_S):
                pass
            self.report({"INFO"}, self._task.sentence())
            return {"FINISHED"}
        return self._left()

    def invoke(self, context: Any, _event: Any) -> set[str]:
        """In a window: come back to it while the server works."""
        with told(self.report, self._wrote), self._ended(context) as ended:
            self._task = self.begin(context)
            self.under_way.append(self._task)
            self._estimate = Estimate()
            manager = context.window_manager
            self._timer = manager.event_timer_add(TICK_S, window=context.window)
            manager.progress_begin(0, 100)
            manager.modal_handler_add(self)
            ended.pop_all()
            return {"RUNNING_MODAL"}
        return self._left()

    def modal(self, context: Any, event: Any) -> set[str]:
        """A moment of the window's."""
        with told(self.report, self._wrote), self._ended(context) as ended:
            if self._task not in self.under_way:  # the file was left
                return {"CANCELLED"}
            if event.type == "ESC" and event.value == "PRESS":
                self._task.stop()
            going = event.type == "TIMER" and not self._task.go_on(0.0)
            if going:
                self._show(context, self._task.share)
            if going or event.type != "TIMER":
                ended.pop_all()
                return {"PASS_THROUGH"}
            self.report({"INFO"}, self._task.sentence() + self.more(context))
            return {"FINISHED"}
        return self._left()

    def cancel(self, context: Any) -> None:
        """Blender ends the operator: its window is closed, or another file opened."""
        with self._ended(context):
            pass

    def more(self, _context: Any) -> str:
        """What to add to the sentence in a window."""
        return ""

    def _wrote(self) -> bool:
        return self._task is not None and bool(self._task.wrote)

    def _left(self) -> set[str]:
        """What Blender is given where it ended badly: what was changed has its place in the undo history."""
        return {"FINISHED"} if self._wrote() else {"CANCELLED"}

    @contextlib.contextmanager
    def _ended(self, context: Any = None) -> Iterator[contextlib.ExitStack]:
        """At its end nothing of the run is left, unless `pop_all` of what this gives was called."""
        with contextlib.ExitStack() as ended:  # each of these is done, whatever the others raise; the last one first
            if context is not None:
                ended.callback(self._show, context, 0.0)
                ended.callback(context.window_manager.progress_end)
                ended.callback(self._untimed, context.window_manager)
            ended.callback(self._dropped)
            yield ended

    def _dropped(self) -> None:
        if self._task in self.under_way:
            self.under_way.remove(self._task)
        if self._task is not None:
            self._task.drop()

    def _untimed(self, manager: Any) -> None:
        if self._timer is not None:
            manager.event_timer_remove(self._timer)

    def _show(self, context: Any, share: float) -> None:
        type(self).remaining = spoken(self._estimate.left(share, monotonic())) if share else ""
        if share:
            context.window_manager.progress_update(100 * share)
        for window in context.window_manager.windows:
            for area in window.screen.areas:
                if area.type == self.area:
                    area.tag_redraw()
