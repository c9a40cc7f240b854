"""Links between drawings, and colours that flow along them."""

import numpy as np
import pytest
from celtint import Picture
from celtint.line.found import NOTHING
from celtint.matching.geometry import GeometryMatcher
from celtint.matching.network import Votes
from celtint.matching.relations import RELATIONS, relations, turned
from celtint.sequence import tuning
from celtint.sequence.states import OPEN, FrameInput, FrameState, digest_of, read_drawing
from celtint.sequence.tracks import Links, Source, moved_together, sharper, solve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from tests.core.sequence.test_sequence import Clip

RED, BLUE = 0xC82828, 0x283CC8


def drawing(clip: Clip, index: int) -> FrameState:
    taken = FrameInput(Picture(clip.ink(index)), None, None)
    return read_drawing(index, digest_of(taken), taken, [], "auto")


def plain(index: int, code: list[int]) -> FrameState:
    """A drawing of which nothing is known but the codes of its regions."""
    drawn = drawing(Clip([0]), 0)
    drawn.index, drawn.code = index, np.array(code, np.int64)
    drawn.fixed, drawn.shares = drawn.code != OPEN, np.zeros((len(code), 0), np.float32)
    return drawn


def test_relations_turned_are_those_of_the_other_way() -> None:
    clip = Clip([0, 3])
    one, two = (drawing(clip, k).described for k in (0, 1))
    found = turned(relations(one, two))
    assert found.shape == (len(two.ids), len(one.ids), RELATIONS)
    np.testing.assert_allclose(found, relations(two, one), atol=1e-5)


def test_a_pair_of_drawings_is_asked_once() -> None:
    clip, asked = Clip([0, 2]), []

    class Counting(GeometryMatcher):
        def match(self, frame, references, entries=None, pairs=None):
            asked.append(pairs is not None)
            return super().match(frame, references, entries, pairs)

    links, one, two = Links(Counting()), drawing(clip, 0), drawing(clip, 1)
    odds = links.odds(one, two)
    assert links.odds(one, two) is odds and links.odds(two, one).shape == odds.shape[::-1]
    assert asked == [True, True]
    assert (odds.toarray().argmax(axis=1) == np.arange(len(one.code))).all()


def test_a_wrong_link_is_outvoted_by_those_that_lead_past_it() -> None:
    key = plain(0, [RED, BLUE])
    chain = [plain(k, [OPEN, OPEN]) for k in range(1, 6)]
    every = [key, *chain]
    right, wrong = (csr_array(np.array(m, np.float32)) for m in ([[9, 0.1], [0.1, 9]], [[0.1, 9], [9, 0.1]]))

    def around(k: int) -> list[Source]:
        near = [n for n in range(k - 2, k + 3) if 0 <= n < len(every) and n != k]
        return [Source(every[n], wrong if {k, n} == {2, 3} else right) for n in near]

    solve(chain, [around(k) for k in range(1, 6)], {RED: 0, BLUE: 1})
    assert [d.shares.argmax(axis=1).tolist() for d in chain] == [[0, 1]] * 5
    assert key.shares.tolist() == [[1, 0], [0, 1]]


def test_what_nobody_told_makes_nothing_surer() -> None:
    """Ten open drawings that all agree with each other know no more than what came in from the key."""
    key, weak = plain(0, [RED]), csr_array(np.array([[0.25]], np.float32))
    sure = csr_array(np.array([[1e4]], np.float32))
    chain = [plain(k, [OPEN]) for k in range(1, 11)]
    asked = [[Source(d, sure) for d in chain if d is not one] for one in chain]
    asked[0] = [Source(key, weak)]
    solve(chain, asked, {RED: 0})
    assert chain[0].shares[0, 0] == pytest.approx(0.2, abs=0.01)
    assert all(one.shares[0, 0] <= chain[0].shares[0, 0] + 1e-5 for one in chain)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.data())
def test_shares_are_shares_whatever_the_links(length: int, data: st.DataObject) -> None:
    every = [plain(0, [RED, BLUE, RED]), *(plain(k, [OPEN, OPEN, OPEN]) for k in range(1, length + 1))]
    odds = arrays(np.float32, (3, 3), elements=st.floats(0, 1e4, width=32))
    asked = [[Source(o, csr_array(data.draw(odds))) for o in every if o is not one] for one in every[1:]]
    asked[0][0].hush(np.array([True, False, False]))
    solve(every[1:], asked, {RED: 0, BLUE: 1})
    for one in every[1:]:
        assert one.shares.min() >= 0 and one.shares.sum(axis=1).max() <= 1 + 1e-4


