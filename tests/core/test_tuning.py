"""Constants say their unit, their range and where they are from, and lie in that range."""

import ast
import importlib
import re
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path
from types import ModuleType

import celtint
import pytest

ROOT = Path(celtint.__file__).parent
MODULES = sorted(ROOT.glob("*/tuning.py"))
NUMBER = r"(-?\d+(?:\.\d+)?(?:e-?\d+)?)"
SAYS = re.compile(rf"\S.*?\.\s+Unit: (\S[^.]*)\. Range: {NUMBER} to {NUMBER}\. From: (\S.*)\.\Z", re.DOTALL)
"""What a constant does, its unit, its range, where its value is from."""


def said(module: Path) -> dict[tuple[str, str], str]:
    """The docstring below each field, by class and field."""
    found = {}
    for record in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(record, ast.ClassDef):
            for one, after in zip(record.body, [*record.body[1:], None], strict=True):
                if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                    text = after.value if isinstance(after, ast.Expr) else None
                    found[record.name, one.target.id] = ast.unparse(text) if text is not None else ""
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        found[record.name, one.target.id] = text.value
    return found


def loaded(path: Path) -> ModuleType:
    return importlib.import_module(f"celtint.{path.parent.name}.tuning")


def test_every_room_that_decides_has_its_constants_in_one_module() -> None:
    rooms = {
        "cast",
        "colours",
        "grey",
        "hints",
        "ink",
        "line",
        "matching",
        "networks",
        "regions",
        "sequence",
        "stage",
        "trace",
        "vector",
    }
    assert {path.parent.name for path in MODULES} == rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.parent.name)
def test_every_constant_says_what_it_is_and_lies_in_its_range(path: Path) -> None:
    module, texts = loaded(path), said(path)
    records = [value for name, value in vars(module).items() if name.isupper() and is_dataclass(value)]
    classes = {type(record).__name__ for record in records}
    assert classes == {name for name, _ in texts}, "a class without an instance, or the other way round"
    for record in records:
        for field in fields(record):
            text = " ".join(texts[type(record).__name__, field.name].split())
            match = SAYS.fullmatch(text)
            assert match, f"{type(record).__name__}.{field.name} has no unit, range and source: {text!r}"
            value = getattr(record, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                assert float(match[2]) <= one <= float(match[3]), f"{type(record).__name__}.{field.name} is {value}"
        with pytest.raises(FrozenInstanceError):
            setattr(record, fields(record)[0].name, 0)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.parent.name)
def test_every_constant_is_read_where_it_is_used(path: Path) -> None:
    """Some module of the core reads `tuning.RECORD.field` as it runs, so that whoever replaces the record is heard."""
    module = loaded(path)
    source = "\n".join(p.read_text(encoding="utf-8") for p in ROOT.rglob("*.py") if p.name != "tuning.py")
    for name, record in vars(module).items():
        if name.isupper() and is_dataclass(record):
            alias = re.search(rf"(\w+) = \w+\.{name}\n", source)
            for field in fields(record):
                ways = [rf"\w+\.{name}\.{field.name}\b"] + ([rf"\b{alias[1]}\.{field.name}\b"] if alias else [])
                assert any(re.search(way, source) for way in ways), f"nothing reads {name}.{field.name}"
