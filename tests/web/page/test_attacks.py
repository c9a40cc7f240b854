"""What hostile pages, files and names try, and what people see of it; test_letting_in.py has who is let in at all."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from celtint_server.keys import Keys
from PIL import Image

from tests.web.page.conftest import Canvas, Complaints, Server, soon, until
from tests.web.page.elsewhere import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.needs("chromium", "playwright")

CONNECTED = "document.documentElement.dataset.ready && celtint.link.state === 'connected'"
REFUSED = "document.documentElement.dataset.ready && celtint.link.state === 'refused'"
EVIL = "<img src=x onerror=ran.push(1)><script>ran.push(2)</script>"
RED = (200, 30, 40)


def opened(tabs: "BrowserContext", url: str, state: str = CONNECTED) -> "Page":
    page = tabs.new_page()
    page.goto(url)
    until(page, state)
    return page


def said(page: "Page") -> str:
    """What stands at the top about the server."""
    return str(page.locator("#top-link").inner_text())


def test_a_window_that_a_hostile_page_opens_is_out_of_its_reach(
    tabs: "BrowserContext", server: Server, tmp_path: Path
) -> None:
    """It can neither look into it nor send it messages, and a code that it made up doesn't cost the page its key."""
    own = opened(tabs, server.url)
    base = server.url.partition("#")[0]
    with site(tmp_path) as address:
        hostile = tabs.new_page()
        hostile.goto(address)
        with tabs.expect_page() as popup:
            hostile.evaluate("(url) => { window.taken = window.open(url); }", f"{base}#code=AAAAAAAAAAAAAAAAAAAAAA")
        until(popup.value, CONNECTED)
        assert popup.value.evaluate("window.opener === null")
        until(hostile, "taken.closed")
        assert hostile.evaluate("() => { try { return taken.document.title; } catch { return 'denied'; } }") in (
            "denied", "",
        )  # fmt: skip
        popup.value.evaluate("void (window.heard = [], addEventListener('message', ({data}) => heard.push(data)))")
        hostile.evaluate("taken.postMessage('hello', '*')")
        hostile.wait_for_timeout(300)
        assert popup.value.evaluate("heard") == []
    own.reload()
    until(own, CONNECTED)


@pytest.mark.parametrize("made_up", [True, False], ids=["wrong", "spent"])
def test_a_code_that_lets_nobody_in_is_told_with_what_to_do(
    tabs: "BrowserContext", browser: "Browser", server: Server, made_up: bool
) -> None:
    base = server.url.partition("#")[0]
    if not made_up:
        opened(tabs, server.url)
    with browser.new_context(locale="en-GB") as others:
        page = opened(others, f"{base}#code=AAAAAAAAAAAAAAAAAAAAAA" if made_up else server.url, REFUSED)
        assert "#" not in page.url
        assert said(page) == "This address has been used or is too old: run “celtint open” for a new one."
        page.goto(server.invited())
        until(page, CONNECTED)


def test_a_key_that_is_revoked_while_the_page_is_open_keeps_what_was_drawn(
    canvas: Canvas, rooms: Path, server: Server
) -> None:
    canvas.open(rooms)
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    assert Keys(server.folder / "CELTINT_STATE_DIR" / "keys.json").revoke("all") == 1
    canvas.until(REFUSED)
    assert said(canvas.page) == "No longer paired: open this page with “celtint open”."
    canvas.draw((260, 80), (300, 120))
    assert canvas.seen(280, 100) == RED
    assert canvas.seen(60, 220) == RED, "the colours that were there stay"
    canvas.page.keyboard.press("Control+z")
    assert canvas.value("celtint.history.length") == 1


def test_two_tabs_each_have_their_own(tabs: "BrowserContext", server: Server, rooms: Path) -> None:
    one, other = (Canvas(opened(tabs, url)) for url in (server.url, server.url.partition("#")[0]))
    for canvas, colour in ((one, "#c81e28"), (other, "#285ad2")):
        canvas.open(rooms)
        canvas.paint(colour)
    for canvas in (one, other):
        canvas.page.bring_to_front()
        canvas.draw((90, 80), (130, 120))
        canvas.coloured()
    assert (one.seen(60, 220), other.seen(60, 220)) == (RED, (40, 90, 210))
    one.page.close()
    other.draw((290, 80), (300, 160))
    other.coloured()
    assert other.seen(350, 220) == (40, 90, 210)


