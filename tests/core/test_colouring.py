import celtint
import cv2
import numpy as np
import pytest
from celtint import BadRequest, Box, Cancelled, Hints, Palette, PaletteEntry, Picture, Settings, colour
from hypothesis import given, settings
from hypothesis import strategies as st

from .drawings import dabs, face, two_rooms

RED, BLUE, GREEN = (200, 30, 40), (30, 60, 220), (20, 160, 70)
LEFT, RIGHT, OUTSIDE = (60, 30), (60, 90), (3, 3)
CLEAR = Settings(undecided="transparent")


def at(result: celtint.Result, spot: tuple[int, int]) -> tuple[int, ...]:
    return tuple(int(v) for v in result.colour[spot])


def test_every_region_takes_its_hint_exactly_and_nothing_else_is_coloured() -> None:
    page = two_rooms()
    result = colour(Picture(page), dabs(page.shape, (30, 60, RED), (90, 60, BLUE)), settings=CLEAR)
    assert at(result, LEFT) == (*RED, 255)
    assert at(result, RIGHT) == (*BLUE, 255)
    assert at(result, OUTSIDE)[3] == 0
    assert {tuple(p) for p in result.colour.reshape(-1, 4).tolist()} == {(*RED, 255), (*BLUE, 255), (0, 0, 0, 0)}


