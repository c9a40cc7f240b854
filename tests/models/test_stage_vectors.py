"""SVG → flat parts: what an object of Stage is made of, drawn again and compared with what resvg draws."""

import numpy as np
import pytest
import shapely
from celtint_train.stage.catalogue import entries
from celtint_train.stage.checking import difference
from celtint_train.stage.figures import BEASTS, POSES, figure
from celtint_train.stage.packing import DETAIL, packed
from celtint_train.stage.roles import ROLES, roles_of
from celtint_train.stage.sources import PERMISSIVE, art_sets
from celtint_train.stage.vectors import pieces_of
from celtint_train.stage.wording import LIMIT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'


def svg(body):
    return f"{HEAD}{body}</svg>"


def areas(body, **more):
    return [(piece.colour, piece.area.area / 8192**2) for piece in pieces_of(svg(body), **more) if not piece.line]


def test_a_transform_moves_and_a_clip_cuts():
    body = (
        '<clipPath id="c"><rect width="50" height="100"/></clipPath>'
        '<g clip-path="url(#c)"><rect transform="translate(20 0) scale(2)" width="30" height="30" fill="red"/></g>'
    )
    assert areas(body) == [((255, 0, 0), pytest.approx(0.3 * 0.6, rel=0.01))]


def test_the_two_fill_rules_differ_in_what_is_wound_twice():
    ring = 'd="M0 0H100V100H0Z M25 25H75V75H25Z" fill="blue"'
    assert areas(f"<path {ring}/>")[0][1] == pytest.approx(1.0, rel=0.01)
    assert areas(f'<path fill-rule="evenodd" {ring}/>')[0][1] == pytest.approx(0.75, rel=0.01)


def test_a_gradient_becomes_what_it_is_on_average():
    stops = '<stop offset="0" stop-color="#000000"/><stop offset="1" stop-color="#c80000"/>'
    body = f'<linearGradient id="g">{stops}</linearGradient><rect width="100" height="100" fill="url(#g)"/>'
    ((red, green, blue), _), *none = areas(body)
    assert not none and abs(red - 100) <= 2 and (green, blue) == (0, 0)


def test_what_is_see_through_is_cut_along_what_lies_under_it():
    body = (
        '<rect width="50" height="100" fill="#ff0000"/><rect x="50" width="50" height="100" fill="#0000ff"/>'
        '<rect y="40" width="100" height="20" fill="#ffffff" opacity="0.5"/>'
    )
    found = dict(areas(body))
    assert found[(255, 128, 128)] == pytest.approx(0.1, rel=0.01)
    assert found[(128, 128, 255)] == pytest.approx(0.1, rel=0.01)


def test_what_is_covered_is_left_out_and_near_colours_are_one():
    body = (
        '<circle cx="50" cy="50" r="20" fill="green"/><rect width="100" height="60" fill="#c02020"/>'
        '<rect y="60" width="100" height="40" fill="#c22222"/><rect width="100" height="72" fill="#c02020"/>'
    )
    assert [colour for colour, _ in areas(body)] == [(192, 32, 32)]


def test_a_thin_dark_stroke_is_a_line_with_its_middle_and_a_thick_one_an_area():
    body = '<rect width="100" height="100" fill="#f0d090"/><path d="M20 50H80" stroke="#111" stroke-width="2"/>'
    line = next(piece for piece in pieces_of(svg(body)) if piece.line)
    assert line.area.length == pytest.approx(0.6 * 8192, rel=0.01)
    assert not any(piece.line for piece in pieces_of(svg(body.replace('stroke-width="2"', 'stroke-width="12"'))))


def test_colours_can_be_cut_out():
    body = '<rect width="100" height="50" fill="#804000"/><rect y="50" width="100" height="50" fill="#3fa9e0"/>'
    assert [colour for colour, _ in areas(body, cut=[(63, 169, 224)])] == [(128, 64, 0)]


def test_a_picture_without_areas_is_refused():
    for body in ("", '<path d="M0 0L50 50" stroke="#000"/>', '<rect width="10" height="10" fill="none"/>'):
        with pytest.raises(ValueError, match="picture"):
            pieces_of(svg(body))
    with pytest.raises(ValueError, match="no SVG"):
        pieces_of("<svg")


@pytest.mark.parametrize("name", ["cottage", "hot-air-balloon", "windmill", "bookshelf", "scarecrow", "bridge"])
def test_packed_objects_look_like_their_pictures(name):
    drawing = art_sets()["own"].read(name)
    pieces = pieces_of(drawing)
    arrays, aspect = packed(pieces, roles_of(pieces, "building"))
    assert difference(drawing, arrays, aspect) < 6
    assert set(arrays.parts[:, 7].tolist()) <= {0, DETAIL} and arrays.parts[:, 0].max() < len(ROLES)


def test_small_and_narrow_parts_are_details():
    body = (
        '<rect width="100" height="100" fill="#f0d090"/><circle cx="30" cy="30" r="2" fill="#402000"/>'
        '<rect x="10" y="70" width="80" height="1" fill="#0040c0"/><circle cx="70" cy="40" r="15" fill="#c02020"/>'
    )
    assert [piece.detail for piece in pieces_of(svg(body))] == [False, True, True, False]


def _head(name):
    skin = "#f4c6ad" if name.endswith("-light") else "#a56953"
    return f'<svg viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="{skin}"/></svg>'


def test_a_figure_in_every_pose_is_whole_and_its_skin_is_known_for_skin():
    for pose in POSES:
        pieces = pieces_of(figure(f"boy-light.{pose}", _head))
        left, top, right, bottom = shapely.union_all([piece.area for piece in pieces]).bounds
        assert bottom - top > right - left > 0
        named = {ROLES[role] for role in roles_of(pieces, "person")}
        assert "skin" in named and "cloth" in named, pose
    with pytest.raises(ValueError, match="no pose 'flying'"):
        figure("boy-light.flying", _head)


def test_beasts_and_people_side_by_side_are_one_picture():
    for beast in BEASTS:
        assert len(pieces_of(figure(beast, _head))) >= 3
    alone, pair = (
        shapely.union_all([piece.area for piece in pieces_of(figure(name, _head))])
        for name in ("man-light.standing", "man-light.standing+woman-light.standing")
    )
    assert len(shapely.get_parts(pair)) == 2 * len(shapely.get_parts(alone))


def test_the_catalogue_is_large_permissive_and_of_known_sets():
    listed, sets = entries(), art_sets()
    assert len({entry.name for entry in listed}) >= 500 and len({t for e in listed for t in e.tags}) >= 1200
    assert all(set_.licence in PERMISSIVE for set_ in sets.values())
    assert {entry.art for entry in listed} <= set(sets)
    for entry in listed:
        if entry.art == "own":
            assert pieces_of(sets["own"].read(entry.picture), cut=entry.cut), entry.id


def test_the_limit_is_a_distance():
    assert 0 < LIMIT < 1 and np.isfinite(LIMIT)
