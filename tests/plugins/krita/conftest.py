"""The plugin's modules with a Krita that isn't there."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[3] / "plugins" / "krita"


@pytest.fixture(scope="session", autouse=True)
def plugin() -> Iterator[None]:
    """Import `celtint_krita` from the tree, with the fake for `krita` once its package is loaded."""
    from . import fake_krita

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(PLUGIN))
    import celtint_krita  # without krita it registers nothing

    assert celtint_krita.__doc__
    sys.modules["krita"] = fake_krita
    yield
    del sys.modules["krita"]
    sys.path.remove(str(PLUGIN))