def test_names_and_tags_are_text(canvas: Canvas, tmp_path: Path) -> None:
    """A hostile frame's, box's, swatch's and project's name in every place where the page shows it."""
    name = EVIL.replace("/", "")
    for number in (1, 2):
        Image.new("L", (120, 90), 255).save(tmp_path / f"{number} {name}.png")
    canvas.value("void (window.ran = [])")
    canvas.page.locator("#files").set_input_files(sorted(tmp_path.glob("*.png")))
    canvas.until("celtint.project?.frames.length === 2")
    canvas.coloured()
    canvas.page.keyboard.press("t")
    canvas.draw((20, 20), (80, 60))
    tag = canvas.page.get_by_placeholder("Name, such as hair")
    tag.fill(EVIL)
    tag.press("Enter")
    canvas.coloured()
    assert canvas.value("celtint.project.current.boxes[0].tag") == EVIL[:80]
    canvas.value(
        f"(() => {{ const name = {EVIL!r}; celtint.project.setName(name);"
        "celtint.project.setPalette([{id: 'a', name, colour: [200, 30, 40]}]); })()"
    )
    for language in ("de", "en"):
        canvas.page.get_by_role("combobox", name="Language" if language == "de" else "Sprache").select_option(language)
        canvas.until(f"document.documentElement.lang === '{language}'")
        canvas.page.mouse.move(*canvas.place(50, 40))
        canvas.painted()
    soon(lambda: canvas.page.locator("#name").input_value() == EVIL)
    soon(lambda: canvas.page.locator(f'.swatches [title*="{EVIL}"]').count() == 1)
    soon(lambda: canvas.page.locator(".frame[aria-label*='<img']").count() == 2)
    assert canvas.page.locator("img[src='x'], script:not([src])").count() == 0
    assert canvas.value("ran") == []


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def layered(stack: str, **files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "image/openraster")
        archive.writestr("stack.xml", stack)
        for name, content in files.items():
            archive.writestr(f"data/{name}.png", content)
    return data.getvalue()


ENTITIES = '<!DOCTYPE image [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ONE = '<stack><layer name="l" src="data/l.png"/></stack>'
JUNK = {
    "setup.exe": b"MZ\x90\x00" + bytes(200),
    "nothing.png": b"",
    "page.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>top.ran.push(3)</script></svg>",
    "page.html": b"<script>top.ran.push(4)</script>",
    "cut.png": png(200, 100, bytes(201 * 100))[:-30],
    "short.png": png(4000, 3000, bytes(4001)),
    "long.png": png(20_000, 1, bytes(20_001)),
    "huge.png": png(2**31 - 1, 2**31 - 1),
    "none.png": png(0, 0),
    "bomb.ora": layered(f'<image w="64" h="64">{ONE}</image>', l=bytes(80_000_000)),
    "words.ora": layered(f'{ENTITIES}<image w="&b;" h="64">{ONE}</image>', l=png(64, 64, bytes(65 * 64))),
    "huge.ora": layered(f'<image w="99999999" h="99999999">{ONE}</image>', l=png(64, 64, bytes(65 * 64))),
    "away.ora": layered('<image w="64" h="64"><stack><layer src="http://127.0.0.1:9/x.png"/></stack></image>'),
}

DROP = """([name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))], name));
  document.getElementById("desk").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
}"""


def test_junk_that_is_dropped_is_told_and_the_page_lives(canvas: Canvas, rooms: Path, tmp_path: Path) -> None:
    canvas.open(rooms)
    canvas.value("void (window.ran = [])")
    page = canvas.page
    told = {}
    for name, data in JUNK.items():
        if len(data) < 300_000:
            page.evaluate(DROP, [name, data.decode("latin-1")])
        else:
            (tmp_path / name).write_bytes(data)
            page.locator("#files").set_input_files(tmp_path / name)
        canvas.until(
            f"document.querySelector('.notice:not(.busy) span') || celtint.project.name !== 'rooms' /* {name} */"
        )
        told[name] = page.locator(".notice:not(.busy) span").all_inner_texts()
        assert canvas.value("celtint.project.name") == "rooms", f"{name} was opened"
        for close in page.locator(".notice:not(.busy) button").all():
            close.click()
    for name, sentences in told.items():
        assert len(sentences) == 1, (name, sentences)
        assert name.partition(".")[0] in sentences[0] and sentences[0].endswith("."), (name, sentences)
    assert "20000 × 1 pixels" in told["long.png"][0]
    assert canvas.value("ran") == []
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    assert canvas.seen(60, 220) == RED


