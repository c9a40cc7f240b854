"""Pictures for eyes: layouts by the measured ones' rules, from another seed, each as boxes, staged and pasted."""

from collections.abc import Sequence

import numpy as np
from celtint import ObjectSet, StageLayout, WordTable
from celtint.types.arrays import U8
from PIL import Image, ImageDraw, ImageFont

from celtint_train.evaluation.report import Section
from celtint_train.evaluation.sheets import over_white, sheet
from celtint_train.evaluation.stage.cutouts import staged
from celtint_train.evaluation.stage.layouts import Case, others
from celtint_train.evaluation.stage.pasting import pasted

SHOWN, SIDE = 8, 384


def section(objects: ObjectSet, words: WordTable) -> Section:
    """The first layouts of the seed that may be shown; none is left out for its looks."""
    picture = sheet(rows(others(SHOWN), objects, words), SIDE)
    text = (
        "The first layouts that the same rules give from another seed, none left out: the boxes, what the engine makes "
        "of them, its lines, its flats, and naive paste. Their sizes, forms and orders are chance, one in three "
        "without any sense, as in the measured ones.\n\n"
        "![boxes, staged, lines, flats, naive paste](pictures/stage-sheet.png)\n"
    )
    return Section("pictures", "Pictures", text, pictures={"stage-sheet": picture})


def rows(cases: Sequence[Case], objects: ObjectSet, words: WordTable) -> list[list[tuple[str, U8]]]:
    """A row of titled pictures for each layout."""
    made = []
    for case, one in staged(cases, objects, words):
        lines = over_white(one.lines)
        made.append(
            [
                (case.name, boxed(case.layout)),
                ("staged", over_white(one.picture)),
                ("lines", lines),
                ("flats", over_white(one.flats)),
                ("naive paste", pasted(case.layout, one, objects)),
            ]
        )
    return made


def boxed(layout: StageLayout) -> U8:
    """(H, W, 3) uint8: the boxes with their names, what was asked for."""
    page = Image.new("RGB", (layout.width, layout.height), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(max(12, layout.side // 36))
    for box in layout.boxes:
        colour = box.colour or (90, 90, 90)
        corners = (box.x, box.y, box.x + box.width, box.y + box.height)
        pen.rectangle(corners, outline=colour, width=max(2, layout.side // 300))
        wishes = [box.tag, box.facing, box.pose, None if box.order is None else f"#{box.order}"]
        pen.text((box.x + 4, box.y + 2), " ".join(w for w in wishes if w), fill=(20, 20, 20), font=font)
    return np.asarray(page)
