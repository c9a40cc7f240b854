"""Sequences: frames that are gathered, coloured, and kept on disk until their client has them."""

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import celtint
from celtint import FrameResult, Key, affected
from celtint.colouring import clipped_box
from celtint.sequence.doubts import Seen
from celtint.sequence.scenes import keyed
from celtint.types.picture import Pause, no_pause
from celtint_client.choices import FRAME_LAYERS, PAINT_ENCODINGS
from celtint_client.errors import BadRequest, QueueFull
from celtint_client.framing import Notification
from celtint_client.messages import Box, Wanted
from celtint_client.parts import Part
from celtint_client.sequences import (
    Frame,
    FrameAnswer,
    FrameSummary,
    SequenceDone,
    SequenceRequest,
)

from celtint_server import convert
from celtint_server.doubting import doubts, seen
from celtint_server.ledger import Lease
from celtint_server.spool import Spool, Spooling

T = TypeVar("T")

MOST_OPEN = 4
"""Sequences of one client that are being sent and not started."""


class Sequence:
    """One sequence: what was sent, what came out, and what the client has of it.

    client: who sends it. numbers: of all frames, as the host counts. ready: numbers of the frames to send, in the order
    in which they got done; it only grows. watchers: called, on any thread, when it has grown. lease: of the request.
    scenes: once they are found. ended: when its job ended, by the monotonic clock, or None.
    """

    def __init__(self, client: str, request: SequenceRequest, spool: Spool, base: "Sequence | None") -> None:
        self.id = secrets.token_hex(16)
        self.client = client
        self.request = request
        self.base = base
        self.numbers: set[int] = set()
        self.ready: list[int] = []
        self.taken: set[int] = set()
        self.watchers: dict[object, Callable[[], None]] = {}
        self.started = False
        self.lease: Lease | None = None
        self.scenes: tuple[celtint.Scene, ...] = ()
        self.ended: float | None = None
        self._spool = spool
        self._lock = threading.Lock()
        self._sent: set[int] = set()
        self._pictures = False
        self._size: tuple[int, int] | None = None
        self._layers: dict[str, set[int]] = {name: set() for name in FRAME_LAYERS}
        self._summaries: dict[int, FrameSummary] = {}
        self._seen: dict[int, Seen] = {}
        if base is not None:
            self._inherit(base)

    nbytes = 0
    """Of memory; the frames are on disk."""

    @property
    def order(self) -> list[int]:
        """The numbers of all frames, from the first on."""
        return sorted(self.numbers)

    def add(self, frame: Frame, parts: Mapping[str, Part], max_pixels: int) -> int:
        """Keep a frame, give how many there are. Raises BadRequest, BadPicture, TooLarge; then nothing is kept."""
        if frame.number in self._sent:
            raise BadRequest(f"Frame {frame.number} was sent twice.")
        if "picture" not in parts and frame.number not in self.numbers:
            raise BadRequest(f"Frame {frame.number} has no picture; only a correction may leave out what it had.")
        picture = parts.get("picture")
        size = self._size or (picture and (picture.width, picture.height)) or (0, 0)
        for name, part in parts.items():
            convert.check_part(part, max_pixels)
            _check(name, part, frame.number, size)
        for box in convert.boxes(frame.boxes):
            clipped_box(box, size[1], size[0])  # refused now rather than in the middle of the shot
        given = {**parts, **_as_part(frame.boxes)}
        self._spool.write({_file(frame.number, n): Notification("part", {}, {n: part}) for n, part in given.items()})
        self._size = size  # only now: a frame that was refused says nothing of the others
        for name in given:
            self._layers.get(name, set()).add(frame.number)
        for name in set(frame.without) - set(given):
            self._spool.drop(_file(frame.number, name))
            self._layers[name].discard(frame.number)
        self._sent.add(frame.number)
        self._pictures |= "picture" in given
        self.numbers.add(frame.number)
        return len(self.numbers)

    def start(self) -> None:
        """No more frames come. Raises BadRequest if there are none."""
        if not self.numbers:
            raise BadRequest("The sequence has no frames; send them before it starts.")
        self.started = True

    def reopen(self) -> None:
        """There was no room for its job: it can be started again."""
        self.started = False

    def picture(self, number: int, pause: Pause = no_pause) -> celtint.Picture:
        return convert.picture(self._part(number, "picture"), pause)

    def keys(self, pause: Pause = no_pause) -> "Mapping[int, Key]":
        """The keys by index, read when they are asked for."""
        return _Layers(self._indices("key"), lambda n: Key(convert.hints(self._part(n, "key"), pause).pixels))

    def hints(self, pause: Pause = no_pause) -> "Mapping[int, celtint.Hints]":
        """The hint layers by index, read when they are asked for."""
        return _Layers(self._indices("hints"), lambda n: convert.hints(self._part(n, "hints"), pause))

    def marks(self, pause: Pause = no_pause) -> "Mapping[int, celtint.Marks]":
        """The marks by index, as those are."""
        return _Layers(self._indices("marks"), lambda n: convert.marks(self._part(n, "marks"), pause))

    def boxes(self) -> "Mapping[int, tuple[celtint.Box, ...]]":
        """The boxes of single frames by index, read when they are asked for."""
        return _Layers(self._indices("boxes"), lambda n: convert.boxes(self._own_boxes(n)))

    def scenes_of_base(self) -> tuple[celtint.Scene, ...] | None:
        """The scenes of the sequence that this one corrects, with this one's keys, where its pictures are the same."""
        base = self.base
        if base is None or not base.scenes or self._pictures or base.numbers != self.numbers:
            return None
        if base.request.settings != self.request.settings:
            return None
        return keyed(base.scenes, self._indices("key"))

    def only(self) -> range | None:
        """The indices of the frames that a correction concerns; None for all of them."""
        base = self.base
        if base is None or base.numbers != self.numbers or set(base._summaries) != self.numbers or not self._sent:
            return None
        told = ("boxes", "palette", "settings", "model")
        if any(getattr(base.request, name) != getattr(self.request, name) for name in told):
            return None
        if [(s.frames, s.mode) for s in base.scenes] != [(s.frames, s.mode) for s in self.scenes]:
            return None
        order = self.order
        index = {number: i for i, number in enumerate(order)}
        keys = [index[n] for n in self._layers["key"] | base._layers["key"]]
        spans = [affected(len(order), keys, index[number], self.scenes) for number in self._sent]
        return range(min(span.start for span in spans), max(span.stop for span in spans))

    def keep_the_others(self, only: range) -> None:
        """Take over from the sequence that this one corrects what isn't done again."""
        assert self.base is not None
        for i, number in enumerate(self.order):
            if i not in only:
                self._spool.adopt(_file(number, "result"), self.base._spool)
                self._summaries[number] = self.base._summaries[number]
                self._seen[number] = self.base._seen[number]

    def put(self, number: int, result: FrameResult) -> None:
        """Keep a coloured frame; it is to be sent, unless this corrects a sequence that has the same."""
        self._put(convert.frame(result, number))

    def recoloured(self, entry: str, colour: celtint.RGB) -> Iterator[int]:
        """Do the frames of the sequence that this is based on again with another colour; gives how many are done.

        Raises BadRequest if none of them has that entry.
        """
        assert self.base is not None
        found = False
        for done, number in enumerate(self.base.order):
            if number not in self.base._summaries:
                continue
            kept = self.base._kept(number)
            result = convert.kept_result(kept.colouring)
            if any(e.id == entry for e in result.palette.entries):
                found = True
                result = celtint.recolour(result, entry, colour)
            whole = convert.colouring("", result, convert.KEPT)
            self._put(FrameAnswer(number, whole, kept.held, kept.cut, kept.doubt))
            yield done + 1
        if not found:
            raise BadRequest(f"No frame has a palette entry {entry[:100]!r}.")

    def answer(self, number: int, wanted: Wanted) -> Notification:
        """The message that brings a frame."""
        kept = self._kept(number)
        said = convert.colouring(self.id, convert.kept_result(kept.colouring), wanted)
        answer = FrameAnswer(number, said, kept.held, kept.cut, kept.doubt)
        return Notification("frame", answer.params(), answer.parts())

    def answering_bytes(self, wanted: Wanted) -> int:
        """At most about how many bytes a frame takes on its way from the disk."""
        width, height = self._size or (0, 0)
        return convert.most_bytes(width * height, convert.KEPT) + convert.most_bytes(width * height, wanted)

    def summary(self) -> SequenceDone:
        """What came out."""
        summaries = tuple(self._summaries[number] for number in sorted(self.ready))
        return SequenceDone(self.id, summaries, doubts(self.order, self._seen))

    def end(self, now: float) -> None:
        """The job has ended; what this is based on isn't needed any more."""
        self.ended = now
        self.base = None
        self._tell()

    def remove(self) -> None:
        """Delete what is on disk."""
        self._spool.remove()

    def _put(self, answer: FrameAnswer) -> None:
        name = _file(answer.number, "result")
        self._spool.write({name: Notification("frame", answer.params(), answer.parts())})
        with self._lock:
            self._summaries[answer.number] = FrameSummary(answer.number, len(answer.colouring.regions or ()))
            self._seen[answer.number] = seen(answer)
            if self.base is None or not self._spool.same(name, self.base._spool):
                self.ready.append(answer.number)
        self._tell()

    def _tell(self) -> None:
        for watcher in list(self.watchers.values()):
            watcher()

    def _kept(self, number: int) -> FrameAnswer:
        try:
            message = self._spool.read(_file(number, "result"))
        except FileNotFoundError:
            raise BadRequest("This sequence is no longer kept; send its frames again.") from None
        assert isinstance(message, Notification)  # as `_put` wrote it
        return FrameAnswer.read(message.params, message.parts)

    def _inherit(self, base: "Sequence") -> None:
        self._size = base._size
        self.numbers = set(base.numbers)
        self._layers = {name: set(numbers) for name, numbers in base._layers.items()}
        for number in base.numbers:
            for name in ("picture", *FRAME_LAYERS):
                if name == "picture" or number in self._layers[name]:
                    self._spool.adopt(_file(number, name), base._spool)

    def _part(self, number: int, name: str) -> Part:
        message = self._spool.read(_file(number, name))
        assert isinstance(message, Notification)  # as `add` wrote it
        part = message.parts[name]
        assert isinstance(part, Part)
        return part

    def _own_boxes(self, number: int) -> tuple[Box, ...]:
        return tuple(Box.read(row) for row in json.loads(bytes(self._part(number, "boxes").view)))

    def _indices(self, name: str) -> dict[int, int]:
        return {i: number for i, number in enumerate(self.order) if number in self._layers[name]}


