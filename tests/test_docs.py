"""The docs say what is true: the design against the tree, examples run, the site builds without a warning."""

import ast
import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from celtint_client import errors

from tests import test_house

ROOT = Path(__file__).parent.parent
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")


def table(after: str) -> list[list[str]]:
    """The rows of the first table after some words, cell by cell."""
    rows = re.search(r"((?:^\|.*\n)+)", DESIGN[DESIGN.index(after) :], re.MULTILINE)
    assert rows
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1].splitlines()[2:]]


def test_the_design_names_every_package_and_where_it_lies() -> None:
    said = {package.strip("`"): place for place, package, _ in table("## The house")}
    assert said == {package: f"{folder}/{package}" for package, folder in test_house.FOLDERS.items()}
    assert all((ROOT / place).is_dir() for place in said.values())


def test_the_design_draws_the_arrows_that_are_enforced() -> None:
    drawn = {
        one: set() if many == "nothing" else set(many.split(", "))
        for one, many in re.findall(r"^    (\w+) → ([\w, ]+)$", DESIGN, re.MULTILINE)
    }
    ours = set(test_house.FOLDERS)
    assert drawn == {package: names & ours - {package} for package, names in test_house.MAY_IMPORT.items()}


def test_the_design_knows_the_rooms_of_the_core() -> None:
    core = ROOT / "core" / "celtint"
    rooms = {place.name for place in core.iterdir() if (place / "__init__.py").is_file()}
    assert {name for name, _ in table("The core's rooms:")} == rooms
    for room in rooms:
        assert ast.get_docstring(ast.parse((core / room / "__init__.py").read_text("utf-8"))), f"{room} says nothing"


def test_the_design_names_the_errors_of_the_wire() -> None:
    said = re.search(r"a stable name \(`([A-Z_\s]+)`\)", DESIGN)
    assert said
    assert set(said[1].split()) == set(errors.BY_NAME)


def test_decisions_are_numbered_and_titled() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    titles = [page.read_text("utf-8").splitlines()[0] for page in pages]
    assert [title.split(".")[0] for title in titles] == [f"# {int(page.name[:4])}" for page in pages]
    assert len({page.name[:4] for page in pages}) == len(pages)


def test_examples_run() -> None:
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert found.attempted > 15
    assert found.failed == 0


@pytest.mark.needs("mkdocs", "mkdocstrings")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {str(page.relative_to(tmp_path / "site")) for page in (tmp_path / "site").rglob("*.html")}
    assert {"index.html", "python.html", "protocol.html", "adr/0001-regions-from-line-ends.html"} <= pages
    for page in (tmp_path / "site").rglob("*.html"):
        # what a page shows comes with it: nothing is fetched from elsewhere
        fetched = re.findall(r'<(?:script|img)[^>]*src="(https?:[^"]*)"', page.read_text("utf-8"))
        fetched += re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="(https?:[^"]*)"', page.read_text("utf-8"))
        assert not fetched, f"{page.name} fetches {fetched}"
