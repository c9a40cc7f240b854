"""A client that still has a job's layers is sent the rectangle of them that is different."""

import celtint
import cv2
import numpy as np
import pytest
from celtint_client.messages import Settings
from celtint_server import convert


def layer_of(part):
    return np.frombuffer(part.view, np.uint8).reshape(part.height, part.width, 4)


@pytest.fixture
def client(server):
    return server.client()


@pytest.fixture
def asked(client, tools):
    """Colours a drawing with dabs; gives the answer."""

    def ask(hints, encoding="rgba8", style="soft", **more):
        request = tools.simple(
            hints=tools.part(hints, "rgba8"),
            settings=Settings("line", style, "transparent"),
            wanted=tools.Wanted(("colour", "shade", "report"), encoding),
            **more,
        )
        return client.colour(request)

    return ask


def with_dab(hints, colour):
    more = hints.copy()
    rows, columns = np.nonzero(hints[..., 3])
    more[rows[0] : rows[0] + 3, columns[0] : columns[0] + 3] = (*colour, 255)
    alike = (hints[..., :3] == hints[rows[0], columns[0], :3]).all(axis=2) & (hints[..., 3] > 0)
    more[alike] = (*colour, 255)
    return more


def test_the_rectangle_laid_over_what_was_there_is_the_whole(asked, tools):
    before = asked(tools.dabs(), live="page")
    other = with_dab(tools.dabs(), (10, 200, 90))
    whole, part = asked(other), asked(other, live="page", since=before.job)
    assert before.changed is None and whole.changed is None
    x, y, width, height = part.changed
    assert 0 < width * height < before.colour.width * before.colour.height
    for name in ("colour", "shade"):
        layer = layer_of(getattr(before, name)).copy()
        layer[y : y + height, x : x + width] = layer_of(getattr(part, name))
        assert np.array_equal(layer, layer_of(getattr(whole, name)))
    assert part.regions == whole.regions


def test_it_is_no_larger_than_what_is_different(asked, tools):
    before, other = asked(tools.dabs()), with_dab(tools.dabs(), (10, 200, 90))
    part = asked(other, since=before.job, style="soft")
    different = (layer_of(before.colour) != layer_of(asked(other).colour)).any(axis=2).astype(np.uint8)
    assert part.changed == cv2.boundingRect(different)


def test_where_nothing_is_different_a_pixel_comes(asked, tools):
    before = asked(tools.dabs())
    again = asked(tools.dabs(), since=before.job)
    assert again.changed == (0, 0, 1, 1)
    assert np.array_equal(layer_of(again.colour)[0, 0], layer_of(before.colour)[0, 0])


@pytest.mark.parametrize("encoding", ["bgra8", "png"])
def test_in_every_encoding(asked, tools, encoding):
    before, other = asked(tools.dabs()), with_dab(tools.dabs(), (10, 200, 90))
    part = asked(other, encoding, since=before.job)
    x, y, width, height = part.changed
    assert (part.colour.width, part.colour.height) == (width, height)
    if encoding == "png":
        bgra = np.asarray(cv2.imdecode(np.frombuffer(part.colour.view, np.uint8), cv2.IMREAD_UNCHANGED))
    else:
        bgra = layer_of(part.colour)
    whole = layer_of(asked(other).colour)
    assert np.array_equal(cv2.cvtColor(bgra, cv2.COLOR_BGRA2RGBA), whole[y : y + height, x : x + width])


def test_layers_are_whole_where_the_former_ones_cant_be_compared(asked, tools):
    assert asked(tools.dabs(), since="0" * 32).changed is None
    flat = asked(tools.dabs(), style="flat")
    assert asked(tools.dabs(), since=flat.job).changed is None  # it had no shade


def test_a_job_asked_for_again_is_whole_if_it_is_said_what_is_wanted(asked, client, tools):
    before = asked(tools.dabs())
    part = asked(tools.dabs(), since=before.job)
    wanted = tools.Wanted(("colour", "shade", "report"))
    again = client.job(part.job, wanted)
    assert again.changed is None and again.colour == before.colour
    assert client.job(part.job).changed == part.changed


def test_pictures_of_another_size_have_no_rectangle():
    small, large = (
        celtint.colour(celtint.Picture(np.full((side, side), 255, np.uint8)), settings=celtint.Settings("line"))
        for side in (40, 50)
    )
    assert convert.different(small, large) is None
