"""Line art: who brings how many regions near their colour, with a few hints."""

import importlib.util
from collections.abc import Sequence

import numpy as np
from celtint import Network
from celtint.colours.lab import ciede2000, lab_to_srgb8, srgb_to_lab
from celtint.types.arrays import U8

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.real import (
    ALONE,
    NEAR,
    OURS,
    SIDE,
    Scores,
    Tool,
    cases,
    means_of,
    measured,
    simulated_hints,
    tools_for,
)
from celtint_train.evaluation.models.contenders import answer_of
from celtint_train.evaluation.models.results import scored
from celtint_train.evaluation.report import Bar, Section, table

HINTS = 10
SHOWN = 5
GMIC = "G'MIC Smart Coloring"


def lines_section(ours: Network, others: Sequence[Network], limit: int) -> Section:
    """Extracted lines of the scored pictures with `HINTS` hints, coloured with celtint's own network, without one, by
    its rivals and by every other network that hears hints."""
    tools = tools_for("line", ours)
    missing = importlib.util.find_spec("gmic") is None
    if missing:
        del tools[GMIC]
    tools |= {network.descriptor.name: _alone(network) for network in others}
    scores, rows = measured(tools, cases("line", limit), (HINTS,), lambda _: None)
    by = {name: scores[name, HINTS] for name in tools}
    head = ["", "PSNR, dB", "median ΔE", f"regions within ΔE {NEAR:.0f}"]
    told = table(head, [[name, *_cells(found)] for name, found in by.items()])
    touched, best = _reachable(limit)
    absent = f"{GMIC} is not installed here and was not asked. " if missing else ""
    text = (
        f"{len(by[ALONE].psnr)} {scored()}, as extracted lines with {HINTS} hints; longest side {SIDE} pixels. The "
        "networks that came before learned from grey pictures: they are given the lines as such a picture, and their "
        f"whole answer counts. Regions are judged beside the lines. A hint lies in {100 * touched:.0f} % of them, and "
        f"{100 * best:.0f} % would be right if somebody chose for each the best of the hints' colours and white: the "
        f"rest are shades that neither lines nor hints tell of. {absent}\n\n{told}\n"
        f"![Line art with {HINTS} hints](pictures/models-lines.png)\n"
    )
    return Section("lines", "Line art", text, (_bar(by),), {"models-lines": sheets.sheet(rows[:SHOWN], SIDE)})


def _reachable(limit: int) -> tuple[float, float]:
    """Means over the pictures: the share of regions that a hint lies in, and of those that would be right if each had
    the best of the hints' colours and white."""
    touched, best = [], []
    for number, case in enumerate(cases("line", limit)):
        hints = simulated_hints(case, HINTS, number)
        true, held = means_of(srgb_to_lab(case.truth), case.regions), hints[..., 3] > 0
        if len(true):
            choices = [*np.unique(srgb_to_lab(hints[held][:, :3]), axis=0), np.array((100, 0, 0), np.float32)]
            away = [ciede2000(true, np.broadcast_to(lab, true.shape)) for lab in choices]
            best.append(float((np.min(away, axis=0) <= NEAR).mean()))
            touched.append(len(np.unique(case.regions[held & (case.regions > 0)])) / len(true))
    return float(np.mean(touched)), float(np.mean(best))


def _cells(found: Scores) -> list[str]:
    psnr, away, regions = (float(np.mean(x)) for x in (found.psnr, found.away, found.regions))
    return [f"{psnr:.2f}", f"{away:.1f}", f"{100 * regions:.1f} %"]


def _alone(network: Network) -> Tool:
    """What a network answers by itself, the lines over it."""

    def made(given: U8, hints: U8) -> U8:
        return sheets.inked(lab_to_srgb8(answer_of(network, given, hints)), given)

    return made


def _bar(by: dict[str, Scores]) -> Bar:
    """1.3 times the best other's share, or half its median error."""
    others = [name for name in by if name not in (OURS, ALONE)]
    share = {name: 100 * float(np.mean(found.regions)) for name, found in by.items()}
    away = {name: float(np.mean(found.away)) for name, found in by.items()}
    most, nearest = max(others, key=lambda name: share[name]), min(others, key=lambda name: away[name])
    met = share[OURS] >= 1.3 * share[most] or away[OURS] <= 0.5 * away[nearest]
    shares = f"{share[OURS]:.1f} % ({most} {share[most]:.1f} %)"
    errors = f"{away[OURS]:.1f} ({nearest} {away[nearest]:.1f})"
    what = f"line art, {HINTS} hints, regions within ΔE {NEAR:.0f}"
    return Bar(what, "≥ 1.3× the best other's, or half its error", f"{shares}; median ΔE {errors}", met)
