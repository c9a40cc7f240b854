import { labelIds } from "/client/index.js";

/**
 * Which region each pixel of a finished job is of. Data: {job, unsure: ids to be striped}. Made: as `shownMap`; null if it
 * has none.
 */
export async function labels({ client, data: { job, unsure } }) {
  const { labels: map } = await client.resume(job, { want: ["labels"] });
  if (!map) return { made: null };
  const { shownMap } = await import("../draw/stripes.js"); // loaded when somebody first wants to know
  return shownMap(labelIds(map), map.width, map.height, unsure);
}
