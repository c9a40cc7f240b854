"""Own drawings: each says what must come out of it, and that can be told from what must not."""

import numpy as np
import pytest
from celtint_train.evaluation.bench.drawings import eyes, openings, papers, section, tangles, tones
from celtint_train.evaluation.bench.drawings.drawing import STAND_IN, Drawing, border
from celtint_train.evaluation.bench.drawings.faces import face, faces
from celtint_train.evaluation.rivals.tools import BucketFill


def some() -> list[Drawing]:
    return [
        *openings.gap_drawings(every=23),
        *faces(6),
        *tones.tones(every=19),
        *tones.hatchings(every=7),
        *papers.papers(every=7),
        *tangles.tangles(every=7),
    ]


def truth(drawing: Drawing) -> np.ndarray:
    layer = drawing.hints.copy()
    for area in drawing.areas:
        layer[area.where] = (0, 0, 0, 0) if area.colour is None else (*area.colour, 255)
    return layer


@pytest.mark.parametrize("drawing", some(), ids=lambda drawing: drawing.name)
def test_the_truth_is_right_and_nothing_or_one_paint_is_wrong(drawing: Drawing) -> None:
    layer = truth(drawing)
    drawing_without_border = Drawing(drawing.kind, drawing.name, drawing.picture, drawing.hints, drawing.areas)
    assert drawing_without_border.wrong(layer) == []
    assert drawing.wrong(np.zeros_like(layer))
    flood = np.zeros_like(layer)
    flood[:] = (214, 44, 40, 255)
    assert drawing.wrong(flood)


@pytest.mark.parametrize("drawing", some(), ids=lambda drawing: drawing.name)
def test_areas_lie_off_the_ink_and_apart_and_each_that_has_a_colour_has_its_dab(drawing: Drawing) -> None:
    asked = np.zeros(drawing.hints.shape[:2], int)
    line = drawing.grey() if drawing.plain is None else drawing.plain
    for area in drawing.areas:
        asked += area.where
        assert line[area.where].min(initial=255) >= 100
        dabbed = drawing.hints[area.where]
        if area.colour is not None and area.where.sum() > 30:
            assert (dabbed == (*area.colour, 255)).all(axis=1).any(), area.name
        elif area.colour is None:
            assert not dabbed[:, 3].any()
    assert asked.max() == 1
    assert drawing.picture.dtype == np.uint8 and drawing.hints.shape[:2] == drawing.picture.shape[:2]


def test_a_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    for make in (
        face,
        lambda seed: openings.gap_drawing("a tip", 4, 2, seed),
        lambda seed: tangles.tangle("maze", seed),
    ):
        one, again, other = make(3), make(3), make(4)
        assert one.picture.tobytes() == again.picture.tobytes() and one.hints.tobytes() == again.hints.tobytes()
        assert one.picture.tobytes() != other.picture.tobytes()


def test_there_are_as_many_as_is_said() -> None:
    assert sum(1 for _ in openings.gap_drawings()) == 7 * 12 * 4
    assert {drawing.kind for drawing in tangles.tangles(every=2)} == set(tangles.KINDS)


def test_what_must_stay_clear_has_a_dab_for_tools_that_fill_everything() -> None:
    drawing = next(
        d for d in (openings.gap_drawing("ends facing", 3, 2, seed) for seed in range(9)) if len(d.areas) == 2
    )
    clear = [area for area in drawing.areas if area.colour is None]
    stood_in = (drawing.answered() == (*STAND_IN, 255)).all(axis=2)
    assert all((stood_in & area.where).any() for area in clear)
    layer = truth(drawing)
    for area in clear:
        layer[area.where] = (*STAND_IN, 255)
    assert drawing.wrong(layer) == []


def test_a_gap_is_as_wide_as_it_says() -> None:
    for gap in (4, 9):
        picture = openings.gap_drawing("ends facing", gap, 2, 1).picture
        whole = openings.gap_drawing("ends facing", 0.01, 2, 1).picture
        missing = float((picture.astype(float) - whole).sum()) / 255 / 2
        # the two round ends reach into it by half a line each
        assert abs(missing - gap - 2 * (1 - np.pi / 4)) < 1.2


def test_an_eye_without_an_opening_asks_for_nothing() -> None:
    eye = eyes.make_eye(np.random.default_rng(1), "closed", 50, 50, 20)
    areas, aside = eyes.hint_eye(np.zeros((100, 100, 4), np.uint8), np.full((100, 100), 255, np.uint8), eye)
    assert not areas and not aside.any()


def test_tone_covers_the_share_it_says() -> None:
    for pattern in ("dots", "reversed", "lines"):
        for share in (0.1, 0.4, 0.7):
            assert abs(tones.screen(tones.Tone(pattern, share, 6, 15), 200).mean() - share) < 0.02


def test_a_border_is_counted_once_a_pixel() -> None:
    layer = np.zeros((10, 12, 4), np.uint8)
    assert border(layer) == 0
    layer[:, 6:] = 255
    assert border(layer) == 10


def test_a_section_with_a_row_for_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = (
        section.Group("openings", lambda every: openings.gap_drawings(0, 40 * every), 0.98),
        section.Group("textures", lambda every: tones.tones(0, 10 * every), 0.97, area=True),
    )
    monkeypatch.setattr(section, "GROUPS", groups)
    said: list[str] = []
    made = section.run(quick=True, rivals=(BucketFill(),), say=said.append)
    assert len(said) == 2
    assert [bar.what.split(":")[0] for bar in made.bars] == [
        "openings",
        "textures",
        "as many regions as without the texture",
    ]
    assert "| openings | ends facing | 1 | 1 | 0 |" in made.text and "bucket fill" in made.text