def project(**changed: Any) -> bytes:
    """A project's file of one blank frame, with something else in its record."""
    picture = io.BytesIO()
    Image.new("L", (64, 48), 255).save(picture, "PNG")
    frame = {"id": "f", "name": EVIL, "picture": "frames/0001/picture.png", "hints": None, "told": {"regions": EVIL}}
    record = {"format": "celtint project", "version": 1, "name": EVIL, "frames": [frame | changed.pop("frame", {})]}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/x-celtint")
        archive.writestr("project.json", json.dumps(record | changed))
        archive.writestr("frames/0001/picture.png", picture.getvalue())
    return data.getvalue()


FAR = {"x": 1e308, "y": -5, "width": 1e308, "height": 3, "tag": EVIL}
SWATCHES = [
    None,
    3,
    {"colour": "x"},
    {"id": EVIL, "name": EVIL, "colour": [1, 2, 3], "variants": {"__proto__": [4, 5, 6]}},
]
PROJECTS = {
    "boxes": project(
        frame={"boxes": [None, FAR, {"x": 1, "y": 1, "width": 9, "height": 9, "tag": EVIL, "colour": "red"}]}
    ),
    "current": project(current="__proto__"),
    "size": project(frame={"width": 1_000_000, "height": 1}),
    "record": project(palette=SWATCHES, layers=None, variant=7, background="red", lineColour={}),
    "away": project(frame={"picture": "../../../etc/passwd"}),
    "none": project(frames=[None]),
}


def test_a_projects_file_that_was_tampered_with_is_opened_for_what_it_has_or_told(canvas: Canvas, rooms: Path) -> None:
    canvas.value("void (window.ran = [])")
    for name, data in PROJECTS.items():
        canvas.open(rooms)
        canvas.page.evaluate(DROP, [f"{name}.celtint", data.decode("latin-1")])
        canvas.until(
            f"document.querySelector('.notice:not(.busy) span') || celtint.project.name !== 'rooms' /* {name} */"
        )
        if name in ("away", "none"):
            assert canvas.page.locator(".notice span").inner_text() == (
                f"“{name}” is a damaged project. Take an earlier copy of the file."
            )
            canvas.page.locator(".notice button").click()
        else:
            canvas.coloured()
            assert canvas.value("celtint.project.name") == EVIL
            assert canvas.value("celtint.project.current.width") == 64
    assert canvas.page.locator("img[src='x'], script:not([src])").count() == 0
    assert canvas.value("ran") == []


def test_an_ordinary_session_asks_its_own_server_alone_and_breaks_no_rule_of_its_own(
    tabs: "BrowserContext", server: Server, rooms: Path, complaints: Complaints
) -> None:
    """All requests and sockets of the browser, all that the Content-Security-Policy stops, the console."""
    asked: list[str] = []
    tabs.on("request", lambda request: asked.append(request.url))
    tabs.expose_binding("stopped", lambda _, said: complaints.append(said))
    tabs.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        "stopped(`policy: ${event.effectiveDirective} ${event.blockedURI}`))"
    )
    page = tabs.new_page()
    complaints.listen(page)
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(server.url)
    until(page, CONNECTED)
    canvas = Canvas(page)
    page.get_by_role("button", name="Tiger, with dabs").click()
    canvas.until("celtint.project?.name === 'Tiger, with dabs'")
    canvas.coloured()
    canvas.open(rooms)
    for tool in page.locator("#toolbar button").all():
        tool.click()
    page.keyboard.press("b")
    canvas.paint("#c81e28")
    canvas.draw((90, 80), (130, 120))
    canvas.coloured()
    for language in ("de", "en"):
        page.locator("#top-looks select").first.select_option(language)
        canvas.until(f"document.documentElement.lang === '{language}'")
    page.get_by_role("button", name="Light or dark").click()
    for row, button in (("Picture", "PNG"), ("Layers", "ORA"), ("Areas", "SVG"), ("Project", "celtint")):
        page.get_by_role("button", name="Save", exact=True).click()
        with page.expect_download():
            page.locator(".way", has_text=row).get_by_role("button", name=button, exact=True).click()
    canvas.until("document.querySelector('dialog') === null")
    page.reload()
    until(page, CONNECTED)
    page.wait_for_timeout(200)
    own = urlsplit(server.url).netloc
    elsewhere = {url for url in asked if not url.startswith("blob:") and urlsplit(url).netloc != own}
    assert not elsewhere
    assert sum(url.startswith("http") for url in asked) > 50
