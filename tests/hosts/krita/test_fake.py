"""The fake that unit tests draw on has no name that real Krita lacks."""

import ast

import pytest

from .harness import NEEDS, ROOT, Home, run_offscreen

pytestmark = pytest.mark.needs(*NEEDS)
FAKE = ROOT / "tests" / "plugins" / "krita" / "fake_krita.py"
MORE = {"Node": ["VectorLayer", "GroupLayer"]}
"""Krita's own kinds of a class, whose members the fake has in one."""


def test_every_member_of_the_fake_is_one_of_krita_s(desk: Home) -> None:
    classes = [node for node in ast.parse(FAKE.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
    faked = {
        each.name: {part.name for part in each.body if isinstance(part, ast.FunctionDef) and part.name[0] != "_"}
        for each in classes
        if each.name[0] != "_"
    }
    assert {"Node", "Document", "Krita", "Shape", "Selection"} <= faked.keys()
    real = run_offscreen(desk, "probe.names", [*faked, *(kind for kinds in MORE.values() for kind in kinds)])
    for name, members in faked.items():
        known = {member for each in (name, *MORE.get(name, ())) for member in real[each]}
        assert members <= known, f"{name} of the fake"
