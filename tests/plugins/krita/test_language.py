"""The plugin's texts in other languages: every one is there, as it is in the code."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from celtint_client import choices

PACKAGE = Path(__file__).parents[3] / "plugins" / "krita" / "celtint_krita"
LANGUAGES = ("de", "es", "fr", "ja")


def texts_in_the_code() -> set[str]:
    """What `tr` is called with, the labels of lists, and the names of errors."""
    found: set[str] = set(choices.ERRORS)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                text = node.args[0]
                if isinstance(text, ast.Constant):
                    found.add(str(text.value))
                else:  # what isn't written there is a label of the contract's
                    assert path.name == "lists.py"
    listed = ast.walk(ast.parse((PACKAGE / "ui" / "lists.py").read_text("utf-8")))
    tables = [each.attr for each in listed if isinstance(each, ast.Attribute) and each.attr.endswith("_CHOICES")]
    assert len(tables) > 4
    return found | {row.label for table in tables for row in getattr(choices, table)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    from celtint_krita.host.language import texts

    found, wanted = texts(PACKAGE, [language]), texts_in_the_code()
    assert set(found) == wanted
    numbers = re.compile(r"\{\d\}")
    assert [text for text in wanted if sorted(numbers.findall(text)) != sorted(numbers.findall(found[text]))] == []
    same = [text for text in wanted if found[text] == text]
    assert 20 * len(same) <= len(wanted), same


def test_the_files_are_those_of_the_languages() -> None:
    assert sorted(path.name for path in (PACKAGE / "translations").iterdir()) == [f"celtint_{x}.ts" for x in LANGUAGES]


@pytest.mark.parametrize(
    ("languages", "lines"),
    [
        (["de-AT", "en"], "Linien"),
        (["ja_JP"], "線画"),
        (["pt-BR", "es"], "Líneas"),
        (["en-GB", "de"], None),
        (["C"], None),
        ([], None),
    ],
)
def test_the_first_language_that_there_is_is_taken_but_never_before_english(
    languages: list[str], lines: str | None
) -> None:
    from celtint_krita.host.language import texts

    assert texts(PACKAGE, languages).get("Lines") == lines


def test_an_error_says_in_the_artist_s_language_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    from celtint_client.errors import ConnectionLost, Internal, TooLarge, WireError
    from celtint_krita.host.language import TEXTS, texts
    from celtint_krita.model.wire import Foreseen, failed, summary

    class Answer:
        regions: Any = ()
        notes = ("Ein Satz.",)

    assert failed(TooLarge("It is 9 MB.")) == "It is 9 MB."
    for source, text in texts(PACKAGE, ["de"]).items():
        monkeypatch.setitem(TEXTS, source, text)
    assert failed(TooLarge("It is 9 MB.")) == "Das ist größer, als der Server annimmt. (It is 9 MB.)"
    assert failed(Internal("It failed.")).startswith("Der Server ist gescheitert")
    assert failed(ConnectionLost("The line broke.")) == "The line broke."  # it has no name of its own
    assert failed(WireError("No.")) == "No."
    assert failed(Foreseen("Das sagte schon das Plugin.")) == "Das sagte schon das Plugin."
    assert summary(Answer()) == "0 Flächen koloriert, 0 davon, wie du gesagt hast. Ein Satz."
