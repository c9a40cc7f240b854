"""docs/canvas.md says what the page says: its words, its keys."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "server" / "celtint_web" / "page"
GUIDE = (ROOT / "docs" / "canvas.md").read_text(encoding="utf-8")
MOST_BYTES = 2_000_000


def words() -> dict[str, str]:
    return dict(json.loads((PAGE / "words" / "en.json").read_text(encoding="utf-8")))


def test_what_the_guide_calls_by_name_is_called_so_in_the_page() -> None:
    named = {" ".join(name.split()) for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", GUIDE)}
    assert len(named) > 8
    assert named <= set(words().values())


def test_the_guide_knows_the_tools_and_their_keys() -> None:
    rows = re.findall(r"^\| ([A-Z][\w, ]+) \| ([^|]+) \|", GUIDE, re.MULTILINE)
    said = {
        (tool, key)
        for names, keys in rows
        for tool, key in zip(names.split(", "), re.findall(r"\b[A-Z]\b", keys), strict=False)
    }
    source = "\n".join(path.read_text(encoding="utf-8") for path in (PAGE / "src" / "tools").glob("*.js"))
    tools = re.findall(r'\bid: "(\w+)".*?\bkey: "(\w)"', source, re.DOTALL)
    assert len(tools) > 8
    assert said == {(words()[f"tool.{tool}"], key.upper()) for tool, key in tools}


def test_the_moving_picture_is_small_enough_for_a_readme() -> None:
    assert 0 < (ROOT / "docs" / "pictures" / "canvas.webp").stat().st_size <= MOST_BYTES
