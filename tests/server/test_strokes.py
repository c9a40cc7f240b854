"""Strokes on the wire: coloured like the picture that they draw, in one picture and in a sequence."""

import struct
import threading

import numpy as np
import pytest
from celtint import TooLarge
from celtint.ink.strokes import draw_lines, draw_paint
from celtint_client import errors
from celtint_client.messages import ColourRequest, Settings, Wanted
from celtint_client.parts import Part
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings
from celtint_client.strokes import CLOSED, FILLED, JOINED, strokes_part
from celtint_server import convert

LINE = Settings("line", undecided="transparent", gap=0)
RED, GREEN = (200, 30, 40, 255), (10, 200, 60, 255)


def circle(x, y, radius, pen=1.5):
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    return np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn), np.full(60, pen)], axis=1)


def part(*lines, colours=None, flags=None, size=(160, 120)):
    points = np.concatenate(lines).astype("<f4")
    lengths = np.array([len(line) for line in lines], "<u4")
    paint = None if colours is None else np.array(colours, np.uint8)
    kinds = None if flags is None else np.array(flags, np.uint8)
    width, height = size
    return strokes_part(width, height, points, lengths, paint, kinds)


def rings(x=60.0):
    """Two circles, one in the other."""
    return part(circle(x, 60, 40), circle(x, 60, 15), flags=[CLOSED, CLOSED])


def dabs(x=60.0):
    return part([[x, 60, 3], [x + 4, 60, 3]], [[x, 30, 3], [x + 5, 30, 3]], colours=[RED, GREEN])


def test_the_wires_strokes_are_the_cores(server):
    given = part(circle(60, 60, 40), circle(60, 60, 15), colours=[RED, GREEN], flags=[CLOSED, CLOSED | FILLED | JOINED])
    convert.check_part(given, 1 << 20)
    strokes = convert._strokes(given)
    assert (strokes.width, strokes.height, strokes.lengths.tolist()) == (160, 120, [60, 60])
    assert strokes.colours.tolist() == [list(RED), list(GREEN)]
    assert strokes.flags.tolist() == [1, 7]
    assert np.array_equal(strokes.points[:60], circle(60, 60, 40).astype(np.float32))
    assert np.array_equal(convert.picture(given).pixels, draw_lines(strokes).pixels)
    assert np.array_equal(convert.hints(given).pixels, draw_paint(strokes).pixels)


def test_strokes_are_coloured_like_the_picture_they_draw(server):
    wanted = Wanted(("colour", "labels", "polygons", "report"))
    with server.client() as client:
        drawn = client.colour(ColourRequest(rings(), dabs(), settings=LINE, wanted=wanted))
        again = client.colour(ColourRequest(rings(), dabs(), settings=LINE, wanted=wanted))
        picture, hints = convert.picture(rings()).pixels, convert.hints(dabs()).pixels
        sent = ColourRequest(
            Part("l8", 160, 120, picture.tobytes()), Part("rgba8", 160, 120, hints.tobytes()), settings=LINE
        )
        assert bytes(client.colour(sent).colour.view) == bytes(drawn.colour.view) == bytes(again.colour.view)
    colours = [region.colour for region in drawn.regions]
    assert sorted(colours, key=str) == [GREEN[:3], RED[:3], None]
    assert {region.decided_by for region in drawn.regions if region.colour} == {"hint"}
    table = [(ring.region, ring.hole) for ring in drawn.polygons.rings()]
    assert table == [(1, False), (1, True), (2, False), (2, True), (3, False)]


def test_a_sequence_of_strokes_with_a_key_of_fills(server):
    def key(x):
        flags = [CLOSED | FILLED, CLOSED | FILLED | JOINED, CLOSED | FILLED]
        shapes = [circle(x, 60, r, 0) for r in (40, 15, 15)]
        return part(*shapes, colours=[GREEN, GREEN, RED], flags=flags)

    frames = [Frame(n, rings(60 + 2 * n), dabs(60) if n == 1 else None, key(64) if n == 2 else None) for n in (1, 2, 3)]
    request = SequenceRequest(
        settings=SequenceSettings("line", "transparent", 0), wanted=Wanted(("polygons", "report"))
    )
    came = {}
    with server.client() as client:
        client.sequence(request, frames, lambda frame: came.update({frame.number: frame.colouring}))
    assert sorted(came) == [1, 2, 3]
    for colouring in came.values():
        assert sorted((r.colour for r in colouring.regions), key=str) == [GREEN[:3], RED[:3], None]
        assert colouring.polygons is not None


