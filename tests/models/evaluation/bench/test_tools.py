"""Every tool compared colours a closed drawing rightly, so what the bench says of broken ones is fair."""

import numpy as np
import pytest
from celtint_train.evaluation.bench.metrics import score
from celtint_train.evaluation.rivals.tools import RIVALS, Celtint
from celtint_train.puppets.scenes import make_hints, make_scene

TOOLS = [Celtint(), *RIVALS]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_colours_a_drawing_of_whole_lines(tool):
    scene = make_scene(384, 1)
    hints = make_hints(scene, 1, "strokes")
    given = hints.copy()
    flats = tool.flats(scene.picture, hints)
    assert flats.shape == (384, 384, 4) and flats.dtype == np.uint8
    assert score(scene, hints, flats).pixels > 0.97
    np.testing.assert_array_equal(hints, given)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_paints_in_colours_of_the_hints(tool):
    scene = make_scene(128, 4, "many")
    hints = make_hints(scene, 4)
    flats = tool.flats(scene.picture, hints)
    used = {tuple(c) for c in np.unique(flats[flats[..., 3] > 0], axis=0)}
    assert used <= {tuple(c) for c in np.unique(hints[hints[..., 3] > 0], axis=0)}
