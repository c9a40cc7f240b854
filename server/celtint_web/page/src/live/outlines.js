/**
 * The outlines of a finished job's regions. Data: {job, tolerance}. Made: {table, points} as the client's Polygons, or null
 * if it has none.
 */
export async function outlines({ client, data: { job, tolerance } }) {
  const { polygons } = await client.resume(job, { want: ["polygons"], tolerance });
  return { made: polygons && { table: polygons.table, points: polygons.points } };
}
