"""What is called retryable is: once there is room, the same request goes through; a refusal leaves no trace."""

import threading

import cv2
import numpy as np
import pytest
from celtint_client import framing
from celtint_client.errors import ConnectionLost, QueueFull, TooLarge
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import JobRequest
from celtint_client.parts import Part, Ref
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings
from celtint_server.spool import Spooling
from websockets.exceptions import InvalidStatus

CLEAR = SequenceSettings("line", "transparent", gap=0)


class Bare:
    """A WebSocket whose answers come one by one; what isn't an answer is put aside."""

    def __init__(self, server):
        self.socket = server.greeted()
        self.number = 1
        self.aside = []

    def ask(self, method, params, parts=None):
        self.number += 1
        self.socket.send(framing.encode(Request(self.number, method, params, parts or {})))
        while True:
            got = framing.decode(self.socket.recv(timeout=60), framing.LONG_HEADER)
            if isinstance(got, (Response, Failure)):
                return got
            self.aside.append(got)

    def done(self, job):
        while True:
            for got in self.aside:
                if got.method == "done" and got.params["job"] == job:
                    return got
            self.aside.append(framing.decode(self.socket.recv(timeout=60), framing.LONG_HEADER))


def frame(tools, number=1, size=(64, 96)):
    page = np.full(size, 255, np.uint8)
    cv2.circle(page, (24, 30), 14, 0, 2)
    return Frame(number, tools.part(page, "l8"))


def send(bare, job, one):
    return bare.ask("frame", {"job": job, **one.params()}, one.parts())


@pytest.fixture
def full(serve, tools):
    """A server whose one worker is held and whose queue is full, with the way to let it go on."""
    models = tools.Models()
    server = serve(models, workers=1, queue=1)
    request = tools.simple(settings=tools.NETWORK)
    other = Bare(server)
    running = other.ask("colour", request.params(), request.parts()).result["job"]
    assert models.entered.wait(60)
    waiting = other.ask("colour", request.params(), request.parts()).result["job"]

    def free():
        models.gate.set()
        for job in (running, waiting):
            assert "error" not in other.done(job).params

    return server, free


def refused(answer, kind=QueueFull):
    assert isinstance(answer, Failure)
    assert (answer.name, answer.retryable) == (kind.name, kind.retryable)
    return True


def test_a_sequence_that_found_no_room_keeps_its_frames(full, tools):
    server, free = full
    bare = Bare(server)
    job = bare.ask("sequence", SequenceRequest(settings=CLEAR).params()).result["job"]
    for number in range(3):
        send(bare, job, frame(tools, number))
    for _ in range(3):
        assert refused(bare.ask("sequence.start", {"job": job}))
    assert send(bare, job, frame(tools, 3)).result == {"frames": 4}  # it is as open as it was
    free()
    assert bare.ask("sequence.start", {"job": job}).result == {"frames": 4, "state": "queued"}
    bare.ask("credit", {"job": job, "frames": 9})
    assert [f["number"] for f in bare.done(job).params["frames"]] == [0, 1, 2, 3]


def test_a_client_waits_for_room_with_the_frames_it_has_sent(full, tools):
    server, free = full
    numbers, refusals = [], threading.Event()
    client = server.client()
    dispatch = client._dispatch

    def dispatching(message):
        if isinstance(message, Failure) and message.name == QueueFull.name:
            refusals.set()
        dispatch(message)

    client._dispatch = dispatching
    frames = [frame(tools, number) for number in range(3)]
    thread = threading.Thread(
        target=lambda: client.sequence(SequenceRequest(settings=CLEAR), frames, lambda a: numbers.append(a.number))
    )
    thread.start()
    assert refusals.wait(60)
    free()
    thread.join(30)
    assert numbers == [0, 1, 2]


def test_a_picture_that_found_no_room(full, tools):
    server, free = full
    bare, request = Bare(server), tools.simple()
    assert refused(bare.ask("colour", request.params(), request.parts()))
    free()
    job = bare.ask("colour", request.params(), request.parts()).result["job"]
    assert "error" not in bare.done(job).params


def test_a_palette_that_found_no_room(serve, tools):
    models = tools.Models()
    server = serve(models, workers=1, queue=1)
    bare, request = Bare(server), tools.simple()
    first = bare.ask("colour", request.params(), request.parts()).result["job"]
    entry = bare.done(first).params["palette"][0]["id"]
    slow = tools.simple(settings=tools.NETWORK)
    jobs = [bare.ask("colour", slow.params(), slow.parts()).result["job"]]
    assert models.entered.wait(60)
    jobs.append(bare.ask("colour", slow.params(), slow.parts()).result["job"])
    change = {"job": first, "entry": entry, "colour": [1, 2, 3]}
    assert refused(bare.ask("palette", change))
    models.gate.set()
    for job in jobs:
        bare.done(job)
    again = bare.ask("palette", change).result["job"]
    assert "error" not in bare.done(again).params
    assert isinstance(bare.ask("job.get", JobRequest(again).params()), Response)


