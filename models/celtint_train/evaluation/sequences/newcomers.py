"""Clips into which somebody comes whom the key does not show, with a cast's folder that has a sheet of everybody."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from celtint import Casting, Key, MatcherNetwork, Networks, SequenceSettings, colour_sequence
from celtint.types.arrays import I64
from celtint_models import registry

from celtint_train.evaluation.report import table
from celtint_train.evaluation.sequences.clips import Clip, Frame, nth_clip, read_regions
from celtint_train.evaluation.sequences.finished import Drawn, casting, of_paint
from celtint_train.evaluation.sequences.metrics import Score, mean
from celtint_train.puppets import clip as characters

LENGTH, STEP, SIZE = 25, 3, (432, 768)
"""As the bench of line drawings has its newcomers."""
SHEET = (640, 512)
"""Sides of a model sheet."""
POSE = 10
"""The drawing of the figure alone that is its sheet."""
ALONE, KEYED, SHEETS = "one key", "one key and a cast", "a cast alone"
WAYS = (ALONE, KEYED, SHEETS)
WHOLE, FIGURES = "all regions", "regions of figures"
Scores = dict[tuple[str, str], Score]


def run(clips: int, network: MatcherNetwork | None) -> Scores:
    """Scores over so many clips, by way of `WAYS` and by what is counted; the key's own frame is not."""
    found = {(way, what): Score() for way in WAYS for what in (WHOLE, FIGURES)}
    networks = Networks(registry.load(), network)
    for number in range(clips):
        add(found, nth_clip(number, LENGTH, STEP, SIZE, newcomers=True), networks, network)
    return found


def add(found: Scores, clip: Clip, networks: Networks, network: MatcherNetwork | None) -> None:
    """Add a clip, coloured each way."""
    cast = casting(sheets_of(clip), network)
    for way in WAYS:
        known = None if way == ALONE else cast
        for frame, got, marks in _coloured(clip, way != SHEETS, known, networks):
            found[way, WHOLE].add(frame, got, marks)
            figures = replace(frame, scored=frame.scored & frame.front)
            if figures.scored.any():
                found[way, FIGURES].add(figures, got, marks)


def rows(found: Scores) -> str:
    """Acc-Thres / Pix-F-Acc and what is marked, as a Markdown table."""
    made = []
    for way in WAYS:
        cells = [f"{mean(found[way, what].acc_thres):.1%}" for what in (WHOLE, FIGURES)]
        score = found[way, WHOLE]
        marked = (f"{score.wrong_marked / max(1, score.wrong):.1%}", f"{score.right_marked / max(1, score.right):.1%}")
        made.append([way, *cells, f"{mean(score.foreground):.1%}", *marked])
    return table(["given", WHOLE, FIGURES, "Pix-F-Acc", "wrong marked unsure", "right marked unsure"], made)


def sheets_of(clip: Clip) -> dict[str, list[Drawn]]:
    """A model sheet of each figure of a clip: alone, from head to foot, in a pose of its own."""
    return {f"figure {k}": [_sheet(posing)] for k, posing in enumerate(clip.posing)}


def _sheet(posing: characters.Clip) -> Drawn:
    drawn = posing.drawing(POSE)
    flats = posing.table[drawn.identity]
    return of_paint(drawn.ink, np.ascontiguousarray(flats[..., :3]), flats[..., 3] > 0)


def _coloured(
    clip: Clip, keyed: bool, cast: Casting | None, networks: Networks
) -> Iterator[tuple[Frame, I64, np.ndarray]]:
    keys = {0: Key(clip.frames[0].layer)} if keyed else {}
    settings = SequenceSettings(mode="line", undecided="network", keys_anywhere=True)
    results = colour_sequence(clip, keys, settings=settings, networks=networks, cast=cast)
    for k, (frame, result) in enumerate(zip(clip.frames, results, strict=True)):
        if k == 0:
            continue
        mark = np.zeros((*result.labels.shape, 4), np.uint8)
        mark[np.isin(result.labels, result.unsure), 3] = 255
        yield frame, read_regions(frame, result.colour), read_regions(frame, mark) >= 0
