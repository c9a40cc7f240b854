"""Messages to the core's dataclasses and back, field for field."""

import dataclasses

import celtint
import cv2
import numpy as np
import pytest
from celtint import BadPicture
from celtint_client import answers, choices, errors, messages, sequences
from celtint_client.parts import Part
from celtint_server import convert

RNG = np.random.default_rng(7)
SHAPES = {
    "l8": ((20, 30), np.uint8),
    "la8": ((20, 30, 2), np.uint8),
    "rgba8": ((20, 30, 4), np.uint8),
    "l16": ((20, 30), np.uint16),
    "rgba16": ((20, 30, 4), np.uint16),
}


def pixels_of(shape, dtype):
    return RNG.integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


def same_fields(one, two, but=()):
    """The two dataclasses have the same fields: what is added to one must be thought of in the other."""
    names = [{field.name for field in dataclasses.fields(kind)} for kind in (one, two)]
    assert names[0] - set(but) == names[1] - set(but)


def test_the_two_sides_have_the_same_fields():
    same_fields(messages.Settings, celtint.Settings)
    same_fields(messages.Box, celtint.Box)
    same_fields(messages.PaletteEntry, celtint.PaletteEntry)
    same_fields(answers.Region, celtint.RegionInfo, but=("inside",))
    same_fields(answers.Colouring, celtint.Result, but=("job", "preview", "polygons", "unsure", "changed"))
    same_fields(sequences.SequenceSettings, celtint.SequenceSettings)
    own = ("index", "colour", "labels", "regions", "unsure", "palette", "mode", "timings")
    same_fields(celtint.FrameResult, sequences.FrameAnswer, but=(*own, "number", "colouring"))


@pytest.mark.parametrize("encoding", SHAPES)
@pytest.mark.parametrize("offset", [0, 1])
def test_raw_pictures(encoding, offset):
    pixels = pixels_of(*SHAPES[encoding])
    data = memoryview(bytes(offset) + pixels.tobytes())[offset:]  # a blob may start anywhere
    got = convert.picture(Part(encoding, 30, 20, data)).pixels
    assert got.dtype == pixels.dtype
    assert np.array_equal(got, pixels)
    assert got.flags.aligned


def test_bgra_and_float_pictures():
    bgra = pixels_of((20, 30, 4), np.uint8)
    assert np.array_equal(convert.picture(Part("bgra8", 30, 20, bgra.tobytes())).pixels, bgra[:, :, [2, 1, 0, 3]])
    grey = RNG.random((20, 30), np.float32)
    assert np.array_equal(convert.picture(Part("f32", 30, 20, grey.tobytes())).pixels, grey)


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_png_pictures_keep_depth_and_channels(channels, dtype):
    pixels = pixels_of((20, 30, channels) if channels > 1 else (20, 30), dtype)
    order = {1: [0], 3: [2, 1, 0], 4: [2, 1, 0, 3]}[channels]
    written = pixels if channels == 1 else pixels[:, :, order]
    file = cv2.imencode(".png", written)[1].tobytes()
    got = convert.picture(Part("png", 30, 20, file)).pixels
    assert got.dtype == dtype
    assert np.array_equal(got, pixels)


def test_hints_are_rgba():
    rgba = pixels_of((20, 30, 4), np.uint8)
    bgra = np.ascontiguousarray(rgba[:, :, [2, 1, 0, 3]])
    file = cv2.imencode(".png", bgra)[1].tobytes()
    for encoding, data in (("rgba8", rgba.tobytes()), ("bgra8", bgra.tobytes()), ("png", file)):
        assert np.array_equal(convert.hints(Part(encoding, 30, 20, data)).pixels, rgba)


@pytest.mark.parametrize("channels", [1, 3])
def test_hints_without_alpha_are_opaque(channels):
    pixels = pixels_of((20, 30, channels), np.uint16)
    file = cv2.imencode(".png", pixels)[1].tobytes()
    got = convert.hints(Part("png", 30, 20, file)).pixels
    assert (got[:, :, 3] == 255).all()
    assert np.array_equal(got[:, :, 2], np.rint(pixels[:, :, 0] / 257))


