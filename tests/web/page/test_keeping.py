"""What is drawn stays: over reloads, closed tabs and a browser that is killed, in one tab or two."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from tests.web.page.conftest import Canvas, Complaints, Server, soon, until

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.needs("chromium", "playwright")

RED = (200, 30, 40)
READY = "document.documentElement.dataset.ready"


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    picture = Image.new("L", (400, 300), 255)
    for left in (30, 210):
        ImageDraw.Draw(picture).rectangle((left, 40, left + 160, 240), outline=0, width=4)
    file = tmp_path / "rooms.png"
    picture.save(file)
    return file


STATE = """
  ["name", "palette", "paletteOnly", "settings", "layers", "background", "lineColour"].map((key) => others[key]),
  frames.map(({ name, boxes, hints }) => [name, boxes, [...hints.bytes()].flatMap((one, at) => one ? [at, one] : [])]),
"""


def dab(canvas: Canvas, drawing: Path) -> None:
    canvas.open(drawing)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()


def kept(canvas: Canvas) -> None:
    """Wait until all that was drawn is kept."""
    canvas.page.evaluate("celtint.keeper.flush()")


def state(canvas: Canvas) -> str:
    """Everything of a project that people can change."""
    told = canvas.value(
        "(() => { const {frames, ...others} = celtint.project; return JSON.stringify([" + STATE + "]); })()"
    )
    return str(told)


def other(context: "BrowserContext", canvas: Canvas) -> Canvas:
    """Another tab of the same browser."""
    page = context.new_page()
    page.goto(canvas.page.url)
    until(page, READY)
    return Canvas(page)


def test_a_reload_loses_nothing(canvas: Canvas, drawing: Path) -> None:
    dab(canvas, drawing)
    canvas.value("celtint.project.setSettings({ undecided: 'transparent', mode: 'line' })")
    canvas.value(
        "celtint.project.setPalette([{ id: 'a', name: 'a', colour: [200, 30, 40], variants: { b: [1, 2, 3] } }], true)"
    )
    canvas.value(
        "celtint.project.setBoxes(celtint.project.current,"
        "[{ id: 'b', x: 1, y: 2, width: 30, height: 40, tag: 'hair', colour: null }])"
    )
    canvas.value("celtint.project.setLayer('hints', { visible: false, opacity: 0.5 })")
    canvas.value("celtint.project.setLook({ background: null, lineColour: [10, 20, 90] })")
    canvas.page.locator("#name").fill("Zimmer")
    canvas.page.locator("#name").press("Enter")
    before = state(canvas)
    kept(canvas)
    canvas.page.reload()
    canvas.until(READY)
    assert state(canvas) == before
    canvas.coloured()
    assert canvas.seen(60, 220) == RED


def test_the_last_colours_are_there_while_the_server_is_away(
    canvas: Canvas, drawing: Path, server: Server, complaints: Complaints
) -> None:
    dab(canvas, drawing)
    canvas.page.wait_for_timeout(2500)
    kept(canvas)
    server.stop()
    canvas.until("celtint.link.state !== 'connected'")
    canvas.value("celtint.colouring.show(celtint.project)")  # forgets what it has, as after a reload
    assert canvas.value("celtint.colouring.of(celtint.project.current) === undefined")
    canvas.value("celtint.project.emit('current')")
    canvas.until("celtint.colouring.of(celtint.project.current)?.kept")
    canvas.painted()
    assert canvas.seen(60, 220) == RED
    complaints.expect("ERR_CONNECTION_REFUSED")


def test_a_closed_tab_is_opened_from_the_list(canvas: Canvas, drawing: Path, page: "Page") -> None:
    dab(canvas, drawing)
    before = state(canvas)
    kept(canvas)
    again = other(page.context, canvas)
    page.close()
    card = again.page.locator(".keep .open")
    card.wait_for()
    soon(lambda: card.locator(".name").inner_text() == "rooms")
    soon(lambda: card.locator(".when").inner_text() == "just now")
    assert card.locator("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 320
    card.click()
    again.until("celtint.project")
    assert state(again) == before


def test_a_tab_that_crashes_loses_no_stroke(
    canvas: Canvas, drawing: Path, complaints: Complaints, page: "Page"
) -> None:
    dab(canvas, drawing)
    before = state(canvas)
    canvas.page.wait_for_timeout(1000)
    again = other(page.context, canvas)
    from playwright.sync_api import Error

    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")
    again.page.locator(".keep .open").click()
    again.until("celtint.project")
    assert state(again) == before


def test_a_second_tab_has_a_copy_and_says_so(canvas: Canvas, drawing: Path, page: "Page") -> None:
    dab(canvas, drawing)
    kept(canvas)
    second = other(page.context, canvas)
    second.page.locator(".keep .open").click()
    second.until("celtint.project")
    assert second.page.locator(".notice span").inner_text() == (
        "It is open in another tab; this is a copy of it, kept beside it."
    )
    assert second.value("celtint.project.name") == "rooms (copy)"
    assert second.value("celtint.project.id") != canvas.value("celtint.project.id")
    second.value("celtint.project.setName('second')")
    kept(second)
    kept(canvas)
    names = canvas.value("celtint.keeper.list().then((all) => all.map(({ name }) => name).sort())")
    assert names == ["rooms", "second"]


def test_deleting_asks_first_and_is_gone(canvas: Canvas, drawing: Path, page: "Page") -> None:
    name = "<img src=x onerror=alert(1)>"
    dab(canvas, drawing)
    canvas.value(f"celtint.project.setName({json.dumps(name)})")
    kept(canvas)
    canvas.open(drawing)
    canvas.page.get_by_role("button", name="Beginning").click()
    remove = canvas.page.get_by_role("button", name=f"Delete: {name}")
    remove.click()
    assert (
        canvas.page.locator("dialog p").inner_text() == f"Delete “{name}” from this browser? It can’t be brought back."
    )
    canvas.page.get_by_role("button", name="Cancel").click()
    soon(lambda: canvas.page.locator(".keep").count() == 1)
    remove.click()
    canvas.page.locator("dialog").get_by_role("button", name="Delete").click()
    canvas.until("document.querySelectorAll('.keep').length === 0")
    canvas.page.get_by_role("button", name="Back to the picture").click()
    soon(lambda: canvas.page.locator("#start").is_hidden())


def test_a_full_browser_says_so_and_nothing_is_lost(canvas: Canvas, drawing: Path, page: "Page") -> None:
    session = page.context.new_cdp_session(page)
    origin = canvas.value("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    dab(canvas, drawing)
    canvas.until("document.querySelector('.notice.bad')")
    assert canvas.page.locator(".notice.bad span").inner_text() == (
        "The browser has no more room to keep this project. Save it as a file, or delete kept projects."
    )
    canvas.draw((290, 80), (300, 160))
    kept(canvas)
    soon(lambda: canvas.page.locator(".notice.bad").count() == 1)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    canvas.draw((300, 180), (310, 190))
    before = state(canvas)
    kept(canvas)
    canvas.page.reload()
    canvas.until(f"{READY} && celtint.project")
    assert state(canvas) == before


SENT = """
(() => {
  const { postMessage } = Worker.prototype;
  const bytes = (part) => part?.bytes?.length ?? 0;
  window.sent = [];
  Worker.prototype.postMessage = function (message, ...handed) {
    const { kind, data } = message;
    if (kind === "keepResult") sent.push([bytes(data.picture), bytes(data.colours)]);
    return postMessage.call(this, message, ...handed);
  };
})()
"""
KEPT = """
(async () => {
  const { Asking } = await import("/src/files/asking.js");
  const { project, colouring } = celtint;
  const store = new Asking("/src/store/worker.js");
  const { colours } = await store.ask("result", { id: project.id, frame: project.current.id });
  const { bytes } = colouring.of(project.current);
  return bytes.length === colours.bytes.length && bytes.every((one, at) => one === colours.bytes[at]);
})()
"""


def test_of_colours_only_what_is_different_is_handed_over_to_be_kept(canvas: Canvas, tmp_path: Path) -> None:
    picture = Image.new("L", (1200, 900), 255)
    for left in range(30, 1100, 230):
        ImageDraw.Draw(picture).rectangle((left, 40, left + 200, 840), outline=0, width=4)
    picture.save(tmp_path / "many.png")
    canvas.value(SENT)
    canvas.open(tmp_path / "many.png")
    canvas.value("celtint.project.setSettings({ undecided: 'transparent' })")
    canvas.until("sent.length >= 1")
    for count, (colour, x) in enumerate((("#c81e28", 100), ("#285ad2", 330), ("#1e9632", 560), ("#ffc800", 90)), 2):
        canvas.paint(colour, size=20)
        canvas.draw((x, 300), (x + 40, 330))
        canvas.coloured()
        canvas.until(f"sent.length >= {count}")
        kept(canvas)
        assert canvas.value(KEPT)
    whole = 4 * 1200 * 900
    sent = canvas.value("sent")
    assert sent[0] == [1200 * 900, whole]
    assert len(sent) == 5
    assert all(not picture and 0 < colours < whole / 3 for picture, colours in sent[1:]), sent
    canvas.value("celtint.project.setSettings({ undecided: 'mean' })")
    canvas.coloured()
    canvas.until("sent.length > 5")
    kept(canvas)
    assert canvas.value(KEPT)
