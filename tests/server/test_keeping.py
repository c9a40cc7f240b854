"""What is kept, and what is dropped when it is too much."""

import pytest
from celtint_client.errors import UnknownPart
from celtint_client.parts import Part, Ref
from celtint_server.lru import ByteLru
from celtint_server.parts import PartStore
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


def part(value, size=100):
    return Part("l8", size, 1, bytes([value]) * size)


def test_parts_of_a_message_go_together():
    store = PartStore(300)
    store.resolve({"picture": part(1), "hints": part(2)})
    store.resolve({"picture": Ref(part(1).digest()), "hints": part(3, 50)})
    held = store.resolve({"picture": Ref(part(1).digest()), "hints": Ref(part(2).digest())})
    assert bytes(held["hints"].part.view) == part(2).data
    store.resolve({"hints": part(4)})  # the message that was used last stays, hints 3 go
    with pytest.raises(UnknownPart) as caught:
        store.resolve({"picture": Ref(part(1).digest()), "hints": Ref(part(3, 50).digest())})
    assert caught.value.refs == (part(3, 50).digest(),)


def test_a_part_is_used_even_if_it_is_too_large_to_keep():
    store = PartStore(50)
    assert store.resolve({"picture": part(1)})["picture"].part == part(1)
    with pytest.raises(UnknownPart):
        store.resolve({"picture": Ref(part(1).digest())})
