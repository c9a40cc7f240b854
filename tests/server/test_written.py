"""What the contract declares is what the code and the docs say; a word that is added to it is known everywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import celtint
import pytest
from celtint_client import choices, errors

ROOT = Path(__file__).parents[2]
CONTRACT = Path("server", "celtint_client", "contract.json")


def write(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`make contract` in a tree."""
    command = [sys.executable, "-m", "contract", *arguments]
    return subprocess.run(command, cwd=root / "server", capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the contract writes into and of what reads that; without weights."""
    for name in ("core", "models", "server", "plugins", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.onnx", "*.png", "__pycache__"))
    return tmp_path


def changed(tree: Path, change) -> None:
    path = tree / CONTRACT
    contract = json.loads(path.read_text("utf-8"))
    change(contract)
    path.write_text(json.dumps(contract), "utf-8")


def told(tree: Path, program: str) -> str:
    """What a program prints that finds our packages in this tree, and the plugins with Qt but without their hosts."""
    roots = ("core", "models", "server", "plugins/krita", "plugins/blender")
    paths = os.pathsep.join(str(tree / root) for root in roots)
    environment = {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen", "COLUMNS": "200"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, cwd=tree
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_what_is_written_is_what_the_contract_says() -> None:
    run = write(ROOT, "--check")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", ""), "make contract"


def test_a_file_that_was_changed_by_hand_is_named(tree: Path) -> None:
    page = tree / "docs" / "hints.md"
    page.write_text(page.read_text("utf-8").replace("`transparent` |", "`transparant` |"), "utf-8")
    run = write(tree, "--check")
    assert (run.returncode, run.stdout) == (1, "docs/hints.md\n")
    assert write(tree).returncode == 0
    assert page.read_text("utf-8") == (ROOT / "docs" / "hints.md").read_text("utf-8")


WORD = {"word": "hatched", "number": 5, "label": "Hatched", "meaning": "strokes all over it", "line": "L", "grey": "G"}
PROGRAM = """
import celtint, celtint_client
from celtint.types import choices as core
from celtint_client import choices
from celtint_client.messages import Settings
from celtint_client.sequences import SequenceSettings
from celtint_cli.main import main
assert celtint.__file__.startswith({tree!r}) and celtint_client.__file__.startswith({tree!r})
print(celtint.Settings(undecided="hatched").undecided, celtint.SequenceSettings(undecided="hatched").undecided)
print(Settings.read({{"undecided": "hatched"}}).undecided, SequenceSettings.read({{"undecided": "hatched"}}).undecided)
print(choices.UNDECIDED[-1], core.UNDECIDED[-1], choices.UNDECIDED_CHOICES[-1].number)
for command in ("colour", "sequence"):
    try:
        main([command, "--help"])
    except SystemExit:
        pass
"""


def test_a_new_word_of_undecided_is_known_everywhere(tree: Path) -> None:
    changed(tree, lambda contract: contract["choices"]["undecided"]["words"].append(WORD))
    assert write(tree).returncode == 0
    program = PROGRAM.format(tree=str(tree))
    said = told(tree, program)
    assert said.startswith("hatched hatched\nhatched hatched\nhatched hatched 5\n")
    helped = said.split()
    assert said.count("{auto,transparent,mean,network,distinct,hatched}") == 2, said
    assert said.count("{auto,transparent,mean,network,hatched}") == 2, said
    assert " ".join(helped).count("hatched: strokes all over it") == 2
    assert "| `hatched` | L | G |" in (tree / "docs" / "hints.md").read_text("utf-8")
    scripts = tree / "server" / "celtint_web" / "client" / "src"
    assert (scripts / "contract.js").read_text("utf-8").count('"network", "distinct", "hatched"]') == 2
    assert '"network" | "distinct" | "hatched";' in (scripts / "contract.d.ts").read_text("utf-8")
    schemas = json.loads((tree / "docs" / "asyncapi.yaml").read_text("utf-8"))["components"]["schemas"]
    for name in ("Settings", "SequenceSettings"):
        assert schemas[name]["properties"]["undecided"]["enum"][-1] == "hatched"


def test_both_plugins_list_a_new_word(tree: Path) -> None:
    changed(tree, lambda contract: contract["choices"]["undecided"]["words"].append(WORD))
    assert write(tree).returncode == 0
    listed = "from celtint_blender.host import lists\nprint(lists.UNDECIDED, lists.SEQUENCE_UNDECIDED)"
    assert told(tree, listed).count("('hatched', 'Hatched', 'Strokes all over it', 5)") == 2
    offered = "from celtint_krita.ui import lists\nprint(lists.undecided())"
    assert "('Hatched', 'hatched')" in told(tree, offered)


BROKEN = {
    "a word twice": (lambda c: c["choices"]["style"]["words"].append(c["choices"]["style"]["words"][0]), "twice"),
    "no number": (lambda c: c["choices"]["mode"]["words"][1].pop("number"), "number"),
    "a default that is no word": (
        lambda c: next(f for f in c["records"]["Settings"]["fields"] if f["name"] == "style").update(default="soft!"),
        "none of its words",
    ),
    "a type that isn't there": (lambda c: c["records"]["Box"]["fields"][0].update(type="wholly"), "no known type"),
    "nothing said": (lambda c: c["records"]["Box"]["fields"][0].pop("meaning"), "what it means"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_contract_that_contradicts_itself_writes_nothing(tree: Path, broken: str) -> None:
    change, sentence = BROKEN[broken]
    changed(tree, change)
    run = write(tree)
    assert run.returncode == 2 and sentence in run.stderr
    assert run.stdout == ""


def test_the_errors_of_client_and_core_are_the_contract_s() -> None:
    assert errors.BY_NAME.keys() == choices.ERRORS.keys()
    for name, kind in errors.BY_NAME.items():
        assert (kind.code, kind.retryable) == choices.ERRORS[name][:2]
    for own in celtint.CeltintError.__subclasses__():
        assert own.retryable == choices.ERRORS[own.name].retryable
