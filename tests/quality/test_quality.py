"""`make quality` as tests: each drawing and clip is coloured as well as it has to be."""

import importlib

import pytest

from .__main__ import CASES, noticed_by, scored
from .case import Case
from .mutated import mutated
from .mutations import MUTATIONS, Mutation


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_keeps_its_floor(case: Case) -> None:
    assert scored(case) >= case.floor


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_changes_a_constant_and_puts_it_back(mutation: Mutation) -> None:
    module, _, name = mutation.record.partition(":")
    tuning = importlib.import_module(module)
    before = getattr(tuning, name)
    with mutated(mutation):
        assert getattr(tuning, name) != before
    assert getattr(tuning, name) is before


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_is_noticed(mutation: Mutation) -> None:
    assert noticed_by(mutation), f"nothing of stage {mutation.stage!r} tells it from the constant as it should be"


def test_names_tell_cases_and_mutations_apart() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert {mutation.stage for mutation in MUTATIONS} <= {case.stage for case in CASES}
