"""celtint in Krita: a docker that colours the drawing where it is."""

from importlib.util import find_spec

if find_spec("krita") is not None:
    from celtint_krita.ui.plugin import register

    register()