def test_parts_that_dont_belong_together_are_refused_before_they_are_sent():
    with pytest.raises(errors.BadRequest, match="belong together"):
        strokes_part(64, 64, bytes(24), struct.pack("<I", 3))
    with pytest.raises(errors.BadRequest, match="belong together"):
        strokes_part(64, 64, bytes(24), struct.pack("<I", 2), colours=bytes(3))


@pytest.mark.parametrize(
    "data", [b"", b"\x01", struct.pack("<I", 1), struct.pack("<II", 1, 5) + bytes(40), struct.pack("<I", 1 << 31)]
)
def test_strokes_that_are_cut_short(server, data):
    with server.client() as client, pytest.raises(errors.BadPicture, match="as many points"):
        client.colour(ColourRequest(Part("strokes", 64, 64, data), settings=LINE))


def test_too_many_points_and_too_many_pixels(server, monkeypatch):
    monkeypatch.setattr(convert, "MOST_POINTS", 100)
    with server.client() as client:
        with pytest.raises(errors.TooLarge, match="at most 100 points, this has 120"):
            client.colour(ColourRequest(rings(), settings=LINE))
        for size, what in (((20_000, 20_000), errors.TooLarge), ((8, 100), errors.BadPicture)):
            with pytest.raises(what):
                client.colour(ColourRequest(part([[1, 1, 1]], size=size), settings=LINE))


def test_ten_thousand_strokes_and_none(server):
    rng = np.random.default_rng(5)
    many = [np.column_stack([rng.uniform(-50, 250, (4, 2)), np.full(4, 0.7)]) for _ in range(10_000)]
    many[7][2] = np.nan
    with server.client() as client:
        for drawing in (part(*many), strokes_part(160, 120, b"", b"")):
            answer = client.colour(ColourRequest(drawing, settings=LINE, wanted=Wanted(("report",))))
            assert answer.regions


def test_a_short_message_of_lines_that_swell_keeps_no_worker(serve):
    server = serve(workers=1)
    step = np.arange(50)
    line = np.stack([20 + step % 2, 10 + step, np.where(step % 2, 4000, 0.5)], axis=1)
    given = part(line, size=(64, 64))
    assert len(given.view) == 613
    with server.client() as client:
        for _ in range(20):
            assert client.colour(ColourRequest(given, given, settings=LINE)).colour is not None


def test_cancel_stops_the_drawing_of_strokes(serve):
    server = serve(workers=1)
    places = np.random.default_rng(5).random((60_000, 2)) * (3000, 4096) - (3000, 0)
    dabs = np.concatenate([places, np.full((60_000, 1), 3000.0)], axis=1)
    heavy = ColourRequest(part(dabs[:400], size=(4096, 4096)), settings=LINE)
    ended, job, known = {}, {}, threading.Event()
    with server.client() as client:

        def tell(news):
            job["id"] = news.job
            if news.stage == "picture":
                known.set()

        def run():
            try:
                ended["answer"] = client.colour(heavy, tell)
            except errors.WireError as error:
                ended["error"] = error

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        assert known.wait(20)
        assert client.cancel(job["id"])
        thread.join(20)
        assert isinstance(ended.get("error"), errors.Cancelled)
        with pytest.raises(errors.TooLarge, match="fewer, thinner or shorter"):
            client.colour(ColourRequest(part(dabs, size=(4096, 4096)), settings=LINE))
        assert client.colour(ColourRequest(rings(), dabs_of_rings(), settings=LINE)).colour is not None


def dabs_of_rings():
    return part([[60, 60, 3], [64, 60, 3]], colours=[RED])


def test_more_strokes_than_points_may_be_are_refused():
    count = convert.MOST_POINTS + 1
    empty = Part("strokes", 64, 64, struct.pack("<I", count) + bytes(9 * count))
    with pytest.raises(TooLarge, match="strokes"):
        convert.check_part(empty, 1 << 20)
