"""What `make same` compares: run by one tree's packages, each stage writes its outputs into a folder.

It outlives changes of the house: it uses the command line and the public names, and finds those that are not yet in
`celtint` itself by who defines them, so it runs in trees older and newer than itself.
"""

import dataclasses
import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import celtint
import cv2
import numpy as np

SCENES = 30
SIDES = (160, 208, 256, 320)
GAPS = ("no", "some", "many")
RECIPES = {
    "hinted": """
        task = "hint-proposal"
        bins = 16
        samples = { size = 48 }
        options = { widths = [8, 8, 16, 16] }""",
    "classes": """
        task = "grey-colouring"
        network = "zhang-class"
        loss = "classes"
        gives = "bins"
        options = { share = 0.03 }""",
    "features": """
        task = "grey-colouring-with-features"
        network = "unet-global"
        loss = "mae-and-colours"
        weights = { colours = 0.1, features = 0.02 }
        options = { widths = [8, 8, 16, 16, 16] }""",
    "against": """
        task = "adversarial-colouring"
        network = "bento-unet"
        loss = "mse"
        weights = { mse = 100.0, adversarial = 1.0 }""",
    "matcher": """
        task = "region-matching"
        network = "region-matcher"
        sources = ["moving-scenes"]
        options = { width = 32, heads = 2, layers = 2, relation_width = 16 }""",
}
"""A small one of every kind that is trained differently."""
BEGUN, DONE = 2, 4
"""Steps of a training before and after it is gone on with."""
LONGEST = 12
"""Frames of an example clip, but for the one that has a cut."""


def find(package: str, *names: str) -> Any:
    """What a package defines under one of these names, whichever module it is in."""
    whole = importlib.import_module(package)
    found = [getattr(whole, name) for name in names if callable(getattr(whole, name, None))]
    if found:
        return found[0]
    root = Path(str(whole.__file__)).parent
    defined = re.compile(rf"^(?:def|class) ({'|'.join(names)})\b", re.MULTILINE)
    for path in sorted(root.rglob("*.py")):
        match = defined.search(path.read_text(encoding="utf-8"))
        if match:
            dotted = ".".join(path.relative_to(root.parent).with_suffix("").parts)
            return getattr(importlib.import_module(dotted), match[1])
    raise LookupError(f"{package} defines none of {', '.join(names)}.")


def write(folder: Path, value: Any) -> None:
    """A record's arrays, each in a file of its own, and everything else of it as JSON; times are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    rest = _plain(value, "", arrays)
    for name, array in arrays.items():
        # what belongs to one field is one file
        with (folder / f"{name.partition('.')[0] or 'array'}.npy").open("ab") as file:
            np.save(file, array)
    (folder / "rest.json").write_text(json.dumps(rest, indent=1, ensure_ascii=False), encoding="utf-8")


def _plain(value: Any, name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> Any:
    if isinstance(value, np.ndarray):
        arrays[name] = value
        return f"{value.dtype}, {value.shape}"
    if dataclasses.is_dataclass(value):
        counted = [f.name for f in dataclasses.fields(value) if f.compare]
        return {n: _plain(getattr(value, n), f"{name}.{n}".lstrip("."), arrays) for n in counted}
    if isinstance(value, dict):
        return {str(k): _plain(v, f"{name}.{k}".lstrip("."), arrays) for k, v in value.items() if k != "timings"}
    if isinstance(value, list | tuple):
        return [_plain(v, f"{name}.{k}".lstrip("."), arrays) for k, v in enumerate(value)]
    return value if isinstance(value, str | int | float | None) else repr(value)


def celtint_does(*words: str | Path) -> None:
    """Run a command of the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "celtint_cli", *map(str, words)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"celtint {' '.join(map(str, words))}: {done.stderr}")


# The inputs, which BASE draws.


def drawings(tree: Path, _given: Path, folder: Path) -> None:
    """Scenes with hints, the example drawing and the example clips."""
    shutil.copytree(tree / "examples", folder / "examples")
    for clip in (folder / "examples" / "clips").glob("*[!d]/frames"):  # all of "mixed"
        for frame in sorted(clip.iterdir())[LONGEST:]:
            frame.unlink()
    for number in range(SCENES):
        np.savez(folder / f"scene-{number:02}.npz", **scene(number))  # type: ignore[arg-type]


