import { shownMap } from "../draw/stripes.js";
import { outlinesOf } from "../model/labelmap.js";
import { unpackAreas } from "../model/runs.js";

/** Data: {packed: what `packAreas` gave, width, height, unsure: ids to be striped}. Made: as `shownMap`. */
export async function areas({ packed, width, height, unsure }) {
  return shownMap(await unpackAreas(packed), width, height, unsure);
}

/** Data: {packed, width, height}. Made: as `outlinesOf`. */
export async function outlines({ packed, width, height }) {
  const made = outlinesOf(await unpackAreas(packed), width, height);
  return { made, handed: [made.table.buffer, made.points.buffer] };
}
