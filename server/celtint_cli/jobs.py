"""Which files belong together: for every picture its hints, its boxes and its outputs."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from celtint import BadRequest

from celtint_cli import files, results


@dataclass(frozen=True)
class Job:
    """One picture: what is read for it and what is written. shade is written with style "soft" only. result: the folder
    that keeps what `celtint palette` needs."""

    picture: Path
    hints: Path | None
    boxes: Path | None
    colour: Path
    svg: Path | None
    regions: Path | None
    report: Path | None
    ink: Path | None = None
    result: Path | None = None

    @property
    def shade(self) -> Path:
        return self.colour.with_suffix(".shade.png")

    def inputs(self) -> list[Path]:
        return [path for path in (self.picture, self.hints, self.boxes) if path is not None]

    def outputs(self, style: str) -> list[Path]:
        shade = self.shade if style == "soft" else None
        named = [
            path for path in (self.colour, shade, self.svg, self.regions, self.report, self.ink) if path is not None
        ]
        return named + ([] if self.result is None else [self.result / name for name in results.FILES])


def plan(options: argparse.Namespace) -> list[Job]:
    """A job for every picture of the command line.

    With one picture every path is a file; with several, outputs are folders, made here, and hints and boxes
    are folders or one file for all. Raises BadRequest for names that do not fit.
    """
    pictures: list[Path] = options.pictures
    hints, boxes = _beside(pictures, options.hints, "hints"), _beside(pictures, options.boxes, "boxes")
    if len(pictures) > 1:
        return _batch(options, hints, boxes)
    colour = options.output
    if colour.is_dir():
        colour /= f"{pictures[0].stem}.png"
    for path, ending in (
        (colour, ".png"),
        (options.svg, ".svg"),
        (options.regions, ".png"),
        (options.preview_ink, ".png"),
    ):
        if path is not None and path.suffix.lower() != ending:
            raise BadRequest(f"{path} does not end in {ending}, which is what would be written.")
    outputs = (colour, options.svg, options.regions, options.report, options.preview_ink, options.result)
    return [Job(pictures[0], hints[0], boxes[0], *outputs)]


def _batch(options: argparse.Namespace, hints: Sequence[Path | None], boxes: Sequence[Path | None]) -> list[Job]:
    stems = Counter(picture.stem for picture in options.pictures)
    stem, count = stems.most_common(1)[0]
    if count > 1:
        raise BadRequest(f"{count} pictures are named {stem}; their outputs would meet in one file.")
    folders = {
        "colour": options.output,
        "svg": options.svg,
        "regions": options.regions,
        "report": options.report,
        "ink": options.preview_ink,
        "result": options.result,
    }
    endings = {
        "colour": ".png",
        "svg": ".svg",
        "regions": ".regions.png",
        "report": ".json",
        "ink": ".ink.png",
        "result": "",
    }
    for folder in folders.values():
        if folder is not None:
            files.make_folder(folder)
    return [
        Job(
            picture,
            own_hints,
            own_boxes,
            **{what: folder and folder / (picture.stem + endings[what]) for what, folder in folders.items()},
        )
        for picture, own_hints, own_boxes in zip(options.pictures, hints, boxes, strict=True)
    ]


def _beside(pictures: list[Path], where: Path | None, what: str) -> list[Path | None]:
    """For each picture the file of the same stem in the folder, or the one file for all of them."""
    if where is None or not where.is_dir():
        return [where] * len(pictures)
    found = {path.stem: path for path in sorted(where.iterdir()) if path.is_file()}
    matched = [found.get(picture.stem) for picture in pictures]
    if not any(matched):
        raise BadRequest(f"No file in {where} is named like a picture, so there are no {what} for any of them.")
    return matched
