"""What a matcher is worth on clips it has never seen, beside copying by place and by overlap.

Acc is the share of regions that take their right colour, Acc-Thres of those over ten pixels, Pix-F-Acc of the pixels
that are not background (as in Dai et al., "Learning Inclusion Matching for Animation Paint Bucket Colorization", CVPR
2024). The references hold the truth: one key so many drawings away, two keys around, or the drawing before. A region
whose colour no reference holds counts as wrong whatever is answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from celtint import MatcherNetwork
from celtint.matching.framing import match_framed
from celtint.matching.network import Reference, Votes
from celtint.matching.relations import Relation, relations
from celtint.types.arrays import F32, Bool
from tqdm import tqdm

from celtint_train.matcher.clips import LENGTH
from celtint_train.matcher.samples import KnownFrame, known
from celtint_train.puppets.clip import make_clip

Answer = Callable[[KnownFrame, Sequence[Reference]], Votes]

LARGE = 10
"""Pixels above which a region counts for Acc-Thres."""
CAUGHT = 0.85
"""Share of the wrong regions that are to be marked unsure on clips that it is tuned on: a little more than is asked."""
SIZE = (324, 576)


@dataclass(frozen=True)
class Setting:
    """step: how far things move between drawings, as a factor. asked: drawing; keys: its references."""

    name: str
    step: int
    asked: int
    keys: tuple[int, ...]


SETTINGS = (
    Setting("consecutive", 1, 12, (11,)),
    Setting("consecutive, on threes", 3, 4, (3,)),
    Setting("consecutive, step 6", 6, 2, (1,)),
    Setting("key 5 away", 1, 5, (0,)),
    Setting("key 10 away", 1, 10, (0,)),
    Setting("key 24 away", 1, 24, (0,)),
    Setting("keys 12 before and after", 1, 12, (0, 24)),
    Setting("on threes, key 5 away", 3, 5, (0,)),
)


@dataclass(frozen=True)
class Score:
    """The answers for many regions: right, area in pixels, foreground, how probable the answer was."""

    right: Bool
    area: F32
    foreground: Bool
    probability: F32

    @property
    def acc(self) -> float:
        return float(self.right.mean())

    @property
    def acc_thres(self) -> float:
        return float(self.right[self.area > LARGE].mean())

    @property
    def pix_f_acc(self) -> float:
        weight = self.area * self.foreground
        return float((weight * self.right).sum() / weight.sum())

    def unsure(self, below: float) -> tuple[float, float]:
        """Shares marked unsure: of wrong regions over `LARGE`, of right ones."""
        large, marked = self.area > LARGE, self.probability < below
        wrong = marked[large & ~self.right]
        return float(wrong.mean()) if len(wrong) else 1.0, float(marked[large & self.right].mean())


def together(scores: Sequence[Score]) -> Score:
    """All regions of several scores."""
    return Score(*(np.concatenate([getattr(s, f) for s in scores]) for f in Score.__dataclass_fields__))


def threshold(scores: Sequence[Score]) -> float:
    """The least sureness, in thousandths, below which `CAUGHT` of the wrong regions lie."""
    score = together(scores)
    wrong = np.sort(score.probability[~score.right & (score.area > LARGE)])
    return (int(1000 * wrong[int(np.ceil(CAUGHT * len(wrong))) - 1]) + 1) / 1000 if len(wrong) else 0.5


def along(answer: Answer, split: str, seed: int, step: int) -> Score:
    """A whole clip coloured from its first drawing, each asked of that key and of the drawing before, as decided."""
    clip = make_clip(seed, split, LENGTH, step, SIZE)
    key = known(clip, 0, True)
    before, scores = Reference(key.described, key.colour, 1, "key", np.ones(len(key.colour), np.float32)), []
    for k in range(1, LENGTH):
        frame = known(clip, k, True)
        far = Reference(key.described, key.colour, k, "key", np.ones(len(key.colour), np.float32))
        votes = answer(frame, [before] if k == 1 else [far, before])
        entries, sure = votes.entries.argmax(axis=1).astype(np.int32), votes.entries.max(axis=1)
        before = Reference(frame.described, entries, 1, "neighbour", sure)
        clear = frame.colour >= 0
        of = (entries == frame.colour, frame.described.areas, frame.identity != 0, sure)
        scores.append(Score(*(v[clear] for v in of)))  # type: ignore[arg-type]
    return together(scores)


def measure(answers: dict[str, Answer], split: str, clips: int, first: int = 0) -> dict[str, dict[str, Score]]:
    """Each setting's score by contender, over ``clips`` clips of a split."""
    found: dict[str, dict[str, list[Score]]] = {s.name: {a: [] for a in answers} for s in SETTINGS}
    for seed in tqdm(range(first, first + clips), mininterval=10):
        for step in sorted({s.step for s in SETTINGS}):
            clip = make_clip(seed, split, LENGTH, step, SIZE)
            settings = [s for s in SETTINGS if s.step == step]
            seen = {i: known(clip, i, True) for s in settings for i in (s.asked, *s.keys)}
            for setting in settings:
                for name, answer in answers.items():
                    found[setting.name][name].append(_score(seen, setting, answer))
    return {s: {a: together(scores) for a, scores in of.items()} for s, of in found.items()}


def _score(seen: dict[int, KnownFrame], setting: Setting, answer: Answer) -> Score:
    frame = seen[setting.asked]
    references = [
        Reference(seen[k].described, seen[k].colour, abs(k - setting.asked), "key", np.ones(len(seen[k].colour), "f4"))
        for k in setting.keys
    ]
    votes = answer(frame, references)
    clear = frame.colour >= 0
    right = votes.entries.argmax(axis=1) == frame.colour
    return Score(
        right[clear], frame.described.areas[clear], (frame.identity != 0)[clear], votes.entries.max(axis=1)[clear]
    )


def by_network(network: MatcherNetwork) -> Answer:
    """The answer of a network."""
    return lambda frame, references: network.match(frame.described, references)


def framed(network: MatcherNetwork) -> Answer:
    """The answer of a network where drawings may show more or less of a figure than their sheets."""
    return lambda frame, references: match_framed(network, frame.described, references)


def by_relation(plane: Relation, sign: float) -> Answer:
    """Copy from the region that leads in one plane of `celtint.matching.relations.relations`, after the first key
    only."""

    def answer(frame: KnownFrame, references: Sequence[Reference]) -> Votes:
        first = min(references, key=lambda r: r.distance)
        usable = np.where(first.entries >= 0, 0.0, -1e6)
        best = (sign * relations(frame.described, first.described)[..., plane] + usable).argmax(axis=1)
        votes = np.zeros((len(best), int(first.entries.max()) + 1), np.float32)
        votes[np.arange(len(best)), first.entries[best]] = 1
        return Votes(votes, np.zeros(len(best), np.float32))

    return answer


BASELINES = {
    "nearest centroid": by_relation(Relation.DISTANCE, -1.0),
    "overlap": by_relation(Relation.STILL_HERE, 1.0),
    "overlap after flow": by_relation(Relation.LED_HERE, 1.0),
}


def table(found: dict[str, dict[str, Score]]) -> str:
    """The scores as a Markdown table: Acc / Acc-Thres / Pix-F-Acc in per cent."""
    names = list(next(iter(found.values())))
    lines = ["| setting | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for setting, of in found.items():
        cells = [f"{100 * s.acc:.1f} / {100 * s.acc_thres:.1f} / {100 * s.pix_f_acc:.1f}" for s in of.values()]
        lines.append(f"| {setting} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
