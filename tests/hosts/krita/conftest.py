"""Krita with the plugin that a user would install, and a server, started once for all tests here."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .artist import DOCKER, Artist
from .harness import PICTURES, Home, Krita, display, kill_server, plugin_archive


@pytest.fixture(scope="session")
def home() -> Iterator[Home]:
    """A fresh home for Krita, without the plugin."""
    made = Home()
    yield made
    made.remove()


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """A virtual screen, by its name for DISPLAY."""
    with display() as name:
        yield name


@pytest.fixture(scope="session")
def plugin_zip() -> Path:
    """The zip that `make plugins` builds."""
    return plugin_archive()


@pytest.fixture(scope="session")
def desk(plugin_zip: Path) -> Iterator[Home]:
    """A home for kritarunner, with the plugin's modules where Krita finds them."""
    made = Home()
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(made.pykrita)
    yield made
    made.remove()


def install(krita: Krita, archive: Path) -> None:
    """Import a plugin as *Tools ▸ Scripts ▸ Import Python Plugin from File…* does, and switch it on."""
    krita.call("window.trigger", "plugin_importer_file")
    krita.until("window.choose_file", str(archive))
    krita.until("window.dialog_has", "Enable plugins now?")
    if PICTURES:
        krita.call("window.picture_of_dialog", str(Path(PICTURES) / "krita-import.png"))
    krita.call("window.answer", "Yes")
    krita.until("window.no_dialog")


@pytest.fixture(scope="session")
def session(home: Home, screen: str, plugin_zip: Path) -> Iterator[Krita]:
    """Krita in a real window, the zip installed by Krita's own importer, the docker shown.

    No server runs: the plugin starts one when it needs it.
    """
    krita = Krita(home, screen)
    try:
        krita.start()
        krita.call("window.fill_screen")
        install(krita, plugin_zip)
        krita.quit()
        krita.start()
        krita.call("window.fill_screen")
        krita.call("window.close_dockers", ["KisLayerBox", "ToolBox", "History", DOCKER])
        krita.call("window.show_docker", DOCKER)
        yield krita
    finally:
        krita.kill()
        kill_server(home)


@pytest.fixture
def artist(session: Krita, tmp_path: Path) -> Iterator[Artist]:
    """Somebody who draws; every document is closed afterwards, and nothing may have gone wrong unseen."""
    yield Artist(session, tmp_path)
    trouble = session.call("window.trouble")
    session.call("drawing.close_all")
    assert not trouble
