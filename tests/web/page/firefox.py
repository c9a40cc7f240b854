"""Firefox by WebDriver BiDi, with the WebSocket that celtint has anyway: https://www.w3.org/TR/webdriver-bidi."""

import contextlib
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PROGRAM = "firefox-esr"
SILENT = {
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.connectivity-service.enabled": False,
    "remote.log.level": "Warn",
    "services.settings.server": "http://127.0.0.1:9",
    "toolkit.telemetry.server": "http://127.0.0.1:9",
}
"""A profile that asks for nothing but what it is told to open."""
MOST = 1 << 26


class Firefox:
    """One tab. What is said on its console as an error, or thrown, is in `complaints`."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._next = 0
        self.complaints: list[str] = []
        self._ask("session.new", {"capabilities": {}})
        self._ask("session.subscribe", {"events": ["log.entryAdded"]})
        self.tab = self._ask("browsingContext.create", {"type": "tab"})["context"]

    def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._next += 1
        self._line.send(json.dumps({"id": self._next, "method": method, "params": params}))
        while True:
            heard = json.loads(self._line.recv(timeout=120))
            if heard["type"] == "event":
                if heard["params"].get("level") == "error":
                    self.complaints.append(str(heard["params"]["text"]))
                continue
            assert heard["type"] == "success", heard
            result: dict[str, Any] = heard["result"]
            return result

    def _here(self, method: str, **params: Any) -> dict[str, Any]:
        return self._ask(method, {"context": self.tab, **params})

    def goto(self, url: str, size: tuple[int, int]) -> None:
        self._here("browsingContext.setViewport", viewport={"width": size[0], "height": size[1]})
        self._here("browsingContext.navigate", url=url, wait="complete")

    def value(self, script: str) -> Any:
        """What an expression gives, through JSON; a promise is waited for."""
        wrapped = f"Promise.resolve({script}).then((made) => JSON.stringify(made ?? null))"
        got = self._ask(
            "script.evaluate",
            {"expression": wrapped, "target": {"context": self.tab}, "awaitPromise": True, "userActivation": True},
        )
        assert got["type"] == "success", got["exceptionDetails"]["text"]
        return json.loads(got["result"]["value"])

    def until(self, script: str, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not self.value(f"Boolean({script})"):
            assert time.monotonic() < end, f"not within {seconds} s: {script}; {self.complaints}"
            time.sleep(0.05)

    def choose(self, selector: str, files: Sequence[Path]) -> None:
        """Choose files in a field of the page."""
        found = self._here("browsingContext.locateNodes", locator={"type": "css", "value": selector})["nodes"]
        self._here("input.setFiles", element={"sharedId": found[0]["sharedId"]}, files=[str(path) for path in files])

    def draw(self, *points: tuple[float, float]) -> None:
        """A stroke of the mouse through points of the window."""
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 30} for x, y in points]
        acts = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": acts}
        self._here("input.performActions", actions=[mouse])


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """The system's Firefox without a window, with a profile in a folder of its own."""
    profile = folder / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in SILENT.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [PROGRAM, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    own = {**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"}
    with (folder / "firefox.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen([*command, "about:blank"], env=own, stdout=log, stderr=log)
        try:
            with connect(_address(folder / "firefox.log"), max_size=MOST, compression=None) as line:
                yield Firefox(line)
        finally:
            process.terminate()
            process.wait(20)


def _address(log: Path) -> str:
    """Where it is spoken to, which it says when it is there."""
    end = time.monotonic() + 120
    while not (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text("utf-8"))):
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.1)
    return f"{found[1]}/session"
