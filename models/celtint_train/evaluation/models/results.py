"""What was measured of a contender, kept in a file so that an evaluation can be done piece by piece."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from celtint.colours.lab import luminance, srgb_to_lab
from celtint.types.arrays import U8
from celtint_models.writing import write_whole
from tqdm import tqdm

from celtint_train.evaluation.bench import real
from celtint_train.evaluation.bench.real import COUNTS, TUNED_ON, Case, cases, simulated_hints
from celtint_train.evaluation.given import fitted
from celtint_train.evaluation.models import stamps
from celtint_train.evaluation.models.contenders import Contender
from celtint_train.evaluation.models.measures import of_answer, of_picture
from celtint_train.evaluation.sequences.metrics import cdc
from celtint_train.pictures import write_png
from celtint_train.puppets.clip import make_clip

SHOWN = 8
"""Pictures on the contact sheet."""
WORST = 5
CLIPS, FRAMES = 2, 8
CLIP_SIZE = (216, 384)
TIMED = (256, 512)


@dataclass
class Result:
    """limit: how many pictures at most; pictures: how many it were. own: means of `of_picture`
    without hints. answer: means of `of_answer`. each: dB of every picture by number of hints, psnr: the means.
    steadiness: CDC at t = 1 on clips, against the truth's own. times: milliseconds by the side of a square picture."""

    name: str
    title: str
    stamp: str
    limit: int
    pictures: int
    hints: bool
    parameters: int
    own: dict[str, float] = field(default_factory=dict)
    answer: dict[str, float] = field(default_factory=dict)
    psnr: dict[str, float] = field(default_factory=dict)
    each: dict[str, list[float]] = field(default_factory=dict)
    steadiness: float = 0.0
    times: dict[str, float] = field(default_factory=dict)


def kept(contender: Contender, limit: int, folder: Path) -> Result | None:
    """What was measured before of the same contender on the same pictures, if anything was."""
    path = folder / f"{contender.name}.json"
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    return Result(**found) if found["stamp"] == stamp_of(contender, limit) else None


def stamp_of(contender: Contender, limit: int) -> str:
    """Changes with whatever decides what `result_of` measures of a contender."""
    return stamps.stamp({
        "name": contender.name,
        "decides": contender.decides,
        "sources": stamps.of_sources(__name__),
        "machine": stamps.of_machine(),
        "pictures": stamps.of_pictures(real.TUNED_ON, limit),
        "measured": repr((COUNTS, real.SIDE, CLIPS, FRAMES, CLIP_SIZE)),
    })  # fmt: skip


def result_of(contender: Contender, limit: int, folder: Path) -> Result:
    """Measure a contender on the first ``limit`` scored validation pictures, or read what was measured before; its
    times are always taken anew, so that those in one table are of one run.

    Writes NAME.json, and what it made without hints, NAME.png of the first `SHOWN`, NAME-wrong.png of those it got
    most wrong, into ``folder``.
    """
    found = kept(contender, limit, folder) or _measured(contender, limit, folder)
    found.times = {str(side): _milliseconds(contender, side) for side in TIMED}
    return found


def _measured(contender: Contender, limit: int, folder: Path) -> Result:
    scored = list(cases("grey", limit))
    found = Result(
        contender.name, contender.title, stamp_of(contender, limit), limit, len(scored), contender.hints,
        contender.parameters,
    )  # fmt: skip
    own, answers, shown = [], [], []
    worst: list[tuple[float, int, U8]] = []
    psnr: dict[int, list[float]] = {count: [] for count in COUNTS if contender.hints or count == 0}
    for number, case in enumerate(tqdm(scored, desc=contender.name, unit="picture")):
        for count, measured in psnr.items():
            made = contender.paint(case.given, simulated_hints(case, count, number))
            figures = of_picture(made, case.truth)
            measured.append(figures["psnr"])
            if count == 0:
                own.append(figures)
                shown.append(made)
                column = [np.stack([case.given] * 3, axis=-1), made, case.truth]
                beside = np.concatenate([squared(picture) for picture in column], axis=0)
                worst = sorted([*worst, (figures["psnr"], number, beside)], key=lambda one: one[:2])[:WORST]
        if contender.raw is not None:
            answers.append(_answered(contender, case))
    found.own, found.answer = _means(own), _means(answers)
    found.each = {str(count): values for count, values in psnr.items()}
    found.psnr = {count: float(np.mean(values)) for count, values in found.each.items()}
    found.steadiness = _steadiness(contender)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{contender.name}.png", [squared(picture) for picture in shown[:SHOWN]])
    _write(folder / f"{contender.name}-wrong.png", [beside for _, _, beside in worst])
    write_whole(folder / f"{contender.name}.json", json.dumps(asdict(found), indent=1).encode())
    return found


def truths(limit: int) -> list[Case]:
    """The pictures of the contact sheet, ``limit`` at most."""
    return list(cases("grey", min(limit, SHOWN)))


def scored() -> str:
    """Which pictures are scored, in words."""
    return f"pictures of the validation split (its first {TUNED_ON}, on which constants were chosen, left out)"


def _answered(contender: Contender, case: Case) -> dict[str, float]:
    assert contender.raw is not None
    return of_answer(contender.raw(case.given), srgb_to_lab(case.truth))


def _means(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {key: float(np.mean([row[key] for row in rows])) for key in rows[0]} if rows else {}


def _steadiness(contender: Contender) -> float:
    """How much colours change from frame to frame: CDC (Liu et al. 2024) over the truth's own, a mean over clips; grey
    has the least there can be, so it is to be read beside the PSNR."""
    shares = []
    for seed in range(CLIPS):
        clip = make_clip(seed, "bench", FRAMES, 1, CLIP_SIZE)
        truth = [clip.shaded(k) for k in range(FRAMES)]
        no_hints = np.zeros((*CLIP_SIZE, 4), np.uint8)
        made = [contender.paint(luminance(frame), no_hints) for frame in truth]
        shares.append(cdc(made, 1) / cdc(truth, 1))
    return float(np.mean(shares))


def _milliseconds(contender: Contender, side: int) -> float:
    """The quickest of five colourings, without hints, of a square picture."""
    grey = np.asarray(np.add.outer(np.arange(side), np.arange(side)) * 255 // (2 * side), np.uint8)
    grey[side // 4 : side // 2, side // 4 : side // 2] = 200
    no_hints = np.zeros((side, side, 4), np.uint8)
    return min(_timed(lambda: contender.paint(grey, no_hints)) for _ in range(5))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def _write(path: Path, pictures: Sequence[U8]) -> None:
    """The pictures side by side."""
    write_png(path, np.concatenate(pictures, axis=1))


def squared(picture: U8, side: int = 128) -> U8:
    """(side, side, 3): the picture made as large as fits, on white."""
    small = fitted(picture, side, least=1)
    page = np.full((side, side, 3), 255, np.uint8)
    page[: small.shape[0], : small.shape[1]] = small
    return page
