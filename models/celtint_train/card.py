"""Model cards: what a network is for, what it learned from, what it is worth, what it gets wrong."""

import json
from collections.abc import Sequence

from celtint.network import Descriptor

from celtint_train.data.cache import cache_root
from celtint_train.evaluate import Row, table

_ABOUT = """A U-Net that colours line art and grey pictures, with any number of hints from none. It is given
the picture, a flag that says which of the two it is, the hints' colours spread along the picture's edges in
two ways (watershed, and a few steps of Levin's optimisation), the distance to the nearest hint, and tags of
boxes where it knows the word. It answers with Lab for every pixel (used for grey pictures) and with a
distribution over Lab colours for every 4 × 4 pixels (used for the regions of line art, which take its
mode)."""

_LIMITS = (
    "It learned for about 100 minutes on two processor cores (3,722 steps of 12 samples, from 5,000 pictures; the",
    "loss, the pictures and one input plane were changed on the way, so the recipe run once gives other weights):",
    "without hints it guesses",
    "conservatively, and most of what is not skin, plants, food or wood it cannot know.",
    "The art is emoji, clip art, fantasy portraits and a little anime; manga pages, landscapes and photographs",
    "are foreign to it.",
    "It sees a picture at 256 pixels: what is only a few pixels large there takes the colour of what surrounds",
    "it, unless hinted.",
    "It repeats the habits of its art: faces of emoji are yellow, fantasy warriors are brown.",
    "Tags are single English words; what they do was not measured. To give a box a colour,",
    "say its colour.",
)


def write_card(descriptor: Descriptor, rows: Sequence[Row], pictures: int) -> str:
    """The card of a network in Markdown; ``rows`` were measured on ``pictures`` validation pictures."""
    lines = [f"# {descriptor.name}: {descriptor.title}", "", _ABOUT, ""]
    lines += [f"- parameters: {descriptor.parameters:,}", f"- modes: {', '.join(descriptor.modes)}"]
    lines += [
        f"- sees pictures at {descriptor.side} pixels a side",
        f"- knows {len(descriptor.tags)} tags",
        "",
    ]
    lines += ["## Licence", "", descriptor.licence + ".", ""]
    lines += ["## What it learned from", "", "| source | pictures | licence | by |", "|---|---|---|---|"]
    for source in descriptor.trained_on:
        manifest = cache_root() / "sets" / source / "manifest.jsonl"
        found = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
        learned = [row for row in found if row["split"] == "train"]
        if learned:
            first = learned[0]
            lines.append(f"| {source} | {len(learned)} | {first['licence']} | {first['attribution']} |")
    lines += ["", "About 8 % of each source, whole characters at a time, was held back for validation.", ""]
    lines += [
        "## What it is worth",
        "",
        f"On {pictures} pictures of the validation split, hints as single pixels anywhere (about half of them "
        "also served to choose constants of decoding, so the margins are optimistic; docs/benchmarks.md has pictures "
        "nothing was chosen on):",
        "",
    ]
    lines += [table(rows), "", "## Limits", "", " ".join(_LIMITS), ""]
    return "\n".join(lines)
