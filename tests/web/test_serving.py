"""Paths that a browser asks for, and the files that they are."""

import gzip
from pathlib import Path

import pytest
from celtint_web import serving


def test_the_page_is_a_whole_document() -> None:
    page = serving.page("/")
    assert page is not None
    assert page.body.lower().startswith(b"<!doctype html>")
    assert page.type == "text/html; charset=utf-8"
    assert page == serving.page("/index.html")
    assert page.packed is None or gzip.decompress(page.packed) == page.body


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of its own, with files beside it that are nobody's."""
    root = tmp_path / "page"
    (root / "src" / "tools").mkdir(parents=True)
    (tmp_path / "client").mkdir()
    (root / "index.html").write_text("<!doctype html>" + " " * 500, "utf-8")
    (root / "src" / "tools" / "brush.js").write_text("export const brush = 1\n", "utf-8")
    (root / "sample.png").write_bytes(b"\x89PNG")
    (root / ".hidden.js").write_text("secret", "utf-8")
    (root / "notes.py").write_text("secret", "utf-8")
    (tmp_path / "outside.js").write_text("secret", "utf-8")
    (tmp_path / "client" / "index.js").write_text("export const client = 1\n", "utf-8")
    monkeypatch.setattr(serving, "_ROOTS", (("/client/", tmp_path / "client"), ("/", root)))
    return tmp_path


def test_files_come_with_their_kind(site: Path) -> None:
    kinds = {
        "/src/tools/brush.js": "text/javascript; charset=utf-8",
        "/client/index.js": "text/javascript; charset=utf-8",
        "/sample.png": "image/png",
    }
    for path, kind in kinds.items():
        page = serving.page(path)
        assert page is not None and page.type == kind, path


def test_what_packs_well_is_packed_and_pictures_are_not(site: Path) -> None:
    page, picture = serving.page("/"), serving.page("/sample.png")
    assert page is not None and page.packed is not None and gzip.decompress(page.packed) == page.body
    assert picture is not None and picture.packed is None


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.js",
        "/src/../../outside.js",
        "/client/../outside.js",
        "/%2e%2e/outside.js",
        "/..%2foutside.js",
        "/..\\outside.js",
        "//outside.js",
        "/client//index.js",
        "/src/tools",
        "/src/tools/",
        "/src/",
        "/client/",
        "/.hidden.js",
        "/notes.py",
        "/src/tools/brush.js\0.png",
        "/src/tools/brush.js/",
        "/src/tools/brush.js\n",
        "/sämple.png",
        "/C:/index.html",
        "/index.html::$DATA.js",
        "src/tools/brush.js",
        "",
        "*",
        "/" + "a/" * 3000 + "a.js",
    ],
)
def test_other_paths_lead_nowhere(site: Path, path: str) -> None:
    assert serving.page(path) is None


def test_an_absolute_path_stays_inside(site: Path) -> None:
    assert serving.page("/" + str(site / "outside.js")) is None


def test_a_changed_file_has_another_etag(site: Path) -> None:
    before = serving.page("/client/index.js")
    (site / "client" / "index.js").write_text("export const client = 22\n", "utf-8")
    after = serving.page("/client/index.js")
    assert before is not None and after is not None
    assert (before.etag, before.body) != (after.etag, after.body) and b"22" in after.body
