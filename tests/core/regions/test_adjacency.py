"""What touches what, against looking at every pair of neighbouring pixels."""

import numpy as np
from celtint.regions.adjacency import borders, contacts, passages
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

MAPS = arrays.arrays(np.int32, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(0, 4))


def by_hand(labels: np.ndarray) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    h, w = labels.shape
    beside = [((y, x), (y, x + 1)) for y in range(h) for x in range(w - 1)]
    below = [((y, x), (y + 1, x)) for y in range(h - 1) for x in range(w)]
    return [(a, b) for a, b in beside + below if labels[a] != labels[b] and labels[a] and labels[b]]


@settings(max_examples=60, deadline=None)
@given(MAPS)
def test_borders_contacts_and_passages_are_those_that_are_there(labels: np.ndarray) -> None:
    width = np.random.default_rng(labels.size).random(labels.shape).astype(np.float32)
    met = by_hand(labels)
    found = borders(labels)
    flat = [(int(p), int(p + f)) for p, f in zip(found.place, found.further, strict=True)]
    assert flat == [(a[0] * labels.shape[1] + a[1], b[0] * labels.shape[1] + b[1]) for a, b in met]
    assert found.one.tolist() == [labels[a] for a, _ in met] and found.two.tolist() == [labels[b] for _, b in met]
    lengths: dict[tuple[int, int], int] = {}
    widest: dict[tuple[int, int], np.float32] = {}
    for a, b in met:
        pair = (int(min(labels[a], labels[b])), int(max(labels[a], labels[b])))
        lengths[pair] = lengths.get(pair, 0) + 1
        widest[pair] = max(widest.get(pair, np.float32(0)), min(width[a], width[b]))
    touch, ways = contacts(labels), passages(labels, width.ravel().take)
    assert [tuple(p) for p in touch.pairs.tolist()] == [tuple(p) for p in ways.edges.tolist()] == sorted(lengths)
    assert touch.length.tolist() == [lengths[pair] for pair in sorted(lengths)]
    assert ways.saddle.tolist() == [widest[pair] for pair in sorted(widest)]
    assert np.array_equal(width.ravel()[ways.place], ways.saddle)
