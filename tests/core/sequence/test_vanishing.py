"""Parts that frames lack though those before had them."""

from dataclasses import replace

import pytest
from celtint import RGB
from celtint.sequence import tuning
from celtint.sequence.vanishing import Shown, Vanished, vanished

RED, BLUE = (200, 40, 40), (40, 60, 200)


def shot(*there: tuple[RGB, ...], leaving: frozenset[RGB] = frozenset(), cuts: tuple[int, ...] = ()) -> list[Shown]:
    return [Shown(k, dict.fromkeys(of, 400), leaving, 10_000, k in cuts) for k, of in enumerate(there)]


def test_what_some_frames_lack_is_told_and_whether_it_comes_back() -> None:
    both, one = (RED, BLUE), (RED,)
    assert vanished(shot(both, both, one, one, both)) == (Vanished(BLUE, 2, 3, 400, True),)
    assert vanished(reversed(shot(both, both, one))) == (Vanished(BLUE, 2, 2, 400, False),)
    assert vanished(shot(both, both, both)) == ()


def test_what_comes_in_late_has_not_vanished_before() -> None:
    assert vanished(shot((RED,), (RED,), (RED, BLUE), (RED, BLUE))) == ()


def test_what_leaves_by_the_border_and_another_scene_is_no_loss() -> None:
    both = (RED, BLUE)
    assert vanished(shot(both, both, (RED,), leaving=frozenset({BLUE}))) == ()
    assert vanished(shot(both, both, (RED,), (RED,), cuts=(2,))) == ()


def test_a_blank_drawing_lacks_nothing() -> None:
    both = (RED, BLUE)
    assert vanished(shot(both, both, (), both)) == ()


def what_is_seen_once_is_no_part() -> None:
    assert vanished(shot((RED,), (RED, BLUE), (RED,))) == ()


def the_smallest_is_not_told() -> None:
    frames = [Shown(k, {RED: 400} | ({BLUE: 4} if k < 2 else {}), frozenset(), 10_000) for k in range(3)]
    assert vanished(frames) == ()


def test_what_is_little_or_brief_is_not_told() -> None:
    what_is_seen_once_is_no_part()
    the_smallest_is_not_told()


@pytest.mark.parametrize(
    ("field", "wrong", "noticed"),
    [
        ("kept", 1, what_is_seen_once_is_no_part),
        ("kept", 9, test_what_some_frames_lack_is_told_and_whether_it_comes_back),
        ("least", 0.0, the_smallest_is_not_told),
        ("least", 0.1, test_what_some_frames_lack_is_told_and_whether_it_comes_back),
    ],
)
def test_constants_matter(field: str, wrong: float, noticed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "VANISHING", replace(tuning.VANISHING, **{field: wrong}))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        noticed()
