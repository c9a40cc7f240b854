"""Several arrays that go together have a record with named fields, not places in a tuple."""

import ast
from pathlib import Path

import celtint
from celtint.types import arrays

CORE = Path(celtint.__file__).parent
ARRAYS = {name for name in vars(arrays) if name[0].isupper()} | {"NDArray", "ndarray"}


def tuples(source: str) -> list[int]:
    """Lines with a type that is a tuple of three or more, an array among them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "tuple":
            held = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
            names = {getattr(n, "id", getattr(n, "attr", "")) for part in held for n in ast.walk(part)}
            if len(held) > 2 and names & ARRAYS:
                found.append(node.lineno)
    return sorted(found)


def test_no_function_takes_or_gives_several_arrays_by_place() -> None:
    assert tuples("def f(a: tuple[F32, U8, float]) -> tuple[Bool, int]: ...\nx: tuple[int, int, I32 | None]") == [1, 2]
    assert tuples("def f(a: tuple[int, int, int], b: tuple[F32, ...]) -> tuple[F32, U8]: ...") == []
    wrong = {str(p.relative_to(CORE)): lines for p in CORE.rglob("*.py") if (lines := tuples(p.read_text("utf-8")))}
    assert wrong == {}
