"""Pens, fingers and the hand that holds the pen."""

from typing import Any

import pytest

from tests.web.page.conftest import Canvas

pytestmark = pytest.mark.needs("chromium", "playwright")


@pytest.fixture
def blank(canvas: Canvas) -> Canvas:
    """An empty page of 800 × 600, with a brush of 40 pixels."""
    fields = canvas.page.get_by_role("spinbutton")
    fields.nth(0).fill("800")
    fields.nth(1).fill("600")
    canvas.page.get_by_role("button", name="Begin", exact=True).click()
    canvas.until("celtint.project && celtint.images.picture(celtint.project.current.picture)")
    canvas.coloured()
    canvas.page.keyboard.press("b")
    canvas.paint("#c81e28", size=40)
    return canvas


class Hands:
    """What Chromium's own protocol calls input; one session keeps track of the fingers."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._session: Any = canvas.page.context.new_cdp_session(canvas.page)

    def pen(self, *points: tuple[float, float, float]) -> None:
        """A pen's stroke through x, y and pressure."""
        said = {"button": "left", "clickCount": 1, "pointerType": "pen"}
        for number, (x, y, force) in enumerate(points):
            across, down = self.canvas.place(x, y)
            said |= {"type": "mouseMoved" if number else "mousePressed", "x": across, "y": down, "force": force}
            self._session.send("Input.dispatchMouseEvent", {**said, "buttons": 1})
        self._session.send("Input.dispatchMouseEvent", {**said, "type": "mouseReleased", "buttons": 0})

    def fingers(self, kind: str, *points: tuple[float, float], radius: float = 8) -> None:
        """Fingers at points of the window, of so many pixels each."""
        touching = [
            {"x": x, "y": y, "id": at, "radiusX": radius, "radiusY": radius} for at, (x, y) in enumerate(points)
        ]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touching})


@pytest.fixture
def hands(blank: Canvas) -> Hands:
    return Hands(blank)


def painted(canvas: Canvas, x: int) -> int:
    """How many pixels of a column are painted."""
    return int(
        canvas.page.evaluate(
            "(x) => { let sum = 0; for (let y = 0; y < 600; y += 1) sum += celtint.project.current.hints.at(x, y) > 0;"
            "return sum; }",
            x,
        )
    )


def test_a_pen_paints_as_broadly_as_it_is_pressed(blank: Canvas, hands: Hands) -> None:
    hands.pen((100, 300, 0.05), (200, 300, 0.05))
    hands.pen((400, 300, 1.0), (500, 300, 1.0))
    light, strong = painted(blank, 150), painted(blank, 450)
    assert 38 <= strong <= 42
    assert 9 <= light <= 14


def test_a_finger_paints_while_no_pen_was_seen(blank: Canvas, hands: Hands) -> None:
    start, end = blank.place(100, 300), blank.place(200, 300)
    hands.fingers("touchStart", start)
    hands.fingers("touchMove", end)
    hands.fingers("touchEnd")
    assert painted(blank, 150) == 40
    assert blank.value("celtint.history.length") == 1


def test_a_finger_moves_the_view_once_a_pen_was_seen(blank: Canvas, hands: Hands) -> None:
    hands.pen((100, 100, 1.0), (120, 100, 1.0))
    blank.page.wait_for_timeout(800)  # longer than the hand that holds the pen is waited for
    before = blank.value("celtint.view.x")
    start = blank.place(300, 300)
    hands.fingers("touchStart", start)
    hands.fingers("touchMove", (start[0] + 50, start[1]))
    hands.fingers("touchEnd")
    assert blank.value("celtint.view.x") == pytest.approx(before + 50)
    assert blank.value("celtint.history.length") == 1


def test_the_hand_that_rests_beside_the_pen_does_nothing(blank: Canvas, hands: Hands) -> None:
    hands.pen((100, 100, 1.0), (120, 100, 1.0))
    before = blank.value("[celtint.view.x, celtint.view.scale]")
    start = blank.place(500, 400)
    hands.fingers("touchStart", start, radius=20)
    hands.fingers("touchMove", (start[0] + 30, start[1]), radius=20)
    hands.fingers("touchEnd")
    blank.page.wait_for_timeout(800)
    hands.fingers("touchStart", start, radius=60)
    hands.fingers("touchMove", (start[0] + 30, start[1]), radius=60)
    hands.fingers("touchEnd")
    assert blank.value("[celtint.view.x, celtint.view.scale]") == before
    assert blank.value("celtint.history.length") == 1


def test_two_fingers_zoom_and_leave_no_paint(blank: Canvas, hands: Hands) -> None:
    x, y = blank.place(400, 300)
    scale = blank.value("celtint.view.scale")
    hands.fingers("touchStart", (x - 50, y))
    hands.fingers("touchStart", (x - 50, y), (x + 50, y))
    hands.fingers("touchMove", (x - 100, y), (x + 100, y))
    hands.fingers("touchEnd")
    assert blank.value("celtint.view.scale") == pytest.approx(2 * scale)
    assert blank.value("celtint.project.current.hints.empty")
    assert blank.value("celtint.history.length") == 0
    assert blank.place(400, 300) == pytest.approx((x, y), abs=1.5)


def test_the_wheel_zooms_about_the_pointer(blank: Canvas) -> None:
    x, y = blank.place(200, 150)
    scale = blank.value("celtint.view.scale")
    blank.page.mouse.move(x, y)
    blank.page.mouse.wheel(0, -200)
    blank.until(f"celtint.view.scale > {scale * 1.2}")
    assert blank.place(200, 150) == pytest.approx((x, y), abs=0.5)
