"""DINOv2 as a rival matcher, with a network in its place whose patches say how dark they are."""

import numpy as np
import pytest
from celtint.matching.features import describe
from celtint.matching.network import Reference
from celtint_train.evaluation.rivals import dino
from celtint_train.matcher.samples import KnownFrame


class Patches:
    def run(self, outputs, given):
        picture = given["input_image"][0]
        tall, wide = (side // dino.PATCH for side in picture.shape[1:])
        light = picture[0].reshape(tall, dino.PATCH, wide, dino.PATCH).mean(axis=(1, 3)).ravel()
        tokens = np.stack([light, -light, np.ones_like(light), np.zeros_like(light)], axis=1)
        tokens = np.tile(tokens, 2)
        return [np.concatenate([np.zeros((1, 8)), tokens])[None].astype(np.float32)]


def test_what_looks_alike_takes_the_colours_of_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dino, "_session", Patches)
    light = np.full((120, 160), 255, np.uint8)
    light[:, ::4] = 60
    light[:, 80:] = 255
    labels = np.ones((120, 160), np.int32)
    labels[:, 80:] = 2
    told = describe(light, labels)
    frame = KnownFrame(0, told, np.array([1, 2], np.int32), np.array([1, 2], np.int32))
    sheet = Reference(told, np.array([1, 2], np.int32), 100, "key", np.ones(2, np.float32))
    votes = dino.by_dino(dino.ALONE)(frame, [sheet])
    assert votes.entries.argmax(axis=1).tolist() == [1, 2]
    np.testing.assert_allclose(votes.entries.sum(axis=1), 1, atol=1e-5)
