"""docs/models.md: the table, the bars, the curves and the contact sheet."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from celtint.types.arrays import U8
from PIL import Image, ImageDraw, ImageFont

from celtint_train.charts import INKS, Line, Panel, chart
from celtint_train.evaluation.bench.real import COUNTS
from celtint_train.evaluation.models.contenders import PLAIN
from celtint_train.evaluation.models.measures import colourfulness
from celtint_train.evaluation.models.results import TIMED, Result, scored, squared, truths
from celtint_train.evaluation.report import Bar, Section, table, write

HEAD = """# The models, side by side

Written by `celtint evaluate --all` (Experiments: `celtint evaluate --experiments FOLDER`; Fine-tuned:
`python -m celtint_train.evaluation.bench.finetuning`); do not edit. How to bring in one of your own is in
[own-models.md](own-models.md), how to train one in [CONTRIBUTING.md](../CONTRIBUTING.md). Each model's card
(`celtint models show NAME`) says what it learned from, for how long, under which licence, and what it gets wrong.
celtint-hint learned over many sittings, the systems that came before for equally many steps each, far fewer. What ships
was trained once: between two of them some tenths of a dB are luck.
"""

OURS = "celtint-hint"
JUDGED = 10
"""So many hints and more are judged."""
OWN_BARS = (("zhang-class", "ab mse", 0.0012, "≤"), ("conv-autoencoder", "accuracy", 0.819, "≥"))
"""What two seeds say of themselves, on other pictures."""
LABEL = 190


def report(path: Path, results: Sequence[Result], folder: Path, more: Sequence[Section] = ()) -> tuple[Bar, ...]:
    """Write the report of ``results``, whose strips are in ``folder``, and further sections to ``path``; returns the
    bars."""
    pictures = min(result.pictures for result in results)
    bars = tuple(_bars(results))
    raw = [result for result in results if result.answer]
    parts = [
        f"{pictures} {scored()}; "
        "longest side 256 pixels, as grey pictures. celtint's own network works as artists get it; every "
        "other network by what it proposes itself, put on the picture's own lightness and taken up along its "
        "edges. What celtint does without a network is shown, and is nobody else: the bars leave it out. "
        "Times are of one whole colouring without hints, on the machine above, whatever else it was doing.\n",
        table_of(results),
        "MSE and MAE over sRGB from 0 to 1; PSNR in dB; ΔE is CIEDE2000; colourfulness after Hasler and Süsstrunk; "
        "steadiness is CDC at t = 1 over the truth's own, on drawn clips; ± is the standard error of the mean over the "
        f"pictures. {_truth_says(pictures)}\n",
        "### By the seeds' own measures\n\nOn the raw answer, before the picture's L is put back; who answers a and b "
        "alone has the picture's L from the start, and celtint-hint was never taught the L of grey pictures.\n",
        own_table(raw),
        "ab MSE, MAE and PSNR: a and b brought to 0…1 (zhang-class's seed says 0.0012, 0.0034 and 37 dB, which cannot "
        "all be of one definition: an MSE of 0.0012 is 29.2 dB). Accuracy: 1 - MSE / 7500 over 8-bit Lab (its seed: "
        "61.7 % for linear-baseline, 81.9 % for conv-autoencoder, on photographs). Lab MAE: L, a and b from 0 to 1 "
        "(recolourise). Chroma MSE: a and b over 128 (BentoColor, the abstract autoencoders). Colours: cells of a and "
        "b, 10 wide, that hold a hundredth of the picture.\n",
        "### With hints\n\nPSNR in dB by number of hints: dots of 3×3 pixels in the picture's own colours.\n",
        curve_table(results),
        "![PSNR by number of hints](pictures/models-hints.png)\n",
        "### The same pictures through every model\n\nWithout hints.\n",
        "![Contact sheet](pictures/models.png)\n",
    ]
    hearing = [result for result in results if result.hints]
    drawn = {"models": _sheet(results, folder, pictures), "models-hints": _chart(hearing)}
    write(path, [Section("models", "Every system", "\n".join(parts), bars, drawn), *more], HEAD)
    return (*bars, *(bar for section in more for bar in section.bars))


def table_of(results: Sequence[Result], timed: bool = True) -> str:
    """Of every system without hints; ``timed``: with how long it takes, which means something side by side only."""
    head = ["model", "MSE", "MAE", "PSNR", "SSIM", "ΔE", "colourfulness", "steadiness", "parameters"]
    rows = []
    for r in results:
        if not r.answer:
            continue  # without hints those who spread them leave the picture grey
        o, size = r.own, f"{r.parameters:,}" if r.parameters else "–"
        rows.append([
            f"{r.name}", f"{o['mse']:.4f}", f"{o['mae']:.4f}", f"{o['psnr']:.2f}", f"{o['ssim']:.3f}",
            f"{o['delta e']:.2f}", f"{o['colourfulness']:.1f}", f"{r.steadiness:.3f}×", size,
            *(f"{r.times[side]:.0f}" for side in r.times if timed),
        ])  # fmt: skip
    return table([*head, *(f"ms, {side}" for side in TIMED if timed)], rows)


def own_table(results: Sequence[Result]) -> str:
    """By the measures of the systems that came before, on raw answers."""
    head = ["model", "ab MSE", "ab MAE", "ab PSNR", "accuracy", "Lab MAE", "chroma MSE", "colours"]
    rows = []
    for r in results:
        a = r.answer
        rows.append([
            r.name, f"{a['ab mse']:.4f}", f"{a['ab mae']:.4f}", f"{a['ab psnr']:.1f}", f"{100 * a['accuracy']:.1f} %",
            f"{a['lab mae']:.4f}", f"{a['chroma mse']:.4f}", f"{a['colours']:.1f}",
        ])  # fmt: skip
    return table(head, rows)


def curve_table(results: Sequence[Result]) -> str:
    """PSNR by number of hints."""
    rows = [
        [r.name, *(f"{r.psnr[str(count)]:.2f}" if str(count) in r.psnr else "–" for count in COUNTS)] for r in results
    ]
    return table(["", *(f"{count} hints" if count != 1 else "1 hint" for count in COUNTS)], rows)


def _truth_says(pictures: int) -> str:
    shown = truths(pictures)
    return f"The truth's own colourfulness is {np.mean([colourfulness(case.truth) for case in shown]):.1f}."


def _bars(results: Sequence[Result]) -> list[Bar]:
    """The bars of the proposal network against everybody measured."""
    by = {result.name: result for result in results}
    if OURS not in by:
        return []
    ours, bars = by.pop(OURS), []
    others = {name: r for name, r in by.items() if name != "celtint, no network"}
    best = max(others, key=lambda name: others[name].psnr["0"])
    bars.append(_ahead("grey, 0 hints, over the best other (plain grey among them)", 0.7, ours, others[best], "0"))
    hearing = {name: r for name, r in others.items() if r.hints}
    for count in (str(count) for count in COUNTS if count >= JUDGED):
        if hearing:
            best = max(hearing, key=lambda name: hearing[name].psnr[count])
            bars.append(_ahead(f"grey, {count} hints, over the best other", 1.0, ours, hearing[best], count))
    gains = np.diff([ours.psnr[str(count)] for count in COUNTS])
    steady = bool(gains.min() > -0.05)
    bars.append(Bar("more hints are never worse", "within 0.05 dB", f"least gain {gains.min():+.2f} dB", steady))
    for name, measure, wanted, better in OWN_BARS:
        if name in by:
            got = by[name].answer[measure]
            met = got >= wanted if better == "≥" else got <= wanted
            bars.append(Bar(f"{name}, its seed's {measure}", f"{better} {wanted:g}", f"{got:.4f}", met))
    time = ours.times[str(TIMED[-1])]
    bars.append(Bar(f"a picture of {TIMED[-1]} pixels", "≤ 250 ms", f"{time:.0f} ms", time <= 250))
    return bars


def _ahead(what: str, wanted: float, ours: Result, best: Result, hints: str) -> Bar:
    """The gain, with the standard error that the choice of pictures leaves in it."""
    apart = np.subtract(ours.each[hints], best.each[hints])
    gain, doubt = float(apart.mean()), float(apart.std() / np.sqrt(len(apart)))
    told = f"{gain:+.2f} ± {doubt:.2f} dB ({ours.psnr[hints]:.2f}; {best.name} {best.psnr[hints]:.2f})"
    return Bar(what, f"≥ +{wanted} dB", told, gain >= wanted)


def _sheet(results: Sequence[Result], folder: Path, pictures: int) -> U8:
    """One row a model, one column a picture; grey first, truth last."""
    cases = truths(pictures)
    rows = [("given", np.concatenate([squared(np.stack([c.given] * 3, axis=-1)) for c in cases], axis=1))]
    for result in results:
        strip = cv2.imread(str(folder / f"{result.name}.png"), cv2.IMREAD_COLOR)
        if strip is not None and result.answer and result.name != PLAIN:
            rows.append((result.name, np.asarray(cv2.cvtColor(strip, cv2.COLOR_BGR2RGB), np.uint8)))
    rows.append(("truth", np.concatenate([squared(c.truth) for c in cases], axis=1)))
    high, wide = rows[0][1].shape[:2]
    page = Image.new("RGB", (LABEL + wide, len(rows) * (high + 4)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(13)
    for place, (name, strip) in enumerate(rows):
        pen.text((4, place * (high + 4) + high // 2 - 8), name, fill="black", font=font)
        page.paste(Image.fromarray(strip), (LABEL, place * (high + 4)))
    return np.asarray(page)


def _chart(results: Sequence[Result]) -> U8:
    """PSNR by number of hints, 0 to 100, the counts equally far apart."""
    lines = [
        Line(r.name, [(k, r.psnr[str(count)]) for k, count in enumerate(COUNTS)], ink, 2.5 if r.name == OURS else 1.5)
        for r, ink in zip(results, itertools.cycle(INKS))
    ]
    ticks = [str(count) for count in COUNTS]
    return chart([Panel("", lines, ticks, "hints", "PSNR in dB", legend=True)], 990, 500)
