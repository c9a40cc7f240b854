"""How registries find what is entered into them: every module of a room is imported, so a new one is a file and no
list anywhere names it."""

import importlib
import pkgutil
from functools import cache


@cache
def discover(room: str) -> None:
    """Import every module of a package, in the order of their names; their decorators enter what they hold."""
    for module in pkgutil.iter_modules(importlib.import_module(room).__path__):
        importlib.import_module(f"{room}.{module.name}")