class Pictures:
    """The pictures of a sequence, as the core reads them."""

    def __init__(self, sequence: Sequence, pause: Pause = no_pause) -> None:
        self._sequence = sequence
        self._pause = pause
        self._order = sequence.order

    def __len__(self) -> int:
        return len(self._order)

    def picture(self, index: int) -> celtint.Picture:
        return self._sequence.picture(self._order[index], self._pause)


class _Layers(Mapping[int, T], Generic[T]):
    """Layers by index that are read from disk one at a time."""

    def __init__(self, numbers: dict[int, int], read: Callable[[int], T]) -> None:
        self._numbers = numbers
        self._read = read

    def __getitem__(self, index: int) -> T:
        return self._read(self._numbers[index])

    def __contains__(self, index: object) -> bool:
        return index in self._numbers

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class Sequences:
    """All sequences of a server, until they are dropped. Safe to use from several threads."""

    def __init__(self, spooling: Callable[[Callable[[], bool]], Spooling], keep_s: float) -> None:
        self._spooling = spooling(self._make_room)
        self._keep_s = keep_s
        self._lock = threading.Lock()
        self._kept: dict[str, Sequence] = {}

    def open(self, client: str, request: SequenceRequest, base_id: str | None) -> Sequence:
        """A new sequence, based on another one or not. Raises BadRequest, QueueFull, TooLarge."""
        base = None if base_id is None else self.find(base_id)
        if base_id is not None and (base is None or base.ended is None):
            raise BadRequest("There is no such finished sequence; they are kept for ten minutes. Send all its frames.")
        with self._lock:
            mine = sum(other.client == client and not other.started for other in self._kept.values())
        if mine >= MOST_OPEN:
            raise QueueFull(f"{MOST_OPEN} sequences are being sent already; start one or cancel it.")
        spool = self._spooling.open()
        try:
            sequence = Sequence(client, request, spool, base)
        except BaseException:
            spool.remove()
            raise
        with self._lock:
            self._kept[sequence.id] = sequence
        return sequence

    def find(self, job: str) -> Sequence | None:
        """The sequence of that job, or None."""
        with self._lock:
            return self._kept.get(job)

    def drop(self, job: str) -> None:
        """Forget a sequence and what is on disk of it."""
        with self._lock:
            sequence = self._kept.pop(job, None)
        if sequence is not None:
            sequence.remove()

    def leave(self, client: str) -> None:
        """This client is gone: what it was still sending can't be completed."""
        with self._lock:
            unfinished = [s.id for s in self._kept.values() if s.client == client and not s.started]
        for job in unfinished:
            self.drop(job)

    def sweep(self) -> None:
        """Drop what has been kept for long enough."""
        since = time.monotonic() - self._keep_s
        with self._lock:
            bases = {id(s.base) for s in self._kept.values()}
            ended = [s for s in self._kept.values() if s.ended is not None and id(s) not in bases]
            old = [s.id for s in ended if s.ended is not None and s.ended < since]
        for job in old:
            self.drop(job)

    def close(self) -> None:
        """Drop all."""
        for job in list(self._kept):
            self.drop(job)

    def _make_room(self) -> bool:
        """Drop the oldest sequence that has ended and whose frames were all taken."""
        with self._lock:
            bases = {id(s.base) for s in self._kept.values()}
            free = [
                s.id
                for s in self._kept.values()
                if s.ended is not None and id(s) not in bases and s.taken.issuperset(s.ready)
            ]
        if free:
            self.drop(free[0])
        return bool(free)


def _check(name: str, part: Part, number: int, size: tuple[int, int]) -> None:
    """Refuse a part of another size than the sequence's, and layers that can't be one."""
    if name == "marks":
        convert.check_marks(part)
    elif name != "picture" and part.encoding not in PAINT_ENCODINGS:
        raise BadRequest(f"Hints and keys are {', '.join(PAINT_ENCODINGS)}, not {part.encoding}.")
    if (part.width, part.height) != size:
        what = "is" if name == "picture" else f"has a {name} layer that is"
        raise BadRequest(
            f"Frame {number} {what} {part.width}×{part.height} pixels and the sequence {size[0]}×{size[1]}; "
            "make all of them one size."
        )


def _as_part(boxes: tuple[Box, ...]) -> dict[str, Part]:
    """A frame's own boxes as they are spooled; nothing if it has none."""
    rows = json.dumps([box.params() for box in boxes]).encode()
    return {"boxes": Part("file", 0, 0, rows)} if boxes else {}


def _file(number: int, name: str) -> str:
    return f"{number}.{name}"
