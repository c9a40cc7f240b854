"""Files that are saved by the page, read back by those who know their formats."""

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageSequence

from tests.web.page.conftest import Canvas, soon

pytestmark = pytest.mark.needs("chromium", "playwright")

RED, BLUE = (200, 30, 40), (40, 90, 210)


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """Two closed rooms, 400 × 300, with grey between black and white at the lines' edges."""
    large = Image.new("L", (1600, 1200), 255)
    for left in (120, 840):
        ImageDraw.Draw(large).rounded_rectangle((left, 160, left + 640, 960), 90, outline=0, width=18)
    file = tmp_path / "rooms.png"
    large.resize((400, 300), Image.Resampling.BOX).save(file)
    return file


@pytest.fixture
def coloured(canvas: Canvas, drawing: Path) -> Canvas:
    canvas.open(drawing)
    for colour, place in (("#c81e28", (90, 80)), ("#285ad2", (290, 80))):
        canvas.paint(colour)
        canvas.draw(place, (place[0] + 20, place[1] + 60))
        canvas.coloured()
    return canvas


def saved(canvas: Canvas, row: str, button: str) -> bytes:
    """What a button of the window for saving gives. row: the words of its line."""
    canvas.page.get_by_role("button", name="Save", exact=True).click()
    with canvas.page.expect_download() as told:
        canvas.page.locator(".way", has_text=row).get_by_role("button", name=button, exact=True).click()
    soon(lambda: canvas.page.locator("dialog").count() == 0)
    return Path(told.value.path()).read_bytes()


def image(data: bytes) -> np.ndarray:
    """(H, W, 4) uint8"""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def multiplied(drawing: Path, colours: np.ndarray) -> np.ndarray:
    lines = np.asarray(Image.open(drawing)).astype(float)[..., None] / 255
    return np.round(colours[..., :3] * lines)


def test_the_picture_is_what_is_seen_without_the_dabs(coloured: Canvas, drawing: Path) -> None:
    picture = image(saved(coloured, "Picture", "PNG"))
    colours = image(saved(coloured, "One layer", "PNG"))
    assert tuple(colours[220, 60]) == (*RED, 255) and tuple(colours[220, 350]) == (*BLUE, 255)
    over = np.where(colours[..., 3:] > 0, colours[..., :3], 255)
    assert np.abs(picture[..., :3] - multiplied(drawing, over)).max() <= 1
    assert (picture[..., 3] == 255).all()


def test_a_layer_is_the_one_that_was_chosen(coloured: Canvas, drawing: Path) -> None:
    coloured.page.get_by_role("button", name="Save", exact=True).click()
    coloured.page.get_by_label("One layer").select_option("lines")
    with coloured.page.expect_download() as told:
        coloured.page.locator(".way", has_text="One layer").get_by_role("button", name="PNG").click()
    assert told.value.suggested_filename == "rooms Lines.png"
    assert np.array_equal(np.asarray(Image.open(told.value.path())), np.asarray(Image.open(drawing)))


def test_the_layers_of_the_ora_give_the_picture(coloured: Canvas) -> None:
    with zipfile.ZipFile(io.BytesIO(saved(coloured, "Layers", "ORA"))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        layers = list(ET.fromstring(archive.read("stack.xml")).iter("layer"))
        assert [layer.get("name") for layer in layers] == ["Lines", "Dabs", "Colours", "Paper"]
        dabs = image(archive.read("data/hints.png"))
        assert {tuple(pixel) for pixel in dabs[dabs[..., 3] > 0]} == {(*RED, 255), (*BLUE, 255)}
        assert tuple(image(archive.read("mergedimage.png"))[220, 60]) == (*RED, 255)


def test_the_svg_shows_the_same_pixels_in_a_browser(coloured: Canvas) -> None:
    picture = image(saved(coloured, "Picture", "PNG"))
    svg = saved(coloured, "Areas", "SVG")
    colours = {group.get("fill") for group in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}g")}
    assert {"#c81e28", "#285ad2"} <= colours
    page = coloured.page.context.new_page()
    page.set_viewport_size({"width": 400, "height": 300})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg.decode()}")
    seen = image(page.screenshot())
    assert np.abs(seen[..., :3].astype(int) - picture[..., :3]).max() <= 2


def test_a_name_is_a_files_name_and_never_a_place(coloured: Canvas) -> None:
    coloured.value("celtint.project.setName('../<b>a/b</b>\\\\c:*?.')")
    coloured.page.get_by_role("button", name="Save", exact=True).click()
    with coloured.page.expect_download() as told:
        coloured.page.locator(".way", has_text="Picture").get_by_role("button", name="PNG").click()
    assert told.value.suggested_filename == "__b_a_b__b__c___.png"


