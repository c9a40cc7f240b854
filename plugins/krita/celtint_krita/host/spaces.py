"""The colour spaces of Krita's documents and layers: what travels as it is, what is grey, what becomes RGB."""

from __future__ import annotations

from typing import Any

SRGB = "sRGB-elle-V2-srgbtrc.icc"
LINEAR = "sRGB-elle-V2-g10.icc"
"""The same colours with linear light, which depths of floating point have in Krita."""
_SRGB_NAMES = frozenset([SRGB, "sRGB built-in", "sRGB IEC61966-2.1", "sRGB"])


def is_srgb(it: Any) -> bool:
    """Whether a layer's or a document's bytes are what travels."""
    return (it.colorModel(), it.colorDepth()) == ("RGBA", "U8") and it.colorProfile() in _SRGB_NAMES


def is_grey(it: Any) -> bool:
    """Whether a layer or a document has no colours; a grey document shows every layer as grey."""
    return bool(it.colorModel() == "GRAYA")


def to_rgb(document: Any) -> bool:
    """Convert a document to RGB of its own depth, as Krita's menu does, in one undo step; whether Krita could."""
    depth = document.colorDepth()
    done = bool(document.setColorSpace("RGBA", depth, LINEAR if depth in ("F16", "F32") else SRGB))
    document.waitForDone()
    document.refreshProjection()
    return done
