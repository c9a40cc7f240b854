"""The flats as SVG: one path a region, grouped by palette entry."""

from celtint.types.arrays import Ring
from celtint.types.errors import BadRequest
from celtint.types.result import Result
from celtint.vector.polygons import polygons


def to_svg(result: Result, tolerance: float = 0.0) -> str:
    """The flats of `result` as an SVG of the picture's size, one path a region, grouped by palette entry.

    Regions that stay empty are left out. Each group carries the entry's id, name and fill, so one edit
    recolours all of its regions. Raises BadRequest for a grey picture, which has no regions, and for a bad
    tolerance.
    """
    if result.mode != "line":
        raise BadRequest("A grey picture has no regions to draw as polygons; use line mode or no SVG.")
    outlines = {region.id: region for region in polygons(result.labels, tolerance)}
    groups: dict[tuple[str | None, tuple[int, int, int]], list[str]] = {}
    for info in result.regions:
        if info.colour is not None and info.id in outlines:
            path = f'<path id="region-{info.id}" d="{_path(outlines[info.id].rings)}"/>'
            groups.setdefault((info.entry, info.colour), []).append(path)
    height, width = result.labels.shape
    names = {entry.id: entry.name for entry in result.palette.entries}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" shape-rendering="crispEdges" fill-rule="evenodd">'
    ]
    for (entry, colour), paths in groups.items():
        about = "" if entry is None else f' data-entry="{_escape(entry)}"'
        lines.append(f'<g fill="#{bytes(colour).hex()}"{about}>')
        if entry is not None and names.get(entry):
            lines.append(f"<title>{_escape(names[entry])}</title>")
        lines += [*paths, "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _path(rings: tuple[Ring, ...]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring.tolist()) + "Z" for ring in rings)


def _escape(text: str) -> str:
    """For an attribute or an element; control characters, which XML cannot hold, are dropped."""
    printable = "".join(c for c in text if c.isprintable() or c == " ")
    return printable.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
