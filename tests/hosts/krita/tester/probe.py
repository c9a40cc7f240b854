"""Whether Krita is there at all."""

import sys

from krita import Krita


def about() -> dict[str, object]:
    """What runs here."""
    app = Krita.instance()
    return {"krita": app.version(), "python": list(sys.version_info[:3]), "windows": len(app.windows())}


def names(classes: list[str]) -> dict[str, list[str]]:
    """The public members of classes of Krita's API."""
    import krita

    return {name: [member for member in dir(getattr(krita, name)) if member[0] != "_"] for name in classes}
