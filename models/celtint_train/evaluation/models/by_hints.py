"""What celtint makes of pictures with a network and without one, by number of hints: for cards and fine-tuning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from celtint import Network

from celtint_train.evaluation.bench.real import ALONE, COUNTS, OURS, Mode, cases, measured, tools_for
from celtint_train.evaluation.report import table

GREY, LINE = "grey, PSNR dB", "line, regions within dE 10, %"


@dataclass(frozen=True)
class Row:
    """A mean over the pictures. measure: `GREY`, PSNR over sRGB, or `LINE`, the percentage of the true picture's
    regions, seen beside extracted lines, whose mean colour comes out within CIEDE2000 of 10. network: with it;
    alone: with celtint's own spreading only."""

    measure: str
    hints: int
    network: float
    alone: float


def rows_of(network: Network, limit: int | None, sources: Sequence[str] = (), leave: int | None = None) -> list[Row]:
    """Measure a network as artists get it on the pictures of `celtint_train.evaluation.bench.real.cases`; hints are the
    same for every network. Raises DataError where there are no pictures."""
    found = []
    modes: tuple[tuple[str, Mode], ...] = ((GREY, "grey"), (LINE, "line"))
    for measure, mode in modes:
        tools = {name: tool for name, tool in tools_for(mode, network).items() if name in (OURS, ALONE)}
        scores, _ = measured(tools, cases(mode, limit, sources, leave), COUNTS, lambda _: None)
        for count in COUNTS:
            told = [
                float(np.mean(scores[name, count].psnr if mode == "grey" else scores[name, count].regions))
                for name in (OURS, ALONE)
            ]
            found.append(Row(measure, count, *(value if mode == "grey" else 100 * value for value in told)))
    return found


def table_of_rows(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    cells = [[r.measure, str(r.hints), f"{r.network:.2f}", f"{r.alone:.2f}"] for r in rows]
    return table(["measure", "hints", "with the network", "without"], cells)
