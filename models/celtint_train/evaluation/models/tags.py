"""What naming what is in a box is worth: pictures coloured without a tag, with their own, with somebody else's."""

from collections.abc import Sequence

import celtint
import numpy as np
from celtint import Box, HintProposalDescriptor, Hints, Network, Picture, Settings
from celtint.colours.lab import srgb_to_lab
from celtint.types.arrays import F64, U8

from celtint_train.data.store import rows
from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.real import NEAR, Case, Mode, cases, regions_right, simulated_hints
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.models.results import scored
from celtint_train.evaluation.report import Section, table

COUNTS = (0, 10)
_PAPER = 250
_MODES: dict[Mode, str] = {"grey": "grey, PSNR in dB", "line": f"line art, regions within ΔE {NEAR:.0f}, %"}


def tags_section(network: Network, limit: int) -> Section:
    """Every scored picture that has a tag the network knows, with a box round what is painted: PSNR as grey pictures,
    regions near their colour as line art."""
    known = {f"{row['source']}/{row['id']}": _known(network, row["tags"]) for _, row in rows("validation")}
    if not any(known.values()):
        return Section("tags", "Tags", f"No picture has a tag that {network.descriptor.name} knows.")
    told: list[list[str]] = []
    counted = 0
    for mode, measure in _MODES.items():
        tagged = [(n, case) for n, case in enumerate(cases(mode, limit)) if known.get(case.name)]
        counted = len(tagged)
        for count in COUNTS:
            each: list[list[float]] = []
            for place, (number, case) in enumerate(tagged):
                own, hints = known[case.name], simulated_hints(case, count, number)
                other = _other(own, [known[later.name] for _, later in tagged[place + 1 :] + tagged[:place]])
                each.append([_judged(network, case, mode, hints, tag) for tag in ("", own[0], other)])
            without, right, wrong = np.array(each).reshape(-1, 3).T
            cells = [f"{without.mean():.2f}", _beside(right, without), _beside(wrong, without)]
            told.append([measure, f"{count}", *cells])
    text = (
        f"The {counted} of the {scored()} that have a tag {network.descriptor.name} knows. The tag, the picture's "
        "first or the next other picture's, stands in a box round all that is painted. ± is the standard error of the "
        "gain.\n\n" + table(["measure", "hints", "no tag", "its own tag", "another's tag"], told)
    )
    return Section("tags", "Tags", text)


def _known(network: Network, tags: Sequence[str]) -> list[str]:
    about = network.descriptor
    return [tag for tag in tags if about.tag_id(tag)] if isinstance(about, HintProposalDescriptor) else []


def _other(own: Sequence[str], others: Sequence[Sequence[str]]) -> str:
    """The first tag of the next picture that has none of ``own``; none when all have."""
    return next((tags[0] for tags in others if not set(tags) & set(own)), "")


def _judged(network: Network, case: Case, mode: Mode, hints: U8, tag: str) -> float:
    boxes = [_round(case, tag)] if tag else []
    layer = celtint.colour(
        Picture(case.given),
        Hints(hints),
        boxes=boxes,
        settings=Settings(mode=mode, undecided="network"),
        network=network,
    ).colour
    if mode == "grey":
        return psnr(layer[..., :3].copy(), case.truth)
    made = srgb_to_lab(sheets.inked(sheets.over_white(layer), case.given))
    right = regions_right(srgb_to_lab(case.truth), made, case.regions)
    return 100 * float(right.mean()) if len(right) else 0.0


def _round(case: Case, tag: str) -> Box:
    """Round all that is not paper."""
    painted = case.truth.min(axis=-1) < _PAPER
    down, across = np.flatnonzero(painted.any(axis=1)), np.flatnonzero(painted.any(axis=0))
    if not len(down):
        return Box(0, 0, case.truth.shape[1], case.truth.shape[0], tag)
    return Box(int(across[0]), int(down[0]), int(np.ptp(across)) + 1, int(np.ptp(down)) + 1, tag)


def _beside(tagged: F64, without: F64) -> str:
    gain = tagged - without
    return f"{tagged.mean():.2f} ({gain.mean():+.2f} ± {gain.std() / np.sqrt(len(gain)):.2f})"
