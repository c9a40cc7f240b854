"""Who is let in, seen from a real browser: codes, keys, other pages, script that comes from elsewhere."""

import html
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from celtint_client.client import Client
from celtint_client.handing import HandRequest
from celtint_client.opening import open_page
from celtint_client.parts import Part
from celtint_server.keys import Keys
from PIL import Image

from tests.web.page.conftest import Complaints, Server, until
from tests.web.page.elsewhere import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.needs("chromium", "playwright")

CONNECTED = "document.documentElement.dataset.ready && celtint.link.state === 'connected'"
REFUSED = "document.documentElement.dataset.ready && celtint.link.state === 'refused'"
KEY = "localStorage.getItem('celtint.key')"


def state_of(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((server.folder / "CELTINT_STATE_DIR" / "server.json").read_text("utf-8"))
    return found


def redirect_of(server: Server) -> Path:
    (redirect,) = (server.folder / "CELTINT_STATE_DIR").glob("open-*.html")
    return redirect


def test_the_redirect_leads_to_the_page_which_hides_its_code_and_keeps_a_key(
    tabs: "BrowserContext", server: Server, complaints: Complaints
) -> None:
    redirect, code = redirect_of(server), server.url.partition("#code=")[2]
    assert html.escape(server.url) in redirect.read_text("utf-8")
    page = tabs.new_page()
    complaints.listen(page)
    page.goto(redirect.as_uri(), wait_until="commit")
    page.wait_for_url("http://127.0.0.1:*/")
    until(page, CONNECTED)
    assert code not in page.url and not redirect.exists()
    key = page.evaluate(KEY)
    assert key and key != code
    page.reload()
    until(page, CONNECTED)
    assert page.evaluate(KEY) == key


def test_the_key_holds_when_the_server_starts_again(tabs: "BrowserContext", server: Server) -> None:
    page = tabs.new_page()
    page.goto(server.url)
    until(page, CONNECTED)
    key = page.evaluate(KEY)
    server.stop()
    until(page, "celtint.link.state === 'away'")
    server.start()
    until(page, CONNECTED)
    assert page.evaluate(KEY) == key


def test_a_second_browser_can_t_come_in_by_a_spent_code(
    tabs: "BrowserContext", browser: "Browser", server: Server
) -> None:
    first = tabs.new_page()
    first.goto(server.url)
    until(first, CONNECTED)
    with browser.new_context() as others:
        second = others.new_page()
        second.goto(server.url)
        until(second, REFUSED)
        assert second.evaluate(KEY) is None
        second.goto(server.url.partition("#")[0])
        until(second, REFUSED)


def test_a_revoked_page_is_told(tabs: "BrowserContext", server: Server) -> None:
    page = tabs.new_page()
    page.goto(server.url)
    until(page, CONNECTED)
    assert Keys(server.folder / "CELTINT_STATE_DIR" / "keys.json").revoke("all") == 1
    until(page, REFUSED)


def test_opened_again_it_keeps_its_key_and_opens_what_was_handed_over(
    tabs: "BrowserContext", server: Server, complaints: Complaints, tmp_path: Path
) -> None:
    page = tabs.new_page()
    page.goto(server.url)
    until(page, CONNECTED)
    key = page.evaluate(KEY)
    Image.new("L", (90, 60), 255).save(tmp_path / "<b>sheet.png")
    state = state_of(server)
    with Client(state["url"], state["token"]) as client:
        picture = Part("file", 0, 0, (tmp_path / "<b>sheet.png").read_bytes())
        opened = open_page(client, [HandRequest("<b>sheet.png", picture)])
    second = tabs.new_page()
    complaints.listen(second)
    second.goto(opened.url)
    until(second, "document.documentElement.dataset.ready && celtint.project")
    assert second.evaluate("[celtint.project.name, celtint.project.current.width]") == ["<b>sheet", 90]
    assert second.evaluate(KEY) == key
    assert not second.evaluate("celtint.project && document.querySelector('header b')")


def test_celtint_open_hands_over_hints_that_the_page_shows(
    tabs: "BrowserContext", server: Server, tmp_path: Path
) -> None:
    Image.new("L", (90, 60), 255).save(tmp_path / "sheet.png")
    hints = Image.new("RGBA", (90, 60), (0, 0, 0, 0))
    hints.paste((200, 30, 40, 255), (10, 10, 30, 30))
    hints.save(tmp_path / "hints.png")
    own = {"CELTINT_STATE_DIR": str(server.folder / "CELTINT_STATE_DIR")}
    words = ["open", "sheet.png", "--hints", "hints.png", "--no-browser"]
    ran = subprocess.run(
        [sys.executable, "-m", "celtint_cli", *words],
        env={**os.environ, **own}, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    page = tabs.new_page()
    page.goto(ran.stdout.strip())
    until(page, "document.documentElement.dataset.ready && celtint.project")
    assert page.evaluate("celtint.project.name") == "sheet"
    assert page.evaluate("celtint.project.current.hints.empty") is False


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A web site on another port of this machine: the address of a page of its own."""
    with site(tmp_path) as address:
        yield address


ATTACK = """async ([page, socket]) => {
  const opened = (url) => new Promise((done) => {
    const line = new WebSocket(url, ["celtint.v1"]);
    line.onopen = () => done("open");
    line.onerror = () => done("refused");
  });
  const loaded = (name, of) => new Promise((done) => {
    const element = document.createElement(name);
    Object.assign(element, of, { onload: () => done("loaded"), onerror: () => done("blocked") });
    document.head.append(element);
  });
  const framed = (of) => new Promise((done) => {
    const frame = document.createElement("iframe");
    addEventListener("message", ({ data }) => done(data), { once: true });
    Object.assign(frame, of);
    document.body.append(frame);
  });
  const script = `const s = new WebSocket("${socket}", ["celtint.v1"]);` +
    `s.onopen = () => parent.postMessage("open", "*"); s.onerror = () => parent.postMessage("refused", "*");`;
  return {
    socket: await opened(socket),
    read: await fetch(page).then(() => "read", () => "blocked"),
    script: await loaded("script", { src: page + "src/main.js" }),
    image: await loaded("img", { src: page + "mark.svg" }),
    sandboxed: await framed({ sandbox: "allow-scripts", srcdoc: `<script>${script}</` + "script>" }),
  };
}"""


def test_a_page_elsewhere_gets_nothing(tabs: "BrowserContext", server: Server, elsewhere: str) -> None:
    page = tabs.new_page()
    page.goto(elsewhere)
    base = server.url.partition("#")[0]
    got = page.evaluate(ATTACK, [base, base.replace("http", "ws", 1)])
    assert got == {
        "socket": "refused", "read": "blocked", "script": "blocked", "image": "blocked", "sandboxed": "refused"
    }  # fmt: skip
    page.evaluate(
        "(url) => { const f = document.createElement('iframe'); f.src = url; document.body.append(f); }", base
    )
    page.wait_for_timeout(1000)
    assert all("celtint" not in (frame.title() or "") for frame in page.frames)


INJECT = """async () => {
  window.ran = [];
  const blocked = [];
  document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
  document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='ran.push(1)'><b style='color:red'>b</b>");
  const script = document.createElement("script");
  script.textContent = "ran.push(2)";
  document.body.append(script);
  const link = document.createElement("a");
  link.href = "javascript:ran.push(3)";
  document.body.append(link);
  link.click();
  setTimeout("ran.push(4)", 0);
  await new Promise((done) => setTimeout(() => { try { new Function("ran.push(5)")(); } catch {} done(); }, 0));
  await fetch("http://127.0.0.1:9/").catch(() => {});
  try { new WebSocket("ws://127.0.0.1:9/"); } catch {}
  try { new Worker(URL.createObjectURL(new Blob(["1"]))); } catch {}
  await new Promise((done) => setTimeout(done, 500));
  return { ran, blocked: [...new Set(blocked)].sort() };
}"""


def test_script_that_gets_into_the_page_does_not_run_and_reaches_nobody(tabs: "BrowserContext", server: Server) -> None:
    page = tabs.new_page()
    page.goto(server.url)
    until(page, CONNECTED)
    got = page.evaluate(INJECT)
    assert got["ran"] == []
    wanted = {"connect-src", "script-src", "script-src-attr", "script-src-elem", "style-src-attr", "worker-src"}
    assert wanted <= set(got["blocked"]), got
