"""Closed sets of words, each once: what other modules, the wire and the hosts choose from."""

from typing import Literal, get_args

Undecided = Literal["auto", "transparent", "mean", "network", "distinct"]
"""What becomes of what no hint, box or key decides: "auto" what was measured best on styles nobody learned from
(docs/benchmarks.md, "What no hint decides"), "transparent" nothing, "mean" the mean of the artist's colours, "network"
what a network proposes, "distinct" a colour of its own for each region."""

UNDECIDED: tuple[Undecided, ...] = get_args(Undecided)
SEQUENCE_UNDECIDED: tuple[Undecided, ...] = tuple(word for word in UNDECIDED if word != "distinct")
"""Of a sequence: regions that each differ from all others would flicker."""

DecidedBy = Literal["hint", "box", "key", "rule", "network", "distinct", "none"]
"""Who decided a region's colour; "rule" is `Undecided` "auto" or "mean", "none" stays empty."""

DECIDED_BY: tuple[DecidedBy, ...] = get_args(DecidedBy)
