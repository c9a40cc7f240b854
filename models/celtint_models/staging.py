"""What *Stage* draws with: the packed objects, and the words that find them, as bytes.

`celtint.stage` reads them; what is in them and how it was made: stage/stage.md beside this file.
"""

from importlib import resources

from celtint import ModelNotFound

OBJECTS, WORDS = "objects.npz", "words.npz"


def stage_objects() -> bytes:
    """The file objects.npz. Raises ModelNotFound when it is missing."""
    return _file(OBJECTS)


def stage_words() -> bytes:
    """The file words.npz. Raises ModelNotFound when it is missing."""
    return _file(WORDS)


def _file(name: str) -> bytes:
    file = resources.files("celtint_models") / "stage" / name
    if not file.is_file():
        raise ModelNotFound(f"{name} of Stage is missing; install celtint again, or run `celtint data build stage`.")
    return file.read_bytes()
