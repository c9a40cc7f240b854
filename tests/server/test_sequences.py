"""Sequences over real sockets: frames stream in and out, and nothing piles up anywhere."""

import queue
import stat
import threading
import time
from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint.types.picture import MARK_NUMBERS
from celtint_client import framing
from celtint_client.errors import BadPicture, BadRequest, Cancelled, ConnectionLost, QueueFull, TooLarge
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import Box, PaletteEntry, PaletteRequest, Wanted
from celtint_client.parts import Part
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings
from celtint_client.streaming import WINDOW

CLEAR = SequenceSettings("line", "transparent", gap=0)
REPORT = Wanted(("colour", "report"))
RED, BLUE, SKIN = (200, 30, 40), (20, 60, 210), (240, 200, 180)


def line(shift=0):
    """(64, 96) uint8: a disc that moves, in a page with a wall."""
    page = np.full((64, 96), 255, np.uint8)
    cv2.circle(page, (24 + shift, 30), 14, 0, 2)
    cv2.line(page, (80, 0), (80, 63), 0, 2)
    return page


def paint(disc=RED, page=BLUE):
    """(64, 96, 4) uint8: the first drawing as the artist coloured it."""
    layer = np.zeros((64, 96, 4), np.uint8)
    layer[:] = (*page, 255)
    cv2.circle(layer, (24, 30), 14, (*disc, 255), -1)
    layer[:, 80:] = (*SKIN, 255)
    return layer


def dab(at, colour):
    layer = np.zeros((64, 96, 4), np.uint8)
    cv2.circle(layer, at, 2, (*colour, 255), -1)
    return layer


@pytest.fixture
def clip(tools):
    """Frames of a clip: ``clip(count, **parts of the first)``."""

    def make(count, step=1, **first):
        for number in range(count):
            own = first if number == 0 else {}
            yield Frame(number + 1, tools.part(line(step * number), "l8"), **own)

    return make


@pytest.fixture
def key(tools):
    return tools.part(paint(), "rgba8")


def pixel(answer, x, y):
    part = answer.colouring.colour
    return tuple(np.frombuffer(part.view, np.uint8).reshape(part.height, part.width, 4)[y, x])


def spool_of(server):
    (folder,) = server.config.spool_dir.glob("celtint-frames-*/*")
    return folder


@pytest.fixture
def spooling(serve, tmp_path):
    """A server whose frames go where a test can look."""
    folder = tmp_path / "spool"
    folder.mkdir()
    return lambda **options: serve(spool_dir=folder, **options)


def test_a_key_colours_the_clip_it_is_in(server, clip, key):
    answers, told = [], []
    request = SequenceRequest(settings=CLEAR, wanted=REPORT)
    client = server.client()
    done = client.sequence(request, clip(6, key=key), answers.append, lambda p: told.append(p.stage))
    assert [answer.number for answer in answers] == [1, 2, 3, 4, 5, 6]
    for answer in answers:
        assert pixel(answer, 24 + answer.number - 1, 30) == (*RED, 255)
        assert pixel(answer, 5, 60) == (*BLUE, 255)
        assert pixel(answer, 90, 30) == (*SKIN, 255)
    assert [(f.number, f.regions) for f in done.frames] == [(a.number, len(a.colouring.regions)) for a in answers]
    assert told[0] == "queued"
    assert client._calls == {}
    assert client._jobs == {}


def test_doubts_are_told_of_all_frames_the_largest_first(server, clip, tools):
    """With a dab on the first drawing alone the rest is guessed; a correction tells of the frames that stayed too."""
    answers = []
    client = server.client()
    request = SequenceRequest(settings=SequenceSettings("line", gap=0), wanted=REPORT)
    hints = tools.part(dab((24, 30), RED), "rgba8")
    done = client.sequence(request, clip(5, hints=hints), answers.append)
    known = {answer.number: {region.id: region for region in answer.colouring.regions} for answer in answers}
    assert done.doubts and all(known[one.number][one.region].unsure for one in done.doubts)
    assert min(one.first for one in done.doubts) == 1 and max(one.last for one in done.doubts) == 5
    unsure = [(number, region.id) for number, of in known.items() for region in of.values() if region.unsure]
    assert sum(one.last - one.first + 1 for one in done.doubts) == len(unsure)
    for answer in answers:
        of = known[answer.number]
        weights = [of[k].area * (1 - of[k].confidence) for k in answer.colouring.unsure]
        assert weights == sorted(weights, reverse=True)
    other = replace(request, corrects=done.job)
    again = client.sequence(other, iter([Frame(1, hints=tools.part(dab((24, 30), BLUE), "rgba8"))]), lambda _: None)
    assert [one.number for one in again.doubts] == [one.number for one in done.doubts]


