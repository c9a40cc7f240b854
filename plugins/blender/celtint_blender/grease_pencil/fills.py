"""Colouring a Grease Pencil object, from reading its drawings to writing its fills."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import bpy

from celtint_blender.grease_pencil import changes, compat, doubts, gather, palettes, reading, rigs, settings, writing
from celtint_blender.grease_pencil.run import Asked, Run
from celtint_blender.host import server
from celtint_blender.host.ending import TICK_S
from celtint_blender.host.refused import Refused, Stopped, Unseen

if TYPE_CHECKING:
    from typing import Any

    from celtint_blender.grease_pencil.drawing import Fills

SLICE_S = 0.03
"""How long drawings are read or written before the window gets its turn; the last of them may take as long again."""


def span(scene: Any, known: Any) -> tuple[int, int]:
    """The first and last frame that an object's settings mean."""
    if known.frames == "CURRENT":
        return scene.frame_current, scene.frame_current
    return (scene.frame_start, scene.frame_end) if known.frames == "SCENE" else (known.first, known.last)


class Job:
    """Colours one object. Everything here is for Blender's main thread, on which anything may happen between two calls:
    so nothing of Blender's is kept, it is looked up by its name each time.

    Raises Refused, when made, where it can't begin. `go_on` until it is true. own_s: seconds that the add-on itself
    took to read and to write. count: how many drawings were coloured. wrote: whether the object was changed.
    """

    def __init__(self, context: Any, item: Any, first: int, last: int, again: bool = False) -> None:
        if not compat.is_drawing(item):
            raise Refused("The active object is not Grease Pencil; select the one with the line drawings.")
        if item.library is not None or item.data.library is not None:
            raise Refused(f"{item.name} belongs to another file; make it local, or colour it there.")
        scene, known = context.scene, settings.of(item)
        self._scene, self._item, self._again = scene.name, item.name, again
        self._uid = getattr(item, "session_uid", 0)
        if again and compat.layer(item, known.result) is None:
            raise Refused("celtint has made no layer here yet; press Colour first.")
        self._names = gather.names(item, known)
        self._drawings = gather.drawings(item, self._names.lines, first, last)
        if first < last:
            self._drawings = gather.parted(item, self._drawings)
        followed = gather.sources(item, self._names, self._drawings)
        self._sent = sorted([*self._drawings, *followed], key=lambda drawing: drawing.number)
        self._chosen = palettes.chosen(item, known)
        self._looked, self.own_s, self.count, self.wrote = 0, 0.0, 0, False
        self._unseen: list[gather.Drawing] = []
        self._why: Unseen | None = None
        self._kept = False
        server.prepare(context)
        begun = time.thread_time()
        with gather.visiting(scene, item, self._names):
            self._page = gather.page(scene, item, self._names, self._sent, known)
        self.own_s += time.thread_time() - begun
        self._cast, self._single = known.sheets(), not known.keys
        known.many(self._shown())  # cuts that are none are told before anything is read
        self._reads: list[tuple[reading.Read, bool]] = []
        self._built: list[reading.Gathered] = []
        self._prints: changes.Prints = {}
        self._given, self._same, self._decided = 0, 0, False
        self._gone: list[int] = []
        self._writing: writing.Writing | None = None
        self._run = Run(server.connect)

    def _shown(self) -> dict[int, int]:
        return {frame: each.number for each in self._sent for frame in range(each.start, each.last + 1)}

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return 0.2 * self._looked / len(self._sent) + 0.8 * self._run.share

    def go_on(self, wait_s: float) -> bool:
        """Read some drawings, if the server can take them; at the end write the fills, then it is true.

        wait_s: how long it may wait for the server. Raises Refused with why nothing was written.
        """
        if self._run.over:
            return self._finish()
        if not self._run.fed:
            self._feed()
        if wait_s:
            self._run.wait(wait_s)
        return False

    def _feed(self) -> None:
        """Read for a while, or give what was read: all pages have to be of one size, which is known at the end."""
        begun = time.thread_time()
        if self._looked < len(self._sent):
            self._look(begun)
        elif len(self._built) < len(self._reads):
            self._build(begun)
        else:
            self._hand_over()
        self.own_s += time.thread_time() - begun

    def _look(self, begun: float) -> None:
        scene, item = self._shown_scene(), self._object()
        gone = next((name for name in self._names.every if compat.layer(item, name) is None), None)
        if gone is not None:
            raise Refused(f"The layer {gone} is gone; nothing was changed; colour again without it.")
        with gather.visiting(scene, item, self._names):
            while self._looked < len(self._sent):
                drawing = self._sent[self._looked]
                self._looked += 1
                self._read(scene, item, drawing)
                if time.thread_time() > begun + SLICE_S:
                    break
        if self._looked == len(self._sent) and not any(wanted for _, wanted in self._reads):
            raise self._why or gather.nothing(self._names)

    def _read(self, scene: Any, item: Any, drawing: gather.Drawing) -> None:
        try:
            found = reading.read(scene, item, self._names, drawing, self._page, drawing is self._sent[0])
        except Unseen as error:
            if drawing in self._drawings:
                self._unseen.append(drawing)
                self._why = error
            return
        if found is not None:
            self._reads.append((found, drawing in self._drawings))

    def _build(self, begun: float) -> None:
        span = reading.together([read for read, _ in self._reads], self._page)
        while len(self._built) < len(self._reads):
            self._built.append(self._reads[len(self._built)][0].on(span, self._chosen.entries))
            if time.thread_time() > begun + SLICE_S:
                break

    def _hand_over(self) -> None:
        if not self._decided:
            self._decide()
        while self._given < len(self._built) and self._run.hungry:
            self._run.give(self._built[self._given])
            self._given += 1
        if self._given == len(self._built) and self._run.hungry:
            self._run.give(None)

    def _decide(self) -> None:
        """Leave out the drawings that are as they were, and say what is asked of the others."""
        item, numbers = self._object(), {given.frame.number: changes.of(given) for given in self._built}
        known, self._decided, self._reads = settings.of(item), True, []
        asked = (known.one(), known.cuts, known.hold, known.view, self._names.lines, self._chosen.entries)
        self._prints = {changes.ALL: changes.of_all(*asked, cast=self._cast), **{str(n): d for n, d in numbers.items()}}
        before, own = changes.loaded(known.asked), compat.layer(item, known.result)
        if self._again and own is not None and before.get(changes.ALL) == self._prints[changes.ALL]:
            self._narrow(numbers, before, compat.keys(own))
        single = len(self._built) == 1 and self._single
        many = known.many(
            {frame: n for frame, n in self._shown().items() if n in {g.frame.number for g in self._built}}
        )
        self._run.ask(Asked(known.one(), many, self._chosen.entries, single, self._cast), len(self._built))

    def _narrow(self, numbers: dict[int, str], before: changes.Prints, there: list[int]) -> None:
        keyed = [given.frame.number for given in self._built if given.frame.key]
        spoken = [number for number, digest in numbers.items() if before.get(str(number)) != digest]
        missing = [each.number for each in self._seen() if each.number in numbers and each.number not in there]
        span = range(self._drawings[0].number, self._drawings[-1].stop)
        kept = [each.number for each in self._unseen]
        self._gone = [n for n in changes.numbers(before) if n in span and n not in numbers and n not in kept]
        reach = changes.reached(numbers, keyed, [*spoken, *missing, *self._gone])
        wanted = [each for each in self._seen() if each.number in reach or each.number not in numbers]
        self._same = len(self._seen()) - len(wanted)
        followed = {*numbers} - {each.number for each in self._drawings} if wanted else set()
        self._drawings = [each for each in self._drawings if each in wanted or each in self._unseen]
        needed = followed | {n for each in wanted for n in (each.number, *changes.around(keyed, each.number))}
        self._built = [given for given in self._built if given.frame.number in needed]

    def stop(self) -> None:
        """End soon, by Stopped; without waiting."""
        self._run.cancel()

    def drop(self) -> None:
        """Let the server go, if it still works."""
        self._run.cancel()

    def _finish(self) -> bool:
        """Write for a while; whether all is done."""
        begun, item = time.thread_time(), self._object()
        if self._writing is None and not self._begin_writing(item):
            return True
        assert self._writing is not None
        done = self._writing.go_on(item)
        while not done and time.thread_time() < begun + SLICE_S:
            done = self._writing.go_on(item)
        self.own_s += time.thread_time() - begun
        if done:
            self._wind_up(item)
        return done

    def _begin_writing(self, item: Any) -> bool:
        """Whether there is anything to write. Raises Refused where nothing can be; from here on it isn't stopped."""
        if self._run.stopped:
            raise Stopped("Cancelled; nothing was changed.")
        if self._run.error is not None:
            raise Refused(self._run.error)
        target = writing.target(item, self._names.lines, self._again)
        results = self._results()
        if self._same and not self._seen():
            return False
        if not self._same and not any(len(fills.lengths) for fills in results.values()):
            raise Refused("There is nothing to fill: the lines enclose no region that has a colour; add hints.")
        self.wrote, self._kept, self.count = True, target.own is not None, len(results)
        given = (self._drawings, self._unseen, results, self._run.entries, self._chosen)
        self._writing = writing.Writing(item, target, *given)
        return True

    def _wind_up(self, item: Any) -> None:
        self.own_s += self._run.own_s
        self._note(settings.of(item), self._results())
        asked = {drawing.number for drawing in self._seen()}
        rings = self._run.rings
        doubts.keep(
            item,
            tuple(doubts.Place(at[0], rings[at]) for at in self._run.doubts if at in rings and at[0] in asked),
            asked if self._kept else None,
        )

    def _note(self, known: Any, results: dict[int, Fills]) -> None:
        """Keep in the object what was asked and found."""
        written = {
            number: digest for number, digest in self._prints.items() if number == changes.ALL or int(number) in results
        }
        before = changes.loaded(known.asked)
        if not self._kept or before.get(changes.ALL) != self._prints[changes.ALL]:
            before = {}  # a new layer, or whatever stays there was made with other settings
        known.asked = changes.saved({n: d for n, d in before.items() if n not in map(str, self._gone)} | written)
        if not self._same:
            known.inks, known.scenes = self._run.inks, self._run.scenes

    def _seen(self) -> list[gather.Drawing]:
        return [drawing for drawing in self._drawings if drawing not in self._unseen]

    def _results(self) -> dict[int, Fills]:
        """The fills that were asked for, by frame, without those of drawings that these only follow."""
        every = self._run.results
        return {drawing.number: every[drawing.number] for drawing in self._drawings if drawing.number in every}

    def sentence(self) -> str:
        """What to tell when it is done."""
        unsure = sum(self._run.unsure.get(drawing.number, 0) for drawing in self._drawings)
        if self._same and not self.count:
            return f"Nothing has changed since {self._item} was coloured; all {self._same} drawings are as they were."
        told = f"Coloured {self.count} drawing{'s' if self.count > 1 else ''} of {self._item}"
        told += f"; {self._same} are as they were" if self._same else ""
        told += f"; unsure of {unsure} regions (Next unsure shows them)" if unsure else ""
        fate = "keep what they had" if self._kept else "got no fills"
        told += f"; {len(self._unseen)} could not be seen, and {fate}" if self._unseen else ""
        left = ", ".join(self._names.left_out)
        told += f"; of the hidden layers {left} nothing was taken." if left else "."
        return f"{told} {rigs.warning(self._object())}".strip()

    def _shown_scene(self) -> Any:
        """The scene, as long as the window shows it: what its frames look like is known of that one only."""
        scene = bpy.data.scenes.get(self._scene)
        if scene is None or bpy.context.scene != scene:
            raise Refused(
                f"The scene {self._scene} was left before all of {self._item} was read; nothing was changed. "
                "Go back to it and colour again."
            )
        return scene

    def _object(self) -> Any:
        item = bpy.data.objects.get(self._item)
        if item is None or getattr(item, "session_uid", 0) != self._uid or not compat.is_drawing(item):
            raise Refused(f"The object {self._item} is gone; nothing was changed.")
        return item


def colour_range(context: Any, item: Any, first: int, last: int, again: bool = False) -> int:
    """Colour an object's drawings between two frames and wait for it; gives how many it were. Raises Refused."""
    return finished(Job(context, item, first, last, again))


def finished(job: Job) -> int:
    """Wait for a job and write what it gave; gives how many drawings it were. Raises Refused."""
    try:
        while not job.go_on(TICK_S):
            pass
    finally:  # Ctrl+C, or a drawing that can't be read: nobody waits for the server any more
        job.drop()
    return job.count
