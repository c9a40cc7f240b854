"""For everyone: axe-core's rules, the keyboard, fingers, both languages; and how much is loaded until the first use."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from celtint_web.serving import page as served

from tests.web.conftest import installed
from tests.web.page.conftest import Canvas, Complaints, Server, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium", "playwright", "npm")

AXE = "axe-core@4.10.3"
MOST_BYTES = 200_000
"""How much may be loaded until the page is used, as it is sent."""
WORDS = Path(__file__).parents[3] / "server" / "celtint_web" / "page" / "words"


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The source of axe-core."""
    return (installed(pytestconfig, AXE) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page: "Page", axe: str) -> list[Any]:
    """What axe-core finds serious or critical: the rule and where."""
    page.evaluate(f"{axe}\ntrue")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    grave = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    return [(rule["id"], [(node["target"], node["failureSummary"]) for node in rule["nodes"]]) for rule in grave]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(canvas: Canvas, rooms: Path, axe: str, theme: str) -> None:
    page = canvas.page
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    assert faults(page, axe) == []
    canvas.open(rooms)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    page.keyboard.press("t")
    canvas.draw((220, 60), (360, 200))
    page.keyboard.press("Escape")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.get_by_label("What is guessed").check()
    canvas.coloured()
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert faults(page, axe) == []
    page.keyboard.press("?")
    assert faults(page, axe) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Read its card").click()
    page.locator(".card-text h3").first.wait_for()
    assert faults(page, axe) == []


@pytest.fixture
def tablet(browser: "Browser", server: Server, complaints: Complaints) -> "Iterator[Canvas]":
    """A tablet's screen, with fingers."""
    context = browser.new_context(
        viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True, locale="de-DE"
    )
    page = context.new_page()
    complaints.listen(page)
    page.goto(server.url)
    until(page, "document.documentElement.dataset.ready && celtint.link.state === 'connected'")
    yield Canvas(page)
    context.close()


SMALL = """[...document.querySelectorAll("#toolbar button, #top button, .panel summary, .panel button, .panel select")]
.filter((one) => one.checkVisibility()).map((one) => [one.title || one.textContent, one.getBoundingClientRect()])
.filter(([, {width, height}]) => Math.min(width, height) < 24 || Math.max(width, height) < 36).map(([text]) => text)"""
OUT = """[...document.querySelectorAll("#toolbar, #panels, #top, #desk, #status")]
.filter((one) => { const {right, bottom} = one.getBoundingClientRect();
  return right > innerWidth + 1 || bottom > innerHeight + 1; }).map(({id}) => id)"""


def test_a_tablet_has_room_for_all_and_fingers_find_it(tablet: Canvas, rooms: Path) -> None:
    page = tablet.page
    page.locator("#start .examples button").first.tap()
    tablet.until("celtint.project && celtint.colouring.of(celtint.project.current)")
    assert page.evaluate(OUT) == []
    assert page.evaluate(
        "[...document.querySelectorAll('#top *')].every((one) => one.getBoundingClientRect().right <= innerWidth)"
    )
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.lang") == "de"
    desk = page.locator("#desk").bounding_box()
    assert desk is not None and desk["width"] >= 600


def test_every_tool_and_panel_is_reached_by_tab(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    page = canvas.page
    reached = set()
    for _ in range(140):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.tool ?? document.activeElement.id"))
    tools = set(canvas.value("celtint.tools.all.map(({id}) => id)"))
    assert tools | {"name", "above"} <= reached
    page.keyboard.press("Tab")
    outlined = (
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button')"):
            assert page.evaluate(outlined) == ["solid", "2px"]


def test_german_is_german() -> None:
    english, german = (json.loads((WORDS / f"{tag}.json").read_text(encoding="utf-8")) for tag in ("en", "de"))
    same = [key for key in english if english[key] == german.get(key)]
    assert english.keys() == german.keys()
    assert len(same) < 0.03 * len(english), same


def _modules(path: str, seen: set[str]) -> set[str]:
    """A module and what it imports, as paths."""
    if path in seen:
        return seen
    found = served(path)
    assert found is not None, path
    seen.add(path)
    for name in re.findall(r'(?:from|import) "([./][^"]+)"', found.body.decode()):
        parts = path.rpartition("/")[0].split("/") if name.startswith(".") else [""]
        for part in name.lstrip("/").split("/"):
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        _modules("/".join(parts), seen)
    return seen


def test_little_is_loaded_until_the_page_is_used(page: "Page", server: Server) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    page.reload()
    until(page, "document.documentElement.dataset.ready && celtint.link.state === 'connected'")
    page.wait_for_timeout(500)
    for worker in ("/src/live/worker.js", "/src/files/worker.js"):
        _modules(worker, asked)
    sizes = {}
    for path in asked:
        found = served(path)
        assert found is not None, path
        sizes[path] = len(found.packed if found.packed is not None else found.body)
    assert {"/", "/src/main.js", "/words/en.json", "/client/index.js"} <= asked
    assert not any(path.startswith("/pictures/") for path in asked)
    print(f"{sum(sizes.values())} bytes in {len(sizes)} files")
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:12]
