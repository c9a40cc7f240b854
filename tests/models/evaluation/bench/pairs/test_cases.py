"""Pairs: a drawing taken apart, drawn anew with a pen, whole and with gaps; its truth is one for all of them."""

import numpy as np
import pytest
from celtint_train.data.cache import npm_package
from celtint_train.evaluation.bench.pairs import flats as flats_module
from celtint_train.evaluation.bench.pairs.cases import drawn, of_source
from celtint_train.evaluation.bench.pairs.flats import taken_apart
from celtint_train.evaluation.bench.pairs.sources import PairSource, Vector
from celtint_train.evaluation.bench.pairs.strokes import strokes_of
from celtint_train.evaluation.bench.pairs.tracing import network_of
from skimage import measure
from skimage.morphology import skeletonize

FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" stroke="#000" stroke-width="2">'
    '<circle cx="50" cy="50" r="44" fill="#f2d3b1"/>'
    '<path d="M8 40 Q50 10 92 40 Q80 4 50 6 Q20 4 8 40Z" fill="#a02020"/>'
    '<circle cx="34" cy="50" r="10" fill="#fff"/><circle cx="66" cy="50" r="10" fill="#fff"/>'
    '<circle cx="34" cy="50" r="4" fill="#2060c0" stroke="none"/><circle cx="66" cy="50" r="4" fill="#000"/>'
    '<path d="M50 55 L46 68" fill="none"/><path d="M34 76 Q50 88 66 76 Z" fill="#c05060"/></svg>'
)
GROUND, SKIN = flats_module.GROUND, (0xF2, 0xD3, 0xB1)


@pytest.fixture(scope="module")
def face():
    flats = taken_apart(Vector("face", FACE), 1)
    assert flats is not None
    return flats, strokes_of(network_of(flats))


def made(face, gaps, size=256, seed=1):
    return drawn("face", face[0], face[1], seed=seed, size=size, gaps=gaps)


@pytest.mark.parametrize("size", [192, 384])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whole_lines_part_every_flat(face, size, seed):
    case = made(face, "no", size, seed)
    found = {tuple(c) for c in case.colours.tolist()}
    # ground, skin, hair, two whites, an iris of its own colour, one that was black, a mouth
    assert {GROUND, SKIN, (0xA0, 0x20, 0x20), (255, 255, 255), (0xC0, 0x50, 0x60), (0x20, 0x60, 0xC0)} <= found
    assert (0, 0, 0) not in found
    assert case.picture.shape == case.truth.shape and max(case.truth.shape) == size
    assert case.truth.max() == len(case.colours)
    parts = measure.label(case.picture > 224, connectivity=1)
    for area in range(1, len(case.colours) + 1):
        assert len(np.unique(parts[(case.truth == area) & (case.picture > 224)])) == 1


def test_gaps_join_areas_and_leave_the_truth(face):
    whole, some, many = (made(face, gaps) for gaps in ("no", "some", "many"))
    assert np.array_equal(whole.truth, some.truth) and np.array_equal(whole.truth, many.truth)
    ink = [float((255 - case.picture.astype(int)).sum()) for case in (whole, many)]
    assert 0.6 * ink[0] < ink[1] < ink[0]
    parts = measure.label(many.picture > 224, connectivity=1)
    skin = 1 + next(k for k, c in enumerate(many.colours.tolist()) if tuple(c) == SKIN)
    joined = {
        n for n in range(1, len(many.colours) + 1) if np.isin(parts[many.truth == n], parts[many.truth == skin]).any()
    }
    assert len(joined) > 1


def test_the_same_seed_draws_the_same(face):
    one, two, other = made(face, "many"), made(face, "many"), made(face, "many", seed=5)
    assert np.array_equal(one.picture, two.picture)
    assert not np.array_equal(one.picture, other.picture)


def test_lines_are_as_thin_as_pens_draw_them(face):
    for seed in range(6):
        case = made(face, "no", 512, seed)
        ink = (255 - case.picture.astype(float)).sum() / (255 - float(case.picture.min()))
        assert 0.5 < ink / np.count_nonzero(skeletonize(case.picture < 200)) < 4


def test_pairs_come_from_the_cache_the_second_time(tmp_path, monkeypatch):
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    asked = []

    def drawings():
        asked.append(1)
        yield Vector("face", FACE)
        yield Vector("empty", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')

    source = PairSource("own", drawings)
    first = list(of_source(source, 128, "some"))
    monkeypatch.setattr("celtint_train.evaluation.bench.pairs.cases.taken_apart", None)
    second = list(of_source(source, 128, "some"))
    assert len(first) == len(second) == 1 and len(asked) == 2
    assert first[0].name == second[0].name
    assert np.array_equal(first[0].picture, second[0].picture) and np.array_equal(first[0].truth, second[0].truth)


def test_a_scoped_package_lies_in_the_cache_as_npm_names_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path))
    (tmp_path / "packages").mkdir()
    file = tmp_path / "packages" / "some-one-1.0.0.tgz"
    file.write_bytes(b"")
    assert npm_package("@some/one", "1.0.0") == file
