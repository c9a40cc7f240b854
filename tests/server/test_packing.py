"""What is packed for the disk comes back byte for byte, and flat pictures become small."""

import numpy as np
from celtint_server.packing import packed, unpacked
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=9), st.integers(1, 200)), max_size=12))
def test_packed_bytes_come_back(runs: list[tuple[bytes, int]]) -> None:
    data = b"".join(part * times for part, times in runs)
    assert unpacked(packed(data)) == data


def test_flat_pictures_become_small_wherever_they_begin() -> None:
    layer = np.zeros((200, 300, 4), np.uint8)
    layer[40:160, 60:200] = (200, 40, 40, 255)
    for head in (b"", b"x", b"xyz"):
        data = head + layer.tobytes()
        assert unpacked(packed(data)) == data
        assert len(packed(data)) < len(data) / 100
