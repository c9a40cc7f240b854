"""Setting a constant wrongly for as long as a case runs."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from .mutations import Mutation


@contextmanager
def mutated(mutation: Mutation) -> Iterator[None]:
    """The constants with one field changed, put back whatever happens."""
    module, _, name = mutation.record.partition(":")
    tuning = importlib.import_module(module)
    right = getattr(tuning, name)
    value = getattr(right, mutation.field)
    wrong = mutation.becomes(value)
    if wrong == value:
        raise ValueError(f"{mutation.name} changes nothing: {mutation.field} is {value} already.")
    setattr(tuning, name, replace(right, **{mutation.field: wrong}))
    try:
        yield
    finally:
        setattr(tuning, name, right)
