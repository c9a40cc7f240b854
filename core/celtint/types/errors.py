"""What can go wrong in the core, said in one plain sentence each.

::

    CeltintError
    ├── BadRequest       settings, boxes or hints that do not fit the picture
    ├── BadPicture       pixels that are not a picture
    ├── TooLarge         more pixels than the limit
    ├── ModelNotFound    no network of that name
    └── Cancelled        the caller's progress function asked to stop

``name`` is stable: the wire and the command line show it beside the sentence.
"""

from typing import ClassVar


class CeltintError(Exception):
    """Base of every error this library raises on purpose."""

    name: ClassVar[str] = "INTERNAL"
    retryable: ClassVar[bool] = False


class BadRequest(CeltintError):
    """Settings, boxes, palette or hints that cannot be used with the picture."""

    name = "BAD_REQUEST"


class BadPicture(CeltintError):
    """Pixels of a shape, type or value range that is not a picture."""

    name = "BAD_PICTURE"


class TooLarge(CeltintError):
    """More pixels than the limit allows."""

    name = "TOO_LARGE"


class ModelNotFound(CeltintError):
    """No network of that name is installed."""

    name = "MODEL_NOT_FOUND"


class Cancelled(CeltintError):
    """Raised by a progress function to stop the work; the core lets it through."""

    name = "CANCELLED"
    retryable = True
