"""Constants set wrongly, as a slip of the hand would: a test that is about one has to fail then."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import ModuleType

import pytest

Broken = tuple[str, str, float, Callable[[], None]]
"""A record of a module of constants, its field, a wrong value, and the test that notices."""


def noticed_by(tuning: ModuleType, broken: Sequence[Broken]) -> Callable[..., None]:
    """A test, a case a row: with that constant set wrongly in `tuning`, that test fails."""

    @pytest.mark.parametrize(
        ("record", "field", "wrong", "noticed"), broken, ids=lambda v: getattr(v, "__name__", str(v))
    )
    def test_constants_matter(
        record: str, field: str, wrong: float, noticed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tuning, record, replace(getattr(tuning, record), **{field: wrong}))
        with pytest.raises(AssertionError):
            noticed()

    return test_constants_matter
