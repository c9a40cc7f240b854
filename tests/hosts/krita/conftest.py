"""Krita and a server, started once for all tests here."""

from collections.abc import Iterator

import pytest

from .harness import Home, display


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
