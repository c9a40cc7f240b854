"""What the jobs do: colour a picture, recolour a result; with what is kept to do it again faster."""

import contextlib
import threading
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import celtint
from celtint import ModelNotFound as NoModel
from celtint import Networks, colour_sequence, find_scenes
from celtint.hints.dabs import check_size
from celtint.types.picture import pauses
from celtint_client.answers import Colouring, Model
from celtint_client.errors import BadRequest, ModelNotFound, QueueFull, TooLarge
from celtint_client.messages import ColourRequest, PaletteRequest, Wanted
from celtint_client.parts import Part
from celtint_client.sequences import SequenceRequest

from celtint_server import convert
from celtint_server.casts import Casts
from celtint_server.config import ModelSource, ServerConfig
from celtint_server.filed import Filed
from celtint_server.jobs import Tell
from celtint_server.ledger import Lease, Ledger
from celtint_server.lru import ByteLru
from celtint_server.parts import HeldPart
from celtint_server.sequences import Pictures, Sequence

if TYPE_CHECKING:
    from celtint import Network
    from celtint.matching.geometry import Matcher

EACH_REGION = 1024
"""Bytes that the objects of one region take, or its JSON."""

LONGEST_CARD = 50_000
"""Characters of a card that are handed out: a user's own may be of any length, a message isn't."""

PictureKey = tuple[str, str | None, str, int | str, str, str]
"""A picture's digest, and what else its preparation depends on: the layer of its file, mode, gap, ink, trace."""


@dataclass(frozen=True)
class Outcome:
    """What a finished job leaves: the result, and the answer asked for, whose layers are views of it.

    lease: of its bytes, or None.
    """

    result: celtint.Result
    wanted: Wanted
    answer: Colouring
    lease: Lease | None = field(default=None, compare=False)

    @property
    def nbytes(self) -> int:
        """Bytes of memory this holds on to."""
        shade = sum(0 if layer is None else layer.nbytes for layer in (self.result.shade, self.result.lines))
        raw = self.result.colour.nbytes + self.result.labels.nbytes + shade
        own = sum(len(part.view) for part in self._own_parts())
        return raw + own + EACH_REGION * (len(self.result.regions) + len(self.answer.regions or ()))

    def answered(self, wanted: Wanted | None) -> Colouring:
        """The answer with these outputs, whole; None for what was asked for at first."""
        if self._has(wanted):
            return self.answer
        assert wanted is not None  # or it has it
        return convert.colouring(self.answer.job, self.result, wanted)

    def answering_bytes(self, wanted: Wanted | None) -> int:
        """At most how many bytes it takes to answer with these outputs, beyond what is held already."""
        header = EACH_REGION * len(self.result.regions)
        if wanted is None or self._has(wanted):
            return header
        height, width = self.result.colour.shape[:2]
        return header + convert.most_bytes(width * height, wanted)

    def _has(self, wanted: Wanted | None) -> bool:
        return wanted is None or (wanted == self.wanted and self.answer.changed is None)

    def _own_parts(self) -> list[Part]:
        """Parts that aren't views of the result's arrays."""
        answer = self.answer
        raw = self.wanted.encoding == "rgba8" and answer.changed is None
        layers = [answer.preview, *(() if raw else (answer.colour, answer.shade, answer.lines))]
        outlines = [answer.polygons.point_part, answer.polygons.ring_part] if answer.polygons else []
        return [part for part in (*layers, *outlines) if part is not None]


