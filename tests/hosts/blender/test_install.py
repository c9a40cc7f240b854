"""The add-on's zip carries the engine, and *Install* puts it in place: for real, from a kit that is small."""

from pathlib import Path

from tests.client.kits import kit

from .harness import Blender


def test_install_and_remove(blender: Blender, tmp_path: Path) -> None:
    kit(tmp_path / "add-on", tmp_path / "wheels")
    places = [str(tmp_path / name) for name in ("add-on", "wheels", "nowhere")]
    told = blender.call("setup.install", *places, CELTINT_ENGINE_DIR=str(tmp_path / "engine"), timeout=900)
    assert told["carried"] and told["before"] is None
    assert told["installs"] == ["FINISHED"] and told["after"][1] == "9.1"
    assert "isn't there; choose it again" in told["refusal"] and told["kept"]
    assert told["removes"] == ["FINISHED"] and told["left"] is None
    assert not list((tmp_path / "engine").glob("env-*"))