def test_no_fringe_stays_beside_an_anti_aliased_line() -> None:
    picture = face()
    c = picture.width // 2
    result = colour(picture, dabs(picture.pixels.shape, (c, c, RED), (5, 5, BLUE)), settings=CLEAR)
    crossing = result.colour[c, : c // 2]
    assert {tuple(p) for p in crossing.tolist()} == {(*RED, 255), (*BLUE, 255)}


@pytest.mark.parametrize("door", [4, 8, 12, 30])
def test_hints_on_both_sides_of_a_gap_meet_in_the_gap(door: int) -> None:
    page = two_rooms(door)
    result = colour(Picture(page), dabs(page.shape, (30, 60, RED), (90, 60, BLUE)), settings=CLEAR)
    inside = np.zeros(page.shape, bool)
    inside[13:108, 13:108] = True
    left = inside & (np.arange(120) < 54)
    right = inside & (np.arange(120) > 66)
    assert np.all(result.colour[left] == (*RED, 255))
    assert np.all(result.colour[right] == (*BLUE, 255))


def test_spill_under_a_tenth_of_a_stroke_claims_nothing() -> None:
    page = two_rooms()
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[58:62, 20:67] = (*RED, 255)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert at(result, LEFT) == (*RED, 255)
    assert at(result, RIGHT)[3] == 0


def test_a_stroke_well_into_both_rooms_claims_both() -> None:
    page = two_rooms()
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[58:62, 30:90] = (*RED, 255)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert at(result, LEFT) == at(result, RIGHT) == (*RED, 255)


def test_paint_on_ink_alone_speaks_for_the_region_the_ink_was_handed_to() -> None:
    page = two_rooms()
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[60, 59] = (*RED, 255)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert at(result, LEFT) == (*RED, 255)
    assert at(result, RIGHT)[3] == 0


def test_paint_on_ink_is_not_heard_beside_paint_on_paper() -> None:
    page = two_rooms()
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[58:62, 20:30] = (*BLUE, 255)
    layer[60, 59] = (*RED, 255)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert at(result, LEFT) == (*BLUE, 255)
    assert not np.any(np.all(result.colour[..., :3] == RED, axis=2) & (result.colour[..., 3] > 0))


def test_thin_paint_is_no_hint_and_soft_brush_rims_do_not_count() -> None:
    page = two_rooms()
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[40:80, 20:40] = (*BLUE, 127)
    cv2.circle(layer, (90, 60), 6, (*GREEN, 255), -1)
    rim = cv2.circle(np.zeros(page.shape, np.uint8), (90, 60), 7, 255, 1) > 0
    layer[rim] = (60, 170, 90, 200)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert at(result, LEFT)[3] == 0
    assert at(result, RIGHT) == (*GREEN, 255)


def test_colours_that_differ_by_rounding_are_one() -> None:
    page = two_rooms()
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[40:80, 20:40] = (*RED, 255)
    layer[40:80, 20:24] = (RED[0] - 1, RED[1] + 1, RED[2], 255)
    layer[90:100, 20:40] = (RED[0] + 2, RED[1], RED[2], 255)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert at(result, LEFT) == (*RED, 255)
    assert len({tuple(p) for p in result.colour.reshape(-1, 4).tolist()}) == 2


def test_paint_on_white_makes_a_shaded_drawing_line_art() -> None:
    page = two_rooms()
    page[20:100, 15:40] = 170
    picture = Picture(page)
    assert celtint.prepare(picture).mode == "grey"
    hints = dabs(page.shape, (50, 30, RED), (90, 60, BLUE))
    result = colour(picture, hints, settings=CLEAR)
    assert result.mode == "line"
    assert at(result, RIGHT) == (*BLUE, 255)
    kept = colour(picture, hints, settings=Settings(mode="grey", undecided="transparent"))
    assert kept.mode == "grey"


def test_two_hints_in_one_open_room_share_it_half_and_half() -> None:
    page = np.full((100, 200), 255, np.uint8)
    cv2.rectangle(page, (5, 5), (194, 94), 0, 3)
    result = colour(Picture(page), dabs(page.shape, (40, 50, RED), (160, 50, BLUE)), settings=CLEAR)
    assert at(result, (50, 60)) == (*RED, 255)
    assert at(result, (50, 140)) == (*BLUE, 255)
    share = np.all(result.colour[50, 10:190, :3] == RED, axis=1).mean()
    assert 0.4 < share < 0.6


def test_the_border_between_two_hints_follows_a_faint_line() -> None:
    page = np.full((100, 200), 255, np.uint8)
    cv2.rectangle(page, (5, 5), (194, 94), 0, 3)
    cv2.line(page, (60, 8), (60, 92), 225, 3)
    result = colour(Picture(page), dabs(page.shape, (30, 50, RED), (160, 50, BLUE)), settings=CLEAR)
    assert at(result, (50, 55)) == (*RED, 255)
    assert at(result, (50, 68)) == (*BLUE, 255)


def test_a_hint_layer_of_another_size_is_refused() -> None:
    with pytest.raises(BadRequest, match="same size"):
        colour(Picture(two_rooms()), dabs((100, 100)), settings=CLEAR)


def test_boxes_colour_empty_and_tag_the_regions_mostly_inside() -> None:
    page = two_rooms()
    boxes = [Box(5, 5, 60, 110, "cat", RED), Box(60, 5, 60, 110, "paper", "none")]
    result = colour(Picture(page), boxes=boxes, settings=Settings(undecided="distinct"))
    assert at(result, LEFT) == (*RED, 255)
    assert at(result, RIGHT)[3] == 0
    by_label = {r.id: r for r in result.regions}
    left, right = by_label[int(result.labels[LEFT])], by_label[int(result.labels[RIGHT])]
    assert (left.decided_by, left.tag) == ("box", "cat")
    assert (right.decided_by, right.colour, right.tag) == ("none", None, "paper")


def test_a_box_of_one_pixel_is_about_the_region_it_lies_in() -> None:
    boxes = [Box(5, 5, 60, 110, "cat", BLUE), Box(LEFT[1], LEFT[0], 1, 1, "", RED), Box(*RIGHT[::-1], 1, 1, "", "none")]
    result = colour(Picture(two_rooms()), boxes=boxes, settings=Settings(undecided="distinct"))
    left, right = (next(r for r in result.regions if r.id == result.labels[place]) for place in (LEFT, RIGHT))
    assert (left.colour, left.decided_by, left.tag, left.unsure) == (RED, "box", "cat", False)
    assert (right.colour, right.decided_by, right.unsure) == (None, "none", False)


def test_a_hint_wins_over_a_box() -> None:
    page = two_rooms()
    result = colour(Picture(page), dabs(page.shape, (30, 60, BLUE)), [Box(5, 5, 60, 110, "cat", RED)], settings=CLEAR)
    assert at(result, LEFT) == (*BLUE, 255)


@pytest.mark.parametrize("box", [Box(500, 5, 10, 10), Box(-50, 5, 20, 20), Box(5, 5, 0, 10), Box(5, 5, -4, 10)])
def test_a_box_outside_or_empty_is_refused(box: Box) -> None:
    with pytest.raises(BadRequest, match="box"):
        colour(Picture(two_rooms()), boxes=[box], settings=CLEAR)


def test_undecided_regions_need_a_network_or_another_choice() -> None:
    with pytest.raises(BadRequest, match="network"):
        colour(Picture(two_rooms()), settings=Settings(undecided="network"))
    assert not colour(Picture(two_rooms())).colour.any()


def test_distinct_gives_each_undecided_region_a_colour_of_its_own() -> None:
    result = colour(Picture(two_rooms()), settings=Settings(undecided="distinct"))
    assert len({at(result, s) for s in (LEFT, RIGHT, OUTSIDE)}) == 3
    assert {r.decided_by for r in result.regions} == {"distinct"}


def test_a_palette_entry_is_named_and_swapped_everywhere() -> None:
    page = two_rooms()
    palette = Palette((PaletteEntry("skin", "skin", RED), PaletteEntry("sand", "sand", RED)))
    result = colour(Picture(page), dabs(page.shape, (30, 60, RED), (90, 60, BLUE)), palette=palette, settings=CLEAR)
    by_label = {r.id: r for r in result.regions}
    assert by_label[int(result.labels[LEFT])].entry == "skin"
    swapped = celtint.recolour(result, "skin", GREEN)
    assert at(swapped, LEFT) == (*GREEN, 255)
    assert at(swapped, RIGHT) == (*BLUE, 255)
    assert at(result, LEFT) == (*RED, 255)
    with pytest.raises(BadRequest):
        celtint.recolour(result, "sky", GREEN)


def test_soft_style_lays_shade_over_unchanged_flats() -> None:
    page = two_rooms()
    hints = dabs(page.shape, (30, 60, RED), (90, 60, BLUE))
    flat = colour(Picture(page), hints, settings=CLEAR)
    soft = colour(Picture(page), hints, settings=Settings(undecided="transparent", style="soft"))
    assert np.array_equal(flat.colour, soft.colour)
    assert flat.shade is None
    assert soft.shade is not None
    assert soft.shade[..., 3].max() > 30
    assert np.all(soft.shade[..., 3][soft.colour[..., 3] == 0] == 0)


def test_a_prepared_picture_gives_the_same_bytes_as_a_fresh_one() -> None:
    picture = Picture(two_rooms(8))
    prepared = celtint.prepare(picture, CLEAR)
    first = dabs((120, 120), (30, 60, RED), (90, 60, BLUE))
    second = dabs((120, 120), (30, 60, GREEN))
    for hints in (first, second, first):
        warm, cold = colour(prepared, hints, settings=CLEAR), colour(picture, hints, settings=CLEAR)
        assert np.array_equal(warm.colour, cold.colour)
        assert warm.regions == cold.regions
    assert prepared.nbytes > 120 * 120


def test_progress_can_cancel() -> None:
    def stop(stage: str, share: float) -> None:
        raise Cancelled(f"{stage} {share}")

    with pytest.raises(Cancelled):
        colour(Picture(two_rooms()), settings=CLEAR, progress=stop)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("channels", ["grey", "rgb", "white lines", "alpha", "yellow"])
def test_lines_are_found_at_any_depth_in_any_ink(depth: type, channels: str) -> None:
    page = two_rooms()
    rgba = np.zeros((120, 120, 4), np.uint8)
    drawn: np.ndarray = {
        "grey": page,
        "rgb": np.repeat(page[:, :, None], 3, axis=2),
        "white lines": 255 - page,
        "alpha": np.dstack([rgba[:, :, :3] + np.uint8(250), 255 - page]),
        "yellow": np.dstack([np.full_like(page, 250), np.full_like(page, 240), np.where(page > 0, 255, 90)]).astype(
            np.uint8
        ),
    }[channels]
    if depth is np.uint16:
        drawn = drawn.astype(np.uint16) * 257
    if depth is np.float32:
        drawn = drawn.astype(np.float32) / 255
    line = Settings(undecided="transparent", mode="line")
    result = colour(Picture(drawn), dabs(page.shape, (30, 60, RED), (90, 60, BLUE)), settings=line)
    assert at(result, LEFT) == (*RED, 255)
    assert at(result, RIGHT) == (*BLUE, 255)
    assert at(result, OUTSIDE)[3] == 0


def test_the_mode_is_seen_from_the_picture() -> None:
    ramp = np.tile(np.linspace(20, 240, 128).astype(np.uint8), (128, 1))
    assert celtint.prepare(Picture(ramp)).mode == "grey"
    assert celtint.prepare(Picture(two_rooms())).mode == "line"


def test_screentone_makes_no_regions_and_leaves_no_dots() -> None:
    page = two_rooms()
    for y in range(16, 104, 6):
        for x in range(16, 54, 6):
            cv2.circle(page, (x, y), 1, 0, -1)
    result = colour(Picture(page), dabs(page.shape, (30, 60, RED)), settings=CLEAR)
    inside = result.colour[16:104, 16:54]
    assert np.all(inside == (*RED, 255))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_flats_are_exact_and_regions_report_what_the_layer_shows(data: st.DataObject) -> None:
    side = data.draw(st.integers(16, 70))
    page = np.full((side, side), 255, np.uint8)
    for _ in range(data.draw(st.integers(0, 5))):
        x, y, r = (data.draw(st.integers(0, side)) for _ in range(3))
        cv2.circle(page, (x, y), r, 0, 2)
    spots = [
        (
            data.draw(st.integers(0, side - 1)),
            data.draw(st.integers(0, side - 1)),
            data.draw(st.sampled_from([RED, BLUE])),
        )
        for _ in range(data.draw(st.integers(0, 4)))
    ]
    choice = Settings(mode="line", undecided=data.draw(st.sampled_from(["transparent", "distinct"])))
    result = colour(Picture(page), dabs(page.shape, *spots, radius=2), settings=choice)
    for region in result.regions:
        mine = result.labels == region.id
        assert int(mine.sum()) == region.area
        shown = {tuple(p) for p in result.colour[mine].tolist()}
        assert shown <= {(*region.colour, 255) if region.colour else (0, 0, 0, 0)}
    assert set(np.unique(result.labels).tolist()) <= {r.id for r in result.regions}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_hints_are_law(data: st.DataObject) -> None:
    """A dab of 3×3 that lies on the paper of one region shows its colour, pixel for pixel, whatever is around it."""
    h, w = data.draw(st.integers(20, 60)), data.draw(st.integers(20, 60))
    page = np.full((h, w), 255, np.uint8)
    for _ in range(data.draw(st.integers(0, 3))):
        ends = [data.draw(st.integers(0, 60)) for _ in range(4)]
        cv2.line(page, (ends[0], ends[1]), (ends[2], ends[3]), 0, data.draw(st.integers(1, 3)))
    layer = np.zeros((h, w, 4), np.uint8)
    spots = []
    for _ in range(data.draw(st.integers(1, 6))):
        y, x = data.draw(st.integers(0, h - 3)), data.draw(st.integers(0, w - 3))
        paint = data.draw(st.sampled_from([RED, BLUE, GREEN]))
        layer[y : y + 3, x : x + 3] = (*paint, 255)
        spots.append((y, x, paint))
    picture, choice = Picture(page), Settings(mode="line", undecided="transparent")
    prepared = celtint.prepare(picture, choice)
    assert prepared.line is not None
    base = prepared.line.regions
    result = colour(prepared, Hints(layer), settings=choice)
    for y, x, paint in spots:
        at_dab = (slice(y, y + 3), slice(x, x + 3))
        whole = bool(np.all(layer[at_dab][..., :3] == paint))
        one_region = len(np.unique(base.labels[at_dab])) == 1 and not base.ink[at_dab].any()
        if whole and one_region:
            assert np.all(result.colour[at_dab] == (*paint, 255))


def test_many_colours_and_many_regions_stay_quick_and_small() -> None:
    page = np.full((512, 512), 255, np.uint8)
    page[::8] = page[:, ::8] = 0
    layer = np.zeros((512, 512, 4), np.uint8)
    rng = np.random.default_rng(1)
    layer[4::8, 4::8, :3] = rng.integers(0, 256, (64, 64, 3))
    layer[4::8, 4::8, 3] = 255
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    assert np.all(result.colour[4::8, 4::8, :3] == layer[4::8, 4::8, :3])
    open_page = Picture(np.pad(np.full((254, 254), 255, np.uint8), 1))
    many = colour(open_page, Hints(layer[:256, :256]), settings=Settings(mode="line", undecided="transparent"))
    painted = layer[:256, :256, 3] > 0
    away = np.abs(many.colour[painted][:, :3].astype(int) - layer[:256, :256][painted][:, :3])
    assert away.max() <= 3  # colours that near are one


def test_a_swapped_colour_takes_its_shade_along() -> None:
    page = two_rooms()
    soft = Settings(undecided="transparent", style="soft")
    red = colour(Picture(page), dabs(page.shape, (30, 60, RED)), settings=soft)
    blue = colour(Picture(page), dabs(page.shape, (30, 60, BLUE)), settings=soft)
    entry = next(r.entry for r in red.regions if r.entry)
    swapped = celtint.recolour(red, entry, BLUE)
    assert swapped.shade is not None
    assert blue.shade is not None
    assert np.array_equal(swapped.shade, blue.shade)


@pytest.mark.parametrize("light", [255, 220, 150])
def test_light_lines_on_a_clear_layer_are_lines(light: int) -> None:
    layer = np.zeros((200, 200, 4), np.uint8)
    cv2.circle(layer, (100, 100), 60, (light, light, light, 255), 3)
    result = colour(Picture(layer), settings=Settings(undecided="distinct"))
    assert result.mode == "line"
    assert len(result.regions) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_colours_told_apart_keep_to_the_palette_and_the_number(number: int) -> None:
    palette = Palette(tuple(PaletteEntry(str(k), str(k), (k, k, k)) for k in range(10, 15)))
    page = np.full((100, 200), 255, np.uint8)
    page[:, ::20] = 0
    both = colour(Picture(page), palette=palette, settings=Settings(undecided="distinct", colours=number))
    assert {r.colour for r in both.regions} == {(10 + k, 10 + k, 10 + k) for k in range(number)}
    one = colour(Picture(page), settings=Settings(undecided="distinct", colours=number))
    assert len({r.colour for r in one.regions}) == number
