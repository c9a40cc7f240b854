"""Colouring over a real socket gives what the core gives."""

import threading

import celtint
import cv2
import numpy as np
import pytest
from celtint import polygons
from celtint_client import framing
from celtint_client.errors import BadRequest, Cancelled, ModelNotFound, QueueFull, UnknownPart, WireError
from celtint_client.messages import Box, PaletteEntry, PaletteRequest, Settings
from celtint_client.parts import Ref
from celtint_client.strokes import strokes_part


def layer_of(part):
    return np.frombuffer(part.view, np.uint8).reshape(part.height, part.width, 4)


def in_process(tools, hints=None, **settings):
    settings.setdefault("undecided", "distinct")
    return celtint.colour(
        celtint.Picture(tools.drawing()),
        None if hints is None else celtint.Hints(hints),
        settings=celtint.Settings(**settings),
    )


def test_every_output_is_the_cores(server, tools):
    wanted = tools.Wanted(("colour", "shade", "labels", "preview", "report", "polygons"))
    request = tools.simple(
        hints=tools.part(tools.dabs(), "rgba8"), settings=Settings("line", "soft", "distinct"), wanted=wanted
    )
    got = server.client().colour(request)
    want = in_process(tools, tools.dabs(), mode="line", style="soft")
    assert (got.mode, got.gap) == (want.mode, want.gap)
    assert np.array_equal(layer_of(got.colour), want.colour)
    assert np.array_equal(layer_of(got.shade), want.shade)
    assert (got.label_map.height, got.label_map.width) == want.labels.shape
    assert np.array_equal(np.reshape(got.label_map.ids, want.labels.shape), want.labels)
    assert got.label_map.at(3, 5) == want.labels[5, 3]
    assert np.array_equal(layer_of(got.preview), celtint.preview_regions(want.labels))
    assert [(r.id, r.colour, r.entry, r.decided_by, r.area, r.box, r.tag) for r in got.regions] == [
        (r.id, r.colour, r.entry, r.decided_by, r.area, r.box, r.tag) for r in want.regions
    ]
    rings = list(got.polygons.rings())
    outlines = [ring for region in polygons(want.labels) for ring in region.rings]
    assert len(rings) == len(outlines)
    assert all(
        np.array_equal(np.reshape(ring.points, (-1, 2)), wanted) for ring, wanted in zip(rings, outlines, strict=True)
    )


def test_what_is_unsure_says_where_its_colour_can_be_said(server, tools):
    wanted = tools.Wanted(("labels", "report"))
    client = server.client()
    got = client.colour(tools.simple(settings=tools.NETWORK, wanted=wanted))
    assert got.unsure
    for region in got.regions:
        assert (region.inside is not None) == region.unsure
    first = next(region for region in got.regions if region.id == got.unsure[0])
    x, y, *size = first.inside
    assert size == [1, 1] and got.label_map.at(x, y) == first.id
    said = client.colour(tools.simple(settings=tools.NETWORK, wanted=wanted, boxes=(Box(x, y, 1, 1, "", (1, 2, 3)),)))
    again = next(region for region in said.regions if region.id == said.label_map.at(x, y))
    assert (again.colour, again.decided_by, again.unsure, again.inside) == ((1, 2, 3), "box", False, None)
    assert len(said.unsure) == len(got.unsure) - 1


@pytest.mark.parametrize("encoding", ["rgba8", "bgra8", "png"])
def test_layers_come_as_they_are_wanted(server, tools, encoding):
    got = server.client().colour(tools.simple(wanted=tools.Wanted(("colour",), encoding)))
    if encoding == "png":
        bgra = np.asarray(cv2.imdecode(np.frombuffer(got.colour.view, np.uint8), cv2.IMREAD_UNCHANGED))
    else:
        bgra = layer_of(got.colour)
    rgba = bgra if encoding == "rgba8" else bgra[:, :, [2, 1, 0, 3]]
    assert np.array_equal(rgba, in_process(tools).colour)
    assert got.shade is None
    assert got.regions is None


