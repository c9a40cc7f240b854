"""Every chosen Blender with the zip that a user would install; a server is started by the add-on when it needs one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..krita.harness import display
from .harness import CHOSEN, NEEDS, Blender, Home, plugin_archive


@pytest.fixture(scope="session")
def blender_zip() -> Path:
    """The zip that `make plugins` builds."""
    return plugin_archive()


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """A virtual screen, by its name for DISPLAY."""
    with display() as name:
        yield name


@pytest.fixture(scope="session", params=[pytest.param(v, marks=pytest.mark.needs(*NEEDS[v])) for v in CHOSEN])
def blender(request: pytest.FixtureRequest, blender_zip: Path) -> Iterator[Blender]:
    """One of the Blenders under test."""
    home = Home()
    made = Blender(request.param, home)
    made.install(blender_zip)
    yield made
    home.remove()


@pytest.fixture(scope="session")
def window_blender(blender_zip: Path) -> Iterator[Blender]:
    """Debian's Blender, for windows. Tests that use it need blender and Xvfb."""
    home = Home()
    made = Blender("3.4", home)
    made.install(blender_zip)
    yield made
    home.remove()
