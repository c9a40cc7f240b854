"""Two commands that change one folder at the same moment: one does it, the other says so, and nothing is mixed."""

from pathlib import Path

import pytest
from celtint import BadRequest
from celtint_cli import changing as module
from celtint_cli.changing import changing, settle

OLD = {"one.png": b"old one", "two.png": b"old two"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_while_a_folder_is_changed_another_change_is_refused(folder: Path) -> None:
    with changing(folder) as first:
        first.put({"one.png": b"new one"})
        for other in (lambda: changing(folder).__enter__(), lambda: settle(folder)):
            with pytest.raises(BadRequest, match="Another command"):
                other()
        first.put({"two.png": b"new two"})
    assert held(folder) == {"one.png": b"new one", "two.png": b"new two"}
    with changing(folder) as next_one:
        next_one.put({"one.png": b"newer"})
    assert held(folder)["one.png"] == b"newer"


def test_without_locks_a_change_whose_drafts_another_took_away_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "fcntl", None)  # as on Windows
    first = changing(folder)
    change = first.__enter__()
    change.put({"one.png": b"mine"})
    second = changing(folder)
    other = second.__enter__()
    other.put({"two.png": b"theirs"})
    change.put({"two.png": b"mine"})
    with pytest.raises(BadRequest, match="meanwhile"):
        first.__exit__(None, None, None)
    assert held(folder) == OLD
    with pytest.raises(BadRequest, match="meanwhile"):
        second.__exit__(None, None, None)
    assert held(folder) == OLD
