"""`celtint sequence --report`: what to look at first, in the report and on the contact sheet."""

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from celtint import Picture
from celtint.sequence.doubts import Doubt
from celtint_cli import contact
from celtint_cli.main import main
from PIL import Image

SIZE = (120, 200)
MARK = (214, 0, 120)


def drawing(at: int, newcomer: bool) -> np.ndarray:
    y, x = np.indices(SIZE)
    ink = np.abs(np.hypot(x - 40 - at, y - 60) - 24) < 1.5
    if newcomer:
        ink |= np.abs(np.hypot(x - 150, y - 50) - 16) < 1.5
        ink |= np.abs(np.hypot(x - 150, y - 100) - 6) < 1.5
    return np.where(ink, 0, 255).astype(np.uint8)


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """Six drawings; on the last three something comes in that the key on the first doesn't show."""
    (tmp_path / "frames").mkdir()
    for k in range(6):
        Image.fromarray(drawing(2 * k, k >= 3)).save(tmp_path / "frames" / f"a<{k + 1}>.png")
    y, x = np.indices(SIZE)
    key = np.zeros((*SIZE, 4), np.uint8)
    key[np.hypot(x - 40, y - 60) < 24] = (200, 40, 40, 255)
    Image.fromarray(key).save(tmp_path / "key.png")
    return tmp_path


def run(shot: Path, *more: Any, out: str = "out") -> int:
    words = ["sequence", shot / "frames", "--keys", f"1={shot / 'key.png'}", "-o", shot / out, "--mode", "line", *more]
    return main([str(word) for word in words])


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_the_report_says_which_parts_vanish(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    y, x = np.indices(SIZE)
    blue = np.where(np.abs(np.hypot(x - 150, y - 60) - 20) < 1.5, 0, 255).astype(np.uint8)
    for k in range(6):
        ink = np.minimum(drawing(0, False), blue) if k not in (3, 4) else drawing(0, False)
        Image.fromarray(ink).save(shot / "frames" / f"a<{k + 1}>.png")
    key = np.asarray(Image.open(shot / "key.png")).copy()
    key[np.hypot(x - 150, y - 60) < 20] = (40, 60, 200, 255)
    Image.fromarray(key).save(shot / "key.png")
    assert run(shot, "--report", shot / "report.json") == 0
    (one,) = read(shot / "report.json")["vanished"]
    assert (one["colour"], one["first"], one["last"], one["back"]) == ("#283cc8", "a<4>", "a<5>", True)
    assert "1 part vanishes on the way; " in capsys.readouterr().err


def test_the_report_ranks_parts_and_says_which_frames_they_last(shot: Path) -> None:
    assert run(shot, "--report", shot / "report.json") == 0
    report = read(shot / "report.json")
    weights = [one["weight"] for one in report["doubts"]]
    assert weights == sorted(weights, reverse=True) and len(weights) >= 2
    large = report["doubts"][0]
    assert (large["first"], large["last"]) == ("a<4>", "a<6>")
    row = next(r for r in report["frames"] if r["frame"] == large["frame"])
    (region,) = [r for r in row["regions"] if r["id"] == large["region"]]
    assert region["unsure"] and {n: region[n] for n in ("colour", "box", "area")}.items() <= large.items()
    assert region["box"][0] > 100 and "outlines" not in row


def test_the_sheet_shows_the_region_outlined_on_its_drawing(shot: Path) -> None:
    assert run(shot, "--report", shot / "report.json") == 0
    picture = np.asarray(Image.open(shot / "report.png").convert("RGB"))
    assert (np.abs(picture.astype(int) - MARK).max(axis=2) < 12).sum() > 100
    page = (shot / "report.html").read_text("utf-8")
    shown = re.findall(r'<img src="data:image/png;base64,([^"]+)"', page)
    assert len(shown) == min(contact.MOST, len(read(shot / "report.json")["doubts"]))
    crop = np.asarray(Image.open(io.BytesIO(base64.b64decode(shown[0]))))
    assert (np.abs(crop.astype(int) - MARK).max(axis=2) < 12).any() and (crop.max(axis=2) < 60).any()
    assert "a&lt;4&gt; to a&lt;6&gt;" in page and "<4>" not in page and "http" not in page
    assert page.count("<figure>") == page.count("</figure>") == len(shown)


def test_a_run_that_went_on_and_a_server_give_the_same_sheet(shot: Path, served: str) -> None:
    assert run(shot, "--report", shot / "whole.json") == 0
    before = (shot / "whole.png").read_bytes()
    (shot / "out" / "a<5>.png").unlink()
    assert run(shot, "--report", shot / "whole.json") == 0
    assert run(shot, "--report", shot / "whole.json") == 0  # nothing to do
    assert (shot / "whole.png").read_bytes() == before
    assert run(shot, "--server", served, "--report", shot / "there.json", out="there") == 0
    assert read(shot / "there.json")["doubts"] == read(shot / "whole.json")["doubts"]
    crops = [
        re.findall(r'<img src="([^"]+)"', (shot / f"{name}.html").read_text("utf-8")) for name in ("whole", "there")
    ]
    assert crops[0] and crops[0] == crops[1]


def test_without_doubts_the_sheet_says_so(shot: Path) -> None:
    for k in range(1, 6):
        (shot / "frames" / f"a<{k + 1}>.png").unlink()
    assert run(shot, "--report", shot / "report.json") == 0
    assert read(shot / "report.json")["doubts"] == []
    assert "nothing unsure" in (shot / "report.html").read_text("utf-8")
    with Image.open(shot / "report.png") as sheet:
        assert sheet.width >= 640


@pytest.mark.parametrize("ending", [".png", ".HTML"])
def test_a_report_is_not_named_like_its_sheet(shot: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shot, "--report", shot / f"report{ending}") != 0
    assert "name the report" in capsys.readouterr().err and not (shot / "out" / "a<1>.png").exists()


def test_a_sheet_beside_the_drawings_takes_none_of_their_names(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (shot / "key.png").read_bytes()
    assert run(shot, "--report", shot / "key.json") != 0
    assert "key.png" in capsys.readouterr().err and (shot / "key.png").read_bytes() == before


@pytest.mark.parametrize(
    ("pixels", "box"),
    [
        (np.zeros((16, 3000), np.uint8), [0, 0, 3000, 16]),
        (np.zeros((3000, 16, 2), np.uint16), [1, 2990, 2, 4]),
        (np.ones((40, 40, 4), np.float32), [39, 39, 1, 1]),
        (np.full((30, 30, 3), 255, np.uint8), [0, 0, 30, 30]),
    ],
)
def test_a_crop_of_any_picture_fits_its_cell(pixels: np.ndarray, box: list[int]) -> None:
    height, width = pixels.shape[:2]
    region = {"id": 1, "colour": "#102030", "decided_by": "rule", "area": 1, "box": box}
    row = {"mode": "line", "regions": [region], "doubt": 0.0}
    colour = np.zeros((height, width, 4), np.uint8)
    made = contact.crop(Doubt(0, 1, 0, 0, 1.0), row, ["one"], Picture(pixels), colour, [])
    assert made.shown.shape[0] <= 200 and made.shown.shape[1] <= 300 and made.colour == (16, 32, 48)
    grey = contact.crop(
        Doubt(0, None, 0, 0, 1.0), {**row, "mode": "grey", "doubt": 0.3}, ["one"], Picture(pixels), colour, []
    )
    assert (grey.share, grey.of) == (0.3, "no motion led here")
