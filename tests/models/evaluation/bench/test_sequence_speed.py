"""The bench of how fast sequences are coloured and what memory they need."""

from celtint import Networks
from celtint_train.evaluation.sequences import speed


def test_sizes_stand_beside_their_floor_and_memory_beside_itself():
    said = []
    sizes = (speed.Size("small", (108, 192), 3, 1e-3), speed.Size("never", (108, 192), 2, 1e6))
    section = speed.run(Networks(), said.append, long=5, short=3, sizes=sizes)
    assert [bar.met for bar in section.bars[:2]] == [True, False]
    assert [bar.what for bar in section.bars[2:]] == [
        "peak memory of 5 frames against 3",
        "memory at frame 5 against frame 5",
    ]
    assert section.text.count("×") >= 5 and "| small | 3 |" in section.text
    assert len(said) == 4
