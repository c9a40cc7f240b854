import { labelIds } from "/client/index.js";
import { shownMap } from "../draw/stripes.js";

/**
 * Which region each pixel of a finished job is of. Data: {job, unsure: ids to be striped}. Made: as `shownMap`; null if it
 * has none.
 */
export async function labels({ client, data: { job, unsure } }) {
  const { labels: map } = await client.resume(job, { want: ["labels"] });
  return map ? shownMap(labelIds(map), map.width, map.height, unsure) : { made: null };
}
