"""A shot in the page: keys, dabs, corrections, a swatch's other colour, and what happens when it is stopped."""

import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.web.page.conftest import Canvas, Complaints, Server, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, BLUE, SKIN, GREEN = (200, 30, 40), (40, 90, 210), (240, 200, 180), (30, 150, 80)
STEP = 6
"""Pixels that the ball moves between two frames."""


def ball(frame: int) -> tuple[int, int]:
    """Its middle on a frame, counted from 0."""
    return 60 + STEP * frame, 80


def drawn(frame: int, draw: Callable[[ImageDraw.ImageDraw, tuple[int, int, int, int]], None], mode: str) -> Image.Image:
    picture = Image.new(mode, (240, 160), 255 if mode == "L" else (0, 0, 0, 0))
    x, y = ball(frame)
    draw(ImageDraw.Draw(picture), (x - 36, y - 36, x + 36, y + 36))
    return picture


def lines(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """A ball before a wall."""
    pen.ellipse(box, outline=0, width=3)
    pen.line((200, 0, 200, 160), fill=0, width=3)


def paint(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    pen.rectangle((0, 0, 200, 160), fill=(*BLUE, 255))
    pen.rectangle((200, 0, 240, 160), fill=(*SKIN, 255))
    pen.ellipse(box, fill=(*RED, 255))


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[int], list[Path]]:
    """Files of so many drawings; beside them ``key.png``, the first as it is painted."""

    def make(count: int) -> list[Path]:
        drawn(0, paint, "RGBA").save(tmp_path / "key.png")
        files = [tmp_path / f"{frame + 1:03d}.png" for frame in range(count)]
        for frame, file in enumerate(files):
            drawn(frame, lines, "L").save(file)
        return files

    return make


class Shot:
    """A canvas with a shot on it."""

    def __init__(self, canvas: Canvas, files: list[Path]) -> None:
        self.canvas = canvas
        self.page = canvas.page
        canvas.open(files[0])
        self.choose("#top-file [data-title='shot.add']", files[1:])
        canvas.until(f"celtint.project.frames.length === {len(files)}")
        canvas.value(
            "(() => { const { link } = celtint; const ask = link.ask.bind(link); window.asked = [];"
            "link.ask = (kind, data, how) => { asked.push({ kind, ...data }); return ask(kind, data, how); }; })()"
        )

    def choose(self, button: str, files: list[Path] | Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.page.locator(button).click()
        chooser.value.set_files(files)

    def key(self, file: Path) -> None:
        self.choose("[data-title='shot.key.open']", file)
        self.canvas.until("celtint.project.current.key !== null")

    def press(self, word: str) -> None:
        self.page.get_by_role("button", name=word).click()

    def colour(self, word: str = "Colour the shot") -> None:
        self.press(word)
        self.idle()

    def idle(self) -> None:
        self.canvas.until("!celtint.shots.busy", 120)
        assert self.canvas.value("celtint.shots.error") is None

    def swapped(self) -> None:
        """Wait until a swatch's other colour is on all frames."""
        self.canvas.until("asked.some(({ kind }) => kind === 'swap')")
        self.idle()

    def look(self, frame: int) -> None:
        self.page.locator(f".frame[aria-posinset='{frame + 1}']").click()
        self.canvas.until(f"celtint.project.current === celtint.project.frames[{frame}]")
        self.shown()

    def shown(self) -> None:
        """Wait until the screen has the shot's colours of the frame that is looked at."""
        self.canvas.until(
            "celtint.colouring.of(celtint.project.current)?.of === celtint.project.shot.result(celtint.project.current)"
        )
        self.canvas.painted()

    def ball(self, frame: int) -> tuple[int, int, int]:
        """The ball's colour on a frame, from the screen."""
        self.look(frame)
        x, y = ball(frame)
        return self.canvas.seen(x + 20, y + 10)

    def came(self) -> int:
        """How many frames came, and forget that."""
        return int(self.canvas.value("asked.splice(0).filter(({ kind }) => kind === 'take').length")) - 1

    def sent(self) -> list[dict[str, object]]:
        """The frames that were sent, and what of them, and forget that."""
        sent: list[dict[str, object]] = self.canvas.value(
            "asked.filter(({ kind }) => kind === 'frame').map(({ number, picture, hints, key, without }) =>"
            "({ number, picture: Boolean(picture), hints: Boolean(hints), key: Boolean(key), without }))"
        )
        return sent


def test_a_shot_is_coloured_after_its_key(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(5)
    files[4].write_bytes(files[3].read_bytes())
    clip = Shot(canvas, files)
    soon(lambda: canvas.page.locator(".frame").count() == 5)
    clip.key(files[0].parent / "key.png")
    soon(lambda: canvas.page.locator(".frame .mark.key").count() == 1)
    clip.colour()
    assert [clip.ball(frame) for frame in range(4)] == [RED] * 4
    canvas.page.locator(".frame .mark.held").wait_for()
    soon(lambda: canvas.page.get_by_label("Frame 5, 005, the same drawing once more").is_visible())
    assert canvas.seen(220, 20) == SKIN
    assert canvas.seen(20, 150) == BLUE
    assert (
        canvas.value("celtint.project.frames.map((frame) => celtint.project.shot.result(frame).blob.type)")
        == ["image/png"] * 5
    )


def test_colours_of_dabs_become_the_key(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    clip = Shot(canvas, shot(4))
    canvas.paint("#c81e28")
    canvas.draw((50, 80), (70, 90))
    canvas.coloured()
    canvas.paint("#285ad2")
    canvas.draw((20, 20), (40, 20))
    canvas.draw((220, 20), (220, 40))
    canvas.coloured()
    canvas.page.keyboard.press("k")
    canvas.until("celtint.project.current.key !== null")
    assert canvas.seen(80, 90) == RED
    clip.colour()
    assert clip.ball(3) == RED
    canvas.page.keyboard.press("Control+z")
    canvas.until("celtint.project.current === celtint.project.frames[0]")
    assert canvas.value("celtint.project.current.key") is None
    canvas.page.keyboard.press("Control+z")
    assert canvas.value("celtint.project.current.hints.at(220, 30)") == 0


def test_a_correction_sends_and_gets_what_changed(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(6)
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.colour()
    assert clip.came() == 6
    soon(lambda: canvas.page.get_by_role("button", name="Correct the shot").is_disabled())
    clip.look(3)
    canvas.paint("#1e9650", size=8)
    canvas.draw((75, 70), (85, 75))
    canvas.painted()
    soon(lambda: canvas.page.locator(".frame .mark.changed").count() == 1)
    soon(lambda: "“Correct the shot”" in canvas.page.locator("#status-doing").inner_text())
    assert canvas.value("asked.every(({ kind, tiles }) => kind === 'colour' && tiles.length === 1)")
    clip.colour("Correct the shot")
    assert clip.sent() == [{"number": 4, "picture": False, "hints": True, "key": False, "without": []}]
    changed = clip.came()
    assert 1 <= changed <= 5
    assert clip.ball(3) == clip.ball(4) == GREEN
    assert clip.ball(0) == RED
    soon(lambda: canvas.page.locator(".frame .mark.changed").count() == 0)


def test_the_bucket_dabs_one_area_of_a_coloured_frame(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(3)
    clip = Shot(canvas, files)
    canvas.paint("#f0c8b4", size=8)
    canvas.draw((215, 20), (220, 40))
    clip.key(files[0].parent / "key.png")
    clip.colour()
    canvas.page.keyboard.press("g")
    canvas.paint("#1e9650", size=8)
    x, y = ball(0)
    canvas.draw((x, y))
    canvas.until("celtint.history.length === 4")
    at = "celtint.project.current.hints.at"
    assert canvas.value(f"{at}({x}, {y})") == 0xFF000000 | GREEN[2] << 16 | GREEN[1] << 8 | GREEN[0]
    assert canvas.value(f"{at}(217, 28)") == 0xFF000000 | SKIN[2] << 16 | SKIN[1] << 8 | SKIN[0]


def test_what_lies_under_the_pointer_is_told_in_a_shot(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(3)
    clip = Shot(canvas, files)
    page = canvas.page
    clip.key(files[0].parent / "key.png")
    clip.colour()
    canvas.value("celtint.project.setPalette([{id: 'ball', name: 'Ball', colour: [200, 30, 40]}])")
    for kept in (False, True):
        if kept:
            page.wait_for_timeout(2500)  # it is kept in the browser by then
            page.reload()
            canvas.until("document.documentElement.dataset.ready && celtint.project?.shot.coloured")
        clip.look(2)
        x, y = ball(2)
        page.mouse.move(*canvas.place(x + 10, y + 4))
        page.get_by_text("#c81e28 · Ball · by keys").wait_for()
        page.mouse.move(*canvas.place(220, 30))
        page.get_by_text("#f0c8b4 · by keys").wait_for()


def test_a_dab_on_a_coloured_frame_is_tried_at_once(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(4)
    clip = Shot(canvas, files)
    page = canvas.page
    clip.key(files[0].parent / "key.png")
    clip.colour()
    clip.came()
    clip.look(2)
    badge = page.get_by_text("A preview of this frame alone: “Correct the shot”")
    assert not badge.is_visible()
    x, y = ball(2)
    canvas.paint("#1e9650", size=8)
    canvas.draw((x - 5, y), (x + 5, y))
    badge.wait_for()
    canvas.painted()
    assert (canvas.seen(x + 20, y + 10), canvas.seen(20, 150), canvas.seen(220, 20)) == (GREEN, BLUE, SKIN)
    canvas.until("celtint.colouring.state === 'idle'")
    page.wait_for_timeout(500)
    assert canvas.value("asked.filter(({ kind }) => kind === 'colour').length") == 1, "it is asked for once"
    page.mouse.move(*canvas.place(x + 20, y + 10))
    page.get_by_text("#1e9650 · hinted").wait_for()
    page.mouse.move(*canvas.place(220, 20))
    page.get_by_text("#f0c8b4 · by keys").wait_for()
    assert clip.ball(3) == RED and not badge.is_visible(), "the others wait for the correction"
    clip.look(2)
    badge.wait_for()
    assert canvas.seen(x + 20, y + 10) == GREEN
    page.keyboard.press("Control+z")
    badge.wait_for(state="hidden")
    canvas.painted()
    assert canvas.seen(x + 20, y + 10) == RED
    page.keyboard.press("Control+y")
    badge.wait_for()
    clip.colour("Correct the shot")
    badge.wait_for(state="hidden")
    assert (clip.ball(2), clip.ball(3)) == (GREEN, GREEN)


def test_a_frame_of_a_shot_is_saved_as_areas(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(2)
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.colour()
    clip.look(1)
    canvas.page.get_by_role("button", name="Save", exact=True).click()
    with canvas.page.expect_download() as download:
        canvas.page.get_by_role("button", name="SVG").click()
    said = Path(download.value.path()).read_text(encoding="utf-8")
    assert 'fill="#c81e28"' in said and 'fill="#285ad2"' in said and said.count("<path") >= 3


def test_what_is_tried_may_become_the_key(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(3)
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    x, y = ball(0)
    canvas.paint("#1e9650", size=8)
    canvas.draw((x - 5, y), (x + 5, y))
    canvas.page.get_by_text("A preview of this frame alone: “Colour the shot”").wait_for()
    canvas.painted()
    assert (canvas.seen(x + 20, y + 10), canvas.seen(20, 150)) == (GREEN, BLUE)
    canvas.page.keyboard.press("k")
    key = "celtint.project.current.key.bytes"
    canvas.until(
        f"{key}.subarray({4 * ((y + 10) * 240 + x + 20)}).slice(0, 3).join() === '{','.join(map(str, GREEN))}'"
    )
    clip.colour()
    assert clip.ball(2) == GREEN


def test_a_box_on_a_frame_colours_it_and_the_frames_around(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(4)
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.colour()
    clip.came()
    clip.look(2)
    canvas.paint("#1e9650")
    canvas.page.keyboard.press("t")
    x, y = ball(2)
    canvas.draw((x - 45, y - 45), (x + 45, y + 45))
    canvas.page.keyboard.type("ball")
    canvas.page.keyboard.press("Enter")
    soon(lambda: canvas.page.locator(".frame .mark.changed").count() == 1)
    clip.colour("Correct the shot")
    assert canvas.value("asked.filter(({ kind }) => kind === 'frame').map(({ number, boxes }) => [number, boxes])") == [
        [3, [{"x": x - 45, "y": y - 45, "width": 90, "height": 90, "tag": "ball", "colour": list(GREEN)}]]
    ]
    assert (clip.ball(2), clip.ball(3), clip.ball(0)) == (GREEN, GREEN, RED)
    clip.look(2)
    canvas.page.mouse.move(*canvas.place(x + 10, y + 4))
    canvas.page.get_by_text("#1e9650 · ball · by boxes").wait_for()
    canvas.page.keyboard.press("Control+z")
    canvas.page.keyboard.press("Control+z")
    canvas.until("celtint.project.current.boxes.length === 0")
    clip.colour("Correct the shot")
    assert (clip.ball(2), clip.ball(3)) == (RED, RED)


def test_guesses_of_a_shot_are_marked(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(3)
    third = Image.open(files[2])
    ImageDraw.Draw(third).ellipse((206, 60, 232, 100), outline=0, width=3)
    third.save(files[2])
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.page.evaluate("celtint.project.setSettings({ undecided: 'transparent' })")
    clip.colour()
    frames = "celtint.project.frames.map((frame) => celtint.project.shot.mark(frame).doubts)"
    doubted = max(at for at, count in enumerate(canvas.value(frames)) if count)
    clip.look(doubted)
    canvas.page.get_by_label("What is guessed").check()
    canvas.page.locator("#marks button").first.wait_for()
    x, y = 218, 80
    canvas.until(
        "celtint.regions.of(celtint.project.current).then((found) => "
        f"Boolean(found.stripes) && found.byId.get(found.map[{y} * 240 + {x}])?.unsure)"
    )


def test_a_swatch_is_recoloured_on_all_frames(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(4)
    clip = Shot(canvas, files)
    canvas.paint("#c81e28")
    canvas.page.get_by_role("button", name="Keep this colour in the palette").click()
    clip.key(files[0].parent / "key.png")
    clip.colour()
    clip.came()
    canvas.page.locator(".swatches button[title*='#c81e28']").first.dblclick()
    canvas.page.get_by_label("New colour as #rrggbb").fill("#1e9650")
    canvas.page.get_by_role("dialog").get_by_role("button", name="Recolour everywhere").click()
    clip.swapped()
    assert clip.sent() == []
    assert clip.came() == 4
    assert [clip.ball(frame) for frame in range(4)] == [GREEN] * 4
    soon(lambda: canvas.page.get_by_role("button", name="Correct the shot").is_disabled())
    canvas.page.keyboard.press("Control+z")
    clip.swapped()
    assert [clip.ball(frame) for frame in range(4)] == [RED] * 4
    clip.look(2)
    canvas.paint("#1e9650", size=8)
    canvas.draw((70, 70), (80, 75))
    clip.colour("Correct the shot")
    assert (clip.ball(2), clip.ball(0)) == (GREEN, RED)


def test_stopping_is_free_at_once(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(12)
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.press("Colour the shot")
    canvas.until("celtint.shots.state === 'working'")
    stop = "(() => { document.querySelector('[data-word=\"shot.cancel\"]').click(); return celtint.shots.busy; })()"
    assert canvas.value(stop) is False
    clip.colour()
    assert clip.ball(11) == RED


def test_a_server_that_was_killed_and_is_back(
    canvas: Canvas, shot: Callable[[int], list[Path]], server: Server, complaints: Complaints
) -> None:
    files = shot(12)
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.look(6)
    canvas.paint("#1e9650", size=8)
    canvas.draw((90, 70), (100, 75))
    clip.press("Colour the shot")
    canvas.until("celtint.shots.state === 'working'")
    server.stop(signal.SIGKILL)
    canvas.until("celtint.shots.state === 'waiting'")
    canvas.page.get_by_text("Waiting for celtint").wait_for()
    assert not canvas.value("celtint.project.current.hints.empty")
    server.start()
    clip.idle()
    assert (clip.ball(0), clip.ball(6)) == (RED, GREEN)
    complaints.expect("ERR_CONNECTION_REFUSED")
    complaints.expect("WebSocket connection to")


DANCE = """async () => {
    const { Frame, Project } = await import("/src/model/project.js");
    const load = async (name) => celtint.files.decode(await (await fetch(`/examples/dance/${name}.png`)).blob());
    const [key, ...read] = await Promise.all(["key", "01", "02", "03", "04", "05", "06", "07", "08"].map(load));
    const frames = read.map(({ picture }, at) => new Frame({ id: `frame-${at}`, name: String(at), picture }));
    frames[0].key = key.picture;
    const ask = celtint.link.ask.bind(celtint.link);
    window.asked = [];
    celtint.link.ask = (kind, data, how) => {
        asked.push(kind);
        const held = asked.filter((one) => one === "take").length > window.most;
        return held ? new Promise(() => {}) : ask(kind, data, how);
    };
    celtint.show(new Project({ id: "dance", name: "Dance", frames }));
}"""
"""Opens the same project again and again, as one that was kept."""


def test_a_reload_in_mid_job_goes_on_where_it_was(canvas: Canvas) -> None:
    page = canvas.page
    page.evaluate("window.most = 3")  # frames that are taken before the reload
    page.evaluate(DANCE)
    page.get_by_role("button", name="Colour the shot").click()
    results = "celtint.project.frames.filter((frame) => celtint.project.shot.result(frame)).length"
    canvas.until(f"{results} === 3", 60)
    job = canvas.value("celtint.project.shot.run.job")
    for _ in range(2):  # the first goes on, at the second all is there
        page.reload()
        canvas.until("document.documentElement.dataset.ready && celtint.link.state === 'connected'")
        canvas.until(f"celtint.project?.id === 'dance' && {results} === 8 && !celtint.shots.busy")
        assert canvas.value("celtint.project.shot.job") == job
    soon(lambda: page.get_by_role("button", name="Correct the shot").is_disabled())


def test_a_reload_after_the_server_was_restarted_asks_again(
    canvas: Canvas, server: Server, complaints: Complaints
) -> None:
    page = canvas.page
    page.evaluate("window.most = 0")  # so that nothing of it has come before the server ends
    page.evaluate(DANCE)
    page.get_by_role("button", name="Colour the shot").click()
    canvas.until("celtint.shots.state === 'working'")
    canvas.until("celtint.project.shot.run?.job")
    job = canvas.value("celtint.project.shot.run.job")
    canvas.page.wait_for_timeout(1000)  # it is kept in the browser by then
    server.stop(signal.SIGKILL)
    server.start()
    page.reload()
    canvas.until("document.documentElement.dataset.ready && celtint.link.state === 'connected'")
    results = "celtint.project.frames.filter((frame) => celtint.project.shot.result(frame)).length"
    canvas.until(f"celtint.project?.id === 'dance' && {results} === 8 && !celtint.shots.busy")
    assert canvas.value("celtint.project.shot.job") not in (None, job)
    complaints.expect("ERR_CONNECTION_REFUSED")
    complaints.expect("WebSocket connection to")


def test_a_key_of_another_size_is_refused_in_words(
    canvas: Canvas, shot: Callable[[int], list[Path]], tmp_path: Path
) -> None:
    clip = Shot(canvas, shot(2))
    other = tmp_path / "other.png"
    Image.new("RGB", (30, 20), RED).save(other)
    clip.choose("[data-title='shot.key.open']", other)
    canvas.page.get_by_text("is of another size").wait_for()
    assert canvas.value("celtint.project.current.key") is None


def test_frames_of_another_size_are_refused_in_words(
    canvas: Canvas, shot: Callable[[int], list[Path]], tmp_path: Path
) -> None:
    clip = Shot(canvas, shot(2))
    other = tmp_path / "other.png"
    Image.new("L", (30, 20), 255).save(other)
    clip.choose("#strip [data-word='shot.add'] >> xpath=..", other)
    canvas.page.get_by_text("30 × 20 pixels").wait_for()
    assert canvas.value("celtint.project.frames.length") == 2


def test_frames_that_were_added_are_coloured_without_the_others_being_sent(
    canvas: Canvas, shot: Callable[[int], list[Path]]
) -> None:
    files = shot(5)
    clip = Shot(canvas, files[:4])
    clip.key(files[0].parent / "key.png")
    clip.colour()
    clip.came()
    clip.choose("#strip [data-word='shot.add'] >> xpath=..", files[4])
    canvas.until("celtint.project.frames.length === 5")
    clip.colour("Correct the shot")
    assert clip.sent() == [{"number": 5, "picture": True, "hints": False, "key": False, "without": []}]
    assert clip.ball(4) == RED


def test_keys_on_the_keyboard_step_and_play(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    Shot(canvas, shot(4))
    at = "celtint.project.frames.indexOf(celtint.project.current)"
    press = canvas.page.keyboard.press
    for key, frame in ((".", 1), ("ArrowRight", 2), (",", 1), ("ArrowLeft", 0), ("ArrowLeft", 3)):
        press(key)
        canvas.until(f"{at} === {frame}")
    canvas.value(
        "void (window.seen = new Set(), celtint.project.on('current', () => seen.add(celtint.project.current.id)))"
    )
    press("p")
    canvas.until("seen.size === 4")
    assert canvas.value("celtint.player.playing")
    press("p")
    assert not canvas.value("celtint.player.playing")
    assert all(canvas.value(f"celtint.tools.ofKey('{key}') === undefined") for key in ",.pkn")


def test_the_frames_beside_shine_through_in_their_tints(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    clip = Shot(canvas, shot(3))
    clip.page.keyboard.press(".")
    canvas.until("celtint.project.frames.indexOf(celtint.project.current) === 1")
    canvas.painted()
    before, after = (60 - 35, 80), (60 + 2 * STEP + 35, 80)
    assert canvas.seen(*before) == canvas.seen(*after) == (255, 255, 255)
    for side in ("before", "after"):
        clip.page.locator(f"[data-title='shot.onion.{side}']").click()
    canvas.until("celtint.images.lines(celtint.project.frames[2].picture, [0, 114, 178])")
    canvas.painted()
    red, _, blue = canvas.seen(*before)
    assert red > blue + 60
    red, _, blue = canvas.seen(*after)
    assert blue > red + 60


def test_doubts_are_found_one_after_the_other(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    files = shot(3)
    third = Image.open(files[2])
    ImageDraw.Draw(third).ellipse((206, 60, 232, 100), outline=0, width=3)
    third.save(files[2])
    clip = Shot(canvas, files)
    clip.key(files[0].parent / "key.png")
    clip.page.evaluate("celtint.project.setSettings({ undecided: 'transparent' })")
    clip.colour()
    unsure = canvas.value("celtint.project.frames.map((frame) => celtint.project.shot.mark(frame).doubts)")
    assert unsure[0] == 0 and unsure[2] > 0
    canvas.page.keyboard.press("n")
    canvas.until("celtint.project.shot.mark(celtint.project.current).doubts > 0")
    first = canvas.value("celtint.project.frames.indexOf(celtint.project.current)")
    assert canvas.value("celtint.project.shot.nextDoubt(null).frame === celtint.project.current")
    pill = clip.page.locator(f".frame[aria-posinset='{first + 1}'] .mark.doubts")
    soon(lambda: pill.inner_text() == str(unsure[first]))


def test_of_a_thousand_frames_few_are_elements(canvas: Canvas, shot: Callable[[int], list[Path]]) -> None:
    clip = Shot(canvas, shot(2))
    canvas.value(
        "(() => { const { project } = celtint; const [first, second] = project.frames;"
        "const more = Array.from({ length: 998 }, (_, at) =>"
        "new first.constructor({ name: `f${at}`, picture: second.picture }));"
        "project.setFrames([first, second, ...more]); })()"
    )
    canvas.painted()
    soon(lambda: 0 < clip.page.locator(".frame").count() < 30)
    canvas.value("celtint.player.step(-1)")
    canvas.until("celtint.project.frames.indexOf(celtint.project.current) === 999")
    clip.page.locator(".frame[aria-posinset='1000'][aria-selected='true']").wait_for()
    assert clip.page.locator(".frame").count() < 30


def test_the_example_shot_is_coloured_in_two_actions(canvas: Canvas) -> None:
    page = canvas.page
    page.get_by_role("button", name="A dance in 12 frames").click()
    canvas.until("celtint.project?.frames.length === 12")
    page.get_by_role("button", name="Colour the shot").click()
    canvas.until("celtint.shots.busy")
    canvas.until("!celtint.shots.busy", 120)
    colours = canvas.value("celtint.project.frames.map((frame) => celtint.project.shot.result(frame).regions.length)")
    assert np.min(colours) > 10
