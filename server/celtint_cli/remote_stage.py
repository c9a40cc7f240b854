"""Pictures of boxes by a server: the core's layout to the wire's request, and the answer back to the core's arrays."""

from collections.abc import Callable
from typing import cast

import numpy as np
import numpy.typing as npt
from celtint import Palette, PaletteEntry, Staged, StagedObject, StageLayout
from celtint_client import staging
from celtint_client.answers import Progress
from celtint_client.choices import STAGE_OUTPUTS
from celtint_client.client import Client
from celtint_client.errors import BadRequest
from celtint_client.parts import Part

from celtint_cli.remote import grey_plane, layer, region_info

Layer = npt.NDArray[np.uint8]


def stage_there(client: Client, layout: StageLayout, progress: Callable[[Progress], None] | None = None) -> Staged:
    """What `celtint.stage` gives, done by the server. Raises what the server says, as `celtint_client.errors`."""
    if "stage" not in client.welcome.verbs:
        raise BadRequest("This server makes no pictures of boxes; start a newer one, or leave out --server.")
    answer = client.stage(_request(layout), progress)
    picture = layer(cast(Part, answer.picture))
    height, width = picture.shape[:2]
    clear = np.zeros((height, width, 4), np.uint8)
    strip = clear if answer.layers is None else layer(answer.layers)
    labels = np.zeros((height, width), np.int32)
    if answer.label_map is not None:
        labels = np.array(answer.label_map.ids, np.int32).reshape(labels.shape)
    return Staged(
        picture=picture,
        lines=layer(cast(Part, answer.lines)),
        grey=grey_plane(cast(Part, answer.grey)),
        flats=layer(cast(Part, answer.flats)),
        shade=clear if answer.shade is None else layer(answer.shade),
        labels=labels,
        regions=tuple(region_info(region) for region in answer.regions or ()),
        palette=Palette(tuple(PaletteEntry(e.id, e.name, e.colour) for e in answer.palette)),
        hints=layer(cast(Part, answer.hints)),
        background=clear if answer.background is None else layer(answer.background),
        objects=tuple(_object(one, strip) for one in answer.objects),
        notes=answer.notes,
    )


def _request(layout: StageLayout) -> staging.StageRequest:
    return staging.StageRequest(
        width=layout.width,
        height=layout.height,
        boxes=tuple(
            staging.StageBox(b.x, b.y, b.width, b.height, b.tag, b.order, b.facing or "auto", b.colour, b.pose)
            for b in layout.boxes
        ),
        background=layout.background,
        light=layout.light,
        style=layout.style,
        line=layout.line,
        seed=layout.seed,
        engine=layout.engine,
        wanted=staging.StageWanted(STAGE_OUTPUTS),
        batch=True,
    )


def _object(one: staging.StagedObject, strip: Layer) -> StagedObject:
    _, _, width, height = one.bounds
    return StagedObject(
        box=one.box,
        tag=one.tag,
        object=one.id,
        name=one.name,
        distance=one.distance,
        source=one.source,
        licence=one.licence,
        attribution=one.attribution,
        bounds=one.bounds,
        copies=one.copies,
        order=one.order,
        mirrored=one.mirrored,
        layer=strip[one.row : one.row + height, :width],
    )
