"""Arrays out of the bytes of an `.npz` file: the one module of the core that reads bytes as a file."""

import zipfile
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from celtint.types.errors import BadRequest


def unpacked(data: bytes, names: tuple[str, ...], what: str) -> dict[str, npt.NDArray[Any]]:
    """The arrays of these names. Raises BadRequest, which says what could not be read, where one is missing."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as file:
            return {name: np.asarray(file[name]) for name in names}
    except (ValueError, KeyError, TypeError, EOFError, OSError, AttributeError, zipfile.BadZipFile) as error:
        raise unreadable(what) from error


def unreadable(what: str) -> BadRequest:
    """What is said of a file that isn't what it should be."""
    return BadRequest(f"The {what} can't be read; build it again with `celtint data build stage`.")
