"""What somebody should look at first in a sequence, as the core ranks it, in the words of the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from celtint.sequence.doubts import Seen, ranked
from celtint_client import sequences
from celtint_client.messages import MAX_ROWS

from celtint_server import convert


def seen(answer: sequences.FrameAnswer) -> Seen:
    """What a coloured frame leaves to be ranked by, under its own number."""
    said = answer.colouring
    regions = tuple(convert.region_info(region) for region in said.regions or () if region.unsure)
    pixels = said.colour.width * said.colour.height if said.colour is not None else 1
    return Seen(answer.number, regions, pixels, answer.cut, answer.doubt)


def doubts(order: Sequence[int], frames: Mapping[int, Seen]) -> tuple[sequences.Doubt, ...]:
    """The doubts of frames by number. order: the numbers of all frames, some of which may be missing."""
    found = ranked(replace(frames[number], index=at) for at, number in enumerate(order) if number in frames)
    return tuple(
        sequences.Doubt(order[one.frame], one.region, order[one.first], order[one.last]) for one in found[:MAX_ROWS]
    )