def test_the_welcome_says_that_there_are_sequences(server):
    assert "sequence" in server.client().welcome.verbs


def test_sixty_frames_with_few_of_them_under_way(spooling, clip, key, monkeypatch):
    """The client never has more than its window of frames unanswered, nor the server of frames not taken."""
    server = spooling()
    client = server.client()
    unanswered, most_sent, waiting, most_waiting = 0, 0, 0, 0
    ask, dispatch = client.ask, client._dispatch

    def asking(method, params, parts):
        nonlocal unanswered, most_sent
        asked = ask(method, params, parts)
        if method == "frame":
            unanswered += 1
            most_sent = max(most_sent, unanswered)
            take = asked.next

            def answered():
                nonlocal unanswered
                unanswered -= 1
                return take()

            asked.next = answered
        return asked

    def dispatching(message):
        nonlocal waiting, most_waiting
        if isinstance(message, Notification) and message.method == "frame":
            waiting += 1
            most_waiting = max(most_waiting, waiting)
        dispatch(message)

    def slow(answer):
        nonlocal waiting
        numbers.append(answer.number)
        time.sleep(0.005)
        waiting -= 1

    numbers = []
    monkeypatch.setattr(client, "ask", asking)
    monkeypatch.setattr(client, "_dispatch", dispatching)
    done = client.sequence(SequenceRequest(settings=CLEAR), clip(60, step=0, key=key), slow)
    assert numbers == list(range(1, 61))
    assert len(done.frames) == 60
    assert most_sent == WINDOW
    assert 1 <= most_waiting <= WINDOW
    assert stat.S_IMODE(spool_of(server).stat().st_mode) == 0o700


class Bare:
    """A WebSocket that a test drives message by message."""

    def __init__(self, server):
        self.socket = server.greeted()
        self.number = 1

    def ask(self, method, params, parts=None):
        self.number += 1
        self.socket.send(framing.encode(Request(self.number, method, params, parts or {})))
        while True:
            got = self.next()
            if isinstance(got, (Response, Failure)):
                return got.result if isinstance(got, Response) else got

    def next(self, timeout=60):
        return framing.decode(self.socket.recv(timeout=timeout), framing.LONG_HEADER)

    def until_done(self):
        """Numbers of the frames up to the job's end, and that end."""
        numbers = []
        while True:
            got = self.next()
            if got.method == "frame":
                numbers.append(got.params["number"])
            elif got.method == "done":
                return numbers, got.params

    def begin(self, frames):
        job = self.ask("sequence", SequenceRequest(settings=CLEAR).params())["job"]
        for frame in frames:
            self.ask("frame", {"job": job, **frame.params()}, frame.parts())
        return job


def test_credit_bounds_what_is_sent(server, clip, key):
    bare = Bare(server)
    job = bare.begin(clip(5, key=key))
    bare.ask("credit", {"job": job, "frames": 2})
    bare.ask("sequence.start", {"job": job})
    frames = []
    while len(frames) < 2:
        got = bare.next()
        frames += [got.params["number"]] if got.method == "frame" else []
    with pytest.raises(TimeoutError):
        while True:
            got = bare.next(timeout=1.5)
            frames += [got.params["number"]] if got.method == "frame" else []
    assert frames == [1, 2]
    assert bare.ask("credit", {"job": job, "frames": 3, "taken": [1, 2]}) == {"frames": 5}
    numbers, done = bare.until_done()
    assert numbers == [3, 4, 5]
    assert [frame["number"] for frame in done["frames"]] == [1, 2, 3, 4, 5]


def test_frames_may_come_in_any_order(server, clip, key):
    bare = Bare(server)
    job = bare.begin(reversed(list(clip(4, key=key))))
    bare.ask("credit", {"job": job, "frames": 4})
    bare.ask("sequence.start", {"job": job})
    assert bare.until_done()[0] == [1, 2, 3, 4]


