"""The matcher's numbers have names: each name is its column, every column has one, and nothing counts columns."""

import ast
from pathlib import Path

import numpy as np
import pytest
from celtint.matching.features import BORDERS, FORM, TRAITS, RegionFeatures, Trait, describe
from celtint.matching.relations import RELATIONS, Relation, relations

ROOT = Path(__file__).parents[3]
READERS = (
    *sorted((ROOT / "core/celtint/matching").glob("*.py")),
    *sorted((ROOT / "core/celtint/sequence").glob("*.py")),
    *sorted((ROOT / "models/celtint_train/matcher").glob("*.py")),
    ROOT / "models/celtint_train/evaluation/matching.py",
    ROOT / "models/celtint_train/networks/region_matcher.py",
)
COUNTED = {"traits", "ref_traits", "pairs", "relations"}


def rooms(shift: int = 0) -> RegionFeatures:
    """A page of 100 × 200: its left half, and in the right one a box of 40 × 20 that touches no border."""
    labels = np.full((100, 200), 1, np.int32)
    labels[:, 100:] = 2
    labels[40:60, 130 + shift : 170 + shift] = 3
    light = np.full(labels.shape, 255, np.uint8)
    light[40:60, 130 + shift : 170 + shift] = 0
    return describe(light, labels)


@pytest.mark.parametrize(("names", "width", "trained"), [(Trait, TRAITS, 31), (Relation, RELATIONS, 20)])
def test_the_names_are_the_columns(names: type[Trait] | type[Relation], width: int, trained: int) -> None:
    """trained: columns that the weights which are shipped were made for."""
    assert [int(name) for name in names] == list(range(width))
    assert width == trained
    assert len(names.__members__) == width


def test_every_column_is_there() -> None:
    one = rooms()
    assert one.traits.shape == (3, len(Trait))
    assert relations(one, one).shape == (3, 3, len(Relation))


def test_traits_are_what_they_are_called() -> None:
    traits = rooms().traits
    left, right, box = traits
    assert np.allclose(left[BORDERS], (0.5, 0.5, 0.5, 0))
    assert np.allclose(right[BORDERS], (0.5, 0.5, 0, 0.5))
    assert not box[BORDERS].any()
    assert left[Trait.SPOT_X] < right[Trait.SPOT_X] and left[Trait.PAGE_X] < 0 < right[Trait.PAGE_X]
    assert left[Trait.AREA] > right[Trait.AREA] > box[Trait.AREA]
    assert box[Trait.WIDTH] > box[Trait.HEIGHT] and left[Trait.WIDTH] == left[Trait.HEIGHT]
    assert box[Trait.MAJOR] > box[Trait.MINOR] and box[Trait.STRETCH] > 0.3 and abs(box[Trait.SLANT]) < 1e-3
    assert np.allclose(box[Trait.FILL], 1) and right[Trait.FILL] < 1
    assert np.allclose(np.expm1(2 * traits[:, Trait.NEIGHBOURS]), (1, 2, 1), atol=1e-4)
    assert np.allclose(np.expm1(4 * traits[:, Trait.CONTACT]), (100, 220, 120), rtol=1e-3)
    assert right[Trait.AROUND_X] < 0 < box[Trait.LARGEST_BESIDE]
    assert box[Trait.INK] > 0.9
    assert left[Trait.INK] < 0.1
    assert traits[:, Trait.RANK].tolist() == [0, 0.5, 1]
    assert np.allclose(traits[:, (Trait.ORIGIN_X, Trait.ORIGIN_Y)], (0.75, 0.25), atol=0.02)
    assert np.allclose(traits[:, Trait.COUNT], np.log(4) / 4)


def test_relations_are_what_they_are_called() -> None:
    one, two = rooms(), rooms(shift=10)
    still, box = relations(one, one), relations(one, two)[2, 2]
    itself = np.diagonal(still).T
    assert np.allclose(itself[:, (Relation.STILL_HERE, Relation.STILL_THERE)], 1)
    assert itself[:, Relation.SHAPE].min() > 0.8 > still[0, 2, Relation.SHAPE]
    assert not itself[:, (Relation.LARGER, Relation.SIZE_APART, Relation.FORM_APART)].any()
    assert still[0, 2, Relation.APART_X] > 0 > still[2, 0, Relation.APART_X]
    assert still[0, 2, Relation.LARGER] < 0 < still[0, 2, Relation.SIZE_APART]
    assert np.allclose(box[[Relation.STILL_HERE, Relation.STILL_THERE]], 0.75)
    assert still[0, 1, Relation.WIDTH_APART] < still[0, 2, Relation.WIDTH_APART] < still[0, 2, Relation.HEIGHT_APART]
    apart = np.sqrt(((one.traits[0, FORM] - one.traits[2, FORM]) ** 2).sum())
    assert np.isclose(still[0, 2, Relation.FORM_APART], apart)


def counted(source: str) -> list[int]:
    """Lines that read a column by its number."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            continue
        value = node.value.func if isinstance(node.value, ast.Call) else node.value
        name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
        last = node.slice.elts[-1]
        parts = (last.lower, last.upper) if isinstance(last, ast.Slice) else (last,)
        if name in COUNTED and any(isinstance(part, ast.Constant) and type(part.value) is int for part in parts):
            found.append(node.lineno)
    return found


def test_nothing_reads_a_column_by_its_number() -> None:
    assert counted("a = known.described.traits[:, 13:17]\nb = pairs[..., 3]\nc = relations(x, y)[..., 0]") == [1, 2, 3]
    assert not counted("a = traits[:, BORDERS]\nb = pairs[..., Relation.SHAPE]\nc = ref_traits[..., :TRAITS]")
    assert {path.name: lines for path in READERS if (lines := counted(path.read_text("utf-8")))} == {}
