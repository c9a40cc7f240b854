"""The add-on's modules that don't need Blender, found where they are."""

import sys
from pathlib import Path

FOLDER = str(Path(__file__).parents[3] / "plugins" / "blender")
if FOLDER not in sys.path:
    sys.path.insert(0, FOLDER)
