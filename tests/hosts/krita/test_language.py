"""The docker in the language that Krita is told to speak."""

import zipfile
from pathlib import Path

import pytest

from .artist import DOCKER
from .harness import NEEDS, PICTURES, Home, Krita

pytestmark = pytest.mark.needs(*NEEDS)


def test_the_docker_speaks_german_where_krita_does(screen: str, plugin_zip: Path, tmp_path: Path) -> None:
    home = Home()
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(home.pykrita)
    home.kritarc.write_text("[python]\nenable_celtint_tester=true\nenable_celtint_krita=true\n")
    krita = Krita(home, screen)
    try:
        krita.start(LC_ALL="de_DE.UTF-8", LANG="de_DE.UTF-8")
        krita.call("window.fill_screen")
        krita.call("window.show_docker", DOCKER)
        assert krita.call("window.text", "celtint_colour") == "Kolorieren"
        assert "Farbe" in krita.call("window.state", "celtint_strength")["toolTip"]
        krita.call("drawing.create", 60, 60)
        krita.call("window.click", "celtint_update")
        krita.until("window.text_has", "celtint_message", "noch keine Ebene")
        picture = Path(PICTURES or tmp_path) / "krita-german.png"
        assert krita.call("window.picture_of_docker", DOCKER, str(picture))
        krita.quit()
    finally:
        krita.kill()
        home.remove()
