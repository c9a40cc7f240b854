"""Frames in files: as Krita writes them, tile by tile; and the .kra that they make, key by key."""

import base64
import re
import tempfile
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

KRITA_S = zlib.decompress(
    base64.b85decode(
        b"c-jkd4GQ-3_fs(93i0%D4fk{j@lY@`0dqWDJ>5M*K)e9Y2v?tA&nQ;~6D}9W5J#YDGZP&H9iJ#S9TOu%E=C512R~6z0t18G11^RH"
        b"i3f5F54h|e{Iq|d#PASEaxy$rvI8-=z+6R!hg@JTk}R502$aFVpb6CXK)HpQMxLO)k^d<)Qh`J$&p-e$0kNTxg$^**z;R}1h9%BG"
        b"sEmPu`2kQyx8nf=*zr0H55L>v^eY;Q1=<AGolmB2Mv8R*Cq}ozAb<qp3m7>7^A1iQ"
    )
)
"""The frame file that Krita 5.1.5 wrote for `picture`."""
TEMPLATE = {
    "mimetype": b"application/x-kra",
    "maindoc.xml": b'<DOC><IMAGE name="x" height="64" mime="application/x-kra" width="64"><layers>'
    b'<layer nodetype="paintlayer" uuid="{1}" filename="layer2" name="frames"/></layers></IMAGE></DOC>',
    "preview.png": b"small",
    "x/layers/layer2": b"empty",
    "x/layers/layer2.icc": b"profile",
}


def picture() -> np.ndarray:
    """(100, 150, 4) BGRA: two rectangles on nothing, one of them in a corner."""
    made = np.zeros((100, 150, 4), np.uint8)
    made[20:50, 80:100] = [30, 41, 200, 255]
    made[90:, 140:] = [3, 2, 1, 255]
    return made


def unpacked(packed: bytes) -> bytes:
    """What LZF has made smaller."""
    out, at = bytearray(), 0
    while at < len(packed):
        control, at = packed[at], at + 1
        if control < 32:
            out += packed[at : at + control + 1]
            at += control + 1
            continue
        length = control >> 5
        if length == 7:
            length, at = length + packed[at], at + 1
        back, at = ((control & 31) << 8) + packed[at] + 1, at + 1
        for _ in range(length + 2):
            out.append(out[-back])
    return bytes(out)


def decoded(data: bytes, width: int, height: int) -> np.ndarray:
    """(height, width, 4) uint8 of a frame file, read as Krita reads it."""
    head = re.match(rb"VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA (\d+)\n", data)
    assert head
    out, at = np.zeros((height + 64, width + 64, 4), np.uint8), head.end()
    for _ in range(int(head[1])):
        line = data[at : data.index(b"\n", at)].decode()
        x, y, kind, size = line.split(",")
        assert kind == "LZF"
        at += len(line) + 1
        packed, tile = data[at], data[at + 1 : at + int(size)]
        at += int(size)
        pixels = np.frombuffer(unpacked(tile), np.uint8).reshape(4, -1).T if packed else np.frombuffer(tile, np.uint8)
        out[int(y) : int(y) + 64, int(x) : int(x) + 64] = pixels.reshape(64, 64, 4)
    assert at == len(data)
    assert not out[height:].any()
    assert not out[:, width:].any()
    return out[:height, :width]


def test_it_is_written_as_krita_writes_it() -> None:
    from celtint_krita.host.film import tiles
    from celtint_krita.host.pixels import Layer

    assert (decoded(KRITA_S, 150, 100) == picture()).all()
    ours = tiles(Layer(150, 100, picture().tobytes()))
    assert (decoded(ours, 150, 100) == picture()).all()
    found = [re.findall(rb"(\d+,\d+),LZF", data) for data in (ours, KRITA_S)]
    assert sorted(found[0]) == sorted(found[1])


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 2**32 - 1), st.sampled_from([0, 0.001, 1]))
def test_every_pixel_of_every_size_is_there(width: int, height: int, seed: int, share: float) -> None:
    from celtint_krita.host.film import tiles
    from celtint_krita.host.pixels import Layer

    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (height, width, 4), np.uint8) * (random.random((height, width, 1)) < share)
    data = tiles(Layer(width, height, pixels.astype(np.uint8).tobytes()))
    assert (decoded(data, width, height) == pixels).all()
    assert share or data.endswith(b"DATA 0\n")


@pytest.mark.parametrize("times", [[0], [7], [0, 3, 4], [2, 9]])
def test_a_film_has_a_key_for_each_frame_and_one_at_nought(times: list[int]) -> None:
    from celtint_krita.host.film import Film
    from celtint_krita.host.pixels import Layer

    with Film(150, 100, TEMPLATE) as film:
        for time in reversed([*times, 50]):
            film.add(time, Layer(1, 1, bytes([time, 0, 0, 255])))
        path = Path(film.finish(times))
        with zipfile.ZipFile(path) as made:
            assert made.testzip() is None
            assert len(set(made.namelist())) == len(made.namelist())
            main, keys = made.read("maindoc.xml").decode(), made.read("x/layers/layer2.keyframes.xml").decode()
            found = re.findall(r'time="(\d+)" [^>]* frame="([^"]+)"', keys)
            frames = {int(time): decoded(made.read(f"x/layers/{name}"), 1, 1)[0, 0].tolist() for time, name in found}
            assert made.read("x/layers/layer2.icc") == b"profile"
            assert "preview.png" not in made.namelist()
    assert 'height="100"' in main
    assert 'width="150"' in main
    assert 'keyframes="layer2.keyframes.xml"' in main
    assert frames == {0: [0, 0, 0, 0], **{time: [time, 0, 0, 255] for time in times}}
    assert len(found) > 1 or found == [("0", "layer2")]
    assert not path.parent.exists()


def test_no_room_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from celtint_krita.host.film import Film
    from celtint_krita.host.refused import Refused

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(Refused, match="make room"):
        Film(1, 1, TEMPLATE)


def test_files_that_nobody_knows_are_refused() -> None:
    from celtint_krita.host.film import Film
    from celtint_krita.host.refused import Refused

    with pytest.raises(Refused, match="update"):
        Film(1, 1, {"maindoc.xml": b"<DOC/>"})
