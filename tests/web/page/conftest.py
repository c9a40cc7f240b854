"""The page in a real Chromium, against a real server.

``server`` is a `celtint serve --open` of its own folders, ``page`` a tab in which its page is open and paired, and
``canvas`` that tab with a mouse in the picture's pixels. Tests that don't ask for the server have one in common. What
the browser says on its console, or a page's error, fails the test.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from celtint_client.client import Client
from celtint_client.opening import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

SIZE: "ViewportSize" = {"width": 1280, "height": 800}
PATIENCE_S = 90.0
"""What takes longer has failed, on the slowest and busiest machine too."""


@dataclass
class Server:
    """A running server. url: of the page, with a code that is good once."""

    folder: Path
    port: int = 0
    options: tuple[str, ...] = ()
    process: "subprocess.Popen[str] | None" = None
    url: str = ""
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        """With folders of its own, in which it is found and keeps its keys."""
        names = ("CELTINT_STATE_DIR", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
        return {**os.environ, **{name: str(self.folder / name) for name in names}, "OMP_NUM_THREADS": "2"}

    def invited(self, *files: Path) -> str:
        """Another address of the page with a code, as `celtint open` gives it, perhaps with files for it."""
        command = [sys.executable, "-m", "celtint_cli", "open", "--no-browser", *map(str, files)]
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.environment, timeout=PATIENCE_S, check=True
        )
        return done.stdout.strip()

    def told(self) -> str:
        """The same, from this process."""
        state = json.loads((self.folder / "CELTINT_STATE_DIR" / "server.json").read_text("utf-8"))
        with Client(state["url"], state["token"]) as client:
            return open_page(client, []).url

    def start(self) -> None:
        for name in ("CELTINT_STATE_DIR", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        command = [sys.executable, "-m", "celtint_cli", "serve", "--open", "--no-browser", "--ready-json"]
        command += ["--port", str(self.port), "--log-file", str(self.log), *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.environment)
        assert self.process.stdout is not None
        for _ in range(2):
            line = self.process.stdout.readline()
            if line.startswith("{"):
                self.port = json.loads(line)["port"]
            else:
                self.url = line.strip()
        assert self.url.startswith("http://127.0.0.1:"), self.log.read_text() if self.log.exists() else "no server"

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            assert self.process.stdout is not None
            self.process.send_signal(number)
            self.process.wait(PATIENCE_S)
            self.process.stdout.close()
            self.process = None


@contextlib.contextmanager
def chromium() -> "Iterator[Browser]":
    """The system's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    assert program is not None, "Debian's package chromium has the browser that these tests drive"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


# Playwright keeps an event loop running in this process for as long as a browser is open: one for each file, so
# that the files of other rooms that this process is given can run loops of their own.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with chromium() as browser:
        yield browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "server")
    server.folder.mkdir()
    server.start()
    yield server
    server.stop()


class Complaints(list[str]):
    """What the browser complained of; a test that expects something takes it out with `expect`."""

    def listen(self, page: "Page") -> None:
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("console", self._console)

    def _console(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning"):
            self.append(f"{message.type}: {message.text}")

    def expect(self, text: str) -> None:
        self[:] = [said for said in self if text not in said]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    said = Complaints()
    yield said
    assert not said, "\n".join(said)


def until(page: "Page", script: str, seconds: float = PATIENCE_S) -> None:
    """Wait until a script gives something true. Playwright's own wait evaluates strings, which the page forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({script})"):
        assert time.monotonic() < end, f"not within {seconds} s: {script}"
        page.wait_for_timeout(20)


def soon(holds: Callable[[], object]) -> None:
    """What is true of the screen as soon as it has followed."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, f"not within {PATIENCE_S} s"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For tests that neither stop it nor look into its folders."""
    server = Server(tmp_path_factory.mktemp("shared"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def tabs(browser: "Browser") -> "Iterator[BrowserContext]":
    """A browser that has never seen the page."""
    context = browser.new_context(viewport=SIZE, locale="en-GB")
    context.set_default_timeout(1000 * PATIENCE_S)
    yield context
    context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, tabs: "BrowserContext", complaints: Complaints) -> "Page":
    own = "server" in request.fixturenames
    url = request.getfixturevalue("server").url if own else request.getfixturevalue("shared_server").told()
    page = tabs.new_page()
    complaints.listen(page)
    page.on("filechooser", lambda _: None)  # heard from the start: the first would else open a window of its own
    page.goto(url)
    until(page, "document.documentElement.dataset.ready && celtint.link.state === 'connected'")
    return page


@dataclass
class Canvas:
    """A tab's picture, in the picture's own pixels."""

    page: "Page"

    def open(self, file: Path) -> None:
        """Open a file as if it was chosen, and wait for its first colours."""
        self.page.locator("#files").set_input_files(file)
        self.until(f"celtint.project?.name === {json.dumps(file.stem)}")
        self.until("celtint.images.picture(celtint.project.current.picture)")
        self.coloured()

    def coloured(self) -> None:
        """Wait until the colours of all that was drawn are there."""
        self.until(
            "(() => { const {colouring, project} = celtint; const frame = project.current; const result = "
            "colouring.of(frame); return result && result.version === frame.version && colouring.state === 'idle'; })()"
        )
        self.painted()

    def painted(self) -> None:
        """Wait until the screen shows what is there."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture is in the window."""
        at = self.page.evaluate(
            "([x, y]) => { const at = celtint.view.toScreen(x, y);"
            "const box = document.getElementById('above').getBoundingClientRect();"
            "return [at.x + box.left, at.y + box.top]; }",
            [x, y],
        )
        return at[0], at[1]

    def draw(self, *points: tuple[float, float], steps: int = 4) -> None:
        """A stroke of the mouse through points of the picture."""
        self.page.mouse.move(*self.place(*points[0]))
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*self.place(*point), steps=steps)
        self.page.mouse.up()

    def paint(self, colour: str, size: int = 12) -> None:
        """Take a colour, as #rrggbb, and a brush's size."""
        self.page.get_by_label("Colour as #rrggbb").fill(colour)
        self.page.keyboard.press("Enter")
        self.page.evaluate("document.activeElement.blur()")
        self.page.evaluate("(size) => celtint.paint.setSize(size)", size)

    def seen(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour on the screen at a point of the picture, from the canvas's own pixels."""
        red, green, blue = self.page.evaluate(
            "([x, y]) => { const at = celtint.view.toScreen(x, y); const canvas = document.getElementById('picture');"
            "const ratio = canvas.width / canvas.clientWidth;"
            "const one = new OffscreenCanvas(1, 1).getContext('2d');"
            "one.drawImage(canvas, -Math.floor(at.x * ratio), -Math.floor(at.y * ratio));"
            "return [...one.getImageData(0, 0, 1, 1).data].slice(0, 3); }",
            [x, y],
        )
        return red, green, blue

    def until(self, script: str, seconds: float = PATIENCE_S) -> None:
        """Wait until a script gives something true."""
        until(self.page, script, seconds)

    def value(self, script: str, given: object = None) -> Any:
        """What a script gives; `celtint` is the page's app. given: what it is called with, if it is a function."""
        return self.page.evaluate(script, given)


@pytest.fixture
def canvas(page: "Page") -> Canvas:
    return Canvas(page)


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """A drawing of 400 × 300: two closed rooms side by side, each 160 × 200 inside."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    for left in (30, 210):
        pen.rectangle((left, 40, left + 160, 240), outline=0, width=4)
    file = tmp_path / "rooms.png"
    picture.save(file)
    return file