def test_a_grey_picture_has_no_regions_to_send(server, tools):
    wanted = tools.Wanted(("colour", "labels", "preview", "polygons", "shade"))
    grey = np.tile(np.linspace(30, 220, 96).astype(np.uint8), (80, 1))
    settings = Settings(mode="grey", undecided="transparent")
    got = server.client().colour(
        tools.simple(tools.part(grey, "l8"), hints=tools.part(tools.dabs(), "rgba8"), settings=settings, wanted=wanted)
    )
    assert got.mode == "grey"
    assert got.colour is not None
    assert (got.labels, got.preview, got.polygons, got.shade) == (None, None, None, None)


def test_the_network_is_the_one_asked_for(server, tools):
    client = server.client()
    assert [(model.name, model.default) for model in client.models()] == [("tiny", True)]
    named = client.colour(tools.simple(settings=tools.NETWORK, model="tiny", wanted=tools.Wanted(("colour", "report"))))
    unnamed = client.colour(tools.simple(settings=tools.NETWORK))
    assert {region.decided_by for region in named.regions} == {"network"}
    assert bytes(named.colour.view) == bytes(unnamed.colour.view)


def test_a_network_has_its_card_and_no_other_file_is_told(server):
    client = server.client()
    assert client.card("tiny").startswith("# tiny: Tiny")
    for name in ("nobody", "../tiny", "/etc/hostname"):
        with pytest.raises(ModelNotFound, match="no model"):
            client.card(name)


def test_a_card_of_any_length_fits_into_a_message(serve, tools):
    models = tools.Models()
    models.card = lambda name: f"# {name}\n" + 3_000_000 * "🎨"
    told = serve(models).client().card("tiny")
    assert told.startswith("# tiny") and len(told) == 50_000


def test_boxes_and_palette_travel(server, tools):
    request = tools.simple(
        boxes=(Box(46, 10, 40, 40, "ball", (9, 8, 7)), Box(10, 10, 30, 30, "moon", "none")),
        palette=(PaletteEntry("ink", "Ink", (9, 8, 7)),),
        wanted=tools.Wanted(("report",)),
    )
    got = server.client().colour(request)
    tagged = {region.tag: region for region in got.regions if region.tag}
    assert tagged["ball"].colour == (9, 8, 7)
    assert tagged["ball"].decided_by == "box"
    assert tagged["moon"].colour is None
    assert got.colour is None


def test_warm_bytes_equal_cold_bytes(serve, tools):
    picture = tools.part(tools.drawing(), "l8")
    red, blue = (tools.part(tools.dabs(colour=c), "rgba8") for c in ((200, 30, 40), (20, 30, 240)))
    everything = tools.Wanted(("colour", "shade", "labels", "report"))
    warm_server, cold_server = serve(), serve()
    warm = warm_server.client()
    for settings in (Settings("line", "soft", "network"), Settings("grey")):
        warm.colour(tools.simple(picture, hints=red, settings=settings))
        request = tools.simple(picture, hints=blue, settings=settings, wanted=everything)
        again, fresh = warm.colour(request), cold_server.client().colour(request)
        assert bytes(again.colour.view) == bytes(fresh.colour.view)
        assert again.regions == fresh.regions
        assert (again.labels and bytes(again.labels.view)) == (fresh.labels and bytes(fresh.labels.view))


def test_a_changed_hint_sends_no_picture_again(server, tools):
    client = server.client()
    sent = []
    send = client._socket.send

    def sending(pieces):
        message = framing.decode(framing.joined(pieces))
        assert isinstance(message, framing.Request)
        sent.append(message)
        send(pieces)

    client._socket.send = sending
    picture = tools.part(tools.drawing(), "l8")
    for colour in ((1, 2, 3), (4, 5, 6)):
        client.colour(tools.simple(picture, hints=tools.part(tools.dabs(colour=colour), "rgba8")))
    assert not isinstance(sent[0].parts["picture"], Ref)
    assert sent[1].parts["picture"] == Ref(picture.digest())
    assert not isinstance(sent[1].parts["hints"], Ref)
    client._near = False  # over a network nothing goes twice
    for _ in range(2):
        client.colour(tools.simple(picture, hints=tools.part(tools.dabs(colour=(7, 8, 9)), "rgba8")))
    assert not isinstance(sent[2].parts["hints"], Ref)
    assert isinstance(sent[3].parts["hints"], Ref)


