"""The bench of model sheets: what counts, what a sheet shows, and the art set's regions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from celtint.matching.network import Reference, Votes
from celtint_train.evaluation.bench.art import Art
from celtint_train.evaluation.matching import BASELINES
from celtint_train.evaluation.report import write
from celtint_train.evaluation.sequences import cast
from celtint_train.evaluation.sequences.cast import COUNTS, Found, Poses, ask
from celtint_train.matcher.moving import MovingScene
from celtint_train.matcher.posed import APART, CLEAR
from celtint_train.matcher.samples import KnownFrame, known


@pytest.fixture(scope="module")
def poses() -> Poses:
    scene = MovingScene(3, "bench", size=(144, 256))
    frames = []
    for k in range(5):
        frame = known(scene, 4 * k, True)
        colour = np.where(frame.identity < 0, -1, frame.identity + CLEAR).astype(np.int32)
        frames.append(replace(frame, index=k * APART, colour=colour, identity=colour))
    count = max(int(f.colour.max()) for f in frames)
    return Poses("scene", "moving", tuple(frames), np.arange(3 * count, dtype=np.int32).reshape(-1, 3) % 256)


def _votes(colour: np.ndarray) -> Votes:
    votes = np.zeros((len(colour), int(colour.max()) + 1), np.float32)
    votes[np.arange(len(colour)), np.maximum(colour, 0)] = 1
    return Votes(votes, np.zeros(len(colour), np.float32))


def test_the_truth_is_right_everywhere_and_the_page_does_not_count(poses: Poses) -> None:
    found = Found()
    seen: list[int] = []

    def truth(frame: KnownFrame, references: list[Reference]) -> Votes:
        seen.append(len(references))
        assert not any(r.described is frame.described for r in references)
        assert all(r.distance == APART and r.kind == "key" for r in references)
        return _votes(frame.colour)

    def page(frame: KnownFrame, references: list[Reference]) -> Votes:
        return _votes(np.full(len(frame.colour), CLEAR))

    ask(found, poses, {"truth": truth, "page": page}, asked=2)  # type: ignore[dict-item]
    assert sorted(seen) == sorted([*COUNTS] * 2)
    for count in COUNTS:
        assert found.of("moving", count, "truth").acc == found.of("moving", count, "truth").pix_f_acc == 1
        assert found.of("moving", count, "page").acc == 0
    shown = [np.mean(found.shown["moving", count]) for count in COUNTS]
    assert 0 < shown[0] <= shown[1] <= shown[2] <= 1


def test_rows_and_pictures_come_into_the_report(poses: Poses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "every", lambda folder, quick: iter([poses]))
    monkeypatch.setattr(cast, "by_dino", lambda weights: BASELINES["overlap"])  # its weights are 90 MB from afar
    said: list[str] = []
    section = cast.run(None, True, said.append)
    assert [bar.what for bar in section.bars] == ["cast, one sheet, moving: regions / pixels"]
    write(tmp_path / "report.md", [section])
    text = (tmp_path / "report.md").read_text()
    assert "nearest centroid" in text and "celtint-matcher" in text and "| moving | 4 |" in text
    assert (tmp_path / "pictures" / "cast-moving.png").is_file()
    assert len(said) == 1


def test_a_region_of_the_art_set_has_its_middle_colour_and_shading_is_no_other() -> None:
    line = np.full((120, 160), 255, np.uint8)
    rgb = np.full((120, 160, 3), 255, np.uint8)
    figure = np.zeros((120, 160), bool)
    for k, colour in enumerate([(200, 60, 40), (40, 90, 200)]):
        box = slice(20, 100), slice(10 + 70 * k, 70 + 70 * k)
        line[box] = 0
        inner = slice(24, 96), slice(14 + 70 * k, 66 + 70 * k)
        line[inner] = 255
        rgb[box], figure[box] = colour, True
        rgb[80:96, inner[1]] = np.array(colour) * 0.85
    arts = [Art(f"x/set/{n}", "x", np.ascontiguousarray(p), f, ink) for n, (p, f, ink) in enumerate(
        [(rgb, figure, line), (rgb[:, ::-1], figure[:, ::-1], np.ascontiguousarray(line[:, ::-1]))]
    )]  # fmt: skip
    made = cast._posed("set", arts)
    one, two = made.frames
    assert sorted(one.colour.tolist()) == sorted(two.colour.tolist()) and set(one.colour.tolist()) == {1, 2, 3}
    left = one.colour[one.described.centres[:, 0].argmin()], two.colour[two.described.centres[:, 0].argmin()]
    assert left[0] != left[1]
    red = next(int(c) for c in one.colour if c != CLEAR and made.colours[c - 1][0] > 150)
    assert made.colours[red - 1].tolist() == [200, 60, 40]
