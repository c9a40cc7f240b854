import { shownMap } from "../draw/stripes.js";
import { mapOf, runsOf } from "../model/labelmap.js";

/** A label map as it is kept: its runs, deflated, some hundredths of its size. @param {Uint32Array} map @returns {Promise<Blob>} */
export function packAreas(map) {
  return new Response(new Blob([runsOf(map)]).stream().pipeThrough(new CompressionStream("deflate"))).blob();
}

/** Data: {packed: what `packAreas` gave, width, height, unsure: ids to be striped}. Made: as `shownMap`. */
export async function areas({ packed, width, height, unsure }) {
  const runs = await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
  return shownMap(mapOf(new Uint32Array(runs)), width, height, unsure);
}