def test_cancel_keeps_what_is_finished(server, clip, key):
    """A job cancelled from elsewhere brings what was done, and no more; the rest of it is no loss."""
    client, finished = server.client(), []

    def stop(answer):
        finished.append(answer.number)
        if len(finished) == 1:
            assert client.cancel(answer.colouring.job) in (True, False)

    try:
        client.sequence(SequenceRequest(settings=CLEAR), clip(60, key=key), stop)
    except Cancelled:
        assert 1 <= len(finished) < 60
    assert finished == list(range(1, len(finished) + 1))


def test_a_client_that_raises_cancels_its_job(server, clip, key):
    jobs = []

    def fail(answer):
        jobs.append(answer.colouring.job)
        raise ZeroDivisionError

    client = server.client()
    with pytest.raises(ZeroDivisionError):
        client.sequence(SequenceRequest(settings=CLEAR), clip(30, key=key), fail)
    again = []
    with pytest.raises(Cancelled):
        client.sequence_job(jobs[0], again.append)
    assert again[0].number == 1  # it was not taken, so nothing is lost
    assert len(again) < 30


def test_a_killed_connection_and_a_new_one(server, clip, key):
    """The frames that were taken don't come again; all others do."""
    bare = Bare(server)
    job = bare.begin(clip(8, key=key))
    bare.ask("credit", {"job": job, "frames": 3})
    bare.ask("sequence.start", {"job": job})
    got = []
    while len(got) < 3:
        message = bare.next()
        got += [message.params["number"]] if message.method == "frame" else []
    bare.ask("credit", {"job": job, "frames": 0, "taken": [1, 2]})
    bare.socket.socket.close()
    rest = []
    done = server.client().sequence_job(job, rest.append)
    assert [answer.number for answer in rest] == [3, 4, 5, 6, 7, 8]
    assert len(done.frames) == 8


def test_a_lost_connection_names_the_job(server, clip, key):
    client, seen = server.client(), []

    def cut(answer):
        seen.append(answer.colouring.job)
        client._socket.socket.close()

    with pytest.raises(ConnectionLost) as caught:
        client.sequence(SequenceRequest(settings=CLEAR), clip(20, key=key), cut)
    assert caught.value.job == seen[0]
    rest = []
    server.client().sequence_job(seen[0], rest.append)
    assert rest[-1].number == 20


def test_a_correction_brings_what_it_changes(server, tools, clip, key):
    client, first = server.client(), []
    frames = [*clip(4, key=key), *(Frame(n + 4, f.picture, key=f.key) for n, f in enumerate(clip(4, key=key), 1))]
    first_done = client.sequence(SequenceRequest(settings=CLEAR), frames, first.append)
    again = []
    green = Frame(6, hints=tools.part(dab((25, 30), (0, 200, 0)), "rgba8"))
    done = client.sequence(SequenceRequest(settings=CLEAR, corrects=first_done.job), [green], again.append)
    numbers = [answer.number for answer in again]
    assert 6 in numbers
    assert set(numbers) <= {5, 6, 7, 8}  # the shot of the other key is left alone
    assert pixel(again[numbers.index(6)], 25, 30) == (0, 200, 0, 255)
    assert [frame.number for frame in done.frames] == sorted(numbers)
    back = []
    undo = Frame(6, without=("hints",))
    client.sequence(SequenceRequest(settings=CLEAR, corrects=done.job), [undo], back.append)
    restored = {answer.number: bytes(answer.colouring.colour.view) for answer in back}
    originals = {answer.number: bytes(answer.colouring.colour.view) for answer in first}
    assert sorted(restored) == sorted(numbers)
    assert all(originals[number] == pixels for number, pixels in restored.items())


def test_a_frame_s_own_boxes_are_heard_kept_and_taken_away_again(server, clip, key):
    client, first = server.client(), []
    done = client.sequence(SequenceRequest(settings=CLEAR, wanted=REPORT), clip(4, key=key), first.append)
    disc = Box(10, 14, 32, 32, "disc", (0, 200, 0))
    boxed, held, back = [], [], []
    correct = SequenceRequest(settings=CLEAR, wanted=REPORT, corrects=done.job)
    done = client.sequence(correct, [Frame(3, boxes=(disc,))], boxed.append)
    (third,) = (answer for answer in boxed if answer.number == 3)
    assert pixel(third, 26, 30) == (0, 200, 0, 255)
    assert {r.decided_by for r in third.colouring.regions if r.tag == "disc"} == {"box"}
    numbers = {answer.number for answer in boxed}
    assert {3, 4} <= numbers <= {2, 3, 4}, "the frames around follow, as after a hint"
    correct = SequenceRequest(settings=CLEAR, wanted=REPORT, corrects=done.job)
    again = client.sequence(correct, [Frame(3)], held.append)
    assert held == [], "what isn't given stays as it was"
    correct = SequenceRequest(settings=CLEAR, wanted=REPORT, corrects=again.job)
    client.sequence(correct, [Frame(3, without=("boxes",))], back.append)
    originals = {answer.number: bytes(answer.colouring.colour.view) for answer in first}
    assert {answer.number: bytes(answer.colouring.colour.view) for answer in back} == {
        number: originals[number] for number in numbers
    }


