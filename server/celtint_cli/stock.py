"""What `stage` places, read from the package once: the glue between the object set and who uses it."""

import functools

from celtint import ObjectSet, WordTable
from celtint_models import registry, staging
from celtint_server.config import Stock


@functools.cache
def stock() -> Stock:
    """The objects, the words that lead to them, and what loads the network that draws things anew. Raises ModelNotFound
    where objects or words are missing."""
    drawer = functools.cache(registry.load_drawer)
    return Stock(ObjectSet.read(staging.stage_objects()), WordTable.read(staging.stage_words()), drawer)
