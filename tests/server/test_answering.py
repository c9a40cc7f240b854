"""Putting an answer together is part of the job: it is cancelled like the rest of it."""

import threading
import time

import celtint
import numpy as np
import pytest
from celtint_client import errors
from celtint_client.messages import ColourRequest, PaletteRequest, Settings, Wanted
from celtint_server import convert

OUTLINES = Wanted(("report", "polygons"))
LINE = Settings(mode="line", undecided="distinct")


class Stop(Exception):
    """What a pause raises."""


@pytest.fixture
def endless(monkeypatch):
    """Outlines that take for ever, until a pause ends them; set once they have begun."""
    begun, real = threading.Event(), celtint.polygons

    def outlines(labels, tolerance, pause):
        begun.set()
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pause()
            time.sleep(0.01)
        return real(labels, tolerance, pause)

    monkeypatch.setattr(convert, "polygons", outlines)
    return begun


def cancelled(client, begun, ask):
    """Ask, cancel once the outlines have begun, give what came of it."""
    ended, job = [], []

    def run():
        try:
            ended.append(ask(lambda news: job.append(news.job)))
        except errors.WireError as error:
            ended.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert begun.wait(60)
    deadline = time.monotonic() + 60
    while not job and time.monotonic() < deadline:
        time.sleep(0.01)
    assert client.cancel(job[0])
    thread.join(50)
    return ended[0]


def test_outlines_are_cancelled(server, tools, endless):
    request = ColourRequest(tools.part(tools.drawing(), "l8"), wanted=OUTLINES, settings=LINE)
    with server.client() as client:
        assert isinstance(cancelled(client, endless, lambda tell: client.colour(request, tell)), errors.Cancelled)


def test_so_are_those_of_a_result_in_other_colours(server, tools, endless):
    with server.client() as client:
        done = client.colour(ColourRequest(tools.part(tools.drawing(), "l8"), settings=LINE))
        request = PaletteRequest(done.job, done.palette[0].id, (1, 2, 3), OUTLINES)
        assert isinstance(cancelled(client, endless, lambda tell: client.palette(request, tell)), errors.Cancelled)


def test_a_report_of_many_regions_is_told_in_pieces(tools, monkeypatch):
    monkeypatch.setattr(convert, "REGIONS", 2)
    result = distinct(tools)
    count = len(result.regions)
    assert count > 3
    pauses = []
    said = convert.colouring("job", result, Wanted(("report",)), lambda: pauses.append(1))
    assert said.regions is not None and len(said.regions) == count
    assert len(pauses) == 1 + -(-count // 2)

    def stop():
        pauses.pop()
        if not pauses:
            raise Stop

    with pytest.raises(Stop):
        convert.colouring("job", result, Wanted(("report",)), stop)


def distinct(tools):
    picture = celtint.Picture(np.asarray(tools.drawing()))
    return celtint.colour(picture, settings=celtint.Settings(mode="line", undecided="distinct"))
