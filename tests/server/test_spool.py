"""Frames on disk: counted, private, and there whole or not at all."""

import contextlib
import resource

import numpy as np
import pytest
from celtint_client.errors import TooLarge
from celtint_client.framing import Notification
from celtint_client.parts import Part
from celtint_server.spool import Spooling
from hypothesis import given
from hypothesis import strategies as st


def noise(size, seed=0):
    data = np.random.default_rng(seed).integers(0, 256, size, np.uint8).tobytes()
    return Notification("part", {}, {"picture": Part("l8", size, 1, data)})


@contextlib.contextmanager
def files_of_at_most(size):
    """As if the disk were full for larger ones: the kernel refuses to write on (EFBIG)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    shared = Spooling(tmp_path, 1 << 20, lambda: False)
    spool = shared.open()
    spool.write("1.picture", noise(1000, 1))
    held = shared.held
    with files_of_at_most(4000), pytest.raises(TooLarge, match="disk"):
        spool.write("1.picture", noise(9000, 2))
    assert spool.read("1.picture") == noise(1000, 1)
    assert shared.held == held
    (folder,) = tmp_path.iterdir()
    assert [path.name for path in folder.iterdir()] == ["1.picture"]


names = st.sampled_from(["a", "b", "c"])
kinds = st.sampled_from(["write", "drop", "adopt", "remove"])
steps = st.lists(st.tuples(kinds, names, st.integers(1, 3000)), max_size=25)


@given(steps)
def test_what_is_held_is_what_lies_there(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("spool")
    shared = Spooling(folder, 6000, lambda: False)
    first, second = shared.open(), shared.open()
    written, adopted = set(), set()
    for step, name, size in steps:
        with contextlib.suppress(TooLarge):
            if step == "write":
                first.write(name, noise(size, size))
                written.add(name)
            elif step == "drop":
                first.drop(name)
                written.discard(name)
            elif step == "adopt" and name in written and name not in adopted:
                second.adopt(name, first)
                adopted.add(name)
            elif step == "remove":
                second.remove()
                second = shared.open()
                adopted.clear()
        lying = sum(path.stat().st_size for path in folder.glob("*/*"))
        assert shared.held == lying <= 6000
    first.remove()
    second.remove()
    assert (shared.held, list(folder.iterdir())) == (0, [])