class Studio:
    """Does jobs; safe to use from several threads."""

    def __init__(self, config: ServerConfig, models: ModelSource, ledger: Ledger) -> None:
        self._config = config
        self._models = models
        self._names = tuple(models.names())
        self._default = config.default_model or next(iter(self._names), None)
        self._loading = threading.Lock()
        self._networks: dict[str, Network] = {}
        self._ledger = ledger
        self._pictures: ByteLru[PictureKey, tuple[celtint.Prepared, tuple[str, ...], Lease]] = ByteLru(
            config.pictures_bytes, lambda kept: kept[2].size
        )
        self._filed = Filed(config.max_pixels, ledger)
        ledger.share(self._pictures.drop_oldest)
        self._casts = Casts(models, ledger)

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the networks that can be asked for."""
        return self._names

    @cached_property
    def described(self) -> tuple[Model, ...]:
        """The networks that can be asked for, in more words."""
        return tuple(convert.model(self._models.describe(n), n == self._default) for n in self._names)

    def card(self, name: str) -> str:
        """What is written of a network, Markdown. Raises ModelNotFound, also where it has no card."""
        self._check_model(name)
        return self._models.card(name)[:LONGEST_CARD]

    @cached_property
    def _matcher(self) -> "Matcher | None":
        """The network that matches regions, if there is one."""
        try:
            return self._models.load_matcher()
        except NoModel:
            return None

    def check(self, request: ColourRequest, parts: dict[str, HeldPart]) -> None:
        """Refuse what can be refused before it waits.

        Raises ModelNotFound, BadPicture, TooLarge, BadRequest.
        """
        self._check_model(request.model)
        for name, held in parts.items():
            if name != "cast" and not (name in ("picture", "hints") and held.part.encoding == "file"):
                convert.check_part(held.part, self._config.max_pixels)
        convert.settings(request.settings)
        convert.palette(request.palette)

    def colour(
        self, job: str, request: ColourRequest, parts: dict[str, HeldPart], tell: Tell, before: Outcome | None = None
    ) -> Outcome:
        """Colour a picture. before: what the client has of it already. Raises what the core raises."""
        settings = convert.settings(request.settings)
        tell("picture", 0.0)
        hints, notes = self._filed.hints(request, parts, pauses(tell, "picture", 0.0))
        if hints is not None:  # before the picture, which takes time and is kept
            width, height = self._filed.size(parts["picture"].part)
            check_size(hints, height, width)
        marks = convert.marks(parts["marks"].part, pauses(tell, "picture", 0.0)) if "marks" in parts else None
        prepared, said = self._prepared(request, parts["picture"], tell)
        result = celtint.colour(
            prepared,
            hints,
            convert.boxes(request.boxes),
            convert.palette(request.palette) if request.palette else None,
            settings,
            partial(self._network, request.model),
            tell,
            self._casts.of(parts["cast"].part, tell) if "cast" in parts else None,
            marks,
        )
        result = replace(result, notes=(*said, *notes, *result.notes))
        changed = None if before is None else convert.different(before.result, result)
        return self._done(job, result, request.wanted, tell, changed)

    def recolour(self, job: str, request: PaletteRequest, before: Outcome, tell: Tell) -> Outcome:
        """Give an entry of a result another colour. Raises BadRequest."""
        tell("colour", 0.0)
        result = celtint.recolour(before.result, request.entry, request.colour)
        return self._done(job, result, request.wanted, tell)

    def check_sequence(self, request: SequenceRequest) -> None:
        """Refuse what can be refused before frames come. Raises ModelNotFound, BadRequest."""
        self._check_model(request.model)
        convert.sequence_settings(request.settings)
        convert.palette(request.palette)

    def sequence(self, sequence: Sequence, tell: Tell) -> Sequence:
        """Colour the frames of a sequence; of one that corrects another those it concerns.

        Raises what the core raises. What is finished when it ends early stays finished.
        """
        request, order = sequence.request, sequence.order
        settings = convert.sequence_settings(request.settings, order)
        pause = pauses(tell, "frame", 0.0)  # while strokes are drawn
        pictures, keys = Pictures(sequence, pause), sequence.keys(pause)
        sequence.scenes = sequence.scenes_of_base() or find_scenes(pictures, keys, settings.mode, settings.cuts, tell)
        only = sequence.only()
        if only is not None:
            sequence.keep_the_others(only)
        results = colour_sequence(
            pictures,
            keys,
            sequence.hints(pause),
            convert.boxes(request.boxes),
            convert.palette(request.palette) if request.palette else None,
            settings,
            Networks(partial(self._network, request.model), self._matcher),
            tell,
            only,
            sequence.boxes(),
            sequence.scenes,
            None if request.cast is None else self._casts.of(request.cast, tell),
            sequence.marks(pause),
        )
        for result in results:
            sequence.put(order[result.index], result)
        return sequence

    def recolour_sequence(self, sequence: Sequence, request: PaletteRequest, tell: Tell) -> Sequence:
        """Give an entry another colour on all frames. Raises BadRequest."""
        for done in sequence.recoloured(request.entry, request.colour):
            tell("colour", done / len(sequence.numbers))
        return sequence

    def _check_model(self, name: str | None) -> None:
        if name is not None and name not in self._names:
            more = "models.list names those there are, and the package celtint-seeds has more"
            raise ModelNotFound(f"There is no model {name[:100]!r}; {more}.")

    def _prepared(
        self, request: ColourRequest, picture: HeldPart, tell: Tell
    ) -> tuple[celtint.Prepared, tuple[str, ...]]:
        """The picture made ready, from the cache if it was seen before, and what is to be said of its file."""
        settings = request.settings
        key = (picture.digest, request.lines_layer, settings.mode, settings.gap, settings.ink, settings.trace)
        kept = self._pictures.get(key)
        if kept is not None:
            return kept[:2]
        pause = pauses(tell, "picture", 0.0)
        notes: tuple[str, ...] = ()
        if picture.part.encoding == "file":
            pixels, notes = self._filed.pixels(picture.part, "lines", request.lines_layer, pause)
            given = celtint.Picture(pixels)
        elif request.lines_layer is not None:
            raise BadRequest("A picture that isn't a file has no layers; leave out lines_layer, or send the file.")
        else:
            given = convert.picture(picture.part, pause)
        prepared = celtint.prepare(given, convert.settings(settings), tell)
        with contextlib.suppress(QueueFull, TooLarge):  # then it isn't kept
            self._pictures.put(key, (prepared, notes, self._ledger.lease("pictures", "", prepared.nbytes)))
        return prepared, notes

    def _done(
        self, job: str, result: celtint.Result, wanted: Wanted, tell: Tell, changed: convert.Rect | None = None
    ) -> Outcome:
        """A result with the answer that says what was wanted of it."""
        whole = Outcome(result, wanted, convert.colouring(job, result, wanted, pauses(tell, "answer", 1.0), changed))
        return replace(whole, lease=self._ledger.force("results", whole.nbytes))

    def _network(self, name: str | None) -> "Network | None":
        """A network by name, the default one for None; None if there is none at all."""
        name = name or self._default
        if name is None:
            return None
        with self._loading:
            if name not in self._networks:
                self._networks[name] = self._models.load(name)
            return self._networks[name]
