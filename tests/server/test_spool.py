"""Frames on disk: counted, private, and there whole or not at all."""

import contextlib
import resource
import subprocess
import sys

import numpy as np
import pytest
from celtint_client.errors import TooLarge
from celtint_client.framing import Notification
from celtint_client.parts import Part
from celtint_server import holding
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
    spool.write({"1.picture": noise(1000, 1)})
    held = shared.held
    with files_of_at_most(4000), pytest.raises(TooLarge, match="disk"):
        spool.write({"1.picture": noise(9000, 2)})
    assert spool.read("1.picture") == noise(1000, 1)
    assert shared.held == held
    (folder,) = tmp_path.glob("*/*")
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
                first.write({name: noise(size, size)})
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
        lying = sum(path.stat().st_size for path in folder.glob("*/*/*"))
        assert shared.held == lying <= 6000
    first.remove()
    second.remove()
    assert (shared.held, list(folder.iterdir())) == (0, [])


SERVER = """
import sys, time
from pathlib import Path
from celtint_client.framing import Notification
from celtint_client.parts import Part
from celtint_server import holding
from celtint_server.spool import Spooling
spool = Spooling(Path(sys.argv[1]), 1 << 20, lambda: False).open()
spool.write({"1.picture": Notification("part", {}, {"picture": Part("l8", 3, 1, b"abc")})})
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def spooler(tmp_path):
    """Processes that keep a frame in the test's folder until they are killed."""
    started = []

    def start():
        process = subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_sweep_takes_the_frames_of_the_dead_and_leaves_those_of_the_living(tmp_path, spooler):
    dead, living = spooler(), spooler()
    own = Spooling(tmp_path, 1 << 20, lambda: False).open()
    own.write({"1.picture": noise(10)})
    (tmp_path / "celtint-frames-a-file").write_text("nobody's")
    (tmp_path / "somebody-elses").mkdir()
    (tmp_path / "celtint-frames-a-link").symlink_to(tmp_path / "somebody-elses")
    assert holding.sweep(tmp_path) == []
    dead.kill()
    dead.wait(60)
    (swept,) = holding.sweep(tmp_path)
    assert not swept.exists()
    assert holding.sweep(tmp_path) == []
    assert len(list(tmp_path.glob("celtint-frames-*/*/1.picture"))) == 2
    assert own.read("1.picture") == noise(10)
    living.kill()
    living.wait(60)
    assert len(holding.sweep(tmp_path)) == 1
    assert len(list(tmp_path.iterdir())) == 4  # this process's own, the file, the folder and the link
    own.remove()


def test_a_folder_without_spools_is_removed_and_made_again(tmp_path):
    shared = Spooling(tmp_path, 1 << 20, lambda: False)
    for _ in range(2):
        spool = shared.open()
        assert len(list(tmp_path.iterdir())) == 1
        spool.remove()
        spool.remove()
        assert list(tmp_path.iterdir()) == []


def test_a_server_sweeps_when_it_starts(serve, tmp_path, spooler):
    dead, _living = spooler(), spooler()
    dead.kill()
    dead.wait(60)
    assert len(list(tmp_path.glob("celtint-frames-*"))) == 2
    serve(spool_dir=tmp_path)
    assert len(list(tmp_path.glob("celtint-frames-*"))) == 1
