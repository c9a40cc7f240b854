"""Colouring a strip: a thread talks to the server, Blender's main thread reads what only it can, and adds the strip."""

from __future__ import annotations

import contextlib
import math
import queue
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import bpy
from celtint_client.errors import Cancelled, WireError
from celtint_client.scenes import Scenes
from celtint_client.sequences import Frame

from celtint_blender.host.ending import PATIENCE_S, TICK_S, UNFORESEEN
from celtint_blender.host.refused import Refused, Stopped
from celtint_blender.sequencer import host, png
from celtint_blender.sequencer.plan import half_made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from celtint_client.answers import Progress
    from celtint_client.client import Client
    from celtint_client.parts import Part
    from celtint_client.sequences import FrameAnswer, SequenceRequest

    from celtint_blender.sequencer.plan import Picture, Plan

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels."""
READ_SHARE = 0.1
"""Of the progress, what reading and sending the frames is."""


class Run:
    """One strip on its way.

    Nothing of Blender is touched by the thread: `pump` is called on the main one, again and again until `over`, and
    reads movies and pictures that aren't PNG there; then `finish`. share: 0 to 1. doubts: at its end, the places that
    deserve a look, most of all first: a picture's number and, but of grey ones, a box in its pixels.
    """

    def __init__(self, plan: Plan, request: SequenceRequest, connect: Callable[[], Client]) -> None:
        self.plan, self.share = plan, 0.0
        self.doubts: list[tuple[int, Box | None]] = []
        self._request, self._connect = request, connect
        self._scenes, self._boxes = Scenes(), dict[tuple[int, int], Box]()
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._let_go_at = math.inf
        self._error: Exception | None = None
        self._job = ""
        self._client: Client | None = None
        self._ending = contextlib.ExitStack()
        self._movie: host.MovieReader | None = None
        self._made = half_made(plan.folder)
        self._thread = threading.Thread(target=self._work, name="celtint strip", daemon=True)

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for; a server that doesn't end what was stopped is let go."""
        return not self._thread.is_alive() or time.monotonic() > self._let_go_at

    @property
    def scenes(self) -> str:
        """The scenes that were found, as a sentence."""
        pictures = self.plan.pictures
        keyed = {number for number, picture in enumerate(pictures) if picture.key is not None}
        return self._scenes.sentence(keyed, lambda number: str(pictures[number].frame))

    def start(self) -> None:
        """Begin. Raises Refused where the folder can't be made."""
        with contextlib.ExitStack() as failed:
            failed.callback(self._close)
            try:
                self._made.mkdir(parents=True)
                temporary = Path(self._ending.enter_context(tempfile.TemporaryDirectory(prefix="celtint-")))
            except OSError as error:
                raise Refused(f"The folder {self._made} can't be made: {error.strerror}; choose another.") from None
            if self.plan.pictures[0].path is None:
                scene, strip = _place_of(self.plan)
                self._movie = self._ending.enter_context(host.movie_reader(scene, strip, temporary))
            self._thread.start()
            failed.pop_all()

    def pump(self, wait_s: float = 0.0) -> None:
        """Read what the thread waits for, if it waits for anything now or within `wait_s`."""
        with contextlib.suppress(queue.Empty):
            read = self._asked.get(timeout=wait_s) if wait_s else self._asked.get_nowait()
            read()

    def cancel(self) -> None:
        """Stop, without waiting."""
        if self._stop.is_set():
            return
        self._let_go_at = time.monotonic() + PATIENCE_S
        self._stop.set()
        client, job = self._client, self._job
        if client is not None and job and self._thread.is_alive():
            threading.Thread(target=_cancel, args=(client, job), daemon=True).start()

    def drop(self) -> None:
        """Stop and leave nothing behind; what was coloured is gone."""
        self.cancel()
        while not self.over:
            self.pump(TICK_S)
        self._close()

    def finish(self, add: bool = True) -> Any:
        """Put the frames where they belong and, with `add`, give the strip of them, which is added.

        Raises Refused with why there is none; then no file is left behind either.
        """
        try:
            if self._stop.is_set():
                raise Stopped("Cancelled; nothing was added.")
            if self._error is not None:
                raise Refused(str(self._error))
            if add:
                _place_of(self.plan)
            with contextlib.ExitStack() as failed:
                self._made.rename(self.plan.folder)
                failed.callback(shutil.rmtree, self.plan.folder, ignore_errors=True)
                added = add_made(self.plan) if add else None
                failed.pop_all()
            return added
        except OSError as error:
            raise Refused(f"The folder {self.plan.folder} can't be made: {error.strerror}; choose another.") from None
        finally:
            self._close()

    def _close(self) -> None:
        # where another file was opened meanwhile, the movie's scene went with the old one
        with contextlib.suppress(ReferenceError):
            self._ending.close()
        shutil.rmtree(self._made, ignore_errors=True)

    def _work(self) -> None:
        self._error = Refused(UNFORESEEN)  # this stands if it ends in no way below; the console is told the rest
        try:
            with self._connect() as client:
                self._client = client
                done = client.sequence(self._request, self._frames(), self._take, self._tell)
            at = [(doubt.number, doubt.region) for doubt in done.doubts]
            self.doubts = [
                (number, None if region is None else self._boxes[number, region])
                for number, region in at
                if region is None or (number, region) in self._boxes
            ]
            self._error = None
        except (WireError, Refused) as error:
            self._error = error
        except OSError as error:
            self._error = Refused(f"A frame can't be read or written: {error.strerror}.")
        except ReferenceError:
            self._error = Refused("The file was changed while the strip was read; start again.")

    def _tell(self, news: Progress) -> None:
        self._job = news.job
        if self._stop.is_set():
            raise Cancelled("Cancelled.")

    def _frames(self) -> Iterator[Frame]:
        count = len(self.plan.pictures)
        for number, picture in enumerate(self.plan.pictures):
            self._check()
            hints, key = (None if path is None else self._file(path) for path in (picture.hints, picture.key))
            yield Frame(number, self._picture(picture), hints, key)
            self.share = READ_SHARE * (number + 1) / count

    def _picture(self, picture: Picture) -> Part:
        if picture.path is not None:
            return self._file(picture.path)
        movie = self._movie
        assert movie is not None  # as `start` made it
        return self._drawn(lambda: host.read_picture(movie.read(picture.frame)), f"{picture.name} of the movie")

    def _file(self, path: Path) -> Part:
        part = png.png_part(path.read_bytes())
        if part is not None:
            return part
        return self._drawn(lambda: host.read_picture(path), path.name)

    def _drawn(self, read: Callable[[], Any], what: str) -> Part:
        """What Blender reads, as it is sent."""
        try:
            pixels = self._on_main(read)
        except RuntimeError as error:  # what Blender's own functions raise
            raise Refused(f"Blender can't read {what}: {str(error).strip()}") from None
        if pixels is None:
            raise Refused(f"{what} is not a picture, or damaged; replace it.")
        return png.pixels_part(pixels)

    def _on_main(self, read: Callable[[], Any]) -> Any:
        """What `read` gives on Blender's main thread. Raises what it raises."""
        answer: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()

        def do() -> None:
            try:
                answer.put((read(), None))
            except Exception as error:  # it is raised where it is waited for
                answer.put((None, error))

        self._asked.put(do)
        while True:
            self._check()
            with contextlib.suppress(queue.Empty):
                found, error = answer.get(timeout=0.1)
                if error is not None:
                    raise error
                return found

    def _take(self, answer: FrameAnswer) -> None:
        self._check()
        self._scenes.take(answer)
        unsure = (region for region in answer.colouring.regions or () if region.unsure)
        self._boxes.update({(answer.number, region.id): region.box for region in unsure})
        layer = answer.colouring.colour
        assert layer is not None  # as the request wants it
        path, pixels = self._made / f"{self.plan.pictures[answer.number].name}.png", png.layer_of(layer)
        png.write_png(path, pixels, png.blend_of(pixels, answer.colouring.mode))
        self.share = max(self.share, READ_SHARE) + (1.0 - READ_SHARE) / len(self.plan.pictures)

    def _check(self) -> None:
        if self._stop.is_set():
            raise Cancelled("Cancelled.")


def add_made(plan: Plan) -> Any:
    """Add a strip of frames that are there. Raises Refused."""
    missing = [path for path in plan.paths if not path.is_file()]
    if missing:
        raise Refused(f"The coloured frame {missing[0]} is missing; colour the strip again.")
    scene, strip = _place_of(plan)
    blend = min((png.read_blend(path) for path in set(plan.paths)), key=png.BLENDS.index)
    return host.add_like(scene, strip, f"{strip.name} colour", plan.paths, blend)


def _place_of(plan: Plan) -> tuple[Any, Any]:
    """The scene and the strip of a plan. Raises Refused if they are gone."""
    scene = bpy.data.scenes.get(plan.scene)
    strip = None if scene is None else _named(scene, plan.strip)
    if strip is None:
        raise Refused(f"The strip {plan.strip} is gone; nothing was added.")
    return scene, strip


def _named(scene: Any, name: str) -> Any:
    return next((strip for strip in host.strips(scene) if strip.name == name), None)


def _cancel(client: Client, job: str) -> None:
    with contextlib.suppress(WireError):  # it has ended, one way or another, and says so itself
        client.cancel(job)
