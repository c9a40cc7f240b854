"""How the page is built: its words, its modules, and nothing that its Content-Security-Policy would stop."""

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "server" / "celtint_web" / "page"
MODULES = sorted((PAGE / "src").rglob("*.js"))
NO_DOM = ("model", "draw/view.js", "draw/brush.js", "live/hints.js")
"""What Node.js tests without a browser."""
MOST_LINES = 400


def words(language: str) -> dict[str, str]:
    return dict(json.loads((PAGE / "words" / f"{language}.json").read_text(encoding="utf-8")))


def test_every_language_says_the_same_things() -> None:
    english, german = words("en"), words("de")
    assert list(english) == list(german)
    names = re.compile(r"\{\w+\}")
    for key, text in english.items():
        assert text and german[key], key
        assert set(names.findall(text)) == set(names.findall(german[key])), key
        assert text.count("|") == german[key].count("|"), key


def test_every_word_that_is_written_out_is_there_and_used() -> None:
    said = words("en")
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*MODULES, PAGE / "index.html"])
    calls = re.findall(r'(?<![#.\w])(?:say|notice|fault)\("([\w.-]+)"|(?:word|title): "([\w.-]+)"', source)
    calls += re.findall(r'data-(?:word|title|label|placeholder)="([\w.-]+)()"', source)
    missing = {one or other for one, other in calls} - said.keys()
    assert not missing
    stems = tuple(stem for stem in re.findall(r"`([a-z][\w-]*\.)[\w.]*\$\{", source))
    unused = [key for key in said if f'"{key}"' not in source and not key.startswith(stems) and not _about(key, source)]
    assert not unused


def _about(key: str, source: str) -> bool:
    """Whether a key is another one's with something after it, as `${word}.about`."""
    stem, _, last = key.rpartition(".")
    return f'"{stem}"' in source and f"}}.{last}`" in source


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PAGE).as_posix())
def test_a_module_is_short_and_makes_nothing_of_text(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") < MOST_LINES
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way not in text, way
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg\b)", text)
    assert not re.search(r"setAttribute\(\"(style|on\w+)\"", text)
    place = module.relative_to(PAGE / "src").as_posix()
    if place.startswith(NO_DOM):
        assert not re.search(r"\b(document|window|localStorage|HTMLElement)\.", text)


def test_the_page_itself_has_no_script_or_style_of_its_own() -> None:
    text = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|https?://", text)
    assert re.findall(r"<script[^>]*>[^<]*</script>", text) == ['<script type="module" src="src/main.js"></script>']


def test_every_icon_that_is_asked_for_is_there() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (PAGE / "icons.svg").read_text(encoding="utf-8")))
    asked = set()
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'(?:button|icon|choice)\("([\w-]+)"|icon: "([\w-]+)"', text))
    names = {one or other for one, other in asked}
    assert names and names <= drawn