def test_a_frame_s_marks_are_heard_kept_and_taken_away_again(server, tools, clip, key):
    client, first = server.client(), []
    done = client.sequence(SequenceRequest(settings=CLEAR, wanted=REPORT), clip(4, key=key), first.append)
    plane = np.zeros((64, 96), np.uint8)
    plane[29:32, 22:31] = MARK_NUMBERS["empty"]
    marked, held, back = [], [], []
    correct = SequenceRequest(settings=CLEAR, wanted=REPORT, corrects=done.job)
    done = client.sequence(correct, [Frame(3, marks=tools.part(plane, "l8"))], marked.append)
    (third,) = (answer for answer in marked if answer.number == 3)
    assert pixel(third, 26, 30)[3] == 0 and pixel(third, 5, 60) == (*BLUE, 255)
    numbers = {answer.number for answer in marked}
    assert {3, 4} <= numbers <= {2, 3, 4}, "the frames around follow, as after a hint"
    correct = SequenceRequest(settings=CLEAR, wanted=REPORT, corrects=done.job)
    again = client.sequence(correct, [Frame(3)], held.append)
    assert held == [], "what isn't given stays as it was"
    correct = SequenceRequest(settings=CLEAR, wanted=REPORT, corrects=again.job)
    client.sequence(correct, [Frame(3, without=("marks",))], back.append)
    originals = {answer.number: bytes(answer.colouring.colour.view) for answer in first}
    assert {answer.number: bytes(answer.colouring.colour.view) for answer in back} == {
        number: originals[number] for number in numbers
    }


def test_a_correction_that_changes_nothing_brings_nothing(server, clip, key):
    client = server.client()
    done = client.sequence(SequenceRequest(settings=CLEAR), clip(3, key=key), lambda _answer: None)
    same = []
    again = client.sequence(SequenceRequest(settings=CLEAR, corrects=done.job), clip(3, key=key), same.append)
    assert same == []
    assert again.frames == ()


def test_a_palette_entry_changes_on_all_frames(server, clip, key):
    client = server.client()
    palette = (PaletteEntry("coat", "Coat", RED), PaletteEntry("sky", "Sky", BLUE), PaletteEntry("s", "Skin", SKIN))
    request = SequenceRequest(palette=palette, settings=CLEAR, wanted=REPORT)
    done = client.sequence(request, clip(3, key=key), lambda _answer: None)
    answers = []
    again = client.sequence_palette(PaletteRequest(done.job, "coat", (1, 2, 3)), answers.append)
    assert [frame.number for frame in again.frames] == [1, 2, 3]
    for answer in answers:
        assert pixel(answer, 24 + answer.number - 1, 30) == (1, 2, 3, 255)
        assert pixel(answer, 5, 60) == (*BLUE, 255)
    with pytest.raises(BadRequest, match="entry"):
        client.sequence_palette(PaletteRequest(done.job, "hat", (1, 2, 3)), answers.append)


def test_an_interactive_colour_goes_between(serve, tools, clip, key):
    """With a clip under way a stroke elsewhere is answered, and before the clip ends."""
    server = serve(workers=2)
    seen: queue.Queue[int] = queue.Queue()
    order = []
    thread = threading.Thread(
        target=lambda: (
            server.client().sequence(SequenceRequest(settings=CLEAR), clip(60, key=key), lambda a: seen.put(a.number)),
            order.append("clip"),
        )
    )
    thread.start()
    assert seen.get(timeout=20) == 1
    server.client().colour(tools.simple())
    order.append("stroke")
    thread.join(60)
    assert order == ["stroke", "clip"]


