import numpy as np
import pytest
from celtint import BadPicture, BadRequest, Box, Hints, Palette, PaletteEntry, Picture, Settings, TooLarge


@pytest.mark.parametrize("shape", [(20, 30), (20, 30, 1), (20, 30, 2), (20, 30, 3), (20, 30, 4)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_a_picture_has_one_to_four_channels_of_any_depth(shape: tuple[int, ...], dtype: type) -> None:
    picture = Picture(np.zeros(shape, dtype))
    assert (picture.height, picture.width) == (20, 30)


@pytest.mark.parametrize(
    ("pixels", "error"),
    [
        (np.zeros((20, 30, 5), np.uint8), BadPicture),
        (np.zeros((20,), np.uint8), BadPicture),
        (np.zeros((20, 30), np.int64), BadPicture),
        (np.zeros((15, 30), np.uint8), BadPicture),
        (np.zeros((0, 0), np.uint8), BadPicture),
        (np.full((20, 30), np.nan, np.float32), BadPicture),
        (np.broadcast_to(np.uint8(0), (16, 65537)), TooLarge),
        (np.broadcast_to(np.uint8(0), (20_000, 20_000)), TooLarge),
    ],
)
def test_what_is_no_picture_is_refused_in_one_sentence(pixels: np.ndarray, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        Picture(pixels)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_hints_are_eight_bit_rgba() -> None:
    with pytest.raises(BadRequest):
        Hints(np.zeros((20, 30, 3), np.uint8))


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "photo"},
        {"style": "oil"},
        {"undecided": "guess"},
        {"gap": -1},
        {"gap": "wide"},
        {"colours": 0},
        {"strength": 1.5},
        {"strength": None},
        {"gap": True},
        {"colours": 2.5},
    ],
)
def test_settings_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        Settings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"x": 1.5}, {"colour": (300, 0, 0)}, {"colour": "red"}, {"width": "9"}])
def test_boxes_of_wrong_kinds_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        Box(**({"x": 1, "y": 1, "width": 9, "height": 9} | wrong))  # type: ignore[arg-type]


def test_palette_ids_are_distinct() -> None:
    with pytest.raises(BadRequest):
        Palette((PaletteEntry("a", "skin", (1, 2, 3)), PaletteEntry("a", "sand", (1, 2, 3))))
