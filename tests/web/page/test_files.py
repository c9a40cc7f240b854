"""Pictures of every kind that people have, and what is none."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.web.page.conftest import Canvas, Server, soon

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs("chromium", "playwright")


def lines(size: tuple[int, int] = (200, 120), shift: int = 0) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((20 + shift, 20, 90 + shift, 90), outline="black", width=4)
    return picture


def choose(canvas: Canvas, *files: Path) -> None:
    """Open files as if they were chosen."""
    canvas.page.locator("#files").set_input_files(list(files))


def said(canvas: Canvas) -> str:
    """The sentence that is told."""
    canvas.until("document.querySelector('.notice:not(.busy) span')")
    return str(canvas.page.locator(".notice span").first.inner_text())


def pixels(canvas: Canvas) -> np.ndarray:
    """(H, W, C) uint8: the drawing as the page has it."""
    picture = canvas.value(
        "(() => { const {width, height, bytes} = celtint.project.current.picture; return {width, height,"
        "text: Array.from(bytes, (value) => String.fromCharCode(value)).join('')}; })()"
    )
    data = np.frombuffer(picture["text"].encode("latin-1"), np.uint8)
    return data.reshape(picture["height"], picture["width"], -1)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "avif", "gif"])
def test_every_kind_of_picture_opens(canvas: Canvas, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"room.{kind}"
    lines().save(file, quality=95)
    canvas.open(file)
    got = pixels(canvas)[..., :3].astype(int)
    assert got.shape[:2] == (120, 200)
    assert np.abs(got - np.asarray(lines()).astype(int)[..., : got.shape[2]]).mean() < 4


def test_of_a_moving_gif_the_first_frame_is_taken(canvas: Canvas, tmp_path: Path) -> None:
    file = tmp_path / "moves.gif"
    lines().save(file, save_all=True, append_images=[lines(shift=60)], duration=80)
    canvas.open(file)
    assert np.array_equal(pixels(canvas)[..., 0], np.asarray(lines().convert("L")))


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_stands_upright(canvas: Canvas, tmp_path: Path, orientation: int) -> None:
    file = tmp_path / "photo.jpg"
    turned = lines().transpose(
        {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    )
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned.save(file, quality=95, exif=exif)
    canvas.open(file)
    got = pixels(canvas)[..., 0].astype(int)
    assert got.shape == (120, 200)
    assert np.abs(got - np.asarray(lines().convert("L"))).mean() < 4


def test_colours_that_are_nearly_clear_are_kept(canvas: Canvas, tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    given = rng.integers(0, 256, (30, 40, 4), np.uint8)
    file = tmp_path / "clear.png"
    Image.fromarray(given).save(file)
    canvas.open(file)
    assert np.array_equal(pixels(canvas), given)


def ora(file: Path, layers: dict[str, Image.Image]) -> None:
    rows = "".join(f'<layer name="{name}" src="data/{at}.png"/>' for at, name in enumerate(layers))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "image/openraster")
        archive.writestr("stack.xml", f'<image w="200" h="120"><stack>{rows}</stack></image>')
        for at, image in enumerate(layers.values()):
            data = io.BytesIO()
            image.save(data, "PNG")
            archive.writestr(f"data/{at}.png", data.getvalue())


def test_of_an_ora_its_lines_and_dabs_are_taken(canvas: Canvas, tmp_path: Path) -> None:
    dabs = Image.new("RGBA", (200, 120))
    ImageDraw.Draw(dabs).ellipse((40, 40, 50, 50), fill=(200, 30, 40, 255))
    ora(tmp_path / "page.ora", {"Lines": lines(), "Hints": dabs, "Paper": Image.new("L", (200, 120), 200)})
    canvas.open(tmp_path / "page.ora")
    assert said(canvas) == "Opened from its layers “Lines”, “Hints”."
    assert canvas.seen(30, 80) == (200, 30, 40)
    assert canvas.value("celtint.project.palette[0].colour") == [200, 30, 40]


def frames(folder: Path, count: int, size: Callable[[int], tuple[int, int]] = lambda _: (200, 120)) -> list[Path]:
    folder.mkdir(exist_ok=True)
    files = [folder / f"shot {at}.png" for at in range(1, count + 1)]
    for at, file in enumerate(files):
        lines(size(at), shift=5 * at).save(file)
    return files


def test_several_pictures_are_frames_in_the_order_of_their_numbers(canvas: Canvas, tmp_path: Path) -> None:
    files = frames(tmp_path / "shot", 11)
    choose(canvas, *reversed(files))
    canvas.until("celtint.project?.frames.length === 11")
    assert canvas.value("celtint.project.frames.map(({name}) => name)") == [f"shot {at}" for at in range(1, 12)]
    canvas.coloured()
    assert canvas.seen(21, 50) == (0, 0, 0)


def test_frames_of_other_sizes_are_said(canvas: Canvas, tmp_path: Path) -> None:
    choose(canvas, *frames(tmp_path / "shot", 2, lambda at: (200 + at, 120)))
    assert said(canvas) == (
        "“shot 2.png” has 201 × 120 pixels and those before it 200 × 120; the frames of a sequence are all of one size."
    )
    assert canvas.value("celtint.project === null")


def test_what_is_no_picture_among_frames_is_left_out_and_said(canvas: Canvas, tmp_path: Path) -> None:
    notes = tmp_path / "notes.png"
    notes.write_text("no picture")
    choose(canvas, *frames(tmp_path / "shot", 2), notes)
    canvas.until("celtint.project?.frames.length === 2")
    assert said(canvas) == "“notes.png” isn’t a picture and was left out."


def film(file: Path, rate: int, count: int) -> None:
    with av.open(str(file), "w") as out:
        stream = out.add_stream("libvpx", rate=rate)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 160, 120, "yuv420p", 2_000_000
        for at in range(count):
            image = Image.new("RGB", (160, 120), "white")
            ImageDraw.Draw(image).rectangle((10 * at, 20, 10 * at + 8, 100), fill="black")
            out.mux(stream.encode(av.VideoFrame.from_image(image)))
        out.mux(stream.encode(None))


@pytest.mark.parametrize("rate", [12, 24])
def test_a_film_becomes_its_frames(canvas: Canvas, tmp_path: Path, rate: int) -> None:
    film(tmp_path / "walk.webm", rate, 15)
    choose(canvas, tmp_path / "walk.webm")
    canvas.until("celtint.project?.frames.length")
    middles = canvas.value(
        "celtint.project.frames.map(({picture: {width, encoding, bytes}}) => { const step = encoding === 'l8' ? 1 : 4;"
        "const row = Array.from({length: width}, (_, x) => bytes[step * (60 * width + x)]);"
        "const dark = row.flatMap((value, x) => (value < 100 ? [x] : []));"
        "return dark.reduce((sum, x) => sum + x, 0) / dark.length; })"
    )
    assert middles == pytest.approx([10 * at + 4 for at in range(15)], abs=1)
    assert canvas.value("celtint.project.frames[1].name") == "walk 0002"


DROP = """([name, type, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(text, (sign) => sign.charCodeAt(0))], name, { type }));
  const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.getElementById("desk").dispatchEvent(event);
}"""


def drop(canvas: Canvas, name: str, data: bytes, kind: str = "") -> None:
    canvas.page.evaluate(DROP, [name, kind, data.decode("latin-1")])


def png(picture: Image.Image) -> bytes:
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def test_a_dropped_picture_opens(canvas: Canvas) -> None:
    drop(canvas, "dropped.png", png(lines()))
    canvas.until("celtint.project?.name === 'dropped'")


def test_a_pasted_picture_opens(canvas: Canvas) -> None:
    canvas.page.evaluate(
        "(text) => { const clipboardData = new DataTransfer();"
        "const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));"
        "clipboardData.items.add(new File([bytes], 'image.png', {type: 'image/png'}));"
        "document.dispatchEvent(new ClipboardEvent('paste', { clipboardData })); }",
        png(lines()).decode("latin-1"),
    )
    canvas.until("celtint.project?.name === 'image'")
    assert np.array_equal(pixels(canvas)[..., 0], np.asarray(lines().convert("L")))


NO_PICTURE = "“{}” isn’t a picture that this page can open. It takes PNG, JPEG, WebP, AVIF, GIF and ORA."
DAMAGED = "“{}” is a damaged picture. Save it once more where it comes from, and open it again."


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("notes.txt", b"only words", NO_PICTURE),
        ("<img src=x onerror=alert(1)>.png", b"", NO_PICTURE),
        ("cut.png", png(lines())[:60], DAMAGED),
        ("some.zip", b"PK\x03\x04 but not really", NO_PICTURE),
        ("page.webm", b"no film", "“{}” isn’t a film that this browser can play. WebM and MP4 mostly work."),
    ],
)
def test_junk_gets_one_plain_sentence(canvas: Canvas, name: str, data: bytes, sentence: str) -> None:
    drop(canvas, name, data)
    shown = name if name.endswith("webm") or "." not in name else name.rsplit(".", 1)[0]
    assert said(canvas) == sentence.format(shown)
    soon(lambda: canvas.page.locator(".notice").count() == 1)
    assert canvas.value("celtint.project === null")


def huge(kind: str) -> bytes:
    """The beginning of a picture of 12 500 × 8 000 pixels; what follows was never decoded."""
    data = io.BytesIO()
    Image.new("1", (12_500, 8_000)).convert("L").save(data, kind, **({"quality": 1} if kind == "JPEG" else {}))
    return data.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_of_100_megapixels_is_refused_before_it_takes_memory(canvas: Canvas, kind: str) -> None:
    drop(canvas, "poster", huge(kind))
    assert (
        said(canvas)
        == "“poster” has 12500 × 8000 pixels, and celtint takes up to 8192 a side. Scale it down and open it again."
    )
    assert canvas.value("celtint.project === null")


def test_a_folders_pictures_are_frames_and_what_else_is_in_it_is_none(canvas: Canvas, tmp_path: Path) -> None:
    folder = tmp_path / "scene"
    frames(folder, 3)
    (folder / "notes.txt").write_text("no picture")
    canvas.page.locator("#folder").set_input_files(folder)
    canvas.until("celtint.project?.frames.length === 3")
    assert canvas.value("celtint.project.name") == "scene"


def test_a_tablet_is_offered_its_camera(browser: "Browser", server: Server) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 1100}, has_touch=True, is_mobile=True, locale="de")
    page = context.new_page()
    page.on("filechooser", lambda _: None)
    page.goto(server.url)
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Foto aufnehmen").click()
    assert chooser.value.element.evaluate("(input) => [input.id, input.getAttribute('capture')]") == [
        "camera",
        "environment",
    ]
    context.close()
