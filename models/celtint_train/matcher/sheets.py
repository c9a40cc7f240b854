"""From a character's drawings to what the matcher learns from: each asked about, with some others as model sheets.

Drawing and describing them takes longer than learning from them, so what was made once is kept in the cache.
"""

import pickle
import re
import zlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from celtint.matching.relations import relations
from celtint_models.writing import write_whole

from celtint_train.data.cache import cache_root
from celtint_train.matcher.characters import FOLDER, Character
from celtint_train.matcher.posed import APART, PosedCharacter
from celtint_train.matcher.samples import Case, KnownFrame, Sample, known, sample
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.scene_shapes import Random

VERSION = 2
"""Of what is kept; another number makes it anew."""
VARIANTS = {"train": 6, "validation": 1, "bench": 1}
"""How often a character is drawn: poses, hands, views and sheets by chance."""
CLIPS = 24
"""Clips of puppets."""
TAKEN = 5
"""Drawings of a character that are taken at once."""
SHEETS = 3
"""References of a case, besides a stranger's."""
COUNTS = (1, 1, 1, 2, 2, 3)
"""How many of them are used together."""
STRANGE = 0.25
"""Share of the samples that have another character's sheet as well: nothing in it is right."""
OTHERS = 1_000_000
"""Added to what a stranger's colours and parts are called."""
MOST = 90
"""Regions a drawing may have: what it takes to learn from it grows with the square."""
FROM_LINES = 0.85
"""Share of the puppets' drawings whose regions are those the core finds; the others' are the parts themselves."""
SIZE, STEP, LENGTH = (400, 400), 6, 25
"""Of the clips of puppets: sides, how far things move between two drawings, drawings."""


def of_character(character: Character, variant: int) -> list[Case]:
    """Some drawings of a character, drawn by chance, each with others of them."""
    return _kept(f"{character.style}/{character.name}-{variant}", lambda: _posed(character, variant))


def of_puppet(split: str, number: int) -> list[Case]:
    """Some drawings of a clip, none near another."""
    return _kept(f"puppets/{split}-{number}", lambda: _puppet(split, number))


def _kept(name: str, make: Callable[[], list[Case]]) -> list[Case]:
    path = cache_root() / FOLDER / f"cases-{VERSION}" / f"{re.sub('[^a-z0-9/-]', '-', name)}.bin"
    if path.exists():
        made: list[Case] = pickle.loads(zlib.decompress(path.read_bytes()))
        return made
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, zlib.compress(pickle.dumps(made), 1))
    return made


def _posed(character: Character, variant: int) -> list[Case]:
    rng = np.random.default_rng([variant, *character.name.encode()])
    of = PosedCharacter(character, int(rng.integers(1 << 30)))
    found = [of.known(int(k)) for k in rng.permutation(of.length)[:TAKEN]]
    return cases([f for f in found if f is not None and 2 < len(f.described.ids) <= MOST], rng)


def _puppet(split: str, number: int) -> list[Case]:
    rng = np.random.default_rng([number, 9])
    clip = make_clip(number, split, LENGTH, STEP, SIZE)
    found = [known(clip, int(k), bool(rng.random() < FROM_LINES)) for k in rng.permutation(LENGTH)[:TAKEN]]
    apart = [replace(f, index=k * APART) for k, f in enumerate(found)]
    return cases([f for f in apart if len(f.described.ids) <= MOST], rng)


def cases(frames: list[KnownFrame], rng: Random) -> list[Case]:
    """Each drawing with others of the same character."""
    made = []
    for k, frame in enumerate(frames):
        rest = [frames[i] for i in rng.permutation(len(frames)) if i != k][:SHEETS]
        pairs = tuple(relations(frame.described, o.described).astype(np.float16) for o in rest)
        made += [Case(frame, tuple(rest), ("key",) * len(rest), pairs)] if rest else []
    return made


def beside(case: Case, stranger: KnownFrame) -> Case:
    """The case with another character's drawing as its last reference."""
    other = replace(
        stranger, index=APART * OTHERS, identity=stranger.identity + OTHERS, colour=stranger.colour + OTHERS
    )
    pairs = relations(case.frame.described, other.described).astype(np.float16)
    return Case(case.frame, (*case.others, other), (*case.kinds, "key"), (*case.pairs, pairs))


def asked(case: Case, rng: Random, stranger: KnownFrame | None = None) -> Sample:
    """The case with one sheet or several, now and then with a stranger's among them."""
    chosen = [int(k) for k in rng.permutation(len(case.others))[: int(rng.choice(COUNTS))]]
    if stranger is not None and rng.random() < STRANGE:
        chosen.insert(int(rng.integers(len(chosen) + 1)), len(case.others))
        case = beside(case, stranger)
    return sample(case, rng, tuple(chosen), spoilt=False)