def test_a_cancelled_picture_can_be_asked_for_again(full, tools):
    server, free = full
    free()
    bare, request = Bare(server), tools.simple()
    job = bare.ask("colour", request.params(), request.parts()).result["job"]
    bare.ask("cancel", {"job": job})
    bare.done(job)
    again = bare.ask("colour", request.params(), request.parts()).result["job"]
    assert "error" not in bare.done(again).params


def test_an_unknown_part_that_is_sent_again_is_known(server, tools):
    bare, request = Bare(server), tools.simple()
    ref = {"picture": Ref(request.picture.digest())}
    missing = bare.ask("colour", request.params(), ref)
    assert (missing.name, missing.retryable) == ("UNKNOWN_PART", True)
    bare.done(bare.ask("colour", request.params(), request.parts()).result["job"])
    job = bare.ask("colour", request.params(), ref).result["job"]
    assert "error" not in bare.done(job).params


def test_a_fifth_open_sequence_has_room_when_one_is_closed(server):
    bare = Bare(server)
    jobs = [bare.ask("sequence", {}).result["job"] for _ in range(4)]
    assert refused(bare.ask("sequence", {}))
    bare.ask("cancel", {"job": jobs[0]})
    assert isinstance(bare.ask("sequence", {}), Response)


def test_a_client_too_many_has_room_when_one_has_left(serve):
    server = serve(max_clients=1)
    first = server.client()
    with pytest.raises(InvalidStatus) as caught:
        server.socket()
    assert b'"retryable": true' in caught.value.response.body
    first.close()
    for _ in range(200):
        try:
            server.client().models()
            return
        except (QueueFull, ConnectionLost):
            continue
    raise AssertionError("there was no room for it")


BAD_FIRST = {
    "cut short": lambda t: (Frame(1, Part("l8", 50, 40, b"abc")), "BAD_PICTURE"),
    "hints of another size": lambda t: (
        Frame(1, frame(t, size=(40, 50)).picture, hints=t.part(t.dabs(), "rgba8")),
        "BAD_REQUEST",
    ),
    "grey hints": lambda t: (
        Frame(1, frame(t, size=(40, 50)).picture, hints=frame(t, size=(40, 50)).picture),
        "BAD_REQUEST",
    ),
    "too much": lambda t: (
        Frame(1, t.part(np.random.default_rng(1).integers(0, 256, (400, 400), np.uint8), "l8")),
        "TOO_LARGE",
    ),
}


@pytest.mark.parametrize("name", BAD_FIRST)
def test_a_refused_first_frame_says_nothing_of_the_others(serve, tools, name):
    """Neither the size of the clip nor a file is left of it, and the same number can be sent."""
    server = serve(spool_bytes=100_000)
    bare = Bare(server)
    job = bare.ask("sequence", SequenceRequest(settings=CLEAR).params()).result["job"]
    bad, error = BAD_FIRST[name](tools)
    assert send(bare, job, bad).name == error
    assert send(bare, job, frame(tools)).result == {"frames": 1}
    assert send(bare, job, frame(tools, 2)).result == {"frames": 2}
    bare.ask("credit", {"job": job, "frames": 2})
    bare.ask("sequence.start", {"job": job})
    assert [f["number"] for f in bare.done(job).params["frames"]] == [1, 2]


def test_of_several_parts_all_are_written_or_none(tmp_path):
    """The first fits, the second doesn't: what was there before stays as it was."""

    def part(size, seed):
        data = np.random.default_rng(seed).integers(0, 256, size, np.uint8).tobytes()
        return Notification("part", {}, {"picture": Part("l8", size, 1, data)})

    shared = Spooling(tmp_path, 10_000, lambda: False)
    spool = shared.open()
    spool.write({"1.picture": part(3000, 1)})
    held = shared.held
    with pytest.raises(TooLarge):
        spool.write({"1.picture": part(3000, 2), "1.hints": part(9000, 3)})
    assert spool.read("1.picture") == part(3000, 1)
    assert [path.name for path in tmp_path.glob("*/*/*")] == ["1.picture"]
    assert shared.held == held
