"""Layers in strips of rows, the PNG of a layer on which little is painted, and the pump that goes on between."""

import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest


def painted(seed: int, high: int, wide: int) -> np.ndarray:
    """(high, wide, 4) uint8 BGRA with paint on some rows only."""
    rng = np.random.default_rng(seed)
    made = np.zeros((high, wide, 4), np.uint8)
    top, left = high // 3, wide // 4
    made[top : top + 3, left : left + 5] = rng.integers(0, 256, (3, 5, 4))
    made[top + 1, left, :] = (0, 0, 9, 255)  # its first bytes are nought, as those of red are
    made[-1, -1] = (1, 2, 3, 255)
    return made


@pytest.fixture
def thin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strips of two rows of 16 pixels."""
    from celtint_krita.host import strips

    monkeypatch.setattr(strips, "STRIP_BYTES", 2 * 4 * 16)


@pytest.fixture
def events() -> Callable[[Callable[[], bool]], None]:
    """Let Qt work until something is so."""
    from celtint_krita.host.qt import QCoreApplication

    application = QCoreApplication.instance() or QCoreApplication([])

    def work(until: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not until() and time.monotonic() < end:
            application.processEvents()

    return work


class Rows:
    """A page that gives rows of one layer."""

    def __init__(self, pixels: np.ndarray, whole: bool = False) -> None:
        self.height, self.width = pixels.shape[:2]
        self.pixels, self.whole, self.asked = pixels, whole, 0

    def rows(self, layer: str, first: int, end: int) -> bytes | None:
        self.asked += 1
        return None if self.whole else self.pixels[first:end].tobytes()

    def read(self, layer: str) -> Any:
        from celtint_krita.host.pixels import Layer

        return Layer(self.width, self.height, self.pixels.tobytes())


def ended(steps: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.usefixtures("thin")
def test_a_layer_is_read_in_strips_and_shares_what_is_still_so(whole: bool) -> None:
    from celtint_krita.host.strips import read

    pixels = painted(1, 13, 16)
    page = Rows(pixels, whole)
    first: Any = ended(read(page, "it"))  # type: ignore[arg-type]
    assert first.layer() == page.read("it")
    assert first.rows[0] is None
    assert not first.blank
    again: Any = ended(read(page, "it", first))  # type: ignore[arg-type]
    assert again == first
    if not whole:
        assert page.asked == 2 * 7  # strips of two rows
        assert all(new is old for new, old in zip(again.rows, first.rows, strict=True))
    pixels[0, 0] = 255
    other: Any = ended(read(page, "it", first))  # type: ignore[arg-type]
    assert [new == old for new, old in zip(other.rows, first.rows, strict=True)] == [False, *[True] * 6]
    pixels[:] = 0
    blank: Any = ended(read(page, "it", first))  # type: ignore[arg-type]
    assert blank.blank


@pytest.mark.usefixtures("thin")
@pytest.mark.parametrize(("high", "wide"), [(13, 16), (1, 16), (6, 8), (2, 40)])
def test_a_sparse_layer_is_a_png_of_its_very_pixels(high: int, wide: int) -> None:
    from celtint_krita.host.strips import read
    from celtint_krita.model import sparse

    pixels = painted(2, max(high, 6), wide)[:high]
    part = sparse.part(ended(read(Rows(pixels), "it")))  # type: ignore[arg-type]
    assert (part.encoding, part.width, part.height) == ("png", wide, high)
    found = cv2.imdecode(np.frombuffer(part.data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert found is not None
    assert found.tobytes() == pixels.tobytes()


def test_a_large_empty_page_takes_no_room() -> None:
    from celtint_krita.host.strips import read
    from celtint_krita.model import sparse

    assert len(sparse.part(ended(read(Rows(np.zeros((2000, 1500, 4), np.uint8)), "it"))).data) < 100_000  # type: ignore[arg-type]


@pytest.mark.parametrize("rect", [(0, 0, 16, 13), (3, 2, 4, 5), (15, 12, 1, 1), (0, 4, 16, 2), (0, 0, 0, 0)])
def test_what_is_cut_out_and_pasted_elsewhere_is_there(rect: tuple[int, int, int, int]) -> None:
    from celtint_krita.host.pixels import Layer
    from celtint_krita.host.strips import cut, paste

    x, y, wide, high = rect
    one, other = painted(3, 13, 16), 255 - painted(4, 13, 16)
    data = cut(Layer(16, 13, other.tobytes()), rect)
    assert data == other[y : y + high, x : x + wide].tobytes()
    mixed = one.copy()
    mixed[y : y + high, x : x + wide] = other[y : y + high, x : x + wide]
    assert paste(Layer(16, 13, one.tobytes()), Layer(wide, high, data), x, y).data == mixed.tobytes()


def test_the_pump_goes_on_step_by_step_and_drops_what_failed(events: Callable[[Callable[[], bool]], None]) -> None:
    from celtint_krita.host.qt import QObject
    from celtint_krita.ui.pump import Pump

    raised: list[str] = []

    def guarded(slot: Callable[[], None]) -> None:
        try:
            slot()
        except ValueError as error:
            raised.append(str(error))

    def counting(count: int, fail: bool = False) -> Any:
        for _ in range(count):
            yield
        if fail:
            raise ValueError("no")
        return count

    parent = QObject()
    pump, ends = Pump(parent, guarded), []
    pump.run(counting(5), ends.append)
    assert pump.busy
    assert ends == []
    events(lambda: bool(ends))
    assert (ends, pump.busy) == ([5], False)
    pump.run(counting(2, fail=True), ends.append)
    events(lambda: bool(raised))
    assert (ends, raised, pump.busy) == ([5], ["no"], False)
    pump.run(counting(2), ends.append)
    pump.stop()
    pump.run(counting(3), ends.append)
    events(lambda: len(ends) > 1)
    assert ends == [5, 3]