def test_a_forgotten_part_is_sent_again(serve, tools):
    server = serve(parts_bytes=10_000)
    client = server.client()
    first, second = tools.drawing(), 255 - tools.drawing()
    for pixels in (first, second, first):
        got = client.colour(tools.simple(tools.part(pixels, "l8")))
        assert np.array_equal(
            layer_of(got.colour),
            celtint.colour(celtint.Picture(pixels), settings=celtint.Settings(undecided="distinct")).colour,
        )


def test_an_unknown_ref_is_named(server, tools):
    with pytest.raises(UnknownPart) as caught:
        server.client().colour(tools.simple(Ref("0" * 64)))
    assert caught.value.refs == ("0" * 64,)
    assert caught.value.retryable


def test_refs_are_of_one_connection(server, tools):
    server.client().colour(tools.simple())
    with pytest.raises(UnknownPart):
        server.client().colour(tools.simple(Ref(tools.simple().picture.digest())))


def test_palette_recolours_a_kept_result(server, tools):
    client = server.client()
    got = client.colour(tools.simple(hints=tools.part(tools.dabs(), "rgba8"), wanted=tools.Wanted(("report",))))
    entry = next(region.entry for region in got.regions if region.decided_by == "hint")
    again = client.palette(PaletteRequest(got.job, entry, (1, 250, 3)))
    want = celtint.recolour(in_process(tools, tools.dabs()), entry, (1, 250, 3))
    assert np.array_equal(layer_of(again.colour), want.colour)
    assert again.job != got.job
    with pytest.raises(BadRequest):
        client.palette(PaletteRequest(got.job, "no such entry", (1, 2, 3)))
    with pytest.raises(BadRequest):
        client.palette(PaletteRequest("no such job", entry, (1, 2, 3)))


def test_progress_is_told_in_order(server, tools):
    told = []
    server.client().colour(tools.simple(), told.append)
    stages = [progress.stage for progress in told]
    assert stages[0] == "queued"
    assert stages[-1] == "answer"
    assert len({progress.job for progress in told}) == 1


def test_a_progress_function_that_raises_cancels(serve, tools):
    models = tools.Models()
    server = serve(models)
    client = server.client()

    def stop(progress):
        if progress.stage == "queued":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.colour(tools.simple(settings=tools.NETWORK), stop)
    models.gate.set()
    assert client.colour(tools.simple()).colour is not None