BAD = [
    ("another size", lambda t: Frame(2, t.part(line()[:50], "l8")), BadRequest, "96×50 pixels and the sequence 96×64"),
    ("small hints", lambda t: Frame(2, t.part(line(), "l8"), t.part(dab((5, 5), RED)[:9], "rgba8")), BadRequest, "9"),
    ("grey key", lambda t: Frame(2, t.part(line(), "l8"), key=t.part(line(), "l8")), BadRequest, "not l8"),
    ("marks in colours", lambda t: Frame(2, t.part(line(), "l8"), marks=t.part(paint(), "rgba8")), BadRequest, "l8 or"),
    ("no picture", lambda t: Frame(2), BadRequest, "no picture"),
    ("twice", lambda t: Frame(1, t.part(line(), "l8")), BadRequest, "twice"),
    ("box", lambda t: Frame(2, t.part(line(), "l8"), boxes=(Box(96, 0, 5, 5, "far"),)), BadRequest, "lies outside"),
    ("cut short", lambda t: Frame(2, Part("l8", 96, 64, b"abc")), BadPicture, "number of bytes"),
    (
        "huge",
        lambda t: Frame(2, Part("png", 9, 9, t.png(line()).data[:16] + b"\0\1\0\0\0\1\0\0" * 4)),
        TooLarge,
        "mega",
    ),
]


@pytest.mark.parametrize(("frame", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_frames_that_do_not_fit(spooling, tools, frame, error, says):
    """One plain sentence; the server forgets the sequence and goes on."""
    server = spooling()
    client = server.client()
    frames = [Frame(1, tools.part(line(), "l8")), frame(tools)]
    with pytest.raises(error, match=says):
        client.sequence(SequenceRequest(settings=CLEAR), frames, lambda _answer: None)
    client.colour(tools.simple())
    assert list(server.config.spool_dir.iterdir()) == []


def test_sequences_that_do_not_start(server, clip):
    client = server.client()
    with pytest.raises(BadRequest, match="no frames"):
        client.sequence(SequenceRequest(settings=CLEAR), [], lambda _answer: None)
    with pytest.raises(BadRequest, match="no such finished sequence"):
        client.sequence(SequenceRequest(settings=CLEAR, corrects="f" * 32), [], lambda _answer: None)
    bare, other = Bare(server), Bare(server)
    job = bare.begin(clip(1))
    assert other.ask("sequence.start", {"job": job}).name == "BAD_REQUEST"  # somebody else's
    assert bare.ask("job.get", {"job": job}).name == "BAD_REQUEST"
    for _ in range(3):
        bare.begin([])
    assert bare.ask("sequence", {}).name == QueueFull.name
    assert bare.ask("cancel", {"job": job}) == {"cancelled": True}
    assert "job" in bare.ask("sequence", {})
    assert bare.ask("credit", {"job": "x", "frames": 1}).name == "BAD_REQUEST"


def test_too_many_bytes_of_frames(spooling, tools):
    """Noise doesn't shrink: two frames of it are too many, and nothing of them stays."""
    server = spooling(spool_bytes=100_000)
    noise = np.random.default_rng(3).integers(0, 256, (256, 256), np.uint8)
    frames = [Frame(n, tools.part(noise, "l8")) for n in range(3)]
    client = server.client()
    with pytest.raises(TooLarge, match="fewer"):
        client.sequence(SequenceRequest(settings=CLEAR), frames, lambda _answer: None)
    client.models()
    assert list(server.config.spool_dir.iterdir()) == []


def test_finished_sequences_make_room(spooling, tools, clip, key):
    server = spooling(spool_bytes=40_000)
    client = server.client()
    for _ in range(12):
        done = client.sequence(SequenceRequest(settings=CLEAR), clip(6, key=key), lambda _answer: None)
        assert len(done.frames) == 6
    assert len(list(server.config.spool_dir.iterdir())) < 12


def test_a_client_that_leaves_before_the_start_leaves_nothing(spooling, clip):
    server = spooling()
    bare = Bare(server)
    bare.begin(clip(3))
    assert len(list(spool_of(server).iterdir())) == 3
    bare.socket.close()
    end = time.monotonic() + 60
    while list(server.config.spool_dir.iterdir()) and time.monotonic() < end:
        time.sleep(0.02)
    assert list(server.config.spool_dir.iterdir()) == []


def test_kept_for_a_while_and_then_gone(spooling, clip, key):
    server = spooling(keep_s=0.2)
    server.client().sequence(SequenceRequest(settings=CLEAR), clip(2, key=key), lambda _answer: None)
    end = time.monotonic() + 60
    while list(server.config.spool_dir.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    assert list(server.config.spool_dir.iterdir()) == []
