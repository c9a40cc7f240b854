"""What `stage` places, read from the package once: the glue between the object set and who uses it."""

import functools

from celtint import ObjectSet, WordTable
from celtint_models import staging
from celtint_server.config import Stock


@functools.cache
def stock() -> Stock:
    """The objects and the words that lead to them. Raises ModelNotFound where they are missing."""
    return Stock(ObjectSet.read(staging.stage_objects()), WordTable.read(staging.stage_words()))
