"""Figures that no set has: hats and clothes for a person's head, beasts made of parts, and people side by side."""

import re

HATS = {
    "pirate": (
        '<path d="M-1 9Q3 -5 16 -5T33 9Q16 2 -1 9Z" fill="#43484d"/><circle cx="16" cy="0.6" r="2.2" fill="#f4f4f4"/>'
        '<path d="M3 8.6Q16 3 29 8.6L29 11.4Q16 6 3 11.4Z" fill="#e0413f"/>'
    ),
    "sailor": (
        '<path d="M3 8Q3 -2 16 -2T29 8Z" fill="#f4f4f4"/><path d="M3 6.4H29V10.4H3Z" fill="#3f5fff"/>'
    ),
    "knight": (
        '<path d="M2 30V12Q2 -2 16 -2T30 12V30L24 31V15H8V31Z" fill="#9aa7b2"/>'
        '<path d="M6 11H26V15.4H6Z" fill="#73818d"/>'
        '<path d="M14.6 -2Q16 -9 24 -8Q18 -6 18 -2Z" fill="#f8312f"/>'
    ),
    "cowboy": (
        '<path d="M-5 8Q16 13 37 8Q36 3 26 4Q25 -6 19 -5Q16 -3 13 -5Q7 -6 6 4Q-4 3 -5 8Z" fill="#a5673f"/>'
        '<path d="M6 3Q16 6 26 3L26.4 6Q16 9 5.6 6Z" fill="#6d4534"/>'
    ),
    "teacher": (
        '<circle cx="10.5" cy="17" r="4" fill="none" stroke="#433b6b" stroke-width="1.4"/>'
        '<circle cx="21.5" cy="17" r="4" fill="none" stroke="#433b6b" stroke-width="1.4"/>'
        '<path d="M14.5 17H17.5" stroke="#433b6b" stroke-width="1.4"/>'
    ),
    "clown": "",
}  # fmt: skip
"""What each wears on the head, in the head's own 32 units."""
CLOTHES = {
    "pirate": ("#b8405e", "#5b4a3e"), "sailor": ("#f4f4f4", "#3f5fff"), "knight": ("#9aa7b2", "#73818d"),
    "cowboy": ("#c98a4a", "#4d6aa8"), "teacher": ("#5a8f6a", "#7d5a46"), "clown": ("#fcd53f", "#00a6ed"),
}  # fmt: skip
"""Shirt and trousers of each."""
CLOSE = 0.62
"""Of a figure's page: how far on the next one stands."""
UNICORN = {"#a56953": "#f4eef8", "#6d4534": "#cdc4d6", "#1c1c1c": "#f70a8d", "#212121": "#f70a8d"}
"""A horse's colours, and the unicorn's."""


def side_by_side(figures: list[str], shares: list[float]) -> str:
    """SVGs of figures on one ground, each so high (a share of the highest), as one SVG."""
    tall, made, x = 100.0, "", 0.0
    for svg, share in zip(figures, shares, strict=True):
        width, height = (float(n) for n in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
        scale = tall * share / height
        inside = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.S)
        made += f'<g transform="translate({x:.2f},{tall * (1 - share):.2f}) scale({scale:.4f})">{inside}</g>'
        x += width * scale * CLOSE
    width = x + 20
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {tall}">{made}</svg>'


def unicorn(horse: str) -> str:
    """The SVG of a horse that looks left, with a horn and in other colours."""
    for own, other in UNICORN.items():
        horse = horse.replace(f'"{own}"', f'"{other}"')
    horn = '<path d="M6.4 5.4L2.2 -4.2L9 3.4Z" fill="#fcd53f"/>'
    return horse.replace('viewBox="0 0 32 32"', 'viewBox="-2 -5 36 37"').replace("</svg>", f"{horn}</svg>")