def test_requests_field_for_field():
    given = messages.Settings("grey", "soft", "distinct", 7, 12, 0.25)
    assert convert.settings(given) == celtint.Settings("grey", "soft", "distinct", 7, 12, 0.25)
    boxes = (messages.Box(1, 2, 3, 4, "hair", (5, 6, 7)), messages.Box(1, 2, 3, 4, "paper", "none"))
    assert convert.boxes(boxes) == (
        celtint.Box(1, 2, 3, 4, "hair", (5, 6, 7)),
        celtint.Box(1, 2, 3, 4, "paper", "none"),
    )
    entries = (messages.PaletteEntry("s", "Skin", (250, 220, 200)),)
    assert convert.palette(entries).entries == (celtint.PaletteEntry("s", "Skin", (250, 220, 200)),)


def test_answers_field_for_field():
    layer, shade = pixels_of((3, 5, 4), np.uint8), pixels_of((3, 5, 4), np.uint8)
    labels = np.array([[1, 1, 2, 2, 2]] * 3, np.int32)
    regions = (
        celtint.RegionInfo(1, (1, 2, 3), "s", "hint", 1.0, 6, (0, 0, 2, 3), "skin"),
        celtint.RegionInfo(2, None, None, "none", 0.5, 9, (2, 0, 3, 3), unsure=True),
    )
    palette = celtint.Palette((celtint.PaletteEntry("s", "Skin", (1, 2, 3)),))
    result = celtint.Result(layer, labels, regions, palette, "line", 9, shade, {"ink": 0.5}, ("A dab is thin.",))
    got = convert.colouring("j", result, messages.Wanted(choices.OUTPUTS))
    assert got.notes == ("A dab is thin.",)
    assert (got.job, got.mode, got.gap, got.timings) == ("j", "line", 9, {"ink": 0.5})
    assert got.palette == (messages.PaletteEntry("s", "Skin", (1, 2, 3)),)
    assert got.regions == (
        answers.Region(1, (1, 2, 3), "s", "hint", 1.0, 6, (0, 0, 2, 3), "skin"),
        answers.Region(2, None, None, "none", 0.5, 9, (2, 0, 3, 3), "", True, (3, 1, 1, 1)),
    )
    for part, array in ((got.colour, layer), (got.shade, shade), (got.labels, labels)):
        assert part is not None and (part.width, part.height) == (5, 3)
        assert part.complete()
        assert bytes(part.view) == array.tobytes()


def test_a_frame_is_kept_whole():
    layer = pixels_of((3, 5, 4), np.uint8)
    labels = np.array([[1, 1, 2, 2, 2]] * 3, np.int32)
    regions = (
        celtint.RegionInfo(1, (1, 2, 3), "s", "key", 0.75, 6, (0, 0, 2, 3), "skin"),
        celtint.RegionInfo(2, None, None, "none", 0.5, 9, (2, 0, 3, 3), unsure=True),
    )
    palette = celtint.Palette((celtint.PaletteEntry("s", "Skin", (1, 2, 3)),))
    given = celtint.FrameResult(4, layer, labels, regions, (2,), palette, "line", True, True, 0.25, {"ink": 1.0})
    kept = convert.frame(given, 40)
    assert (kept.number, kept.colouring.unsure, kept.held, kept.cut, kept.doubt) == (40, (2,), True, True, 0.25)
    back = convert.kept_result(kept.colouring)
    assert (back.regions, back.palette, back.mode) == (regions, palette, "line")
    assert np.array_equal(back.colour, layer)
    assert np.array_equal(back.labels, labels)


def test_raw_layers_are_not_copied():
    layer = pixels_of((20, 30, 4), np.uint8)
    result = celtint.Result(layer, np.zeros((20, 30), np.int32), (), celtint.Palette(), "grey", 0)
    part = convert.colouring("j", result, messages.Wanted()).colour
    assert part is not None and np.shares_memory(np.frombuffer(part.view, np.uint8), layer)


def test_a_core_error_keeps_its_name_and_sentence():
    for name in ("BadRequest", "BadPicture", "TooLarge", "ModelNotFound", "Cancelled"):
        error = convert.wire_error(getattr(celtint, name)("A sentence."))
        assert type(error) is getattr(errors, name)
        assert str(error) == "A sentence."
        assert error.name == getattr(celtint, name).name


def test_a_broken_png_says_so():
    file = cv2.imencode(".png", pixels_of((20, 30, 4), np.uint16))[1].tobytes()
    with pytest.raises(BadPicture):
        convert.picture(Part("png", 30, 20, file[:-200]))
