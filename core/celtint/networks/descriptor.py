"""What is known of a network without opening it: a class for each kind, since each kind is told other things."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

_NOT_TAGS = frozenset(["an", "and", "at", "by", "for", "in", "of", "off", "on", "or", "the", "to", "up", "with"])


def words(*texts: str) -> tuple[str, ...]:
    """The words of names and tags: lower case, singular by the simplest rule, in order, each once."""
    found = re.findall(r"[a-z]{2,}", " ".join(texts).lower())
    singular = (w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found)
    return tuple(dict.fromkeys(w for w in singular if w not in _NOT_TAGS))


_LAB_AND_RGB = ("l", "a", "b", "red", "green", "blue")


PLANE_NAMES = frozenset(("l", "red", "green", "blue", *(f"hint_{c}" for c in _LAB_AND_RGB), "mask", "zero"))
"""What an input of a "colouriser" may be made of; see `Input`."""


@dataclass(frozen=True)
class Input:
    """One input of a "colouriser", (1, planes, h, w).

    name: in the ONNX file. planes: of `PLANE_NAMES`: "l" is CIE L, 0 to 100; "red", "green", "blue" the grey picture
    as sRGB, 0 to 1; "hint_…" the hints in the same units (a and b as in CIE Lab); "mask" 1 where there is a hint and 0
    elsewhere; "zero" nothing. scale, shift: one number a plane, which is given as plane × scale + shift; hints are zero
    outside hints even so. Left out they are 1 and 0.
    """

    name: str
    planes: tuple[str, ...]
    scale: tuple[float, ...] = ()
    shift: tuple[float, ...] = ()


@dataclass(frozen=True)
class Output:
    """What a "colouriser" answers with, (1, channels, h, w) of its input's size or a share of it.

    space: "ab" (CIE a and b), "lab", "rgb" (sRGB, 0 to 1), or "bins": a distribution (its logarithm, or logits) over
    ``bins``, a and b of each, whose annealed mean is taken: softmax(answer / temperature), Zhang, Isola and Efros 2016.
    name: in the ONNX file, "" for its first. scale, shift: one number a channel; answer × scale + shift is in these
    units.
    """

    space: str
    name: str = ""
    scale: tuple[float, ...] = ()
    shift: tuple[float, ...] = ()
    bins: tuple[tuple[float, float], ...] = ()
    temperature: float = 0.38


@dataclass(frozen=True, kw_only=True)
class Descriptor(ABC):
    """What is known of every network without opening it; each kind is a class that adds what is known of its own.

    kind: the word that stands for the class in TOML and in messages. modes: "line", "grey". side: longest side, in
    pixels, at which it sees a picture. multiple: its input's sides are multiples of this. metrics: measured on
    validation pictures, by name. sha256: of the weights' file, hex.
    """

    kind: ClassVar[str]

    name: str
    title: str
    modes: tuple[str, ...]
    side: int
    multiple: int
    licence: str
    trained_on: tuple[str, ...]
    parameters: int
    sha256: str
    metrics: Mapping[str, float] = field(default_factory=dict)

    @property
    @abstractmethod
    def takes_hints(self) -> bool:
        """Whether hints change what it answers."""


@dataclass(frozen=True, kw_only=True)
class ProposerDescriptor(Descriptor, ABC):
    """Of a network that proposes colours for a picture, whatever it takes and gives; see
    `celtint.networks.proposal.propose`."""


@dataclass(frozen=True, kw_only=True)
class HintProposalDescriptor(ProposerDescriptor):
    """Of a network that takes the planes of `celtint.networks.proposal.planes_of` and tags, and gives Lab and a
    distribution over ``bins``.

    planes: of its input. bins: (L, a, b) centres of the distribution. tags: known words; a word's id is its place,
    from 1.
    """

    kind = "hint-proposal"

    planes: int
    bins: tuple[tuple[float, float, float], ...]
    tags: tuple[str, ...]

    @property
    def takes_hints(self) -> bool:
        return True

    def tag_id(self, tag: str) -> int:
        """The id of the last word of a tag that the network knows ("red hair" is hair), or 0."""
        known = {word: place + 1 for place, word in enumerate(self.tags)}
        ids = [known[word] for word in words(tag) if word in known]
        return ids[-1] if ids else 0


@dataclass(frozen=True, kw_only=True)
class ColouriserDescriptor(ProposerDescriptor):
    """Of a network that colours by itself: it takes ``inputs`` and gives ``output``, scaled as they say.

    fixed: its input's sides are always ``side``, whatever the picture's shape. blot: radius, in its pixels, to which
    smaller hints are widened for it.
    """

    kind = "colouriser"

    inputs: tuple[Input, ...]
    output: Output
    fixed: bool = False
    blot: int = 0

    @property
    def takes_hints(self) -> bool:
        return any(plane.startswith("hint_") for given in self.inputs for plane in given.planes)


@dataclass(frozen=True, kw_only=True)
class MatcherDescriptor(Descriptor):
    """Of a network that takes the arrays of `celtint.matching.network.question` and gives shares.

    planes: of a region's patch. unsure_below: an answer less probable than this, 0 to 1, is to be shown to the artist
    as unsure.
    """

    kind = "region-matcher"

    planes: int
    unsure_below: float = 0.5

    @property
    def takes_hints(self) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class DrawerDescriptor(Descriptor):
    """Of a network that draws named things; see `celtint.stage.drawer`.

    looks: what it can be asked for, in the order of the network's places, as `celtint.stage.learned.look_of` names
    them. coordinates: how many numbers stand for a picture of ``side`` pixels a side.
    """

    kind = "stage-drawer"

    looks: tuple[str, ...]
    coordinates: int

    @property
    def takes_hints(self) -> bool:
        return False