def begun(_tree: Path, _given: Path, folder: Path) -> None:
    """A folder of drawings to learn from, and trainings that are begun."""
    art = folder / "art"
    art.mkdir()
    rng = np.random.default_rng(5)
    for number in range(40):
        picture = np.full((96, 96, 3), 255, np.uint8)
        for _ in range(4):
            middle, colour = rng.integers(16, 80, 2), [int(c) for c in rng.integers(0, 256, 3)]
            cv2.circle(picture, (int(middle[0]), int(middle[1])), 20, colour, -1)
        cv2.imwrite(str(art / f"discs-{number}.png"), picture)
    celtint_does("data", "build", art)
    for name, settings in RECIPES.items():
        lines = [line.strip() for line in settings.strip().splitlines()]
        known = {line.partition(" ")[0] for line in lines}
        plain = {
            "name": name,
            "title": name,
            "minutes": 1e9,  # the rate falls with the steps alone
            "sources": ["folder-art"],
            "batch": 2,
            "sizes": [64],
            "workers": 0,
            "threads": 1,
        }
        lines += [f"{key} = {json.dumps(value)}" for key, value in plain.items() if key not in known]
        (folder / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        train(folder, name, folder / "runs", BEGUN)


def scene(number: int) -> dict[str, np.ndarray[Any, Any]]:
    """A generated drawing, its truth and hints for it."""
    make_scene, make_hints = find("celtint_train", "make_scene"), find("celtint_train", "make_hints")
    drawn = make_scene(SIDES[number % len(SIDES)], 700 + number, GAPS[number % 3])
    hints = make_hints(drawn, number, ("dots", "strokes")[number % 2], (1.0, 0.5, 0.2)[number % 3])
    return {"picture": drawn.picture, "truth": drawn.truth, "flats": drawn.flats, "hints": hints}


def train(folder: Path, name: str, runs: Path, steps: int, *more: str) -> None:
    """Train up to so many steps of one of `RECIPES`."""
    place = ("--runs", runs, "--steps", str(steps), "--device", "cpu")
    celtint_does("train", folder / f"{name}.toml", *place, *more)


# The stages, each run in both trees.


def scenes(_tree: Path, given: Path, folder: Path) -> None:
    """Every scene in another of the ways there are; its regions, polygons, SVG and what recolouring makes of it."""
    network = find("celtint_models", "load")()
    to_svg, polygons = find("celtint", "to_svg"), find("celtint", "region_polygons", "polygons")
    parse_palette = find("celtint", "parse_palette")
    palette = parse_palette("GIMP Palette\n200 40 30\tHat\n40 90 220\tSea\n240 210 180\tSkin\n90 160 60\tLeaf\n")
    for number in range(SCENES):
        write(folder / f"drawn-{number:02}", scene(number))
        read = np.load(given / f"scene-{number:02}.npz")
        result = coloured(number, read, palette, network)
        write(folder / f"coloured-{number:02}", result)
        if result.mode == "line":
            tolerance = (0.0, 0.5, 1.5)[number % 3]
            rings = {
                region.id: [ring.tolist() for ring in region.rings] for region in polygons(result.labels, tolerance)
            }
            write(folder / f"polygons-{number:02}", rings)
            (folder / f"flats-{number:02}.svg").write_text(to_svg(result, tolerance), encoding="utf-8")
            write(folder / f"preview-{number:02}", celtint.preview_regions(result.labels))
            for entry in result.palette.entries[:1]:
                write(folder / f"recoloured-{number:02}", celtint.recolour(result, entry.id, (1, 2, 3)))


def coloured(number: int, read: Any, palette: Any, network: Any) -> celtint.Result:
    """One scene as line art (three of four) or as a grey picture, the settings going round."""
    grey = number % 4 == 3
    settings = celtint.Settings(
        mode="grey" if grey else ("auto", "line")[number % 2],
        style="soft" if number % 3 == 0 else "flat",
        undecided=("network", "transparent", "distinct")[number // 2 % 3],
        gap=("auto", 0, 6, 24)[number // 3 % 4],
        colours=(None, None, 3, 8)[number // 5 % 4],
        strength=(1.0, 0.4)[number % 5 == 4],
    )
    drawing, flats = read["picture"], read["flats"]
    if grey:
        light = cv2.cvtColor(flats, cv2.COLOR_RGB2GRAY).astype(np.float32)
        drawing = np.minimum(light, drawing)[:, :, None].repeat(3, axis=2).astype(np.uint16) * 257
    side = drawing.shape[0]
    boxes = (
        celtint.Box(side // 8, side // 8, side // 3, side // 3, "hat", (200, 40, 30)),
        celtint.Box(side // 2, side // 2, side // 3, side // 4, "sky", "none"),
        celtint.Box(side // 2, 8, side // 2, side // 3, "hair"),
    )[: number % 4]
    hints = None if number % 7 == 6 else celtint.Hints(read["hints"])
    wanted = palette if number % 5 in (1, 2) else None
    given: Any = celtint.Picture(drawing)
    if number % 3 == 1:
        given = celtint.prepare(given, settings)
    return celtint.colour(given, hints, boxes, wanted, settings, network)


def examples(_tree: Path, given: Path, folder: Path) -> None:
    """The example drawing by the command line, as flats and softly, with every output, and as a grey picture."""
    here = given / "examples"
    hints, boxes = ("--hints", here / "hints.png"), ("--boxes", here / "boxes.json")
    palette = folder / "colours.gpl"
    palette.write_text("GIMP Palette\n200 40 30\tHat\n40 90 220\tSea\n240 210 180\tSkin\n", encoding="utf-8")
    ways: dict[str, tuple[str | Path, ...]] = {
        "hinted": (*hints, *boxes, "--undecided", "network", "--tolerance", "0.5", "--mode", "line"),
        "soft": (*hints, "--undecided", "distinct", "--style", "soft", "--mode", "line"),
        "palette": (*boxes, "--palette", palette, "--undecided", "network", "--colours", "5", "--mode", "line"),
        "grey": (*hints, "--undecided", "network", "--mode", "grey"),
    }
    for name, words in ways.items():
        outputs = [("-o", ".png"), ("--report", ".json")]
        outputs += [] if name == "grey" else [("--svg", ".svg"), ("--regions", ".regions.png")]
        files = [word for option, end in outputs for word in (option, folder / f"{name}{end}")]
        celtint_does("colour", here / "drawing.png", *files, *words)
        without_times(folder / f"{name}.json")


def without_times(path: Path) -> None:
    """Write a report again without how long things took."""
    report = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(_plain(report, "", {}), indent=1, ensure_ascii=False), encoding="utf-8")


def clips(_tree: Path, given: Path, folder: Path) -> None:
    """The three example clips from their keys by the command line, and one with hints, boxes and networks."""
    for clip in sorted((given / "examples" / "clips").iterdir()):
        layers, report = folder / clip.name, folder / f"{clip.name}.json"
        words = (clip / "frames", "--keys", clip / "keys", "-o", layers, "--report", report)
        celtint_does("sequence", *words, "--undecided", "network")
        without_times(report)
        for hidden in layers.glob(".*"):  # the journal, which tells of times
            hidden.unlink()
    key_of, settings_of = find("celtint", "Key"), find("celtint", "SequenceSettings")
    networks = find("celtint", "Networks")(find("celtint_models", "load")(), find("celtint_models", "load_matcher")())
    frames = Rolling(np.load(given / "scene-02.npz"))
    hints = {3: celtint.Hints(frames.hints(3)), 6: celtint.Hints(frames.hints(6))}
    boxes = (celtint.Box(10, 10, 80, 80, "hair"),)
    found = find("celtint", "colour_sequence")(
        frames, {0: key_of(frames.flats(0))}, hints, boxes, None, settings_of(mode="line", window=4), networks
    )
    for result in found:
        write(folder / f"rolling-{result.index}", result)


class Rolling:
    """A scene that moves to the right."""

    def __init__(self, read: Any) -> None:
        self.scene = dict(read)

    def __len__(self) -> int:
        return 8

    def _moved(self, name: str, index: int) -> Any:
        return np.roll(self.scene[name], 5 * index, axis=1)

    def picture(self, index: int) -> celtint.Picture:
        return celtint.Picture(self._moved("picture", index))

    def flats(self, index: int) -> Any:
        return self._moved("flats", index)

    def hints(self, index: int) -> Any:
        return self._moved("hints", index)


def training(_tree: Path, given: Path, folder: Path) -> None:
    """Go on with trainings that were begun, and export what comes of it."""
    import torch

    for name in RECIPES:
        runs = folder / "runs"
        shutil.copytree(given / "runs" / name, runs / name)
        train(given, name, runs, DONE, "--resume")
        kept = torch.load(runs / name / "checkpoint.pt", weights_only=True)
        kept["state"] = {"step": kept["state"]["step"]}
        tensors = {key: _arrays(value) for key, value in kept.items()}
        write(folder / name / "checkpoint", tensors)
        if name != "matcher":  # which is not exported unmeasured
            celtint_does("export", given / f"{name}.toml", "--runs", runs, "-o", folder / name, "--pictures", "0")
        shutil.copy(runs / name / "samples.png", folder / name)
        shutil.rmtree(runs)


def _arrays(value: Any) -> Any:
    """Tensors as arrays, in whatever holds them."""
    if hasattr(value, "detach"):
        return value.detach().numpy()
    if isinstance(value, dict):
        return {str(key): _arrays(inner) for key, inner in value.items()}
    return [_arrays(inner) for inner in value] if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    stage, tree, given, folder = sys.argv[1], *map(Path, sys.argv[2:])
    if not Path(str(celtint.__file__)).is_relative_to(tree):
        raise SystemExit(f"celtint is {celtint.__file__}, not the one of {tree}.")
    {f.__name__: f for f in (drawings, begun, scenes, examples, clips, training)}[stage](tree, given, folder)
