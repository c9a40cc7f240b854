"""The page in a real Firefox: it opens, pairs, and a stroke of the mouse colours its room."""

from pathlib import Path

import pytest

from tests.web.page.conftest import Server
from tests.web.page.firefox import firefox

SEEN = """(([x, y]) => {
  const canvas = document.getElementById("picture"), at = celtint.view.toScreen(x, y);
  const ratio = canvas.width / canvas.clientWidth;
  const one = new OffscreenCanvas(1, 1).getContext("2d");
  one.drawImage(canvas, -Math.floor(at.x * ratio), -Math.floor(at.y * ratio));
  return [...one.getImageData(0, 0, 1, 1).data].slice(0, 3);
})"""
PLACE = """(([x, y]) => {
  const box = document.getElementById("above").getBoundingClientRect(), at = celtint.view.toScreen(x, y);
  return [at.x + box.left, at.y + box.top];
})"""
COLOURED = """(() => {
  const { colouring, project } = celtint, result = colouring.of(project.current);
  return result && result.version === project.current.version && colouring.state === "idle";
})()"""
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIZE = (1280, 800)


@pytest.mark.needs("firefox-esr")
def test_a_stroke_colours_its_room_in_firefox(server: Server, rooms: Path, tmp_path: Path) -> None:
    with firefox(tmp_path) as browser:
        browser.goto(server.url, SIZE)
        browser.until("document.documentElement.dataset.ready && celtint.link.state === 'connected'")
        assert browser.value("location.hash") == ""
        browser.choose("#files", [rooms])
        browser.until("celtint.project?.name === 'rooms'")
        browser.until(COLOURED)
        browser.value("void celtint.paint.setColour([200, 30, 40])")
        browser.draw(*(browser.value(f"{PLACE}([{x}, {y}])") for x, y in ((90, 80), (110, 100), (130, 120))))
        assert browser.value("celtint.history.length") == 1
        browser.until(COLOURED)
        browser.value(DRAWN)
        assert browser.value(f"{SEEN}([60, 220])") == [200, 30, 40]
        assert browser.value(f"{SEEN}([200, 280])") == [255, 255, 255]
        assert browser.complaints == []
