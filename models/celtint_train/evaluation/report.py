"""docs/benchmarks.md, written by the bench: a section for each thing measured, each replaced on its own."""

import io
import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import numpy as np
from celtint.types.arrays import U8
from celtint_models.writing import write_whole
from PIL import Image

HEAD = """# Benchmarks

Written by `celtint bench colour`; do not edit. Each section is replaced when it is measured again and says
what it was measured on. Times are wall-clock medians, taken side by side in the same run.
"""

MOST_BYTES = 1_200_000
"""A picture in the report is made smaller until its file is below this."""


@dataclass(frozen=True)
class Bar:
    """One thing to be reached: ``what``, the ``bar`` and the figure ``got``, as text, and whether it is met.

    why: one sentence on a bar that is not met.
    """

    what: str
    bar: str
    got: str
    met: bool
    why: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the report.

    key: a short name of letters that the report finds it again by; sections stand in the order of `ORDER`.
    title: its heading. text: Markdown below the heading and the bars. pictures: NAME to (H, W, 3) uint8,
    written beside the report as ``pictures/NAME.png``.
    """

    key: str
    title: str
    text: str
    bars: tuple[Bar, ...] = ()
    pictures: dict[str, U8] = field(default_factory=dict)


ORDER = (
    "summary",
    "flats",
    "drawings",
    "pairs",
    "truepairs",
    "dabs",
    "flatting",
    "traces",
    "speed",
    "pages",
    "formats",
    "wire",
    "real",
    "undecided",
    "models",
    "lines",
    "edges",
    "tags",
    "tried",
    "tuned",
    "boxes",
    "placing",
    "style",
    "given",
    "likeness",
    "seconds",
    "pictures",
)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def machine() -> str:
    """What the figures were measured on, in a line: cores, processor, memory, system, versions; no names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    packages = ", ".join(f"{p} {metadata.version(p)}" for p in ("celtint", "numpy", "onnxruntime"))
    return (
        f"{cores} cores ({_processor()}), {memory:.0f} GiB memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}."
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", listed.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or "processor unknown"


def write(path: Path, sections: Sequence[Section], head: str = HEAD, summary: bool = False) -> None:
    """Put ``sections`` into the report at ``path``, each in place of the one of its key; others stay.

    summary: begin with what became of the bars of all sections.
    """
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    bodies = {m[1]: m[0] for m in re.finditer(r"<!-- begin ([\w-]+) -->.*?<!-- end \1 -->\n", old, re.DOTALL)}
    for section in sections:
        bodies[section.key] = _rendered(section)
        for name, picture in section.pictures.items():
            _save(path.parent / "pictures" / f"{name}.png", picture)
    if summary:
        bodies["summary"] = _summary(bodies)
    keys = [k for k in ORDER if k in bodies] + sorted(set(bodies) - set(ORDER))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join([head, *(bodies[k] for k in keys)]).encode())


def _rendered(section: Section) -> str:
    parts = [f"<!-- begin {section.key} -->", f"## {section.title}", "", f"Measured on {machine()}", ""]
    if section.bars:
        rows = [[b.what, b.bar, b.got, "met" if b.met else "**not met**"] for b in section.bars]
        parts += [table(["what", "bar", "measured", ""], rows)]
        parts += [f"- {b.what}: not met. {b.why}\n" for b in section.bars if b.why and not b.met]
    parts += [section.text.strip(), "", f"<!-- end {section.key} -->", ""]
    return "\n".join(parts)


def _summary(bodies: dict[str, str]) -> str:
    """The bars of all sections, counted, and those that are not met."""
    rows, missed = [], []
    for key in (key for key in ORDER if key in bodies and key != "summary"):
        title = re.search(r"^## (.+)$", bodies[key], re.MULTILINE)
        bars = re.findall(r"^\| (.+) \| (.+) \| (.+) \| (met|\*\*not met\*\*) \|$", bodies[key], re.MULTILINE)
        if title is None or not bars:
            continue
        rows.append([title[1], f"{sum(met == 'met' for *_, met in bars)} of {len(bars)}"])
        missed += [[title[1], what, bar, got] for what, bar, got, met in bars if met != "met"]
    text = ["<!-- begin summary -->", "## Which bars are met", "", table(["section", "bars met"], rows)]
    if missed:
        text += ["Not met:", "", table(["section", "what", "bar", "measured"], missed)]
    return "\n".join([*text, "<!-- end summary -->", ""])


def _save(path: Path, picture: U8) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(np.ascontiguousarray(picture))
    while True:
        data = io.BytesIO()
        image.save(data, "PNG", optimize=True)
        if data.tell() <= MOST_BYTES:
            return write_whole(path, data.getvalue())
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)
