"""`celtint sequence --adapt`: the matcher learns from the run's own keys before it colours."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from celtint import BadRequest, Box, Frames, Key, MatcherNetwork, SequenceSettings
from celtint.ink.paper import grey_on_paper
from celtint.sequence.states import FrameInput, read_drawing
from celtint_models import registry

from celtint_cli import files

KEPT = ".celtint-matcher-{}.onnx"
"""The adapted matcher in the output folder, by its run: a run that goes on has to go on with the same one."""


def adapted_matcher(
    frames: Frames,
    keys: Mapping[int, Key],
    boxes: Sequence[Box],
    settings: SequenceSettings,
    seconds: float,
    folder: Path,
    run: str,
) -> MatcherNetwork:
    """The matcher after so many seconds of learning from keys, or the one this run adapted before.

    Raises BadRequest without keys, without the packages for training, and where the folder cannot be written.
    """
    if not keys:
        raise BadRequest("--adapt learns from keys; give some with --keys.")
    descriptor = registry.describe(registry.MATCHER)
    kept = folder / KEPT.format(run[:16])
    if not kept.is_file():
        files.write_whole({kept: _learn(frames, keys, boxes, settings, seconds)})
        for old in folder.glob(KEPT.format("*")):
            if old != kept:
                old.unlink()
    return MatcherNetwork(descriptor, kept.read_bytes())


def _learn(
    frames: Frames, keys: Mapping[int, Key], boxes: Sequence[Box], settings: SequenceSettings, seconds: float
) -> bytes:
    try:
        from celtint_train.matcher.adapt import KeyDrawing, adapted
        from celtint_train.recipe import read_recipe
    except ImportError:
        raise BadRequest("--adapt needs what training needs; in celtint's source: pip install '.[train]'.") from None
    given = []
    for index in sorted(keys):
        picture = frames.picture(index)
        given_here = FrameInput(picture, None, keys[index].pixels)
        drawn = read_drawing(index, b"", given_here, boxes, settings.gap, settings.ink, settings.trace)
        codes = dict(zip(drawn.described.ids.tolist(), drawn.code.tolist(), strict=True))
        given.append(KeyDrawing(grey_on_paper(picture), drawn.labels.unpack(), codes))
    return adapted(read_recipe(registry.MATCHER), registry.verify(registry.MATCHER), given, seconds)
