"""Which files belong together: for every picture its hints, its boxes and its outputs."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from celtint import BadRequest
from celtint_files.layering import ENDINGS

from celtint_cli import files, palette_files, results


@dataclass(frozen=True)
class Job:
    """One picture: what is read for it and what is written. shade is written with style "soft" only. result: the folder
    that keeps what `celtint palette` needs. layers: a file of layers. palette: what the result's is written to. lines:
    the line layer."""

    picture: Path
    hints: Path | None
    boxes: Path | None
    colour: Path
    svg: Path | None
    regions: Path | None
    report: Path | None
    ink: Path | None = None
    result: Path | None = None
    layers: Path | None = None
    palette: Path | None = None
    marks: Path | None = None
    lines: Path | None = None

    @property
    def shade(self) -> Path:
        return self.colour.with_suffix(".shade.png")

    def inputs(self) -> list[Path]:
        return [path for path in (self.picture, self.hints, self.boxes, self.marks) if path is not None]

    def outputs(self, style: str) -> list[Path]:
        shade = self.shade if style == "soft" else None
        more = (self.ink, self.layers, self.palette, self.lines)
        named = [path for path in (self.colour, shade, self.svg, self.regions, self.report, *more) if path is not None]
        return named + ([] if self.result is None else [self.result / name for name in results.FILES])


def plan(options: argparse.Namespace, many: bool) -> list[Job]:
    """A job for every picture of the command line.

    With one picture every path is a file; with `many`, outputs are folders, made here, and hints, boxes and
    marks are folders or one file for all. Raises BadRequest for names that do not fit.
    """
    pictures: list[Path] = options.pictures
    hints, boxes = _beside(pictures, options.hints, "hints"), _beside(pictures, options.boxes, "boxes")
    marks = _beside(pictures, options.marks, "marks")
    if many:
        return _batch(options, hints, boxes, marks)
    colour = options.output
    if colour.is_dir():
        colour /= f"{pictures[0].stem}.png"
    for path, ending in (
        (colour, ".png"),
        (options.svg, ".svg"),
        (options.regions, ".png"),
        (options.preview_ink, ".png"),
        (options.lines_out, ".png"),
    ):
        if path is not None and path.suffix.lower() != ending:
            raise BadRequest(f"{path} does not end in {ending}, which is what would be written.")
    if options.layers is not None and options.layers.suffix.lower() not in ENDINGS:
        raise BadRequest(
            f"{options.layers} ends in neither {' nor '.join(ENDINGS)}, which are what layers are written to."
        )
    palette_files.check(options.palette_out)
    outputs = (
        colour,
        options.svg,
        options.regions,
        options.report,
        options.preview_ink,
        options.result,
        options.layers,
        options.palette_out,
    )
    return [Job(pictures[0], hints[0], boxes[0], *outputs, marks=marks[0], lines=options.lines_out)]


def _batch(
    options: argparse.Namespace,
    hints: Sequence[Path | None],
    boxes: Sequence[Path | None],
    marks: Sequence[Path | None],
) -> list[Job]:
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
        "layers": options.layers,
        "palette": options.palette_out,
        "lines": options.lines_out,
    }
    endings = {
        "colour": ".png",
        "svg": ".svg",
        "regions": ".regions.png",
        "report": ".json",
        "ink": ".ink.png",
        "result": "",
        "layers": ".ora",
        "palette": ".gpl",
        "lines": ".lines.png",
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
            marks=own_marks,
        )
        for picture, own_hints, own_boxes, own_marks in zip(options.pictures, hints, boxes, marks, strict=True)
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
