"""`celtint colour --marks` from files to files."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_cli import files
from PIL import Image, PngImagePlugin

from .conftest import BLUE, RED, Run

HERE = ("--undecided", "transparent", "--mode", "line")


def plane() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A stroke of merge from one circle to the other."""
    found = np.zeros((64, 96), np.uint8)
    cv2.line(found, (28, 32), (68, 32), 1, 3)
    return found


@pytest.mark.parametrize("how", ["grey", "indexed", "named"])
def test_marks_are_grey_or_indexed_and_their_numbers_may_be_named(folder: Path, run: Run, how: str) -> None:
    image = Image.fromarray(plane())
    text = PngImagePlugin.PngInfo()
    if how == "named":
        image = Image.fromarray(plane() * np.uint8(9))
        text.add_text("Marks", "merge=9 empty=4")
    if how != "grey":
        image = Image.fromarray(np.asarray(image))
        image.putpalette([0, 0, 0, 255, 0, 0] + [0, 0, 255] * 254)
    image.save(folder / "marks.png", pnginfo=text)
    hints = files.read_hints(folder / "hints.png").copy()
    hints[(hints[:, :, :3] == BLUE).all(axis=2)] = 0  # the stroke crosses the outside too
    (folder / "red.png").write_bytes(files.png(hints))
    said = run(
        "colour", folder / "drawing.png", "--hints", folder / "red.png", "-o", folder / "out.png", *HERE,
        "--marks", folder / "marks.png",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    layer = files.read_picture(folder / "out.png")
    assert layer[32, 28].tolist() == layer[32, 68].tolist() == layer[3, 90].tolist() == [*RED, 255]


@pytest.mark.parametrize(
    ("pixels", "text", "sentence"),
    [
        (np.zeros((64, 96, 3), np.uint8), "", "is in colours; save marks as a grey or indexed PNG"),
        (np.zeros((32, 96), np.uint8), "", "marks are as large as the picture"),
        (np.zeros((64, 96), np.uint8), "merge=0 blend=2", "say it like 'merge=1 empty=2 same=3'"),
    ],
)
def test_bad_marks_are_one_sentence(
    folder: Path, run: Run, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], text: str, sentence: str
) -> None:
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_text("Marks", text)
    Image.fromarray(pixels).save(folder / "marks.png", pnginfo=info)
    said = run("colour", folder / "drawing.png", "-o", folder / "out.png", "--marks", folder / "marks.png")
    assert said.code == 2 and sentence in said.err and len(said.err.splitlines()) == 1
    assert not (folder / "out.png").exists()


def test_a_broken_file_of_marks_is_one_sentence(folder: Path, run: Run) -> None:
    whole = files.png(np.random.default_rng(1).integers(0, 4, (64, 96), np.uint8))
    for data in (b"no picture", whole[: len(whole) // 2]):
        (folder / "marks.png").write_bytes(data)
        said = run("colour", folder / "drawing.png", "-o", folder / "out.png", "--marks", folder / "marks.png")
        assert said.code == 2 and "marks.png" in said.err and len(said.err.splitlines()) == 1
