"""Colours of figures and places, as a cel painter would choose them: few, and apart from each other."""

from dataclasses import dataclass

from celtint_train.puppets.pieces import Random, Rgb

SKINS: tuple[Rgb, ...] = (
    (255, 226, 204), (250, 214, 186), (244, 200, 164), (226, 172, 130), (196, 138, 98), (150, 98, 68), (112, 72, 52),
)  # fmt: skip
HAIRS: tuple[Rgb, ...] = (
    (62, 52, 66), (94, 62, 48), (140, 88, 56), (196, 126, 66), (236, 190, 104), (250, 222, 150), (206, 74, 62),
    (232, 118, 92), (238, 150, 176), (182, 132, 204), (112, 116, 196), (92, 156, 206), (98, 180, 170), (128, 176, 104),
    (226, 228, 236), (150, 156, 176),
)  # fmt: skip
EYES: tuple[Rgb, ...] = (
    (70, 124, 196), (60, 150, 150), (86, 150, 80), (150, 96, 52), (196, 72, 84), (132, 86, 176), (206, 146, 50),
)  # fmt: skip
WARDROBES: tuple[tuple[Rgb, ...], ...] = (
    ((64, 92, 148), (242, 238, 228), (206, 66, 62), (52, 58, 84)),
    ((228, 98, 84), (252, 236, 206), (72, 98, 122), (120, 74, 62)),
    ((96, 154, 132), (250, 244, 226), (234, 170, 78), (92, 78, 98)),
    ((240, 186, 74), (72, 104, 142), (250, 248, 240), (156, 74, 64)),
    ((158, 122, 182), (246, 226, 238), (92, 82, 140), (240, 196, 108)),
    ((240, 156, 172), (254, 246, 240), (128, 168, 206), (136, 84, 104)),
    ((118, 148, 84), (236, 220, 176), (144, 98, 62), (206, 104, 62)),
    ((74, 80, 96), (196, 204, 214), (222, 82, 74), (246, 210, 96)),
    ((116, 186, 214), (250, 250, 246), (250, 206, 104), (74, 104, 152)),
    ((182, 70, 84), (70, 56, 74), (238, 214, 178), (212, 162, 72)),
    ((72, 142, 150), (238, 132, 92), (248, 232, 204), (56, 78, 96)),
    ((206, 190, 162), (124, 92, 74), (96, 124, 104), (238, 232, 218)),
)
SKIES: tuple[tuple[Rgb, ...], ...] = (
    ((184, 222, 240), (156, 196, 128), (122, 168, 112), (252, 252, 250), (250, 222, 130)),
    ((250, 214, 178), (196, 150, 118), (150, 112, 104), (255, 238, 216), (246, 150, 108)),
    ((106, 122, 176), (74, 92, 128), (58, 74, 106), (150, 160, 200), (244, 236, 196)),
    ((206, 232, 226), (226, 208, 162), (138, 184, 176), (255, 255, 250), (248, 196, 150)),
)
ROOMS: tuple[tuple[Rgb, ...], ...] = (
    ((236, 222, 196), (176, 132, 96), (150, 190, 204), (206, 108, 88), (120, 90, 74)),
    ((204, 216, 206), (146, 124, 112), (178, 210, 228), (222, 180, 104), (96, 112, 104)),
    ((222, 204, 214), (160, 140, 150), (184, 204, 230), (136, 160, 128), (116, 96, 112)),
)


@dataclass(frozen=True)
class Colours:
    """What one character is painted with."""

    skin: Rgb
    hair: Rgb
    eye: Rgb
    main: Rgb
    second: Rgb
    accent: Rgb
    dark: Rgb

    @classmethod
    def any(cls, rng: Random) -> "Colours":
        """A choice of its own: of each list one, varied a little so that no two characters share a palette."""
        wardrobe = WARDROBES[int(rng.integers(len(WARDROBES)))]
        order = [wardrobe[i] for i in rng.permutation(4)] if rng.random() < 0.4 else list(wardrobe)
        return cls(
            *(varied(rng, tuple_[int(rng.integers(len(tuple_)))]) for tuple_ in (SKINS, HAIRS, EYES)),
            *(varied(rng, c) for c in order),
        )


def varied(rng: Random, colour: Rgb, by: int = 7) -> Rgb:
    """A colour near the given one."""
    r, g, b = (int(min(255, max(0, c + d))) for c, d in zip(colour, rng.integers(-by, by + 1, 3), strict=True))
    return r, g, b
