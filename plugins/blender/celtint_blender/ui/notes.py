"""Sentences in a panel, where Blender breaks no lines."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

CHARACTER = 7.0
"""Pixels of a character of the interface at its usual size, roughly; a line that is a little too long ends in dots."""
LEAST = 20
"""Characters of a line in the narrowest sidebar."""


def note(context: Any, layout: Any, sentence: str) -> None:
    """What was found out, over as many lines as it takes; nothing for ""."""
    scale = context.preferences.system.ui_scale if context.region is not None else 1.0
    width = 0 if context.region is None else int(context.region.width / (CHARACTER * scale)) - 4
    lines = layout.column(align=True)
    for line in textwrap.wrap(sentence, max(LEAST, width)):
        lines.label(text=line)
