"""What is looked at first: large and unsure before small or sure, one part on many frames once."""

from dataclasses import replace

import pytest
from celtint import Key, RegionInfo
from celtint.sequence import tuning
from celtint.sequence.doubts import Seen, look_first, ranked, seen
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sequence.test_sequence import Clip, run

BLUE, RED = (0, 0, 255), (255, 0, 0)


def unsure(number: int, area: int, confidence: float, x: int = 0, colour=BLUE) -> RegionInfo:
    return RegionInfo(number, colour, "c", "key", confidence, area, (x, 0, 20, 20), unsure=True)


def test_area_and_doubt_both_count_and_what_is_sure_does_not() -> None:
    regions = [
        unsure(1, 100, 0.5),
        unsure(2, 400, 0.9),
        unsure(3, 90, 0.0),
        replace(unsure(4, 9999, 0.0), unsure=False),
    ]
    assert look_first(regions) == (3, 1, 2)


def test_a_guess_that_is_sure_of_itself_is_ranked_by_size_too(monkeypatch: pytest.MonkeyPatch) -> None:
    regions = [unsure(1, 100, 1.0), unsure(2, 400, 1.0), unsure(3, 20, 0.7)]
    assert look_first(regions) == (2, 3, 1)
    monkeypatch.setattr(tuning, "DOUBTS", replace(tuning.DOUBTS, least=0.0))
    assert look_first(regions) == (3, 1, 2)


def test_a_part_that_lasts_is_one_doubt_seen_where_it_is_largest() -> None:
    frames = [Seen(k, (unsure(k + 1, 100 + 50 * (k == 2), 0.5, 2 * k),), 1000) for k in range(4)]
    (one,) = ranked(reversed(frames))
    assert (one.frame, one.region, one.first, one.last) == (2, 3, 0, 3)
    assert one.weight == pytest.approx((3 * 100 + 150) / 1000 * 0.5)


def test_other_colours_other_places_cuts_and_frames_between_are_other_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Seen(0, (unsure(1, 100, 0.5),), 1000)
    here = unsure(1, 50, 0.5)
    for other in (
        Seen(1, (replace(here, colour=RED),), 1000),
        Seen(1, (unsure(1, 50, 0.5, x=35),), 1000),
        Seen(1, (here,), 1000, cut=True),
        Seen(2, (here,), 1000),
        Seen(1, (), 1000, doubt=0.2),
    ):
        assert len(ranked([first, other])) == 2
    with monkeypatch.context() as patched:
        patched.setattr(tuning, "DOUBTS", replace(tuning.DOUBTS, same=0.01))
        assert len(ranked([first, Seen(1, (unsure(1, 50, 0.5, x=35),), 1000)])) == 1
    moved = Seen(1, (unsure(1, 50, 0.5, x=19),), 1000)
    assert len(ranked([first, moved])) == 1
    monkeypatch.setattr(tuning, "DOUBTS", replace(tuning.DOUBTS, reach=0.0))
    assert len(ranked([first, moved])) == 2


def test_of_two_that_could_go_on_the_nearer_does() -> None:
    frames = [
        Seen(0, (unsure(1, 100, 0.5), unsure(2, 100, 0.5, x=10)), 1000),
        Seen(1, (unsure(7, 90, 0.5, x=9),), 1000),
    ]
    assert {(one.region, one.last) for one in ranked(frames)} == {(1, 0), (2, 1)}


def test_grey_frames_are_one_doubt_without_a_region() -> None:
    (one,) = ranked(Seen(k, (), 100, doubt=0.1 * (k + 1)) for k in range(3))
    assert (one.frame, one.region, one.first, one.last) == (2, None, 0, 2)
    assert one.weight == pytest.approx(0.6)


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(1, 500), st.floats(0, 1), st.integers(0, 40), st.sampled_from([BLUE, RED, None]))
        ),
        max_size=6,
    )
)
def test_every_unsure_region_is_in_one_doubt_and_the_largest_come_first(frames) -> None:
    shown = [Seen(k, tuple(unsure(n + 1, *rest) for n, rest in enumerate(rows)), 1000) for k, rows in enumerate(frames)]
    found = ranked(shown)
    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)
    total = sum(r.area / 1000 * max(tuning.DOUBTS.least, 1 - r.confidence) for one in shown for r in one.regions)
    assert sum(weights) == pytest.approx(total)
    assert sum(one.last - one.first + 1 for one in found) == sum(len(one.regions) for one in shown)
    for one in found:
        assert one.first <= one.frame <= one.last and one.region in {r.id for r in shown[one.frame].regions}


def test_what_a_sequence_guesses_is_found_where_it_is() -> None:
    clip = Clip(range(0, 10, 2))
    key = clip.truth(0)
    results = run(clip, {0: Key(key)})
    kept = [seen(result) for result in results]
    assert {(k.index, r.id) for k in kept for r in k.regions} == {(r.index, n) for r in results for n in r.unsure}
    assert all(kept[0].pixels == r.labels.size for r in results)
