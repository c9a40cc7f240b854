"""One client that several threads use at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from celtint_client.errors import ModelNotFound, TooLarge
from celtint_client.parts import Part

SIDE = 2000


def refused(client, tools, shade):
    """Send a picture of 16 MB that the server has to read whole, and refuses for its model: True if so."""
    part = Part("rgba8", SIDE, SIDE, bytes([shade]) * (4 * SIDE * SIDE))
    with pytest.raises(ModelNotFound):
        client.colour(tools.simple(part, model="none"))
    return True


def test_pictures_are_sent_from_several_threads(server, tools):
    client = server.client()
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(lambda shade: refused(client, tools, shade), range(8)))
    assert client.colour(tools.simple()).colour is not None


def test_a_job_is_cancelled_while_another_thread_sends(server, tools):
    client = server.client()
    with ThreadPoolExecutor(1) as threads:
        sending = threads.submit(lambda: [refused(client, tools, shade) for shade in range(4)])
        while not sending.done():
            assert client.cancel("0" * 32) is False
        assert sending.result() == [True] * 4


def test_what_was_not_sent_is_not_waited_for(serve, tools):
    client = serve(max_message=4096).client()
    with pytest.raises(TooLarge):
        client.colour(tools.simple())
    assert client._calls == {}
    assert client.colour(tools.simple(tools.part(tools.drawing(40, 40), "l8"))).colour is not None