def start(client, request, outcome):
    """Colour on a thread; what came of it goes into `outcome`. Gives the job's id once it has one."""
    known = threading.Event()

    def tell(progress):
        outcome.setdefault("job", progress.job)
        known.set()

    def run():
        try:
            outcome["done"] = client.colour(request, tell)
        except WireError as error:
            outcome["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert known.wait(60)
    return thread


def test_cancel_stops_a_running_job_and_a_waiting_one(serve, tools):
    models = tools.Models()
    server = serve(models, workers=1)
    client = server.client()
    slow = tools.simple(settings=tools.NETWORK)
    running, waiting = {}, {}
    threads = [start(client, slow, running)]
    assert models.entered.wait(60)
    threads.append(start(client, slow, waiting))
    assert client.cancel(waiting["job"])
    assert client.cancel(running["job"])
    models.gate.set()
    for thread in threads:
        thread.join(60)
    assert isinstance(running["error"], Cancelled)
    assert isinstance(waiting["error"], Cancelled)
    assert not client.cancel(running["job"])
    with pytest.raises(Cancelled):
        client.job(running["job"])


def test_the_newest_request_of_a_live_drawing_wins(serve, tools):
    models = tools.Models()
    server = serve(models, workers=1)
    client, other = server.client(), server.client()
    outcomes = [{}, {}, {}]
    bystander = {}
    threads = [start(client, tools.simple(settings=tools.NETWORK, live="page 1"), outcomes[0])]
    assert models.entered.wait(60)
    threads.append(start(other, tools.simple(settings=tools.NETWORK, live="page 1"), bystander))
    for outcome in outcomes[1:]:
        threads.append(start(client, tools.simple(settings=tools.NETWORK, live="page 1"), outcome))
    models.gate.set()
    for thread in threads:
        thread.join(60)
    assert [type(outcome.get("error")) for outcome in outcomes] == [Cancelled, Cancelled, type(None)]
    assert "done" in bystander


def test_a_full_queue_says_so_and_clears(serve, tools):
    models = tools.Models()
    server = serve(models, workers=1, queue=4, queue_per_client=2)
    client, other = server.client(), server.client()
    slow = tools.simple(settings=tools.NETWORK)
    outcomes = [{}, {}, {}]
    threads = [start(client, slow, outcomes[0])]
    assert models.entered.wait(60)
    threads += [start(client, slow, outcome) for outcome in outcomes[1:]]
    with pytest.raises(QueueFull) as caught:
        client.colour(slow)
    assert caught.value.retryable
    patient = {}
    threads.append(start(other, slow, patient))
    models.gate.set()
    for thread in threads:
        thread.join(60)
    assert all("done" in outcome for outcome in [*outcomes, patient])


def test_a_job_can_be_fetched_after_the_connection_broke(serve, tools):
    models = tools.Models()
    server = serve(models)
    first, outcome = server.client(), {}
    thread = start(first, tools.simple(settings=tools.NETWORK), outcome)
    assert models.entered.wait(60)
    first.close()
    thread.join(60)
    assert outcome["error"].job == outcome["job"]
    second, fetched, known = server.client(), {}, threading.Event()

    def fetch():
        fetched["done"] = second.job(outcome["job"], progress=lambda _: known.set())

    waiting = threading.Thread(target=fetch, daemon=True)
    waiting.start()
    models.gate.set()
    waiting.join(60)
    got = fetched["done"]
    assert got.job == outcome["job"]
    again = server.client().job(outcome["job"], tools.Wanted(("labels",)))
    assert (again.colour, again.labels is None) == (None, False)
    with pytest.raises(BadRequest):
        second.job("f" * 32)


def test_two_clients_at_once_get_their_own(server, tools):
    colours = [(10 * n, 255 - 10 * n, 7) for n in range(1, 9)]
    outcomes = [{} for _ in colours]
    requests = [tools.simple(hints=tools.part(tools.dabs(colour=c), "rgba8")) for c in colours]
    clients = [server.client(), server.client()]
    threads = [start(clients[n % 2], r, o) for n, (r, o) in enumerate(zip(requests, outcomes, strict=True))]
    for thread in threads:
        thread.join(20)
    for colour, outcome in zip(colours, outcomes, strict=True):
        assert tuple(layer_of(outcome["done"].colour)[24, 24, :3]) == colour


def test_marks_do_over_the_wire_what_they_do_here(server, tools):
    plane = np.zeros(tools.drawing().shape[:2], np.uint8)
    cv2.line(plane, (2, 2), (plane.shape[1] // 2, plane.shape[0] // 2), 1, 3)
    request = tools.simple(
        hints=tools.part(tools.dabs(), "rgba8"), marks=tools.part(plane, "l8"), settings=Settings("line")
    )
    got = server.client().colour(request)
    want = celtint.colour(
        celtint.Picture(tools.drawing()),
        celtint.Hints(tools.dabs()),
        settings=celtint.Settings("line"),
        marks=celtint.Marks(plane),
    )
    without = in_process(tools, tools.dabs(), mode="line", undecided="auto")
    assert np.array_equal(layer_of(got.colour), want.colour)
    assert not np.array_equal(want.colour, without.colour)
    high, wide = plane.shape
    points = np.array([[2.5, 2.5, 1], [wide // 2 + 0.5, high // 2 + 0.5, 1]], "<f4")
    drawn = strokes_part(wide, high, points, np.array([2], "<u4"), bytes([1, 0, 0, 255]))
    again = server.client().colour(
        tools.simple(hints=tools.part(tools.dabs(), "rgba8"), marks=drawn, settings=Settings("line"))
    )
    assert np.array_equal(layer_of(again.colour), want.colour)
    with pytest.raises(BadRequest, match="same size"):
        server.client().colour(tools.simple(marks=tools.part(plane[:40], "l8")))
    with pytest.raises(BadRequest, match="l8"):
        server.client().colour(tools.simple(marks=tools.part(tools.dabs(), "rgba8")))
