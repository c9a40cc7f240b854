"""Files are written whole, and with the modes that any new file has."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from celtint_cli import files
from celtint_models import registry
from celtint_models.writing import write_whole, written_whole
from celtint_server import security

from . import importing


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o022, 0o027, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_files_are_for_whom_the_system_says_and_private_ones_for_nobody_else(
    umask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = 0o666 & ~umask
    write_whole(tmp_path / "a", b"1")
    files.write_whole({tmp_path / "b": b"1"})
    assert mode(tmp_path / "a") == mode(tmp_path / "b") == ordinary
    security.write_private(tmp_path / "c", "1")
    assert mode(tmp_path / "c") == 0o600
    monkeypatch.setenv("CELTINT_MODELS", str(tmp_path / "own"))
    (tmp_path / "w.onnx").write_bytes(importing.ddcolor())
    (tmp_path / "d.toml").write_text(importing.DDCOLOR, encoding="utf-8")
    name = registry.bring_in(tmp_path / "w.onnx", tmp_path / "d.toml").name
    assert {mode(tmp_path / "own" / f"{name}{end}") for end in (".onnx", ".toml")} == {ordinary}


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    write_whole(path, b"old")
    with pytest.raises(OSError, match="full"), written_whole(path) as draft:
        draft.write_bytes(b"ne")
        raise OSError("The disk is full.")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    with written_whole(path) as draft:
        draft.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]
