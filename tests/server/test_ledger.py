"""The account of bytes: what is counted is what is held, and what doesn't fit is said plainly."""

import gc
import threading
import time
import tracemalloc

import numpy as np
import pytest
from celtint_client import framing
from celtint_client.errors import QueueFull, TooLarge
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.parts import Part
from celtint_server.ledger import Ledger
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

MIB = 1 << 20
steps = st.lists(
    st.tuples(st.sampled_from(["lease", "resize", "share", "drop"]), st.integers(0, 3), st.integers(0, 60))
)


@given(steps)
def test_what_is_counted_is_what_somebody_holds(steps):
    ledger, held = Ledger(100, 70, 20), []
    for step, client, size in steps:
        try:
            if step == "lease":
                held.append(ledger.lease("messages", str(client), size))
            elif held and step == "resize":
                held[client % len(held)].resize(size)
            elif held and step == "share":
                held.append(held[client % len(held)])
            elif held:
                del held[client % len(held)]
        except (QueueFull, TooLarge):
            pass
        distinct = {id(lease): lease.size for lease in held}
        assert ledger.held() == sum(distinct.values()) <= 80
    held.clear()
    assert ledger.held() == 0


def test_each_limit_has_its_error():
    ledger = Ledger(100, 70, 20)
    with pytest.raises(TooLarge):
        ledger.lease("messages", "a", 71)
    with pytest.raises(TooLarge):
        ledger.lease("results", "", 81)
    first = ledger.lease("messages", "a", 50)
    with pytest.raises(QueueFull):
        ledger.lease("messages", "a", 30)  # over the client's
    with pytest.raises(QueueFull):
        ledger.lease("messages", "b", 40)  # over all
    arriving = ledger.lease(Ledger.ARRIVING, "", 10)  # which the reserve is for
    ledger.lease("messages", "b", 30)
    arriving.resize(20)
    with pytest.raises(QueueFull):
        ledger.lease(Ledger.ARRIVING, "", 1)
    del first
    ledger.lease("messages", "b", 40)


def test_what_is_not_needed_makes_room_its_own_first():
    ledger, dropped = Ledger(100, 60, 0), []
    kept = {name: [ledger.lease("messages", name, 20)] for name in ("a", "b", "")}

    def dropping(name):
        def drop():
            dropped.append(name)
            return bool(kept[name]) and kept[name].pop() is not None

        return drop

    ledger.share(dropping(""))
    ledger.join("a", dropping("a"))
    ledger.join("b", dropping("b"))
    more = ledger.lease("messages", "a", 60)
    assert dropped == ["a"]
    assert ledger.held() == 100
    last = ledger.lease("messages", "b", 20)
    assert dropped == ["a", ""]
    with pytest.raises(QueueFull):
        ledger.lease("messages", "b", 30)
    assert kept["b"] == []
    del more, last


def test_leases_are_counted_from_many_threads():
    ledger = Ledger(1 << 40, 1 << 40, 0)

    def work():
        for size in range(3000):
            ledger.lease("messages", "a", size).resize(size + 1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gc.collect()
    assert ledger.held() == 0


@pytest.fixture
def traced():
    """Bytes that this process, server and clients, holds on to since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()


def answer_to(socket, request, number):
    """The answer, past all news."""
    socket.send(framing.encode(Request(number, "colour", request.params(), request.parts())))
    while True:
        got = framing.decode(socket.recv(timeout=20), framing.LONG_HEADER)
        if isinstance(got, (Response, Failure)):
            return got


def until_done(socket):
    while True:
        got = framing.decode(socket.recv(timeout=60), framing.LONG_HEADER)
        if isinstance(got, Notification) and got.method == "done":
            assert "error" not in got.params
            return


def test_the_queue_counts_bytes(serve, tools, traced):
    """Sixteen pictures of 8 MiB fit by number, not by bytes; and there is room again once they are done."""
    models = tools.Models()
    server = serve(models, workers=1, memory_bytes=160 * MIB, client_bytes=64 * MIB)
    socket, blocker = server.greeted(), server.greeted()
    slow = tools.simple(settings=tools.NETWORK)
    assert isinstance(answer_to(blocker, slow, 1), Response)
    assert models.entered.wait(60)
    answers = []
    for number in range(16):
        pixels = np.full((1024, 2048, 4), number, np.uint8)
        answers.append(answer_to(socket, tools.simple(tools.part(pixels, "rgba8")), number))
        del pixels
    taken = sum(isinstance(one, Response) for one in answers)
    assert 6 <= taken <= 8
    assert all((one.name, one.retryable) == ("QUEUE_FULL", True) for one in answers[taken:])
    assert traced() < 96 * MIB
    models.gate.set()
    for _ in range(taken):
        until_done(socket)
    again = tools.simple(tools.part(np.full((1024, 2048, 4), 15, np.uint8), "rgba8"))
    assert isinstance(answer_to(socket, again, 99), Response)
    until_done(socket)


def test_messages_that_never_end_do_not_fill_the_memory(serve, tools, traced):
    """Ten clients send the first half of a message each and wait; those there is no room for are told so."""
    server = serve(memory_bytes=64 * MIB, client_bytes=64 * MIB)
    bystander = server.client()
    half, piece = [server.greeted() for _ in range(10)], bytes(MIB)

    def sending(socket):
        def fragments():
            for _ in range(16):
                yield piece
            over.wait(30)

        try:
            socket.send(fragments())
        except ConnectionClosed:
            closed.append((socket.close_code, socket.close_reason))

    closed, over = [], threading.Event()
    threads = [threading.Thread(target=sending, args=(socket,)) for socket in half]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 20
    while sum(socket.close_code is not None for socket in half) < 6 and time.monotonic() < end:
        time.sleep(0.05)
    assert traced() < 128 * MIB
    assert bystander.colour(tools.simple()).colour is not None
    for socket in half:
        socket.socket.close()
    over.set()
    for thread in threads:
        thread.join(20)
    codes = {socket.close_code for socket in half} - {None, 1006}
    assert codes == {1013}
    assert bystander.colour(tools.simple()).colour is not None


def test_a_message_that_is_larger_than_the_memory_is_too_large(serve, tools):
    server = serve(memory_bytes=16 * MIB, client_bytes=16 * MIB)
    client = server.client()
    assert client.welcome.limits.max_message == 4 * MIB
    with pytest.raises(TooLarge):
        client.colour(tools.simple(Part("l8", 4096, 4096, bytes(4096**2))))
    assert server.client().colour(tools.simple()).colour is not None
