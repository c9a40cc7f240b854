"""`make same BASE=commit [HEAD=commit]`: whether two commits answer with the same bytes, on this machine.

Both are checked out into a temporary folder and run by this interpreter on the same inputs, which BASE draws: the
examples, thirty generated scenes, sequences, trainings begun by BASE and gone on with by each (`outputs.py`). Every
output that differs is named, and the exit code is 1. Nothing is stored: bytes are the same on one machine only.
HEAD may also be a folder that holds a tree, `HEAD=.` for what is not committed yet; STAGES leaves some out.
"""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUTPUTS = Path(__file__).with_name("outputs.py")
PACKAGES = ("core", "models", "server")
STAGES = ("examples", "scenes", "clips", "training")
"""The lightest first: a difference is known sooner."""


def main() -> int:
    """0: the same; 1: not the same, or one of them broke; 2: no such commit."""
    parser = argparse.ArgumentParser(prog="make same", description=__doc__)
    parser.add_argument("base", help="a commit")
    parser.add_argument("head", nargs="?", default="HEAD", help="a commit, or a folder that holds a tree")
    parser.add_argument("--stages", nargs="+", choices=STAGES, action="extend", help="all, when none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="celtint-same-") as folder:
        try:
            with _tree(options.base, Path(folder, "base")) as base, _tree(options.head, Path(folder, "head")) as head:
                return _compared(Path(folder), {"base": base, "head": head}, options.stages or list(STAGES))
        except subprocess.CalledProcessError as error:
            print(f"same: {error.stderr.strip() or error}", file=sys.stderr)
            return 2


@contextmanager
def _tree(wanted: str, place: Path) -> Iterator[Path]:
    """The folder of a tree: the one that is named, or a commit's, for as long as it is needed."""
    if Path(wanted, "core").is_dir():
        yield Path(wanted).resolve()
        return
    _git("worktree", "add", "--quiet", "--detach", str(place), f"{wanted}^{{commit}}")
    try:
        yield place
    finally:
        _git("worktree", "remove", "--force", str(place))


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)


def _compared(folder: Path, trees: dict[str, Path], stages: list[str]) -> int:
    """Draw the inputs, run every stage in both trees, and compare what they wrote."""
    inputs = folder / "inputs"
    for needed in ("drawings", *(["begun"] if "training" in stages else [])):
        if not _ran(needed, trees["base"], inputs, inputs, folder):
            print("BASE cannot make the inputs.", file=sys.stderr)
            return 1
    broken, differing, count = [], [], 0
    for stage in stages:
        with ThreadPoolExecutor() as pool:
            runs = {
                name: pool.submit(_ran, stage, tree, inputs, folder / f"{name}-out" / stage, folder)
                for name, tree in trees.items()
            }
        broken += [f"{stage} broke in {name}" for name, run in runs.items() if not run.result()]
        found = list(differences(folder / "base-out" / stage, folder / "head-out" / stage))
        files = sum(path.is_file() for path in (folder / "base-out" / stage).rglob("*"))
        print(f"{stage}: {files} outputs, {len(found)} differ", flush=True)
        for line in found:
            print(f"  {stage}/{line}", flush=True)
        differing, count = differing + found, count + files
        if files == 0:
            broken.append(f"{stage} wrote nothing")
    for line in broken:
        print(line, file=sys.stderr)
    if not broken and not differing:
        print(f"the same: {count} outputs")
    return 1 if broken or differing else 0


def _ran(stage: str, tree: Path, inputs: Path, outputs: Path, folder: Path) -> bool:
    """One stage in one tree. Nothing of the machine's own settings, models or pictures is seen."""
    outputs.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CELTINT", "PYTHON"))}
    home = folder / f"home-{outputs.parent.name}-{stage}"
    home.mkdir()
    own = {
        "PYTHONPATH": os.pathsep.join(str(tree / name) for name in PACKAGES),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(home),
        "CELTINT_MODELS": str(home / "models"),
        "CELTINT_STATE_DIR": str(home / "state"),
        "CELTINT_CACHE": str(inputs / "cache"),
        "CUDA_VISIBLE_DEVICES": "",
    }
    words = [sys.executable, "-P", str(OUTPUTS), stage, str(tree), str(inputs), str(outputs)]
    done = subprocess.run(words, cwd=tree, env=kept | own, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{stage}, {tree}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}", file=sys.stderr)
    return done.returncode == 0


def differences(base: Path, head: Path) -> Iterator[str]:
    """A line for each file that one folder has and the other has not, or that has other bytes there."""
    names = [{path.relative_to(f).as_posix() for path in f.rglob("*") if path.is_file()} for f in (base, head)]
    for name in sorted(names[0] | names[1]):
        if name not in names[1]:
            yield f"{name} is missing in HEAD"
        elif name not in names[0]:
            yield f"{name} is new in HEAD"
        elif not filecmp.cmp(base / name, head / name, shallow=False):
            yield f"{name} differs ({_first(base / name, head / name)})"


def _first(one: Path, other: Path) -> str:
    """Where two files part."""
    a, b = one.read_bytes(), other.read_bytes()
    count = sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
    at = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{count} of {max(len(a), len(b))} bytes, the first at {at}"


if __name__ == "__main__":
    sys.exit(main())