def test_a_project_is_one_file_that_opens_again(coloured: Canvas, tmp_path: Path) -> None:
    coloured.value("celtint.project.setSettings({ undecided: 'mean' })")
    coloured.value(
        "celtint.project.setBoxes(celtint.project.current,"
        "[{ id: 'b', x: 220, y: 200, width: 30, height: 20, tag: '<i>hair</i>', colour: [1, 2, 3] }])"
    )
    coloured.coloured()
    with coloured.page.expect_download() as told:
        coloured.page.keyboard.press("Control+s")
    assert told.value.suggested_filename == "rooms.celtint"
    file = tmp_path / "rooms.celtint"
    file.write_bytes(Path(told.value.path()).read_bytes())
    with zipfile.ZipFile(file) as archive:
        assert archive.read("mimetype") == b"application/x-celtint"
        project = json.loads(archive.read("project.json"))
        assert project["frames"][0]["boxes"][0]["tag"] == "<i>hair</i>"
        assert np.array_equal(image(archive.read("frames/0001/hints.png"))[100, 95], (*RED, 255))
    hints = coloured.value("[...celtint.project.current.hints.bytes()]")
    before = coloured.value("celtint.project.id")
    coloured.page.locator("#files").set_input_files(file)
    coloured.until(f"celtint.project.id !== {json.dumps(before)}")
    assert coloured.value("[...celtint.project.current.hints.bytes()]") == hints
    assert coloured.value("celtint.project.settings.undecided") == "mean"
    assert coloured.value("celtint.project.current.boxes[0].tag") == "<i>hair</i>"
    coloured.coloured()
    assert coloured.seen(60, 220) == RED


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"version": 99}, "“p” was saved by a newer celtint. Update celtint to open it."),
        ({"frames": []}, "“p” is a damaged project. Take an earlier copy of the file."),
        ({"frames": [{"picture": "../../secret.png"}]}, "“p” is a damaged project. Take an earlier copy of the file."),
    ],
)
def test_a_project_that_isnt_one_is_said(canvas: Canvas, tmp_path: Path, change: object, sentence: str) -> None:
    file = tmp_path / "p.celtint"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/x-celtint")
        archive.writestr("project.json", json.dumps({"format": "celtint project", "version": 1, **dict(change)}))  # type: ignore[call-overload]
    canvas.page.locator("#files").set_input_files(file)
    canvas.until("document.querySelector('.notice.bad')")
    assert canvas.page.locator(".notice span").inner_text() == sentence
    assert canvas.value("celtint.project === null")


@pytest.fixture
def shot(canvas: Canvas, tmp_path: Path) -> Canvas:
    """Three frames, each with colours of its own."""
    files = []
    for at in range(3):
        picture = Image.new("L", (121, 80), 255)
        ImageDraw.Draw(picture).rectangle((10 + 10 * at, 10, 60 + 10 * at, 60), outline=0, width=3)
        files.append(tmp_path / f"frame {at + 1}.png")
        picture.save(files[-1])
    canvas.page.locator("#files").set_input_files(files)
    canvas.until("celtint.project?.frames.length === 3")
    for at in range(3):
        canvas.value(f"celtint.project.show(celtint.project.frames[{at}])")
        canvas.paint("#c81e28", size=6)
        canvas.draw((30 + 10 * at, 30), (40 + 10 * at, 40))
        canvas.coloured()
    return canvas


def test_frames_are_saved_as_pictures_and_as_films(shot: Canvas) -> None:
    with zipfile.ZipFile(io.BytesIO(saved(shot, "All frames", "PNG in a ZIP"))) as archive:
        assert archive.namelist() == ["0001.png", "0002.png", "0003.png"]
        frames = [image(archive.read(name))[..., :3] for name in archive.namelist()]
    for at, frame in enumerate(frames):
        assert tuple(frame[50, 20 + 10 * at]) == RED and tuple(frame[5, 5]) == (255, 255, 255)
    gif = Image.open(io.BytesIO(saved(shot, "All frames", "GIF")))
    shown = [np.asarray(one.convert("RGB")) for one in ImageSequence.Iterator(gif)]
    assert len(shown) == 3
    assert all(np.array_equal(one, frame) for one, frame in zip(shown, frames, strict=True))
    with av.open(io.BytesIO(saved(shot, "All frames", "WebM")), "r") as film:
        decoded = [one.to_ndarray(format="rgb24") for one in film.decode(video=0)]
        assert round(float(film.duration or 0) / 1e6, 2) == 0.25
    assert len(decoded) == 3
    for one, frame in zip(decoded, frames, strict=True):
        assert one.shape == (80, 122, 3)
        assert np.abs(one[:, :121].astype(int) - frame).mean() < 6


def test_a_shot_with_a_frame_without_colours_isnt_half_saved(shot: Canvas, tmp_path: Path) -> None:
    shot.value(
        "celtint.project.setFrames([...celtint.project.frames, Object.assign(Object.create(Object.getPrototypeOf("
        "celtint.project.frames[0])), celtint.project.frames[0], {id: 'new'})])"
    )
    shot.page.get_by_role("button", name="Save", exact=True).click()
    shot.page.locator(".way", has_text="All frames").get_by_role("button", name="GIF").click()
    shot.until("document.querySelector('.notice.bad')")
    assert shot.page.locator(".notice.bad span").inner_text() == "One frame has no colours yet. Colour the shot first."
