"""Pages of a comic: a folder's pictures in natural order, and what of them is there already (`--resume`)."""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from celtint import BadRequest, Settings
from celtint_files.opening import ENDINGS

from celtint_cli.jobs import Job
from celtint_cli.journal import about_file, digest

NAME = ".celtint-pages.jsonl"
_BESIDE = frozenset(
    ("pictures", "output", "hints", "boxes", "marks", "resume", "server", "token_file", "tls_ca", "force", "run")
)
"""Options that don't change what a page is coloured like, or are known by their files."""
_OTHER, _WHOLE, _CHANGED = "other", "whole", "changed"


def natural(path: Path) -> list[tuple[int, str]]:
    """A key by which page2 comes before page10."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def expanded(given: Sequence[Path]) -> list[Path]:
    """The pictures, those of a folder in place of it. Raises BadRequest for one without any."""
    found: list[Path] = []
    for path in given:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [p for p in path.iterdir() if p.suffix.lower() in ENDINGS and p.is_file() and p.name[0] != "."]
        if not inside:
            raise BadRequest(f"{path} holds no pictures; give a folder of pages, or the pages themselves.")
        found += sorted(inside, key=natural)
    return found


class Ledger:
    """Which pages are there, from what they were coloured, and what was written: lines of JSON, the last of a page
    counts; a line cut short by a stopped run counts for nothing."""

    def __init__(self, folder: Path, options: argparse.Namespace, settings: Settings) -> None:
        self._path, self._style = folder / NAME, settings.style
        shared = {name: str(value) for name, value in vars(options).items() if name not in _BESIDE}
        given = [path for path in (options.palette, options.cast) if path is not None]
        self._run = [shared, [about_file(path) for path in _files_of(given)]]
        self._pages = {row["page"]: row for row in self._rows()}

    def state(self, job: Job) -> str:
        """ "whole" where all of a page is as it was written from the same, "changed" where a file of it isn't what was
        written, "other" for what is to be coloured."""
        row = self._pages.get(job.picture.name)
        if row is None:
            return _OTHER
        there = [path for path in self._outputs(job) if path.is_file()]
        written: dict[str, str] = row["files"]
        if any(str(path) in written and digest(path.read_bytes()) != written[str(path)] for path in there):
            return _CHANGED
        same = row["of"] == self._stamp(job) and len(there) == len(self._outputs(job)) == len(written)
        return _WHOLE if same else _OTHER

    def note(self, job: Job) -> None:
        """Say that a page is there. Raises BadRequest where the disk is full."""
        written = {str(path): digest(path.read_bytes()) for path in self._outputs(job)}
        row = {"page": job.picture.name, "of": self._stamp(job), "files": written}
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
        except OSError as error:
            raise BadRequest(f"{self._path} cannot be written: {error.strerror or error}.") from None

    def _outputs(self, job: Job) -> list[Path]:
        kept = [] if job.result is None else [job.result]
        return [path for path in job.outputs(self._style) if not any(path.is_relative_to(folder) for folder in kept)]

    def _stamp(self, job: Job) -> str:
        return digest(json.dumps([*self._run, [about_file(path) for path in job.inputs()]]).encode())

    def _rows(self) -> Iterator[dict[str, Any]]:
        if not self._path.is_file():
            return
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True):
            if line.endswith("\n") and line.startswith('{"page"'):
                yield json.loads(line)


def left(jobs: Sequence[Job], ledger: Ledger) -> tuple[list[Job], list[str]]:
    """The pages that are to be coloured, and what to say of the others."""
    states = [ledger.state(job) for job in jobs]
    said = [
        f"{job.picture.name} was coloured and then changed, so it stays as it is; delete what was written of it to "
        "have it coloured anew."
        for job, state in zip(jobs, states, strict=True)
        if state == _CHANGED
    ]
    if states.count(_WHOLE):
        said.insert(0, f"{states.count(_WHOLE)} of {len(jobs)} pages are there already.")
    return [job for job, state in zip(jobs, states, strict=True) if state == _OTHER], said


def _files_of(given: Sequence[Path]) -> list[Path]:
    inside = [sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] for path in given]
    return [path for group in inside for path in group]
