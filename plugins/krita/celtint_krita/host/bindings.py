"""Which Qt the Krita round us is made with: Krita 5 with Qt 5, Krita 6 with Qt 6.

What is installed says nothing: a system may have PyQt5 beside Krita 6, which refuses to import it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from typing import Any


def major(engine: Any, loaded: Container[str], installed: Callable[[str], bool]) -> int:
    """5 or 6. engine: Krita's own module `pykrita`, or None outside of Krita. loaded: names of the modules that are.

    Krita 5.3 and later say it. Earlier ones have loaded their Qt before any plugin; outside of Krita either will do.
    """
    if hasattr(engine, "qt_major_version"):
        return int(engine.qt_major_version())
    for number in (5, 6):
        if f"PyQt{number}.QtCore" in loaded:
            return number
    return 5 if installed("PyQt5") else 6


def _engine() -> Any:
    try:
        return import_module("pykrita")
    except ModuleNotFoundError:
        return None


MAJOR = major(_engine(), sys.modules, lambda name: find_spec(name) is not None)
"""That of the Qt to import."""
