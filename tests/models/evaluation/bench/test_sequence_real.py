"""The film's part of the bench, on a film made here."""

from pathlib import Path

import av
import numpy as np
import pytest
from celtint import Networks
from celtint_train.evaluation.sequences import real as sequence_real


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mkv"
    y, x = np.indices((72, 96))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 96, 72, "bgr0"
        for k in range(6):
            picture = np.stack([120 + 60 * np.sin((x + k) / 9), 110 + 50 * np.cos(y / 7), 90 + 40 * np.sin(x / 5)], 2)
            frame = av.VideoFrame.from_ndarray(picture.astype(np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_a_stretch_of_a_film_is_measured_beside_flow(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence_real, "LENGTH", 5)
    monkeypatch.setattr(sequence_real, "STARTS", (0, 1))
    monkeypatch.setattr(sequence_real, "SIZE", (72, 96))
    monkeypatch.setattr(sequence_real, "STEPS", {})
    said: list[str] = []
    section = sequence_real.run(Networks(), said.append, film)
    assert len(said) == 2 and len(section.bars) == 2 and "from 2" in section.text
    assert all("dB" in line for line in said) and set(section.pictures) == {"sequence-film-1", "sequence-film-2"}


def test_frames_of_a_film_are_in_order_and_all_there(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence_real, "SIZE", (72, 96))
    later, all_ = sequence_real.read_film(film, 2, 3), sequence_real.read_film(film, 0, 6)
    assert [p.tobytes() for p in later.truth] == [p.tobytes() for p in all_.truth[2:5]]
    with pytest.raises(ValueError, match="no frames 3 to 8"):
        sequence_real.read_film(film, 3, 6)
