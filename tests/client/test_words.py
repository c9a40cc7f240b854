"""Fields for whole numbers say "auto" and "as many as it takes" by a number each."""

from celtint_client import words


def test_a_number_is_a_gap_and_its_own_stand_in_is_auto() -> None:
    assert [words.gap(n) for n in (words.AUTO_GAP, 0, 512)] == ["auto", 0, 512]


def test_a_number_is_a_limit_of_colours_and_none_is_no_limit() -> None:
    assert [words.colours(n) for n in (words.ANY_COLOURS, 1, 256)] == [None, 1, 256]
