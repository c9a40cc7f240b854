"""`celtint models`: a network of one's own from its file to a coloured picture, here and through a server."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_cli import files
from celtint_cli.connecting import private_server
from celtint_client.messages import ColourRequest, Settings
from celtint_client.parts import Part

from ..models import importing
from .conftest import Run


def test_a_network_of_ones_own_colours_here_and_through_a_server(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTINT_MODELS", str(tmp_path / "own"))
    (tmp_path / "w.onnx").write_bytes(importing.ddcolor())
    (tmp_path / "d.toml").write_text(importing.DDCOLOR)
    assert "my-ddcolor" in run("models", "import", tmp_path / "w.onnx", "--descriptor", tmp_path / "d.toml").out
    assert "my-ddcolor" in run("models", "list").out.splitlines()
    assert "Apache-2.0" in run("models", "show", "my-ddcolor").out
    assert run("models", "verify", "my-ddcolor").code == 0

    grey = np.tile(np.linspace(40, 220, 96).astype(np.uint8), (64, 1))
    (tmp_path / "grey.png").write_bytes(files.png(grey))
    words = ("colour", tmp_path / "grey.png", "--mode", "grey", "--model", "my-ddcolor", "-o", tmp_path / "here.png")
    assert run(*words).code == 0
    here = files.read_picture(tmp_path / "here.png")
    lab = cv2.cvtColor(here[:, 40:60, :3].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    assert np.abs(lab[..., 1:].mean(axis=(0, 1)) - (30, 20)).max() < 2

    with private_server("test") as client:
        assert "my-ddcolor" in client.welcome.models
        assert {m.name: m.kind for m in client.models()}["my-ddcolor"] == "colouriser"
        picture = Part("l8", 96, 64, grey.tobytes())
        found = client.colour(
            ColourRequest(picture, settings=Settings(mode="grey", undecided="network"), model="my-ddcolor")
        )
        assert found.colour is not None and bytes(found.colour.view) == here.tobytes()

    assert run("models", "remove", "my-ddcolor").code == 0
    assert "my-ddcolor" not in run("models", "list").out


def test_what_cannot_be_imported_is_said_in_one_line(tmp_path: Path, run: Run) -> None:
    (tmp_path / "w.onnx").write_bytes(b"nothing")
    (tmp_path / "d.toml").write_text("colour = 1")
    said = run("models", "import", tmp_path / "w.onnx", "--descriptor", tmp_path / "d.toml")
    assert said.code == 2 and said.err.count("\n") == 1 and "keys nobody knows: colour" in said.err