def test_silent_regions_are_not_heard() -> None:
    key, drawn = plain(0, [RED, BLUE]), plain(1, [OPEN])
    source = Source(key, csr_array(np.array([[5.0, 1.0]], np.float32)))
    source.hush(np.array([True, False]))
    solve([drawn], [[source]], {RED: 0, BLUE: 1})
    np.testing.assert_allclose(drawn.shares, [[0, 0.5]], atol=1e-5)


def test_regions_of_two_characters_are_hardly_linked() -> None:
    key, drawn = plain(0, [RED, BLUE, RED]), plain(1, [OPEN, OPEN])
    key.cast_whose, drawn.cast_whose = np.array([0, 1, NOTHING], np.int32), np.array([1, NOTHING], np.int32)
    links = csr_array(np.array([[9.0, 1.0, 0.0], [9.0, 1.0, 0.0]], np.float32))
    solve([drawn], [[Source(key, links)]], {RED: 0, BLUE: 1})
    assert drawn.shares.argmax(axis=1).tolist() == [1, 0], "whose is known of both, or of one alone"
    assert 0 < drawn.shares[0, 0] < 0.4, "the cast may be mistaken"


def test_of_who_is_on_no_key_the_cast_says_more() -> None:
    key, before, drawn = (drawing(Clip([0]), 0) for _ in range(3))
    n = len(drawn.code)
    key.key = True
    for one in (key, before):
        one.code, one.fixed = np.full(n, RED, np.int64), np.ones(n, np.bool_)
        one.shares = np.zeros((n, 0), np.float32)
    key.cast_whose = np.zeros(n, np.int32)
    drawn.cast_code, drawn.cast_sure = np.full(n, BLUE, np.int64), np.full(n, 0.6, np.float32)
    links = csr_array(np.eye(n, dtype=np.float32) * 3)
    for who, colour in ((0, 0), (1, 1)):
        drawn.cast_whose = np.full(n, who, np.int32)
        drawn.code, drawn.fixed = np.full(n, OPEN, np.int64), np.zeros(n, np.bool_)
        drawn.shares = np.zeros((n, 0), np.float32)
        nothing = csr_array((n, n), dtype=np.float32)
        solve([drawn], [[Source(key, nothing), Source(before, links)]], {RED: 0, BLUE: 1})
        assert (drawn.shares.argmax(axis=1) == colour).all()


def test_odds_are_sharpened_and_stay_as_large_together() -> None:
    odds = np.array([[6, 3, 1], [0, 0, 0]], np.float32)
    found = sharper(odds)
    np.testing.assert_allclose(found.sum(axis=1), odds.sum(axis=1), rtol=1e-5)
    assert found[0, 0] > 7.5 and found[0, 2] < 0.5


class Mute:
    """A matcher that says of nothing what it is."""

    def match(self, frame, references, entries=None, pairs=None):
        return Votes(np.zeros((len(frame.ids), entries), np.float32), np.ones(len(frame.ids), np.float32))


def test_a_witness_that_learned_nothing_has_a_part_of_each_link() -> None:
    clip = Clip([0, 2])
    one, two = drawing(clip, 0), drawing(clip, 1)
    odds = Links(Mute()).odds(one, two).toarray()
    n = len(one.code)
    assert (odds.argmax(axis=1) == np.arange(n)).all()
    together = moved_together(relations(one.described, two.described))
    assert (together[np.arange(n), np.arange(n)] >= tuning.TRACKS.same).all()
    assert (odds[np.arange(n), np.arange(n)] > 0.8).all()
    assert odds[~np.eye(n, dtype=bool)].max() == 0


def test_regions_that_moved_apart_are_not_together() -> None:
    clip = Clip([0, 2])
    one, two = drawing(clip, 0), drawing(clip, 1)
    related = relations(one.described, two.described)
    together = moved_together(related)
    assert (together[~np.eye(len(one.code), dtype=bool)] == 0).all()
    assert moved_together(related * np.float32(0.5)).max() == 0
