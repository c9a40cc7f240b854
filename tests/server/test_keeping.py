"""What is kept, and what is dropped when it is too much."""

import contextlib
import time
import tracemalloc

import numpy as np
import pytest
from celtint_client.errors import BadRequest, UnknownPart
from celtint_client.messages import Settings
from celtint_client.parts import Part, Ref
from celtint_server.lru import ByteLru
from celtint_server.parts import EACH, PartStore
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.tuples(st.sampled_from(["put", "get"]), st.integers(0, 6), st.integers(0, 60)), max_size=60))
def test_lru_keeps_what_was_used_last_within_its_limit(steps):
    lru, order, sizes = ByteLru(100, lambda value: value), [], {}
    for step, key, size in steps:
        if step == "put":
            lru.put(key, size)
            order = [other for other in order if other != key] + [key]
            sizes[key] = size
        elif lru.get(key) is not None:
            order = [other for other in order if other != key] + [key]
        kept = [key for key, _ in lru.items()]
        total = 0
        expected = []
        for other in reversed(order):
            total += sizes[other]
            if total > 100:
                break
            expected.append(other)
        order = expected[::-1]
        assert kept == expected
        assert sum(size for _, size in lru.items()) <= 100


def test_lru_forgets_what_alone_is_too_large():
    lru = ByteLru(10, len)
    lru.put("small", b"123")
    lru.put("large", bytes(11))
    assert lru.items() == []
    lru.put("small", b"123")
    assert lru.get("small") == b"123"


def keep(store, parts):
    """As it is done with the parts of a message that was taken."""
    held = store.resolve(parts)
    store.keep(held)
    return held


def part(value, size=100_000):
    return Part("l8", size, 1, bytes([value]) * size)


def test_parts_of_a_message_go_together():
    store = PartStore(300_000 + 3 * EACH)
    keep(store, {"picture": part(1), "hints": part(2)})
    keep(store, {"picture": Ref(part(1).digest()), "hints": part(3, 50_000)})
    held = store.resolve({"picture": Ref(part(1).digest()), "hints": Ref(part(2).digest())})
    assert bytes(held["hints"].part.view) == part(2).data
    keep(store, {"hints": part(4)})  # the message that was used last stays, hints 3 go
    with pytest.raises(UnknownPart) as caught:
        keep(store, {"picture": Ref(part(1).digest()), "hints": Ref(part(3, 50_000).digest())})
    assert caught.value.refs == (part(3, 50_000).digest(),)


def test_a_part_is_used_even_if_it_is_too_large_to_keep():
    store = PartStore(50_000)
    assert keep(store, {"picture": part(1)})["picture"].part == part(1)
    with pytest.raises(UnknownPart):
        keep(store, {"picture": Ref(part(1).digest())})


@pytest.fixture
def held():
    """Bytes that this process, server and clients, holds on to since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()


@pytest.mark.parametrize(("side", "hinted"), [(1000, 1000), (16, 1500)])
def test_a_kept_picture_does_not_keep_its_message(serve, tools, held, side, hinted):
    """The hint layer is in the same message; clients that were refused, or are gone, leave nothing of it."""
    server = serve(results_bytes=0)
    settings = Settings(mode="grey", undecided="transparent")
    for shade in range(4):
        picture = tools.part(np.full((side, side), shade, np.uint8), "l8")
        hints = Part("rgba8", hinted, hinted, bytes(4 * hinted * hinted))
        with contextlib.suppress(BadRequest):
            server.client().colour(tools.simple(picture, hints=hints, settings=settings))
        del picture, hints
    server.ending.close()
    end = time.monotonic() + 60
    while (kept := held()) >= 4 * (side * side * 2 + (1 << 20)) and time.monotonic() < end:
        time.sleep(0.02)  # the server hears a moment later that its clients are gone
    assert kept < 4 * (side * side * 2 + (1 << 20))


def test_a_picture_is_prepared_once_whatever_undecided_and_model_are(server, tools):
    """Only mode and gap change what is prepared: the stages that prepare are told for them alone."""
    client = server.client()

    def prepared(**options):
        told = []
        client.colour(tools.simple(**options), lambda progress: told.append(progress.stage))
        return "ink" in told

    assert prepared(settings=Settings(undecided="distinct"))
    assert not prepared(settings=Settings(undecided="transparent"))
    assert not prepared(settings=Settings(undecided="network"))
    assert not prepared(settings=Settings(undecided="network"), model="tiny")
    assert prepared(settings=Settings(undecided="distinct", gap=3))


def test_hints_of_another_size_are_refused_before_the_picture_is_prepared(server, tools):
    told = []
    hints = tools.part(tools.dabs(50, 40), "rgba8")
    with pytest.raises(BadRequest, match="same size"):
        server.client().colour(tools.simple(hints=hints), lambda progress: told.append(progress.stage))
    assert "ink" not in told


def test_deep_hints_are_rounded_as_the_command_line_rounds_them(server, tools):
    """51528 of 65535 is 200.498 of 255, and its upper byte is 201."""
    layer = np.zeros((80, 96, 4), np.uint16)
    layer[20:29, 20:29] = (51528, 7710, 10280, 65535)
    answer = server.client().colour(tools.simple(hints=tools.png(layer[:, :, [2, 1, 0, 3]])))
    colour = np.frombuffer(answer.colour.view, np.uint8).reshape(80, 96, 4)
    assert tuple(colour[24, 24]) == (200, 30, 40, 255)
