"""Between the wire's messages of `stage` and the core's arrays; otherwise as `convert`."""

from collections.abc import Iterator
from typing import Any, cast

import celtint
import numpy as np
import numpy.typing as npt
from celtint.types.picture import Pause, no_pause
from celtint_client import staging
from celtint_client.messages import PaletteEntry
from celtint_client.parts import Part

from celtint_server import convert

Layer = npt.NDArray[np.uint8]


def layout(request: staging.StageRequest) -> celtint.StageLayout:
    """The core's layout. Raises BadRequest for values that don't fit, TooLarge for a canvas that is too large."""
    return celtint.StageLayout(
        width=request.width,
        height=request.height,
        boxes=tuple(_box(box) for box in request.boxes),
        background=cast(Any, request.background),
        light=cast(Any, request.light),
        style=cast(Any, request.style),
        line=request.line,
        seed=request.seed,
        engine=cast(Any, request.engine),
    )


def _box(box: staging.StageBox) -> celtint.StageBox:
    facing = None if box.facing == "auto" else cast(Any, box.facing)
    return celtint.StageBox(box.x, box.y, box.width, box.height, box.tag, box.order, facing, box.colour, box.pose)


def answer(job: str, made: celtint.Staged, wanted: staging.StageWanted, pause: Pause = no_pause) -> staging.StageAnswer:
    """The answer that holds what was wanted of a staged picture; raw layers are views of its arrays.

    pause: called before each layer; it may raise to stop this.
    """
    outputs = set(wanted.outputs)

    def layer(name: str, pixels: Layer) -> Part | None:
        if name not in outputs:
            return None
        pause()
        return convert.layer_part(pixels, wanted.encoding)

    strip = _strip(made.objects) if "layers" in outputs and made.objects else None
    return staging.StageAnswer(
        job=job,
        objects=_objects(made.objects),
        palette=tuple(PaletteEntry(e.id, e.name, e.colour) for e in made.palette.entries),
        notes=made.notes,
        regions=tuple(convert.region(each, made.labels) for each in made.regions) if "report" in outputs else None,
        picture=layer("picture", made.picture),
        lines=layer("lines", made.lines),
        grey=convert.grey_part(made.grey) if "grey" in outputs else None,
        flats=layer("flats", made.flats),
        shade=layer("shade", made.shade) if made.shade[..., 3].any() else None,
        labels=convert.number_part(made.labels) if "labels" in outputs else None,
        hints=layer("hints", made.hints),
        background=layer("background", made.background) if made.background[..., 3].any() else None,
        layers=None if strip is None else layer("layers", strip),
    )


def parts(given: staging.StageAnswer) -> Iterator[Part]:
    """All parts of an answer."""
    for part in given.parts().values():
        assert isinstance(part, Part)  # servers send no refs
        yield part


def _objects(placed: tuple[celtint.StagedObject, ...]) -> tuple[staging.StagedObject, ...]:
    told, row = [], 0
    for one in placed:
        x, y, width, height = (int(number) for number in one.bounds)
        told.append(
            staging.StagedObject(
                box=int(one.box),
                tag=one.tag,
                id=one.object,
                name=one.name,
                distance=float(one.distance),
                source=one.source,
                licence=one.licence,
                attribution=one.attribution,
                bounds=(x, y, width, height),
                copies=int(one.copies),
                order=int(one.order),
                mirrored=bool(one.mirrored),
                row=row,
            )
        )
        row += one.layer.shape[0]
    return tuple(told)


def _strip(placed: tuple[celtint.StagedObject, ...]) -> Layer:
    """(sum of heights, widest, 4): the objects' layers one below another, at the left edge."""
    widest = max(one.layer.shape[1] for one in placed)
    strip = np.zeros((sum(one.layer.shape[0] for one in placed), widest, 4), np.uint8)
    row = 0
    for one in placed:
        height, width = one.layer.shape[:2]
        strip[row : row + height, :width] = one.layer
        row += height
    return strip
