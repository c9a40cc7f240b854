"""What Blender lists, and the numbers that its files keep: they mean the same for ever."""

from celtint_blender.host import lists

SAVED = {
    lists.DRAWING_MODES: ["line", "auto", "grey"],
    lists.MODES: ["auto", "line", "grey"],
    lists.UNDECIDED: ["auto", "transparent", "mean", "network", "distinct"],
    lists.SEQUENCE_UNDECIDED: ["auto", "transparent", "mean", "network"],
}
"""Words by the numbers that files have which were saved before words had numbers of their own: their places."""


def test_files_that_were_saved_before_mean_what_they_meant() -> None:
    for items, words in SAVED.items():
        numbers = {number: word for word, _, _, number in items}
        assert [numbers[place] for place in range(len(words))] == words
        assert len(numbers) == len(items)


def test_every_item_says_what_it_means() -> None:
    for items in SAVED:
        for _, name, description, _ in items:
            assert name and description[0].isupper()


def test_what_is_listed_first_is_the_default() -> None:
    assert lists.DRAWING_MODES[0][0] == "line"
    assert lists.UNDECIDED[0][0] == "auto"
