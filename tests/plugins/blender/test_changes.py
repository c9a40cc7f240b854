"""Which drawings a change reaches."""

from celtint_blender.grease_pencil import changes

DRAWINGS = range(1, 10)


def test_a_change_reaches_up_to_the_next_keys() -> None:
    keyed = [1, 4, 7]
    assert changes.reached(DRAWINGS, keyed, [4]) == {2, 3, 4, 5, 6}
    assert changes.reached(DRAWINGS, keyed, [9]) == {8, 9}
    assert changes.reached(DRAWINGS, keyed, [1]) == {1, 2, 3}
    assert changes.reached(DRAWINGS, [1, 7], [4]) == {2, 3, 4, 5, 6}  # whose key was taken away
    assert changes.reached(DRAWINGS, [1], [1]) == set(DRAWINGS)
    assert changes.reached(DRAWINGS, keyed, []) == set()
    assert changes.around(keyed, 5) == (4, 7) and changes.around(keyed, 7) == (4, None)


def test_what_holds_for_all_differs_with_a_setting_and_is_kept_as_text() -> None:
    prints = {changes.ALL: changes.of_all("line", 3, cast=None), "3": "ab"}
    assert changes.loaded(changes.saved(prints)) == prints
    assert changes.of_all("line", 4, cast=None) != prints[changes.ALL] == changes.of_all("line", 3, cast=None)
    assert changes.loaded("[") == changes.loaded("") == {}
